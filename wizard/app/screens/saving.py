"""What a screen does that holds a session: saves while somebody types, and tells the truth about it."""

import asyncio

from textual import on, work
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from wizard.errors import StoreError
from wizard.services.session import Session

_SAVE_AFTER_SECONDS = 0.5
"""How long after the last key press typing is put on disk."""


class SavingScreen(Screen[None]):
    """Owns a session. A thread saves; what comes of it arrives as a message, and the screen's two hooks show it."""

    class Saved(Message):
        """Everything that was typed is on disk."""

    class SaveFailed(Message):
        """The disk refused; what was typed is still in the session."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._timer: Timer | None = None

    def after_saved(self) -> None:
        """Called when everything is on disk."""

    def after_save_failed(self) -> None:
        """Called when the disk refused."""

    def save_soon(self) -> None:
        """Save when the typing pauses."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_SAVE_AFTER_SECONDS, self.save_now)

    def take_typed(self) -> None:
        """Called before the last save: take what stands in the fields."""

    async def keep_answers(self) -> None:
        """Put everything that was typed on disk; the app waits for this before it ends.

        Raises:
            StoreError: the disk refused.
        """
        self.take_typed()
        await asyncio.to_thread(self.session.save)

    @work(thread=True, group="save", exit_on_error=False)
    def save_now(self) -> None:
        """Save in a thread, at once."""
        try:
            self.session.save()
        except StoreError as error:
            self.post_message(self.SaveFailed(str(error)))
        else:
            self.post_message(self.Saved())

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        message.stop()
        self.after_saved()

    @on(SaveFailed)
    def _save_failed(self, message: SaveFailed) -> None:
        message.stop()
        self.after_save_failed()
        self.notify(
            f"Not saved: {message.sentence}. What you typed is kept here.", severity="error", timeout=15, markup=False
        )
