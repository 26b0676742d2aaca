"""Where the screens of an assessment lead to: its sections, and what the question screen shall show."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.core.agenda import QuestionFilter


class Section(StrEnum):
    """The main screens of an opened assessment; the number keys 1 to 5 lead to them in this order."""

    QUESTIONS = "questions"
    RESULTS = "results"
    GAPS = "gaps"
    ATLAS = "atlas"
    INSIGHTS = "insights"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a screen leads when it closes: a section, and, among the questions, a filter or a question to show.

    ``page`` is the page of the insights that leads there, and ``place`` where on it: Escape leads back to it.
    """

    section: Section = Section.QUESTIONS
    wanted: QuestionFilter | None = None
    question: str = ""
    page: str = ""
    place: str = ""
