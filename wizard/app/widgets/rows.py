"""Rows of a label and a text with a hanging indent, all in one widget: dozens of small ones made every key wait."""

from collections.abc import Sequence

from textual import on
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from wizard.app.hanging import HangingRows, Line


class Rows(Static):
    """Shows rows; with ``signed`` one of them can be marked, and a click on a row is announced."""

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

    def __init__(self, label_width: int, *, id: str, signed: bool = False) -> None:
        super().__init__(id=id)
        self._label_width = label_width
        self._signed = signed
        self._lines: tuple[Line, ...] = ()
        self._hanging = HangingRows((), label_width)

    def show(self, lines: Sequence[Line], label_width: int | None = None) -> None:
        """Show other rows; none is marked."""
        if label_width is not None:
            self._label_width = label_width
        self._lines = tuple(lines)
        self._draw(None)

    def mark(self, number: int | None) -> None:
        """Make one row stand out."""
        self._draw(number, layout=False)

    def _draw(self, marked: int | None, *, layout: bool = True) -> None:
        self._hanging = HangingRows(self._lines, self._label_width, marked, signed=self._signed)
        self.update(self._hanging, layout=layout)

    @on(Click)
    def _clicked(self, event: Click) -> None:
        place = event.get_content_offset(self)
        if place is None:
            return
        lines = 0
        for number, height in enumerate(self._hanging.heights({}, self.content_size.width)):
            lines += height
            if place.y < lines:
                self.post_message(self.Chosen(self, number))
                return
