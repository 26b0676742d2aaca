"""The table of the road ahead: phases as headings, below each its work packages in the order of work."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.coordinate import Coordinate
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import DataTable

from exports.insights.plan import PackageRow, PhaseRow
from wizard.app.drawing import literal_row, points
from wizard.app.widgets.line_table import LineTable

PlanLine = PackageRow | PhaseRow
CHOSEN, NOT_CHOSEN, QUICK = "[x]", "[ ]", "★"
"""Stand before a package that is chosen, before another, and before a quick win."""
_PADDING, _SCROLLBAR = 2, 1
_TITLE, _SHORTEST_TITLE = "title", 18
_CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, shown in tables from one width on; numbers stand at the right."""

    key: str
    heading: str
    width: int
    phase: Callable[[PhaseRow], str]
    package: Callable[[PackageRow], str]
    from_width: int = 0
    is_number: bool = False


class PlanTable(LineTable):
    """Shows phases and packages, and announces which line is looked at, opened, or chosen by a click on its box."""

    class LookedAt(Message):
        """The cursor is on another line."""

    class Toggled(Message):
        """The box of the line under the cursor was clicked."""

    def __init__(self) -> None:
        super().__init__(id="plan-table")
        self._lines: Sequence[PlanLine] = ()
        self._chosen: frozenset[str] = frozenset()
        self._filled_width = 0

    @property
    def looked_at(self) -> PlanLine | None:
        """The line under the cursor."""
        return self._lines[self.cursor_row] if 0 <= self.cursor_row < len(self._lines) else None

    def fill(self, lines: Sequence[PlanLine], chosen: Collection[str], keep: str) -> None:
        """Show these lines; the cursor goes to the package or phase ``keep``, else to the first package."""
        self._lines, self._chosen, self._filled_width = lines, frozenset(chosen), self.size.width
        columns = self._columns(self.size.width or self.app.size.width * 3 // 5)
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            for column, width in columns:
                heading = column.heading.rjust(width) if column.is_number else column.heading
                self.add_column(literal_row(heading), width=width, key=column.key)
            for line in lines:
                self.add_row(*(self._cell(column, width, line) for column, width in columns))
            first = next((n for n, line in enumerate(lines) if isinstance(line, PackageRow)), 0)
            place = next((n for n, line in enumerate(lines) if keep and key_of(line) == keep), first)
            self.move_cursor(row=place, animate=False)
        if not self._filled_width:  # not laid out yet
            self.call_after_refresh(self._fit)

    def mark(self, chosen: Collection[str]) -> None:
        """Show other packages as chosen."""
        self._chosen = frozenset(chosen)
        for number, line in enumerate(self._lines):
            if isinstance(line, PackageRow):
                self.update_cell_at(Coordinate(number, 0), literal_row(self._box(line)))

    def _box(self, package: PackageRow) -> str:
        return CHOSEN if package.key in self._chosen else NOT_CHOSEN

    def _cell(self, column: _Column, width: int, line: PlanLine) -> Text:
        if isinstance(line, PhaseRow):
            text = literal_row(column.phase(line).rjust(width) if column.is_number else column.phase(line))
            text.stylize("bold")
            return text
        words = self._box(line) if column.key == _CHOICE else column.package(line)
        return literal_row(words.rjust(width) if column.is_number else words)

    def _columns(self, width: int) -> list[tuple[_Column, int]]:
        shown = [column for column in _COLUMNS if column.from_width <= width]
        taken = sum(column.width + _PADDING for column in shown) + _SCROLLBAR
        rest = max(_SHORTEST_TITLE, width - taken)
        return [(column, rest if column.key == _TITLE else column.width) for column in shown]

    @on(Resize)
    def _fit(self) -> None:
        line = self.looked_at
        if self.size.width != self._filled_width and line:
            self.fill(self._lines, self._chosen, key_of(line))

    @on(Click)
    def _box_clicked(self, event: Click) -> None:
        if event.style.meta.get("column") == 0 and event.style.meta.get("row", -1) >= 0 and event.chain == 1:
            self.post_message(self.Toggled())

    @on(DataTable.RowHighlighted)
    def _highlighted(self, message: DataTable.RowHighlighted) -> None:
        message.stop()
        self.post_message(self.LookedAt())


def key_of(line: PlanLine) -> str:
    """What a line is known by."""
    return line.key if isinstance(line, PackageRow) else line.phase


def _nothing(_: PhaseRow) -> str:
    return ""


def _phase_title(phase: PhaseRow) -> str:
    ready = f"  {points(phase.share)} % ready" if phase.share is not None else ""
    return f"{phase.phase.upper()}{ready}"


def _package_title(package: PackageRow) -> str:
    return f"{package.number:>2} {QUICK if package.quick else ' '} {package.title}"


def score(value: float | None) -> str:
    """A score as exact as the rises beside it."""
    return "–" if value is None else f"{value:.1f}"


def _work(package: PackageRow) -> str:
    """The rough work without what the words above say."""
    return package.effort.removeprefix("about ")


_COLUMNS = (
    _Column(_CHOICE, "", 3, _nothing, lambda _: NOT_CHOSEN),
    _Column(_TITLE, "No.  Package", 0, _phase_title, _package_title),
    _Column("gaps", "Gaps", 4, lambda row: str(row.gaps), lambda row: str(len(row.questions)), 84, is_number=True),
    _Column("work", "Work", 9, lambda row: row.effort.removeprefix("about "), _work),
    _Column("rise", "Rise", 5, _nothing, lambda row: f"+{row.rises:.1f}", is_number=True),
    _Column("posture", "Then", 5, _nothing, lambda row: score(row.posture), is_number=True),
    _Column("ready", "Ready", 5, _nothing, lambda row: f"{points(row.readiness[row.phase])} %", 70, is_number=True),
    _Column("ends", "Ends", 10, lambda row: row.ends.isoformat(), lambda row: row.ends.isoformat(), 56),
)
