"""Something on a page of figures that leads to questions: arrows and Tab go from one to the next, Enter opens."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from wizard.app.destinations import Destination


class Leading(Widget, can_focus=True):
    """Something that leads to questions: takes the focus, opens with Enter or a click."""

    DEFAULT_CSS = """
    Leading { height: auto; }
    Leading:hover { background: $boost; }
    Leading:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space", "open", "Show questions", key_display="⏎", tooltip="Show the questions behind this figure."
        ),
        Binding("down,j", "step(1)", "Next figure", show=False, tooltip="Go to the next figure."),
        Binding("up,k", "step(-1)", "Figure before", show=False, tooltip="Go to the figure before."),
        Binding("right", "aside(1)", "Right column", show=False, tooltip="Go to the figure at the right."),
        Binding("left", "aside(-1)", "Left column", show=False, tooltip="Go to the figure at the left."),
        Binding("tab", "group(1)", "Next group", show=False, tooltip="Go to the next group of figures."),
        Binding("shift+tab", "group(-1)", "Group before", show=False, tooltip="Go to the group of figures before."),
        Binding("home", "end_of_page(0)", "First figure", show=False, tooltip="Go to the first figure."),
        Binding("end", "end_of_page(-1)", "Last figure", show=False, tooltip="Go to the last figure."),
    ]

    class Chosen(Message):
        """The user wants to see what is behind it."""

        def __init__(self, destination: Destination) -> None:
            super().__init__()
            self.destination = destination

    def __init__(self, leads_to: Destination | None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.leads_to = leads_to
        self.can_focus = leads_to is not None

    @on(Click)
    def action_open(self) -> None:
        """Lead there."""
        if self.leads_to is not None:
            self.post_message(self.Chosen(self.leads_to))

    def take_focus(self) -> None:
        """Take the focus and come into sight at once: a page that glides makes every key press wait."""
        self.screen.set_focus(self, scroll_visible=False)
        self.scroll_visible(animate=False)

    def action_step(self, by: int) -> None:
        """Go to the next figure, or the one before; stops at both ends."""
        others = self._others()
        others[min(max(others.index(self) + by, 0), len(others) - 1)].take_focus()

    def action_aside(self, by: int) -> None:
        """Go to the figure beside this one, in the next column."""
        there = [other for other in self._others() if (other.region.x - self.region.x) * by > 0]
        if there:
            nearest = min(
                there, key=lambda other: (abs(other.region.x - self.region.x), abs(other.region.y - self.region.y))
            )
            nearest.take_focus()

    def action_group(self, by: int) -> None:
        """Go to the first figure of the next group or of the one before, round and round."""
        firsts = {other.parent: other for other in reversed(self._others())}
        groups = list(reversed(firsts))
        firsts[groups[(groups.index(self.parent) + by) % len(groups)]].take_focus()

    def action_end_of_page(self, place: int) -> None:
        """Go to the first or the last figure."""
        self._others()[place].take_focus()

    def _others(self) -> list["Leading"]:
        return [widget for widget in self.screen.query(Leading) if widget.focusable]
