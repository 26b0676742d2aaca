"""What if some work packages were done: posture, readiness, exposure and work of a choice, against today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exports.insights.plan import PackageRow, PlanRows
from questionnaires.faults import did_you_mean
from wizard.core.assessment import Result
from wizard.core.exposure import exposures, mean_exposure
from wizard.core.next_steps import effort_in_words
from wizard.core.standing import control_standings
from wizard.core.what_if import what_if
from wizard.errors import InputError
from wizard.services.insights.plan import readiness_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure today, and as it would be; nothing where there is none."""

    today: float | None
    then: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What some packages come to together; ``open`` of their questions are not answered, so their work is not known.

    ``exposure`` is the mean over the ATT&CK techniques, from 0 to 1. ``waits_for`` has, for each chosen package, the
    packages that it needs and that are not chosen, where there are any.
    """

    packages: tuple[PackageRow, ...]
    days: float
    effort: str
    open: int
    posture: Figure
    readiness: Mapping[str, Figure]
    exposure: Figure
    waits_for: Mapping[str, tuple[str, ...]]


def choice_of(result: Result, plan: PlanRows, keys: Iterable[str]) -> Choice:
    """What the packages with these keys come to, in the order of work."""
    wanted = frozenset(keys)
    chosen = tuple(package for package in plan.packages if package.key in wanted)
    then = what_if(result, (question for package in chosen for question in package.questions))
    before, after = readiness_of(result), readiness_of(then)
    days = sum(package.days for package in chosen)
    waiting = {package.key: tuple(key for key in package.needs if key not in wanted) for package in chosen}
    return Choice(
        packages=chosen,
        days=days,
        effort=effort_in_words(days),
        open=sum(package.open for package in chosen),
        posture=Figure(result.score.posture, then.score.posture),
        readiness={phase: Figure(before[phase], after[phase]) for phase in before},
        exposure=Figure(_exposure(result), _exposure(then)),
        waits_for={key: needs for key, needs in waiting.items() if needs},
    )


def find_packages(plan: PlanRows, texts: Sequence[str]) -> tuple[str, ...]:
    """The keys of the packages that somebody names by number or key; letter case does not matter.

    Raises:
        InputError: there is no such package; suggests the nearest.
    """
    names = {str(package.number): package.key for package in plan.packages}
    names |= {package.key: package.key for package in plan.packages}
    folded = [" ".join(text.casefold().split()) for text in texts]
    unknown = next((number for number, text in enumerate(folded) if text not in names), None)
    if unknown is not None:
        hint = did_you_mean(folded[unknown], list(names)) if names else "nothing blocks its phases"
        raise InputError(f"the road has no package {texts[unknown]!r}; {hint}".rstrip("; "))
    return tuple(dict.fromkeys(names[text] for text in folded))


def _exposure(result: Result) -> float | None:
    return mean_exposure(exposures(result.bank, control_standings(result)))
