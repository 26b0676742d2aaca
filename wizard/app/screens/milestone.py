"""Asks what to call this moment: a milestone keeps how things stand now, to compare with later."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from wizard.app.drawing import literal
from wizard.app.widgets.key_line import KeyLine
from wizard.core.milestones import LONGEST_LABEL, Milestones, check_new_label
from wizard.core.text import sentence
from wizard.errors import ExistsError, InputError

_WHY = (
    "Remembers how everything stands now under a name, so that you can see later what changed since: here under Course, "
    "in the exports, and with 'caiq-wizard diff'. Answers go on as before."
)
_SHOWN = 4
"""How many of the milestones set so far are named; the last ones tell how they are called here."""


class MilestoneScreen(ModalScreen[str | None]):
    """Gives a label that can be used, or nothing when the user goes back."""

    CSS_PATH = "milestone.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", tooltip="Go back; no milestone is set.")
    ]

    def __init__(self, milestones: Milestones) -> None:
        super().__init__()
        self._milestones = milestones

    def compose(self) -> ComposeResult:
        """Why, a field, what is there already, two buttons."""
        with Vertical(classes="dialog"):
            yield Static("Set a milestone", classes="heading")
            yield Static(_WHY, classes="hint")
            yield Input(
                placeholder="what to call it, such as: before the audit", max_length=LONGEST_LABEL, compact=True
            )
            yield Static(id="fault")
            if self._milestones:
                yield Static(literal(self._set_so_far()), id="set")
            with Horizontal(classes="buttons"):
                yield Button("Set it", variant="primary", id="accept", compact=True)
                yield Button("Back", id="back", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the field."""
        self.query_one("#fault").display = False
        self.query_one(Input).focus()

    def _set_so_far(self) -> str:
        lines = [f"{item.at.astimezone():%Y-%m-%d}  {item.label}" for item in self._milestones[-_SHOWN:]]
        more = len(self._milestones) - len(lines)
        return "\n".join(["Set so far:", *([f"… and {more} before"] if more else []), *lines])

    @on(Input.Submitted)
    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        try:
            label = check_new_label(self._milestones, self.query_one(Input).value)
        except (InputError, ExistsError) as error:
            fault = self.query_one("#fault", Static)
            fault.update(literal(sentence(error)))
            fault.display = True
            self.query_one(Input).focus()
        else:
            self.dismiss(label)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)
