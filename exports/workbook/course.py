"""The Course sheet: how the scores came about, day by day, with a line chart."""

from operator import attrgetter
from typing import Any

from exports.report import Report
from exports.rows import CourseRow
from exports.workbook.charts import LINE_FONT, drawn, dressed_lines
from exports.workbook.paper import DAY_ZERO, Paper
from exports.workbook.styles import ACCENT, SECOND
from exports.workbook.tables import Column, Look, TableSheet

NAME = "Course"
_DAY, _ASSESSED, _POSTURE = "Day (UTC)", "Assessed score", "Posture score"
_CHART_ROWS, _CHART_COLUMNS = 21, 16
"""The last row and column that the chart reaches."""
_SIZE = {"width": 720, "height": 380}


class CourseSheet:
    """The sheet, ready to be written."""

    def __init__(self, paper: Paper, report: Report) -> None:
        columns = (
            Column(_DAY, 13, "date", lambda row: row.at.date()),
            Column("Questions changed", 10, "number", attrgetter("changed")),
            Column(_ASSESSED, 11, "decimal", attrgetter("assessed")),
            Column(_POSTURE, 11, "decimal", attrgetter("posture")),
        )
        look = Look(
            title="Both scores at the end of each day on which an answer changed, with the scope of today.",
            empty="Nothing has been answered yet.",
        )
        self._paper = paper
        self._rows = report.course
        self._table = TableSheet(paper, NAME, columns, report.course, look)

    def write(self) -> None:
        """Write the table and the chart beside it; one day makes no line."""
        sheet = self._table.write()
        if len(self._rows) > 1:
            sheet.insert_chart("F2", self._chart(), {"description": _in_words(self._rows), "object_position": 2})
            sheet.print_area(0, 0, max(self._table.last_row, _CHART_ROWS), _CHART_COLUMNS)

    def _chart(self) -> Any:
        chart = dressed_lines(self._paper.book, "Course of the score")
        days = [(row.at.date() - DAY_ZERO).days for row in self._rows]
        for heading, colour, values in (
            (_ASSESSED, SECOND, [row.assessed for row in self._rows]),
            (_POSTURE, ACCENT, [row.posture for row in self._rows]),
        ):
            chart.add_series(
                {
                    "name": heading,
                    "categories": f"={self._table.range(_DAY)}",
                    "values": f"={self._table.range(heading)}",
                    "categories_data": days,
                    "values_data": drawn(values),
                    "line": {"color": colour, "width": 2.25},
                    "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
                }
            )
        chart.set_x_axis({"date_axis": True, "num_format": "yyyy-mm-dd", "num_font": LINE_FONT})
        chart.set_size(_SIZE)
        return chart


def _in_words(rows: tuple[CourseRow, ...]) -> str:
    first, last = rows[0], rows[-1]
    told = [f"{row.at:%Y-%m-%d} {'none' if row.posture is None else f'{row.posture:.0f}'}" for row in (first, last)]
    return f"Line chart, course of the posture score over {len(rows)} days: from {told[0]} to {told[1]}."
