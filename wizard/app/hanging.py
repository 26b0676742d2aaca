"""Text with a hanging indent: a sign, and beside it words that wrap without running under the sign."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Hanging(Visual):
    """What an option list shows for one option; Content alone wraps back to the left edge."""

    def __init__(self, sign: str, words: Content) -> None:
        self._sign = Content(sign)
        self._indent = self._sign.cell_length
        self._words = words

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Columns that it would take on one line."""
        return self._indent + self._words.get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Columns that it needs for its longest word."""
        return self._indent + self._words.get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that it takes in so many columns."""
        return self._words.get_height(rules, max(1, width - self._indent))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines: the sign before the first, blanks before the others."""
        lines = self._words.render_strips(max(1, width - self._indent), height, style, options)
        sign = self._sign.render_strips(self._indent, 1, style, options)[0]
        blank = Strip.blank(self._indent, style.rich_style)
        return [Strip.join([blank if number else sign, line]) for number, line in enumerate(lines)]
