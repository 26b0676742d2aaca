"""Asks before leaving a screen on which something was typed that is not kept."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static


class LeaveScreen(ModalScreen[bool]):
    """Gives whether to leave."""

    CSS_PATH = "setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Leave", tooltip="Leave; what you chose here is not kept."),
        Binding("n,escape", "dismiss(False)", "Stay", tooltip="Stay here, and go on choosing."),
        Binding("left,right", "app.focus_next", "Other button", show=False, tooltip="Go to the other button."),
    ]

    def compose(self) -> ComposeResult:
        """The question, and two buttons; staying is the one at hand."""
        with Vertical(classes="dialog"):
            yield Label("Leave without keeping what you chose here?")
            yield Static("Nothing has been written. y leaves, n or Escape stays.", id="hint")
            with Horizontal(classes="buttons"):
                yield Button("Stay", variant="primary", id="stay", compact=True)
                yield Button("Leave", id="leave", compact=True)

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "leave")
