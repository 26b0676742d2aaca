"""The page of one control in the atlas, drawn line by line: only what is visible is ever styled."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from questionnaires.search import word_spans
from wizard.core.text import clean
from wizard.services.atlas_lines import AtlasLine, LineKind, page_lines
from wizard.services.atlas_rows import AtlasPage

_WIDEST = 100
_MARGIN = "  "
_LABEL, _PLAIN = "atlas-view--label", "atlas-view--plain"
_FOUND = Style(bold=True, underline=True)
_TO_THE_END = -1


class AtlasView(ScrollView, can_focus=True):
    """Shows a page, with the words that were sought standing out; text can be marked and copied with the mouse."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_LABEL, *(f"atlas-view--{kind}" for kind in LineKind)}
    DEFAULT_CSS = """
    AtlasView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        & > .atlas-view--title, & > .atlas-view--strong { text-style: bold; }
        & > .atlas-view--domain, & > .atlas-view--label { color: $text-muted; }
        & > .atlas-view--notice { color: $text-warning; }
        & > .atlas-view--heading { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._page: AtlasPage | None = None
        self._words: Sequence[str] = ()
        self._lines: list[AtlasLine] = []
        self._laid_out_for = 0

    def show(self, page: AtlasPage | None, words: Sequence[str] = (), *, stay: bool = False) -> None:
        """Show another page from its top, or nothing; with ``stay`` the same with more in it, from where one reads."""
        self._page = page
        self._words = words
        self._lay_out()
        if not stay:
            self.scroll_to(y=0, animate=False)

    def go_to_section(self, by: int) -> None:
        """Go to the next section, or with a negative number to the one before."""
        here = self.scroll_offset.y
        headings = [number for number, line in enumerate(self._lines) if line.kind is LineKind.HEADING]
        starts = [number - 1 for number in headings if number - 1 not in headings]
        beyond = [start for start in starts if start > here] if by > 0 else [0, *(y for y in starts if y < here)][::-1]
        if beyond:
            self.scroll_to(y=beyond[0], animate=False)

    def on_resize(self, _: Resize) -> None:
        """Lay the page out anew when the width changed."""
        if self._width != self._laid_out_for:
            self._lay_out()

    @property
    def _width(self) -> int:
        return min(self.scrollable_content_region.width - 2 * len(_MARGIN), _WIDEST)

    def _lay_out(self) -> None:
        self._laid_out_for = self._width
        if self._laid_out_for > 0:
            space = [AtlasLine(LineKind.PLAIN, "", "")]
            lines = page_lines(self._page, self._laid_out_for) if self._page else []
            self._lines = [*space, *lines, *space]
            self.virtual_size = Size(self._laid_out_for, len(self._lines))
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of what is visible."""
        number, width, base = y + self.scroll_offset.y, self.size.width, self.get_component_rich_style(_PLAIN)
        if number >= len(self._lines):
            return Strip.blank(width, base)
        text = self._drawn(self._lines[number])
        marked = self.text_selection.get_span(number) if self.text_selection else None
        if marked:
            start, end = marked
            style = self.screen.get_component_rich_style("screen--selection")
            text.stylize(style, start, len(text) if end == _TO_THE_END else end)
        strip = Strip(text.render(self.app.console), text.cell_len)
        return strip.crop_extend(0, width, base).apply_offsets(0, number)

    def _drawn(self, line: AtlasLine) -> Text:
        style = self.get_component_rich_style(f"atlas-view--{line.kind}")
        text = Text(no_wrap=True, end="")
        text.append(_MARGIN, self.get_component_rich_style(_PLAIN))
        text.append(clean(line.label), self.get_component_rich_style(_LABEL) if line.kind is LineKind.PLAIN else style)
        text.append(clean(line.text), style)
        for start, end in word_spans(text.plain, self._words):
            text.stylize(_FOUND, start, end)
        return text

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The marked text, for copying."""
        return selection.extract("\n".join(f"{_MARGIN}{line}" for line in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is marked."""
        del selection
        self.refresh()
