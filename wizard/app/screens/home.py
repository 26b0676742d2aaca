"""Home: the assessments, with how far they are; the way to new ones, to the example and to exports."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Header, OptionList, Static
from textual.widgets.option_list import Option

from wizard.app.drawing import literal
from wizard.errors import ExistsError, WizardError

if TYPE_CHECKING:
    from wizard.app.app import CaiqWizardApp
    from wizard.core.profile import Profile

_EMPTY = (
    "No assessments yet.\n\n"
    "Press n to set one up: about two minutes, then you answer question by question.\n"
    "Press d to look at a worked example first.\n\n"
    "Everything stays on this disk; nothing is sent anywhere."
)


class HomeScreen(Screen[None]):
    """Lists the assessments; asks the disk in a worker, so that the first frame never waits for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("n", "new", "New"),
        Binding("x", "export", "Export"),
        Binding("d", "demo", "Example"),
        Binding("r", "refresh", "Refresh", show=False),
        Binding("q", "app.quit", "Quit"),
    ]

    class Loaded(Message):
        """The assessments were read from disk."""

        def __init__(self, rows: list[tuple[str, Content]], faults: list[str]) -> None:
            super().__init__()
            self.rows = rows
            self.faults = faults

    class Failed(Message):
        """Something that was asked of the disk did not work."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []

    @property
    def wizard(self) -> "CaiqWizardApp":
        """The app, by its own type."""
        return cast("CaiqWizardApp", self.app)

    def compose(self) -> ComposeResult:
        """Title, list, a line below it, keys."""
        yield Header(icon="")
        yield OptionList(id="assessments")
        yield Static("Reading the assessments …", id="below")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Hide the list until there is something in it."""
        self.query_one(OptionList).display = False

    def on_screen_resume(self) -> None:
        """Read the assessments, now and when coming back from one; the frame comes first."""
        # Twice, because the line of keys comes with the second refresh; reading earlier would hold it up.
        self.call_after_refresh(self.call_after_refresh, self.action_refresh)

    @work(thread=True, exclusive=True, group="home", exit_on_error=False)
    def action_refresh(self) -> None:
        """Read all assessments from disk."""
        from wizard.app.overview import overview  # noqa: PLC0415  (the first frame does without it)

        self.post_message(self.Loaded(*overview(self.wizard.repository)))

    @on(Loaded)
    def _show(self, message: Loaded) -> None:
        listing = self.query_one(OptionList)
        chosen = self._chosen()
        listing.clear_options()
        listing.add_options(Option(row, id=f"row-{number}") for number, (_, row) in enumerate(message.rows))
        self._names = [name for name, _ in message.rows]
        listing.display = bool(message.rows)
        below = self.query_one("#below", Static)
        below.set_class(not message.rows, "-empty")
        if message.rows:
            listing.highlighted = self._names.index(chosen) if chosen in self._names else 0
            listing.focus()
        lines = [] if message.rows else [_EMPTY]
        below.update(literal("\n\n".join([*lines, *(f"Not readable: {fault}" for fault in message.faults)])))
        self.refresh_bindings()

    def _chosen(self) -> str:
        highlighted = self.query_one(OptionList).highlighted
        return self._names[highlighted] if highlighted is not None and highlighted < len(self._names) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Opening and exporting need an assessment to do it to."""
        del parameters
        return None if action in ("open", "export") and not self._names else True

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the chosen assessment."""
        name = self._chosen()
        if name:
            self.open_assessment(name)

    def open_assessment(self, name: str) -> None:
        """Show the question screen of an assessment, or say why it cannot be opened."""
        from wizard.app.screens.questions import QuestionScreen  # noqa: PLC0415  (the first frame does without it)

        try:
            screen = QuestionScreen(self.wizard.repository, name)
        except WizardError as error:
            self._say(str(error))
            return
        self.app.push_screen(screen)

    def action_new(self) -> None:
        """Set up a new assessment, then open it."""
        from wizard.app.screens.setup import SetupScreen  # noqa: PLC0415  (the first frame does without it)

        self.app.push_screen(SetupScreen(self.wizard.repository), self._set_up)

    def _set_up(self, profile: "Profile | None") -> None:
        if profile:
            self.open_assessment(profile.name)

    def action_export(self) -> None:
        """Export the chosen assessment."""
        from wizard.app.screens.export import ExportScreen  # noqa: PLC0415  (the first frame does without it)

        name = self._chosen()
        if name:
            self.app.push_screen(ExportScreen(self.wizard.repository, name))

    @work(thread=True, exclusive=True, group="demo", exit_on_error=False)
    def action_demo(self) -> None:
        """Make the worked example, if it is not there yet."""
        from questionnaires.library import load_bank  # noqa: PLC0415  (the first frame does without it)
        from wizard.services.example import EXAMPLE_NAME, example_assessment  # noqa: PLC0415  (only on demand)

        try:
            self.wizard.repository.create(example_assessment(load_bank(), datetime.now(UTC)))
        except ExistsError:
            self.post_message(self.Failed(f"The example is there already: {EXAMPLE_NAME}."))
        except WizardError as error:
            self.post_message(self.Failed(str(error)))
        self.app.call_from_thread(self.action_refresh)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._say(message.sentence)

    def _say(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", timeout=10, markup=False)
