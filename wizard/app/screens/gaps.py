"""The gaps: what is missing, the most pressing first, and beside it the place to plan or to accept it."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from wizard.app.destinations import Destination, Section
from wizard.app.drawing import literal
from wizard.app.gap_words import nothing_words
from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.screens.planning import PlanningScreen
from wizard.app.widgets.gap_detail import GapDetail
from wizard.app.widgets.gap_filters import STAGE_KEY, TRAIT_KEYS, FilterChip, GapFilters, StageChip
from wizard.app.widgets.gap_search import GapSearch
from wizard.app.widgets.gap_table import GapTable
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.top_bar import TopBar
from wizard.core.gap_list import (
    GapFilter,
    GapLine,
    Order,
    Sorting,
    Trait,
    chosen_lines,
    count_words,
    gap_lines,
    stage_counts,
    trait_counts,
)
from wizard.core.lifecycle import split_stage, stage_name, stage_names
from wizard.services.session import Session
from wizard.store.repository import Repository

_BESIDE_FROM = 120
_ROUND = (Order.RANK, Order.DOMAIN, Order.STATUS, Order.EFFORT, Order.DUE, Order.OWNER)
_NEED_A_GAP = ("open_question", "plan", "accept_risk", "details", "step")


class GapsScreen(PlanningScreen):
    """Lists the gaps and plans them in place.

    Which gaps are listed, and in which order, is decided when a filter, a search or a sorting is chosen: a gap that is
    planned stays where it is, so that the list does not change under the reader's hands.
    """

    SECTION = Section.GAPS
    CSS_PATH = "gaps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(replace(tab, show=False) for tab in AssessmentScreen.BINDINGS if isinstance(tab, Binding)),
        Binding("enter", "open_question", "Question", key_display="⏎", tooltip="Go to the question of this gap."),
        Binding("r", "plan", "Plan", tooltip="Plan what will be done: action, owner, due date, effort."),
        Binding("R", "accept_risk", "Accept risk", tooltip="Accept the risk for a time, or withdraw that."),
        Binding(
            "slash",
            "search",
            "Search",
            key_display="/",
            tooltip="Show only gaps in which the words occur that you type.",
        ),
        Binding("s", "sort", "Sort", tooltip="Sort by the next: rank, domain, status, effort, due date, owner."),
        Binding("S", "turn_round", "Turn round", show=False, tooltip="Turn the order round."),
        *(
            Binding(key, f"filter('{trait}')", trait.value.capitalize(), show=False, tooltip=trait.summary)
            for trait, key in TRAIT_KEYS.items()
        ),
        Binding(
            STAGE_KEY, "stage", "Lifecycle", show=False, tooltip="Only gaps that matter in a stage of the lifecycle."
        ),
        Binding("0", "everything", "All gaps", show=False, tooltip="Take every filter and the search off."),
        Binding("d,space", "details", "Details", key_display="d", tooltip="Read everything about this gap."),
        Binding("left", "step(-1)", "Gap before", show=False, tooltip="Go to the gap before, also while reading."),
        Binding("right", "step(1)", "Next gap", show=False, tooltip="Go to the next gap, also while reading."),
        Binding("z,ctrl+z", "undo", "Undo", show=False, tooltip="Take the last change back."),
        Binding("ctrl+y", "redo", "Redo", show=False, tooltip="Make the last change again that was taken back."),
        Binding("x", "export", "Export", tooltip="Write the gap workbook or another file."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Go back to the questions."),
    ]

    def __init__(self, session: Session, repository: Repository, today: date | None = None) -> None:
        super().__init__(session, repository, today)
        self._wanted = GapFilter()
        self._sorting = Sorting()
        self._lines: dict[str, GapLine] = {}
        self._stages = stage_names(session.bank)

    def compose(self) -> ComposeResult:
        """Top bar, filters, what is listed, table beside details, keys."""
        yield TopBar(self.SECTION)
        yield GapFilters()
        with Horizontal(id="gap-line"):
            yield Static(id="gap-count")
            yield Static(id="gap-order")
            yield StageChip()
        yield GapSearch()
        with Container(id="gap-body"):
            with Vertical(id="gap-left"):
                yield GapTable()
                yield Static(id="gap-nothing")
            yield GapDetail()
        yield KeyLine()

    def on_mount(self) -> None:
        """List all gaps, the most pressing first."""
        self.show_state()
        self._work_out()
        self.call_after_refresh(self._list_anew, "")
        self.query_one(GapTable).focus()

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")
        self.call_after_refresh(self._show_filters)

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def line(self) -> GapLine | None:
        """The gap under the cursor."""
        return self._lines.get(self.query_one(GapTable).looked_at)

    def _work_out(self) -> None:
        """Take the gaps from the session."""
        self._lines = {line.question: line for line in gap_lines(self.session.result, self.today)}

    def _list_anew(self, keep: str | None = None) -> None:
        """List what the filter lets through, in order; the cursor goes to ``keep``, or stays on its gap, where listed."""
        table = self.query_one(GapTable)
        lines = chosen_lines(self._lines.values(), self._wanted, self._sorting)
        table.fill(lines, self._sorting, table.looked_at if keep is None else keep)
        self.set_class(not lines, "-nothing")
        if not lines:
            self.query_one("#gap-nothing", Static).update(nothing_words(self.session.result, self._wanted))
            self.remove_class("-open")
        self._show_filters()
        self._show_detail()

    def _show_filters(self) -> None:
        shown = len(self.query_one(GapTable).questions)
        self.query_one(GapFilters).show(trait_counts(self._lines.values()), self._wanted)
        self.query_one(StageChip).show(self._wanted, is_offered=bool(self._stages))
        words = count_words(shown, len(self._lines), self._wanted)
        self.query_one("#gap-count", Static).update(Content.styled(literal(words).plain, "bold"))
        order = f"by {self._sorting.by}, {self._sorting.words}" if shown else ""
        if self.has_class("-open", "-narrow"):
            order = "← → other gaps   d back to the list"
        self.query_one("#gap-order", Static).update(order)

    def _show_detail(self) -> None:
        line, detail, result = self.line, self.query_one(GapDetail), self.session.result
        if line:
            detail.show(line, result.bank, result.assessment.profile.roles, self.today)
        else:
            detail.show_nothing()
        self.refresh_bindings()

    @on(GapTable.LookedAt)
    def _looked_at(self, message: GapTable.LookedAt) -> None:
        message.stop()
        self._show_detail()

    # -- choosing what is listed -----------------------------------------------------------------------------------

    def action_filter(self, word: str) -> None:
        """Put a filter on or take it off."""
        self._want(self._wanted.toggled(Trait(word)))

    @on(FilterChip.Toggled)
    def _chip_clicked(self, message: FilterChip.Toggled) -> None:
        message.stop()
        self._want(self._wanted.toggled(message.trait))

    @on(StageChip.Clicked)
    def action_stage(self) -> None:
        """Choose a stage of the lifecycle."""
        from wizard.app.screens.stage import StageScreen  # noqa: PLC0415  (only when somebody chooses one)

        counts = stage_counts(self._lines.values(), self._stages)
        chosen = stage_name(self._wanted.stage, self._wanted.part)
        self.app.push_screen(StageScreen("Gaps", len(self._lines), counts, chosen), self._stage_chosen)

    def _stage_chosen(self, name: str | None) -> None:
        if name is not None:
            stage, part = split_stage(name)
            self._want(replace(self._wanted, stage=stage, part=part))

    def action_everything(self) -> None:
        """Take every filter and the search off."""
        self._close_search()
        self._want(GapFilter())

    def _want(self, wanted: GapFilter) -> None:
        self._wanted = wanted
        self._list_anew()

    def action_sort(self) -> None:
        """Sort by the next in the round."""
        place = _ROUND.index(self._sorting.by) if self._sorting.by in _ROUND else -1
        self._sort(Sorting(_ROUND[(place + 1) % len(_ROUND)]))

    def action_turn_round(self) -> None:
        """Turn the order round."""
        self._sort(self._sorting.chosen(self._sorting.by))

    @on(GapTable.SortWanted)
    def _heading_clicked(self, message: GapTable.SortWanted) -> None:
        message.stop()
        self._sort(self._sorting.chosen(message.order))

    def _sort(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self._list_anew(keep="")

    def action_search(self) -> None:
        """Open the line to type into."""
        self.query_one(GapSearch).open()

    @on(GapSearch.Changed)
    def _searching(self, message: GapSearch.Changed) -> None:
        message.stop()
        if message.words != self._wanted.search:
            self._want(replace(self._wanted, search=message.words))

    @on(GapSearch.Submitted)
    def _searched(self) -> None:
        self.query_one(GapTable).focus()

    def _close_search(self) -> None:
        self.query_one(GapSearch).close()
        self.query_one(GapTable).focus()

    # -- moving ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a gap is offered only where there is one."""
        del parameters
        if action == "stage":
            return bool(self._stages)
        return self.line is not None if action in _NEED_A_GAP and self.is_mounted else True

    @on(GapTable.Opened)
    def action_open_question(self) -> None:
        """Go to the question of the gap."""
        if self.line:
            self.lead_to(Destination(question=self.line.question))

    def action_details(self) -> None:
        """Read the details: open them where they are folded away, else let the arrow keys scroll them."""
        detail = self.query_one(GapDetail)
        if detail.has_focus:
            self._leave_details()
            return
        self.add_class("-open")
        self._show_filters()
        detail.focus()

    def _leave_details(self) -> None:
        self.remove_class("-open")
        self._show_filters()
        self.query_one(GapTable).focus()

    def action_step(self, by: int) -> None:
        """Go to the next gap or the one before."""
        table = self.query_one(GapTable)
        questions = table.questions
        place = questions.index(table.looked_at) + by
        table.look_at(questions[min(max(place, 0), len(questions) - 1)])

    def action_back(self) -> None:
        """Leave the search, then the details, then the screen."""
        if self.query_one(GapSearch).is_typed_into:
            self._close_search()
            self._want(replace(self._wanted, search=""))
        elif self.query_one(GapDetail).has_focus:
            self._leave_details()
        else:
            self.lead_to(Destination())

    def lead_to(self, destination: Destination) -> None:
        """Save, then close."""
        self.save_now()
        super().lead_to(destination)

    def show_changed(self, question: str) -> None:
        """Show the new state in place; list anew only when other questions are gaps now."""
        before = self._lines.keys()
        self._work_out()
        table = self.query_one(GapTable)
        if before == self._lines.keys():
            table.update_lines([self._lines[shown] for shown in table.questions])
            if question in table.questions:
                table.look_at(question)
            self._show_filters()
            self._show_detail()
        else:
            self._list_anew(question)
        self.show_state()
