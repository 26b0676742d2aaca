"""The standards that the AICM maps its controls to: families, gap levels, and how the answers support each requirement.

A gap level is CSA's word on the two texts: how much of what the control asks the standard asks too. It says nothing
about the system that is assessed. The support of a requirement is about the system: it follows from how the controls
stand that the AICM maps to the requirement, without those that are not asked or not applicable. In this order: none
counts: outside the scope; every one stands: supported; three quarters stand: mostly supported; every one is open: open;
some stand, or stand partly: weak; else not supported. What names no requirement for certain, or stands for none, has none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from questionnaires.model import Bank, Control, MappedRequirement
from wizard.core.assessment import Result
from wizard.core.standing import COUNTED, ControlStanding, Standing, Standings, control_standings, standings_of

_FULL = "full"
_LEVELS = {
    "none": ("no gap", "covers"),
    "partial": ("partial gap", "covers a part of"),
    _FULL: ("full gap", "does not cover"),
}
"""The AICM's gap levels from the smallest: what each is called, and what the standard then does with the control."""

GAP_LEVELS = {level: f"{name}: the standard {covers} this control" for level, (name, covers) in _LEVELS.items()}
"""The AICM's gap levels in words."""

_MOST = 0.75
"""The share of controls that stand from which on a requirement is mostly supported."""
_RANKS = {level: rank for rank, level in enumerate(_LEVELS)}
_NO_LEVEL = "no level given"
_NUMBER = re.compile(r"([0-9]{1,9})")

_SOURCES = {"NIST AI 600-1": "AICM 1.0.3, carried over by the crosswalk"}
"""Where a mapping is from, unless from the matrix itself."""
_TOLD_BY_OTHERS = re.compile(r"[. ]")
"""What stands behind an id where something below it is named: 9.2 and 9.2.1, Article 9 and Article 9 (2)."""
_LAST_PART = re.compile(r"[-,. ][^-,. ]*$")
"""What an id has beyond the id of what it belongs to."""
_ORDER = ("ISO/IEC 42001", "EU AI Act", "NIST AI 600-1", "ISO/IEC 27001", "ISO/IEC 27002", "BSI AIC4", "BSI C5")
"""The standards in the order in which they are told, those about AI first; others follow."""


class Support(StrEnum):
    """How the answers support a requirement, from the best."""

    SUPPORTED = "supported"
    MOSTLY = "mostly supported"
    WEAK = "weak"
    NOT_SUPPORTED = "not supported"
    OPEN = "open"
    OUTSIDE = "outside the scope"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of a standard with the controls that the AICM maps to it, in the order of the bank.

    ``gap`` is the largest gap level between the standard and one of them, empty where the AICM gives none; ``gap_words``
    says it in words, with the controls where they differ. Without an id it holds the controls of a family of standards
    in which the AICM finds nothing like them. ``printed`` are the spellings of the AICM where they differ from the id;
    ``odd`` says why an entry names no requirement for certain, its id is then what is printed. ``title`` is what the
    requirement is called, or what it belongs to; empty where that is not known.
    """

    framework: str
    id: str
    controls: tuple[ControlStanding, ...]
    standings: Standings
    gap: str
    gap_words: str
    printed: tuple[str, ...] = ()
    odd: str = ""
    title: str = ""

    @property
    def support(self) -> Support | None:
        """How the answers support it; nothing where this is no requirement for certain."""
        return support_of(self.standings.counts) if self.id and not self.odd else None

    @property
    def by_one(self) -> bool:
        """Whether its support rests on one control: only one counts."""
        return self.support is not None and sum(self.standings.counts[way] for way in COUNTED) == 1


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard with its requirements, the odd entries of the mapping among them, and what is not mapped of it.

    ``unmapped`` are the requirements that no control is mapped to, neither to them nor to anything below them; they are
    known only where ``whole`` (the bank knows the whole standard). ``source`` says where the mapping is from. Controls
    of which the AICM finds nothing in a family of standards stand, without an id, with each standard of the family.
    """

    framework: str
    source: str
    whole: bool
    requirements: tuple[Requirement, ...]
    unmapped: tuple[str, ...]
    unmapped_titles: Mapping[str, str]


def support_of(counts: Mapping[str, int]) -> Support:
    """How some controls, counted by ``Standing``, support what they are mapped to; see the module for the rule."""
    stands, partly = counts[Standing.STANDS], counts[Standing.PARTLY]
    missing, unanswered = counts[Standing.MISSING], counts[Standing.OPEN]
    if not stands + partly + missing + unanswered:
        return Support.OUTSIDE
    if not partly + missing + unanswered:
        return Support.SUPPORTED
    if stands >= _MOST * (stands + partly + missing + unanswered):
        return Support.MOSTLY
    if not stands + partly + missing:
        return Support.OPEN
    return Support.WEAK if stands + partly else Support.NOT_SUPPORTED


@dataclass(frozen=True, slots=True)
class Judged:
    """How all controls of a bank stand, by id, and what they support: worked out once for all that is made of it."""

    standings: Mapping[str, ControlStanding]
    requirements: tuple[Requirement, ...]


def judged(result: Result) -> Judged:
    """Judge the controls of a result, and the requirements that they are mapped to."""
    standings = control_standings(result)
    return Judged(standings, requirements(result.bank, standings.values()))


