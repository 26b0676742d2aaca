"""What CSA says about one control to the roles of the assessment: its specification, the guidelines, the mappings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from questionnaires.library import load_bank
from questionnaires.model import Control
from questionnaires.vocabulary import Role
from wizard.app.widgets.atlas_view import AtlasView
from wizard.app.widgets.key_line import KeyLine
from wizard.core.published import PublishedControl, ShortTexts, Worded, Wording
from wizard.core.text import clean
from wizard.services.atlas_published import published_page

if TYPE_CHECKING:
    from wizard.app.app import CaiqWizardApp


class PublishedPageScreen(Screen[None]):
    """A page to read, whatever is chosen to be shown elsewhere; what is long is read from the disk when it opens."""

    CSS_PATH = "published_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,G,q", "dismiss(None)", "Back", key_display="esc", tooltip="Back to the question."),
        Binding("j,n", "section(1)", "Next part", key_display="j", tooltip="Go to the next part of the page."),
        Binding("k,p", "section(-1)", "Part before", key_display="k", tooltip="Go to the part before."),
        Binding("4", "atlas", "All roles", tooltip="Open the atlas, which has the guidelines for all roles."),
    ]

    class MoreRead(Message):
        """What is long is there, or cannot be read."""

        def __init__(self, more: PublishedControl | None, fault: str) -> None:
            super().__init__()
            self.more = more
            self.fault = fault

    def __init__(self, texts: ShortTexts, control: Control, roles: Sequence[Role]) -> None:
        super().__init__()
        self._worded = Worded(texts, Wording.BOTH)
        self._control = control
        self._roles = tuple(roles)

    def compose(self) -> ComposeResult:
        """Whose words these are, the page, keys."""
        sources = " and ".join(source.label for source in self._worded.texts.sources)
        held = ", ".join(self._roles)
        yield Static(
            Content.assemble(("Published wording", "bold"), (f"   {clean(sources)}, for {held}", "$text-muted")),
            id="published-bar",
        )
        yield AtlasView(id="published-page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is at hand; read the rest meanwhile."""
        self._show(None)
        self.query_one(AtlasView).focus()
        self._read_more()

    def _show(self, more: PublishedControl | None) -> None:
        page = published_page(load_bank(), self._control, self._worded, more, self._roles)
        self.query_one(AtlasView).show(page, stay=more is not None)

    @work(thread=True, exclusive=True, group="more", exit_on_error=False)
    def _read_more(self) -> None:
        from wizard.services.published import read_more  # noqa: PLC0415  (the first frame does without it)

        home = cast("CaiqWizardApp", self.app).home
        self.post_message(self.MoreRead(*read_more(home, self._worded, self._control.id)))

    @on(MoreRead)
    def _more_read(self, message: MoreRead) -> None:
        if message.fault:
            self.notify(message.fault, severity="warning", timeout=10)
        if message.more:
            self._show(message.more)

    def action_section(self, by: int) -> None:
        """Go to another part of the page."""
        self.query_one(AtlasView).go_to_section(by)

    def action_atlas(self) -> None:
        """Look the control up in the atlas."""
        cast("CaiqWizardApp", self.app).open_atlas(self._control.id)
