"""How exposed the answers leave a system to the ATT&CK techniques that the controls mitigate.

The exposure to a technique is 1 minus the mean credit of its counted controls, each with the same weight, because the
mapping does not say which matters more. It lies between 0 (all of them stand in full) and 1 (none of them helps at all);
a technique without a counted control has none. An open question counts as nothing here, so this is the worst case; at best
every open question turns out to be in place. A question that is answered with yes never raises either. Where half or more
of the counted controls are open, the exposure is not known yet.

The mapping and its groups are those of MITRE's Center for Threat-Informed Defense (CSA CCM 4.1 to ATT&CK 17.1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from questionnaires.model import Bank
from wizard.core.standing import COUNTED, ControlStanding, Standing, controls_by_technique

_ALIKE = 9
"""Figures are compared with so many decimal places, so that how a sum was rounded decides nothing."""


class Level(StrEnum):
    """An exposure in words."""

    VERY_HIGH = "very high"
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    UNKNOWN = "unknown"
    NONE = "no control of yours"


LEAST = {Level.VERY_HIGH: 0.75, Level.HIGH: 0.5, Level.MODERATE: 0.25, Level.LOW: 0.0}
"""The exposure from which on a level holds, from the highest."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """A technique: its controls, how exposed it is, and the fewest of its controls that at least halve that.

    ``afterwards`` is the exposure once these stand in full, ``at_best`` the one with every open question in place; both are
    nothing where there is no exposure.
    """

    technique: str
    controls: tuple[ControlStanding, ...]
    exposure: float | None
    at_best: float | None
    level: Level
    fewest: tuple[str, ...]
    afterwards: float | None

    def lowers(self, member: ControlStanding) -> float | None:
        """By how much the exposure falls once one of the controls stands in full; nothing where it does not count."""
        counted = sum(other.credit is not None for other in self.controls)
        return None if member.credit is None else (1 - member.credit) / counted


@dataclass(frozen=True, slots=True)
class Lever:
    """A control and by how much the mean exposure falls once it stands in full; nothing where it does not count.

    ``share`` is the same in percent of the mean; it is nothing too where the mean is 0.
    """

    standing: ControlStanding
    lowers: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """A capability group of the source: the AICM domain with the same code, with its controls that mitigate something.

    ``exposure`` is the mean over its techniques of what the group's own controls leave, ``at_best`` the same with every open
    question in place; ``level`` says it in words.
    """

    code: str
    rows: int
    techniques: tuple[str, ...]
    controls: tuple[ControlStanding, ...]
    not_mappable: tuple[str, ...]
    exposure: float | None
    at_best: float | None
    level: Level


def exposures(bank: Bank, standings: Mapping[str, ControlStanding]) -> tuple[Exposure, ...]:
    """Every technique that some control mitigates, in the order of the bank."""
    groups = controls_by_technique(bank, standings.values())
    return tuple(_exposure(technique, members) for technique, members in groups.items())


def mean_exposure(techniques: Iterable[Exposure]) -> float | None:
    """The mean over the techniques that have an exposure; nothing where none has."""
    return _mean(item.exposure for item in techniques)


def mean_at_best(techniques: Iterable[Exposure]) -> float | None:
    """The same if every open question turned out to be in place."""
    return _mean(item.at_best for item in techniques)


def levers(techniques: Sequence[Exposure]) -> tuple[Lever, ...]:
    """Every control that mitigates something, the one that lowers the mean exposure most first, those that do not count last."""
    exposed, mean = sum(item.exposure is not None for item in techniques), mean_exposure(techniques)
    members: dict[str, ControlStanding] = {}
    falls: dict[str, float] = {}
    for item in techniques:
        for member in item.controls:
            members[member.control.id] = member
            falls[member.control.id] = falls.get(member.control.id, 0.0) + (item.lowers(member) or 0.0)
    found = [_lever(member, falls[id_] / max(exposed, 1), mean) for id_, member in sorted(members.items())]
    return tuple(sorted(found, key=lambda lever: -1.0 if lever.lowers is None else lever.lowers, reverse=True))


def groups(bank: Bank, standings: Mapping[str, ControlStanding]) -> tuple[Group, ...]:
    """The groups that the source speaks of, in the order of the bank; it knows none of what is new in the AICM."""
    found = []
    for domain in bank.domains:
        own = [standings[control.id] for control in domain.controls]
        mapped = tuple(member for member in own if member.control.facts.techniques)
        out = tuple(member.control.id for member in own if member.control.id in bank.not_mappable)
        if mapped or out:
            found.append(_group(domain.code, mapped, out))
    return tuple(found)


def _lever(member: ControlStanding, fall: float, mean: float | None) -> Lever:
    if member.credit is None:
        return Lever(member, None, None)
    return Lever(member, fall, 100 * fall / mean if mean else None)


def _exposure(technique: str, members: Sequence[ControlStanding]) -> Exposure:
    exposure = _left(members)
    fewest = tuple(_fewest(members, exposure))
    repaired = {member.control.id for member in fewest}
    return Exposure(
        technique=technique,
        controls=tuple(members),
        exposure=exposure,
        at_best=_left_at_best(members),
        level=_level(members, exposure),
        fewest=tuple(member.control.id for member in fewest),
        afterwards=_left(members, repaired),
    )


def _left(members: Iterable[ControlStanding], repaired: Iterable[str] = ()) -> float | None:
    """What some controls leave exposed, once the repaired ones stand in full."""
    done = frozenset(repaired)
    credits_ = [1.0 if member.control.id in done else member.credit for member in members if member.credit is not None]
    return 1 - fmean(credits_) if credits_ else None


def _left_at_best(members: Iterable[ControlStanding]) -> float | None:
    """What some controls leave exposed if every open question is in place."""
    credits_ = [credit for member in members if (credit := member.credit_at_best) is not None]
    return 1 - fmean(credits_) if credits_ else None


def _mean(figures: Iterable[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return fmean(known) if known else None


def _fewest(members: Iterable[ControlStanding], exposure: float | None) -> Iterator[ControlStanding]:
    """The controls that lack most, until the exposure is at most half of what it was."""
    counted = [(member.credit, member) for member in members if member.credit is not None]
    if exposure is None:
        return
    left = exposure
    for credit, member in sorted(counted, key=lambda pair: (pair[0], pair[1].control.id)):
        if round(left - exposure / 2, _ALIKE) <= 0:
            return
        left -= (1 - credit) / len(counted)
        yield member


def _level(members: Iterable[ControlStanding], exposure: float | None) -> Level:
    if exposure is None:
        return Level.NONE
    counted = [member.standing for member in members if member.standing in COUNTED]
    if 2 * counted.count(Standing.OPEN) >= len(counted):
        return Level.UNKNOWN
    return next(level for level, least in LEAST.items() if round(exposure, _ALIKE) >= least)


def _group(code: str, mapped: tuple[ControlStanding, ...], not_mappable: tuple[str, ...]) -> Group:
    against: dict[str, list[ControlStanding]] = {}
    for member in mapped:
        for technique in member.control.facts.techniques:
            against.setdefault(technique, []).append(member)
    exposure = _mean(map(_left, against.values()))
    return Group(
        code=code,
        rows=sum(member.control.facts.mitigation_rows for member in mapped),
        techniques=tuple(sorted(against)),
        controls=mapped,
        not_mappable=not_mappable,
        exposure=exposure,
        at_best=_mean(map(_left_at_best, against.values())),
        level=_level(mapped, exposure),
    )
