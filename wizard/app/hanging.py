"""Rows of a label and a text with a hanging indent: words wrap without running under the label."""

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Line = tuple[Content, Content]
_MARK, _NO_MARK = Content("▌"), Content(" ")


class HangingRows(Visual):
    """Labels in a column, texts beside it; ``marked`` is the number of a row that stands out, ``signed`` leaves room for its sign."""

    def __init__(
        self, lines: Sequence[Line], label_width: int, marked: int | None = None, *, signed: bool = False
    ) -> None:
        self._lines = tuple(lines)
        self._label_width = label_width
        self._marked = marked
        self._signed = signed
        self._heights: dict[int, list[int]] = {}

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Columns that the longest row would take on one line."""
        texts = [text.get_optimal_width(rules, container_width) for _, text in self._lines]
        return self._label_width + self._signed + max(texts, default=0)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Columns that the longest word needs."""
        texts = [text.get_minimal_width(rules) for _, text in self._lines]
        return self._label_width + self._signed + max(texts, default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that it takes in so many columns."""
        return sum(self.heights(rules, width))

    def heights(self, rules: RulesMap, width: int) -> list[int]:
        """Lines of each row."""
        if width not in self._heights:
            room = self._room(width)
            self._heights[width] = [max(1, text.get_height(rules, room)) for _, text in self._lines]
        return self._heights[width]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """All lines."""
        del height
        strips: list[Strip] = []
        for number, (label, text) in enumerate(self._lines):
            marked = number == self._marked
            own = style + options.get_style("on $accent 20%") if marked else style
            drawn = label.render_strips(self._label_width, 1, own, options) if self._label_width else []
            first = Strip.join(drawn).adjust_cell_length(self._label_width, own.rich_style)
            blank = Strip.blank(self._label_width, own.rich_style)
            sign = _sign(own, options, marked=marked) if self._signed else []
            for place, words in enumerate(text.render_strips(self._room(width), None, own, options)):
                parts = [blank if place else first, words]
                line = Strip.join([*sign, *parts])
                strips.append(line.extend_cell_length(width, own.rich_style))
        return strips

    def _room(self, width: int) -> int:
        return max(1, width - self._label_width - self._signed)


def _sign(style: Style, options: RenderOptions, *, marked: bool) -> list[Strip]:
    return (_MARK if marked else _NO_MARK).render_strips(1, 1, style + options.get_style("$accent"), options)
