"""The table of the page about ATT&CK: techniques, groups or controls, with as many columns as fit."""

from collections.abc import Sequence

from textual import on
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable

from wizard.app.drawing import literal_row
from wizard.app.widgets.exposure_lines import STRETCHED, Column, Row, fitting, key_of
from wizard.app.widgets.line_table import LineTable

_SMALLEST, _PADDING, _SCROLLBAR = 12, 2, 1


class ExposureTable(LineTable):
    """Shows lines, and announces which one is looked at."""

    class LookedAt(Message):
        """The cursor is on another line."""

    def __init__(self) -> None:
        super().__init__(id="exposure-table")
        self._lines: Sequence[Row] = ()
        self._of: Sequence[Column] = ()
        self._filled_width = 0

    @property
    def looked_at(self) -> Row | None:
        """The line under the cursor."""
        return self._lines[self.cursor_row] if 0 <= self.cursor_row < len(self._lines) else None

    def fill(self, lines: Sequence[Row], columns: Sequence[Column], keep: str) -> None:
        """Show these lines; the cursor goes to the one about ``keep``, where it is among them."""
        self._lines, self._of, self._filled_width = lines, columns, self.size.width
        shown = self._fitting(self.size.width or self.app.size.width * 3 // 5)
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            for column, width in shown:
                heading = column.heading.rjust(width) if column.is_figure else column.heading
                self.add_column(literal_row(heading), width=width, key=column.key)
            for line in lines:
                texts = ((column.text(line), column, width) for column, width in shown)
                self.add_row(*(literal_row(text.rjust(width) if c.is_figure else text) for text, c, width in texts))
            places = (number for number, line in enumerate(lines) if key_of(line) == keep)
            self.move_cursor(row=next(places, 0), animate=False)
        if not self._filled_width:  # not laid out yet
            self.call_after_refresh(self._fit)

    def move_by(self, by: int) -> None:
        """Go some lines on or back."""
        self.move_cursor(row=min(max(self.cursor_row + by, 0), max(len(self._lines) - 1, 0)), animate=False)

    def _fitting(self, width: int) -> list[tuple[Column, int]]:
        shown = fitting(self._of, width)
        taken = sum(column.width + _PADDING for column in shown) + _SCROLLBAR
        return [
            (column, max(_SMALLEST, width - taken) if column.width == STRETCHED else column.width) for column in shown
        ]

    @on(Resize)
    def _fit(self) -> None:
        line = self.looked_at
        if self.size.width != self._filled_width and line:
            self.fill(self._lines, self._of, key_of(line))

    @on(DataTable.RowHighlighted)
    def _highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        self.post_message(self.LookedAt())
