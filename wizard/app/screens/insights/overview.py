"""The overview of the insights: one line for each way of looking at the answers, each leading to its page."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from exports.insights import Insights
from wizard.app.destinations import Destination, Section
from wizard.app.drawing import literal
from wizard.app.insight_words import headline
from wizard.app.screens.insights.page import InsightPage
from wizard.app.widgets.figures import TextRow
from wizard.app.widgets.key_line import KeyLine
from wizard.app.widgets.leading import Leading
from wizard.app.widgets.top_bar import TopBar
from wizard.core.assessment import Result
from wizard.services.insights import insights_of
from wizard.services.session import Session
from wizard.store.repository import Repository


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: its key, its title, what it answers, and where its screen stands."""

    key: str
    title: str
    question: str
    module: str
    screen: str

    def open(self, session: Session, repository: Repository, insights: Insights, place: str) -> InsightPage:
        module = importlib.import_module(f"wizard.app.screens.insights.{self.module}")
        page: InsightPage = getattr(module, self.screen)(session, repository, insights, place)
        return page


_PAGES = {
    "exposure": _Page("a", "Attacks", "Which ATT&CK techniques would find the door open?", "exposure", "ExposurePage"),
    "heat_maps": _Page(
        "m", "Heat maps", "Where is cover thin: threats, components, lifecycle?", "heat_maps", "HeatMapsPage"
    ),
    "standards": _Page("s", "Standards", "Which requirements do the answers support?", "standards", "StandardsPage"),
    "plan": _Page("r", "Road ahead", "What to do first, and how far does it take us?", "plan", "PlanPage"),
    "capabilities": _Page(
        "c", "Capabilities", "How do the AWS CAF's capabilities stand?", "capabilities", "CapabilitiesPage"
    ),
}


class _PageRow(TextRow):
    """A headline that leads to its page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Open", key_display="⏎", tooltip="Open this page."),
    ]


class InsightsScreen(InsightPage):
    """Works everything out once, shows the headlines, and hands the figures to the page that is opened."""

    PAGE = ""
    CSS_PATH = "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(page.key, f"page('{name}')", page.title, tooltip=page.question) for name, page in _PAGES.items()),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Go back to the questions."),
    ]

    class WorkedOut(Message):
        """Everything is worked out and can be shown."""

        def __init__(self, insights: Insights) -> None:
            super().__init__()
            self.insights = insights

    def __init__(self, session: Session, repository: Repository, page: str = "", place: str = "") -> None:
        super().__init__(session, repository, Insights(), place)
        self._page = page
        self._ready = False

    def compose(self) -> ComposeResult:
        """Top bar, headlines, keys."""
        yield TopBar(self.SECTION)
        yield VerticalScroll(
            Static("Working out what the answers mean …", id="working"), id="overview", can_focus=False
        )
        yield KeyLine()

    def on_mount(self) -> None:
        """Work everything out, out of sight."""
        self.show_state()
        self._work_out(self.result)

    @work(thread=True, exclusive=True, group="insights")
    def _work_out(self, result: Result) -> None:
        self.post_message(self.WorkedOut(insights_of(result, datetime.now(UTC).astimezone().date())))

    @on(WorkedOut)
    async def _show(self, message: WorkedOut) -> None:
        message.stop()
        if not self.is_attached:
            return
        self.insights, self._ready = message.insights, True
        overview = self.query_one("#overview")
        await overview.remove_children()
        await overview.mount(*self._headlines())
        self.query(Leading).first().focus(scroll_visible=False)
        if self._page in _PAGES:
            self._open(self._page, self.place)

    def _headlines(self) -> Iterator[_PageRow]:
        for name, page in _PAGES.items():
            words = Content.assemble((page.title, "bold"), (f"   {page.question}\n", "$text-muted"))
            yield _PageRow(
                Content.assemble(words, literal(headline(name, self.insights))),
                Destination(Section.INSIGHTS, page=name),
                label=Content.styled(f"{page.key}  ", "bold $accent"),
            )

    # -- pages -----------------------------------------------------------------------------------------------------

    @on(Leading.Chosen)
    def _chosen(self, message: Leading.Chosen) -> None:
        message.stop()
        self._open(message.destination.page, "")

    def action_page(self, name: str) -> None:
        """Open a page."""
        self._open(name, "")

    def _open(self, name: str, place: str) -> None:
        self._page, self.place = name, place
        if not self._ready:  # it opens as soon as everything is worked out
            return
        self.app.push_screen(_PAGES[name].open(self.session, self.repository, self.insights, place), self._page_closed)

    def _page_closed(self, destination: Destination | None) -> None:
        """A page has closed; where it leads on, so does this."""
        self.show_state()
        if destination:
            self.lead_to(destination)

    def action_section(self, name: str) -> None:
        """Go to another section; this one is open already."""
        if name != self.SECTION:
            super().action_section(name)

    def action_back(self) -> None:
        """Back to the questions."""
        self.lead_to(Destination())
