"""Offers answers that were given already: a question of a lens may be answered by controls of the matrix.

An offer is shown and taken by a person, never copied silently.
"""

from dataclasses import dataclass

from questionnaires.model import Bank, Question
from wizard.core.answers import Answer, Status
from wizard.core.scoring import Answers, status_of


@dataclass(frozen=True, slots=True)
class Offer:
    """What the linked controls' answers come to: the weakest status among them, and where each stands."""

    status: Status
    sources: tuple[tuple[str, Status], ...]

    @property
    def words(self) -> str:
        """The sources in words: ``AIS-09.1 yes, TVM-04.1 partial``."""
        return ", ".join(f"{question_id} {status}" for question_id, status in self.sources)


def offer_for(question: Question, matrix: Bank, answers: Answers) -> Offer | None:
    """What can be offered for a question; nothing while no linked question counts (``na`` does not)."""
    linked = (question_id for link in question.links for question_id in matrix.controls[link].question_ids)
    sources = [
        (question_id, status)
        for question_id in linked
        if (status := status_of(answers, question_id)) is not None and status is not Status.NA
    ]
    if not sources:
        return None
    weakest = min((status for _, status in sources), key=lambda status: status.credit or 0.0)
    return Offer(weakest, tuple(sources))


def take_over(answer: Answer, offer: Offer, matrix_answers: Answers) -> Answer:
    """The answer with the offered status, ownership and remedy of the weakest source, and a note of where they are from."""
    weakest = next(question_id for question_id, status in offer.sources if status is offer.status)
    source = matrix_answers[weakest]
    return Answer(
        question=answer.question,
        status=offer.status,
        ownership=answer.ownership or source.ownership,
        description=answer.description or source.description,
        responsibilities=answer.responsibilities or source.responsibilities,
        evidence=answer.evidence or source.evidence,
        remediation=source.remediation if not answer.remediation.action else answer.remediation,
        note=answer.note or f"taken over from {offer.words}",
        flagged=answer.flagged,
        respondent=answer.respondent or source.respondent,
        method=answer.method or source.method,
        confidence=answer.confidence or source.confidence,
    )
