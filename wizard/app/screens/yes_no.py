"""Asks whether something that can be had again shall go; what cannot is asked for by its name instead (see confirm)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from wizard.app.drawing import literal


class YesNoScreen(ModalScreen[bool]):
    """Gives whether the user said yes; no is the answer at hand."""

    CSS_PATH = "yes_no.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", tooltip="Yes, do it."),
        Binding("n,escape", "dismiss(False)", "No", tooltip="No, let it be as it is."),
        Binding("left,right", "app.focus_next", "Other button", show=False, tooltip="Go to the other button."),
    ]

    def __init__(self, question: str, hint: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._question = question
        self._hint = hint
        self._labels = yes, no

    def compose(self) -> ComposeResult:
        """The question, what follows from it, and two buttons."""
        yes, no = self._labels
        with Vertical(classes="dialog"):
            yield Label(literal(self._question))
            yield Static(literal(self._hint), id="hint")
            with Horizontal(classes="buttons"):
                yield Button(no, variant="primary", id="no", compact=True)
                yield Button(yes, id="yes", compact=True)

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")
