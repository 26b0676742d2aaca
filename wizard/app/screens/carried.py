"""What was carried over: what became of each question of an earlier questionnaire or assessment, and why."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from questionnaires.model import Bank
from wizard.app.drawing import literal
from wizard.app.screens.details import DetailsBeside
from wizard.app.widgets.carried_detail import CarriedDetail
from wizard.app.widgets.carried_filters import CarriedFilters
from wizard.app.widgets.carried_table import CarriedTable
from wizard.app.widgets.key_line import KeyLine
from wizard.core.assessment import Result
from wizard.core.carrying import CarriedLine, carried_lines, whats
from wizard.core.migration import Migration
from wizard.services.session import Session

_BESIDE_FROM = 120
_MOST_FILTERS = 7
_NOTHING = (
    "Nothing was carried over into this assessment.\n\n"
    "Here you will see what became of each answer, once answers have come from an official questionnaire of an earlier "
    "version (import it: i on the home screen), or from last year's assessment (y on the home screen begins a new year)."
)


class CarriedScreen(DetailsBeside, Screen[str | None]):
    """Gives the question that the user wants to go to, or nothing."""

    CSS_PATH = "carried.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Question", key_display="⏎", tooltip="Go to the question as it is asked today."),
        Binding("d,space", "details", "Details", key_display="d", tooltip="Read everything about this question."),
        Binding("slash", "search", "Search", key_display="/", tooltip="Show only lines in which the words occur."),
        *(
            Binding(str(number), f"only({number})", "What happened", show=False, tooltip="Show only this kind, or all.")
            for number in range(_MOST_FILTERS + 1)
        ),
        Binding("m", "next_migration", "Earlier one", tooltip="See what was carried over another time."),
        Binding("left", "step(-1)", "Before", show=False, tooltip="Go to the line before, also while reading."),
        Binding("right", "step(1)", "Next", show=False, tooltip="Go to the next line, also while reading."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Leave the search, the details, then the screen."),
    ]

    def __init__(self, session: Session, start: str = "") -> None:
        super().__init__()
        self._session = session
        self._start = start
        self._number = len(session.assessment.migrations) - 1
        self._lines: tuple[CarriedLine, ...] = ()
        self._what = ""
        self._counts: Mapping[str, int] = {}
        self._banks = {question: bank for bank in session.banks for question in bank.control_by_question}
        self._titles = {question: bank.control_of(question).title for question, bank in self._banks.items()}

    def compose(self) -> ComposeResult:
        """Title, source, filters, table beside details, keys."""
        yield Static(id="carried-title")
        yield Static(literal(_NOTHING), id="carried-nothing")
        with Vertical(id="carried-page"):
            yield Static(id="carried-source")
            yield CarriedFilters()
            with Horizontal(id="carried-find"):
                yield Label("Search ")
                yield Input(placeholder="an id or words", id="carried-search", compact=True)
            with Container(id="carried-body"):
                with Vertical(id="carried-left"):
                    yield CarriedTable()
                    yield Static(id="carried-none")
                yield CarriedDetail()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the latest, or say what will stand here."""
        empty = not self._session.assessment.migrations
        self.query_one("#carried-page").display = not empty
        self.query_one("#carried-nothing").display = empty
        self.query_one("#carried-find").display = False
        title = Content.assemble((literal(self._session.assessment.profile.name).plain, "bold"), "  carried over")
        self.query_one("#carried-title", Static).update(title)
        if not empty:
            self.query_one(CarriedTable).focus()
            self._show_migration()

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def migration(self) -> Migration:
        """The one that is shown."""
        return self._session.assessment.migrations[self._number]

    def _show_migration(self) -> None:
        self._lines = carried_lines(self.migration, self._session.assessment.answers)
        self.query_one("#carried-source", Static).update(self._source())
        self._list(self._start)
        self.refresh_bindings()

    def _source(self) -> Content:
        migration, count = self.migration, len(self._session.assessment.migrations)
        place = f"   {count - self._number} of {count}, the latest first" if count > 1 else ""
        left = sum(bool(line.today.review) for line in self._lines)
        versions = (
            migration.before if migration.before == migration.after else f"{migration.before} → {migration.after}"
        )
        again = f"{left} still to be looked at again" if left else "nothing is left to be looked at again"
        return Content.assemble(
            (literal(f"From {migration.source}").plain, "bold"),
            f", {migration.at.astimezone():%Y-%m-%d}{place}\n",
            (literal(f"{versions}   {again}").plain, "$text-muted"),
        )

    def _list(self, keep: str) -> None:
        """List what the filter and the search let through."""
        words = self.query_one("#carried-search", Input).value.casefold().split()
        found = [line for line in self._lines if all(word in self._text(line) for word in words)]
        self._counts = whats(found)
        if self._what not in self._counts:
            self._what = ""
        shown = [line for line in found if self._what in ("", line.what)]
        self.query_one(CarriedFilters).show(self._counts, self._what)
        self.query_one(CarriedTable).fill(shown, self._titles, keep)
        self.set_class(not shown, "-none")
        if not shown:
            self.query_one("#carried-none", Static).update("No question holds these words. Escape shows all of them.")
        self._show_detail()

    def _text(self, line: CarriedLine) -> str:
        row, kept = line.row, line.archived
        title = self._titles.get(row.new, "")
        texts = (kept.description, kept.responsibilities, kept.note, *kept.evidence) if kept else ()
        return " ".join((row.old, row.new, line.what, row.reason, title, *texts)).casefold()

    @on(CarriedTable.LookedAt)
    def _show_detail(self) -> None:
        line = self.query_one(CarriedTable).looked_at
        self.query_one(CarriedDetail).show(line, self.migration, self._banks.get(line.row.new) if line else None)
        self.refresh_bindings()

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a line is offered only where there is one."""
        del parameters
        migrations = self._session.assessment.migrations
        if action in ("search", "only", "details", "step"):
            return bool(migrations)
        if action == "next_migration":
            return len(migrations) > 1
        if action == "open" and self.is_mounted:
            line = self.query_one(CarriedTable).looked_at
            return bool(line and line.row.new)
        return True

    def action_only(self, number: int) -> None:
        """Show one kind of lines, or all."""
        kinds = ["", *self._counts]
        if number < len(kinds):
            self._only(kinds[number])

    @on(CarriedFilters.Chosen)
    def _kind_clicked(self, message: CarriedFilters.Chosen) -> None:
        message.stop()
        self._only(message.word)

    def _only(self, what: str) -> None:
        self._what = what
        self._list(self._here())

    def action_next_migration(self) -> None:
        """See what was carried over the time before; after the first time comes the latest again."""
        self._number = (self._number - 1) % len(self._session.assessment.migrations)
        self._what = ""
        self._show_migration()

    def action_search(self) -> None:
        """Open the line to type into."""
        self.query_one("#carried-find").display = True
        self.query_one("#carried-search").focus()

    @on(Input.Changed)
    def _searching(self, message: Input.Changed) -> None:
        message.stop()
        self._list(self._here())

    @on(Input.Submitted)
    def _searched(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one("#carried-find").display = bool(message.value)
        self.query_one(CarriedTable).focus()

    def action_step(self, by: int) -> None:
        """Go to the next line or the one before."""
        self.query_one(CarriedTable).move_by(by)

    @on(CarriedTable.Opened)
    def action_open(self) -> None:
        """Go to the question as it is asked today."""
        line = self.query_one(CarriedTable).looked_at
        if line and line.row.new:
            fault = self._why_not_asked(line)
            if fault:
                self.notify(fault, timeout=6)
            else:
                self.dismiss(line.row.new)

    def _why_not_asked(self, line: CarriedLine) -> str:
        """Why a question cannot be shown; nothing where it can."""
        bank: Bank | None = self._banks.get(line.row.new)
        if bank is None:
            return f"{line.row.new} is of a lens that this assessment does not ask."
        result = self._session.result if bank is self._session.bank else Result(bank, self._session.assessment)
        if line.row.new not in result.asked and line.today.is_empty:
            return f"{line.row.new} is not asked in the scope of this assessment, and has no answer."
        return ""

    def _here(self) -> str:
        line = self.query_one(CarriedTable).looked_at
        return (line.row.new or line.row.old) if line else ""

    def action_back(self) -> None:
        """Leave the search, then the details, then the screen."""
        search = self.query_one("#carried-search", Input)
        if search.has_focus or search.value:
            search.value = ""
            self.query_one("#carried-find").display = False
            self.query_one(CarriedTable).focus()
        elif self.reads_details:
            self.leave_details()
        else:
            self.dismiss(None)
