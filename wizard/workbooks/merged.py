"""Gives each cell of a merged area what people see in it: the value of the area's first cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

from wizard.errors import DataError
from wizard.workbooks.merges import Area
from wizard.workbooks.values import Cell

_MOST_LOOKED_AT = 1_000_000
"""Cells of all rows of all merges together; those of a questionnaire come to some ten thousand."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows by their number, cells by their letter; one that shows another's value is that other cell.

    ``hidden`` are cells that hold something under a merged area, where nobody sees it, by row.
    """

    rows: Mapping[int, Mapping[str, Cell]]
    hidden: Mapping[int, tuple[Cell, ...]]


def spread(rows: Iterable[Mapping[str, Cell]], areas: Iterable[Area], place: str) -> Spread:
    """The rows as people see them; an area counts in the column where it begins. ``place`` is what sentences call the sheet.

    Raises:
        DataError: more is merged than in any real sheet.
    """
    grid = {cell.row: dict(row) for row in rows for cell in list(row.values())[:1]}
    numbers = sorted(grid)
    hidden: dict[int, list[Cell]] = {}
    looked_at = 0
    for area in areas:
        within = numbers[bisect_left(numbers, area.first_row) : bisect_right(numbers, area.last_row)]
        looked_at += sum(len(grid[number]) + 1 for number in within)
        if looked_at > _MOST_LOOKED_AT:
            raise DataError(f"{place} has more merged cells than any questionnaire; take them apart, and use that file")
        first = get_column_letter(area.first_column)
        top = grid.get(area.first_row, {}).get(first)
        for number in within:
            row = grid[number]
            for cell in [cell for cell in row.values() if _covers(area, cell) and cell is not top]:
                del row[cell.column]
                if cell.row == number:
                    hidden.setdefault(number, []).append(cell)
            if top is not None:
                row[first] = top
    return Spread(grid, {number: tuple(cells) for number, cells in hidden.items()})


def _covers(area: Area, cell: Cell) -> bool:
    return area.first_column <= column_index_from_string(cell.column) <= area.last_column
