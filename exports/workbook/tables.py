"""A sheet that is one table: headings in the first row, a row for each value, some columns as formulas.

Every such sheet of the book is declared as a tuple of columns and written here, so that all look and work alike: an Excel
table with filters, headings and first columns frozen and repeated on paper, drop-downs, rows as high as their texts.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from exports.workbook.paper import Paper, row_height, wrapped_lines
from exports.workbook.streaming import declare_table, forget_row
from exports.workbook.styles import BAR, SCALE, STATUS_COLOURS, heading_of

Here = Callable[[str], str]
"""Names the cell of a column in the row that is being written: ``here("Status")`` is ``G17``."""

_ROWS_BETWEEN_LOOKS = 250
"""How many rows are written before somebody may see the progress, or stop it."""
_HARMLESS = ("number_stored_as_text", "formula_differs", "formula_range")
"""What Excel would mark with a green corner though it is meant so: ids such as 4.1, sums of different controls."""
_BARS = {
    "type": "data_bar",
    "bar_color": BAR,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}
_EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, the style of its cells, and where a row's value comes from.

    With a ``formula`` the value is what the formula comes to. An ``is_input`` column stays open in the protected sheet;
    ``choices`` are what its drop-down offers, words or the formula of a range that holds them; where it is not ``strict``,
    other texts are taken too.
    """

    heading: str
    width: float
    style: str
    value: Callable[[Any], Any]
    formula: Callable[[Any, Here], str] | None = None
    is_input: bool = False
    choices: tuple[str, ...] | str = ()
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """How a table stands on its sheet.

    ``title`` describes it for screen readers; ``fixed`` columns stay in sight; ``empty`` stands in the first cell where
    there is no row; columns up to ``printed`` go on paper (all where it is empty); a column under ``marked`` is coloured
    as a status; columns under ``scaled`` hold figures from 0 to 100 and are coloured from bad to good.
    """

    title: str
    fixed: int = 1
    empty: str = ""
    printed: str = ""
    marked: str = ""
    colours: Mapping[str, str] = field(default_factory=lambda: STATUS_COLOURS)
    bars: tuple[str, ...] = ()
    scaled: tuple[str, ...] = ()


class TableSheet:
    """A table on a sheet of its own; knows where its cells are before they are written, for formulas elsewhere.

    The sheet is made when it is written, so sheets stand in the book in the order of writing.
    """

    def __init__(self, paper: Paper, name: str, columns: Sequence[Column], rows: Sequence[Any], look: Look) -> None:
        self.columns = columns
        self.rows = rows
        self._name = name
        self._paper = paper
        self._look = look
        self._letters: dict[str, str] = {
            column.heading: xl_col_to_name(number) for number, column in enumerate(columns)
        }

    @property
    def last_row(self) -> int:
        """The number of the last row as the sheet counts, from 1; an empty table has one row without values."""
        return max(len(self.rows), 1) + 1

    def range(self, heading: str) -> str:
        """All cells of a column, as a formula on another sheet names them."""
        letter = self._letters[heading]
        return f"{self._prefix}${letter}$2:${letter}${self.last_row}"

    @cached_property
    def _prefix(self) -> str:
        return f"{self._name}!" if re.fullmatch("[A-Za-z]+", self._name) else f"'{self._name}'!"

    def write(self) -> Any:
        """Write everything: table, headings, rows, drop-downs, colours. Returns the sheet."""
        sheet, look = self._paper.sheet(self._name), self._look
        table_name = "_" + re.sub("[^A-Za-z0-9]+", "_", self._name)
        declare_table(sheet, self.last_row - 1, [column.heading for column in self.columns], table_name, look.title)
        self._headings(sheet)
        for number, row in enumerate(self.rows, start=1):
            self._row(sheet, number, row)
            forget_row(sheet, number - 1)
            if number % _ROWS_BETWEEN_LOOKS == 0:
                self._paper.look_up()
        if not self.rows:
            self._paper.put(sheet, (1, 0), look.empty or "Nothing to list.", "plain")
        sheet.freeze_panes(1, look.fixed)
        sheet.repeat_columns(0, look.fixed - 1)
        printed = list(self._letters).index(look.printed) if look.printed else len(self.columns) - 1
        sheet.print_area(0, 0, self.last_row - 1, printed)
        self._colours(sheet)
        for number, column in enumerate(self.columns):
            self._validation(sheet, number, column)
        sheet.ignore_errors(dict.fromkeys(_HARMLESS, f"A1:{list(self._letters.values())[-1]}{self.last_row}"))
        return sheet

    def _colours(self, sheet: Any) -> None:
        places = list(self._letters)
        if self._look.marked:
            for word, colour in self._look.colours.items():
                self._paper.mark(sheet, (1, self.last_row - 1), places.index(self._look.marked), word, colour)
        for heading in self._look.bars:
            place = places.index(heading)
            sheet.conditional_format(1, place, self.last_row - 1, place, _BARS)
        for heading in self._look.scaled:
            place = places.index(heading)
            sheet.conditional_format(1, place, self.last_row - 1, place, SCALE)

    def _headings(self, sheet: Any) -> None:
        for number, column in enumerate(self.columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(
                0, number, column.heading, self._paper.style(heading_of(column.style, is_input=column.is_input))
            )
        sheet.set_row(
            0, row_height(max(wrapped_lines(column.heading, column.width - 2) for column in self.columns)) + 4
        )
        sheet.repeat_rows(0)

    def _row(self, sheet: Any, number: int, row: Any) -> None:
        """Write one row, high enough for its longest wrapped text.

        Spreadsheet programs do not agree on fitting rows when they open a file, so the height is set here.
        """
        paper, letters, lines = self._paper, self._letters, 1
        place = str(number + 1)

        def here(heading: str) -> str:
            return letters[heading] + place

        for position, column in enumerate(self.columns):
            value = column.value(row)
            formula = column.formula(row, here) if column.formula else ""
            if formula:
                paper.formula(sheet, (number, position), formula, value, column.style)
            else:
                paper.put(sheet, (number, position), value, column.style, is_input=column.is_input)
            if column.style == "text" and isinstance(value, str):
                lines = max(lines, wrapped_lines(value, column.width))
        sheet.set_row(number, row_height(lines))

    def _validation(self, sheet: Any, number: int, column: Column) -> None:
        rule: dict[str, Any] = {}
        if column.choices:
            source = column.choices if isinstance(column.choices, str) else list(column.choices)
            rule = {"validate": "list", "source": source, "show_error": column.strict}
            rule |= {"error_title": column.heading, "error_message": "Choose one of the words in the list."}
        elif column.is_input and column.style == "date":
            rule = {"validate": "date", "criteria": ">=", "value": _EARLIEST}
            rule |= {"error_title": column.heading, "error_message": "Type a date, such as 2027-03-31."}
        if rule:
            sheet.data_validation(1, number, self.last_row - 1, number, rule)
