"""The method page: how every figure comes about."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from questionnaires.method import load_method


class MethodScreen(ModalScreen[None]):
    """Shows the page that the workbook carries too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,m", "dismiss(None)", "Close", key_display="esc")]

    def compose(self) -> ComposeResult:
        """The page, and the way out."""
        with VerticalScroll(classes="dialog", id="method"):
            for part in load_method():
                yield Static(Content.styled(part.title, "bold $accent"), classes="heading")
                for paragraph in part.paragraphs:
                    yield Static(Content(paragraph), classes="paragraph")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#method").focus()
