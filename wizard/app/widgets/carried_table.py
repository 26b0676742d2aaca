"""The table of what was carried over: a line for each question, with as many columns as fit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable

from wizard.app.drawing import literal_row
from wizard.app.symbols import REVIEW, STATUS_SHORT, STATUS_SYMBOLS
from wizard.app.widgets.line_table import LineTable
from wizard.core.carrying import CarriedLine

_PADDING, _SCROLLBAR = 2, 1
_WHY, _SMALLEST_WHY = "why", 12
_NONE = "–"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, shown in tables from one width on."""

    key: str
    heading: str
    width: int
    text: Callable[[CarriedLine], str]
    from_width: int = 0


class CarriedTable(LineTable):
    """Shows lines, and announces which one is looked at and which is opened."""

    class LookedAt(Message):
        """The cursor is on another question."""

    def __init__(self) -> None:
        super().__init__(id="carried-table")
        self._lines: Sequence[CarriedLine] = ()
        self._titles: Mapping[str, str] = {}
        self._filled_width = 0

    @property
    def looked_at(self) -> CarriedLine | None:
        """The line under the cursor."""
        return self._lines[self.cursor_row] if 0 <= self.cursor_row < len(self._lines) else None

    def fill(self, lines: Sequence[CarriedLine], titles: Mapping[str, str], keep: str) -> None:
        """Show these lines; the cursor goes to the question ``keep`` of then or now, where it is among them."""
        self._lines, self._titles, self._filled_width = lines, titles, self.size.width
        columns = self._columns(self.size.width or self.app.size.width * 3 // 5)
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            for column, width in columns:
                self.add_column(literal_row(column.heading), width=width, key=column.key)
            for line in lines:
                self.add_row(*(literal_row(column.text(line)) for column, _ in columns))
            places = (number for number, line in enumerate(lines) if keep and keep in (line.row.new, line.row.old))
            self.move_cursor(row=next(places, 0), animate=False)
        if not self._filled_width:  # not laid out yet
            self.call_after_refresh(self._fit)

    def move_by(self, by: int) -> None:
        """Go some lines on or back."""
        self.move_cursor(row=min(max(self.cursor_row + by, 0), max(len(self._lines) - 1, 0)), animate=False)

    def _columns(self, width: int) -> list[tuple[_Column, int]]:
        longest = max(map(len, map(_ids, self._lines)), default=0)
        columns = (
            _Column("ids", "Question", max(10, longest), _ids),
            _Column("what", "What happened", 13, lambda line: line.what),
            _Column("today", "Today", 11, _status_words, from_width=60),
            _Column("title", "Title", 34, lambda line: self._titles.get(line.row.new, ""), from_width=130),
            _Column(_WHY, "Why", 0, lambda line: line.row.reason),
        )
        shown = [column for column in columns if column.from_width <= width]
        taken = sum(column.width + _PADDING for column in shown) + _SCROLLBAR
        rest = max(_SMALLEST_WHY, width - taken)
        return [(column, rest if column.key == _WHY else column.width) for column in shown]

    @on(Resize)
    def _fit(self) -> None:
        line = self.looked_at
        if self.size.width != self._filled_width and line:
            self.fill(self._lines, self._titles, line.row.new or line.row.old)

    @on(DataTable.RowHighlighted)
    def _highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        self.post_message(self.LookedAt())


def _ids(line: CarriedLine) -> str:
    """The id of the question; the ids of then and now where they differ."""
    old, new = line.row.old or "new", line.row.new or "gone"
    return new if old == new else f"{old} → {new}"


def _status_words(line: CarriedLine) -> str:
    """The status of today, and whether it still wants another look."""
    if not line.row.new:
        return _NONE
    again = f" {REVIEW}" if line.today.review else ""
    return f"{STATUS_SYMBOLS[line.status]} {STATUS_SHORT[line.status]}{again}"
