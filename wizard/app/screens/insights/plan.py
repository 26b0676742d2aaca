"""The road ahead: work packages by phase, and what those come to that somebody chooses."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from exports.insights import Insights
from exports.insights.plan import PackageRow, PhaseRow, PlanRows
from exports.plan_words import hopes, planned_too_early
from wizard.app.drawing import literal, points
from wizard.app.screens.insights.page import InsightPage
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.plan_choice import PlanChoice
from wizard.app.widgets.plan_detail import PlanDetail
from wizard.app.widgets.plan_table import PlanLine, PlanTable, key_of
from wizard.app.widgets.top_bar import TopBar
from wizard.services.insights.choosing import choice_of
from wizard.services.insights.plan import with_people
from wizard.services.session import Session
from wizard.store.repository import Repository

_BESIDE_FROM = 120
_MOST_PEOPLE = 9
_WORDS = (
    "Work packages in the order of work: each closes gaps that block a phase, and what it needs comes before it. "
    "Work: for one person. Rise: what it adds to the posture score (0 to 100). Then: the score after it and all before it."
)
_SHORT_WORDS = "Work: for one person. Rise: points that a package adds to the posture score. Then: the score after it."
_NOTHING = (
    "Nothing blocks the phases of this assessment, and there is nothing to plan. The phases say when to assess again."
)


class PlanPage(InsightPage):
    """Shows packages and phases; ``place`` is the line. What is chosen and who works is kept with the session."""

    PAGE = "plan"
    METHOD_PARTS = ("How the road is laid out",)
    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "Choose", tooltip="What if? Choose the package, or take it out again."),
        Binding(
            "a", "choose_phase", "All of phase", tooltip="Choose all packages of this phase, or take them out again."
        ),
        Binding("n", "choose_none", "None", tooltip="Choose none."),
        Binding("enter", "open", "Questions", key_display="⏎", tooltip="Go to the questions of the line."),
        Binding("d", "details", "Details", tooltip="Read everything about the line: what, why, steps, needs."),
        Binding("p", "people(1)", "People", tooltip="One more person works on it (1 to 9): the dates follow."),
        Binding("P", "people(-1)", "One less", show=False, tooltip="One person less works on it."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Leave the details, then the page."),
    ]

    def __init__(self, session: Session, repository: Repository, insights: Insights, place: str = "") -> None:
        super().__init__(session, repository, insights, place)
        self.plan: PlanRows = with_people(insights.plan, session.people)

    @property
    def _chosen(self) -> frozenset[str]:
        """The chosen packages; those that were chosen earlier and are done by now are none any more."""
        return self.session.chosen_packages & {package.key for package in self.plan.packages}

    def compose(self) -> ComposeResult:
        """Top bar, words, baseline, table beside details, what the choice comes to, keys."""
        yield TopBar(self.SECTION)
        yield Static(id="plan-words")
        yield Static(self._baseline(), id="plan-baseline")
        with Container(id="plan-body"):
            yield PlanTable()
            yield PlanDetail()
        yield PlanChoice()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show everything, the cursor where it was."""
        self.show_state()
        result = self.result
        self._titles = {question: result.bank.control_of(question).title for question in result.asked}
        self._show_words()
        self.query_one(PlanTable).fill(list(self._lines()), self._chosen, self.place)
        self.query_one(PlanTable).focus()
        self._show_line()
        self._show_choice()

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")
        self.call_after_refresh(self._show_words)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[PlanLine]:
        """What is to be answered first, then each phase with its packages."""
        yield from (package for package in self.plan.packages if package.open)
        for phase in self.plan.phases:
            yield phase
            yield from (row for row in self.plan.packages if row.phase == phase.phase and not row.open)

    def _show_words(self) -> None:
        workers = "1 person" if self.plan.people == 1 else f"{self.plan.people} people"
        words = _SHORT_WORDS if self.has_class("-narrow") else _WORDS
        told = (words, f"Dates: {workers} at work (p changes that).", hopes(self.plan), planned_too_early(self.plan))
        text = " ".join(filter(None, told)) if self.plan.packages else _NOTHING
        self.query_one("#plan-words", Static).update(literal(text))

    def _baseline(self) -> Content:
        """The first posture, of all baseline questions and by layer."""
        if not self.plan.baseline:
            return Content("No baseline question is asked in this scope.")
        whole, *layers = self.plan.baseline
        if not whole.answered:
            return Content("No baseline question is answered yet: the first posture will stand here.")
        parts = "   ".join(f"{layer.title} {points(layer.posture)}" for layer in layers)
        answered = f"   {whole.answered} of {whole.asked} answered   "
        return Content.assemble(
            ("Baseline posture ", "bold"), (points(whole.posture), "bold $accent"), (answered, "$text-muted"), parts
        )

    @on(PlanTable.LookedAt)
    def _show_line(self) -> None:
        line = self.query_one(PlanTable).looked_at
        self.query_one(PlanDetail).show(line, self.plan, self._chosen, self._titles)
        self.refresh_bindings()

    def _show_choice(self) -> None:
        choice = choice_of(self.result, self.plan, self._chosen) if self._chosen else None
        self.query_one(PlanChoice).show(choice, self.plan)
        self.refresh_bindings()

    # -- choosing --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs packages is offered only where there are some."""
        if action in ("choose", "choose_phase", "open", "people") and not self.plan.packages:
            return None
        if action == "choose_none" and not self._chosen:
            return None
        return super().check_action(action, parameters)

    @on(PlanTable.Toggled)
    def action_choose(self) -> None:
        """Choose the package of the line, or take it out again; on a phase, all of it."""
        line = self.query_one(PlanTable).looked_at
        if isinstance(line, PackageRow):
            self._choose(self._chosen ^ {line.key})
        else:
            self.action_choose_phase()

    def action_choose_phase(self) -> None:
        """Choose all packages of the phase of the line; take them out where all are chosen."""
        line = self.query_one(PlanTable).looked_at
        if line:
            own = {package.key for package in self.plan.packages if package.phase == line.phase}
            self._choose(self._chosen - own if own <= self._chosen else self._chosen | own)

    def action_choose_none(self) -> None:
        """Choose none."""
        self._choose(frozenset())

    def _choose(self, keys: frozenset[str]) -> None:
        self.session.chosen_packages = keys
        self.query_one(PlanTable).mark(keys)
        self._show_line()
        self._show_choice()

    def action_people(self, more: int) -> None:
        """Let one more or one less work on it; after nine comes one."""
        self.session.people = (self.plan.people - 1 + more) % _MOST_PEOPLE + 1
        self.plan = with_people(self.plan, self.session.people)
        self._show_words()
        line = self.query_one(PlanTable).looked_at
        self.query_one(PlanTable).fill(list(self._lines()), self._chosen, key_of(line) if line else "")
        self._show_line()

    # -- leading elsewhere -----------------------------------------------------------------------------------------

    @on(PlanTable.Opened)
    def action_open(self) -> None:
        """Lead to the questions of the package, or of all packages of the phase."""
        line = self.query_one(PlanTable).looked_at
        if line is None:
            return
        if isinstance(line, PhaseRow):
            own = (package for package in self.plan.packages if package.phase == line.phase)
            questions = [question for package in own for question in package.questions]
            self.show_questions(questions, f"what blocks {line.phase}", key_of(line))
        else:
            self.show_questions(line.questions, f"{line.title}, {line.phase}", line.key)

    def action_back(self) -> None:
        """Leave the details, then the page."""
        if self.reads_details:
            self.leave_details()
        else:
            super().action_back()
