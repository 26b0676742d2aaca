"""What to do next, from the ranked gaps, and roughly how long it takes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from questionnaires.vocabulary import Effort
from wizard.core.assessment import Result
from wizard.core.gaps import Gap, recommended_step
from wizard.core.scoring import status_of

QUICK = frozenset({Effort.HOURS, Effort.DAYS})
"""Efforts that make a step a quick win."""

WORKING_DAYS = {Effort.HOURS: 0.5, Effort.DAYS: 3.0, Effort.WEEKS: 10.0, Effort.MONTHS: 40.0}
"""What the bank's words for an effort come to when they are added up: our reading, good for an order of size."""

_UNITS = (("day", 1, 8), ("week", 5, 8), ("month", 20, 24), ("year", 240, None))
"""Units of effort: the word, its working days, and how many of them are said before the next unit is used."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The bank's next step for a gap that somebody has answered for."""

    gap: Gap
    action: str
    effort: Effort

    @property
    def quick(self) -> bool:
        """Whether it is done in hours or days."""
        return self.effort in QUICK


def next_steps(result: Result, questions: Collection[str], on: date, count: int = 10) -> tuple[NextStep, ...]:
    """The first steps for the gaps among some questions, the most pressing first.

    An open question gives no step: what is not known yet cannot be mended. Neither does a gap whose risk is accepted on
    the day ``on``. A step that serves several questions stands once.
    """
    wanted = frozenset(questions)
    steps: dict[str, NextStep] = {}
    for gap in result.gaps:
        if len(steps) == count:
            break
        risk = result.assessment.answer(gap.question).accepted_risk
        if gap.question not in wanted or gap.status is None or (risk and risk.holds_on(on)):
            continue
        step = recommended_step(gap.control, gap.status)
        steps.setdefault(step.action, NextStep(gap, step.action, step.effort))
    return tuple(steps.values())


def rough_days(result: Result, questions: Collection[str]) -> float:
    """The working days that the recommended steps for the answered ones of some questions come to.

    A control's step counts once, however many questions ask about it; the longest one counts where they differ.
    """
    longest: dict[str, float] = {}
    for question_id in questions:
        status = status_of(result.assessment.answers, question_id)
        if status is not None:
            control = result.bank.control_of(question_id)
            days = WORKING_DAYS[recommended_step(control, status).effort]
            longest[control.id] = max(days, longest.get(control.id, 0))
    return sum(longest.values())


def blockers_effort(result: Result, blockers: Collection[str], days: float | None = None) -> str:
    """The rough work behind some blockers in words; says for how many where others are not answered yet.

    ``days`` are its working days where the caller knows them.
    """
    answered = sum(status_of(result.assessment.answers, question_id) is not None for question_id in blockers)
    words = effort_in_words(rough_days(result, blockers) if days is None else days)
    return f"{words} for the {answered} answered" if words and answered < len(blockers) else words


def effort_in_words(days: float) -> str:
    """Working days as a round figure for people: ``about 6 weeks``; empty for none."""
    if days <= 0:
        return ""
    counted = [(max(1, round(days / length)), unit, most) for unit, length, most in _UNITS]
    number, unit, _ = next(item for item in counted if item[2] is None or item[0] < item[2])
    return f"about {number} {unit}{'' if number == 1 else 's'}"
