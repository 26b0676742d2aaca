"""The rows of the road ahead: first posture, work packages, phases.

Shares, scores and coverages are numbers from 0 to 100 or nothing, exposures from 0 to 1 or nothing; rounded where printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exports.rows import ScoreRow


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A work package: gaps of one phase that belong together, and what changes when all of them are closed.

    ``number`` counts from 1 in the order of work; ``key`` names it, such as ``production logging``. ``questions`` stand in
    the order of work; ``open`` of them are not answered yet: all in a package that says to answer first, else none.
    ``steps`` are the planned or recommended ones, each once; ``needs`` the keys of earlier packages that must be done
    before. ``days`` is the rough work for one person, ``effort`` the same in words. ``rises`` is by how much the posture
    score rises through it alone, ``posture`` and ``readiness`` (of each phase up to the target) what they come to after it
    and all before it. ``planned`` are the due dates that its gaps' own plans name, ``due_from`` the earliest, ``due_until``
    the latest; ``late`` of them lie before it ends. ``owners`` are those of the same plans, each once.
    """

    number: int
    key: str
    phase: str
    title: str
    what: str
    why: str
    quick: bool
    questions: tuple[str, ...]
    controls: tuple[str, ...]
    steps: tuple[str, ...]
    needs: tuple[str, ...]
    open: int
    days: float
    effort: str
    begins: date
    ends: date
    rises: float
    posture: float | None
    readiness: Mapping[str, float | None]
    planned: tuple[date, ...]
    due_from: date | None
    due_until: date | None
    late: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase on the road: what changes in the threats, the work in it, and when to assess again.

    ``reached`` says that the system is in it, or beyond it, already. ``gaps`` are worked on in its ``packages``; ``open``
    others are not answered yet and have a package of their own in front of the plan, so that work and end are the least;
    ``accepted`` others block it too, but their risk is accepted today, so that nobody works on them. ``share`` is how ready
    the phase is today. Where nothing is left, the phase begins and ends on the day on which the work before it ends, or on
    which its questions are answered.
    """

    phase: str
    reached: bool
    adds: str
    threats: tuple[str, ...]
    packages: int
    gaps: int
    open: int
    accepted: int
    effort: str
    begins: date
    ends: date
    assess_again: tuple[date, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The road ahead: the first posture from the baseline (whole, then layers), the packages in order, the phases.

    The dates count from the day ``on``, on so many ``people`` who work on it full time, one package after the other.
    """

    baseline: tuple[ScoreRow, ...] = ()
    packages: tuple[PackageRow, ...] = ()
    phases: tuple[PhaseRow, ...] = ()
    people: int = 1
    on: date | None = None
