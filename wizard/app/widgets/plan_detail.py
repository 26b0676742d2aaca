"""Everything about one line of the road ahead: a package with its steps and needs, or a phase with its threats and dates."""

from collections.abc import Collection, Iterator, Mapping

from textual.content import Content

from exports.insights.plan import PackageRow, PhaseRow, PlanRows
from exports.plan_words import after, again, due_dates, not_answered, owners, threats
from wizard.app.drawing import points
from wizard.app.widgets.detail_pane import DetailPane, Part, Piece, labelled
from wizard.app.widgets.plan_table import CHOSEN, NOT_CHOSEN, QUICK, PlanLine, score


class PlanDetail(DetailPane):
    """Shows a line; scrolls with the arrow keys when it has the focus."""

    def __init__(self) -> None:
        super().__init__(id="plan-detail")

    def show(self, line: PlanLine | None, plan: PlanRows, chosen: Collection[str], titles: Mapping[str, str]) -> None:
        """Fill the pane; ``titles`` are those of the questions' controls."""
        match line:
            case PackageRow():
                self.show_text(_package(line, plan, chosen, titles))
            case PhaseRow():
                self.show_text(_phase(line, plan))
            case None:
                self.show_text(Content())
        self.scroll_home(animate=False)


def _package(package: PackageRow, plan: PlanRows, chosen: Collection[str], titles: Mapping[str, str]) -> Content:
    quick = f"{QUICK} " if package.quick else ""
    state = f"   {package.phase}   {CHOSEN if package.key in chosen else NOT_CHOSEN}"
    head: list[Piece] = [
        (f"{package.number} {quick}{package.title}", "bold $accent"),
        (state, "$text-muted"),
        "\n\n",
        package.what,
    ]
    return labelled(head, _package_parts(package, plan, titles))


def _package_parts(package: PackageRow, plan: PlanRows, titles: Mapping[str, str]) -> Iterator[Part]:
    yield "Why", package.why
    yield "What it changes", _changes(package)
    yield "Work", _work(package)
    yield "Comes", after(package, plan)
    yield "Planned due dates", due_dates(package)
    yield "Owners of the plans", owners(package)
    yield "Steps", "\n".join(f"• {step}" for step in package.steps)
    yield (
        f"Questions ({len(package.questions)}; Enter leads there)",
        "\n".join(f"{question}  {titles[question]}" for question in package.questions),
    )


def _changes(package: PackageRow) -> str:
    ready = ", ".join(f"{phase} {points(share)} %" for phase, share in package.readiness.items())
    return (
        f"Posture rises by {package.rises:.1f}; it is {score(package.posture)} after this package and all before it. "
        f"Ready then: {ready}."
    )


def _work(package: PackageRow) -> str:
    return f"{package.effort[:1].upper()}{package.effort[1:]} for one person, {package.begins} to {package.ends}"


def _phase(phase: PhaseRow, plan: PlanRows) -> Content:
    head: list[Piece] = [(phase.phase.capitalize(), "bold $accent"), "\n\n", f"This phase adds {phase.adds}."]
    return labelled(head, _phase_parts(phase, plan))


def _phase_parts(phase: PhaseRow, plan: PlanRows) -> Iterator[Part]:
    yield threats(phase, plan), "\n".join(f"• {line}" for line in phase.threats)
    own = [package for package in plan.packages if package.phase == phase.phase]
    then = f", {points(own[-1].readiness[phase.phase])} % after its last package" if own else ""
    if phase.share is not None:
        yield "Ready", f"{points(phase.share)} % today{then}"
    if phase.packages:
        yield "Work", f"{phase.effort} for one person, {phase.begins} to {phase.ends}, {phase.gaps} gaps"
    elif not phase.open:
        yield "Work", "Nothing is left to do in this phase."
    yield "Open", not_answered(phase)
    if phase.accepted:
        noun = "gap whose risk is" if phase.accepted == 1 else "gaps whose risks are"
        yield "Not worked on", f"{phase.accepted} {noun} accepted today"
    yield "Assess again", again(phase)
