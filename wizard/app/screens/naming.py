"""Asks for the name of an assessment: for a copy, or for a new name."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from wizard.app.drawing import literal
from wizard.core.profile import LONGEST_NAME, check_name
from wizard.core.text import clean, sentence
from wizard.errors import InputError


@dataclass(frozen=True, slots=True)
class NameRequest:
    """What is asked: the heading, what will happen, the name offered, the word on the button, the names that are taken."""

    title: str
    explanation: str
    offered: str
    accept: str
    taken: Collection[str] = ()


class NamingScreen(ModalScreen[str | None]):
    """Gives the name, or nothing when the user goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back", tooltip="Change nothing.")]
    CSS_PATH = "home_dialogs.tcss"

    def __init__(self, request: NameRequest) -> None:
        super().__init__()
        self._request = request

    def compose(self) -> ComposeResult:
        """What will happen, a field, two buttons."""
        with Vertical(classes="dialog"):
            yield Label(literal(self._request.title), classes="heading")
            yield Static(literal(self._request.explanation), classes="quiet")
            yield Input(self._request.offered, max_length=LONGEST_NAME, id="new-name", compact=True)
            yield Static(id="fault", classes="-error")
            with Horizontal(classes="buttons"):
                yield Button(self._request.accept, variant="primary", id="accept", compact=True)
                yield Button("Back", id="back", compact=True)

    @on(Input.Submitted)
    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        name = clean(self.query_one(Input).value).strip()
        fault = self._fault_of(name)
        if fault:
            self.query_one("#fault", Static).update(literal(fault))
            self.query_one(Input).focus()
        else:
            self.dismiss(name)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    def _fault_of(self, name: str) -> str:
        try:
            check_name(name)
        except InputError as error:
            return sentence(error)
        if name.casefold() in {other.casefold() for other in self._request.taken}:
            return f"There is an assessment named {name!r} already; choose another name."
        return ""
