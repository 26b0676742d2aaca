"""The Heat maps sheet: how much of what the AICM marks in two ways at once stands, and how many controls that is about."""

from collections.abc import Callable, Iterator, Mapping

from exports.insights.heat_maps import HeatCell, HeatMap
from exports.report import Report
from exports.workbook.controls import AGAINST, COMPONENTS, LIFECYCLE, UNKNOWN, ControlsSheet
from exports.workbook.page import Page
from exports.workbook.paper import Paper
from exports.workbook.styles import SCALE
from questionnaires.vocabulary import ThreatCategory

SHEET = "Heat maps"
ALL = "All controls"
"""The heading of the column, and of the line, that takes the controls whatever they are marked with."""
COVERAGE, COUNTED = "share that stands, in %", "controls that count"
_ABOUT = (
    "Each control of the AICM is marked with the threats that it is against, the parts of the stack that it protects, and the "
    "stages of the lifecycle in which it matters; most have several of each. A figure below is the share of the controls "
    "with both markings that stand: 100 is all of them, 0 none; a cell is empty where there is none to count. Controls without "
    "an answer count as not standing, and where none has an answer stands a question mark; controls that are not applicable do "
    "not count. The second table of each pair says how many controls count: the fewer, the more a single one weighs."
)
_WIDTHS = (34.0, *(12.5 for _ in range(len(ThreatCategory) + 1)))
_INDENT = "      "
_LINES_FOR_TWO = 12
"""How many lines a map may have whose two tables fit one page of paper."""
_CONDITIONS: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "threats": lambda key: (ThreatCategory(key).label, AGAINST),
    "components": lambda key: (COMPONENTS, f"*{key}*"),
    "stages": lambda key: (LIFECYCLE, f"*{key}/*"),
    "lifecycle": lambda key: (LIFECYCLE, f"*{key}*" if "/" in key else f"*{key}/*"),
    "domains": lambda key: ("Domain", key),
}
"""How the sheet of the controls says that one is marked with a key: a heading, and what stands below it."""

Line = tuple[str, str, tuple[HeatCell, ...]]
"""Key, words and cells of a line, the whole line first."""


class HeatMapsSheet:
    """The maps below each other: for each the shares, then the numbers of controls."""

    def __init__(self, paper: Paper, report: Report, controls: ControlsSheet) -> None:
        self._paper = paper
        self._maps = report.insights.heat_maps
        self._controls = controls

    def write(self) -> None:
        """Write the sheet."""
        page = Page(self._paper, SHEET, _WIDTHS)
        page.sheet.set_landscape()
        page.sheet.freeze_panes(0, 1)
        page.title(SHEET)
        page.prose(_ABOUT)
        page.go_on()
        breaks: list[int] = []
        for one in self._maps:
            breaks.append(page.row)
            self._map(page, one, breaks)
        page.sheet.set_h_pagebreaks(breaks[1:])

    def _map(self, page: Page, one: HeatMap, breaks: list[int]) -> None:
        """Both tables of a map; where they do not fit one page, the second begins another."""

        def share(place: int, marks: tuple[str, str], cell: HeatCell, style: str) -> None:
            figure = UNKNOWN if cell.is_open else cell.coverage
            page.formula(place, self._controls.coverage(_conditions(one, marks)), figure, f"{style}decimal")

        def counted(place: int, marks: tuple[str, str], cell: HeatCell, style: str) -> None:
            page.formula(place, self._controls.counted(_conditions(one, marks)), cell.counted, f"{style}number")

        rows = _table(page, one, COVERAGE, share)
        page.sheet.conditional_format(rows[0], 1, rows[1], len(one.columns) + 1, SCALE)
        if len(one.lines) > _LINES_FOR_TWO:
            breaks.append(page.row)
        _table(page, one, COUNTED, counted)


def _conditions(one: HeatMap, marks: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The headings of the sheet of the controls for the keys of a line and a column, with what stands below them."""
    by = zip((one.lines_by, one.columns_by), marks, strict=True)
    return (_CONDITIONS[axis](key) for axis, key in by if key)


def _table(
    page: Page, one: HeatMap, what: str, put: Callable[[int, tuple[str, str], HeatCell, str], None]
) -> tuple[int, int]:
    """A table of a map; ``put`` writes a cell by its column, the keys of line and column, and how styles begin. Returns its rows."""
    page.section(f"{one.title}: {what}")
    columns = ("", *(column.key for column in one.columns))
    words = {0: "", 1: ALL, **{place: column.title.capitalize() for place, column in enumerate(one.columns, start=2)}}
    page.headings(words, numbers=range(1, len(words)), last=len(columns))
    first = page.row
    for key, title, cells in _lines(one):
        page.put(0, title, "plain" if key else "total")
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True), start=1):
            put(place, (key, column), cell, "" if key else "total-")
        page.go_on()
    page.go_on()
    return first, page.row - 2


def _lines(one: HeatMap) -> Iterator[Line]:
    """The lines of a map, that of all controls last."""
    for line in one.lines:
        title = f"{_INDENT}{line.title}" if line.parent else _title(one, line.key, line.title)
        yield line.key, title, (line.whole, *line.cells)
    yield "", ALL, (one.whole, *one.totals)


def _title(one: HeatMap, key: str, title: str) -> str:
    return f"{key} {title}" if one.lines_by == "domains" else title.capitalize()
