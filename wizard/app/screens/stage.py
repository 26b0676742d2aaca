"""Chooses a lifecycle stage, or one of its sub-stages."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.app.widgets.key_line import KeyLine
from wizard.core.lifecycle import SEPARATOR

_CHOSEN, _OTHER = "▸ ", "  "


class StageScreen(ModalScreen[str | None]):
    """Gives the name of a stage, an empty text for all of them, or nothing when the user goes back.

    ``counts`` says how many there are of what is chosen among, by the name of each stage and sub-stage in order.
    """

    CSS_PATH = "stage.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "Choose",
            key_display="⏎",
            priority=True,
            tooltip="Show only what matters in the highlighted stage.",
        ),
        Binding("escape", "dismiss(None)", "Back", key_display="esc", tooltip="Go back; the choice stays what it was."),
    ]

    def __init__(self, what: str, total: int, counts: Mapping[str, int], chosen: str) -> None:
        super().__init__()
        self._what = what
        self._counts = {"": total, **counts}
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """What to choose, the stages with their sub-stages, keys."""
        names = list(self._counts)
        with Vertical(classes="dialog"):
            yield Static(f"{self._what} of which stage of the lifecycle?", classes="heading")
            yield OptionList(*(Option(self._prompt(name)) for name in names), id="stages")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the current choice."""
        self.query_one(OptionList).highlighted = list(self._counts).index(self._chosen)

    def _prompt(self, name: str) -> Content:
        stage, _, part = name.partition(SEPARATOR)
        words = f"    {part}" if part else stage or "all stages"
        sign = _CHOSEN if name == self._chosen else _OTHER
        return Content.assemble((sign, "$accent"), f"{words:<32}", (f"{self._counts[name]:>5}", "$text-muted"))

    def action_choose(self) -> None:
        """Take the highlighted stage."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _taken(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(list(self._counts)[message.option_index])
