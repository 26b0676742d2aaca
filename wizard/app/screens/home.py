"""Home: the assessments, with how far they are; the way to new ones, to imports, exports, the example and the atlas."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from wizard.app.drawing import literal
from wizard.app.home_words import INVITATION, WAYS, counts, more_keys, notes
from wizard.app.screens.shelving import ShelvingScreen
from wizard.app.widgets.assessment_list import AssessmentList, AssessmentRow
from wizard.app.widgets.key_line import KeyLine
from wizard.core.text import sentence
from wizard.errors import ExistsError, WizardError

if TYPE_CHECKING:
    from textual.widgets import Input

    from wizard.app.app import CaiqWizardApp
    from wizard.app.overview import Overview
    from wizard.core.profile import Profile
    from wizard.store.repository import Repository

_NEEDS_A_ROW = ("open", "export", "copy", "new_year", "rename", "archive", "delete")


class HomeScreen(ShelvingScreen):
    """Lists the assessments; asks the disk in a worker, so that the first frame never waits for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="⏎", tooltip="Go on with the chosen assessment."),
        Binding("n", "new", "New", tooltip="Set up a new assessment."),
        Binding("b", "baseline", "Baseline", tooltip="Answer the baseline first: the questions that matter most."),
        Binding("i", "import", "Import", tooltip="Take answers from a file into an assessment."),
        Binding("x", "export", "Export", tooltip="Write the chosen assessment as a workbook or another file."),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only the assessments that hold some words."),
        Binding("d", "demo", "Example", show=False, tooltip="Make a worked example with made-up answers."),
        Binding("v", "show_archived", "Archived", show=False, tooltip="Show or hide the archived assessments."),
        Binding("4", "atlas", "Atlas", show=False, tooltip="Look any control of the AICM up."),
        Binding("r", "refresh", "Refresh", show=False, tooltip="Read the assessments from the disk again."),
        Binding("escape", "stop_finding", "Show all", tooltip="Show all assessments again."),
        Binding("q", "app.quit", "Quit", tooltip="Leave; everything is saved."),
    ]

    class Loaded(Message):
        """The assessments were read from disk."""

        def __init__(self, overview: "Overview") -> None:
            super().__init__()
            self.overview = overview

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[AssessmentRow, ...] = ()
        self._faults: tuple[str, ...] = ()
        self._wanted = ""
        self._archive_shown = False

    @property
    def wizard(self) -> "CaiqWizardApp":
        """The app, by its own type."""
        return cast("CaiqWizardApp", self.app)

    @property
    def repository(self) -> "Repository":
        """Where the assessments are."""
        return self.wizard.repository

    def compose(self) -> ComposeResult:
        """Title, list, a line below it, keys."""
        with Horizontal(id="home-title"):
            yield Static(Content.styled("caiq-wizard", "bold $accent"), id="program")
            yield Static("offline", id="count")
        yield Static(literal(INVITATION), id="invitation")
        yield AssessmentList(id="assessments")
        yield Static("Reading the assessments …", id="below")
        yield KeyLine()

    def on_mount(self) -> None:
        """Hide what has nothing to show yet."""
        self.query_one("#invitation").display = False
        self.query_one(AssessmentList).display = False

    # -- showing ---------------------------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        """Read the assessments, now and when coming back from one; the frame comes first."""
        # Twice, because the line of keys comes with the second refresh; reading earlier would hold it up.
        self.call_after_refresh(self.call_after_refresh, self.action_refresh)

    @work(thread=True, exclusive=True, group="home", exit_on_error=False)
    def action_refresh(self) -> None:
        """Read all assessments from disk."""
        from wizard.app.overview import overview  # noqa: PLC0415  (the first frame does without it)

        try:
            self.post_message(self.Loaded(overview(self.repository, datetime.now().astimezone())))
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))

    def reload(self, shows: str) -> None:
        """Read the assessments again, then choose the named one."""
        self._wanted = shows
        self.action_refresh()

    @on(Loaded)
    def _loaded(self, message: Loaded) -> None:
        self._all, self._faults = message.overview.rows, message.overview.faults
        self._show()
        if self.focused is None:
            self.query_one(AssessmentList).focus()

    def _show(self) -> None:
        listing = self.query_one(AssessmentList)
        before = self.chosen_row()
        within_reach = [row for row in self._all if self._archive_shown or not row.archived]
        rows = [row for row in within_reach if row.matches(self._filter)]
        # An older list may still arrive before the one with the wanted assessment in it: it stays wanted until then.
        found = any(row.name == self._wanted for row in rows)
        listing.show(rows, () if within_reach else WAYS, self._wanted if found else before.name if before else "")
        self._wanted = "" if found else self._wanted
        listing.display = bool(rows) or not within_reach
        self.query_one("#invitation").display = not within_reach
        self.query_one("#count", Static).update(counts(self._all))
        hidden = len(self._all) - len(within_reach)
        lines = notes(self._faults, hidden, self._filter if within_reach and not rows else "")
        below = Content("\n").join([*lines, more_keys(empty=not within_reach)])
        self.query_one("#below", Static).update(below)
        self.refresh_bindings()

    def chosen_row(self) -> AssessmentRow | None:
        """The highlighted assessment."""
        return self.query_one(AssessmentList).chosen

    def known_names(self) -> Sequence[str]:
        """The names of all assessments, archived ones included."""
        return [row.name for row in self._all]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to an assessment needs one; where there are none, the line of keys leaves export and find out."""
        del parameters
        if action in ("export", "find") and not self._all:
            return False
        if action in _NEEDS_A_ROW and self.is_mounted:
            return True if self.chosen_row() else None
        if action == "undo":
            return True if self.can_undo else None
        return bool(self._finder) if action == "stop_finding" else True

    # -- finding ---------------------------------------------------------------------------------------------------

    @property
    def _finder(self) -> "Input | None":
        fields = self.query("#finder").results()
        return cast("Input | None", next(iter(fields), None))

    @property
    def _filter(self) -> str:
        return self._finder.value if self._finder else ""

    async def action_find(self) -> None:
        """Open the field whose words the shown assessments must hold."""
        from textual.widgets import Input  # noqa: PLC0415  (the first frame does without it)

        if not self._all:
            return
        if self._finder is None:
            field = Input(placeholder="words of a name, an organisation or a role", id="finder", compact=True)
            await self.mount(field, before=self.query_one(AssessmentList))
            self.watch(field, "value", self._show, init=False)
        if self._finder:
            self._finder.focus()

    async def action_stop_finding(self) -> None:
        """Close the field and show all assessments again."""
        if self._finder:
            await self._finder.remove()
        self._show()
        self.query_one(AssessmentList).focus()

    def on_input_submitted(self) -> None:
        """From the field into what it found."""
        if self.chosen_row():
            self.query_one(AssessmentList).focus()

    def action_show_archived(self) -> None:
        """Show the archived assessments below the others, or hide them again."""
        if any(row.archived for row in self._all):
            self._archive_shown = not self._archive_shown
            self._show()
        else:
            self._say("The archive is empty. The key A puts an assessment there.")

    # -- leading elsewhere -----------------------------------------------------------------------------------------

    @on(AssessmentList.Opened)
    def action_open(self) -> None:
        """Open the chosen assessment."""
        self._open(baseline=False)

    @on(AssessmentList.WayChosen)
    async def _begin(self, message: AssessmentList.WayChosen) -> None:
        await self.run_action(message.action)

    def action_baseline(self) -> None:
        """Open the chosen assessment with the baseline; without any, set one up first."""
        if self.chosen_row():
            self._open(baseline=True)
        else:
            self._set_up(baseline=True)

    def _open(self, *, baseline: bool) -> None:
        row = self.chosen_row()
        if row and row.archived:
            self._say(f"{row.name} is in the archive. Press A to bring it back, then open it.")
        elif row:
            self.open_assessment(row.name, baseline=baseline)

    def open_assessment(self, name: str, *, baseline: bool = False) -> None:
        """Show the question screen of an assessment, or say why it cannot be opened."""
        from wizard.app.screens.questions import QuestionScreen  # noqa: PLC0415  (the first frame does without it)

        try:
            screen = QuestionScreen(self.repository, name, baseline=baseline)
        except WizardError as error:
            self._say(sentence(error))
            return
        self._wanted = name
        self.app.push_screen(screen)

    def action_new(self) -> None:
        """Set up a new assessment, then open it."""
        self._set_up(baseline=False)

    def _set_up(self, *, baseline: bool) -> None:
        from wizard.app.screens.setup import SetupScreen  # noqa: PLC0415  (the first frame does without it)

        def go_on(profile: "Profile | None") -> None:
            if profile:
                self.open_assessment(profile.name, baseline=baseline)

        self.app.push_screen(SetupScreen(self.repository), go_on)

    def action_export(self) -> None:
        """Export the chosen assessment."""
        from wizard.app.screens.export import ExportScreen  # noqa: PLC0415  (the first frame does without it)

        row = self.chosen_row()
        if row and row.archived:
            self._say(f"{row.name} is in the archive. Press A to bring it back, then export it.")
        elif row:
            self.app.push_screen(ExportScreen(self.repository, row.name))

    def action_import(self) -> None:
        """Take answers from a file, into the chosen assessment or as a new one."""
        from wizard.app.screens.import_file import ImportScreen  # noqa: PLC0415  (the first frame does without it)

        row = self.chosen_row()
        into = row.name if row and not row.archived else ""
        self.app.push_screen(ImportScreen(self.repository, into), lambda name: self.reload(name or ""))

    def action_atlas(self) -> None:
        """Look any control up, outside any assessment."""
        from wizard.app.screens.atlas import AtlasScreen  # noqa: PLC0415  (the first frame does without it)

        self.app.push_screen(AtlasScreen())

    @work(thread=True, exclusive=True, group="demo", exit_on_error=False)
    def action_demo(self) -> None:
        """Make the worked example, if it is not there yet."""
        from questionnaires.library import load_bank  # noqa: PLC0415  (the first frame does without it)
        from wizard.services.example import EXAMPLE_NAME, example_assessment  # noqa: PLC0415  (only on demand)

        try:
            self.repository.create(example_assessment(load_bank(), datetime.now(UTC)))
        except ExistsError:
            self.post_message(self.Failed(f"The example is there already: {EXAMPLE_NAME}."))
        except WizardError as error:
            self.post_message(self.Failed(sentence(error)))
        self.app.call_from_thread(self.reload, EXAMPLE_NAME)

    def _say(self, words: str) -> None:
        self.notify(words, severity="warning", timeout=10)
