"""The line of filters above the gaps: each with its key and its count; a click does what the key does."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from wizard.core.gap_list import GapFilter, Trait

TRAIT_KEYS = {
    Trait.BLOCKS_NOW: "B",
    Trait.BLOCKS_NEXT: "T",
    Trait.NO_PLAN: "P",
    Trait.OVERDUE: "O",
    Trait.ACCEPTED: "A",
    Trait.QUICK_WIN: "W",
}
STAGE_KEY = "L"
_SHORT = {Trait.BLOCKS_NOW: "now", Trait.BLOCKS_NEXT: "next", Trait.NO_PLAN: "no plan", Trait.QUICK_WIN: "quick"}
_ROOM_FOR_ALL_WORDS = 110


class FilterChip(Static):
    """One filter; a tick says that it is on."""

    class Toggled(Message):
        """The chip was clicked."""

        def __init__(self, trait: Trait) -> None:
            super().__init__()
            self.trait = trait

    def __init__(self, trait: Trait) -> None:
        super().__init__()
        self._trait = trait
        self.tooltip = f"{trait.summary} Key: {TRAIT_KEYS[trait]}"

    def show(self, count: int, *, is_on: bool, is_short: bool) -> None:
        """Show whether it is on, and how many gaps it would leave of all."""
        words = _SHORT.get(self._trait, self._trait.value) if is_short else self._trait.value
        label = (f"✓{words}", "bold") if is_on else (f" {words}", "")
        self.update(Content.assemble((TRAIT_KEYS[self._trait], "bold $accent"), label, (f" {count}", "$text-muted")))
        self.set_class(is_on, "-on")

    @on(Click)
    def _clicked(self) -> None:
        self.post_message(self.Toggled(self._trait))


class StageChip(Static):
    """The filter by the stage of the lifecycle; a tick says that it is on."""

    class Clicked(Message):
        """The chip was clicked."""

    def show(self, wanted: GapFilter, *, is_offered: bool) -> None:
        """Show whether it is on; it is hidden where no control has a stage."""
        self.display = is_offered
        label = ("✓lifecycle", "bold") if wanted.stage else (" lifecycle", "")
        self.update(Content.assemble((STAGE_KEY, "bold $accent"), label))
        self.set_class(bool(wanted.stage), "-on")

    @on(Click)
    def _clicked(self) -> None:
        self.post_message(self.Clicked())


class GapFilters(Horizontal):
    """All filters side by side; shorter words where there is less room."""

    def compose(self) -> ComposeResult:
        """A chip for each."""
        for trait in Trait:
            yield FilterChip(trait)

    def show(self, counts: Mapping[Trait, int], wanted: GapFilter) -> None:
        """Show counts, and which filters are on."""
        is_short = self.size.width < _ROOM_FOR_ALL_WORDS
        for trait, chip in zip(Trait, self.query(FilterChip), strict=True):
            chip.show(counts[trait], is_on=trait in wanted.traits, is_short=is_short)
