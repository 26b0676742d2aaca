"""What all sheets share: safe text in cells, sheets set up for paper and protection, and the Continuation sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports.report import Report
from exports.texts import MOST_CELL_CHARACTERS, split_for_cells, visible
from exports.words import OPEN
from exports.workbook.styles import STATUS_COLOURS, Styles

CONTINUATION = "Continuation"
CONTINUED = "… [continued on the sheet Continuation, entry {number}]"
_TALLEST_ROW = 409.0
_PIECE = 2_500
"""Characters of a text that goes on elsewhere, in one cell there: what a row of the greatest height shows."""
_LONGEST_MARGIN = 80
_A4 = 9
_FIRST_DATE = "1900-03-01"
"""Spreadsheets know no earlier date that all of them read alike; what lies before stands as a text."""
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "objects": True,
    "scenarios": True,
}
"""What a protected sheet still allows: to look at it as one likes."""


Value = float | str | date | None
"""What a formula can come to."""
DAY_ZERO = date(1899, 12, 30)
"""Spreadsheets count days from here."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """A text that did not fit its cell: the sheet and cell that it belongs to, and its further pieces."""

    sheet: str
    cell: str
    pieces: tuple[str, ...]


class Paper:
    """The book that sheets are written in, and what became of texts that it cannot hold as they are.

    ``look_up`` is called now and then while a long sheet is written; it may raise to stop the writing.
    """

    def __init__(self, book: Any, report: Report) -> None:
        self.book = book
        self.report = report
        self.styles = Styles(book)
        self.continuations: list[Continuation] = []
        self.look_up: Callable[[], None] = lambda: None
        self._replaced: list[str] = []

    def style(self, name: str, *, is_input: bool = False) -> Any:
        """A cell format by name."""
        return self.styles.cell(name, is_input=is_input)

    def sheet(self, name: str, *, portrait: bool = False) -> Any:
        """A new sheet, protected without a password, set up for printing on A4 or Letter, fitted to the page's width."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        sheet.set_portrait() if portrait else sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        sheet.set_header(f"&L&9 {_margin(self.report.name)}&R&9 {_margin(name)}")
        made = f"{self.report.made:%Y-%m-%d %H:%M} UTC, {self.report.program}"
        sheet.set_footer(f"&L&9 {_margin(made)}&C&9 {_margin(self.report.organization)}&R&9 &P of &N")
        sheet.protect("", _ALLOWED)
        return sheet

    def put(self, sheet: Any, place: tuple[int, int], value: Any, style: str, *, is_input: bool = False) -> None:
        """Write a value so that a text stays a text, whatever it begins with, and nothing is cut."""
        form = self.styles.cell(style, is_input=is_input)
        if value is None or value == "":
            sheet.write_blank(*place, None, form)
        elif isinstance(value, str):
            sheet.write_string(*place, self._fitting(sheet, place, value), form)
        elif isinstance(value, date):
            moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            if moment.isoformat() < _FIRST_DATE:
                sheet.write_string(*place, str(moment), form)
            else:
                sheet.write_datetime(*place, moment, form)
        else:
            sheet.write_number(*place, value, form)

    def formula(self, sheet: Any, place: tuple[int, int], formula: str, value: Value, style: str) -> None:
        """Write a formula with the value that the scoring core computed, so that every viewer shows it."""
        if value is None:
            value = ""
        elif isinstance(value, str):
            value = self._fitting(sheet, place, value)
        elif isinstance(value, date):
            value = (value - DAY_ZERO).days
        sheet.write_formula(*place, formula, self.styles.cell(style), value)

    def mark_statuses(self, sheet: Any, rows: tuple[int, int], column: int) -> None:
        """Colour status cells; the word in the cell says the same."""
        for status, colour in STATUS_COLOURS.items():
            self.mark(sheet, rows, column, status, colour)

    def mark(self, sheet: Any, rows: tuple[int, int], column: int, word: str, colour: str) -> None:
        """Colour the cells of a column that hold a word."""
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.styles.fill(colour)}
        sheet.conditional_format(rows[0], column, rows[1], column, rule)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the book that was written."""
        if not self._replaced:
            return ()
        first, more = self._replaced[0], len(self._replaced) - 1
        where = f"{first} and {more} more" if more else first
        return (f"characters that a workbook cannot hold are shown by stand-ins; see {where}",)

    def _fitting(self, sheet: Any, place: tuple[int, int], text: str) -> str:
        shown = visible(text)
        if shown is not text:
            self._replaced.append(f"{sheet.get_name()} {xl_rowcol_to_cell(*place)}")
        if len(shown) <= MOST_CELL_CHARACTERS // 2:
            return shown
        if len(split_for_cells(shown)) == 1:
            return shown
        note = CONTINUED.format(number=len(self.continuations) + 1)
        first, *rest = split_for_cells(shown, MOST_CELL_CHARACTERS - len(note))
        pieces = tuple(split_for_cells("".join(rest), _PIECE))
        self.continuations.append(Continuation(sheet.get_name(), xl_rowcol_to_cell(*place), pieces))
        return first + note


def status_word(status: str) -> str:
    """A status as the book writes it; an open question has a word too."""
    return status or OPEN


def wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column so many digits wide.

    The letters of our font are on average a good tenth narrower than its digits; the indent takes a digit and a half; words
    wrap, so that a twelfth of each line is lost.
    """
    room = max(1.0, (width - 1.5) * 1.15)
    if "\n" not in text:
        return ceil(len(text) * 1.08 / room) or 1
    return sum(ceil(len(line) * 1.08 / room) or 1 for line in text.split("\n"))


def row_height(lines: int) -> float:
    """The height in points of a row with so many lines, within what the format allows."""
    return min(_TALLEST_ROW, 13.2 * lines + 3)


def _margin(text: str) -> str:
    """A text for a page margin: ampersands doubled, short enough for the format's 255 characters."""
    return visible(text)[:_LONGEST_MARGIN].replace("&", "&&")
