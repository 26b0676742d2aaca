"""The heat maps over the AICM's own markings: threats, stack components, lifecycle stages."""

from collections.abc import Iterable, Mapping

from exports.insights.heat_maps import HeatCell, HeatColumn, HeatLine, HeatMap
from questionnaires.model import Bank
from wizard.core.heat_maps import EVERYTHING, REPORTED, Axis, HeatGrid, Mark, heat_grid
from wizard.core.standing import COUNTED, ControlStanding, Standing, standings_of


def heat_map_rows(bank: Bank, standings: Mapping[str, ControlStanding]) -> tuple[HeatMap, ...]:
    """All heat maps of a report."""
    return tuple(
        heat_map(heat_grid(bank, standings.values(), lines, columns), lines, columns) for lines, columns in REPORTED
    )


def heat_map(grid: HeatGrid, lines: Axis, columns: Axis) -> HeatMap:
    """A grid of controls as figures."""

    def line(mark: Mark) -> HeatLine:
        cells = tuple(_cell(grid.at(mark.key, column.key)) for column in grid.columns)
        return HeatLine(mark.key, mark.title, mark.parent, _cell(grid.at(mark.key, EVERYTHING)), cells)

    return HeatMap(
        key=f"{lines}-{columns}",
        title=f"{lines.label} and {columns.label}".capitalize(),
        lines_by=lines,
        columns_by=columns,
        columns=tuple(HeatColumn(column.key, column.title) for column in grid.columns),
        lines=tuple(line(mark) for mark in grid.lines),
        totals=tuple(_cell(grid.at(EVERYTHING, column.key)) for column in grid.columns),
        whole=_cell(grid.whole),
    )


def _cell(controls: Iterable[ControlStanding]) -> HeatCell:
    members = tuple(controls)
    together = standings_of(members)
    return HeatCell(
        controls=len(members),
        asked=sum(bool(member.asked) for member in members),
        counted=sum(together.counts[standing] for standing in COUNTED),
        open=together.counts[Standing.OPEN],
        stands=together.counts[Standing.STANDS],
        coverage=together.coverage,
    )
