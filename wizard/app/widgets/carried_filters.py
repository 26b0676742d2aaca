"""The line that says what became of how many questions, and lets one kind of them be chosen."""

from collections.abc import Mapping

from textual import on
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from wizard.app.symbols import REVIEW
from wizard.core.carrying import what_happened
from wizard.core.migration import Fate, MigrationRow

_GAP, _SMALL_GAP = 3, 1
ALL = "all"
_AGAIN = what_happened(MigrationRow("", "", Fate.REVIEW, answered=True, reason=""))


class CarriedFilters(Static):
    """Each kind with its key and its count; the chosen one has a sign before it. A click chooses."""

    class Chosen(Message):
        """A kind was clicked; an empty one means all."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__(id="carried-filters")
        self._counts: Mapping[str, int] = {}
        self._chosen = ""

    def show(self, counts: Mapping[str, int], chosen: str) -> None:
        """Show how many of each kind there are; ``chosen`` is empty for all."""
        self._counts, self._chosen = counts, chosen
        self.refresh(layout=True)

    def render(self) -> Content:
        """One line, or several where there is little room."""
        return Content("\n").join([Content.assemble(*line) for line in self._lines()])

    def _items(self) -> list[tuple[str, str]]:
        """The kinds, each with its words."""
        counts = {ALL: sum(self._counts.values()), **self._counts}
        items = []
        for number, (what, count) in enumerate(counts.items()):
            sign = "▸" if what == (self._chosen or ALL) else " "
            mark = f"{REVIEW} " if what == _AGAIN else ""
            items.append(("" if what == ALL else what, f"{sign}{number} {mark}{what} {count}"))
        return items

    def _lines(self) -> list[list[tuple[str, str]]]:
        width = self.content_size.width or self.app.size.width - 4
        lines: list[list[tuple[str, str]]] = [[]]
        taken = 0
        for what, words in self._items():
            if taken and taken + len(words) > width:
                lines.append([])
                taken = 0
            style = "bold $text-accent" if what == self._chosen else "$foreground 80%"
            lines[-1] += [(words, style), (" " * _GAP, "")]
            taken += len(words) + _GAP
        return lines

    @on(Click)
    def _clicked(self, event: Click) -> None:
        place = event.get_content_offset(self)
        lines = self._lines()
        if place is None or place.y >= len(lines):
            return
        shown = [words for line in lines[: place.y] for words, style in line if style]
        end = 0
        for number, (words, _) in enumerate(lines[place.y][::2]):
            end += len(words)
            if end - len(words) <= place.x < end:
                self.post_message(self.Chosen(self._items()[len(shown) + number][0]))
                return
            end += _GAP
