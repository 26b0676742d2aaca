"""The page of the capabilities: a heat map of the AWS CAF's AI security capabilities, and what stands behind each figure."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from exports.insights.capabilities import CapabilityCell, CapabilityRows
from questionnaires.library import load_lens
from wizard.app.drawing import literal, points
from wizard.app.screens.insights.page import InsightPage
from wizard.app.shades import legend
from wizard.app.widgets.capability_detail import CapabilityDetail, sources_in_words, title_of
from wizard.app.widgets.figure_grid import FigureGrid, Shown
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.top_bar import TopBar
from wizard.core.capabilities import ALL, COMPONENTS
from wizard.core.standing import ControlStanding, control_standings

_BESIDE_FROM, _BOTH_FROM = 120, 156
"""From how many columns on the details, and both kinds of figures, stand beside each other."""
_COLUMNS = (ALL, *COMPONENTS)
_AICM = "AICM"
_WHAT = (
    "How nine security capabilities for AI stand (from AWS's Cloud Adoption Framework, CAF), for what enters the model, the "
    "model itself and its output. 100 means that everything asked is in place; what is open counts as nothing."
)
_TO_ADD = " To add the lens: 1, then S (Scope)."
_NO_WEAKEST = "Nothing is answered yet, so no cell is called weak."
_ALL_THERE = "Nothing is missing in any cell."
_NONE = (
    "The scope of this assessment reaches no question of the capabilities. Press 1 for the questions, then S to change "
    "the scope."
)


class CapabilitiesPage(InsightPage):
    """Shows capabilities as lines and components as columns, in figures of the lens or of the AICM."""

    PAGE = "capabilities"
    METHOD_PARTS = ("How the capabilities are counted",)
    CSS_PATH = "capabilities.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "weakest", "Weakest", tooltip="Go to the weakest cell, then to the next weakest."),
        Binding(
            "b", "other", "AICM figures", tooltip="Switch between the figures of the capabilities and of the AICM."
        ),
        Binding("d", "details", "Details", tooltip="Read what stands behind the figure."),
    ]

    _aicm = False

    def compose(self) -> ComposeResult:
        """Top bar, what is shown, the grid beside the details, keys."""
        yield TopBar(self.SECTION)
        yield Static(id="capabilities-words")
        with Container(id="capabilities-body"):
            with Vertical(id="capabilities-left"):
                yield FigureGrid(id="capabilities-grid")
                yield Static(id="capabilities-legend")
                yield Static(id="capabilities-weakest")
            yield CapabilityDetail()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the figures, at the place where somebody was."""
        self.show_state()
        self._aicm = self.place.endswith(f" {_AICM}")
        self.query_one("#capabilities-words", Static).update(self._words())
        self.query_one("#capabilities-legend", Static).update(literal(legend()))
        self.query_one("#capabilities-weakest", Static).update(self._weakest_words())
        self.query_one("#capabilities-body").display = self._asks
        if self._asks:
            self.query_one(FigureGrid).focus()
            self._fill(self._line_of(self.place), self._column_of(self.place))

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")
        both = event.size.width >= _BOTH_FROM
        if both != self.has_class("-both"):
            self.set_class(both, "-both")
            if self._asks and self.query_one(FigureGrid).row_count:
                line, column = self.query_one(FigureGrid).place
                self._aicm = self._aicm if both else column >= len(_COLUMNS)
                self._fill(line, column % len(_COLUMNS))

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def _rows(self) -> CapabilityRows:
        return self.insights.capabilities

    @property
    def _asks(self) -> bool:
        return bool(self._rows.questions)

    @cached_property
    def _cells(self) -> dict[tuple[str, str], CapabilityCell]:
        return {(cell.capability, cell.component): cell for cell in self._rows.lines}

    @cached_property
    def _keys(self) -> Sequence[str]:
        return (*(total.capability for total in self._rows.capabilities), ALL)

    @property
    def _both(self) -> bool:
        return self.has_class("-both")

    def _words(self) -> Content:
        whole = self._rows.whole
        if whole is None or not self._asks:
            return Content(_NONE)
        basis = (f"\n{self._rows.remark or self._rows.basis}{'' if self._rows.included else _TO_ADD}", "$text-muted")
        if whole.is_unanswered:
            return Content.assemble(f"{_WHAT}\n", ("No figure yet", "bold"), f" over {whole.asked} questions.", basis)
        return Content.assemble(
            f"{_WHAT}\n",
            (f"{points(whole.score)} of 100", "bold"),
            f" over {whole.asked} questions: {sources_in_words(whole, self._rows)}. ",
            f"All questions of the linked AICM controls come to {points(whole.matrix)}.",
            basis,
        )

    def _weakest_words(self) -> Content:
        whole, weakest = self._rows.whole, self._rows.weakest_cells
        if not weakest:
            return Content(_ALL_THERE if whole and whole.own + whole.linked else _NO_WEAKEST)
        width = max(len(title_of(cell)) for cell in weakest)
        lines = (f"{title_of(cell).ljust(width)}  {points(cell.score):>3}   {cell.about}" for cell in weakest)
        return Content.assemble(("Weakest (w goes there)\n", "$text-muted"), literal("\n".join(lines)))

    def _fill(self, line: int, column: int) -> None:
        """Draw the grid in the figures that are wanted, with the cursor on one of them."""
        plain = [component.capitalize() for component in _COLUMNS]
        marked = [f"{_AICM}\n{component}" for component in _COLUMNS]
        grid = self.query_one(FigureGrid)
        if self._both:
            headings, corner = [*plain, *marked], "Capability"
        else:
            headings, corner = plain, f"Capability, {'AICM' if self._aicm else 'CAF'} figures"
        lines = [(self._cells[key, ALL].title, self._figures(key)) for key in self._keys]
        shift = len(_COLUMNS) if self._both and self._aicm else 0
        grid.fill(corner, headings, lines, at=(line, column + shift))
        self._show_detail()

    def _figures(self, key: str) -> list[Shown]:
        cells = [self._cells[key, component] for component in _COLUMNS]
        scores = [Shown(cell.score, cell.is_unanswered) for cell in cells]
        matrix = [Shown(cell.matrix, cell.is_matrix_unanswered) for cell in cells]
        if self._both:
            return [*scores, *matrix]
        return matrix if self._aicm else scores

    @property
    def _here(self) -> CapabilityCell:
        line, column = self.query_one(FigureGrid).place
        return self._cells[self._keys[line], _COLUMNS[column % len(_COLUMNS)]]

    @on(FigureGrid.Moved)
    def _moved(self, message: FigureGrid.Moved) -> None:
        message.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        detail = self.query_one(CapabilityDetail)
        detail.show(self._here, self._rows, load_lens(self._rows.lens), self._standings)

    @cached_property
    def _standings(self) -> Mapping[str, ControlStanding]:
        return control_standings(self.result)

    def _line_of(self, place: str) -> int:
        key = place.partition(" ")[0]
        return self._keys.index(key) if key in self._keys else 0

    def _column_of(self, place: str) -> int:
        _, component, *_ = (*place.split(" "), "", "")
        return _COLUMNS.index(component) if component in _COLUMNS else 0

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs figures is offered only where there are some."""
        del parameters
        if action == "weakest":
            return bool(self._rows.weakest)
        if action == "other":
            return self._asks and not self._both
        return self._asks if action == "details" else True

    def action_weakest(self) -> None:
        """Go to the weakest cell; from a weak one to the next."""
        here, weakest = (self._here.capability, self._here.component), self._rows.weakest
        capability, component = weakest[(weakest.index(here) + 1) % len(weakest) if here in weakest else 0]
        self.query_one(FigureGrid).go_to(self._keys.index(capability), _COLUMNS.index(component))

    def action_other(self) -> None:
        """Switch between the two kinds of figures."""
        self._aicm = not self._aicm
        self._fill(*self.query_one(FigureGrid).place)

    @on(FigureGrid.Opened)
    def _opened(self, message: FigureGrid.Opened) -> None:
        message.stop()
        self._show_questions(aicm=self._aicm if not self._both else message.column >= len(_COLUMNS))

    def _show_questions(self, *, aicm: bool) -> None:
        """Lead to the questions of the lens where it is asked, else, or from a figure of the AICM, to the linked ones."""
        cell = self._here
        place = f"{cell.capability} {cell.component}" + (f" {_AICM}" if aicm else "")
        if self._rows.included and not aicm:
            own = (row.question for row in self._rows.questions if self._is_in(cell, row.capability, row.component))
            self.show_questions(own, title_of(cell), place)
        else:
            self.show_questions_of(cell.controls, f"{_AICM}: {title_of(cell)}", place)

    @staticmethod
    def _is_in(cell: CapabilityCell, capability: str, component: str) -> bool:
        return cell.capability in (ALL, capability) and cell.component in (ALL, component)

    def action_back(self) -> None:
        """Leave the details, then the page."""
        if self.reads_details:
            self.leave_details()
        else:
            super().action_back()
