"""A page of the insights."""

from textual.app import ComposeResult

from wizard.app.screens.insights.page import InsightPage
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.top_bar import TopBar


class HeatMapsPage(InsightPage):
    """Shows one way of looking at the answers."""

    PAGE = "heat_maps"

    def compose(self) -> ComposeResult:
        """Top bar and keys."""
        yield TopBar(self.SECTION)
        yield KeyLine()

    def on_mount(self) -> None:
        """Say how things stand."""
        self.show_state()
