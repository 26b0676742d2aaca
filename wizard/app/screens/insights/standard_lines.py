"""What the table of the page of the standards shows: standards, requirements of one, odd entries of the mapping."""

from collections.abc import Iterator, Mapping

from exports.insights import Insights, OddRequirementRow, StandardRow
from exports.words import SUPPORTS
from wizard.app.supports import NOT_MAPPED, SIGNS, marked, support_bar
from wizard.app.widgets.standard_table import TableColumn, TableLine
from wizard.core.standing import COUNTED

ODD = "Not certain"
"""The line that leads to the odd entries, and the key of their list."""
NOTHING_ALIKE = "nothing alike"
"""The line of the controls of which CSA finds nothing in a standard; they are no requirement and are not counted."""
_BAR_WIDTH, _BAR_FROM = 24, 104
_COUNT_WIDTH, _FIGURE_WIDTH = 6, 4
_NO_FIGURE = "–"
STANDARD_COLUMNS = (
    TableColumn("Standard", 14),
    TableColumn("Mapped", _COUNT_WIDTH),
    TableColumn("Support", _BAR_WIDTH, _BAR_FROM),
    *(TableColumn(SIGNS[word].symbol.rjust(_FIGURE_WIDTH), _FIGURE_WIDTH) for word in SUPPORTS),
    TableColumn(f"{SIGNS[NOT_MAPPED].symbol} not mapped", 12),
)
REQUIREMENT_COLUMNS = (
    TableColumn("Requirement", 24),
    TableColumn("Support", 19),
    TableColumn("Stand", 9),
    TableColumn("Gap level", 9),
    TableColumn("Controls", 0, 82),
)
ODD_COLUMNS = (TableColumn("Standard", 14), TableColumn("As printed", 30), TableColumn("Why", 0))


def standard_lines(insights: Insights) -> Iterator[TableLine]:
    """A line for each standard, and one for the odd entries."""
    for row in insights.standards:
        mapped = sum(row.supports.values())
        figures = [str(row.supports[word] if mapped else _NO_FIGURE) for word in SUPPORTS]
        unmapped = str(len(row.unmapped)) if row.whole else _NO_FIGURE
        bar = support_bar(row.supports, _BAR_WIDTH)
        label = row.framework if mapped else f"{row.framework}, all"
        yield TableLine(row.framework, (label, *_aligned(str(mapped), bar, *figures), unmapped))
    odd = len(insights.odd_requirements)
    if odd:
        yield TableLine(ODD, (ODD, *_aligned(str(odd), "", *[_NO_FIGURE] * len(SUPPORTS)), _NO_FIGURE))


def requirement_lines(standard: StandardRow) -> Iterator[TableLine]:
    """The mapped requirements of a standard, the controls without a counterpart in it, and what is not mapped."""
    for row in standard.requirements:
        counted = sum(row.standings.get(standing.value, 0) for standing in COUNTED)
        stand = f"{row.standings.get('stands', 0)} of {counted}" if counted else _NO_FIGURE
        controls = ", ".join(row.controls)
        key = row.requirement or NOTHING_ALIKE
        cells = (key, marked(row.support), stand, row.gap or _NO_FIGURE, controls)
        yield TableLine(key, cells, row.support if row.requirement else "", _searched(*cells, *row.printed))
    for id_ in standard.unmapped:
        cells = (id_, marked(NOT_MAPPED), _NO_FIGURE, _NO_FIGURE, "")
        yield TableLine(id_, cells, NOT_MAPPED, _searched(*cells))


def odd_lines(rows: Mapping[str, OddRequirementRow]) -> Iterator[TableLine]:
    """The odd entries by their keys."""
    for key, row in rows.items():
        cells = (row.framework, row.printed, row.reason)
        yield TableLine(key, cells, "", _searched(*cells, *row.controls))


def _aligned(count: str, bar: str, *figures: str) -> tuple[str, ...]:
    return count.rjust(_COUNT_WIDTH), bar, *(figure.rjust(_FIGURE_WIDTH) for figure in figures)


def _searched(*texts: str) -> str:
    return " ".join(texts).casefold()
