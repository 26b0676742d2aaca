"""An official questionnaire that is not ready to be handed in: what is wrong with it, and whether to write it all the same."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from wizard.app.drawing import literal
from wizard.app.hanging import HangingRows
from wizard.app.widgets.key_line import KeyLine
from wizard.core.text import sentence
from wizard.services.violations import Kind, Violation, grouped, in_counts

_TITLES = {
    Kind.LOCKED: "Cells that cannot be written",
    Kind.MISSING: "Questions that the template does not have",
    Kind.UNKNOWN: "Questions of the template that are unknown here",
    Kind.TWICE: "Questions that stand twice in the template",
    Kind.RULE: "Broken rules",
    Kind.LIST: "Values that their drop-down lists do not have",
    Kind.LONG: "Texts that are too long",
    Kind.OPEN: "Open questions",
}
_ANYWAY = "Written anyway, open questions stay empty, a missing owner becomes ND, and a text that is too long is cut with a mark."
_HOPELESS = "It cannot be written as it is. Mend the template in a spreadsheet program, then export again."
_LABEL_WIDTH = 18


class NotReadyScreen(ModalScreen[bool]):
    """Gives whether it shall be written all the same."""

    CSS_PATH = "not_ready.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "Back", tooltip="Write nothing, and go back."),
        Binding("down", "scroll(1)", "Scroll", key_display="↑↓", tooltip="See more of the list."),
        Binding("up", "scroll(-1)", "Scroll up", show=False, tooltip="See what is above."),
        Binding("pagedown", "scroll(10)", "Page down", show=False, tooltip="Go on by a page."),
        Binding("pageup", "scroll(-10)", "Page up", show=False, tooltip="Go back by a page."),
    ]

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__()
        self._violations = tuple(violations)
        self._groups = grouped(violations)
        self._can_be_forced = all(violation.kind.can_be_forced for violation in violations)

    def compose(self) -> ComposeResult:
        """The counts, all of it in a list, two buttons; the safe one first."""
        with Vertical(classes="dialog"):
            yield Label("Not ready to be handed in; nothing was written", classes="heading")
            yield Static(literal(sentence(in_counts(self._violations))), id="counts")
            with VerticalScroll(id="violations", can_focus=False):
                for kind in Kind:
                    yield from self._section(kind)
            yield Static(_ANYWAY if self._can_be_forced else _HOPELESS, id="consequence")
            with Horizontal(classes="buttons"):
                yield Button("Back", variant="primary", id="back", compact=True)
                if self._can_be_forced:
                    yield Button("Write it anyway", id="anyway", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the safe button."""
        self.query_one("#back").focus()

    def _section(self, kind: Kind) -> Iterator[Static]:
        own = [group for group in self._groups if group.kind is kind]
        if not own:
            return
        count = sum(len(group.places) for group in own)
        yield Static(f"{_TITLES[kind]} ({count:,})", classes="title")
        single = [group for group in own if len(group.places) == 1]
        for group in own:
            if len(group.places) > 1:
                places = ", ".join(place.replace(" ", "\xa0") for place in group.places)
                yield Static(literal(f"{sentence(group.message).rstrip('.')}: {places}"))
        if single:
            rows = [(literal(group.places[0]), literal(group.message)) for group in single]
            yield Static(HangingRows(rows, _LABEL_WIDTH))

    def action_scroll(self, lines: int) -> None:
        """Move the list; it has no focus of its own, so that the arrows always do this."""
        self.query_one("#violations", VerticalScroll).scroll_relative(y=lines, animate=False)

    @on(Button.Pressed)
    def _decided(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "anyway")
