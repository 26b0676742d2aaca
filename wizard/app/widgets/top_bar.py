"""The line at the top: which assessment, how far it is, and whether everything is on disk."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from wizard.app.drawing import bar, literal, percent
from wizard.core.assessment import Result
from wizard.services.session import SaveState


class TopBar(Horizontal):
    """Name and scope at the left, progress and the truth about saving at the right."""

    def compose(self) -> ComposeResult:
        """Two texts."""
        yield Static(id="who")
        yield Static(id="state")

    def show(self, result: Result, state: SaveState) -> None:
        """Show the current state."""
        profile, score = result.assessment.profile, result.score
        scope = f"  {' + '.join(profile.roles)} · {profile.phase} → {profile.target_phase}"
        if result.bank.id in profile.lenses:
            scope = f"  lens {result.bank.id}: {result.bank.title}"
        self.query_one("#who", Static).update(
            Content.assemble((literal(profile.name).plain, "bold"), (scope, "$foreground 65%"))
        )
        share = score.answered / score.asked if score.asked else 0
        progress = f"{bar(share)} {percent(score.answered, score.asked)}   "
        self.query_one("#state", Static).update(Content.assemble(progress, _saving(state)))


def _saving(state: SaveState) -> tuple[str, str]:
    if state.fault:
        return "NOT SAVED", "bold $text-error"
    if state.pending:
        return "saving …", "$text-warning"
    if state.saved_at:
        return f"saved {state.saved_at.astimezone():%H:%M:%S}", "$text-success"
    return "nothing to save", "$foreground 65%"
