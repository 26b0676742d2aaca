"""What screens with a table and a pane of details share: the way into the pane and out of it."""

from typing import Any

from textual.screen import Screen
from textual.widgets import DataTable

from wizard.app.widgets.detail_pane import DetailPane


class DetailsBeside(Screen[Any]):
    """Holds one table and one pane; the class ``-open`` shows the pane where there is no room beside the table."""

    @property
    def reads_details(self) -> bool:
        """Whether the arrow keys scroll the details."""
        return self.query_one(DetailPane).has_focus

    def action_details(self) -> None:
        """Read the details: open them where they are folded away, else let the arrow keys scroll them; then back."""
        if self.reads_details:
            self.leave_details()
        else:
            self.add_class("-open")
            self.query_one(DetailPane).focus()

    def leave_details(self) -> None:
        """Back to the table."""
        self.remove_class("-open")
        self.query_one(DataTable).focus()
