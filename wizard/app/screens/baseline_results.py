"""The end of the guided first hour: a score for each layer, the ten next steps, and the way on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.app.destinations import Destination, Section
from wizard.app.drawing import literal, points
from wizard.app.screens.figures import FiguresScreen
from wizard.app.widgets.figures import Figure, FigureGroup, LargeScore, TextRow
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.top_bar import TopBar
from wizard.core.agenda import BASELINE, EVERYTHING, QuestionFilter, State
from wizard.core.next_steps import NextStep, next_steps
from wizard.core.scope import asked_baseline
from wizard.core.scoring import score, score_by_layer

_OPEN = QuestionFilter(baseline=True, states=frozenset({State.UNANSWERED}))
_NO_ANSWERS = "No baseline question is answered yet. The first scores and next steps will stand here."
_NO_STEPS = "No gaps among the answered questions: the next step is to go on with all questions."


class BaselineResultsScreen(FiguresScreen):
    """Shows what the answered baseline questions come to, and what to do next."""

    CSS_PATH = "baseline_results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "gaps", "All gaps", tooltip="See everything that is missing, the most pressing first."),
        Binding("r", "road", "Road ahead", tooltip="See the work in packages, phase by phase, and what it brings."),
    ]

    def compose(self) -> ComposeResult:
        """Top bar, page, the way on, keys."""
        yield TopBar(self.SECTION)
        with VerticalScroll(id="first-look", can_focus=False):
            yield from self._page()
        asked = len(self.session.result.asked)
        words = Content.assemble(f"Go on with all {asked} questions", (f"   {self._still_open}", "$text-muted"))
        yield TextRow(words, Destination(wanted=EVERYTHING), label=Content("⏎  "), id="go-on")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the way on."""
        self.show_state()
        self.query_one("#go-on").focus()

    @property
    def _still_open(self) -> str:
        open_ = self.session.result.score.open
        return f"{open_} of them still open" if open_ else "all of them answered"

    def _page(self) -> Iterator[Widget]:
        result = self.session.result
        baseline = asked_baseline(result.bank, result.ledger)
        whole = score(result.bank, baseline, result.assessment.answers)
        if not whole.answered:
            yield Static(literal(_NO_ANSWERS), classes="hint")
        else:
            yield LargeScore(
                "First score",
                points(whole.assessed),
                f"of 100: {whole.answered} of {whole.asked} baseline questions answered",
                Destination(wanted=BASELINE),
            )
        if whole.open:
            words = f"{whole.open} still open: Enter on this line leads there"
            yield TextRow(literal(words), Destination(wanted=_OPEN), label=Content("· "), id="open")
        if whole.answered:
            yield self._layers(baseline)
            yield self._steps(next_steps(result, baseline, datetime.now(UTC).date()))

    def _layers(self, baseline: tuple[str, ...]) -> FigureGroup:
        result = self.session.result
        layers = score_by_layer(result.bank, baseline, result.assessment.answers)
        scored = {layer: entry.assessed for layer, entry in layers.items() if entry.assessed is not None}
        figures = [
            Figure(
                layer,
                Destination(wanted=QuestionFilter(baseline=True, layer=layer)),
                (entry.assessed or 0) / 100,
                points(entry.assessed),
                f"{entry.answered} of {entry.asked} answered",
            )
            for layer, entry in layers.items()
        ]
        about = ""
        if scored and min(scored.values()) < max(scored.values()):
            weakest = min(scored, key=scored.__getitem__)
            about = f"weakest: {weakest}, {points(scored[weakest])}"
        return FigureGroup("Layers", about, figures, id="layers")

    def _steps(self, steps: tuple[NextStep, ...]) -> FigureGroup:
        if not steps:
            return FigureGroup("Next steps", _NO_STEPS, id="steps")
        rows = [
            TextRow(
                literal(f"{step.action[:1].upper()}{step.action[1:]}"),
                Destination(question=step.gap.question),
                label=_label(number, step),
                remark=step.gap.question,
            )
            for number, step in enumerate(steps, start=1)
        ]
        title = "The next step" if len(steps) == 1 else f"The {len(steps)} next steps"
        return FigureGroup(title, "the most pressing first; ★ quick win: hours or days", first=rows, id="steps")

    def action_gaps(self) -> None:
        """Go to all gaps."""
        self.lead_to(Destination(Section.GAPS))

    def action_road(self) -> None:
        """Go to the plan."""
        self.lead_to(Destination(Section.INSIGHTS, page="plan"))


def _label(number: int, step: NextStep) -> Content:
    sign = "★" if step.quick else " "
    return Content.assemble(f"{number:>2} ", (f"{sign} ", "bold $accent"), (f"{step.effort:<8}", "$text-muted"))
