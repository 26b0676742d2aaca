"""The Threats sheet: what the controls are against, and how exposed the answers leave the system."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from exports.insights import GroupRow, TechniqueRow
from exports.report import Report
from exports.rows import ThreatRow
from exports.words import LEVELS
from exports.workbook.controls import COUNTED_STANDINGS, CREDIT, ControlsSheet
from exports.workbook.paper import Paper
from exports.workbook.styles import STATUS_COLOURS
from exports.workbook.tables import Column, Here, Look, TableSheet

COVERAGE, EXPOSURE, LEVEL = "Coverage in %", "Exposure, 0 to 1", "Level"
FEWEST, LEFT = "Fewest controls that halve it, at export", "Exposure then left, at export"
GROUP_EXPOSURE, SHARE, CONTROLS = "Exposure of the group, at export", "Share of each control", "Controls"
CATEGORY, ALL, GROUP, TECHNIQUE = (
    "AICM threat category",
    "All ATT&CK techniques",
    "Capability group",
    "ATT&CK technique",
)
"""The kinds of lines on the Threats sheet."""
_VERY_HIGH, _HIGH, _MODERATE, _LOW, _UNKNOWN, _NO_CONTROL = LEVELS
_QUARTERS = ",".join(f'"{level}"' for level in (_LOW, _MODERATE, _HIGH, _VERY_HIGH))
"""The levels of an exposure quarter by quarter (see the core's ``exposure``)."""
_ALIKE = 9
_LEVEL_COLOURS = {
    _VERY_HIGH: STATUS_COLOURS["no"],
    _HIGH: STATUS_COLOURS["partial"],
    _LOW: STATUS_COLOURS["yes"],
    _NO_CONTROL: STATUS_COLOURS["na"],
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the Threats sheet: its kind, its name, and the row of the report behind it (none behind the mean)."""

    kind: str
    name: str
    row: ThreatRow | GroupRow | TechniqueRow | None
    exposure: float | None = None

    def said(self, name: str, without: Any = "") -> Any:
        """What the row says under a name, where it says anything under it."""
        return getattr(self.row, name, without)


class ThreatsSheet:
    """The sheet of categories, groups and techniques; formulas find the controls of a line by the ids that it lists."""

    def __init__(self, paper: Paper, report: Report, controls: ControlsSheet) -> None:
        self._controls = controls
        self._table = TableSheet(paper, "Threats", self._columns(), tuple(_lines(report)), _LOOK)
        mapped = frozenset(row.control for row in report.insights.exposure.mitigations)
        controls.falls = lambda row, here: self._fall(here) if row.control in mapped else ""

    def write(self) -> None:
        """Write the sheet."""
        self._table.write()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Kind", 22, "plain", attrgetter("kind")),
            Column("Technique", 11, "plain", lambda line: line.said("technique")),
            Column("Name", 44, "text", attrgetter("name")),
            *(self._standing_column(standing) for standing in COUNTED_STANDINGS),
            Column(COVERAGE, 11, "decimal", _coverage, _coverage_formula),
            Column(EXPOSURE, 10, "fraction", lambda line: line.exposure, self._exposure),
            Column(LEVEL, 19, "plain", lambda line: line.said("level"), _level),
            Column(FEWEST, 34, "text", lambda line: ", ".join(line.said("fewest", ()))),
            Column(LEFT, 12, "fraction", lambda line: line.said("afterwards", None)),
            Column(GROUP_EXPOSURE, 12, "fraction", _group_exposure),
            Column(CONTROLS, 60, "text", _listed),
            Column("Not mappable to ATT&CK", 44, "text", lambda line: ", ".join(line.said("not_mappable", ()))),
            Column(SHARE, 10, "fraction", _share, _share_formula),
        )

    def _standing_column(self, standing: str) -> Column:
        def formula(line: _Line, here: Here) -> str:
            if line.kind == CATEGORY:
                return self._controls.against(standing, line.name)
            return "" if line.kind == ALL else f"={self._controls.among(here(CONTROLS), standing)}"

        def value(line: _Line) -> int | None:
            counts = line.said("standings", None)
            return None if counts is None else counts.get(standing, 0)

        return Column(standing.capitalize(), 9, "number", value, formula)

    def _exposure(self, line: _Line, here: Here) -> str:
        if line.kind == TECHNIQUE:
            credits_ = self._controls.among(here(CONTROLS), CREDIT)
            return f'=IF({here(SHARE)}=0,"",1-{here(SHARE)}*{credits_})'
        if line.kind == ALL:
            total = f'SUMIF({self._table.range("Kind")},"{TECHNIQUE}",{self._table.range(EXPOSURE)})'
            return f'=IF({self._exposed()}=0,"",{total}/{self._exposed()})'
        return ""

    def _exposed(self) -> str:
        """How many techniques have an exposure."""
        return f'COUNTIFS({self._table.range("Kind")},"{TECHNIQUE}",{self._table.range(EXPOSURE)},">=0")'

    def _fall(self, here: Here) -> str:
        """By how much the mean exposure falls once the control of a row of the Controls sheet stands in full."""
        shares = f'SUMIF({self._table.range(CONTROLS)},"*"&{here("Control")}&"*",{self._table.range(SHARE)})'
        return f'=IF({here(CREDIT)}="","",(1-{here(CREDIT)})*{shares}/{self._exposed()})'


def _lines(report: Report) -> Iterator[_Line]:
    exposure = report.insights.exposure
    yield from (_Line(CATEGORY, row.title, row) for row in report.threats)
    if exposure.techniques:
        yield _Line(ALL, "mean of those that have an exposure", None, exposure.mean)
    yield from (_Line(GROUP, f"{row.group} {row.title}", row) for row in exposure.groups)
    yield from (_Line(TECHNIQUE, row.name, row, row.exposure) for row in exposure.techniques)


def _listed(line: _Line) -> str:
    controls = line.said("controls", ())
    return f"{len(controls)}, marked on the sheet Controls" if line.kind == CATEGORY else ", ".join(controls)


def _coverage(line: _Line) -> float | None:
    return line.said("coverage", None)  # type: ignore[no-any-return]  # said of any row


def _group_exposure(line: _Line) -> float | None:
    return line.said("exposure", None) if line.kind == GROUP else None


def _share(line: _Line) -> float | None:
    """What a counted control that stands in full adds to the mean credit of its technique."""
    if line.kind != TECHNIQUE:
        return None
    counted = sum(line.said("standings").get(standing, 0) for standing in COUNTED_STANDINGS)
    return 1 / counted if counted else 0


def _counting(here: Here) -> str:
    return f"SUM({here(COUNTED_STANDINGS[0].capitalize())}:{here(COUNTED_STANDINGS[-1].capitalize())})"


def _coverage_formula(line: _Line, here: Here) -> str:
    stands = here(COUNTED_STANDINGS[0].capitalize())
    return f'=IF({_counting(here)}=0,"",100*{stands}/{_counting(here)})' if line.kind == CATEGORY else ""


def _share_formula(line: _Line, here: Here) -> str:
    return f"=IF({_counting(here)}=0,0,1/{_counting(here)})" if line.kind == TECHNIQUE else ""


def _level(line: _Line, here: Here) -> str:
    if line.kind != TECHNIQUE:
        return ""
    stands, missing = here(COUNTED_STANDINGS[0].capitalize()), here(COUNTED_STANDINGS[2].capitalize())
    quarter = f"1+INT(MIN(ROUND(4*{here(EXPOSURE)},{_ALIKE}),3))"
    known = f'IF(SUM({stands}:{missing})=0,"{_UNKNOWN}",CHOOSE({quarter},{_QUARTERS}))'
    return f'=IF({here(EXPOSURE)}="","{_NO_CONTROL}",{known})'


_LOOK = Look(
    title="Threat categories, capability groups and ATT&CK techniques, and how the controls against them stand.",
    fixed=3,
    empty="No control is mapped to a threat.",
    printed=GROUP_EXPOSURE,
    marked=LEVEL,
    colours=_LEVEL_COLOURS,
    bars=(COVERAGE,),
)
