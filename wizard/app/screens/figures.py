"""What the screens with figures share: each figure leads to its questions; export and the way back."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from wizard.app.destinations import Destination, Section
from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.widgets.leading import Leading


class FiguresScreen(AssessmentScreen):
    """Closes with the destination of the figure that is chosen."""

    SECTION = Section.RESULTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "export", "Export", tooltip="Write the gap workbook or another file."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Go back to the questions."),
        Binding("down,up", "app.focus_next", "Figures", show=False, tooltip="Go to the figures."),
    ]

    @on(Leading.Chosen)
    def _chosen(self, message: Leading.Chosen) -> None:
        message.stop()
        self.lead_to(message.destination)

    def action_back(self) -> None:
        """Back to the question."""
        self.lead_to(Destination())
