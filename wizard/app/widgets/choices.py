"""A list to choose one or several from. What is chosen is said by a sign, not by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.app.hanging import HangingRows

_ONE = {True: "(•)", False: "( )"}
_SEVERAL = {True: "[x]", False: "[ ]"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value, and the words that explain it."""

    value: str
    label: str
    summary: str = ""


class Choices(OptionList):
    """Space or Enter marks the highlighted choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Mark", tooltip="Mark the highlighted line, or take the mark away.")
    ]

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, choices: "Choices") -> None:
            super().__init__()
            self.choices = choices

        @property
        def control(self) -> "Choices":
            """The sender, for selectors."""
            return self.choices

    def __init__(
        self, choices: Sequence[Choice], *, chosen: Sequence[str] = (), several: bool = False, id: str
    ) -> None:
        self._choices = tuple(choices)
        self._chosen = set(chosen)
        self._several = several
        super().__init__(*(Option(self._prompt(choice)) for choice in self._choices), id=id)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen values, in the order of the list."""
        return tuple(choice.value for choice in self._choices if choice.value in self._chosen)

    def choose(self, value: str) -> None:
        """Choose one value, or turn it on or off where several may be chosen."""
        self._chosen = self._chosen ^ {value} if self._several else {value}
        for number, choice in enumerate(self._choices):
            self.replace_option_prompt_at_index(number, self._prompt(choice))
        self.post_message(self.Changed(self))

    @on(OptionList.OptionSelected)
    def _marked(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.choose(self._choices[message.option_index].value)

    def _prompt(self, choice: Choice) -> HangingRows:
        signs = _SEVERAL if self._several else _ONE
        sign = Content(f"{signs[choice.value in self._chosen]} ")
        words = Content.assemble((choice.label, "bold"), (f"  {choice.summary}", "dim"))
        return HangingRows([(sign, words)], sign.cell_length)
