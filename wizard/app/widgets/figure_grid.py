"""A heat map for the terminal: a table of figures from 0 to 100, each with a symbol and a colour, gone through cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.theme import Theme
from textual.widgets import DataTable

from wizard.app.drawing import literal_row, points
from wizard.app.shades import NOT_ANSWERED, UNKNOWN, shade_of

Figure = float | None
FIGURE_WIDTH = 5
"""Columns of the terminal that a symbol and a figure take; a mark behind them takes one more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure and how it is drawn: unknown where ``is_open``, faint where little stands behind it.

    ``mark`` is a sign behind the figure; ``colour`` is what a theme calls the colour, else the one of the scale is taken.
    """

    figure: Figure
    is_open: bool = False
    is_faint: bool = False
    mark: str = ""
    colour: str = ""


class FigureGrid(DataTable[Text], inherit_bindings=False):
    """Lines with a heading that stays in sight; announces which figure the cursor is on, and which one is opened.

    Lines and columns count from 0 and leave the headings out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Questions", key_display="⏎", tooltip="Show the questions behind this figure."),
        Binding("up,k", "cursor_up", "Up", show=False, tooltip="Go to the line above."),
        Binding("down,j", "cursor_down", "Down", show=False, tooltip="Go to the line below."),
        Binding("left,h", "cursor_left", "Left", show=False, tooltip="Go to the column at the left."),
        Binding("right,l", "cursor_right", "Right", show=False, tooltip="Go to the column at the right."),
        Binding("pageup", "page_up", "Page up", show=False, tooltip="Go a page of lines up."),
        Binding("pagedown", "page_down", "Page down", show=False, tooltip="Go a page of lines down."),
        Binding("home,ctrl+home", "scroll_top", "First", show=False, tooltip="Go to the first line."),
        Binding("end,ctrl+end", "scroll_bottom", "Last", show=False, tooltip="Go to the last line."),
    ]

    class Moved(Message):
        """The cursor is on another figure."""

        def __init__(self, line: int, column: int) -> None:
            super().__init__()
            self.line = line
            self.column = column

    class Opened(Message):
        """A figure was opened: by Enter, or by a second click."""

        def __init__(self, line: int, column: int) -> None:
            super().__init__()
            self.line = line
            self.column = column

    def __init__(self, *, id: str) -> None:
        super().__init__(cursor_type="cell", fixed_columns=1, id=id)
        self._corner = ""
        self._headings: Sequence[str] = ()
        self._lines: Sequence[tuple[str, Sequence[Figure | Shown]]] = ()
        self._is_tight = False

    def fill(
        self,
        corner: str,
        headings: Sequence[str],
        lines: Sequence[tuple[str, Sequence[Figure | Shown]]],
        *,
        at: tuple[int, int] = (0, 0),
        tight: bool = False,
    ) -> None:
        """Show figures under their headings, each line with its own; the cursor begins on the first figure, or where it shall.

        Headings may have several lines. A ``tight`` grid has one blank between its columns instead of two.
        """
        self._corner, self._headings, self._lines, self._is_tight = corner, headings, lines, tight
        self._draw(*at)

    def on_mount(self) -> None:
        """Follow the look of the app."""
        self.app.theme_changed_signal.subscribe(self, self._recolour)

    @property
    def place(self) -> tuple[int, int]:
        """The line and column under the cursor."""
        return self.cursor_row, max(self.cursor_column - 1, 0)

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor on a figure, in sight."""
        self.move_cursor(row=line, column=column + 1, animate=False)

    def action_open(self) -> None:
        """Announce that the figure under the cursor is opened."""
        if self.row_count:
            self.post_message(self.Opened(*self.place))

    def _recolour(self, _theme: Theme) -> None:
        self._draw(*self.place)

    def _draw(self, line: int, column: int) -> None:
        self.clear(columns=True)
        headings = (self._corner, *self._headings)
        self.header_height = max(heading.count("\n") for heading in headings) + 1
        self.cell_padding = 0 if self._is_tight else 1
        names = (name for name, _ in self._lines)
        longest = max(map(cell_len, (*self._corner.splitlines(), *names)), default=0)
        cells = [(heading, [self._cell(figure) for figure in figures]) for heading, figures in self._lines]
        widest = max((cell.cell_len for _, line in cells for cell in line), default=FIGURE_WIDTH)
        for number, heading in enumerate(headings):
            least = widest if number else longest
            width = max(least, *map(cell_len, heading.split("\n"))) + self._is_tight
            lacking = self.header_height - 1 - heading.count("\n")
            self.add_column(literal_row("\n" * lacking + heading), width=width)
        for heading, line_of_cells in cells:
            self.add_row(literal_row(heading), *line_of_cells)
        if self._lines and self._headings:
            self.go_to(line, column)

    def _cell(self, given: Figure | Shown) -> Text:
        one = given if isinstance(given, Shown) else Shown(given)
        shade = NOT_ANSWERED if one.is_open else shade_of(one.figure)
        colour = getattr(self.app.current_theme, one.colour or shade.colour) or ""
        figure = UNKNOWN if one.is_open else points(one.figure)
        style = f"{colour} dim" if one.is_faint else colour
        return Text(f"{shade.symbol} {figure:>3}{one.mark}", style=style, no_wrap=True)

    @on(DataTable.CellHighlighted)
    def _moved(self, message: DataTable.CellHighlighted) -> None:
        message.stop()
        if self.cursor_column == 0 and self._headings:  # a heading is no figure (the message may be an old one)
            self.move_cursor(column=1, animate=False)
            return
        self.post_message(self.Moved(*self.place))

    @on(DataTable.CellSelected)
    def _selected(self, message: DataTable.CellSelected) -> None:
        message.stop()

    @on(Click)
    def _clicked(self, event: Click) -> None:
        if event.chain > 1 and event.style.meta.get("row", -1) >= 0:
            self.action_open()
