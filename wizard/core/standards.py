"""The standards that the AICM maps its controls to: families, gap levels, and how each requirement stands.

A gap level is CSA's word on the two texts: how much of what the control asks the standard asks too. It says nothing
about the system that is assessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from questionnaires.model import Control
from wizard.core.standing import ControlStanding, Standings, standings_of

_FULL = "full"
_LEVELS = {
    "none": ("no gap", "covers"),
    "partial": ("partial gap", "covers a part of"),
    _FULL: ("full gap", "does not cover"),
}
"""The AICM's gap levels from the smallest: what each is called, and what the standard then does with the control."""

GAP_LEVELS = {level: f"{name}: the standard {covers} this control" for level, (name, covers) in _LEVELS.items()}
"""The AICM's gap levels in words."""

_RANKS = {level: rank for rank, level in enumerate(_LEVELS)}
_NO_LEVEL = "no level given"
_NUMBER = re.compile(r"([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of a standard with the controls that the AICM maps to it, in the order of the bank.

    ``gap`` is the largest gap level between the standard and one of them, empty where the AICM gives none; ``gap_words``
    says it in words, with the controls where they differ. Without an id it holds the controls of a family of standards
    in which the AICM finds nothing like them.
    """

    framework: str
    id: str
    controls: tuple[ControlStanding, ...]
    standings: Standings
    gap: str
    gap_words: str


def standards_of(control: Control) -> Iterator[tuple[str, str, dict[str, tuple[str, ...]]]]:
    """Each family of standards with the AICM's gap level (empty where it states none) and the requirements it maps to."""
    rest = dict(control.facts.requirements)
    for family, level in control.facts.coverage.items():
        begin = _begin(family)  # "BSI AIC4/C5" speaks of "BSI AIC4" and "BSI C5"
        yield family, level, {name: rest.pop(name) for name in list(rest) if _begin(name) == begin}
    for name, ids in rest.items():
        yield name, "", {name: ids}


def requirements(standings: Iterable[ControlStanding]) -> tuple[Requirement, ...]:
    """Every requirement, framework by framework as they first appear, each in natural order of its ids.

    At the end of a family's own framework stand, without an id, the controls to which the AICM gives its gap level
    ``full``.
    """
    frameworks: dict[str, dict[str, dict[str, _Mapped]]] = {}
    missing: dict[str, dict[str, _Mapped]] = {}
    for member in standings:
        for family, level, found in standards_of(member.control):
            mapped = _Mapped(member, level)
            for name, ids in found.items():
                for id_ in ids:
                    frameworks.setdefault(name, {}).setdefault(id_, {})[member.control.id] = mapped
            if level == _FULL:
                missing.setdefault(family, {})[member.control.id] = mapped
    rows = []
    for name in dict.fromkeys((*frameworks, *missing)):
        by_id = frameworks.get(name, {})
        rows += [_requirement(name, id_, by_id[id_]) for id_ in sorted(by_id, key=natural_key)]
        if name in missing:
            rows.append(_requirement(name, "", missing[name]))
    return tuple(rows)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which the numbers in a text compare as numbers: ``A.5.2`` comes before ``A.5.10``."""
    parts = filter(None, _NUMBER.split(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


@dataclass(frozen=True, slots=True)
class _Mapped:
    """A control of a requirement with the gap level between the two standards' texts."""

    member: ControlStanding
    level: str


def _requirement(framework: str, id_: str, mapped: Mapping[str, _Mapped]) -> Requirement:
    members = tuple(item.member for item in mapped.values())
    levels: dict[str, list[str]] = {}
    for item in mapped.values():
        levels.setdefault(item.level, []).append(item.member.control.id)
    given = sorted(filter(None, levels), key=_RANKS.__getitem__, reverse=True)
    return Requirement(
        framework=framework,
        id=id_,
        controls=members,
        standings=standings_of(members),
        gap=given[0] if given else "",
        gap_words=_gap_in_words(given, levels),
    )


def _gap_in_words(given: list[str], levels: Mapping[str, list[str]]) -> str:
    if not given:
        return ""
    if len(levels) == 1:
        name, covers = _LEVELS[given[0]]
        return f"{name}: the standard {covers} {'this control' if len(levels[given[0]]) == 1 else 'these controls'}"
    parts = [f"{_LEVELS[level][0]}: {', '.join(levels[level])}" for level in given]
    return "; ".join((*parts, *(f"{_NO_LEVEL}: {', '.join(levels[level])}" for level in levels if not level)))


def _begin(name: str) -> str:
    """What the names of one family begin with."""
    return name.partition("/")[0].split()[0]
