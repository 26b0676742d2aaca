"""Export: which format, which place, then how far it is, and where it went."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, ProgressBar, Static

from exports.writing import Stopped
from wizard.app.drawing import literal
from wizard.app.hanging import HangingRows
from wizard.app.screens.export_work import Order, Writing, carried_out
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.explained import StepChoices
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.path_input import PathInput, PathSuggester
from wizard.core.text import sentence
from wizard.errors import ExistsError, InputError, WizardError
from wizard.services.exporting import CAIQ, FORMATS, Written, default_target
from wizard.services.violations import in_counts
from wizard.store.files import user_path
from wizard.store.repository import Repository

if TYPE_CHECKING:
    from wizard.services.official import Filling

_REPLACE = "Replace what is there"
_CANCELLED = "Cancelled; nothing was written."
_WORKBOOKS = (".xlsx",)
_SIGN_WIDTH = 2


class TemplateField(PathInput):
    """The path of the template; Enter goes on to where the copy shall be, and the line of keys says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go on", tooltip="Go on to the path of the copy; nothing is written yet.")
    ]


class TargetField(Input):
    """The path; Enter writes the export, and the line of keys says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Write it", tooltip="Write the chosen format to this path.")
    ]


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

    class NotReady(Message):
        """An official questionnaire has faults; nothing was written."""

        def __init__(self, order: Order, filling: "Filling") -> None:
            super().__init__()
            self.order = order
            self.filling = filling

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
                with Vertical(id="template-part"):
                    yield Label("Your copy of CSA's AI-CAIQ 1.1, which stays as it is", classes="label")
                    yield TemplateField(
                        placeholder="path of the .xlsx file; Tab completes it",
                        suggester=PathSuggester(_WORKBOOKS),
                        id="template",
                        compact=True,
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
        self.query_one("#template-part").display = False
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
        self.query_one("#template-part").display = self._format is CAIQ
        target.value = str(default_target(self._assessment, self._format, folder))
        target.action_end()

    @on(StepChoices.GoOn)
    def _on_from_the_format(self) -> None:
        if self._format is CAIQ:
            self.query_one("#template").focus()
        else:
            self._to_the_path()

    @on(Input.Submitted, "#template")
    def _to_the_path(self) -> None:
        target = self.query_one("#target", Input)
        target.focus()
        target.action_end()

    # -- writing ---------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#target")
    @on(Button.Pressed, "#export")
    def _export(self) -> None:
        may_replace = bool(self.query_one("#force", Choices).chosen)
        target, template = (self.query_one(name, Input).value for name in ("#target", "#template"))
        self._begin(Order(self._format, target, template, may_replace))

    def _begin(self, order: Order) -> None:
        if self._writing:
            return
        self._writing = Writing(self._tell)
        self.query_one("#outcome").display = False
        self._progressed(self.Progressed(0, 0, "reading the answers"))
        self._show_state()
        self.query_one("#cancel").focus(scroll_visible=False)
        self._show_end()
        self._write(self._writing, order)

    def _tell(self, done: int, total: int, what: str) -> None:
        self.post_message(self.Progressed(done, total, what))

    @work(thread=True, group="export", exit_on_error=False)
    def _write(self, writing: Writing, order: Order) -> None:
        try:
            done = carried_out(self._repository, self._assessment, order, writing.progress)
        except Stopped:
            self.post_message(self.Failed(_CANCELLED, is_wanted=True))
        except ExistsError as error:
            self.post_message(self.Failed(sentence(f"{error}; mark {_REPLACE!r}, or choose another path")))
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))
        else:
            self.post_message(self.Done(done) if isinstance(done, Written) else self.NotReady(order, done))

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
        notes = [sentence(note) for note in message.written.notes]
        self._outcome("✓", f"Wrote {message.written}", *notes)
        self.query_one("#close").focus(scroll_visible=False)

    @on(NotReady)
    def _not_ready(self, message: NotReady) -> None:
        from wizard.app.screens.not_ready import NotReadyScreen  # noqa: PLC0415  (seldom seen)

        def decided(anyway: bool | None) -> None:
            if anyway:
                self._begin(replace(message.order, unready=message.filling))

        faults = in_counts(message.filling.violations)
        self._outcome("–", f"Not ready: {faults}. Nothing was written.")
        self.query_one("#target").focus(scroll_visible=False)
        self.app.push_screen(NotReadyScreen(message.filling.violations), decided)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        sign = "–" if message.is_wanted else "✗"
        self._outcome(sign, message.sentence, failed=not message.is_wanted)
        lacks_template = self._format is CAIQ and not self.query_one("#template", Input).value.strip()
        self.query_one("#template" if lacks_template else "#target").focus(scroll_visible=False)

    def _outcome(self, sign: str, *sentences: str, failed: bool = False) -> None:
        self._writing = None
        self._show_state()
        outcome = self.query_one("#outcome", Static)
        signs = (sign, *[""] * len(sentences))
        rows = [(literal(mark), literal(words)) for mark, words in zip(signs, sentences, strict=False)]
        outcome.update(HangingRows(rows, _SIGN_WIDTH))
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
