"""What all sheets share: cell formats, safe text, tables with headings, print set-up, and the Continuation sheet.

Every format is made once for the whole book: a fresh one for each cell would make the file slow and large.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports.report import Report
from exports.texts import MOST_CELL_CHARACTERS, split_for_cells

INK, ACCENT, PALE, LINE = "#1F2933", "#1F4E79", "#EAF1F8", "#C9D3DD"
STATUS_COLOURS = {
    "yes": "#DDEFE0",
    "yes-gaps": "#EDF5D8",
    "partial": "#FFF1CC",
    "no": "#F9DCDC",
    "na": "#E8E8E8",
}
STATUS_WORDS = {"yes": "yes", "yes-gaps": "yes, with gaps", "partial": "partial", "no": "no", "na": "not applicable"}
OPEN = "open"
_TALLEST_ROW = 409.0
_LONGEST_MARGIN = 80
CONTINUATION = "Continuation"
_CONTINUED = "… [continued on the sheet Continuation, entry {number}]"
_BASE = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "plain": {},
    "number": {"align": "right", "indent": 1},
    "decimal": {"align": "right", "indent": 1, "num_format": "0.0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "heading": {
        "bold": True,
        "font_color": "white",
        "bg_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": LINE,
    },
    "title": {"bold": True, "font_size": 18, "font_color": ACCENT},
    "section": {"bold": True, "font_size": 12, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
    "label": {"font_color": "#52606D"},
    "strong": {"bold": True},
    "big": {"bold": True, "font_size": 22, "num_format": "0.0", "align": "left"},
    "percent": {"align": "right", "indent": 1, "num_format": '0"%"'},
    "warning": {"bold": True, "font_color": "#7A4B00", "bg_color": "#FFF1CC", "text_wrap": True},
    "total": {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": PALE},
    "total-number": {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": PALE, "align": "right", "indent": 1},
    "total-decimal": {
        "bold": True,
        "top": 1,
        "top_color": ACCENT,
        "bg_color": PALE,
        "align": "right",
        "indent": 1,
        "num_format": "0.0",
    },
}
_STYLES["heading-number"] = _STYLES["heading"] | {"align": "right", "indent": 1}
_BORDERED = {"text", "plain", "number", "decimal", "date", "time", "percent"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, width in characters, and the style of its cells."""

    heading: str
    width: float
    style: str = "text"


@dataclass(slots=True)
class Continuation:
    """A text that did not fit its cell: where it belongs, and its further pieces."""

    place: str
    pieces: list[str]


class Paper:
    """The book that sheets are written in."""

    def __init__(self, book: Any, report: Report) -> None:
        self.book = book
        self.report = report
        self._styles = {
            name: book.add_format(
                _BASE | ({"bottom": 1, "bottom_color": LINE} if name in _BORDERED else {}) | style,
            )
            for name, style in _STYLES.items()
        }
        self._status_fills = {
            status: book.add_format({"bg_color": colour}) for status, colour in STATUS_COLOURS.items()
        }
        self._continuations: list[Continuation] = []

    def style(self, name: str) -> Any:
        """A cell format by name."""
        return self._styles[name]

    def sheet(self, name: str) -> Any:
        """A new sheet, set up for printing: landscape, fitted to the width of A4, title and page number in the margins."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        sheet.set_header(f"&L&9 {_margin(self.report.name)}&R&9 {name}")
        sheet.set_footer(f"&L&9 {_margin(self.report.program)}&R&9 &P of &N")
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Any, style: str = "text") -> None:
        """Write a value so that a text stays a text, whatever it begins with, and nothing is cut."""
        form = self._styles[style]
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, self._fitting(sheet, row, column, value), form)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value.replace(tzinfo=None), form)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, form)
        else:
            sheet.write_number(row, column, value, form)

    def formula(self, sheet: Any, row: int, column: int, formula: str, value: float | None, style: str) -> None:
        """Write a formula with the value that the scoring core computed, so that every viewer shows the number."""
        sheet.write_formula(row, column, formula, self._styles[style], "" if value is None else value)

    def headings(self, sheet: Any, row: int, columns: Sequence[Column]) -> None:
        """Write a table's headings, set the widths, and repeat the headings on each page."""
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(row, number, column.heading, self._styles[_heading_style(column.style)])
        sheet.set_row(row, 30)
        sheet.repeat_rows(row)

    def row(self, sheet: Any, row: int, columns: Sequence[Column], values: Sequence[Any]) -> None:
        """Write one row of a table, high enough for its longest wrapped text.

        Spreadsheet programs do not agree on fitting rows when they open a file, so the height is set here.
        """
        lines = 1
        for number, (column, value) in enumerate(zip(columns, values, strict=False)):
            self.put(sheet, row, number, value, column.style)
            if column.style == "text" and isinstance(value, str):
                lines = max(lines, wrapped_lines(value, column.width))
        sheet.set_row(row, row_height(lines))

    def headings_at(self, sheet: Any, row: int, headings: Sequence[str], right: Container[int] = ()) -> None:
        """Write the headings of a table in the middle of a sheet; the columns in ``right`` hold numbers."""
        for column, heading in enumerate(headings):
            sheet.write_string(row, column, heading, self._styles["heading-number" if column in right else "heading"])
        sheet.set_row(row, 30)

    def mark_statuses(self, sheet: Any, first_row: int, last_row: int, column: int) -> None:
        """Colour status cells; the word in the cell says the same."""
        for status, fill in self._status_fills.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{status}"', "format": fill}
            sheet.conditional_format(first_row, column, last_row, column, rule)

    def write_continuations(self) -> None:
        """The sheet with what did not fit into its cells; none where everything did."""
        if not self._continuations:
            return
        sheet = self.sheet(CONTINUATION)
        columns = (
            Column("Entry", 8, "number"),
            Column("Belongs to", 22),
            Column("Piece", 8, "number"),
            Column("Text", 110),
        )
        self.headings(sheet, 0, columns)
        sheet.freeze_panes(1, 0)
        row = 1
        for number, entry in enumerate(self._continuations, start=1):
            for piece_number, piece in enumerate(entry.pieces, start=2):
                sheet.write_number(row, 0, number, self._styles["number"])
                sheet.write_string(row, 1, entry.place, self._styles["plain"])
                sheet.write_number(row, 2, piece_number, self._styles["number"])
                sheet.write_string(row, 3, piece, self._styles["plain"])
                row += 1

    def _fitting(self, sheet: Any, row: int, column: int, text: str) -> str:
        if len(text) <= MOST_CELL_CHARACTERS // 2:
            return text
        pieces = split_for_cells(text)
        if len(pieces) == 1:
            return text
        note = _CONTINUED.format(number=len(self._continuations) + 1)
        first, *rest = split_for_cells(text, MOST_CELL_CHARACTERS - len(note))
        self._continuations.append(
            Continuation(f"{sheet.get_name()} {xl_rowcol_to_cell(row, column)}", split_for_cells("".join(rest)))
        )
        return first + note


def wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters; words wrap, so a tenth of each line is lost."""
    room = max(1, int(width * 1.05))
    return sum(max(1, ceil(len(line) * 1.1 / room)) for line in text.split("\n"))


def row_height(lines: int) -> float:
    """The height in points of a row with so many lines, within what the format allows."""
    return min(_TALLEST_ROW, 13.2 * lines + 3)


def _heading_style(style: str) -> str:
    return "heading-number" if style in ("number", "decimal") else "heading"


def _margin(text: str) -> str:
    """A text for a page margin: ampersands doubled, short enough for the format's 255 characters."""
    return text[:_LONGEST_MARGIN].replace("&", "&&")
