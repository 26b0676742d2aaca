"""The ranked gaps: what is missing, how urgent, in which order (the formulas of the design)."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.model import Bank, Control, Step
from questionnaires.vocabulary import Phase
from wizard.core.answers import Status
from wizard.core.profile import Profile
from wizard.core.scoring import Answers, credit_of, status_of

BLOCKS_NOW, BLOCKS_TARGET, LATER = 3, 2, 1
URGENCY_WORDS = {BLOCKS_NOW: "blocker now", BLOCKS_TARGET: "blocks the next phase", LATER: "later"}


@dataclass(frozen=True, slots=True)
class Gap:
    """An asked question with less than full credit; ``rank`` counts from 1, ``priority`` is at least above 0."""

    rank: int
    question: str
    control: Control
    status: Status | None
    urgency: int
    priority: float

    @property
    def urgency_words(self) -> str:
        """The urgency in words."""
        return URGENCY_WORDS[self.urgency]


def urgency(phase: Phase, profile: Profile) -> int:
    """3 when the phase is at or below the current one, 2 when at or below the target, 1 later."""
    if phase.rank <= profile.phase.rank:
        return BLOCKS_NOW
    return BLOCKS_TARGET if phase.rank <= profile.target_phase.rank else LATER


def rank_gaps(bank: Bank, profile: Profile, questions: Sequence[str], answers: Answers) -> tuple[Gap, ...]:
    """All gaps, the most pressing first; ties go to the gap with more threat categories, then by question id."""
    gaps = []
    for question_id in questions:
        status = status_of(answers, question_id)
        credit = credit_of(status)
        if credit is None or credit >= 1:
            continue
        control = bank.control_of(question_id)
        pressing = urgency(control.phase, profile)
        gaps.append(Gap(0, question_id, control, status, pressing, _priority(control.weight, credit, pressing)))
    gaps.sort(key=lambda gap: (-gap.priority, -gap.control.marks.threat_count, gap.question))
    return tuple(
        Gap(rank, gap.question, gap.control, gap.status, gap.urgency, gap.priority)
        for rank, gap in enumerate(gaps, start=1)
    )


def _priority(weight: int, credit: float, pressing: int) -> float:
    """``weight * (1 - credit) * urgency``, rounded so that equal priorities compare equal in spite of binary fractions."""
    return round(weight * (1 - credit) * pressing, 6)


def recommended_step(control: Control, status: Status | None) -> Step:
    """The bank's next step from a status: the partial step where something is there, the first step otherwise."""
    started = status in (Status.PARTIAL, Status.YES_GAPS)
    return control.text.from_partial if started else control.text.from_no
