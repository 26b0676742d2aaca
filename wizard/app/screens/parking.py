"""The parking lot: topics that come up in the room and are put aside, so that the questions go on."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.app.drawing import literal
from wizard.app.widgets.key_line import KeyLine
from wizard.core.answers import Parked
from wizard.core.text import clean

_LONGEST_TOPIC = 500
_EMPTY = "Nothing is parked. What is off the point now, but must not be forgotten, can be written above."


class ParkingScreen(ModalScreen[tuple[Parked, ...] | None]):
    """Gives the parking lot as it is when the user leaves, or nothing when it did not change."""

    CSS_PATH = "parking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Go back; what is parked is kept.")
    ]

    def __init__(self, parked: tuple[Parked, ...], question_id: str) -> None:
        super().__init__()
        self._before = parked
        self._parked = list(parked)
        self._question_id = question_id

    def compose(self) -> ComposeResult:
        """A field for a new topic, the topics, the way out."""
        with Vertical(classes="dialog"):
            yield Static("Parking lot", classes="heading")
            yield Input(
                placeholder="what shall be taken up later? Enter parks it", max_length=_LONGEST_TOPIC, compact=True
            )
            yield OptionList(id="topics")
            yield Static(id="empty")
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True)
                yield Static("Enter on a topic ticks it off, or opens it again.", classes="hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is parked."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        topics = self.query_one(OptionList)
        place = topics.highlighted
        topics.clear_options()
        topics.add_options(Option(_row(item)) for item in self._parked)
        if self._parked:
            topics.highlighted = min(place or 0, len(self._parked) - 1)
        topics.display = bool(self._parked)
        empty = self.query_one("#empty", Static)
        empty.display = not self._parked
        empty.update(_EMPTY)

    @on(Input.Submitted)
    def _park(self, message: Input.Submitted) -> None:
        text = clean(message.value).strip()
        if text:
            self._parked.append(Parked(text, self._question_id, datetime.now(UTC)))
            message.input.value = ""
            self._show()
        else:
            self.action_close()

    @on(OptionList.OptionSelected)
    def _tick(self, message: OptionList.OptionSelected) -> None:
        item = self._parked[message.option_index]
        self._parked[message.option_index] = replace(item, done=not item.done)
        self._show()

    @on(Button.Pressed)
    def action_close(self) -> None:
        """Give the lot back; a topic that was typed and not parked yet goes along."""
        text = clean(self.query_one(Input).value).strip()
        if text:
            self._parked.append(Parked(text, self._question_id, datetime.now(UTC)))
        changed = tuple(self._parked) != self._before
        self.dismiss(tuple(self._parked) if changed else None)


def _row(item: Parked) -> Content:
    where = f"  {item.question}" if item.question else ""
    sign, style = ("[x]", "dim") if item.done else ("[ ]", "")
    return Content.assemble(
        (f"{sign} ", "bold"),
        (literal(item.text).plain, style),
        (f"{where}, {item.at.astimezone():%d %b %H:%M}", "dim"),
    )
