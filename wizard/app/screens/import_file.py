"""Import: which file, what it would change, what shall win where two answers differ; only then is anything written."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, LoadingIndicator, Static

from wizard.app.drawing import literal
from wizard.app.screens.import_preview import NEW, Found, look_into, preview
from wizard.app.screens.import_words import answers, rest, verdicts
from wizard.app.widgets.choices import Choices
from wizard.app.widgets.path_input import PathInput, PathSuggester
from wizard.core.text import clean, sentence
from wizard.errors import WizardError
from wizard.services.importing import OnConflict
from wizard.services.intake import (
    ENDINGS,
    FORMATS_IN_WORDS,
    take_as_new,
    take_into,
)
from wizard.store.repository import Repository


class ImportScreen(ModalScreen[str | None]):
    """Gives the name of the assessment that took the file in, or nothing when nothing was imported."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", tooltip="Back to the home screen.")]
    CSS_PATH: ClassVar = ["home_dialogs.tcss", "import_file.tcss"]

    class FileRead(Message):
        """The file was read and compared; nothing was written."""

        def __init__(self, found: Found) -> None:
            super().__init__()
            self.found = found

    class Taken(Message):
        """The file was taken in."""

        def __init__(self, sentence: str, name: str) -> None:
            super().__init__()
            self.sentence = sentence
            self.name = name

    class Failed(Message):
        """The file of the path ``typed`` could not be read, or not be taken in; nothing has changed."""

        def __init__(self, typed: str, sentence: str) -> None:
            super().__init__()
            self.typed = typed
            self.sentence = sentence

    def __init__(self, repository: Repository, into: str) -> None:
        super().__init__()
        self._repository = repository
        self._into = into
        self._read: Found | None = None
        self._under_way = False
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
                select_on_focus=False,
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
        self._set_under_way()
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
        self._set_under_way()
        self._say("")

    @on(Input.Submitted, "#path")
    def _path_entered(self) -> None:
        """Only looks: a second Enter shall not take in what nobody has seen yet."""
        if self._previewed:
            self.query_one("#go").focus()
        else:
            self._go()

    @on(Input.Submitted, "#new-name")
    @on(Button.Pressed, "#go")
    def _go(self) -> None:
        if self._result is not None:
            self.action_close()
        elif not self._under_way:
            self._begin(self._previewed)

    def _begin(self, read: Found | None) -> None:
        """Take in what is previewed; without a preview look into the file."""
        self._set_under_way(looking=read is None, taking=read is not None)
        if read is None:
            path = self.query_one("#path", Input)
            path.focus()
            self._look(path.value)
        elif self._chosen("target") == NEW:
            self._make(read, clean(self.query_one("#new-name", Input).value).strip())
        else:
            self._take_in(read, OnConflict(self._chosen("winner") or OnConflict.OURS))

    @property
    def _previewed(self) -> Found | None:
        """What the preview shows, as long as the field names the same file."""
        return self._read if self._read and self._is_named(self._read.typed) else None

    def _is_named(self, typed: str) -> bool:
        """Whether the field still says this path; what was found out about another one is of no use any more."""
        return self.query_one("#path", Input).value == typed

    def _set_under_way(self, *, looking: bool = False, taking: bool = False) -> None:
        """While the file is read another one can be named; while it is taken in, nothing can be changed."""
        self._under_way = looking or taking
        self.query_one(LoadingIndicator).display = self._under_way
        self.query_one("#go").disabled = self._under_way
        for widget in self.query("#path, #preview"):
            widget.disabled = taking

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _look(self, typed: str) -> None:
        try:
            found = look_into(self._repository, self._into, typed)
        except WizardError as error:
            self.post_message(self.Failed(typed, sentence(error)))
        else:
            self.post_message(self.FileRead(found))

    @on(FileRead)
    async def _show_preview(self, message: FileRead) -> None:
        found = message.found
        if self._previewed or not self._is_named(found.typed):
            return
        self._set_under_way()
        if not found.comparison and not found.intake.own_name:
            self._say("The file holds answers alone. Choose the assessment on the home screen first, then press i.")
            return
        self._read = found
        self._say("")
        self.query_one("#explanation").display = False
        place = self.query_one("#preview")
        await place.remove_children()
        await place.mount_all(preview(found))
        self._show_what_matters()
        button = self.query_one("#go", Button)
        button.label = "Import"
        button.focus()

    @on(Choices.Changed, "#target")
    def _show_what_matters(self) -> None:
        as_new = self._chosen("target") == NEW
        self.query_one("#new-name").display = as_new
        for widget in self.query("#differences, #winner"):
            widget.display = not as_new

    def _chosen(self, name: str) -> str:
        lists = self.query(f"#{name}").results(Choices)
        return next((item.chosen[0] for item in lists), "")

    # -- taking it in ----------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _take_in(self, read: Found, winner: OnConflict) -> None:
        intake = read.intake
        try:
            taken = take_into(self._repository, self._into, intake, winner)
        except WizardError as error:
            self.post_message(self.Failed(read.typed, sentence(error)))
        else:
            others = len(intake.incoming.answers) - taken.answers
            kept = f"{others} were the same or stayed as they were"
            took = f"Took {answers(taken.answers)} into {self._into}; {kept}."
            words = took if taken.answers else f"Nothing was taken: {kept}."
            self.post_message(self.Taken(words + rest(taken) + verdicts(intake.incoming), self._into))

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _make(self, read: Found, name: str) -> None:
        try:
            made = take_as_new(self._repository, name, read.intake)
        except WizardError as error:
            self.post_message(self.Failed(read.typed, sentence(error)))
        else:
            self.post_message(self.Taken(f"Made {name} with {answers(len(made.answers))}.", name))

    @on(Taken)
    async def _taken(self, message: Taken) -> None:
        self._result = message.name
        self._set_under_way()
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
        if self._is_named(message.typed):
            self._set_under_way()
            self._say(message.sentence, failed=True)
            if self._read:
                self.query_one("#go").focus()

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Back to the home screen."""
        self.dismiss(self._result)

    def _say(self, sentence: str, *, failed: bool = False) -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(literal(sentence))
        outcome.display = bool(sentence)
        outcome.set_class(failed, "-error")
