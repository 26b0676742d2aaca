"""Asks why a question does not apply: without a reason there is no n/a."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from wizard.app.widgets.answer_form import TextField
from wizard.app.widgets.key_line import KeyLine
from wizard.core.text import clean


class ReasonScreen(ModalScreen[str | None]):
    """Gives the reason, or nothing when the user goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+s",
            "accept",
            "Not applicable",
            priority=True,
            key_display="⏎",
            tooltip="Answer not applicable, for the reason given.",
        ),
        Binding("escape", "back", "Back", tooltip="Go back; the answer stays what it was."),
    ]

    def __init__(self, question_id: str, reason: str) -> None:
        super().__init__()
        self._question_id = question_id
        self._reason = reason
        self._warned = False

    def compose(self) -> ComposeResult:
        """The question, a field, two buttons."""
        with Vertical(classes="dialog"):
            yield Label(f"Why does {self._question_id} not apply?")
            yield TextField(self._reason, id="reason", compact=True)
            yield Static("An auditor will read this reason; one sentence is enough. Enter accepts it.", id="hint")
            with Horizontal(classes="buttons"):
                yield Button("Not applicable", variant="primary", id="accept", compact=True)
                yield Button("Back", id="back", compact=True)
        yield KeyLine()

    @property
    def _typed(self) -> str:
        return clean(self.query_one("#reason", TextField).text).strip()

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Go back; what was typed is given up only when asked twice."""
        if self._warned or self._typed in ("", self._reason.strip()):
            self.dismiss(None)
        else:
            self._warned = True
            self._hint("The reason is not kept yet. Enter keeps it, Escape again gives it up.")

    def action_accept(self) -> None:
        """Take the reason, if there is one; on the other button, go back."""
        if isinstance(self.focused, Button) and self.focused.id == "back":
            self.action_back()
        else:
            self._accept()

    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        if self._typed:
            self.dismiss(self._typed)
        else:
            self._hint("Give a reason first: n/a without one is not accepted by the official questionnaire.")
            self.query_one("#reason").focus()

    def _hint(self, sentence: str) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(sentence)
        hint.add_class("-error")
