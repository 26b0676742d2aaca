"""Sheets that are a table: rows by their number, cells by their heading, in whatever order somebody left them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wizard.workbooks.opening import Cell, OpenedWorkbook, Row

_LENS_SHEET = re.compile(r"[a-z0-9][a-z0-9._-]*(?: \d+)? ([a-z]+)")
"""A lens's id, a number where two ids begin alike, and what the sheet is; ``Copy of Answers`` is none."""
_ROWS_SEARCHED_FOR_HEADINGS = 20
"""People put a title or a note above a table."""


@dataclass(frozen=True)
class Table:
    """A table: the column letter of each heading, and the rows below.

    Headings are folded (see ``folded``); where two are the same, the first counts.
    """

    sheet: str
    headings: Mapping[str, str]
    rows: tuple[Mapping[str, Cell], ...]

    def cell(self, row: Mapping[str, Cell], heading: str) -> Cell | None:
        """The cell of a row under a heading; nothing where it is empty or there is no such column."""
        letter = self.headings.get(folded(heading))
        return row.get(letter) if letter else None

    def has(self, heading: str) -> bool:
        """Whether there is a column of this name."""
        return folded(heading) in self.headings

    def text(self, row: Mapping[str, Cell], heading: str) -> str:
        """What stands in a cell, as one line."""
        cell = self.cell(row, heading)
        return "" if cell is None or cell.value is None else " ".join(str(cell.value).split())

    def place(self, row: Mapping[str, Cell], heading: str) -> str:
        """Sheet and cell of a heading in a row, also where the cell is empty: ``Answers G17``."""
        number = next(iter(row.values())).row
        return f"{self.sheet} {self.headings.get(folded(heading), '')}{number}"

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """All cells below the headings, each with the name of the sheet."""
        return ((self.sheet, cell) for row in self.rows for cell in row.values())

    @cached_property
    def heading_by_letter(self) -> Mapping[str, str]:
        """The folded heading of each column letter."""
        return {letter: heading for heading, letter in self.headings.items()}


def folded(heading: str) -> str:
    """A heading without what does not matter: letter case and blanks."""
    return " ".join(heading.casefold().split())


def read_table(book: OpenedWorkbook, sheet: str, *needed: str) -> Table | None:
    """The table of a sheet; nothing where no row near the top has the needed headings.

    Raises:
        DataError: the sheet is broken.
    """
    rows = book.rows(sheet)
    for _, row in zip(range(_ROWS_SEARCHED_FOR_HEADINGS), rows, strict=False):
        headings = _headings(row)
        if all(folded(heading) in headings for heading in needed):
            return Table(sheet, headings, tuple({cell.column: cell for cell in below} for below in rows))
    return None


def sheets_called(book: OpenedWorkbook, name: str) -> Iterator[str]:
    """The sheets that are called so, letter case aside, and those of lenses: ``Answers``, ``caf-ai answers``."""
    for sheet in book.sheets:
        if folded(sheet) == folded(name) or lens_sheet_kind(sheet) == folded(name):
            yield sheet


def lens_sheet_kind(sheet: str) -> str:
    """What a sheet of a lens is, such as ``answers`` for ``caf-ai answers``; empty for a sheet of another name."""
    match = _LENS_SHEET.fullmatch(folded(sheet))
    return match[1] if match else ""


def _headings(row: Row) -> dict[str, str]:
    headings: dict[str, str] = {}
    for cell in row:
        if isinstance(cell.value, str) and cell.value.strip():
            headings.setdefault(folded(cell.value), cell.column)
    return headings
