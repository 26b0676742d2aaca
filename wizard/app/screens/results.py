"""The results: scores, readiness and what blocks the next phase; every figure leads to its questions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from wizard.app import result_figures as figures
from wizard.app.course import course_group
from wizard.app.destinations import Destination
from wizard.app.drawing import literal, points
from wizard.app.result_figures import Standing, Then
from wizard.app.screens.figures import FiguresScreen
from wizard.app.widgets.figures import FigureGroup, LargeScore, PortionBar, TextRow
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.leading import Leading
from wizard.app.widgets.top_bar import TopBar
from wizard.core.agenda import EVERYTHING, QuestionFilter
from wizard.core.assessment import Result
from wizard.errors import ExistsError, StoreError
from wizard.services.session import Session
from wizard.store.repository import Repository

_NO_ANSWERS = (
    "No answers yet.\n\n"
    "Here you will see the scores, how ready each phase is,\n"
    "what blocks the next one, and how the score grows.\n\n"
    "Press Enter to go to the first question."
)
_NOTHING_ASKED = "No question is asked in this scope. Press Escape, then choose other roles or a later target phase."
_WEAKEST, _IN_ORDER = "posture and answered, weakest first", "posture and answered, as in the questionnaire"
_FEW, _MANY, _TALL = 5, 12, 50
"""How many blocking questions are named, and from how many lines on it is many."""
_SMALL = 60
_LEFT, _REMARKS = (19, 12), 10
"""Widths of words and remarks that line the bars of a column up."""


class ResultsScreen(FiguresScreen):
    """Shows what the bank in hand comes to: the matrix, or the lens that is being looked at."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "First question", key_display="⏎", tooltip="Go to the first question."),
        Binding("s", "order", "Order", tooltip="Domains: the weakest first, or as in the questionnaire."),
        Binding("m", "milestone", "Milestone", tooltip="Set a milestone: name how things stand now, to compare later."),
        Binding("C", "carried", "Carried over", tooltip="See what was carried over, and what became of it."),
    ]

    class WorkedOut(Message):
        """Everything is worked out and can be shown."""

        def __init__(self, standing: Standing) -> None:
            super().__init__()
            self.standing = standing

    class MilestoneSet(Message):
        """A milestone is on disk; these are all there are now."""

        def __init__(self, label: str, milestones: tuple[Then, ...]) -> None:
            super().__init__()
            self.label = label
            self.milestones = milestones

    class MilestoneRefused(Message):
        """A milestone was not set."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, session: Session, repository: Repository) -> None:
        super().__init__(session, repository)
        self._weakest_first = True
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """Top bar, page, keys."""
        yield TopBar(self.SECTION)
        yield VerticalScroll(id="results", can_focus=False)
        yield Static(id="nothing")
        yield KeyLine()

    def on_mount(self) -> None:
        """Work the figures out, or say what will stand here."""
        self.show_state()
        nothing = self.query_one("#nothing", Static)
        nothing.display = self._empty
        if self._empty:
            self.query_one("#results").display = False
            nothing.update(literal(_NO_ANSWERS if self.session.result.asked else _NOTHING_ASKED))
        else:
            self._work_out(self.session.result)

    def on_resize(self, event: Resize) -> None:
        """Put the scores below each other where there is no room beside."""
        self.set_class(event.size.width < _SMALL, "-small")

    @property
    def _empty(self) -> bool:
        return not self.session.result.score.answered

    # -- showing ---------------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="results")
    def _work_out(self, result: Result) -> None:
        self.post_message(self.WorkedOut(figures.work_out(result, self.session.on_disk, datetime.now(UTC))))

    @on(WorkedOut)
    async def _show(self, message: WorkedOut) -> None:
        message.stop()
        standing = message.standing
        if not self.is_attached:
            return
        self._standing = standing
        await self.query_one("#results").mount(
            Horizontal(*_scores(standing.result), id="scores"),
            Horizontal(
                Vertical(*self._left(standing), classes="column"),
                Vertical(*self._right(standing), classes="column"),
                id="columns",
            ),
        )
        if self.focused is None:
            self.query(Leading).first().focus(scroll_visible=False)

    def _left(self, standing: Standing) -> Iterator[Widget]:
        result = standing.result
        yield FigureGroup(
            "Ready for",
            "share of questions at yes, or yes with gaps",
            figures.readiness_figures(result),
            widths=_LEFT,
            id="ready",
        )
        yield _in_the_way(standing, _MANY if self.app.size.height >= _TALL else _FEW)
        yield FigureGroup("Layers", "posture and answered", figures.layer_figures(result), widths=_LEFT, id="layers")
        yield FigureGroup(
            "Answers",
            "",
            figures.status_figures(result),
            first=[PortionBar(figures.status_portions(result))],
            widths=_LEFT,
            id="statuses",
        )

    def _right(self, standing: Standing) -> Iterator[Widget]:
        result = standing.result
        domains = figures.domain_figures(result, weakest_first=self._weakest_first)
        widths = max((len(figure.words) for figure in domains), default=0), _REMARKS
        yield FigureGroup("Domains", _WEAKEST, domains, widths=widths, id="domains")
        yield FigureGroup(
            "Phases",
            "posture of each phase's own questions",
            figures.phase_figures(result),
            widths=widths,
            id="phases",
        )
        yield course_group(standing.course, standing.milestones)

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An empty screen offers the first question, a full one its order."""
        del parameters
        if action == "begin":
            return self._empty and bool(self.session.result.asked)
        if action == "milestone":
            return self._standing is not None
        if action == "carried":
            return bool(self.session.assessment.migrations)
        return not self._empty if action in ("order", "export") else True

    def action_begin(self) -> None:
        """Go to the first question."""
        self.lead_to(Destination(wanted=EVERYTHING, question=self.session.first_question()))

    def action_order(self) -> None:
        """Turn the order of the domains."""
        groups = self.query("#domains").results(FigureGroup)
        self._weakest_first = not self._weakest_first
        for group in groups:
            group.show(
                _WEAKEST if self._weakest_first else _IN_ORDER,
                figures.domain_figures(self.session.result, weakest_first=self._weakest_first),
            )

    def action_carried(self) -> None:
        """Show the report of what was carried over; it may lead to a question."""
        from wizard.app.screens.carried import CarriedScreen  # noqa: PLC0415  (only when somebody looks)

        def go_on(question_id: str | None) -> None:
            if question_id:
                self.lead_to(Destination(question=question_id))

        self.app.push_screen(CarriedScreen(self.session), go_on)

    # -- milestones ------------------------------------------------------------------------------------------------

    def action_milestone(self) -> None:
        """Ask what to call this moment."""
        from wizard.app.screens.milestone import MilestoneScreen  # noqa: PLC0415  (only when somebody sets one)

        self.app.push_screen(MilestoneScreen(self.session.on_disk.milestones), self._labelled)

    def _labelled(self, label: str | None) -> None:
        if label:
            self._set_milestone(label, self.session.result)

    @work(thread=True, group="save", exit_on_error=False)
    def _set_milestone(self, label: str, result: Result) -> None:
        try:
            self.session.set_milestone(label)
        except (ExistsError, StoreError) as error:
            self.post_message(self.MilestoneRefused(str(error)))
        else:
            self.post_message(self.MilestoneSet(label, figures.milestones_of(result, self.session.on_disk)))

    @on(MilestoneSet)
    async def _show_milestones(self, message: MilestoneSet) -> None:
        message.stop()
        if self._standing is None or not self.is_attached:
            return
        self._standing = replace(self._standing, milestones=message.milestones)
        old = self.query_one("#course", FigureGroup)
        focused = self.focused in old.walk_children()
        new = course_group(self._standing.course, message.milestones)
        await old.remove()
        await self.query(".column").last().mount(new)
        if focused:
            new.query(Leading).first().take_focus()
        self.show_state()
        new.scroll_visible(animate=False)
        self.notify(f"Milestone set: {message.label}.")

    @on(MilestoneRefused)
    def _say_refused(self, message: MilestoneRefused) -> None:
        message.stop()
        self.show_state()
        self.notify(f"No milestone was set: {message.sentence}", severity="error", timeout=15)


