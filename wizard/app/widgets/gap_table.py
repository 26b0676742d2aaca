"""The table of gaps: as many columns as fit, sorted by a click on a heading, filled so that thousands do not stall."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widgets import DataTable

from wizard.app.drawing import literal_row
from wizard.app.symbols import STATUS_SHORT, STATUS_SYMBOLS
from wizard.app.widgets.line_table import LineTable
from wizard.core.gap_list import GapLine, Order, RiskMark, Sorting, Trait
from wizard.core.gaps import BLOCKS_NOW, BLOCKS_TARGET, LATER

URGENCY_SIGNS = {BLOCKS_NOW: "!!", BLOCKS_TARGET: "! ", LATER: "  "}
_URGENCY_SHORT = {BLOCKS_NOW: "now", BLOCKS_TARGET: "next", LATER: "later"}
RISK_SIGNS = {RiskMark.HOLDS: "✓", RiskMark.EXPIRED: "✗"}
_ARROWS = {False: "▲", True: "▼"}
_RANK, _TITLE, _QUESTION = "rank", "title", "question"
_SMALLEST_TITLE, _PADDING, _SCROLLBAR = 12, 2, 1
_ALL_AT_ONCE, _ROWS_AT_A_TIME, _SECONDS_BETWEEN = 330, 80, 0.02
"""A bank of usual size is filled at once; what is longer follows in portions while the screen stays alive."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: shown in tables from one width up to another; ``order`` is what a click on its heading sorts by."""

    key: str
    heading: str
    width: int
    order: Order
    text: Callable[[GapLine], str]
    from_width: int = 0
    to_width: int = 9999


