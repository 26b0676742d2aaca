"""What the Summary sheet says of work to come: gaps by urgency and follow-up, standards, the auditor's verdicts, sign-off."""

from collections.abc import Sequence

from exports.report import Report
from exports.words import FOLLOW_UPS, VERDICTS
from exports.workbook.gaps import FOLLOW_UP
from exports.workbook.page import Page
from exports.workbook.scores import Scored
from exports.workbook.standards import COVERAGE, NO_REQUIREMENT, STANDARD
from exports.workbook.tables import TableSheet
from questionnaires.vocabulary import Phase

URGENCIES = ("blocker now", "blocks the next phase", "later")
"""The urgencies of gaps in words, the most pressing first."""
_FULL = 100
"""The coverage where all controls behind a requirement stand: 100 times a number, divided by the same number, is exact.

A whole number, because a criterion with a decimal point means nothing where people write a comma.
"""


class SummaryFollowUp:
    """Writes these tables where the page is; afterwards says where the one is that a chart shows."""

    def __init__(self, page: Page, report: Report, answers: TableSheet, gaps: TableSheet) -> None:
        self._page = page
        self._report = report
        self._answers = answers
        self._gaps = gaps
        self.first_urgency_row = 0

    def urgency(self) -> None:
        """How many gaps of each urgency there are, and how far somebody has got with them."""
        page = self._page
        page.section("Gaps by urgency")
        heads = {number: words.capitalize() for number, words in enumerate(FOLLOW_UPS, start=2)}
        page.headings({0: "Urgency", 1: "Gaps", **heads, 7: "Meaning"}, numbers=range(1, 7))
        self.first_urgency_row = page.row
        for words, phases, meaning in zip(URGENCIES, self._phases(), self._meanings(), strict=True):
            page.put(0, words, "plain")
            own = [gap for gap in self._report.gaps if gap.urgency_words == words]
            page.formula(1, f"={self._gap_count(phases)}", len(own), "number")
            for number, follow_up in enumerate(FOLLOW_UPS, start=2):
                count = sum(gap.follow_up == follow_up for gap in own)
                page.formula(number, f"={self._still(words, follow_up)}", count, "number")
            page.merged(7, page.last, meaning, "text")
            page.fit((meaning, 7, page.last))
            page.go_on()
        self._unlisted()

    def standards(self, standards: TableSheet) -> None:
        """How far the requirements of each standard are covered."""
        page, rows = self._page, [row for row in self._report.requirements if row.requirement]
        if not rows:
            return
        page.section("Standards")
        page.prose("How many requirements of each the AICM maps to controls, and how many of these controls stand.")
        heads = {0: "Standard", 1: "Mapped", 2: "All stand", 3: "Some stand", 4: "None stands", 5: "Not asked"}
        page.headings(heads, numbers=range(1, 6), last=5)
        for name in dict.fromkeys(row.framework for row in rows):
            own = [row.coverage for row in rows if row.framework == name]
            chosen = f'{standards.range(STANDARD)},"{name}"'
            named = f'{chosen},{standards.range("Requirement")},"<>{NO_REQUIREMENT}"'
            covered = f"{named},{standards.range(COVERAGE)}"
            page.put(0, name, "plain")
            page.formula(1, f"=COUNTIFS({named})", len(own), "number")
            full = sum(value is not None and value >= _FULL for value in own)
            none = sum(value == 0 for value in own)
            some = sum(value is not None for value in own) - full - none
            page.formula(2, f'=COUNTIFS({covered},">={_FULL}")', full, "number")
            page.formula(3, f'=COUNTIFS({covered},">0",{standards.range(COVERAGE)},"<{_FULL}")', some, "number")
            page.formula(4, f"=COUNTIFS({covered},0)", none, "number")
            rest = f"=COUNTIFS({named})-SUM(C{page.row + 1}:E{page.row + 1})"
            page.formula(5, rest, len(own) - full - some - none, "number")
            page.go_on()
        page.go_on()

    def verdicts(self) -> None:
        """How far the auditor has got on the Answers sheet."""
        page, typed = self._page, self._answers.range("Auditor verdict")
        page.section("The auditor's verdicts")
        page.headings({0: "Verdict", 1: "Answers", 2: "Meaning"}, numbers=(1,))
        for words in VERDICTS:
            page.put(0, words, "plain")
            page.formula(1, f'=COUNTIF({typed},"{words}")', 0, "number")
            page.merged(2, page.last, "typed on the sheet Answers", "text")
            page.go_on()
        page.put(0, "none yet", "plain")
        asked = Scored(self._answers, {}).asked
        page.formula(
            1, f"={asked}-SUM(B{page.row - len(VERDICTS) + 1}:B{page.row})", self._report.total.asked, "number"
        )
        page.merged(2, page.last, "", "text")
        page.go_on(2)

    def sign_off(self) -> None:
        """Who stands for the book: cells to fill in, on screen or on paper."""
        page = self._page
        page.go_on()
        page.section("Sign-off")
        for label in ("Prepared by", "Reviewed by", "Auditor"):
            page.put(0, label, "label")
            page.merged(1, 6, "", "sign")
            page.put(7, "Date", "label")
            page.merged(8, page.last, "", "sign")
            page.sheet.set_row(page.row, 22)
            page.go_on()

    def _unlisted(self) -> None:
        """Says when answers that were changed in the book made new gaps, which only a new export can rank."""
        page = self._page
        listed = f'COUNTIF({self._gaps.range("Priority")},">0")'
        new = f"({self._gap_count(tuple(Phase))}-{listed})"
        words = '"New gaps in this book that the sheet Gaps does not list (import it and export again): "'
        page.merged(0, page.last, "", "alarm")
        page.formula(0, f'=IF({new}<=0,"",{words}&{new})', "", "alarm")
        page.go_on(2)

    def _still(self, urgency: str, follow_up: str) -> str:
        """How many gaps of an urgency there still are with which somebody has got so far."""
        gaps = self._gaps
        conditions = (f'{gaps.range("Urgency")},"{urgency}"', f'{gaps.range(FOLLOW_UP)},"{follow_up}"')
        return f'COUNTIFS({",".join(conditions)},{gaps.range("Priority")},">0")'

    def _gap_count(self, phases: Sequence[Phase]) -> str:
        """How many questions of some phases have less than full credit, also those that had it when the book was made."""
        parts = [Scored(self._answers, {"Phase": phase}) for phase in phases]
        return "+".join(f"({part.asked}-{part.with_status('yes')}-{part.with_status('na')})" for part in parts) or "0"

    def _phases(self) -> tuple[list[Phase], list[Phase], list[Phase]]:
        """The phases whose gaps have each urgency."""
        now, target = Phase(self._report.phase).rank, Phase(self._report.target_phase).rank
        return (
            [phase for phase in Phase if phase.rank <= now],
            [phase for phase in Phase if now < phase.rank <= target],
            [phase for phase in Phase if phase.rank > target],
        )

    def _meanings(self) -> tuple[str, str, str]:
        return (
            f"needed in {self._report.phase}, where the system is now; minor gaps count too",
            f"needed before {self._report.target_phase}, the target",
            "needed later",
        )
