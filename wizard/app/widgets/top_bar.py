"""The lines at the top of an opened assessment: what it is, how far it is, whether all is on disk, and its sections.

One widget that draws both lines: it changes at every answer, and many small ones would make each answer wait.
"""

from textual import on
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from wizard.app.destinations import Section
from wizard.app.drawing import bar, literal, percent
from wizard.app.symbols import REVIEW
from wizard.core.assessment import Result
from wizard.core.carrying import to_review
from wizard.services.session import SaveState

_GAP = 2
_WIDE = 100
"""From so many columns on there is room for a bar."""


class TopBar(Static):
    """Name and scope at the left, progress and the truth about saving at the right; below them sections and view."""

    DEFAULT_CSS = """
    TopBar { height: 2; background: $panel; padding: 0 1; }
    """

    class SectionChosen(Message):
        """The name of a section was clicked."""

        def __init__(self, section: Section) -> None:
            super().__init__()
            self.section = section

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self._who, self._state, self._view = Content(), Content(), Content()

    def show(self, result: Result, state: SaveState) -> None:
        """Show the current state."""
        profile, score = result.assessment.profile, result.score
        scope = f"  {' + '.join(profile.roles)} · {profile.phase} → {profile.target_phase}"
        if result.bank.id in profile.lenses:
            scope = f"  lens {result.bank.id}: {result.bank.title}"
        self._who = Content.assemble((literal(profile.name).plain, "bold"), (literal(scope).plain, "$foreground 65%"))
        share = score.answered / score.asked if score.asked else 0
        left, wide = len(to_review(result)), self.app.size.width >= _WIDE
        progress = f"{percent(score.answered, score.asked)}   "
        if wide:
            progress = f"{bar(share)} {progress}"
        again = f"{REVIEW} {left} to look at{' again' if wide else ''}   " if left else ""
        self._state = Content.assemble(progress, (again, "$text-warning"), _saving(state))
        self.refresh()

    def say(self, words: str) -> None:
        """Say beside the sections what is shown."""
        self._view = Content.styled(literal(words).plain, "$text-accent")
        self.refresh()

    def render(self) -> Content:
        """Both lines, as wide as there is room."""
        width = self.content_size.width
        tabs = Content.assemble(*_tabs(self._section))
        return Content("\n").join(
            [_both_ends(self._who, self._state, width), _both_ends(tabs, self._view, width, cut_right=True)]
        )

    @on(Click)
    def _clicked(self, event: Click) -> None:
        place = event.get_content_offset(self)
        end = 0
        for section, (text, _) in zip(Section, _tabs(self._section), strict=True):
            end += len(text)
            if place and place.y == 1 and place.x < end:
                self.post_message(self.SectionChosen(section))
                return


def _tabs(current: Section) -> list[tuple[str, str]]:
    """The sections with their keys; the current one has a sign before it."""
    return [
        (f"▸{number} {section.capitalize()}  ", "bold")
        if section is current
        else (f" {number} {section.capitalize()}  ", "$foreground 65%")
        for number, section in enumerate(Section, start=1)
    ]


def _both_ends(left: Content, right: Content, width: int, *, cut_right: bool = False) -> Content:
    """A line with text at both ends; where both do not fit, one of them is cut."""
    if cut_right:
        right = right.truncate(max(0, width - left.cell_length), ellipsis=True)
    else:
        left = left.truncate(max(0, width - right.cell_length - _GAP), ellipsis=True)
    return Content.assemble(left, " " * max(0, width - left.cell_length - right.cell_length), right)


def _saving(state: SaveState) -> tuple[str, str]:
    if state.fault:
        return "✗ NOT SAVED", "bold $text-error"
    if state.pending:
        return "… saving", "$text-warning"
    if state.saved_at:
        return f"✓ saved {state.saved_at.astimezone():%H:%M:%S}", "$text-success"
    return "✓ all saved", "$foreground 65%"