class GapTable(LineTable):
    """Shows lines and announces which one is looked at, which is opened, and which order is wanted."""

    class LookedAt(Message):
        """The cursor is on another gap."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    class SortWanted(Message):
        """A heading was clicked."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order

    def __init__(self) -> None:
        super().__init__(id="gap-table")
        self._lines: Sequence[GapLine] = ()
        self._shown_columns: Sequence[tuple[_Column, int]] = ()
        self._sorting = Sorting()
        self._filled_width = 0
        self._later: Timer | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions in the order shown."""
        return tuple(line.question for line in self._lines)

    @property
    def looked_at(self) -> str:
        """The question under the cursor; empty where the table is."""
        return self._lines[self.cursor_row].question if 0 <= self.cursor_row < len(self._lines) else ""

    def fill(self, lines: Sequence[GapLine], sorting: Sorting, keep: str) -> None:
        """Show these lines, with the cursor on the question ``keep`` where it is among them, else on the first."""
        self._lines, self._sorting = lines, sorting
        self._filled_width = self.size.width
        if self._later:
            self._later.stop()
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            self._add_columns()
            self._add_rows(_ALL_AT_ONCE)
            self.look_at(keep)
        if self.row_count < len(lines):
            self._later = self.set_interval(_SECONDS_BETWEEN, self._add_later_rows)

    def look_at(self, question: str) -> None:
        """Put the cursor on a question."""
        places = {line.question: place for place, line in enumerate(self._lines)}
        place = places.get(question, 0)
        if place >= self.row_count:
            self._add_rows(place - self.row_count + 1)
        self.move_cursor(row=place, animate=False)

    def update_lines(self, lines: Sequence[GapLine]) -> None:
        """Show the new state of the same gaps, each in its place; only what differs is drawn again."""
        for place, (before, line) in enumerate(zip(self._lines, lines, strict=True)):
            if line != before and place < self.row_count:
                for column, width in self._shown_columns:
                    self.update_cell(line.question, column.key, _cell(column, width, line))
        self._lines = lines

    def _add_columns(self) -> None:
        self._shown_columns = _columns_for(self.size.width, self._lines, self._sorting.by)
        marked = False
        for column, width in self._shown_columns:
            heading = column.heading
            if column.order is self._sorting.by and not marked:
                heading = f"{heading} {_ARROWS[self._sorting.backwards]}"
                marked = True
            self.add_column(
                literal_row(heading.rjust(width) if column.key == _RANK else heading), width=width, key=column.key
            )

    def _add_rows(self, count: int) -> None:
        start = self.row_count
        for line in self._lines[start : start + count]:
            self.add_row(*(_cell(column, width, line) for column, width in self._shown_columns), key=line.question)

    def _add_later_rows(self) -> None:
        self._add_rows(_ROWS_AT_A_TIME)
        if self._later and self.row_count >= len(self._lines):
            self._later.stop()

    @on(Resize)
    def _resized(self) -> None:
        if self.size.width != self._filled_width and self._lines:
            self.fill(self._lines, self._sorting, self.looked_at)

    @on(DataTable.RowHighlighted)
    def _highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        if message.row_key.value:
            self.post_message(self.LookedAt(message.row_key.value))

    @on(DataTable.HeaderSelected)
    def _heading_clicked(self, message: DataTable.HeaderSelected) -> None:
        message.stop()
        self.post_message(
            self.SortWanted(next(column.order for column in _COLUMNS if column.key == message.column_key.value))
        )


def mark_words(line: GapLine) -> str:
    """What is special about a gap: its risk is accepted, that has expired, or it is overdue."""
    if line.risk:
        return f"{RISK_SIGNS[line.risk]} {line.risk}"
    return "! overdue" if line.overdue else ""


def _plan_words(line: GapLine) -> str:
    """The same where there is room for one column only; else the due date, or what is missing."""
    plan = line.answer.remediation
    if line.risk or line.overdue:
        return mark_words(line)
    if plan.due:
        return plan.due.isoformat()
    return "no date" if plan.action or plan.owner else "–"


def _status_words(line: GapLine) -> str:
    status = line.gap.status
    return f"{STATUS_SYMBOLS[status]} {STATUS_SHORT[status] if status else 'open'}"


def _blocks_words(line: GapLine) -> str:
    return f"{URGENCY_SIGNS[line.gap.urgency]} {_URGENCY_SHORT[line.gap.urgency]}"


def _due_words(line: GapLine) -> str:
    due = line.answer.remediation.due
    return due.isoformat() if due else "–"


def _cell(column: _Column, width: int, line: GapLine) -> Text:
    text = literal_row(" ".join(column.text(line).split("\n")))
    if column.key == _RANK:
        text.align("right", width)
    if column.key == "blocks" and Trait.BLOCKS_NOW in line.traits:
        text.stylize("bold")
    return text


def _columns_for(width: int, lines: Sequence[GapLine], sorted_by: Order) -> list[tuple[_Column, int]]:
    """The columns that a table of this width has room for, each with its width; the title takes what is left.

    The column that is sorted by is among them even where it would not be otherwise.
    """
    longest = max((len(line.question) for line in lines), default=0)
    widths = {column.key: column.width for column in _COLUMNS}
    widths[_QUESTION] = max(widths[_QUESTION], longest)
    shown = [column for column in _COLUMNS if column.from_width <= width <= column.to_width]
    if sorted_by not in {column.order for column in shown}:
        wanted = next(column for column in _COLUMNS if column.order is sorted_by)
        shown = [column for column in _COLUMNS if column in shown or column is wanted]
    taken = sum(widths[column.key] + _PADDING for column in shown) + _SCROLLBAR
    widths[_TITLE] = max(_SMALLEST_TITLE, width - taken)
    return [(column, widths[column.key]) for column in shown]


_COLUMNS = (
    _Column(_RANK, "#", 4, Order.RANK, lambda line: str(line.gap.rank)),
    _Column("blocks", "Blocks", 7, Order.RANK, _blocks_words, from_width=58),
    _Column(_QUESTION, "Question", 10, Order.DOMAIN, lambda line: line.question),
    _Column(_TITLE, "Title", 0, Order.DOMAIN, lambda line: line.gap.control.title),
    _Column("status", "Status", 9, Order.STATUS, _status_words, from_width=48),
    _Column("effort", "Effort", 8, Order.EFFORT, lambda line: line.effort, from_width=98),
    _Column("plan", "Plan", 10, Order.DUE, _plan_words, from_width=62, to_width=85),
    _Column("due", "Due", 10, Order.DUE, _due_words, from_width=86),
    _Column("owner", "Owner", 20, Order.OWNER, lambda line: line.answer.remediation.owner or "–", from_width=110),
    _Column("mark", "Mark", 10, Order.DUE, mark_words, from_width=86),
    _Column("phase", "Phase", 10, Order.PHASE, lambda line: line.gap.control.phase, from_width=126),
    _Column("layer", "Layer", 15, Order.LAYER, lambda line: line.gap.control.layer, from_width=142),
)
