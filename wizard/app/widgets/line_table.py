"""A table to go through line by line; what the line under the cursor is about is shown beside it."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.widgets import DataTable


class LineTable(DataTable[Text], inherit_bindings=False):
    """Moves by whole lines, and announces the one that is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Up", show=False, tooltip="Go to the line above."),
        Binding("down,j", "cursor_down", "Down", show=False, tooltip="Go to the line below."),
        Binding("pageup", "page_up", "Page up", show=False, tooltip="Go a page of lines up."),
        Binding("pagedown", "page_down", "Page down", show=False, tooltip="Go a page of lines down."),
        Binding("home,ctrl+home", "scroll_top", "First", show=False, tooltip="Go to the first line."),
        Binding("end,ctrl+end", "scroll_bottom", "Last", show=False, tooltip="Go to the last line."),
    ]

    class Opened(Message):
        """A line was clicked twice."""

    def __init__(self, *, id: str) -> None:
        super().__init__(cursor_type="row", id=id)

    @on(DataTable.RowSelected)
    def _selected(self, message: DataTable.RowSelected) -> None:
        message.stop()

    @on(Click)
    def _clicked(self, event: Click) -> None:
        if event.chain > 1 and event.style.meta.get("row", -1) >= 0:
            self.post_message(self.Opened())