def _scores(result: Result) -> Iterator[Widget]:
    score = result.score
    answered = frozenset(result.asked) - frozenset(
        question_id for question_id in result.asked if result.assessment.answer(question_id).status is None
    )
    yield LargeScore(
        "Posture score",
        points(score.posture),
        f"of 100: all {score.asked} questions, the open ones at 0",
        Destination(wanted=EVERYTHING),
    )
    yield LargeScore(
        "Assessed score",
        points(score.assessed),
        f"of 100: the {score.answered} answered {'question' if score.answered == 1 else 'questions'} only",
        Destination(wanted=QuestionFilter(among=answered, title="answered")),
    )


def _in_the_way(standing: Standing, count: int) -> FigureGroup:
    result = standing.result
    blocked = [phase for phase in figures.phases_in_sight(result) if result.readiness[phase].blockers]
    summaries = [
        TextRow(
            Content.styled(figures.blocking_words(result, phase), "bold"),
            figures.blocking(result.readiness[phase]),
            remark=figures.effort_words(standing, phase),
        )
        for phase in blocked
    ]
    first = [figures.gap_figure(gap) for gap in figures.blocking_gaps(result, count)]
    target = result.assessment.profile.target_phase
    about = "roughly, for one person" if blocked else f"nothing blocks {target} any more"
    return FigureGroup("In the way", about, first, first=summaries, id="blockers")
