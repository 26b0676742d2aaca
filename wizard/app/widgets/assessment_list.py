"""The list of the home screen: each assessment in two or three quiet lines, or the ways to begin where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.app.drawing import bar, literal, percent

_QUIET = "dim"
"""No colour of its own: a highlighted row has another ground."""
_COLUMNS_FROM = 92
"""From this width on progress, scores and the last change stand in columns beside the name."""
_ROOMY_FROM = 150
_WIDEST_NAME = 80
_GAP = 3
_POSTURE, _CHANGED = 12, 14
_PERCENT, _COUNT = 7, 20
_EDGES = 4
"""The blanks at both sides of an option, and the scroll bar."""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """What the home screen knows of an assessment; ``given`` counts the answers that would be lost with it.

    ``review`` counts the answers that were carried over and want another look.
    """

    name: str
    organization: str
    facts: str
    answered: int
    asked: int
    given: int
    posture: float | None
    assessed: float | None
    changed: str
    archived: bool = False
    review: int = 0

    def matches(self, words: str) -> bool:
        """Whether all words occur in what the row says; letter case does not matter."""
        text = f"{self.name} {self.organization} {self.facts}".casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class Way:
    """A way to begin: the key, what it does, in a few words and in a sentence, and the screen's action."""

    key: str
    title: str
    summary: str
    action: str


class AssessmentList(OptionList):
    """Shows rows or ways; draws them anew when its width changes. User text is never read as markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", key_display="⏎", tooltip="Go on with what is chosen."),
    ]

    class Opened(Message):
        """An assessment was chosen with Enter or the mouse."""

    class WayChosen(Message):
        """A way to begin was chosen with Enter or the mouse."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: tuple[AssessmentRow, ...] = ()
        self._ways: tuple[Way, ...] = ()
        self._drawn_for = 0

    @property
    def chosen(self) -> AssessmentRow | None:
        """The highlighted assessment."""
        number = self.highlighted
        return self._rows[number] if number is not None and number < len(self._rows) else None

    def show(self, rows: Sequence[AssessmentRow], ways: Sequence[Way] = (), chosen: str = "") -> None:
        """Show assessments, the named one highlighted, or the one in the same place; or ways to begin."""
        self._rows, self._ways = tuple(rows), tuple(ways)
        names = [row.name for row in rows]
        self._fill(names.index(chosen) if chosen in names else self.highlighted or 0)

    @on(Resize)
    def _resized(self) -> None:
        if self._drawn_for not in (0, self.size.width):
            self._fill(self.highlighted or 0)

    def _fill(self, highlighted: int) -> None:
        self._drawn_for = self.size.width or self.app.size.width - _EDGES
        width = max(self._drawn_for - _EDGES, 20)
        prompts = [draw_row(row, width) for row in self._rows] or [draw_way(way) for way in self._ways]
        self.clear_options()
        self.add_options(part for prompt in prompts for part in (Option(prompt), None))
        if prompts:
            self.highlighted = min(highlighted, len(prompts) - 1)

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if self._rows:
            self.post_message(self.Opened())
        else:
            self.post_message(self.WayChosen(self._ways[message.option_index].action))


def draw_way(way: Way) -> Content:
    """A way to begin: its key, its title, and a quiet sentence below."""
    return Content.assemble((f" {way.key} ", "bold"), (f" {way.title}\n", "bold"), (f"    {way.summary}", _QUIET))


def draw_row(row: AssessmentRow, width: int) -> Content:
    """An assessment in as many lines as the width asks for: two with columns, three without."""
    return _columns(row, width) if width >= _COLUMNS_FROM else _stacked(row, width)


def _columns(row: AssessmentRow, width: int) -> Content:
    bar_width = 20 if width >= _ROOMY_FROM else 10
    progress = max(bar_width + _PERCENT, _COUNT)
    left = min(width - progress - _POSTURE - _CHANGED - 3 * _GAP, _WIDEST_NAME)
    gap = Content(" " * _GAP)
    first = [
        _fit(_title(row), left),
        _fit(_progress(row, bar_width), progress),
        _fit(Content(f"posture {_score(row.posture)}"), _POSTURE),
        _fit(Content(row.changed), _CHANGED),
    ]
    second = [
        _fit(_facts(row), left),
        _fit(Content.styled(_count(row), _QUIET), progress),
        Content.styled(f"assessed {_score(row.assessed)}", _QUIET),
    ]
    return Content("\n").join([gap.join(first), gap.join(second)])


def _stacked(row: AssessmentRow, width: int) -> Content:
    left = max(width - len(row.changed) - _GAP, width // 2)
    head = [_fit(_title(row), left), Content(" " * _GAP), Content.styled(row.changed, _QUIET)]
    figures = f"   {_count(row)}   posture {_score(row.posture)}   assessed {_score(row.assessed)}"
    lines = [
        Content.assemble(*head),
        _facts(row),
        Content.assemble(_progress(row, 10), (figures, _QUIET)),
    ]
    return Content("\n").join([line.truncate(width, ellipsis=True) for line in lines])


def _title(row: AssessmentRow) -> Content:
    organization = f"   {literal(row.organization).plain}" if row.organization else ""
    return Content.assemble((literal(row.name).plain, "bold"), (organization, _QUIET))


def _facts(row: AssessmentRow) -> Content:
    from wizard.app.symbols import REVIEW  # noqa: PLC0415  (the first frame does without it)

    again = f"{REVIEW} {row.review} to look at again · " if row.review else ""
    return Content.assemble(again, (literal(row.facts).plain, _QUIET))


def _progress(row: AssessmentRow, bar_width: int) -> Content:
    share = row.answered / row.asked if row.asked else 0
    return Content.assemble(bar(share, bar_width), f"{percent(row.answered, row.asked):>{_PERCENT}}")


def _count(row: AssessmentRow) -> str:
    return f"{row.answered} of {row.asked} answered"


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _fit(text: Content, width: int) -> Content:
    return text.truncate(width, ellipsis=True, pad=True)
