"""What changed between two states of an assessment: the questions whose status is another one, the scope that is another one."""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.model import Control
from wizard.core.answers import Status
from wizard.core.assessment import Result
from wizard.core.gaps import urgency
from wizard.core.scoring import credit_of, status_of

_NOTEWORTHY = 0.05
"""Scores are shown with one decimal; a change that does not show there is none in words. The exports have the same rule."""


class Movement(StrEnum):
    """A change in words.

    With ``LEFT_OUT`` a question became not applicable, with ``COUNTED`` it no longer is; with ``ANSWERED`` an open one
    turned out to be a no, which changes no posture score.
    """

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    LEFT_OUT = "no longer counted"
    COUNTED = "counted again"
    ANSWERED = "answered"

    @property
    def sign(self) -> str:
        """A sign to stand beside the word."""
        return _SIGNS[self]


_SIGNS = {
    Movement.BETTER: "▲",
    Movement.WORSE: "▼",
    Movement.SAME: "=",
    Movement.LEFT_OUT: "–",
    Movement.COUNTED: "+",
    Movement.ANSWERED: "·",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that has another status than before; no status means open.

    ``importance`` is by how much the priority of its gap changed (by the formula of the gaps, with today's phases).
    """

    question: str
    control: Control
    before: Status | None
    after: Status | None
    movement: Movement
    importance: float


@dataclass(frozen=True, slots=True)
class ChangesBetween:
    """The questions that moved, the most important first, and those that are asked in one of the two states only."""

    moved: tuple[Moved, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def changes_between(before: Result, after: Result) -> ChangesBetween:
    """What changed from one state to another of the same assessment and bank."""
    asked_before, asked_after = frozenset(before.asked), frozenset(after.asked)
    both = (question_id for question_id in after.asked if question_id in asked_before)
    moved = [entry for question_id in both if (entry := _moved(question_id, before, after))]
    moved.sort(key=lambda entry: (-entry.importance, entry.movement is not Movement.WORSE, entry.question))
    return ChangesBetween(
        tuple(moved),
        tuple(question_id for question_id in before.asked if question_id not in asked_after),
        tuple(question_id for question_id in after.asked if question_id not in asked_before),
    )


def movement_of(change: float | None) -> Movement | None:
    """A change of a score in words; nothing where one of the two scores is missing."""
    if change is None:
        return None
    if abs(change) <= _NOTEWORTHY:
        return Movement.SAME
    return Movement.BETTER if change > 0 else Movement.WORSE


def _moved(question_id: str, before: Result, after: Result) -> Moved | None:
    then, now = status_of(before.assessment.answers, question_id), status_of(after.assessment.answers, question_id)
    if then is now:
        return None
    control = after.bank.control_of(question_id)
    # No gap is left where a question does not apply, as if it had full credit.
    by = _credit(now) - _credit(then)
    importance = control.weight * abs(by) * urgency(control.phase, after.assessment.profile)
    return Moved(question_id, control, then, now, _movement(then, now, by), round(importance, 6))


def _credit(status: Status | None) -> float:
    credit = credit_of(status)
    return 1.0 if credit is None else credit


def _movement(then: Status | None, now: Status | None, by: float) -> Movement:
    if now is Status.NA:
        return Movement.LEFT_OUT
    if then is Status.NA:
        return Movement.COUNTED
    if then is None and not by:
        return Movement.ANSWERED
    return Movement.BETTER if by > 0 else Movement.WORSE if by < 0 else Movement.SAME
