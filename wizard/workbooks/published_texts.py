"""Collects texts by the ids that are ours, and remembers the ids that are none of ours."""

import re
from collections.abc import Collection

from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.official import question_id
from wizard.workbooks.opening import Cell
from wizard.workbooks.words import text_of

LONGEST_TEXT = 40_000
"""Characters of one text; no spreadsheet program keeps as many in a cell."""
MOST_TEXT = 20_000_000
"""Characters of all texts together, several times what the matrix has: many cells can name one long text in the file."""
_MOST_STRANGE = 1_000
_ID = re.compile(r"[A-Z&]{2,4}-\d{2,3}(\.\d{1,2})?")


class PublishedReader:
    """Reads texts by id from one workbook; ``strange`` are the ids in it that are none of ours."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._read = 0
        self.strange: dict[str, None] = {}

    def known_id(self, typed: str, ids: Collection[str]) -> str:
        """The id that somebody typed, if it is ours; else nothing, and what looks like an id is remembered."""
        normal = question_id(typed)
        if normal in ids:
            return normal
        if _ID.fullmatch(normal) and len(self.strange) < _MOST_STRANGE:
            self.strange[normal] = None
        return ""

    def text(self, cell: Cell | None) -> str:
        """What stands in a cell, line by line, safe to keep and to show.

        Raises:
            DataError: it is longer than any cell holds, or all of it together longer than any workbook of CSA's.
        """
        if cell is None or cell.value is None:
            return ""
        text = text_of(cell.value)
        self._read += len(text)
        if len(text) > LONGEST_TEXT or self._read > MOST_TEXT:
            raise DataError(
                f"{self._name} holds longer texts than any workbook of CSA's (see the cell {cell.address}); "
                "choose the file that you downloaded from CSA"
            )
        return "\n".join(line.rstrip() for line in clean(text).split("\n")).strip("\n").rstrip()
