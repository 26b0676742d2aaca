"""The Threats sheet: what the controls are against, and how exposed the answers leave the system."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from exports.insights.exposure import TechniqueRow
from exports.report import Report
from exports.rows import ThreatRow
from exports.words import LEVELS, STANDINGS
from exports.workbook.controls import AT_BEST, COUNTED_STANDINGS, CREDIT, ControlsSheet
from exports.workbook.paper import Paper
from exports.workbook.styles import STATUS_COLOURS
from exports.workbook.tables import Column, Here, Look, TableSheet

COVERAGE, EXPOSURE, BEST, LEVEL = "Coverage in %", "Exposure, 0 to 1", "At best", "Level"
FEWEST, LEFT = "Fewest controls that halve it, at export", "Exposure then left, at export"
SHARE, CONTROLS = "Share of each control", "Controls"
NOT_APPLICABLE, ANOTHER_PARTYS, OUT_OF_SCOPE = STANDINGS[-3:]
"""The ways to stand that do not count; the last two depend on the scope alone."""
CATEGORY, ALL, TECHNIQUE = "AICM threat category", "All ATT&CK techniques", "ATT&CK technique"
"""The kinds of lines on the Threats sheet."""
_VERY_HIGH, _HIGH, _MODERATE, _LOW, _UNKNOWN, _NO_CONTROL = LEVELS
_QUARTERS = ",".join(f'"{level}"' for level in (_LOW, _MODERATE, _HIGH, _VERY_HIGH))
"""The levels of an exposure quarter by quarter (see the core's ``exposure``)."""
_ALIKE = 9
LEVEL_COLOURS = {
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
    row: ThreatRow | TechniqueRow | None
    exposure: float | None = None
    at_best: float | None = None

    def said(self, name: str, without: Any = "") -> Any:
        """What the row says under a name, where it says anything under it."""
        return getattr(self.row, name, without)


class ThreatsSheet:
    """The sheet of categories and techniques; formulas find the controls of a line by the ids that it lists."""

    def __init__(self, paper: Paper, report: Report, controls: ControlsSheet) -> None:
        self._controls = controls
        self._table = TableSheet(paper, "Threats", self._columns(), tuple(_lines(report)), _LOOK)
        mapped = frozenset(row.control for row in report.insights.exposure.mitigations)
        controls.falls = lambda row, here: self._fall(here) if row.control in mapped else ""

    def write(self) -> None:
        """Write the sheet."""
        self._table.write()

    def range(self, heading: str) -> str:
        """All cells of a column, as a formula on another sheet names them."""
        return self._table.range(heading)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Kind", 22, "plain", attrgetter("kind")),
            Column("Technique", 11, "plain", lambda line: line.said("technique")),
            Column("Name", 44, "text", attrgetter("name")),
            *(self._standing_column(standing) for standing in COUNTED_STANDINGS),
            Column(NOT_APPLICABLE.capitalize(), 9, "number", _standing(NOT_APPLICABLE), _not_applicable),
            Column(ANOTHER_PARTYS.capitalize(), 9, "number", _standing(ANOTHER_PARTYS)),
            Column(OUT_OF_SCOPE.capitalize(), 9, "number", _standing(OUT_OF_SCOPE)),
            Column(COVERAGE, 11, "decimal", _coverage, _coverage_formula),
            Column(EXPOSURE, 10, "fraction", lambda line: line.exposure, self._figure(CREDIT, EXPOSURE)),
            Column(BEST, 9, "fraction", lambda line: line.at_best, self._figure(AT_BEST, BEST)),
            Column(LEVEL, 19, "plain", lambda line: line.said("level"), _level),
            Column(FEWEST, 34, "text", lambda line: ", ".join(line.said("fewest", ()))),
            Column(LEFT, 12, "fraction", lambda line: line.said("afterwards", None)),
            Column(CONTROLS, 60, "text", _listed),
            Column(SHARE, 10, "fraction", _share, _share_formula),
        )

    def _standing_column(self, standing: str) -> Column:
        def formula(line: _Line, here: Here) -> str:
            if line.kind == CATEGORY:
                return self._controls.against(standing, line.name)
            return "" if line.kind == ALL else f"={self._controls.among(here(CONTROLS), standing)}"

        return Column(standing.capitalize(), 9, "number", _standing(standing), formula)

    def _figure(self, credit: str, heading: str) -> Callable[[_Line, Here], str]:
        """What the counted controls leave open by a credit, and under that heading the mean of it."""

        def formula(line: _Line, here: Here) -> str:
            if line.kind == TECHNIQUE:
                credits_ = self._controls.among(here(CONTROLS), credit)
                return f'=IF({here(SHARE)}=0,"",1-{here(SHARE)}*{credits_})'
            if line.kind == ALL:
                total = f'SUMIF({self._table.range("Kind")},"{TECHNIQUE}",{self._table.range(heading)})'
                return f'=IF({self._exposed()}=0,"",{total}/{self._exposed()})'
            return ""

        return formula

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
        yield _Line(ALL, "mean of those that have an exposure", None, exposure.mean, exposure.mean_at_best)
    yield from (_Line(TECHNIQUE, row.name, row, row.exposure, row.at_best) for row in exposure.techniques)


def _listed(line: _Line) -> str:
    controls = line.said("controls", ())
    return f"{len(controls)}, marked on the sheet Controls" if line.kind == CATEGORY else ", ".join(controls)


def _coverage(line: _Line) -> float | None:
    return line.said("coverage", None)  # type: ignore[no-any-return]  # said of any row


def _standing(standing: str) -> Callable[[_Line], int | None]:
    def value(line: _Line) -> int | None:
        counts = line.said("standings", None)
        return None if counts is None else counts.get(standing, 0)

    return value


def _not_applicable(line: _Line, here: Here) -> str:
    """All controls of a line but those that count and those that nobody is asked about."""
    if line.kind == ALL:
        return ""
    not_asked = sum(_standing(standing)(line) or 0 for standing in (ANOTHER_PARTYS, OUT_OF_SCOPE))
    return f"={len(line.said('controls', ())) - not_asked}-{_counting(here)}"


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
    return f'=IFERROR(100*{stands}/{_counting(here)},"")' if line.kind == CATEGORY else ""


def _share_formula(line: _Line, here: Here) -> str:
    return f"=IFERROR(1/{_counting(here)},0)" if line.kind == TECHNIQUE else ""


def _level(line: _Line, here: Here) -> str:
    if line.kind != TECHNIQUE:
        return ""
    unknown = f"{here(COUNTED_STANDINGS[-1].capitalize())}*{here(SHARE)}>0.499"
    quarter = f"1+INT(MIN(ROUND(4*{here(EXPOSURE)},{_ALIKE}),3))"
    known = f'IF({unknown},"{_UNKNOWN}",CHOOSE({quarter},{_QUARTERS}))'
    return f'=IF({here(EXPOSURE)}="","{_NO_CONTROL}",{known})'


_LOOK = Look(
    title="Threat categories and ATT&CK techniques, and how the controls against them stand.",
    fixed=3,
    empty="No control is mapped to a threat.",
    printed=FEWEST,
    marked=LEVEL,
    colours=LEVEL_COLOURS,
    bars=(COVERAGE,),
)
