"""The line of exposure levels above the techniques: each with its key and its count; a click does what the key does."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from exports.words import LEVELS
from wizard.app.widgets.exposure_lines import SHORT_LEVELS

LEVEL_KEYS = dict(zip(LEVELS, "VHMLUN", strict=True))
_ROOM_FOR_ALL_WORDS = 90


class LevelChip(Static):
    """One level; a tick says that only its techniques are listed."""

    class Toggled(Message):
        """The chip was clicked."""

        def __init__(self, level: str) -> None:
            super().__init__()
            self.level = level

    def __init__(self, level: str) -> None:
        super().__init__()
        self._level = level
        self.tooltip = f"List only techniques of the level {level!r}. Key: {LEVEL_KEYS[level]}"

    def show(self, count: int, *, is_on: bool, is_short: bool) -> None:
        """Show whether it is on, and how many techniques have the level."""
        words = SHORT_LEVELS.get(self._level, self._level) if is_short else self._level
        label = (f"✓{words}", "bold") if is_on else (f" {words}", "")
        self.update(Content.assemble((LEVEL_KEYS[self._level], "bold $accent"), label, (f" {count}", "$text-muted")))
        self.set_class(is_on, "-on")

    @on(Click)
    def _clicked(self) -> None:
        self.post_message(self.Toggled(self._level))


class LevelFilters(Horizontal):
    """All levels side by side."""

    def compose(self) -> ComposeResult:
        """A chip for each."""
        for level in LEVELS:
            yield LevelChip(level)

    def show(self, counts: Mapping[str, int], wanted: str) -> None:
        """Show counts, and which level is listed alone; empty for all."""
        is_short = self.size.width < _ROOM_FOR_ALL_WORDS
        for level, chip in zip(LEVELS, self.query(LevelChip), strict=True):
            chip.show(counts.get(level, 0), is_on=level == wanted, is_short=is_short)
