"""The line of steps above a set-up: what is done, where one is, what is still to come."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

_DONE, _HERE, _AHEAD = "✓", "▸", " "


class StepLabel(Static):
    """One step of the line; short of room it keeps only its number."""

    class Clicked(Message):
        """The step was clicked."""

        def __init__(self, label: "StepLabel") -> None:
            super().__init__()
            self.label = label

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number = number
        self._title = title

    def show(self, here: int, furthest: int) -> None:
        """Say how this step stands to the one that is shown and to the furthest that was reached."""
        done = self.number <= furthest and self.number != here
        sign = _HERE if self.number == here else _DONE if done else _AHEAD
        self.set_class(self.number == here, "-here")
        self.set_class(done, "-done")
        self.update(Content(f"{sign} {self.number + 1} {self._title}"))

    @on(Click)
    def _clicked(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Clicked(self))


class StepLine(Horizontal):
    """All steps in a row; a click announces the step."""

    class Chosen(Message):
        """A step was clicked; ``number`` counts from 0."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, titles: Sequence[str], *, id: str) -> None:
        super().__init__(id=id)
        self._labels = tuple(StepLabel(number, title) for number, title in enumerate(titles))

    def compose(self) -> ComposeResult:
        """The labels."""
        yield from self._labels

    def show(self, here: int, furthest: int) -> None:
        """Mark where the user is and which steps are done."""
        for label in self._labels:
            label.show(here, furthest)

    @on(StepLabel.Clicked)
    def _chosen(self, message: StepLabel.Clicked) -> None:
        message.stop()
        self.post_message(self.Chosen(message.label.number))
