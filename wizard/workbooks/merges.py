"""The merged cells of a sheet, read without building the sheet: a file of a few bytes can name millions of them."""

import re
from dataclasses import dataclass

from openpyxl.utils.cell import column_index_from_string

from wizard.errors import DataError
from wizard.workbooks import limits
from wizard.workbooks.parsing import MAIN, ElementReader

_MERGE = f"{MAIN} mergeCell"
_CORNER = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_REFERENCE = re.compile(f"{_CORNER}(?::{_CORNER})?")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged: the first and the last row and column, counted from 1, both of them included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def cells(self) -> int:
        """How many cells it covers."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)


class MergeReader(ElementReader):
    """Reads the merged areas of a sheet, in the order of the file, and nothing else."""

    wanted = frozenset((_MERGE,))

    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(name)
        self.areas: list[Area] = []
        self._sheet = sheet

    def take(self, _: str, given: dict[str, str]) -> None:
        """Take a merge.

        Raises:
            DataError: it is none, or there are more or larger ones than in any real sheet.
        """
        if len(self.areas) == limits.MOST_MERGES:
            raise DataError(
                f"{self.name} has more than {limits.MOST_MERGES:,} merged areas on the sheet {self._sheet}, as no workbook of this kind has; choose another file"
            )
        self.areas.append(self._area(given.get("ref", "").strip()))

    def _area(self, reference: str) -> Area:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise self._wrong(reference, "no such cells exist")
        columns = sorted(column_index_from_string(match[group] or match[1]) for group in (1, 3))
        rows = sorted(int(match[group] or match[2]) for group in (2, 4))
        area = Area(rows[0], rows[1], columns[0], columns[1])
        if area.first_row < 1 or area.last_row > limits.MOST_ROWS or area.last_column > limits.MOST_COLUMNS:
            raise self._wrong(reference, "no such cells exist")
        if area.cells > limits.LARGEST_MERGE:
            raise self._wrong(reference, f"these are {area.cells:,} cells, more than any workbook of this kind merges")
        return area

    def _wrong(self, reference: str, why: str) -> DataError:
        shown = reference if len(reference) <= _LONGEST_REFERENCE else f"{reference[:_LONGEST_REFERENCE]}…"
        return DataError(
            f"{self.name} merges {shown or 'nothing'} on the sheet {self._sheet}, but {why}; unmerge them in a spreadsheet program"
        )


_LONGEST_REFERENCE = 30
