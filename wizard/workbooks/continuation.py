"""Puts texts together again that did not fit into one cell: the rest stands on the sheet Continuation.

A cell is known by the note at its end, and by being full: a text may by chance end as the note does. Rows may have been
sorted, so the place that the Continuation sheet gives is only a hint.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wizard.errors import DataError
from wizard.workbooks.opening import Cell, OpenedWorkbook
from wizard.workbooks.tables import folded, read_table
from wizard.workbooks.words import whole_number

SHEET = "Continuation"
_NOTE = re.compile(r"… \[continued on the sheet Continuation, entry ([1-9]\d{0,8})\]\Z")
_FULL = 32_766
"""UTF-16 units of a cell that had to be continued: what a cell holds, less one for a sign that needs two."""


@dataclass(slots=True)
class _Entry:
    """The further pieces of one text by number, and where it stood when the book was made."""

    place: str
    pieces: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(self.pieces[number] for number in sorted(self.pieces))


class Continuations:
    """The texts of some cells, which come with their sheets, whole."""

    def __init__(self, book: OpenedWorkbook, cells: Iterable[tuple[str, Cell]]) -> None:
        self._entries = _entries(book)
        claims: dict[int, list[tuple[str, Cell]]] = {}
        for sheet, cell in cells:
            number = _entry_named(cell)
            if number:
                claims.setdefault(number, []).append((sheet, cell))
        self._owners = {
            (sheet, cell.address): number
            for number, cells in claims.items()
            for sheet, cell in _owner(cells, self._entries.get(number))
        }

    def whole(self, sheet: str, cell: Cell) -> str:
        """The text of a cell with its rest.

        Raises:
            DataError: the rest is missing.
        """
        text = str(cell.value or "")
        number = self._owners.get((sheet, cell.address))
        if number is None:
            return text
        entry = self._entries.get(number)
        if entry is None or sorted(entry.pieces) != list(range(2, len(entry.pieces) + 2)):
            raise DataError(
                f"the rest of this text is missing on the sheet {SHEET}, entry {number}; bring that sheet back as it was"
            )
        return _NOTE.sub("", text) + entry.text


def _entries(book: OpenedWorkbook) -> Mapping[int, _Entry]:
    sheet = next((name for name in book.sheets if folded(name) == folded(SHEET)), None)
    table = read_table(book, sheet, "Entry", "Piece", "Text") if sheet else None
    entries: dict[int, _Entry] = {}
    if table is None:
        return entries
    for row in table.rows:
        number, piece = (whole_number(table.text(row, heading)) for heading in ("Entry", "Piece"))
        if number > 0 and piece > 0:
            text = table.cell(row, "Text")
            entry = entries.setdefault(number, _Entry(table.text(row, "Belongs to")))
            entry.pieces[piece] = str(text.value) if text and text.value is not None else ""
    return entries


def _entry_named(cell: Cell) -> int:
    match = _NOTE.search(cell.value) if isinstance(cell.value, str) else None
    return int(match[1]) if match else 0


def _owner(cells: list[tuple[str, Cell]], entry: _Entry | None) -> list[tuple[str, Cell]]:
    """The one of some cells with the same note that an entry belongs to; none where all only look like it."""
    full = [claim for claim in cells if _units(str(claim[1].value)) >= _FULL]
    if entry is None:
        return full
    of_sheet = [claim for claim in cells if claim[0] == entry.place.rpartition(" ")[0]]
    there = [claim for claim in of_sheet if f"{claim[0]} {claim[1].address}" == entry.place]
    candidates = [claim for claim in full if claim in of_sheet] or there or of_sheet
    return [claim for claim in candidates if claim in there][:1] or candidates[:1]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
