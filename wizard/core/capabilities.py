"""The AI security capabilities of the AWS Cloud Adoption Framework at input, model and output, seen through all answers.

A question of the lens counts once: by its own answer where the lens is asked and it has one, else by what the answers to
its linked controls offer (the weakest of the asked ones, see ``links``), else as open. The score of some of them is the
posture score over these, with the weights of the lens. Beside it stands the posture score of the matrix over the asked
questions of the linked controls; a control that several questions link to counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from questionnaires.model import Bank, Question
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Result
from wizard.core.links import Offer, offer_for
from wizard.core.scoring import Score, score, status_of

ALL = "all"
"""Stands for a total in the place of a capability or a component."""
COMPONENTS = ("input", "model", "output")
"""Where a capability is asked for; the last part of the id of a control of the lens."""
_FULL = 100
_MOST_WEAKEST = 3


class Source(StrEnum):
    """By what a question of the lens counts."""

    OWN = "own"
    LINKED = "linked"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CountedQuestion:
    """A question of the lens, the status by which it counts, and where that is from.

    ``offer`` is what the answers to linked controls come to, also where the question has an answer of its own.
    """

    question: Question
    own: Status | None
    offer: Offer | None

    @property
    def source(self) -> Source:
        """Where the status is from."""
        if self.own is not None:
            return Source.OWN
        return Source.LINKED if self.offer else Source.OPEN

    @property
    def weakest_sources(self) -> tuple[str, ...]:
        """The linked questions of the matrix whose answers make it count as it does; empty where it counts otherwise."""
        if self.offer is None or self.source is not Source.LINKED:
            return ()
        return tuple(question_id for question_id, status in self.offer.sources if status is self.offer.status)

    @property
    def status(self) -> Status | None:
        """The status that counts; nothing while it is open."""
        return self.offer.status if self.own is None and self.offer else self.own


@dataclass(frozen=True, slots=True)
class Figures:
    """What the asked questions of one place of the matrix come to; ``ALL`` stands for a total.

    ``controls`` are the controls of the AICM that the questions link to, each once, and ``matrix`` is the score over their
    asked questions.
    """

    capability: str
    component: str
    questions: tuple[CountedQuestion, ...]
    score: Score
    controls: tuple[str, ...]
    matrix: Score

    def counted_by(self, source: Source) -> int:
        """How many of the questions count by a source."""
        return sum(item.source is source for item in self.questions)


@dataclass(frozen=True)
class CapabilityMatrix:
    """All figures of a lens beside the matrix of the AICM; ``result`` is what the AICM comes to."""

    lens: Bank
    result: Result

    @cached_property
    def included(self) -> bool:
        """Whether the assessment asks the lens."""
        return self.lens.id in self.result.assessment.profile.lenses

    @cached_property
    def questions(self) -> tuple[CountedQuestion, ...]:
        """The questions that the scope reaches, in the order of the lens, also where the lens is not asked."""
        return tuple(self._counted(question_id) for question_id in Result(self.lens, self.result.assessment).asked)

    @cached_property
    def cells(self) -> tuple[Figures, ...]:
        """Every capability at every component, also where the scope reaches no question."""
        return tuple(
            self._figures(control.domain_code, component_of(control.id)) for control in self.lens.controls.values()
        )

    @cached_property
    def capabilities(self) -> tuple[Figures, ...]:
        """Each capability over all components."""
        return tuple(self._figures(domain.code, ALL) for domain in self.lens.domains)

    @cached_property
    def components(self) -> tuple[Figures, ...]:
        """Each component over all capabilities."""
        return tuple(self._figures(ALL, component) for component in COMPONENTS)

    @cached_property
    def whole(self) -> Figures:
        """Everything together."""
        return self._figures(ALL, ALL)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(self.result.asked)

    @cached_property
    def _asked_answers(self) -> dict[str, Answer]:
        answers = self.result.assessment.answers
        return {question_id: answers[question_id] for question_id in self.result.asked if question_id in answers}

    @cached_property
    def _statuses(self) -> dict[str, Answer]:
        """The counted statuses as answers, which scores are made of."""
        return {item.question.id: Answer(item.question.id, item.status) for item in self.questions}

    def _counted(self, question_id: str) -> CountedQuestion:
        question = self.lens.question(question_id)
        own = status_of(self.result.assessment.answers, question_id) if self.included else None
        return CountedQuestion(question, own, offer_for(question, self.result.bank, self._asked_answers))

    def _figures(self, capability: str, component: str) -> Figures:
        members = tuple(item for item in self.questions if self._is_at(item.question, capability, component))
        ids = [item.question.id for item in members]
        linked = {link for item in members for link in item.question.links}
        controls = tuple(control_id for control_id in self.result.bank.controls if control_id in linked)
        return Figures(
            capability=capability,
            component=component,
            questions=members,
            score=score(self.lens, ids, self._statuses),
            controls=controls,
            matrix=score(self.result.bank, self._asked_of(controls), self._asked_answers),
        )

    def _is_at(self, question: Question, capability: str, component: str) -> bool:
        own = self.lens.controls[question.control_id].domain_code
        return capability in (ALL, own) and component in (ALL, component_of(question.control_id))

    def _asked_of(self, controls: Iterable[str]) -> Sequence[str]:
        of_controls = (question_id for id_ in controls for question_id in self.result.bank.controls[id_].question_ids)
        return [question_id for question_id in of_controls if question_id in self._asked]


def component_of(control_id: str) -> str:
    """The component that a control of the lens is about: ``output`` for ``CAF-DP-OUTPUT``."""
    return control_id.rpartition("-")[2].lower()


def weakest_cells(cells: Iterable[Figures]) -> tuple[Figures, ...]:
    """The three cells with the lowest scores, the lowest first; ties go to more questions, then to the order of the lens.

    Only cells count in which something is answered and something is missing.
    """
    weak = [cell for cell in cells if cell.score.answered and cell.score.posture not in (None, _FULL)]
    weak.sort(key=lambda cell: (round(cell.score.posture or 0.0, 6), -cell.score.asked))
    return tuple(weak[:_MOST_WEAKEST])


def missing_questions(cell: Figures) -> tuple[CountedQuestion, ...]:
    """The questions that pull a cell down, the worst first: a no, then what is open, then what is there in part."""
    missing = [item for item in cell.questions if item.status is None or item.status.credit not in (None, 1.0)]
    return tuple(sorted(missing, key=_badness))


def _badness(item: CountedQuestion) -> tuple[float, bool]:
    return (item.status.credit or 0.0 if item.status else 0.0, item.status is None)
