"""The table of the standards, and of the requirements of one: a line each, with as many columns as fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable

from wizard.app.drawing import literal_row
from wizard.app.widgets.line_table import LineTable

_PADDING, _SCROLLBAR, _LEAST = 2, 1, 8


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A heading, a width (0: whatever is left), and the width of the table from which on the column is there.

    ``words`` is a longer heading, for a table in which those of all columns fit.
    """

    heading: str
    width: int
    from_width: int = 0
    words: str = ""

    @property
    def wide(self) -> int:
        """Its width with the longer heading."""
        return max(self.width, len(self.words))


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line: what it is about, a text for each column, its support and coverage, and the folded words for a search."""

    key: str
    cells: tuple[str, ...]
    support: str = ""
    searched: str = ""
    coverage: float | None = None


class StandardTable(LineTable):
    """Shows lines, and announces which one is looked at and which is opened."""

    class LookedAt(Message):
        """The cursor is on another line."""

    def __init__(self) -> None:
        super().__init__(id="standards-table")
        self._shown_columns: Sequence[TableColumn] = ()
        self._shown_lines: Sequence[TableLine] = ()
        self._filled_width = 0

    @property
    def looked_at(self) -> str:
        """What the line under the cursor is about; empty where there is none."""
        return self._shown_lines[self.cursor_row].key if 0 <= self.cursor_row < len(self._shown_lines) else ""

    def fill(self, columns: Sequence[TableColumn], lines: Sequence[TableLine], keep: str) -> None:
        """Show these lines; the cursor goes to the line about ``keep``, where it is among them."""
        self._shown_columns, self._shown_lines, self._filled_width = columns, lines, self.size.width
        width = self.size.width or self.app.size.width * 3 // 5
        places = [number for number, column in enumerate(columns) if column.from_width <= width]
        in_words = sum(columns[place].wide + _PADDING for place in places) + _SCROLLBAR <= width
        taken = sum(columns[place].width + _PADDING for place in places) + _SCROLLBAR
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            for place in places:
                column = columns[place]
                heading = column.words if in_words and column.words else column.heading
                own = column.wide if in_words else column.width
                self.add_column(literal_row(heading), width=own or max(_LEAST, width - taken))
            for line in lines:
                self.add_row(*(literal_row(line.cells[place]) for place in places))
            row = next((number for number, line in enumerate(lines) if line.key == keep), 0)
            self.move_cursor(row=row, animate=False)
        if not self._filled_width:  # not laid out yet
            self.call_after_refresh(self._fit)

    def move_by(self, by: int) -> None:
        """Go some lines on or back."""
        self.move_cursor(row=min(max(self.cursor_row + by, 0), max(len(self._shown_lines) - 1, 0)), animate=False)

    @on(Resize)
    def _fit(self) -> None:
        if self.size.width != self._filled_width and self._shown_lines:
            self.fill(self._shown_columns, self._shown_lines, self.looked_at)

    @on(DataTable.RowHighlighted)
    def _highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        self.post_message(self.LookedAt())
