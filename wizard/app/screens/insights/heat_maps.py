"""The page of the heat maps: where cover is thin, along any two of the AICM's markings."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from wizard.app.drawing import literal
from wizard.app.heat_words import (
    cell_at,
    cell_name,
    figure_words,
    form_of,
    legend_of_map,
    shown_cell,
    weakest,
    weakest_words,
)
from wizard.app.screens.insights.page import InsightPage
from wizard.app.shades import legend
from wizard.app.symbols import STANDING_SYMBOLS
from wizard.app.widgets.axis_chip import AxisChip
from wizard.app.widgets.detail_pane import DetailPane, labelled
from wizard.app.widgets.figure_grid import FigureGrid
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.top_bar import TopBar
from wizard.core.heat_maps import EVERYTHING, Axis, heat_grid, marks_of
from wizard.core.standing import COUNTED, ControlStanding, Standing, Standings, control_standings, standings_of
from wizard.services.insights.heat_maps import heat_map

_LINES = tuple(Axis)
_COLUMNS = (Axis.COMPONENTS, Axis.STAGES, Axis.THREATS, Axis.LAYERS, Axis.DOMAINS)
_ALIKE = frozenset({Axis.STAGES, Axis.LIFECYCLE})
_BESIDE_FROM, _BELOW_FROM, _WORDS_FROM = 160, 36, 18
"""From how many columns on the details stand beside the map, from how many lines on below it; from how many there are words."""
_BETWEEN = "|"
_NOT_COUNTED = "–"
_FROM_WORST = (Standing.MISSING, Standing.OPEN, Standing.PARTLY, Standing.STANDS)
_IN_WORDS = {
    Standing.STANDS: "{} in full",
    Standing.PARTLY: "{} partly",
    Standing.MISSING: "{} missing",
    Standing.OPEN: "{} not answered yet",
}


_ABOUT = (
    "How many percent of the controls stand that the AICM marks with both line and column (stand: each question is a yes, "
    "minor gaps allowed)."
)


class HeatMapsPage(InsightPage):
    """Shows coverage as a grid; lines and columns can be chosen, and each figure leads to its questions."""

    PAGE = "heat_maps"
    METHOD_PARTS = ("Where cover is thin",)
    CSS_PATH = "heat_maps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "lines(1)", "Lines", tooltip="Lay the lines out by the next marking."),
        Binding("R", "lines(-1)", "Lines before", show=False, tooltip="Lay the lines out by the marking before."),
        Binding("c", "columns(1)", "Columns", tooltip="Lay the columns out by the next marking."),
        Binding("C", "columns(-1)", "Columns before", show=False, tooltip="Lay the columns out by the marking before."),
        Binding("w", "weakest", "Weakest", tooltip="Go to the cell where the least stands."),
        Binding("d", "details", "Controls", tooltip="Read which controls a figure is about, and how each stands."),
    ]

    _lines_by, _columns_by = Axis.DOMAINS, Axis.THREATS

    def compose(self) -> ComposeResult:
        """Top bar, what is shown, what it is laid out by, the grid beside the details, keys."""
        yield TopBar(self.SECTION)
        yield Static(id="heat-words")
        with Horizontal(id="heat-axes"):
            yield AxisChip("r", "lines", "lines(1)")
            yield AxisChip("c", "columns", "columns(1)")
        with Container(id="heat-body"):
            with Vertical(id="heat-left"):
                yield FigureGrid(id="heat-grid")
                with Vertical(id="heat-below"):
                    yield Static(id="heat-cell")
                    yield Static(id="heat-legend")
            yield DetailPane()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the map that somebody looked at last, with the cursor where it was."""
        self.show_state()
        at = (0, 0)
        if self.place:
            lines, columns, *keys = self.place.split(_BETWEEN)
            self._lines_by, self._columns_by = Axis(lines), Axis(columns)
            bank = self.result.bank
            places = (
                [EVERYTHING, *(mark.key for mark in marks_of(axis, bank))].index(key)
                for axis, key in zip((self._lines_by, self._columns_by), keys, strict=True)
            )
            at = next(places), next(places)
        self.query_one(FigureGrid).focus()
        self.call_after_refresh(self._fill, at)

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        beside = event.size.width >= _BESIDE_FROM
        self.set_class(beside, "-beside")
        self.set_class(not beside and event.size.height < _BELOW_FROM, "-low")
        self.set_class(event.size.height < _WORDS_FROM, "-tiny")
        grid = self.query_one(FigureGrid)
        if grid.row_count:
            self.call_after_refresh(self._fill, grid.place)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @cached_property
    def _standings(self) -> dict[str, ControlStanding]:
        return control_standings(self.result)

    def _fill(self, at: tuple[int, int] = (0, 0)) -> None:
        """Draw the map that is wanted in the form that fits, with the cursor on one of its figures."""
        lines, columns, grid = self._lines_by, self._columns_by, self.query_one(FigureGrid)
        self._controls = heat_grid(self.result.bank, self._standings.values(), lines, columns)
        known = (one for one in self.insights.heat_maps if (one.lines_by, one.columns_by) == (lines, columns))
        self._drawn = one = next(known, None) or heat_map(self._controls, lines, columns)
        form = form_of(one, grid.size.width)
        rows = ((one.whole, *one.totals), *((line.whole, *line.cells) for line in one.lines))
        figures = [[shown_cell(cell, one.whole) for cell in row] for row in rows]
        grid.fill("", form.columns, list(zip(form.lines, figures, strict=True)), at=at, tight=form.tight)
        self._show_words(form.legend)
        self._show_cell()

    def _show_words(self, abbreviations: str) -> None:
        words = Content.assemble(_ABOUT, " ", (weakest_words(self._drawn), "bold"))
        self.query_one("#heat-words", Static).update(words)
        for chip, axis in zip(self.query(AxisChip), (self._lines_by, self._columns_by), strict=True):
            chip.show(axis.label)
        lines = (legend_of_map(legend()), abbreviations)
        self.query_one("#heat-legend", Static).update(literal("\n".join(filter(None, lines))))

    @property
    def _here(self) -> tuple[int, int]:
        """The line and the column of the map under the cursor; -1 stands for all controls."""
        line, column = self.query_one(FigureGrid).place
        return line - 1, column - 1

    @property
    def _keys(self) -> tuple[str, str]:
        """The keys of the line and the column under the cursor."""
        line, column = self._here
        return (
            self._drawn.lines[line].key if line >= 0 else EVERYTHING,
            self._drawn.columns[column].key if column >= 0 else EVERYTHING,
        )

    def _show_cell(self) -> None:
        """Say in a sentence what the figure under the cursor is about, and which controls these are."""
        controls = self._controls.at(*self._keys)
        together = standings_of(controls)
        name = cell_name(self._drawn, *self._here)
        figure = figure_words(cell_at(self._drawn, *self._here), self._drawn.whole)
        head = Content.assemble((name, "bold"), f"  {figure}  ")
        told = literal(_in_words(together))
        self.query_one("#heat-cell", Static).update(Content.assemble(head, told))
        groups = ((standing, [one for one in controls if one.standing is standing]) for standing in _FROM_WORST)
        rest = [one for one in controls if one.standing not in COUNTED]
        parts = [(f"{standing.capitalize()} ({len(found)})", _listed(found)) for standing, found in groups if found]
        parts += [(f"Does not count ({len(rest)})", _listed(rest))] if rest else []
        self.query_one(DetailPane).show_text(labelled([(name, "bold"), f"  {figure}\n", told], parts))
        self.refresh_bindings()

    @on(FigureGrid.Moved)
    def _moved(self, message: FigureGrid.Moved) -> None:
        message.stop()
        self._show_cell()

    # -- keys ------------------------------------------------------------------------------------------------------

    def action_lines(self, by: int) -> None:
        """Lay the lines out by the next marking, or by the one before."""
        self._lines_by = _next(_LINES, self._lines_by, self._columns_by, by)
        self._fill()

    def action_columns(self, by: int) -> None:
        """Lay the columns out by the next marking, or by the one before."""
        self._columns_by = _next(_COLUMNS, self._columns_by, self._lines_by, by)
        self._fill()

    @on(AxisChip.Clicked)
    async def _chip_clicked(self, message: AxisChip.Clicked) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_weakest(self) -> None:
        """Go to the weakest cell; says so where there is none."""
        place = weakest(self._drawn)
        if place is None:
            self.notify(weakest_words(self._drawn))
        else:
            self.query_one(FigureGrid).go_to(place[0] + 1, place[1] + 1)

    @on(FigureGrid.Opened)
    def _opened(self, message: FigureGrid.Opened) -> None:
        message.stop()
        keys = self._keys
        place = _BETWEEN.join((self._lines_by, self._columns_by, *keys))
        controls = (one.control.id for one in self._controls.at(*keys))
        self.show_questions_of(controls, cell_name(self._drawn, *self._here), place)

    def action_back(self) -> None:
        """Leave the details, then the page."""
        if self.reads_details:
            self.leave_details()
        else:
            super().action_back()


