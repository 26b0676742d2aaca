"""Attacks: how exposed the answers leave the system to ATT&CK techniques, and which controls would help most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Label, Static

from exports.exposure_words import mean_in_words
from exports.insights.exposure import GroupRow, LeverRow, TechniqueRow
from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.screens.insights.page import InsightPage
from wizard.app.widgets.exposure_detail import ExposureDetail
from wizard.app.widgets.exposure_filters import LEVEL_KEYS, LevelChip, LevelFilters
from wizard.app.widgets.exposure_lines import COLUMNS, Order, Row, View, controls_of, in_order, key_of, rows_of, said_of
from wizard.app.widgets.exposure_table import ExposureTable
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.top_bar import TopBar

_BESIDE_FROM = 120
_SAYS = {
    View.TECHNIQUES: "How far each attack technique of MITRE ATT&CK finds the door open: 0 when all your controls against it "
    "stand in full, 1 when none helps.",
    View.GROUPS: "The same by the groups of the mapping, a domain each: how exposed its own controls leave the techniques "
    "that they are against.",
    View.CONTROLS: "By how much the mean exposure falls once a control stands in full, the most first: where work pays off "
    "against most attacks.",
}
_NEED_A_LINE = ("open_questions", "details", "step")


class ExposurePage(InsightPage):
    """Lists techniques, groups or controls, each with its details beside it and its questions behind it.

    ``place`` is the view and what the cursor was on, such as ``techniques T1078``.
    """

    PAGE = "exposure"
    METHOD_PARTS = ("What the gaps expose you to",)
    CSS_PATH = "exposure.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(replace(tab, show=False) for tab in AssessmentScreen.BINDINGS if isinstance(tab, Binding)),
        Binding(
            "enter", "open_questions", "Questions", key_display="⏎", tooltip="Go to the questions of these controls."
        ),
        Binding("d,space", "details", "Details", key_display="d", tooltip="Read everything about this line."),
        Binding("g", "view('groups')", "Groups", tooltip="List the 17 groups of the mapping, or the techniques again."),
        Binding(
            "c", "view('controls')", "Controls", tooltip="List what each control changes, or the techniques again."
        ),
        Binding("t", "view('techniques')", "Techniques", show=False, tooltip="List the techniques."),
        Binding("s", "sort", "Sort", tooltip="Sort techniques or groups by exposure, by id, by name."),
        Binding("slash", "search", "Search", key_display="/", tooltip="Show only lines in which the words occur."),
        *(
            Binding(
                key, f"level('{level}')", level.capitalize(), show=False, tooltip=f"List the level {level!r}, or all."
            )
            for level, key in LEVEL_KEYS.items()
        ),
        Binding("0", "everything", "All of them", show=False, tooltip="Take the level and the search off."),
        Binding("left", "step(-1)", "Line before", show=False, tooltip="Go to the line before, also while reading."),
        Binding("right", "step(1)", "Next line", show=False, tooltip="Go to the next line, also while reading."),
        Binding("x", "export", "Export", tooltip="Write the gap workbook, a Navigator layer or another file."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Leave the search, the details, then the page."),
    ]

    _listed = View.TECHNIQUES
    _order = Order.EXPOSURE
    _level = ""

    def compose(self) -> ComposeResult:
        """Top bar, what is shown, levels, search, table beside details, keys."""
        yield TopBar(self.SECTION)
        yield Static(id="exposure-says")
        yield LevelFilters()
        with Horizontal(id="exposure-find"):
            yield Label("Search ")
            yield Input(placeholder="an id or words", id="exposure-search", compact=True)
        with Container(id="exposure-body"):
            with Vertical(id="exposure-left"):
                yield ExposureTable()
                yield Static(id="exposure-none")
            yield ExposureDetail(self.insights.exposure, self.result.bank)
        yield KeyLine()

    def on_mount(self) -> None:
        """List the techniques, or go back to where somebody was."""
        self.show_state()
        self.query_one("#exposure-find").display = False
        view, _, key = self.place.partition(" ")
        self._listed = View(view) if view in set(View) else View.TECHNIQUES
        self.query_one(ExposureTable).focus()
        self.call_after_refresh(self._list, key)

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")
        self.call_after_refresh(self._show_levels)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _list(self, keep: str | None = None) -> None:
        """List what the level and the search let through; the cursor goes to ``keep``, or stays on its line."""
        table = self.query_one(ExposureTable)
        here = table.looked_at
        lines = self._lines()
        table.fill(lines, COLUMNS[self._listed], (key_of(here) if here else "") if keep is None else keep)
        self.set_class(not lines, "-none")
        if not lines:
            self.query_one("#exposure-none", Static).update("Nothing holds these words or has this level. 0 shows all.")
            self.remove_class("-open")
        self.query_one(LevelFilters).display = self._listed is View.TECHNIQUES
        self._show_levels()
        self._show_detail()

    def _lines(self) -> Sequence[Row]:
        rows = rows_of(self.insights.exposure, self._listed)
        if self._listed is View.TECHNIQUES:
            techniques = (row for row in self.insights.exposure.techniques if self._level in ("", row.level))
            rows = in_order(techniques, self._order)
        elif self._listed is View.GROUPS:
            rows = in_order(self.insights.exposure.groups, self._order)
        words = self.query_one("#exposure-search", Input).value.casefold().split()
        return [row for row in rows if all(word in said_of(row) for word in words)]

    def _show_levels(self) -> None:
        self.query_one(LevelFilters).show(Counter(row.level for row in self.insights.exposure.techniques), self._level)
        self.query_one("#exposure-says", Static).update(self._says())

    def _says(self) -> Content:
        exposure = self.insights.exposure
        mean = f"Mean exposure {mean_in_words(exposure)}" if exposure.mean is not None else "No control of yours counts"
        beside = "" if self._listed is View.CONTROLS else f"   by {self._order}"
        if self.has_class("-open", "-narrow"):
            beside = "   ← → others   d back to the list"
        elif not self.result.score.answered:
            beside = "   nothing is answered yet, so all of it is unknown"
        return Content.assemble((_SAYS[self._listed], "$text-muted"), "\n", (mean, "bold"), (beside, "$text-muted"))

    @on(ExposureTable.LookedAt)
    def _show_detail(self) -> None:
        self.query_one(ExposureDetail).show(self.query_one(ExposureTable).looked_at)
        self.refresh_bindings()

    # -- choosing what is listed -----------------------------------------------------------------------------------

    def action_view(self, name: str) -> None:
        """List something else; the key of what is listed leads back to the techniques."""
        self._listed = View.TECHNIQUES if self._listed == name else View(name)
        self._list("")

    def action_sort(self) -> None:
        """Sort the techniques or groups by the next in the round."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._list("")

    def action_level(self, level: str) -> None:
        """List one level alone, or all again."""
        self._level = "" if self._level == level else level
        self._list()

    @on(LevelChip.Toggled)
    def _level_clicked(self, message: LevelChip.Toggled) -> None:
        message.stop()
        self.action_level(message.level)

    def action_everything(self) -> None:
        """Take the level and the search off."""
        self._level = ""
        self._close_search()

    def action_search(self) -> None:
        """Open the line to type into."""
        self.query_one("#exposure-find").display = True
        self.query_one("#exposure-search").focus()

    @on(Input.Changed)
    def _searching(self, message: Input.Changed) -> None:
        message.stop()
        self._list()

    @on(Input.Submitted)
    def _searched(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one("#exposure-find").display = bool(message.value)
        self.query_one(ExposureTable).focus()

    def _close_search(self) -> None:
        with self.prevent(Input.Changed):
            self.query_one("#exposure-search", Input).value = ""
        self.query_one("#exposure-find").display = False
        self.query_one(ExposureTable).focus()
        self._list()

    # -- moving ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a line is offered only where there is one; techniques alone have levels, controls have no order to choose."""
        if not self.is_mounted:
            return True
        if action in ("sort", "level"):
            return self._listed is View.TECHNIQUES or (action == "sort" and self._listed is View.GROUPS)
        del parameters
        return self.query_one(ExposureTable).looked_at is not None if action in _NEED_A_LINE else True

    @on(ExposureTable.Opened)
    def action_open_questions(self) -> None:
        """Go to the questions of the controls behind the line."""
        row = self.query_one(ExposureTable).looked_at
        if isinstance(row, GroupRow) and not row.controls:
            self.notify(f"The mapping names no technique for the group {row.group}, so no questions are behind it.")
        elif row:
            self.show_questions_of(controls_of(row), _title_of(row), f"{self._listed} {key_of(row)}")

    def action_details(self) -> None:
        """Read the details; the line of levels makes room where they are folded away."""
        super().action_details()
        self._show_levels()

    def leave_details(self) -> None:
        """Back to the table, and to the line of levels."""
        super().leave_details()
        self._show_levels()

    def action_step(self, by: int) -> None:
        """Go to the next line or the one before."""
        self.query_one(ExposureTable).move_by(by)

    def action_back(self) -> None:
        """Leave the search, the details, the other view, then the page."""
        search = self.query_one("#exposure-search", Input)
        if search.has_focus or search.value:
            self._close_search()
        elif self.reads_details:
            self.leave_details()
        elif self._listed is not View.TECHNIQUES:
            self.action_view(View.TECHNIQUES)
        else:
            super().action_back()


def _title_of(row: Row) -> str:
    """What the questions behind a line are about."""
    match row:
        case TechniqueRow():
            return f"against {row.technique} {row.name}"
        case GroupRow():
            return f"{row.group} against ATT&CK techniques"
        case LeverRow():
            return f"{row.control} {row.title}"
