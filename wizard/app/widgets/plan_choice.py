"""The lines below the road ahead that say what the chosen packages come to."""

from textual.content import Content
from textual.widgets import Static

from exports.insights.plan import PlanRows
from wizard.app.drawing import literal, points
from wizard.services.insights.choosing import Choice, Figure

_INVITATION = "What if? Space chooses packages; what they come to together stands here."
_MOST_NAMED = 3


class PlanChoice(Static):
    """Says how posture, readiness and exposure move, how long it takes, and what is missing before it."""

    def __init__(self) -> None:
        super().__init__(id="plan-choice")

    def show(self, choice: Choice | None, plan: PlanRows) -> None:
        """Say what a choice comes to; invite to one where there is none."""
        self.set_class(choice is not None, "-chosen")
        if choice is None:
            self.update(Content.styled(_INVITATION if plan.packages else "", "$text-muted"))
            return
        count = len(choice.packages)
        ready = ", ".join(f"{phase} {_shares(figure)}" for phase, figure in choice.readiness.items())
        ready = f"   ready for {ready}\n" if ready else "\n"
        self.update(
            Content.assemble(
                (f"With the {count} chosen: " if count > 1 else "With the chosen one: ", "bold"),
                ("posture ", "bold"),
                (_moves(choice.posture), "bold $accent"),
                ready,
                (f"{_work(choice)}   mean exposure to attacks {_moves(choice.exposure, 2)}", "$text-muted"),
                literal(_waits(choice, plan)),
            )
        )


def _moves(figure: Figure, digits: int = 1) -> str:
    return " → ".join("–" if value is None else f"{value:.{digits}f}" for value in (figure.today, figure.then))


def _shares(figure: Figure) -> str:
    return f"{points(figure.today)} → {points(figure.then)} %"


def _work(choice: Choice) -> str:
    """The work and, where open questions are among what is chosen, that the figures count on their answers."""
    hoped = (
        f", {choice.open} open questions counted as in place"
        if choice.open > 1
        else ", 1 open question counted as in place"
    )
    return f"{choice.effort} for one person{hoped if choice.open else ''}"


def _waits(choice: Choice, plan: PlanRows) -> str:
    """The packages that the chosen ones need and that are not chosen."""
    missing = {key for needs in choice.waits_for.values() for key in needs}
    names = [f"{package.number} {package.title}" for package in plan.packages if package.key in missing]
    if not names:
        return ""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    who = ", ".join(str(package.number) for package in choice.packages if package.key in choice.waits_for)
    return f"\n! {who} {'need' if ',' in who else 'needs'} what is not chosen: {', '.join(names[:_MOST_NAMED])}{more}"
