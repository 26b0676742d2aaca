"""Export: which format, which file, then progress and where it went."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, LoadingIndicator, OptionList, Static
from textual.widgets.option_list import Option

from wizard.app.drawing import literal
from wizard.app.widgets.choices import Choice, Choices
from wizard.errors import InputError, WizardError
from wizard.services.banks import results_of
from wizard.services.exporting import FORMATS, default_target, write_export
from wizard.services.reports import build_report
from wizard.store.files import user_path
from wizard.store.repository import Repository


class ExportScreen(ModalScreen[None]):
    """Writes what is on disk; the file changes only when the new one is complete."""

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
            yield Label(literal(f"Export {self._assessment}"))
            yield OptionList(
                *(Option(f"{item.name}: {item.summary}", id=item.name) for item in FORMATS.values()),
                markup=False,
                id="formats",
            )
            yield Input(str(default_target(self._assessment, self._format, Path.cwd())), id="target", compact=True)
            yield Choices([Choice("force", "Replace the file if it is there already")], several=True, id="force")
            with Horizontal(classes="buttons"):
                yield Button("Export", variant="primary", id="export", compact=True)
                yield Button("Close", id="close", compact=True)
            yield LoadingIndicator()
            yield Static(id="outcome")

    def on_mount(self) -> None:
        """Begin with the list of formats."""
        self.query_one(LoadingIndicator).display = False
        self.query_one("#formats").focus()

    @on(OptionList.OptionHighlighted, "#formats")
    def _format_chosen(self, message: OptionList.OptionHighlighted) -> None:
        target = self.query_one("#target", Input)
        try:
            folder = user_path(target.value).parent
        except InputError:
            folder = Path.cwd()
        self._format = FORMATS[str(message.option_id)]
        target.value = str(default_target(self._assessment, self._format, folder))

    @on(OptionList.OptionSelected, "#formats")
    @on(Input.Submitted)
    @on(Button.Pressed, "#export")
    def _export(self) -> None:
        self.query_one(LoadingIndicator).display = True
        self.query_one("#outcome", Static).update("Writing …")
        self._write(self.query_one("#target", Input).value, force=bool(self.query_one(Choices).chosen))

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, typed: str, *, force: bool) -> None:
        try:
            target = user_path(typed)
            report = build_report(results_of(self._repository.home, self._repository.read(self._assessment)))
            self.post_message(self.Written(write_export(report, self._format, target, force=force)))
        except WizardError as error:
            self.post_message(self.Failed(str(error)))

    @on(Written)
    def _written(self, message: Written) -> None:
        self._outcome(f"Wrote {message.path}", failed=False)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._outcome(message.sentence, failed=True)

    def _outcome(self, sentence: str, *, failed: bool) -> None:
        self.query_one(LoadingIndicator).display = False
        outcome = self.query_one("#outcome", Static)
        outcome.update(literal(sentence))
        outcome.set_class(failed, "-error")
