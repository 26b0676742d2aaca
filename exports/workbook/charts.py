"""The native charts of the Summary sheet. Each says in its alternative text what it shows, with the figures."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs

from exports.report import Report
from exports.rows import ScoreRow
from exports.workbook.page import Page
from exports.workbook.styles import ACCENT, INK, LINE, SECOND
from exports.workbook.summary_follow_up import URGENCIES
from exports.workbook.tables import TableSheet

CHART_ROWS = 22
"""How many rows of the usual height the charts cover."""
LINE_FONT = {"name": "Calibri", "size": 9, "color": INK}
_HEIGHT = 20 * CHART_ROWS
_LEFT_WIDTH, _RIGHT_WIDTH = 516, 466
_RIGHT_COLUMN = 5


def domain_chart(page: Page, row: int, report: Report, domains: TableSheet) -> None:
    """Both scores of each domain as bars, in the order of the matrix."""
    if not report.domains:
        return
    chart = _bars(page, "Score by domain")
    names = [score.key for score in report.domains]
    last = len(names) + 1
    for heading, colour, values in (
        ("Assessed score", SECOND, [score.assessed for score in report.domains]),
        ("Posture score", ACCENT, [score.posture for score in report.domains]),
    ):
        column = domains.range(heading).partition("!")[2].split("$")[1]
        chart.add_series(
            {
                "name": heading,
                "categories": f"=Domains!$A$2:$A${last}",
                "values": f"=Domains!${column}$2:${column}${last}",
                "categories_data": names,
                "values_data": drawn(values),
                "fill": {"color": colour},
                "gap": 40,
                "overlap": 0,
            }
        )
    _insert(page, row, 0, chart, (_LEFT_WIDTH, _HEIGHT), _scores_in_words("Score by domain", report.domains))


def layer_chart(page: Page, row: int, report: Report, first: int) -> None:
    """Both scores of each layer as bars."""
    if not report.layers:
        return
    chart = _bars(page, "Score by layer")
    last = first + len(report.layers) - 1
    for column, name, colour, values in (
        (page.last - 1, "Assessed score", SECOND, [score.assessed for score in report.layers]),
        (page.last, "Posture score", ACCENT, [score.posture for score in report.layers]),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": _on_summary(first, 0, last),
                "values": _on_summary(first, column, last),
                "categories_data": [score.title for score in report.layers],
                "values_data": drawn(values),
                "fill": {"color": colour},
                "gap": 60,
                "overlap": 0,
            }
        )
    words = _scores_in_words("Score by layer", report.layers)
    _insert(page, row, _RIGHT_COLUMN, chart, (_RIGHT_WIDTH, _HEIGHT // 2 - 6), words)


def urgency_chart(page: Page, row: int, report: Report, first: int) -> None:
    """How many gaps there are of each urgency."""
    chart = page.paper.book.add_chart({"type": "bar"})
    counts = [sum(gap.urgency_words == words for gap in report.gaps) for words in URGENCIES]
    last = first + len(URGENCIES) - 1
    chart.add_series(
        {
            "name": "Gaps",
            "categories": _on_summary(first, 0, last),
            "values": _on_summary(first, 1, last),
            "categories_data": list(URGENCIES),
            "values_data": drawn(counts),
            "fill": {"color": ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "font": LINE_FONT},
        }
    )
    _dress(chart, "Gaps by urgency")
    chart.set_x_axis({"num_font": LINE_FONT, "major_gridlines": {"visible": True, "line": {"color": LINE}}, "min": 0})
    chart.set_legend({"none": True})
    told = ", ".join(f"{words} {count}" for words, count in zip(URGENCIES, counts, strict=True))
    size = (_RIGHT_WIDTH, _HEIGHT - _HEIGHT // 2 - 6)
    _insert(page, row + CHART_ROWS // 2, _RIGHT_COLUMN, chart, size, f"Bar chart, gaps by urgency: {told}.")


def dressed_lines(book: Any, title: str) -> Any:
    """A line chart from 0 to 100 in the look of the others."""
    chart = book.add_chart({"type": "line"})
    _dress(chart, title)
    chart.set_y_axis(
        {"min": 0, "max": 100, "num_font": LINE_FONT, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    )
    chart.set_legend({"position": "bottom", "font": LINE_FONT})
    return chart


def _bars(page: Page, title: str) -> Any:
    chart = page.paper.book.add_chart({"type": "bar"})
    _dress(chart, title)
    chart.set_x_axis(
        {"min": 0, "max": 100, "num_font": LINE_FONT, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    )
    chart.set_legend({"position": "bottom", "font": LINE_FONT})
    return chart


def _dress(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"name": "Calibri", "size": 11, "color": ACCENT, "bold": True}})
    chart.set_y_axis({"reverse": True, "num_font": LINE_FONT, "line": {"color": LINE}})
    chart.set_chartarea({"border": {"color": LINE}})


def _insert(page: Page, row: int, column: int, chart: Any, size: tuple[int, int], words: str) -> None:
    chart.set_size({"width": size[0], "height": size[1]})
    page.sheet.insert_chart(row, column, chart, {"description": words, "object_position": 2})


def _on_summary(first: int, column: int, last: int) -> str:
    return f"=Summary!{xl_range_abs(first, column, last, column)}"


def drawn(values: Sequence[float | None]) -> list[float]:
    """What previewers draw; a missing score is drawn as nothing."""
    return [0 if value is None else value for value in values]


def _scores_in_words(title: str, scores: Sequence[ScoreRow]) -> str:
    parts = [
        f"{row.key} {'no score' if row.posture is None else f'{row.posture:.0f}'}"
        + ("" if row.assessed is None else f" (assessed {row.assessed:.0f})")
        for row in scores
    ]
    return f"Bar chart, {title.lower()}, 0 to 100, posture score: {', '.join(parts)}."
