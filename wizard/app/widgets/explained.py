"""Lists to choose from, with more about the highlighted choice beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static

from wizard.app.drawing import literal
from wizard.app.widgets.choices import Choice, Choices
from wizard.app.widgets.rows import Rows
from wizard.core.text import clean

_MOST_LINES = 12
_SIGN_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Explanation:
    """More about a choice: a heading, and a paragraph or a list below it (twelve lines at most)."""

    heading: str
    lines: Sequence[str]


class StepChoices(Choices):
    """Enter goes on instead of marking. Where one is chosen, it is always the highlighted one: nothing can differ."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Go on", tooltip="Go on with what is marked.")]

    class GoOn(Message):
        """The user is done with this list."""

    def __init__(
        self,
        choices: Sequence[Choice],
        explanations: Mapping[str, Explanation],
        *,
        chosen: Sequence[str] = (),
        several: bool = False,
        id: str,
    ) -> None:
        super().__init__(choices, chosen=chosen, several=several, id=id)
        self._explanations = explanations
        self.several = several
        self.values = tuple(choice.value for choice in choices)

    def on_mount(self) -> None:
        """Begin at what is chosen."""
        self.highlighted = min((self.values.index(value) for value in self.chosen), default=0)

    @property
    def explanation(self) -> Explanation | None:
        """More about the highlighted choice."""
        return None if self.highlighted is None else self._explanations.get(self.values[self.highlighted])

    @property
    def longest_explanation(self) -> int:
        """Lines of the longest explanation."""
        return max((len(explanation.lines) for explanation in self._explanations.values()), default=0)

    def set_chosen(self, values: Sequence[str]) -> None:
        """Choose exactly these, and announce nothing: it is not the user who does so."""
        with self.prevent(Choices.Changed):
            if not self.several:
                self.choose(values[0])
                self.highlighted = self.values.index(values[0])
                return
            for value in set(self.chosen) ^ set(values):
                self.choose(value)

    def action_go_on(self) -> None:
        """Announce that the user is done here."""
        self.post_message(self.GoOn())

    @on(OptionList.OptionHighlighted)
    def _highlighted_is_chosen(self, message: OptionList.OptionHighlighted) -> None:
        value = self.values[message.option_index]
        if not self.several and self.highlighted == message.option_index and value not in self.chosen:
            self.choose(value)


class Explained(Container):
    """Lists, and beside them (below them on a narrow screen) the explanation of the highlighted choice."""

    def __init__(self, *lists: Widget) -> None:
        super().__init__()
        self._lists = lists
        longest = max((item.longest_explanation for item in lists if isinstance(item, StepChoices)), default=0)
        self._most_lines = min(longest, _MOST_LINES)

    def compose(self) -> ComposeResult:
        """The lists and the explanation."""
        with Vertical(classes="lists"):
            yield from self._lists
        with Vertical(classes="explanation"):
            yield Static(classes="explained")
            yield Rows(_SIGN_WIDTH, id="more")

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_list.has_focus:
            self._explain(message.option_list)

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        self._explain(event.widget)

    def _explain(self, widget: Widget) -> None:
        explanation = widget.explanation if isinstance(widget, StepChoices) else None
        if explanation:
            self.query_one(".explained", Static).update(Content.styled(clean(explanation.heading), "bold $text-accent"))
            lines = explanation.lines[: self._most_lines]
            width = _SIGN_WIDTH if len(lines) > 1 else 0
            self.query_one(Rows).show([(Content("·"), literal(line)) for line in lines], width)
