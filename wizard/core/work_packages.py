"""The road to the target as work packages: which gaps are closed together, and in which order.

In front of everything stand the open questions that block a phase (credit below 0.8), a package for each phase that has
any: what is not known cannot be planned, and all of them can be answered now. Every other package holds answered gaps of one
phase among the controls that belong together. In front of a phase's packages stand its quick wins: at most ten controls, the
highest ranked, that take hours or days and wait for nothing. A gap is in one package only; a gap whose risk is accepted on
the day is in none.

The order: phases in turn; in a phase the quick wins first, then packages so that whatever one needs comes before it; among
those that are free, the one that holds the highest ranked gap. What an earlier phase has left is done by then, so it holds
nothing up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from questionnaires.packages import Package, PackageTable
from questionnaires.vocabulary import Effort, Phase
from wizard.core.answers import READY_CREDIT
from wizard.core.assessment import Result
from wizard.core.gaps import Gap, recommended_step
from wizard.core.next_steps import QUICK, WORKING_DAYS
from wizard.core.scope import MINUTES_A_QUESTION
from wizard.core.scoring import credit_of

MOST_QUICK = 10
"""How many controls the quick wins of a phase hold at most."""
QUICK_WINS, ANSWER_FIRST = "quick wins", "answer first"
_MINUTES_A_DAY, _LEAST_DAYS = 8 * 60, 0.5
"""Answering goes by the minutes that a question takes in a workshop, and takes half a day at least."""


@dataclass(frozen=True, slots=True)
class WorkPackage:
    """Gaps of a phase that are closed together, in the order of work; ``package`` is nothing for quick wins and open questions.

    ``days`` is the rough work; ``needs`` are the keys of the packages that must be done before.
    """

    phase: Phase
    package: Package | None
    gaps: tuple[Gap, ...]
    days: float
    needs: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its name, such as ``production logging``."""
        other = ANSWER_FIRST if self.is_open else QUICK_WINS
        return f"{self.phase} {self.package.key if self.package else other}"

    @property
    def is_open(self) -> bool:
        """Whether it holds the open questions of its phase."""
        return self.gaps[0].status is None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions of its gaps, in the order of work."""
        return tuple(gap.question for gap in self.gaps)


@dataclass
class _Phase:
    """The gaps of a phase by the package of their control; those of the quick wins are taken out."""

    result: Result
    table: PackageTable
    left: dict[str, list[Gap]] = field(default_factory=dict)

    def is_free(self, key: str) -> bool:
        """Whether nothing is left of what must stand before a package."""
        return not any(self.left.get(before) for before in self.table.before[key])

    def take_quick(self) -> list[Gap]:
        """Take the quick wins out, the highest ranked that waits for nothing first; each may free the next package."""
        taken: list[Gap] = []
        for _ in range(MOST_QUICK):
            found = min(self._quick(), key=lambda gaps: gaps[0].rank, default=None)
            if found is None:
                break
            taken += found
            own = self.left[found[0].control.marks.package]
            own[:] = [gap for gap in own if gap not in found]
        return taken

    def _quick(self) -> Iterator[list[Gap]]:
        """The gaps of each control that is done quickly and waits for nothing."""
        for key, gaps in self.left.items():
            if self.is_free(key):
                for own in _by_control(gaps):
                    if all(effort_of(self.result, gap) in QUICK for gap in own):
                        yield own

    def in_order(self) -> Iterator[tuple[str, list[Gap]]]:
        """Take the packages out one by one, each after what it needs."""
        while waiting := [key for key, gaps in self.left.items() if gaps]:
            best = min(filter(self.is_free, waiting), key=self._place)
            yield best, self.left.pop(best)

    def _place(self, key: str) -> int:
        """What is worked on first, among packages that are free: the rank of its first gap."""
        return min(gap.rank for gap in self.left[key])


def work_packages(result: Result, table: PackageTable, on: date) -> tuple[WorkPackage, ...]:
    """All packages up to the target in the order of work; accepted risks are judged on the day ``on``."""
    blocking = blocking_gaps(result, on)
    packages = [*_answered_first(gap for gap in blocking if gap.status is None)]
    for phase in Phase:
        plan = _Phase(result, table)
        for gap in blocking:
            if gap.control.phase is phase and gap.status is not None:
                plan.left.setdefault(gap.control.marks.package, []).append(gap)
        quick = plan.take_quick()
        if quick:
            packages.append(_made(result, phase, None, quick, _needs(packages, quick, table)))
        for key, gaps in plan.in_order():
            packages.append(_made(result, phase, table.packages[key], gaps, _needs(packages, gaps, table)))
    return tuple(packages)


def _answered_first(gaps: Iterable[Gap]) -> Iterator[WorkPackage]:
    """The open questions, a package for each phase that has any."""
    unknown = list(gaps)
    for phase in Phase:
        own = tuple(gap for gap in unknown if gap.control.phase is phase)
        if own:
            yield WorkPackage(phase, None, own, answering_days(len(own)), ())


def answering_days(questions: int) -> float:
    """The working days that answering some open questions takes."""
    return max(_LEAST_DAYS, questions * MINUTES_A_QUESTION / _MINUTES_A_DAY) if questions else 0.0


def blocking_gaps(result: Result, on: date, *, accepted: bool = False) -> tuple[Gap, ...]:
    """The gaps that block a phase, by rank: those to work on, or those whose risk is accepted on the day."""
    return tuple(
        gap
        for gap in result.gaps
        if (credit_of(gap.status) or 0) < READY_CREDIT and _is_accepted(result, gap, on) is accepted
    )


def effort_of(result: Result, gap: Gap) -> Effort:
    """How long closing a gap takes: as planned, else as the bank recommends."""
    planned = result.assessment.answer(gap.question).remediation.effort
    return planned or recommended_step(gap.control, gap.status).effort


def days_for(result: Result, gaps: Iterable[Gap]) -> float:
    """The working days that answered gaps come to; a control counts once, by its longest step."""
    longest: dict[str, float] = {}
    for gap in gaps:
        days = WORKING_DAYS[effort_of(result, gap)]
        longest[gap.control.id] = max(days, longest.get(gap.control.id, 0))
    return sum(longest.values())


def _made(
    result: Result, phase: Phase, package: Package | None, gaps: Sequence[Gap], needs: tuple[str, ...]
) -> WorkPackage:
    return WorkPackage(phase, package, tuple(gaps), days_for(result, gaps), needs)


def _needs(earlier: Sequence[WorkPackage], gaps: Iterable[Gap], table: PackageTable) -> tuple[str, ...]:
    """The earlier packages that these gaps wait for; what has nothing left in a phase passes on what it needs itself."""
    holders: dict[tuple[Phase, str], set[str]] = {}
    for package in earlier:
        for gap in package.gaps if not package.is_open else ():
            holders.setdefault((package.phase, gap.control.marks.package), set()).add(package.key)

    def held_by(phase: Phase, key: str) -> set[str]:
        own = (holders.get((phase, need)) or held_by(phase, need) for need in table.packages[key].needs)
        return set[str]().union(*own)

    keys = {gap.control.marks.package for gap in gaps}
    found = set[str]().union(*(held_by(phase, key) for phase in Phase for key in keys))
    return tuple(package.key for package in earlier if package.key in found)


def _is_accepted(result: Result, gap: Gap, on: date) -> bool:
    risk = result.assessment.answer(gap.question).accepted_risk
    return risk is not None and risk.holds_on(on)


def _by_control(gaps: Iterable[Gap]) -> Iterator[list[Gap]]:
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.control.id, []).append(gap)
    yield from groups.values()
