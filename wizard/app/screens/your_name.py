"""Asks for the user's own name: it is noted as the one who said so, and the view "mine" looks for it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from wizard.app.widgets.key_line import KeyLine
from wizard.core.text import clean

_LONGEST_NAME = 80
_WHY = (
    "Noted with each answer that you give from now on, where nobody else is named. The view 'mine' shows these answers "
    "and the corrective actions that are yours. Leave it empty to note nobody. It stays on this machine."
)


class YourNameScreen(ModalScreen[str | None]):
    """Gives the name, which may be empty, or nothing when the user goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", tooltip="Go back; the name stays what it was.")
    ]
    DEFAULT_CSS = """
    YourNameScreen { align: center middle; }
    YourNameScreen Input { background: $boost; margin-top: 1; }
    """

    def __init__(self, offered: str) -> None:
        super().__init__()
        self._offered = offered

    def compose(self) -> ComposeResult:
        """Why, a field, two buttons."""
        with Vertical(classes="dialog"):
            yield Static("Your name or function", classes="heading")
            yield Static(_WHY, classes="hint")
            yield Input(self._offered, max_length=_LONGEST_NAME, compact=True)
            with Horizontal(classes="buttons"):
                yield Button("Keep it", variant="primary", id="accept", compact=True)
                yield Button("Back", id="back", compact=True)
        yield KeyLine()

    @on(Input.Submitted)
    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        self.dismiss(clean(self.query_one(Input).value).strip())

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)