def _next(axes: Sequence[Axis], now: Axis, other: Axis, by: int) -> Axis:
    """The next of some axes that is not the other one, in whatever detail."""
    usable = [axis for axis in axes if axis is not other and not {axis, other} <= _ALIKE]
    return usable[(usable.index(now) + by) % len(usable)]


def _in_words(together: Standings) -> str:
    """How controls stand, in a sentence."""
    counts = together.counts
    everything = sum(counts.values())
    counted = [_IN_WORDS[standing].format(counts[standing]) for standing in COUNTED if counts[standing]]
    rest = {standing: counts[standing] for standing in Standing if standing not in COUNTED and counts[standing]}
    words = [f"{everything} {'control' if everything == 1 else 'controls'}"]
    words += [", ".join(counted)] if counted else []
    if rest:
        reasons = ", ".join(f"{count} {standing}" for standing, count in rest.items())
        words.append(f"{sum(rest.values())} not counted ({reasons})")
    return f"{words[0]}: {'; '.join(words[1:])}." if words[1:] else "No control has both markings."


def _listed(controls: Iterable[ControlStanding]) -> str:
    """Controls line by line, those with the most weight first."""
    return "\n".join(
        f"{STANDING_SYMBOLS.get(one.standing, _NOT_COUNTED)} {one.control.id}  {one.control.title}"
        + ("" if one.standing in COUNTED else f", {one.standing}")
        for one in sorted(controls, key=lambda one: -one.control.weight)
    )
