"""How the controls of a bank stand, one by one and together.

A control is judged by its asked questions; those that are not applicable do not count. The rule, in this order: none is
asked because no role of the assessment holds a part of it: another party's; none is asked because of the use case or the
target phase: out of scope; all are not applicable: not applicable; every counted one has the credit that no longer blocks
a phase: stands; none has a status: open; every one is a no or open: missing; anything else: stands partly.

The coverage of several controls (those against a threat, those behind a requirement) is the share of them that stand,
of those that count (see ``COUNTED``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from questionnaires.model import Bank, Control
from questionnaires.vocabulary import ThreatCategory
from wizard.core.answers import READY_CREDIT, Status
from wizard.core.assessment import Result
from wizard.core.scope import NotAsked
from wizard.core.scoring import Answers, control_credit, credit_of, status_of

OPEN = "open"
"""Stands for the status of a question that has none."""
WORST_FIRST = (Status.NO.value, OPEN, Status.PARTIAL.value, Status.YES_GAPS.value, Status.YES.value, Status.NA.value)
"""Statuses from the worst: a no that is known is worse than not knowing."""

_WORDS = (*(status.value for status in Status), OPEN)


class Standing(StrEnum):
    """How a control stands."""

    STANDS = "stands"
    PARTLY = "stands partly"
    MISSING = "missing"
    OPEN = "open"
    NOT_APPLICABLE = "not applicable"
    ANOTHER_PARTYS = "another party's"
    OUT_OF_SCOPE = "out of scope"


COUNTED = (Standing.STANDS, Standing.PARTLY, Standing.MISSING, Standing.OPEN)
"""The ways to stand that count in a coverage and in an exposure."""

_STANDINGS = tuple(standing.value for standing in Standing)


@dataclass(frozen=True, slots=True)
class ControlStanding:
    """A control with its asked questions, how many have each status (with ``open``), and what that comes to.

    ``worst`` is the worst status among them, empty where none is asked; ``score`` the control's score (see ``scoring``).
    ``credit`` (0 to 1) is the mean credit of its counted questions with open ones at 0, nothing where it does not count.
    """

    control: Control
    asked: tuple[str, ...]
    counts: Mapping[str, int]
    standing: Standing
    worst: str
    score: float | None
    credit: float | None

    @property
    def credit_at_best(self) -> float | None:
        """The credit if every open question turned out to be in place."""
        if self.credit is None:
            return None
        return min(1.0, self.credit + self.counts[OPEN] / (len(self.asked) - self.counts[Status.NA]))


@dataclass(frozen=True, slots=True)
class Standings:
    """How several controls stand: how many in each way (by ``Standing``), their coverage (0 to 100) and the worst status of all.

    ``coverage`` is nothing, and ``worst`` empty, where nothing is there to count.
    """

    counts: Mapping[str, int]
    coverage: float | None
    worst: str


def control_standings(result: Result) -> dict[str, ControlStanding]:
    """Every control of the bank by its id, in the order of the bank."""
    answers = result.assessment.answers
    reasons = {entry.control: entry.not_asked for entry in result.ledger}
    return {
        control.id: _control_standing(control, reasons.get(control.id), answers)
        for control in result.bank.controls.values()
    }


def standings_of(controls: Iterable[ControlStanding]) -> Standings:
    """How some controls stand together."""
    counts, worst = dict.fromkeys(_STANDINGS, 0), set()
    for member in controls:
        counts[member.standing] += 1
        worst.add(member.worst)
    counted = sum(counts[standing] for standing in COUNTED)
    return Standings(counts, 100 * counts[Standing.STANDS] / counted if counted else None, _worst(worst))


def controls_by_threat(standings: Iterable[ControlStanding]) -> dict[ThreatCategory, list[ControlStanding]]:
    """The controls against each threat category of the AICM that has any."""
    groups: dict[ThreatCategory, list[ControlStanding]] = {}
    for member in standings:
        for category in member.control.facts.threats:
            groups.setdefault(category, []).append(member)
    return {category: groups[category] for category in ThreatCategory if category in groups}


def controls_by_technique(bank: Bank, standings: Iterable[ControlStanding]) -> dict[str, list[ControlStanding]]:
    """The controls that mitigate each ATT&CK technique, in the order of the bank; techniques without any are left out."""
    groups: dict[str, list[ControlStanding]] = {}
    for member in standings:
        for technique in member.control.facts.techniques:
            groups.setdefault(technique, []).append(member)
    return {technique: groups[technique] for technique in bank.techniques if technique in groups}


def _control_standing(control: Control, reason: NotAsked | None, answers: Answers) -> ControlStanding:
    """How a control stands; all its questions are asked, or none is, for the reason."""
    asked = () if reason else control.question_ids
    statuses = [status_of(answers, question_id) for question_id in asked]
    counts = Counter(status.value if status else OPEN for status in statuses)
    credits_ = [credit for credit in map(credit_of, statuses) if credit is not None]
    return ControlStanding(
        control=control,
        asked=asked,
        counts={word: counts[word] for word in _WORDS},
        standing=_not_asked(reason) if reason else _standing(statuses),
        worst=_worst(counts),
        score=control_credit(control, asked, answers),
        credit=fmean(credits_) if credits_ else None,
    )


def _not_asked(reason: NotAsked) -> Standing:
    return Standing.ANOTHER_PARTYS if reason is NotAsked.NOT_HELD else Standing.OUT_OF_SCOPE


def _standing(statuses: Sequence[Status | None]) -> Standing:
    counted = [status for status in statuses if status is not Status.NA]
    if not counted:
        return Standing.NOT_APPLICABLE
    if all((credit_of(status) or 0) >= READY_CREDIT for status in counted):
        return Standing.STANDS
    if not any(counted):
        return Standing.OPEN
    return Standing.MISSING if all(status in (None, Status.NO) for status in counted) else Standing.PARTLY


def _worst(words: Iterable[str]) -> str:
    """The worst of some statuses; empty words say nothing."""
    found = frozenset(words)
    return next((word for word in WORST_FIRST if word in found), "")
