"""Import: which file, what it would change, what shall win where two answers differ; only then is anything written."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, LoadingIndicator, Static

from wizard.app.drawing import literal
from wizard.app.screens.import_words import answers, counts, differences, rest, unfit, verdicts
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.path_input import PathInput, PathSuggester
from wizard.core.naming import copy_name
from wizard.core.profile import LONGEST_NAME
from wizard.core.text import clean, sentence
from wizard.errors import WizardError
from wizard.services.importing import Comparison, OnConflict
from wizard.services.intake import (
    ENDINGS,
    FORMATS_IN_WORDS,
    Intake,
    read_file,
    take_as_new,
    take_into,
    what_would_change,
)
from wizard.services.official_words import official_findings
from wizard.store.repository import Repository

_HERE, _NEW = "here", "new"
_WINNERS = (
    Choice(OnConflict.OURS, "Keep mine.", "The file only adds what is open here."),
    Choice(OnConflict.THEIRS, "Take the file's.", "What they replace stays in the history."),
    Choice(OnConflict.NEWER, "Take the newer one.", "The older one stays in the history."),
)
_WINNERS_WITHOUT_TIMES = _WINNERS[:2]
"""CSA's questionnaire does not say when it was answered."""


class ImportScreen(ModalScreen[str | None]):
    """Gives the name of the assessment that took the file in, or nothing when nothing was imported."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", tooltip="Back to the home screen.")]
    CSS_PATH: ClassVar = ["home_dialogs.tcss", "import_file.tcss"]

    class FileRead(Message):
        """The file was read and compared; nothing was written. ``findings`` are lines about CSA's questionnaire."""

        def __init__(
            self, intake: Intake, comparison: Comparison | None, free_name: str, findings: Sequence[str]
        ) -> None:
            super().__init__()
            self.intake = intake
            self.comparison = comparison
            self.free_name = free_name
            self.findings = tuple(findings)

    class Taken(Message):
        """The file was taken in."""

        def __init__(self, sentence: str, name: str) -> None:
            super().__init__()
            self.sentence = sentence
            self.name = name

    class Failed(Message):
        """It could not be read, or not be taken in; nothing has changed."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, repository: Repository, into: str) -> None:
        super().__init__()
        self._repository = repository
        self._into = into
        self._read: ImportScreen.FileRead | None = None
        self._result: str | None = None

    def compose(self) -> ComposeResult:
        """The file, what it would change, buttons, outcome."""
        with Vertical(classes="dialog"):
            yield Label("Import", classes="heading")
            yield Static(
                f"Takes {FORMATS_IN_WORDS}. Nothing is written before you have seen what would change.",
                id="explanation",
            )
            yield PathInput(
                placeholder="path of the file; Tab completes it",
                suggester=PathSuggester(ENDINGS),
                id="path",
                compact=True,
            )
            yield LoadingIndicator()
            yield Vertical(id="preview")
            yield Static(id="outcome")
            with Horizontal(classes="buttons"):
                yield Button("Look into the file", variant="primary", id="go", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        """Begin with the path."""
        self._say("")
        self.query_one("#path").focus()

    # -- the file --------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#path")
    async def _another_file(self) -> None:
        if self._read:
            self._read = None
            await self.query_one("#preview").remove_children()
            self.query_one("#explanation").display = True
            self.query_one("#go", Button).label = "Look into the file"
        self._say("")

    @on(Input.Submitted)
    @on(Button.Pressed, "#go")
    def _go(self) -> None:
        if self._result is not None:
            self.action_close()
            return
        self.query_one(LoadingIndicator).display = True
        if self._read is None:
            self._look(self.query_one("#path", Input).value)
        elif self._chosen("target") == _NEW:
            self._make(self._read.intake, clean(self.query_one("#new-name", Input).value).strip())
        else:
            self._take_in(self._read.intake, OnConflict(self._chosen("winner") or OnConflict.OURS))

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _look(self, typed: str) -> None:
        try:
            intake = read_file(self._repository.home, typed)
            comparison = what_would_change(self._repository, self._into, intake) if self._into else None
            findings = official_findings(self._repository, self._into, intake) if self._into else ()
            entries = (*self._repository.entries(), *self._repository.archived())
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))
            return
        names = [entry.assessment.profile.name for entry in entries if entry.assessment]
        taken = intake.own_name.casefold() in {name.casefold() for name in names}
        free_name = copy_name(intake.own_name, names) if taken else intake.own_name
        self.post_message(self.FileRead(intake, comparison, free_name, findings))

    @on(FileRead)
    async def _show_preview(self, message: FileRead) -> None:
        self.query_one(LoadingIndicator).display = False
        if not message.comparison and not message.intake.own_name:
            self._say("The file holds answers alone. Choose the assessment on the home screen first, then press i.")
            return
        self._read = message
        self._say("")
        self.query_one("#explanation").display = False
        preview = self.query_one("#preview")
        await preview.remove_children()
        await preview.mount_all(self._preview(message))
        self._show_what_matters()
        button = self.query_one("#go", Button)
        button.label = "Import"
        button.focus()

    def _preview(self, read: FileRead) -> list[Widget]:
        """What the file brings, where it shall go, and what shall win."""
        what = f"{read.intake.own_name!r} with " if read.intake.own_name else ""
        incoming = read.intake.incoming
        widgets: list[Widget] = [
            Static(literal(f"The file holds {what}{answers(len(incoming.answers))}.{unfit(incoming)}"))
        ]
        if read.findings:
            tight = "-tight" if read.comparison and read.comparison.differing else ""
            widgets.append(VerticalScroll(Static(literal("\n".join(read.findings))), id="findings", classes=tight))
        targets = []
        if read.comparison:
            targets.append(Choice(_HERE, f"Into {self._into}.", counts(read.comparison)))
        if read.intake.own_name:
            targets.append(Choice(_NEW, "As a new assessment.", "Everything here stays as it is."))
        same_name = read.intake.own_name.casefold() == self._into.casefold()
        own = read.comparison and (same_name or not read.intake.own_name)
        widgets.append(Choices(targets, chosen=[_HERE if own else _NEW], id="target"))
        widgets.append(Input(read.free_name, max_length=LONGEST_NAME, id="new-name", compact=True))
        if read.comparison and read.comparison.differing:
            comparison = read.comparison
            edited = len(comparison.edited) == len(comparison.differing)
            widgets.append(Static(differences(comparison, incoming), id="differences"))
            widgets.append(
                Choices(
                    _WINNERS_WITHOUT_TIMES if incoming.official else _WINNERS,
                    chosen=[OnConflict.NEWER if edited else OnConflict.OURS],
                    id="winner",
                ),
            )
        return widgets

    @on(Choices.Changed, "#target")
    def _show_what_matters(self) -> None:
        as_new = self._chosen("target") == _NEW
        self.query_one("#new-name").display = as_new
        for widget in self.query("#differences, #winner"):
            widget.display = not as_new

    def _chosen(self, name: str) -> str:
        lists = self.query(f"#{name}").results(Choices)
        return next((item.chosen[0] for item in lists), "")

    # -- taking it in ----------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _take_in(self, intake: Intake, winner: OnConflict) -> None:
        try:
            taken = take_into(self._repository, self._into, intake, winner)
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))
        else:
            others = len(intake.incoming.answers) - taken.answers
            kept = f"{others} were the same or stayed as they were"
            took = f"Took {answers(taken.answers)} into {self._into}; {kept}."
            words = took if taken.answers else f"Nothing was taken: {kept}."
            self.post_message(self.Taken(words + rest(taken) + verdicts(intake.incoming), self._into))

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _make(self, intake: Intake, name: str) -> None:
        try:
            made = take_as_new(self._repository, name, intake)
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))
        else:
            self.post_message(self.Taken(f"Made {name} with {answers(len(made.answers))}.", name))

    @on(Taken)
    async def _taken(self, message: Taken) -> None:
        self._result = message.name
        await self.query_one("#preview").remove_children()
        self.query_one("#path").disabled = True
        self.query_one("#explanation").display = False
        button = self.query_one("#go", Button)
        button.label = "Done"
        button.focus()
        self.query_one("#close").display = False
        self._say(message.sentence)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._say(message.sentence, failed=True)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Back to the home screen."""
        self.dismiss(self._result)

    def _say(self, sentence: str, *, failed: bool = False) -> None:
        self.query_one(LoadingIndicator).display = False
        outcome = self.query_one("#outcome", Static)
        outcome.update(literal(sentence))
        outcome.display = bool(sentence)
        outcome.set_class(failed, "-error")
