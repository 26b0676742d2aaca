"""Rows of a label and a text with a hanging indent; made once, then only filled anew."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static


class Row(Horizontal):
    """One row."""

    class Clicked(Message):
        """The row was clicked."""

        def __init__(self, row: "Row") -> None:
            super().__init__()
            self.row = row

    def compose(self) -> ComposeResult:
        """Label and text."""
        yield Static(classes="label")
        yield Static(classes="text")

    def fill(self, label: Content, text: Content) -> None:
        """Show something else."""
        first, second = self.query(Static)
        first.update(label)
        second.update(text)

    @on(Click)
    def _clicked(self) -> None:
        self.post_message(self.Clicked(self))


class Rows(Vertical):
    """As many rows as are needed, up to a number fixed at the start; mounting new widgets for each question is slow."""

    class Chosen(Message):
        """A row was clicked; ``number`` counts from 0."""

        def __init__(self, rows: "Rows", number: int) -> None:
            super().__init__()
            self.rows = rows
            self.number = number

        @property
        def control(self) -> "Rows":
            """The sender, for selectors."""
            return self.rows

    def __init__(self, most: int, *, id: str) -> None:
        super().__init__(id=id)
        self._rows = [Row() for _ in range(most)]

    def compose(self) -> ComposeResult:
        """All rows, shown or not."""
        yield from self._rows

    def show(self, lines: Sequence[tuple[Content, Content]]) -> None:
        """Fill the rows in order and hide those left over."""
        for number, row in enumerate(self._rows):
            row.display = number < len(lines)
            if row.display:
                row.fill(*lines[number])

    def mark(self, number: int | None) -> None:
        """Make one row stand out."""
        for place, row in enumerate(self._rows):
            row.set_class(place == number, "-chosen")

    @on(Row.Clicked)
    def _chosen(self, message: Row.Clicked) -> None:
        message.stop()
        self.post_message(self.Chosen(self, self._rows.index(message.row)))
