"""The published wording: take it from the user's own workbook, choose what is shown of it, remove it."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, LoadingIndicator, Static

from wizard.app.drawing import literal
from wizard.app.screens.yes_no import YesNoScreen
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.path_input import PathInput, PathSuggester
from wizard.core.published import OUR_WORDS, Worded, Wording
from wizard.core.text import sentence
from wizard.errors import WizardError
from wizard.services.published import read_worded_or_told, source_lines, take_wording
from wizard.store.home import Home
from wizard.store.published import remove_texts

if TYPE_CHECKING:
    from wizard.app.app import CaiqWizardApp

_EXPLANATION = (
    "The wizard asks in its own words. If you have CSA's AICM or AI-CAIQ workbook, it can show you the published words "
    "as well. They stay on this machine, for you alone: no export contains them."
)
_REMOVING = (
    "The published wording leaves this machine; your answers and your workbook stay, and it can be taken again. "
    "y removes it, n or Escape keeps it."
)


class WordingScreen(ModalScreen[None]):
    """A path to take from, what is there, what is shown of it."""

    CSS_PATH = "wording.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close", tooltip="Go back.")]

    class Done(Message):
        """Something was taken, removed or looked at; ``failed`` says that nothing came of it."""

        def __init__(self, worded: Worded, words: str, *, failed: bool = False) -> None:
            super().__init__()
            self.worded = worded
            self.words = words
            self.failed = failed

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home_folder = home
        self._worded = OUR_WORDS
        self._looking = False
        self._under_way = False

    def compose(self) -> ComposeResult:
        """What this is, what is there, what is shown, a path, buttons, the outcome."""
        with Vertical(classes="dialog"):
            yield Label("Published wording", classes="heading")
            yield Static(_EXPLANATION, id="explanation")
            yield Static(id="there")
            yield Label("Shown", classes="label")
            yield Choices([Choice(item, item, item.words) for item in Wording], chosen=[Wording.OURS], id="shown")
            yield PathInput(
                placeholder="path of your AICM or AI-CAIQ workbook; Tab completes it",
                suggester=PathSuggester({".xlsx"}),
                id="path",
                select_on_focus=False,
                compact=True,
            )
            yield LoadingIndicator()
            yield Static(id="outcome")
            with Horizontal(classes="buttons"):
                yield Button("Take it", variant="primary", id="take", compact=True)
                yield Button("Remove …", id="remove", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        """Begin with the path; look what is there."""
        self._show(OUR_WORDS)
        self._say("")
        self._set_under_way(under_way=False)
        self.query_one("#path").focus()
        self._looking = True
        self._look(self._wizard.settings.wording)

    @property
    def _wizard(self) -> "CaiqWizardApp":
        return cast("CaiqWizardApp", self.app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The dialog closes when what is under way has come to its end, and not before."""
        if action == "dismiss" and self._under_way:
            return False
        return super().check_action(action, parameters)

    def _set_under_way(self, *, under_way: bool) -> None:
        """One thing at a time: nothing that is begun earlier shall be done later, and undo what came after it."""
        self._under_way = under_way
        self.query_one(LoadingIndicator).display = under_way
        for widget in self.query("#path, #shown, Button"):
            widget.disabled = under_way
        self.refresh_bindings()

    # -- what is there ---------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="wording", exit_on_error=False)
    def _look(self, setting: str) -> None:
        worded, fault = read_worded_or_told(self._home_folder, setting)
        self.post_message(self.Done(worded, sentence(fault) if fault else "", failed=bool(fault)))

    @on(Done)
    def _done(self, message: Done) -> None:
        message.stop()
        self._looking = False
        self._set_under_way(under_way=False)
        self._show(message.worded)
        self._say(message.words, failed=message.failed)
        if message.failed:
            self.query_one("#path").focus()
        if message.words and not message.failed:  # it says the same as what stands above, and nothing is left to do
            self.query_one("#there").display = False
            self.query_one("#close").focus()

    def _show(self, worded: Worded) -> None:
        self._worded = worded
        there = bool(worded.texts.sources)
        self.query_one("#there", Static).update(literal("\n".join(source_lines(worded.texts))))
        for widget in self.query("#there, .label, #shown, #remove"):
            widget.display = there
        self.query_one("#explanation").display = not there
        if there:
            self.query_one("#shown", Choices).choose(worded.wording)

    @on(Choices.Changed, "#shown")
    def _chosen(self) -> None:
        wording = Wording(self.query_one("#shown", Choices).chosen[0])
        if self._worded.texts.sources and wording is not self._worded.wording:
            self._worded = replace(self._worded, wording=wording)
            self._wizard.change_settings(replace(self._wizard.settings, wording=wording.value))

    # -- taking and removing ---------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _another_path(self) -> None:
        self._say("")

    @on(Input.Submitted)
    @on(Button.Pressed, "#take")
    def _go(self) -> None:
        if not (self._looking or self._under_way):
            self._set_under_way(under_way=True)
            self._take(self.query_one("#path", Input).value, self._wizard.settings.wording)

    @work(thread=True, exclusive=True, group="wording", exit_on_error=False)
    def _take(self, typed: str, setting: str) -> None:
        try:
            taken = take_wording(self._home_folder, typed)
        except WizardError as error:
            self.post_message(self.Done(self._worded, sentence(error), failed=True))
            return
        worded, fault = read_worded_or_told(self._home_folder, setting)
        self.post_message(self.Done(worded, "\n".join(filter(None, (*taken.sentences, fault)))))

    @on(Button.Pressed, "#remove")
    def _ask(self) -> None:
        if not (self._looking or self._under_way):
            question = YesNoScreen("Remove the published wording?", _REMOVING, yes="Remove it", no="Keep it")
            self.app.push_screen(question, self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self._set_under_way(under_way=True)
            self._remove()

    @work(thread=True, exclusive=True, group="wording", exit_on_error=False)
    def _remove(self) -> None:
        try:
            remove_texts(self._home_folder)
        except WizardError as error:
            self.post_message(self.Done(self._worded, sentence(error), failed=True))
        else:
            self.post_message(self.Done(OUR_WORDS, "Removed. The wizard speaks in its own words."))

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)

    def _say(self, words: str, *, failed: bool = False) -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(literal(words))
        outcome.display = bool(words)
        outcome.set_class(failed, "-error")
