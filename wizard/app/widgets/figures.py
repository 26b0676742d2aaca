"""Figures that lead somewhere: rows with a bar and a number, large scores, words; and the bars that lead nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from wizard.app.destinations import Destination
from wizard.app.drawing import bar, literal, portions, sparkline
from wizard.app.widgets.leading import Leading

_SIGN = {True: "▸ ", False: "  "}
_GAP = 2
_VALUE = 6
_SHORTEST_BAR, _LONGEST_BAR = 4, 40
_QUIET = "$text-muted"
_NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a row shows: words, a share from 0 to 1 for its bar, the number, and a remark.

    Without a share the words have the room of bar and number. ``style`` colours the bar, or the words where there is none.
    """

    words: str
    leads_to: Destination | None
    share: float | None = None
    value: str = ""
    remark: str = ""
    style: str = "$accent"


class FigureRow(Leading):
    """One line: words, bar, number, remark."""

    DEFAULT_CSS = "FigureRow { height: 1; }"

    def __init__(self, figure: Figure, longest: int, remarks: int) -> None:
        """Show a figure; ``longest`` and ``remarks`` are the widths that line it up with its neighbours."""
        super().__init__(figure.leads_to)
        self._figure = figure
        self._longest = longest
        self._remarks = remarks

    def show(self, figure: Figure) -> None:
        """Show another figure."""
        self._figure = figure
        self.leads_to = figure.leads_to
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Move the sign that says where the focus is."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def render(self) -> Content:
        """The line, for the width at hand."""
        figure = self._figure
        sign = _SIGN[self.has_focus]
        remark = f"{figure.remark:>{self._remarks}}"
        room = max(self.content_size.width - len(sign) - (_GAP + self._remarks if self._remarks else 0), 1)
        words = literal(figure.words)
        quiet, style = ("", "") if self.has_focus else (_QUIET, figure.style)
        tail = (" " * _GAP + remark, quiet) if self._remarks else ""
        if figure.share is None:
            return Content.assemble(sign, words.truncate(room, ellipsis=True, pad=True), tail)
        room -= _VALUE + 1
        length = min(max(room // 4, _SHORTEST_BAR, room - self._longest), _LONGEST_BAR)
        width = max(min(self._longest, room - length), 1)
        return Content.assemble(
            sign,
            words.truncate(width, ellipsis=True, pad=True),
            " ",
            (bar(figure.share, length), style),
            (f"{figure.value:>{_VALUE}}", "bold"),
            tail,
        )


class LargeScore(Leading):
    """A score in large digits with a sentence that says what it means."""

    DEFAULT_CSS = """
    LargeScore { layout: horizontal; width: 1fr; height: auto; }
    LargeScore Digits { width: auto; color: $accent; text-style: bold; margin-right: 1; }
    LargeScore Vertical { height: auto; }
    LargeScore .meaning { color: $text-muted; padding-left: 2; }
    LargeScore:focus Digits, LargeScore:focus .meaning { color: $block-cursor-foreground; }
    """

    def __init__(self, title: str, value: str, meaning: str, leads_to: Destination) -> None:
        super().__init__(leads_to)
        self._title = title
        self._value = value
        self._meaning = meaning

    def compose(self) -> ComposeResult:
        """Digits at the left, words at the right."""
        yield Digits(self._value)
        with Vertical():
            yield Static(self._heading(), classes="what")
            yield Static(literal(self._meaning), classes="meaning")

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Move the sign that says where the focus is."""
        super().watch_has_focus(_has_focus)
        for heading in self.query(".what").results(Static):
            heading.update(self._heading(), layout=False)

    def _heading(self) -> Content:
        return Content.assemble(_SIGN[self.has_focus], (f"{self._title} {self._value}", "bold"))


class TextRow(Leading):
    """Words of one or more lines that lead somewhere, with a sign for the focus and a hanging indent."""

    DEFAULT_CSS = """
    TextRow { layout: horizontal; height: auto; }
    TextRow .sign, TextRow .label { width: auto; }
    TextRow .words { width: 1fr; height: auto; }
    TextRow .remark { width: auto; margin-left: 2; color: $text-muted; }
    TextRow:focus .remark { color: $block-cursor-foreground; }
    """

    def __init__(
        self,
        words: Content,
        leads_to: Destination | None,
        *,
        label: Content = _NOTHING,
        remark: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(leads_to, id=id)
        self._words = words
        self._label = label
        self._remark = remark

    def compose(self) -> ComposeResult:
        """Sign, label, words, remark."""
        yield Static(_SIGN[False], classes="sign")
        yield Static(self._label, classes="label")
        yield Static(self._words, classes="words")
        yield Static(literal(self._remark), classes="remark")

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Move the sign that says where the focus is; on its ground no other colour is sure to be read."""
        super().watch_has_focus(_has_focus)
        for name, content in (
            (".sign", Content(_SIGN[self.has_focus])),
            (".label", self._label),
            (".words", self._words),
        ):
            for part in self.query(name).results(Static):
                part.update(Content(content.plain) if self.has_focus else content, layout=False)


class FigureGroup(Vertical):
    """Figures under a heading."""

    DEFAULT_CSS = """
    FigureGroup { height: auto; margin-bottom: 1; }
    FigureGroup .heading { height: auto; }
    """

    def __init__(
        self,
        title: str,
        about: str,
        figures: Sequence[Figure] = (),
        *,
        first: Sequence[Widget] = (),
        widths: tuple[int, int] = (0, 0),
        id: str,
    ) -> None:
        """Show figures; ``first`` stands above them, ``widths`` of words and remarks line several groups up."""
        super().__init__(id=id)
        self._first = tuple(first)
        self._title = title
        self._about = about
        longest, remarks = widths
        longest = longest or max((len(figure.words) for figure in figures), default=0)
        remarks = max(remarks, *(len(figure.remark) for figure in figures)) if figures else remarks
        self._rows = [FigureRow(figure, longest, remarks) for figure in figures]

    def compose(self) -> ComposeResult:
        """Heading and rows."""
        yield Static(self._heading(), classes="heading")
        yield from self._first
        yield from self._rows

    def show(self, about: str, figures: Sequence[Figure]) -> None:
        """Show the same number of figures, in another order; the focus stays with what it stood for."""
        focused = next((row.leads_to for row in self._rows if row.has_focus), None)
        self._about = about
        self.query_one(".heading", Static).update(self._heading())
        for row, figure in zip(self._rows, figures, strict=True):
            row.show(figure)
            if focused is not None and figure.leads_to == focused:
                row.take_focus()

    def _heading(self) -> Content:
        return Content.assemble((self._title, "bold"), (f"  {self._about}" if self._about else "", _QUIET))


class PortionBar(Static):
    """A bar in parts, each drawn with a sign of its own; as long as there is room."""

    DEFAULT_CSS = "PortionBar { height: 1; }"

    def __init__(self, parts: Sequence[tuple[str, str, int]]) -> None:
        """Show parts of sign, style and count."""
        super().__init__()
        self._parts = tuple(parts)

    def render(self) -> Content:
        """The bar, for the width at hand."""
        width = max(self.content_size.width - 2 * len(_SIGN[False]), 0)
        cells = portions([count for _, _, count in self._parts], width)
        drawn = [(sign * length, style) for (sign, style, _), length in zip(self._parts, cells, strict=True)]
        return Content.assemble(_SIGN[False], *drawn)


class Sparkline(Static):
    """The course of a figure in one line; as long as there is room."""

    DEFAULT_CSS = "Sparkline { height: 1; color: $accent; }"

    def __init__(self, values: Sequence[float]) -> None:
        super().__init__()
        self._values = tuple(values)

    def render(self) -> Content:
        """The line, for the width at hand."""
        width = self.content_size.width - 2 * len(_SIGN[False])
        return Content.assemble(_SIGN[False], sparkline(self._values, width))
