"""Asks before leaving a screen on which something was typed that is not kept."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from wizard.app.screens.yes_no import YesNoScreen


class LeaveScreen(YesNoScreen):
    """Gives whether to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Leave", tooltip="Leave; what you chose here is not kept."),
        Binding("n,escape", "dismiss(False)", "Stay", tooltip="Stay here, and go on choosing."),
    ]

    def __init__(self) -> None:
        super().__init__(
            "Leave without keeping what you chose here?",
            "Nothing has been written. y leaves, n or Escape stays.",
            yes="Leave",
            no="Stay",
        )
