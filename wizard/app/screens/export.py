"""Export: which format, which place, then how far it is, and where it went."""

import time
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, ProgressBar, Static

from exports.writing import Stopped
from wizard.app.drawing import literal
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.explained import StepChoices
from wizard.app.widgets.key_line import KeyLine
from wizard.core.text import sentence
from wizard.errors import ExistsError, InputError, WizardError
from wizard.services.banks import results_of
from wizard.services.exporting import FORMATS, Format, Written, check_target, default_target, typed_target, write_export
from wizard.services.reports import build_report
from wizard.store.files import user_path
from wizard.store.repository import Repository

_REPLACE = "Replace what is there"
_CANCELLED = "Cancelled; nothing was written."
_BETWEEN_LOOKS = 0.05
"""Seconds between two messages about progress; the eye sees no more of them."""


class TargetField(Input):
    """The path; Enter writes the export, and the line of keys says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Write it", tooltip="Write the chosen format to this path.")
    ]


class Writing:
    """One export under way: told of its progress in a worker's thread, and stopped from the screen."""

    def __init__(self, screen: "ExportScreen") -> None:
        self._screen = screen
        self._stop = Event()
        self._next = 0.0

    def stop(self) -> None:
        """Let the next progress end it."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody wants no more of it."""
        return self._stop.is_set()

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell the screen, not too often.

        Raises:
            Stopped: somebody wants no more of it.
        """
        if self.is_stopped:
            raise Stopped
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_LOOKS
            self._screen.post_message(ExportScreen.Progressed(done, total, what))


class ExportScreen(ModalScreen[None]):
    """Writes what is on disk; the file changes only when the new one is complete.

    Enter on a format leads to the path, Enter there writes: nothing is written before its place was to be seen. Escape
    while it writes stops the writing and stays; leaving in any other way stops it too.
    """

    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", tooltip="Go back; what was written stays."),
        Binding("escape", "cancel", "Cancel", tooltip="Stop writing; an older file stays as it was."),
    ]

    class Progressed(Message):
        """A part of it is written."""

        def __init__(self, done: int, total: int, what: str) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.what = what

    class Done(Message):
        """It is there."""

        def __init__(self, written: Written) -> None:
            super().__init__()
            self.written = written

    class Failed(Message):
        """It could not be written, or was not to be; an older one is as it was."""

        def __init__(self, sentence: str, *, is_wanted: bool = False) -> None:
            super().__init__()
            self.sentence = sentence
            self.is_wanted = is_wanted

    def __init__(self, repository: Repository, name: str) -> None:
        super().__init__()
        self._repository = repository
        self._assessment = name
        self._format = next(iter(FORMATS.values()))
        self._writing: Writing | None = None

    def compose(self) -> ComposeResult:
        """Formats, path, progress, buttons, outcome."""
        with Vertical(classes="dialog"):
            yield Label(literal(f"Export {self._assessment}"), classes="heading")
            with Vertical(id="choosing"):
                yield StepChoices(
                    [Choice(item.name, f"{item.name}.", item.summary) for item in FORMATS.values()],
                    {},
                    chosen=[self._format.name],
                    id="formats",
                )
                yield Label("Where to", classes="label")
                yield TargetField(
                    str(default_target(self._assessment, self._format, Path.cwd())),
                    id="target",
                    select_on_focus=False,
                    compact=True,
                )
                yield Static(self._format.place, id="place")
                yield Choices([Choice("force", _REPLACE)], several=True, id="force")
            with Vertical(id="progress"):
                yield ProgressBar(show_eta=False)
                yield Static(id="doing")
            with Horizontal(classes="buttons"):
                yield Button("Export", variant="primary", id="export", compact=True)
                yield Button("Close", id="close", compact=True)
                yield Button("Cancel", id="cancel", compact=True)
            yield Static(id="outcome")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the list of formats."""
        self._show_state()
        self.query_one("#outcome").display = False
        self.query_one("#formats").focus()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        if self._writing:
            self._writing.stop()

    # -- choosing --------------------------------------------------------------------------------------------------

    @on(Choices.Changed, "#formats")
    def _format_chosen(self, message: Choices.Changed) -> None:
        target = self.query_one("#target", Input)
        try:
            folder = user_path(target.value).parent
        except InputError:
            folder = Path.cwd()
        self._format = FORMATS[message.choices.chosen[0]]
        self.query_one("#place", Static).update(literal(self._format.place))
        target.value = str(default_target(self._assessment, self._format, folder))
        target.action_end()

    @on(StepChoices.GoOn)
    def _to_the_path(self) -> None:
        target = self.query_one("#target", Input)
        target.focus()
        target.action_end()

    # -- writing ---------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(Button.Pressed, "#export")
    def _export(self) -> None:
        if self._writing:
            return
        self._writing = Writing(self)
        self.query_one("#outcome").display = False
        self._progressed(self.Progressed(0, 0, "reading the answers"))
        self._show_state()
        self.query_one("#cancel").focus(scroll_visible=False)
        self._show_end()
        force = bool(self.query_one("#force", Choices).chosen)
        self._write(self._writing, self._format, self.query_one("#target", Input).value, force=force)

    @work(thread=True, group="export", exit_on_error=False)
    def _write(self, writing: Writing, chosen: Format, typed: str, *, force: bool) -> None:
        try:
            target = typed_target(typed, self._assessment, chosen)
            results = results_of(self._repository.home, self._repository.read(self._assessment))
            lenses = [result.bank.id for result in results[1:]]
            check_target(target, chosen, force=force, lenses=lenses)  # before any evidence is read
            report = build_report(results, progress=writing.progress)
            written = write_export(report, chosen, target, force=force, progress=writing.progress)
        except Stopped:
            self.post_message(self.Failed(_CANCELLED, is_wanted=True))
        except ExistsError as error:
            self.post_message(self.Failed(sentence(f"{error}; mark {_REPLACE!r}, or choose another path")))
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))
        else:
            self.post_message(self.Done(written))

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        if self._writing and not self._writing.is_stopped:
            self.query_one(ProgressBar).update(total=message.total or None, progress=message.done)
            self.query_one("#doing", Static).update(literal(f"{sentence(message.what).removesuffix('.')} …"))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Stop writing; the outcome is said when the writer has stopped."""
        if self._writing:
            self._writing.stop()
            self.query_one("#doing", Static).update("Stopping …")

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape does the one or the other."""
        if action in ("close", "cancel"):
            return (action == "cancel") is bool(self._writing)
        return super().check_action(action, parameters)

    # -- outcome ---------------------------------------------------------------------------------------------------

    @on(Done)
    def _done(self, message: Done) -> None:
        notes = [f"  {sentence(note)}" for note in message.written.notes]
        self._outcome("\n".join((f"✓ Wrote {message.written}", *notes)), failed=False)
        self.query_one("#close").focus(scroll_visible=False)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        sign = "–" if message.is_wanted else "✗"
        self._outcome(f"{sign} {message.sentence}", failed=not message.is_wanted)
        self.query_one("#target").focus(scroll_visible=False)

    def _outcome(self, words: str, *, failed: bool) -> None:
        self._writing = None
        self._show_state()
        outcome = self.query_one("#outcome", Static)
        outcome.update(literal(words))
        outcome.display = True
        outcome.set_class(failed, "-error")
        self._show_end()

    def _show_end(self) -> None:
        """Where the window is too low for everything, show what is new."""
        self.call_after_refresh(self.query_one(".dialog", Vertical).scroll_end, animate=False)

    def _show_state(self) -> None:
        """While it writes, nothing can be chosen but to stop."""
        writing = self._writing is not None
        self.query_one("#choosing").disabled = writing
        self.query_one("#progress").display = writing
        self.query_one("#cancel").display = writing
        for button in self.query("#export, #close"):
            button.display = not writing
        self.refresh_bindings()
