"""A pane beside a table with everything about one line of it: one text, in labelled parts."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wizard.app.drawing import literal

MUTED = "$text-muted"
Part = tuple[str, str | Content]
Piece = Content | str | tuple[str, str]


class DetailPane(VerticalScroll, inherit_bindings=False):
    """Scrolls with the arrow keys when it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "Up", show=False, tooltip="Read further up."),
        Binding("down,j", "scroll_down", "Down", show=False, tooltip="Read further down."),
        Binding("pageup", "page_up", "Page up", show=False, tooltip="Read a page further up."),
        Binding("pagedown", "page_down", "Page down", show=False, tooltip="Read a page further down."),
        Binding("home", "scroll_home", "Top", show=False, tooltip="Go to the top of the details."),
        Binding("end", "scroll_end", "End", show=False, tooltip="Go to the end of the details."),
    ]

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(classes="detail-text")

    def show_text(self, text: Content) -> None:
        """Show this instead of what was there."""
        self.query_one(".detail-text", Static).update(text)


def labelled(head: Iterable[Piece], parts: Iterable[Part]) -> Content:
    """The head, and below it each part that says something, under its label."""
    pieces = list(head)
    for label, text in parts:
        if text:
            pieces += ["\n\n", (f"{label}\n", MUTED), text if isinstance(text, Content) else literal(text)]
    return Content.assemble(*pieces)
