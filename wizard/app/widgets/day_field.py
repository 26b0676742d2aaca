"""A field for a day: takes a date or words such as "in 2 weeks", and always says which day that is."""

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label, Static

from wizard.app.drawing import literal
from wizard.core.days import distance_words, parse_day
from wizard.errors import InputError

_LONGEST = 40


class DayField(Vertical):
    """A label, a field, and beneath it the resulting day or what is wrong with it."""

    class Changed(Message):
        """Another day, or none, stands in the field."""

    class Submitted(Message):
        """Enter was pressed in the field."""

    def __init__(
        self, label: str, what: str, day: date | None, today: date, remark: Callable[[date], str], example: str
    ) -> None:
        super().__init__()
        self._example = example
        self._label = label
        self._what = what
        self._today = today
        self._remark = remark
        self._initial = day.isoformat() if day else ""

    def compose(self) -> ComposeResult:
        """Label, field, the day it means."""
        yield Label(self._label)
        yield Input(self._initial, placeholder=f"2027-03-31 or {self._example}", max_length=_LONGEST, compact=True)
        yield Static(classes="meaning")

    def on_mount(self) -> None:
        """Say what stands in it."""
        self._say()

    @property
    def day(self) -> date | None:
        """The day; nothing while the field is empty or wrong."""
        return self._read()[0]

    @property
    def fault(self) -> str:
        """What is wrong with the words in the field; nothing while it is empty or right."""
        return self._read()[1]

    @property
    def typed(self) -> str:
        """The words in the field."""
        return self.query_one(Input).value.strip()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, and put the cursor there."""
        self.query_one(".meaning", Static).update(literal(f"✗ {sentence}"))
        self.query_one(".meaning").add_class("-error")
        self.query_one(Input).focus()

    def _read(self) -> tuple[date | None, str]:
        if not self.typed:
            return None, ""
        try:
            return parse_day(self.typed, self._today, self._what), ""
        except InputError as error:
            return None, str(error)

    def _say(self) -> None:
        day, fault = self._read()
        words = f"✗ {fault}" if fault else ""
        if day:
            remark = self._remark(day)
            words = f"= {day:%A} {day.isoformat()}, {distance_words(day, self._today)}"
            words += f"\n! {remark}" if remark else ""
        meaning = self.query_one(".meaning", Static)
        meaning.update(literal(words))
        meaning.set_class(bool(fault), "-error")

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._say()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Submitted())
