"""The heat maps cell by cell, for formats that know nothing but rows and columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.insights.heat_maps import HeatCell, HeatMap


@dataclass(frozen=True, slots=True)
class HeatCellRow:
    """A cell of a heat map with the words of its line and its column; an empty one takes all controls."""

    map: str
    line: str
    column: str
    controls: int
    asked: int
    counted: int
    open: int
    stands: int
    coverage: float | None


def heat_cells(maps: Sequence[HeatMap]) -> Iterator[HeatCellRow]:
    """All cells, map by map and line by line, the whole line and the whole column first."""
    for one in maps:
        columns = ("", *(column.key for column in one.columns))
        lines = (("", (one.whole, *one.totals)), *((line.key, (line.whole, *line.cells)) for line in one.lines))
        for key, cells in lines:
            yield from (_row(one.key, key, column, cell) for column, cell in zip(columns, cells, strict=True))


def _row(map_: str, line: str, column: str, cell: HeatCell) -> HeatCellRow:
    return HeatCellRow(
        map_, line, column, cell.controls, cell.asked, cell.counted, cell.open, cell.stands, cell.coverage
    )
