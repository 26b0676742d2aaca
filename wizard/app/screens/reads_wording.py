"""What screens do that show the published wording: read it in a thread, and again when it has changed meanwhile."""

from typing import TYPE_CHECKING, TypeVar, cast

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from wizard.core.published import OUR_WORDS, Worded

if TYPE_CHECKING:
    from wizard.app.app import CaiqWizardApp

Closing = TypeVar("Closing")


class ReadsWording(Screen[Closing]):
    """Holds the short texts in ``worded``; shows our own words until they are there, and where they cannot be read."""

    worded: Worded = OUR_WORDS
    _read_of: object = None
    """What was read, and with which choice; nothing has been read yet."""

    class WordingRead(Message):
        """The published wording is there, was removed, or cannot be read."""

        def __init__(self, worded: Worded, fault: str, of: object) -> None:
            super().__init__()
            self.worded = worded
            self.fault = fault
            self.of = of

    def show_wording(self) -> None:
        """Called when there are other words to show than before."""
        raise NotImplementedError

    @property
    def wizard(self) -> "CaiqWizardApp":
        """The app, by its own type."""
        return cast("CaiqWizardApp", self.app)

    def on_screen_resume(self) -> None:
        """Look whether there is anything new: when the screen opens, and when another one above it has closed."""
        self._read_wording(self.wizard.settings.wording)

    @work(thread=True, exclusive=True, group="wording", exit_on_error=False)
    def _read_wording(self, setting: str) -> None:
        from wizard.services.published import read_worded_or_told  # noqa: PLC0415  (the first frame does without it)
        from wizard.store.published import stamp_of_texts  # noqa: PLC0415  (the same)

        home = self.wizard.home
        now = (stamp_of_texts(home), setting)
        if now != self._read_of:
            worded, fault = read_worded_or_told(home, setting)
            self.post_message(self.WordingRead(worded, fault, now))

    @on(WordingRead)
    def _wording_read(self, message: WordingRead) -> None:
        message.stop()
        self._read_of = message.of
        if message.fault:
            self.notify(message.fault, severity="warning", timeout=10)
        if message.worded != self.worded:
            self.worded = message.worded
            self.refresh_bindings()
            self.show_wording()
