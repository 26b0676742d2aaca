"""The line of the gap list to type words into that the listed gaps must hold; hidden while nothing is searched for."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label


class GapSearch(Horizontal):
    """Announces the words while they are typed."""

    class Changed(Message):
        """Other words, or none, stand in the line."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Submitted(Message):
        """Enter was pressed in the line."""

    def __init__(self) -> None:
        super().__init__(id="gap-find")
        self.display = False

    def compose(self) -> ComposeResult:
        """Label and line."""
        yield Label("Search ")
        yield Input(placeholder="words that the gaps shall contain", id="gap-search", compact=True)

    def open(self) -> None:
        """Show the line, and go there."""
        self.display = True
        self.query_one(Input).focus()

    def close(self) -> None:
        """Empty the line without announcing it, and hide it."""
        self.display = False
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""

    @property
    def is_typed_into(self) -> bool:
        """Whether the cursor stands in the line."""
        return self.query_one(Input).has_focus

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Changed(message.value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.display = bool(message.value)
        self.post_message(self.Submitted())
