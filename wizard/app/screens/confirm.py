"""Asks before something is lost: says what, and lets the user type a word to show that it is meant."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from wizard.app.drawing import literal


class ConfirmScreen(ModalScreen[bool]):
    """Gives whether the user typed the words that were asked for and accepted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "Back", tooltip="Keep everything.")]
    CSS_PATH = "home_dialogs.tcss"

    def __init__(self, title: str, loss: str, words: str, accept: str) -> None:
        super().__init__()
        self._heading = title
        self._loss = loss
        self._words = words
        self._accept_label = accept

    def compose(self) -> ComposeResult:
        """What is lost, a field, two buttons; the safe one first."""
        with Vertical(classes="dialog"):
            yield Label(literal(self._heading), classes="heading")
            yield Static(literal(self._loss))
            yield Static(literal(f"To go on, type its name: {self._words}"), classes="hint")
            yield Input(id="typed", compact=True)
            yield Static(id="fault", classes="-error")
            with Horizontal(classes="buttons"):
                yield Button("Keep it", variant="primary", id="keep", compact=True)
                yield Button(self._accept_label, id="accept", compact=True)

    def on_mount(self) -> None:
        """Begin with the field."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        if self.query_one(Input).value.strip().casefold() == self._words.casefold():
            self.dismiss(True)
        else:
            self.query_one("#fault", Static).update(
                literal(f"That is not the name. Type {self._words!r}, or press Escape to keep it.")
            )
            self.query_one(Input).focus()

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.dismiss(False)
