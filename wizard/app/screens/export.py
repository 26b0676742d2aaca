"""Export: which format, which file, then progress and where it went."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, LoadingIndicator, Static

from wizard.app.drawing import literal
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.explained import StepChoices
from wizard.app.widgets.key_line import KeyLine
from wizard.core.text import sentence
from wizard.errors import ExistsError, InputError, WizardError
from wizard.services.banks import results_of
from wizard.services.exporting import FORMATS, default_target, write_export
from wizard.services.reports import build_report
from wizard.store.files import user_path
from wizard.store.repository import Repository

_REPLACE = "Replace the file if it is there already"


class TargetField(Input):
    """The path; Enter writes the file, and the line of keys says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Write the file", tooltip="Write the chosen format to this file.")
    ]


class ExportScreen(ModalScreen[None]):
    """Writes what is on disk; the file changes only when the new one is complete.

    Enter on a format leads to the path, Enter there writes: nothing is written before its place was to be seen.
    """

    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", tooltip="Go back; what was written stays.")
    ]

    class Written(Message):
        """The file is there."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Failed(Message):
        """The file could not be written."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, repository: Repository, name: str) -> None:
        super().__init__()
        self._repository = repository
        self._assessment = name
        self._format = next(iter(FORMATS.values()))

    def compose(self) -> ComposeResult:
        """Formats, file, buttons, outcome."""
        with Vertical(classes="dialog"):
            yield Label(literal(f"Export {self._assessment}"), classes="heading")
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
            yield Choices([Choice("force", _REPLACE)], several=True, id="force")
            with Horizontal(classes="buttons"):
                yield Button("Export", variant="primary", id="export", compact=True)
                yield Button("Close", id="close", compact=True)
            yield LoadingIndicator()
            yield Static(id="outcome")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the list of formats."""
        self.query_one(LoadingIndicator).display = False
        self.query_one("#outcome").display = False
        self.query_one("#formats").focus()

    @on(Choices.Changed, "#formats")
    def _format_chosen(self, message: Choices.Changed) -> None:
        target = self.query_one("#target", Input)
        try:
            folder = user_path(target.value).parent
        except InputError:
            folder = Path.cwd()
        self._format = FORMATS[message.choices.chosen[0]]
        target.value = str(default_target(self._assessment, self._format, folder))
        target.action_end()

    @on(StepChoices.GoOn)
    def _to_the_path(self) -> None:
        target = self.query_one("#target", Input)
        target.focus()
        target.action_end()

    @on(Input.Submitted)
    @on(Button.Pressed, "#export")
    def _export(self) -> None:
        self.query_one(LoadingIndicator).display = True
        force = self.query_one("#force", Choices).chosen
        self._write(self.query_one("#target", Input).value, force=bool(force))

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, typed: str, *, force: bool) -> None:
        try:
            target = user_path(typed)
            report = build_report(results_of(self._repository.home, self._repository.read(self._assessment)))
            self.post_message(self.Written(write_export(report, self._format, target, force=force)))
        except ExistsError as error:
            self.post_message(self.Failed(sentence(f"{error}; mark {_REPLACE!r}, or choose another path")))
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))

    @on(Written)
    def _written(self, message: Written) -> None:
        self._outcome(f"✓ Wrote {message.path}", failed=False)
        self.query_one("#close").focus()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._outcome(f"✗ {message.sentence}", failed=True)

    def _outcome(self, words: str, *, failed: bool) -> None:
        self.query_one(LoadingIndicator).display = False
        outcome = self.query_one("#outcome", Static)
        outcome.update(literal(words))
        outcome.display = True
        outcome.set_class(failed, "-error")
