"""Asks why a question does not apply: without a reason there is no n/a."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from wizard.app.widgets.answer_form import TextField
from wizard.core.text import clean


class ReasonScreen(ModalScreen[str | None]):
    """Gives the reason, or nothing when the user goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "accept", "Not applicable", priority=True, tooltip="Answer not applicable, for the reason given."
        ),
        Binding("escape", "dismiss(None)", "Back", tooltip="Go back; the answer stays what it was."),
    ]

    def __init__(self, question_id: str, reason: str) -> None:
        super().__init__()
        self._question_id = question_id
        self._reason = reason

    def compose(self) -> ComposeResult:
        """The question, a field, two buttons."""
        with Vertical(classes="dialog"):
            yield Label(f"Why does {self._question_id} not apply?")
            yield TextField(self._reason, id="reason", compact=True)
            yield Static(
                "An auditor will read this reason; one sentence is enough. Ctrl+S accepts, Escape goes back.", id="hint"
            )
            with Horizontal(classes="buttons"):
                yield Button("Not applicable", variant="primary", id="accept", compact=True)
                yield Button("Back", id="back", compact=True)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#accept")
    def action_accept(self) -> None:
        """Take the reason, if there is one."""
        reason = clean(self.query_one("#reason", TextField).text).strip()
        if reason:
            self.dismiss(reason)
        else:
            hint = self.query_one("#hint", Static)
            hint.update("Give a reason first: n/a without one is not accepted by the official questionnaire.")
            hint.add_class("-error")
            self.query_one("#reason").focus()