def standards(bank: Bank, found: Iterable[Requirement]) -> tuple[Standard, ...]:
    """Every standard of which the mapping names a requirement for certain; ``found`` are all requirements of the bank."""
    by_framework: dict[str, list[Requirement]] = {}
    alone: dict[str, Requirement] = {}
    for requirement in found:
        if requirement.id:
            by_framework.setdefault(requirement.framework, []).append(requirement)
        else:
            alone[_begin(requirement.framework)] = requirement
    return tuple(
        _standard(bank, framework, own, alone.get(_begin(framework)))
        for framework, own in by_framework.items()
        if not all(item.odd for item in own)
    )


def rank_of(framework: str) -> int:
    """The place of a framework among all."""
    return _ORDER.index(framework) if framework in _ORDER else len(_ORDER)


def title_of(titles: Mapping[str, str], id_: str) -> str:
    """What a requirement is called, or else the nearest above it that has a title; empty where none has."""
    while not titles.get(id_):
        last = _LAST_PART.search(id_)
        if not last:
            return ""
        id_ = id_[: last.start()]
    return titles[id_]


def _standard(bank: Bank, framework: str, found: list[Requirement], alone: Requirement | None) -> Standard:
    titles = bank.requirement_titles.get(framework, {})
    unmapped = _unmapped(bank.standards.get(framework, ()), [item.id for item in found if not item.odd])
    return Standard(
        framework=framework,
        source=_SOURCES.get(framework, f"{bank.title} {bank.version}"),
        whole=framework in bank.standards,
        requirements=(*found, *((alone,) if alone else ())),
        unmapped=unmapped,
        unmapped_titles={id_: title_of(titles, id_) for id_ in unmapped},
    )


def _unmapped(known: Iterable[str], mapped: Iterable[str]) -> tuple[str, ...]:
    """The known ids without those that are mapped, or have something below them that is."""
    named = set()
    for id_ in mapped:
        named.add(id_)
        named.update(id_[: match.start()] for match in _TOLD_BY_OTHERS.finditer(id_))
    return tuple(id_ for id_ in known if id_ not in named)


def standards_of(control: Control) -> Iterator[tuple[str, str, dict[str, tuple[str, ...]]]]:
    """Each family of standards with the AICM's gap level (empty where it states none) and the requirements it maps to."""
    rest = dict(control.facts.requirements)
    for family, level in control.facts.coverage.items():
        begin = _begin(family)  # "BSI AIC4/C5" speaks of "BSI AIC4" and "BSI C5"
        yield family, level, {name: rest.pop(name) for name in list(rest) if _begin(name) == begin}
    for name, ids in rest.items():
        yield name, "", {name: ids}


def requirements(bank: Bank, standings: Iterable[ControlStanding]) -> tuple[Requirement, ...]:
    """Every requirement, framework by framework, each in natural order of its ids.

    At the end of a family's own framework stand, without an id, the controls to which the AICM gives its gap level
    ``full``.
    """
    frameworks: dict[str, dict[str, _Mapping]] = {}
    missing: dict[str, _Mapping] = {}
    for member in standings:
        read: dict[tuple[str, str], list[MappedRequirement]] = {}
        for entry in member.control.facts.mapped:
            read.setdefault((entry.framework, entry.id), []).append(entry)
        for family, level, found in standards_of(member.control):
            for name, ids in found.items():
                for id_ in ids:
                    mapping = frameworks.setdefault(name, {}).setdefault(id_, _Mapping(name, id_))
                    mapping.add(member, level, read[name, id_])
            if level == _FULL:
                missing.setdefault(family, _Mapping(family, "")).add(member, level)
    rows = []
    for name in sorted(dict.fromkeys((*frameworks, *missing)), key=rank_of):
        by_id, titles = frameworks.get(name, {}), bank.requirement_titles.get(name, {})
        rows += [by_id[id_].requirement(titles) for id_ in sorted(by_id, key=natural_key)]
        if name in missing:
            rows.append(missing[name].requirement({}))
    return tuple(rows)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which the numbers in a text compare as numbers: ``A.5.2`` comes before ``A.5.10``."""
    parts = filter(None, _NUMBER.split(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


@dataclass(slots=True)
class _Mapping:
    """A requirement while its controls are gathered: these, their gap levels, and how the AICM spells it."""

    framework: str
    id: str
    members: list[ControlStanding] = field(default_factory=list)
    levels: dict[str, list[str]] = field(default_factory=dict)
    entries: list[MappedRequirement] = field(default_factory=list)

    def add(self, member: ControlStanding, level: str, entries: Iterable[MappedRequirement] = ()) -> None:
        """Take another control."""
        self.members.append(member)
        self.levels.setdefault(level, []).append(member.control.id)
        self.entries += entries

    def requirement(self, titles: Mapping[str, str]) -> Requirement:
        """What has been gathered."""
        given = sorted(filter(None, self.levels), key=_RANKS.__getitem__, reverse=True)
        odd = next((entry.odd for entry in self.entries if entry.odd), "")
        return Requirement(
            framework=self.framework,
            id=self.id,
            controls=tuple(self.members),
            standings=standings_of(self.members),
            gap=given[0] if given else "",
            gap_words=_gap_in_words(given, self.levels),
            printed=tuple(dict.fromkeys(entry.printed for entry in self.entries if entry.printed != self.id)),
            odd=odd,
            title="" if odd else title_of(titles, self.id),
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
