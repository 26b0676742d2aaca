"""What the pages of the insights share: figures that are worked out already, the way to questions, export and the way back."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType

from exports.insights import Insights
from wizard.app.destinations import Destination, Section
from wizard.app.screens.assessment import AssessmentScreen
from wizard.app.screens.details import DetailsBeside
from wizard.app.widgets.top_bar import TopBar
from wizard.core.agenda import QuestionFilter
from wizard.core.assessment import Result
from wizard.services.session import Session
from wizard.store.repository import Repository

_NONE_ASKED = "None of the questions behind this is asked in the scope of this assessment."


class InsightPage(DetailsBeside, AssessmentScreen):
    """Shows one way of looking at the answers; closes with the questions behind a figure, or with nothing.

    ``result`` is that of the matrix, whatever bank is in hand. ``place`` says where on the page somebody was: a page
    gives it away with the questions and gets it back after them.
    """

    SECTION = Section.INSIGHTS
    PAGE: ClassVar[str]
    METHOD_PARTS: ClassVar[tuple[str, ...]] = ()
    """The titles of the parts of the method that are about this page; its help begins with them."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "export", "Export", tooltip="Write the gap workbook or another file."),
        Binding("escape", "back", "Back", key_display="esc", tooltip="Go back to the overview."),
    ]

    def __init__(self, session: Session, repository: Repository, insights: Insights, place: str = "") -> None:
        super().__init__(session, repository)
        self.insights = insights
        self.result = _matrix_result(session)
        self.place = place

    def show_state(self) -> None:
        """Let the top bar speak of the matrix: that is what these pages are about."""
        self.query_one(TopBar).show(self.result, self.session.state)

    def show_questions_of(self, controls: Iterable[str], title: str, place: str) -> None:
        """Lead to the asked questions of some controls; says so where none is asked."""
        wanted = frozenset(controls)
        asked = (q for q in self.result.asked if self.result.bank.control_of(q).id in wanted)
        self.show_questions(asked, title, place)

    def show_questions(self, questions: Iterable[str], title: str, place: str) -> None:
        """Lead to some asked questions under a title; says so where there are none."""
        among = frozenset(questions)
        if among:
            self.lead_to(Destination(wanted=QuestionFilter(among=among, title=title), page=self.PAGE, place=place))
        else:
            self.notify(_NONE_ASKED)

    def action_section(self, name: str) -> None:
        """Go to another section; the number of this one leads back to its overview."""
        if name == self.SECTION:
            self.dismiss(None)
        else:
            super().action_section(name)

    def action_back(self) -> None:
        """Back to the overview."""
        self.dismiss(None)


def _matrix_result(session: Session) -> Result:
    """What the matrix comes to."""
    matrix = session.banks[0]
    return session.result if session.bank is matrix else Result(matrix, session.assessment)
