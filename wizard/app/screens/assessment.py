"""What all screens of an opened assessment do: save while somebody works, say the truth about it, lead to each other."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from wizard.app.destinations import Destination, Section
from wizard.app.widgets.top_bar import TopBar
from wizard.errors import StoreError
from wizard.services.session import Session
from wizard.store.repository import Repository

_SAVE_AFTER_SECONDS = 0.5
"""How long after the last key press typing is put on disk."""


class AssessmentScreen(Screen[Destination | None]):
    """Shows a session. A thread saves; what comes of it arrives as a message.

    The question screen owns the session and stays at the bottom; the other sections lie above it, share the session, and
    close with the destination that they lead to.
    """

    SECTION: ClassVar[Section]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "section('questions')", "Questions", show=False, tooltip="Answer question by question."),
        Binding(
            "2",
            "section('results')",
            "Results",
            show=False,
            tooltip="See scores, readiness and what blocks the next phase.",
        ),
        Binding(
            "3", "section('gaps')", "Gaps", show=False, tooltip="See what is missing, in order, and plan what to do."
        ),
        Binding("4", "section('atlas')", "Atlas", show=False, tooltip="Look any control of the AICM up."),
        Binding(
            "5",
            "section('insights')",
            "Insights",
            show=False,
            tooltip="See what the gaps mean: attacks, standards, the road.",
        ),
    ]

    class Saved(Message):
        """Everything that was typed is on disk."""

    class SaveFailed(Message):
        """The disk refused; what was typed is still in the session."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, session: Session, repository: Repository) -> None:
        super().__init__()
        self.session = session
        self.repository = repository
        self._timer: Timer | None = None
        self._shows_export_when_saved = False

    # -- saving ----------------------------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Let the top bar say how far the assessment is and whether it is on disk."""
        self.query_one(TopBar).show(self.session.result, self.session.state)

    def after_saved(self) -> None:
        """Called when everything is on disk: say so, and open the export when that is what the user waits for."""
        self.show_state()
        if self._shows_export_when_saved and not self.session.state.pending:
            from wizard.app.screens.export import ExportScreen  # noqa: PLC0415  (only when somebody exports)

            self._shows_export_when_saved = False
            self.app.push_screen(ExportScreen(self.repository, self.session.assessment.profile.name))

    def after_save_failed(self) -> None:
        """Called when the disk refused: say so, and do not export what is not saved."""
        self._shows_export_when_saved = False
        self.show_state()

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

    def action_export(self) -> None:
        """Save, then export: an export writes what is on disk."""
        self.take_typed()
        self._shows_export_when_saved = True
        self.save_now()

    def rescue(self) -> None:
        """Put on disk what the session holds, after a fault of the program.

        Raises:
            StoreError: the disk refused.
        """
        self.session.save()

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
        self.notify(f"Not saved: {message.sentence}. What you typed is kept here.", severity="error", timeout=15)

    # -- leading elsewhere -----------------------------------------------------------------------------------------

    @on(TopBar.SectionChosen)
    def _tab_chosen(self, message: TopBar.SectionChosen) -> None:
        message.stop()
        self.action_section(message.section)

    def action_section(self, name: str) -> None:
        """Go to another section of the assessment."""
        section = Section(name)
        if section is not self.SECTION:
            self.take_typed()
            self.lead_to(Destination(section))

    def lead_to(self, destination: Destination) -> None:
        """Close, and let the question screen lead on; the question screen itself opens what is wanted."""
        self.dismiss(destination)
