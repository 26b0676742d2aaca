"""A line that says how many there are of each kind, and lets one of them be chosen."""

from collections.abc import Iterator, Mapping

from textual import on
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

_GAP = "   "


class CountFilters(Static):
    """Each kind with its count; the chosen one has a sign before it. A click chooses."""

    class Chosen(Message):
        """A kind was clicked; an empty one means all."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._counts: Mapping[str, int] = {}
        self._chosen = ""

    def show(self, counts: Mapping[str, int], chosen: str) -> None:
        """Show how many there are of each kind; ``chosen`` is empty for all."""
        self._counts, self._chosen = counts, chosen
        self.refresh(layout=True)

    def words_of(self, number: int, word: str) -> str:
        """How a kind is written; an empty one stands for all. ``number`` counts from 0, which is all."""
        raise NotImplementedError

    def render(self) -> Content:
        """One line, or several where there is little room."""
        lines = [
            Content(_GAP).join([Content.styled(words, self._style(word)) for word, words in line])
            for line in self._lines()
        ]
        return Content("\n").join(lines)

    def _style(self, word: str) -> str:
        return "bold $text-accent" if word == self._chosen else "$foreground 80%"

    def _items(self) -> Iterator[tuple[str, str]]:
        for number, (word, count) in enumerate({"": sum(self._counts.values()), **self._counts}.items()):
            sign = "▸" if word == self._chosen else " "
            yield word, f"{sign}{self.words_of(number, word)} {count}"

    def _lines(self) -> list[list[tuple[str, str]]]:
        width = self.content_size.width or self.app.size.width - 4
        lines: list[list[tuple[str, str]]] = [[]]
        taken = 0
        for word, words in self._items():
            if taken and taken + len(words) > width:
                lines.append([])
                taken = 0
            lines[-1].append((word, words))
            taken += len(words) + len(_GAP)
        return lines

    @on(Click)
    def _clicked(self, event: Click) -> None:
        place, lines = event.get_content_offset(self), self._lines()
        if place is None or place.y >= len(lines):
            return
        start = 0
        for word, words in lines[place.y]:
            if start <= place.x < start + len(words):
                self.post_message(self.Chosen(word))
                return
            start += len(words) + len(_GAP)
