"""The page of the standards: how far the answers support each, and, of one standard, each requirement."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.events import Resize
from textual.widgets import Input, Label, Static

from exports.insights.standards import OddRequirementRow, StandardRow
from exports.rows import RequirementRow
from wizard.app.drawing import literal
from wizard.app.screens.insights.page import InsightPage
from wizard.app.screens.insights.standard_lines import (
    LEAST_FIRST,
    NOTHING_ALIKE,
    ODD,
    ODD_COLUMNS,
    REQUIREMENT_COLUMNS,
    STANDARD_COLUMNS,
    by_coverage,
    odd_lines,
    page_words,
    requirement_lines,
    standard_lines,
)
from wizard.app.supports import NOT_MAPPED, SIGNS, support_legend
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.standard_detail import StandardDetail
from wizard.app.widgets.standard_table import StandardTable, TableLine
from wizard.app.widgets.support_filters import SupportFilters
from wizard.app.widgets.top_bar import TopBar
from wizard.core.standing import ControlStanding, control_standings

_BESIDE_FROM, _ALL_BESIDE_FROM = 120, 190
_BETWEEN = "|"
"""Stands in a place between the standard, the requirement in it, the support that is filtered by, and the order."""
_NOT_FOUND = "Nothing here holds these words. Escape shows all lines again."


class StandardsPage(InsightPage):
    """Shows the standards, and after Enter the requirements of one."""

    PAGE = "standards"
    METHOD_PARTS = ("How standards are read",)
    CSS_PATH = "standards.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "Open", key_display="⏎", tooltip="Open the standard, or the questions behind the line."
        ),
        Binding("d,space", "details", "Details", key_display="d", tooltip="Read everything about this line."),
        Binding(
            "f", "next_filter", "Filter", tooltip="Show only requirements with one kind of support, then the next."
        ),
        Binding(
            "s", "sort", "Sort", tooltip="List the requirements with the least coverage first, or by their ids again."
        ),
        Binding("slash", "search", "Search", key_display="/", tooltip="Show only lines in which the words occur."),
        Binding("left", "step(-1)", "Before", show=False, tooltip="Go to the line before, also while reading."),
        Binding("right", "step(1)", "Next", show=False, tooltip="Go to the next line, also while reading."),
        Binding(
            "escape",
            "back",
            "Back",
            key_display="esc",
            tooltip="Leave the search, the details, the standard, the page.",
        ),
    ]

    _least_first = False
    _within = ""
    _support = ""

    def compose(self) -> ComposeResult:
        """Top bar, what is shown, filters and search, the table beside the details, keys."""
        yield TopBar(self.SECTION)
        yield Static(id="standards-words")
        yield SupportFilters()
        with Horizontal(id="standards-find"):
            yield Label("Search ")
            yield Input(placeholder="such as Article 15 or IAM-05", id="standards-search", compact=True)
        with Container(id="standards-body"):
            with Vertical(id="standards-left"):
                yield StandardTable()
                yield Static(literal(_NOT_FOUND), id="standards-none")
                yield Static(literal(support_legend()), id="standards-legend")
            yield StandardDetail()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the standards, or the place where somebody was."""
        self.show_state()
        self.query_one("#standards-find").display = False
        within, line, support, least_first, *_ = (*self.place.split(_BETWEEN), "", "", "", "")
        self._least_first = bool(least_first)
        self.query_one("#standards-body").display = bool(self._standards)
        if self._standards:
            self.query_one(StandardTable).focus()
        self._show_level(within if within in (*self._standards, ODD) else "", line, support)

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self._put_detail(event.size.width)

    def _put_detail(self, width: int) -> None:
        """Beside the table, where this leaves it the room that it needs."""
        self.set_class(width >= (_BESIDE_FROM if self._within else _ALL_BESIDE_FROM), "-beside")

    # -- what is shown ---------------------------------------------------------------------------------------------

    @cached_property
    def _standards(self) -> dict[str, StandardRow]:
        return {row.framework: row for row in self.insights.standards}

    @cached_property
    def _odd_ones(self) -> dict[str, OddRequirementRow]:
        return {f"{row.framework} {row.printed}": row for row in self.insights.odd_requirements}

    @cached_property
    def _standings(self) -> Mapping[str, ControlStanding]:
        return control_standings(self.result)

    @property
    def _here(self) -> str:
        return self.query_one(StandardTable).looked_at

    def _requirement(self, id_: str) -> RequirementRow | None:
        rows = self._standards[self._within].requirements
        return next((row for row in rows if id_ == (row.requirement or NOTHING_ALIKE)), None)

    def _show_level(self, within: str, keep: str, support: str = "") -> None:
        """Show all standards, or what is in one (the odd entries are listed like one)."""
        self._within, self._support = within, support
        self._put_detail(self.app.size.width)
        self.query_one("#standards-search", Input).value = ""
        self.query_one("#standards-find").display = False
        self._explain()
        self.query_one(SupportFilters).display = within in self._standards
        self.query_one("#standards-legend").display = not within
        self._list(keep)

    def _explain(self) -> None:
        words = page_words(self._standards, self._within, least_first=self._least_first)
        self.query_one("#standards-words", Static).update(words)

    def _list(self, keep: str) -> None:
        """List what the filter and the search let through."""
        lines = list(self._found())
        supports = Counter(line.support for line in lines)
        counts = {word: supports[word] for word in SIGNS if supports[word]}
        if self._support not in counts:
            self._support = ""
        self.query_one(SupportFilters).show(counts, self._support)
        shown = [line for line in lines if self._support in ("", line.support)]
        columns = {"": STANDARD_COLUMNS, ODD: ODD_COLUMNS}.get(self._within, REQUIREMENT_COLUMNS)
        self.query_one(StandardTable).fill(columns, shown, keep)
        self.set_class(not shown, "-none")
        self._show_detail()

    def _found(self) -> Iterator[TableLine]:
        words = " ".join(self.query_one("#standards-search", Input).value.casefold().split())
        return (line for line in self._lines() if words in line.searched)

    def _lines(self) -> Iterable[TableLine]:
        if not self._within:
            return standard_lines(self.insights)
        if self._within == ODD:
            return odd_lines(self._odd_ones)
        lines = requirement_lines(self._standards[self._within])
        return sorted(lines, key=by_coverage) if self._least_first else lines

    @on(StandardTable.LookedAt)
    def _show_detail(self) -> None:
        detail, here = self.query_one(StandardDetail), self._here
        self.refresh_bindings()
        if not self.query_one(StandardTable).row_count:
            detail.show_nothing()
        elif not self._within:
            if here == ODD:
                detail.show_odd_ones(self._odd_ones.values())
            else:
                detail.show_standard(self._standards[here])
        elif self._within == ODD:
            detail.show_odd(self._odd_ones[here], self._standings)
        elif row := self._requirement(here):
            detail.show_requirement(row, self._standards[self._within].source, self._standings)
        else:
            detail.show_unmapped(self._standards[self._within], here)

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a standard, or requirements, is offered only where there are some."""
        del parameters
        if action in ("open", "details", "step"):
            return bool(self._standards)
        if action in ("next_filter", "sort"):
            return self._within in self._standards
        return bool(self._within) if action == "search" else True

    def _whereabouts(self, here: str) -> str:
        return _BETWEEN.join((self._within, here, self._support, LEAST_FIRST if self._least_first else ""))

    @on(StandardTable.Opened)
    def action_open(self) -> None:
        """Open the standard under the cursor, or show the questions behind a requirement."""
        here = self._here
        if not self.query_one(StandardTable).row_count:
            return
        if not self._within:
            self.query_one(StandardTable).focus()
            self._show_level(here, "")
            return
        row = self._odd_ones[here] if self._within == ODD else self._requirement(here)
        if row is None:
            self.notify(SIGNS[NOT_MAPPED].meaning)
            return
        title = here if self._within == ODD else f"{self._within} {here}"
        self.show_questions_of(row.controls, title, self._whereabouts(here))

    def action_next_filter(self) -> None:
        """Show one kind of support, then the next, then all."""
        found = {line.support for line in self._found()}
        words = ["", *(word for word in SIGNS if word in found)]
        self._only(words[(words.index(self._support) + 1) % len(words)])

    @on(SupportFilters.Chosen)
    def _filter_clicked(self, message: SupportFilters.Chosen) -> None:
        message.stop()
        self._only(message.word)

    def _only(self, word: str) -> None:
        keep = self._here
        self._support = word
        self._list(keep)

    def action_sort(self) -> None:
        """List the least coverage first, or the requirements by their ids."""
        self._least_first = not self._least_first
        self._explain()
        self._list("" if self._least_first else self._here)

    def action_search(self) -> None:
        """Open the line to type into."""
        self.query_one("#standards-find").display = True
        self.query_one("#standards-search").focus()

    @on(Input.Changed)
    def _searching(self, message: Input.Changed) -> None:
        message.stop()
        if message.value or self.query_one("#standards-find").display:
            self._list(self._here)

    @on(Input.Submitted)
    def _searched(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one("#standards-find").display = bool(message.value)
        self.query_one(StandardTable).focus()

    def action_step(self, by: int) -> None:
        """Go to the next line or the one before."""
        self.query_one(StandardTable).move_by(by)

    def action_back(self) -> None:
        """Leave the search, the details, the filter, the standard, then the page."""
        search = self.query_one("#standards-search", Input)
        if search.has_focus or search.value:
            search.value = ""
            self.query_one("#standards-find").display = False
            self.query_one(StandardTable).focus()
            self._list(self._here)
        elif self.reads_details:
            self.leave_details()
        elif self._support:
            self._only("")
        elif self._within:
            self._show_level("", self._within)
        else:
            super().action_back()
