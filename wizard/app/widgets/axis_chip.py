"""What the lines or the columns of a heat map are, with the key for another choice; a click does what the key does."""

from textual import on
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static


class AxisChip(Static):
    """Shows the key, what it is for, and the current choice."""

    class Clicked(Message):
        """The chip was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, key: str, label: str, action: str) -> None:
        super().__init__()
        self._key = key
        self._label = label
        self._action = action

    def show(self, choice: str) -> None:
        """Show another choice."""
        self.update(Content.assemble((self._key, "bold $accent"), (f" {self._label}: ", "$text-muted"), choice))

    @on(Click)
    def _clicked(self) -> None:
        self.post_message(self.Clicked(self._action))
