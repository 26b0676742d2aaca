"""Finds which of many areas of a sheet covers a cell, without looking at each: hostile files name thousands for thousands of cells."""

import heapq
from bisect import bisect_right
from collections.abc import Sequence

from wizard.workbooks.merges import Area
from wizard.workbooks.sheet_patch import Place


class AreaIndex:
    """Areas in an order; of those that cover a cell, the first counts."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = areas
        self._columns: dict[int, tuple[Sequence[int], Sequence[int]]] = {}

    def first(self, place: Place) -> int | None:
        """The number of the first area that covers a cell, counted from 0; nothing where none does."""
        if place.column not in self._columns:
            self._columns[place.column] = self._stretches(place.column)
        starts, numbers = self._columns[place.column]
        at = bisect_right(starts, place.row) - 1
        return numbers[at] if at >= 0 and numbers[at] < len(self._areas) else None

    def _stretches(self, column: int) -> tuple[list[int], list[int]]:
        """The rows of a column from which on another area is the first, and its number; one too high for none."""
        within = [(n, area) for n, area in enumerate(self._areas) if area.first_column <= column <= area.last_column]
        waiting = sorted(((area.first_row, n) for n, area in within), reverse=True)
        starts = sorted({row for _, area in within for row in (area.first_row, area.last_row + 1)})
        open_ones: list[int] = []
        numbers = []
        for row in starts:
            while waiting and waiting[-1][0] <= row:
                heapq.heappush(open_ones, waiting.pop()[1])
            while open_ones and self._areas[open_ones[0]].last_row < row:
                heapq.heappop(open_ones)
            numbers.append(open_ones[0] if open_ones else len(self._areas))
        return starts, numbers
