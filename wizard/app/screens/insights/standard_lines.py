"""What the table of the page of the standards shows: standards, requirements of one, odd entries of the mapping."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from exports.insights import Insights
from exports.insights.standards import OddRequirementRow, StandardRow
from exports.standard_lines import BY_ONE, CAUTION
from exports.words import SUPPORTS
from wizard.app.drawing import literal
from wizard.app.supports import NOT_MAPPED, SIGNS, heading_of, marked, support_bar
from wizard.app.widgets.standard_table import TableColumn, TableLine
from wizard.core.standing import COUNTED

ODD = "Not certain"
"""The line that leads to the odd entries, and the key of their list."""
LEAST_FIRST = "least coverage first"
"""The other order of requirements, beside that of their ids."""
_WHAT = (
    "How far your answers support the requirements of other standards, judged by the controls that CSA's matrix (AICM) maps "
    f"to each. {CAUTION}"
)
_WHAT_ODD = "Entries of CSA's mapping that name no requirement for certain, as they are printed. They count nowhere."
_NONE = "No standard is mapped to the controls of this questionnaire."
NOTHING_ALIKE = "nothing alike"
"""The line of the controls of which CSA finds nothing in a standard; they are no requirement and are not counted."""
_BAR_WIDTH, _BAR_FROM = 24, 136
_COUNT_WIDTH, _FIGURE_WIDTH = 6, 4
_NO_FIGURE = "–"
_BY_ONE = ", by one"
"""Stands behind the figures of a requirement whose support rests on one control."""
STANDARD_COLUMNS = (
    TableColumn("Standard", 14),
    TableColumn("Mapped", _COUNT_WIDTH),
    TableColumn("Support", _BAR_WIDTH, _BAR_FROM),
    *(TableColumn(SIGNS[word].symbol.rjust(_FIGURE_WIDTH), _FIGURE_WIDTH, words=heading_of(word)) for word in SUPPORTS),
    TableColumn(f"{SIGNS[NOT_MAPPED].symbol} not mapped", 12),
)
REQUIREMENT_COLUMNS = (
    TableColumn("Requirement", 22),
    TableColumn("Support", 19),
    TableColumn("Stand", 14),
    TableColumn("Coverage", 8),
    TableColumn("Gap level", 9, 100),
    TableColumn("Title", 0, 84),
)
ODD_COLUMNS = (TableColumn("Standard", 14), TableColumn("As printed", 30), TableColumn("Why", 0))


def page_words(standards: Mapping[str, StandardRow], within: str, *, least_first: bool) -> Content:
    """What is shown, above the table: of all standards, of the odd entries, or of one standard."""
    if not within:
        return Content(_WHAT if standards else _NONE)
    if within == ODD:
        return Content.assemble((ODD, "bold"), f"   {_WHAT_ODD}")
    row = standards[within]
    return Content.assemble(
        (literal(row.framework).plain, "bold"),
        f"   How the answers support its requirements. Mapping from {row.source}. {CAUTION}",
        (f"   Sorted: {LEAST_FIRST}." if least_first else "", "bold"),
    )


def standard_lines(insights: Insights) -> Iterator[TableLine]:
    """A line for each standard, and one for the odd entries."""
    for row in insights.standards:
        mapped = sum(row.supports.values())
        figures = [str(row.supports[word]) for word in SUPPORTS]
        unmapped = str(len(row.unmapped)) if row.whole else _NO_FIGURE
        bar = support_bar(row.supports, _BAR_WIDTH)
        yield TableLine(row.framework, (row.framework, *_aligned(str(mapped), bar, *figures), unmapped))
    odd = len(insights.odd_requirements)
    if odd:
        yield TableLine(ODD, (ODD, *_aligned(str(odd), "", *[_NO_FIGURE] * len(SUPPORTS)), _NO_FIGURE))


def requirement_lines(standard: StandardRow) -> Iterator[TableLine]:
    """The mapped requirements of a standard, the controls without a counterpart in it, and what is not mapped."""
    for row in standard.requirements:
        counted = sum(row.standings.get(standing.value, 0) for standing in COUNTED)
        stand = f"{row.standings.get('stands', 0)} of {counted}" if counted else _NO_FIGURE
        stand += _BY_ONE if row.by_one else ""
        coverage = _NO_FIGURE if row.coverage is None else f"{row.coverage:.0f} %"
        key = row.requirement or NOTHING_ALIKE
        support = marked(row.support) if row.support else _NO_FIGURE
        cells = (key, support, stand, coverage.rjust(_COUNT_WIDTH), row.gap or _NO_FIGURE, row.title)
        searched = _searched(*cells, *row.printed, *row.controls, BY_ONE if row.by_one else "")
        yield TableLine(key, cells, row.support, searched, row.coverage)
    for id_ in standard.unmapped:
        title = standard.unmapped_titles[id_]
        cells = (id_, marked(NOT_MAPPED), _NO_FIGURE, _NO_FIGURE.rjust(_COUNT_WIDTH), _NO_FIGURE, title)
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


def by_coverage(line: TableLine) -> tuple[bool, float]:
    """A sort key for the least coverage first; lines without one come last."""
    return line.coverage is None, line.coverage or 0.0
