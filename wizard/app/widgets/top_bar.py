"""The lines at the top of an opened assessment: what it is, how far it is, whether all is on disk, and its sections."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from wizard.app.destinations import Section
from wizard.app.drawing import bar, literal, percent
from wizard.core.assessment import Result
from wizard.services.session import SaveState


class SectionTab(Static):
    """The name of a section with its key; a click leads there."""

    class Chosen(Message):
        """The tab was clicked."""

        def __init__(self, section: Section) -> None:
            super().__init__()
            self.section = section

    def __init__(self, section: Section, *, current: bool) -> None:
        number = list(Section).index(section) + 1
        sign = "▸" if current else " "
        super().__init__(Content(f"{sign}{number} {section.capitalize()} "), classes="-current" if current else "")
        self._section = section

    @on(Click)
    def _clicked(self) -> None:
        self.post_message(self.Chosen(self._section))


class TopBar(Vertical):
    """Name and scope at the left, progress and the truth about saving at the right, the sections below."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section

    def compose(self) -> ComposeResult:
        """Two texts, and the tabs."""
        with Horizontal(id="top-line"):
            yield Static(id="who")
            yield Static(id="state")
        with Horizontal(id="sections"):
            for section in Section:
                yield SectionTab(section, current=section is self._section)
            yield Static(id="view")

    def show(self, result: Result, state: SaveState) -> None:
        """Show the current state."""
        profile, score = result.assessment.profile, result.score
        scope = f"  {' + '.join(profile.roles)} · {profile.phase} → {profile.target_phase}"
        if result.bank.id in profile.lenses:
            scope = f"  lens {result.bank.id}: {result.bank.title}"
        self.query_one("#who", Static).update(
            Content.assemble((literal(profile.name).plain, "bold"), (scope, "$foreground 65%")), layout=False
        )
        share = score.answered / score.asked if score.asked else 0
        progress = f"{bar(share)} {percent(score.answered, score.asked)}   "
        self.query_one("#state", Static).update(Content.assemble(progress, _saving(state)), layout=False)

    def say(self, words: str) -> None:
        """Say beside the sections what is shown."""
        self.query_one("#view", Static).update(literal(words), layout=False)


def _saving(state: SaveState) -> tuple[str, str]:
    if state.fault:
        return "✗ NOT SAVED", "bold $text-error"
    if state.pending:
        return "… saving", "$text-warning"
    if state.saved_at:
        return f"✓ saved {state.saved_at.astimezone():%H:%M:%S}", "$text-success"
    return "nothing to save", "$foreground 65%"
