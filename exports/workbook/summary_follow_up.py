"""What the Summary sheet says of work to come: gaps by urgency and follow-up, standards, the auditor's verdicts, sign-off."""

from collections.abc import Sequence

from exports.report import Report
from exports.standard_lines import CAUTION, SUPPORT_MEANINGS
from exports.words import FOLLOW_UPS, SUPPORTS, VERDICTS
from exports.workbook.gaps import FOLLOW_UP
from exports.workbook.page import Page
from exports.workbook.scores import Scored
from exports.workbook.standards import KIND, REQUIREMENT, STANDARD, SUPPORT, UNMAPPED
from exports.workbook.tables import TableSheet
from questionnaires.vocabulary import Phase

URGENCIES = ("blocker now", "blocks the next phase", "later")
"""The urgencies of gaps in words, the most pressing first."""


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
        """How many requirements of each standard the answers support, and in which way."""
        page, rows = self._page, [row for row in self._report.insights.standards if any(row.supports.values())]
        if not rows:
            return
        page.section("Standards")
        page.prose(
            f"Requirements that the AICM maps to controls. {SUPPORT_MEANINGS} Not mapped: no control is mapped to it, known "
            f"where all ids are known. {CAUTION}"
        )
        heads = dict(enumerate(("Standard", "Mapped", *map(str.capitalize, SUPPORTS), "Not mapped")))
        page.headings(heads, numbers=range(1, len(heads)), last=len(heads) - 1)
        for row in rows:
            chosen = f'{standards.range(STANDARD)},"{row.framework}",{standards.range(KIND)}'
            page.put(0, row.framework, "plain")
            named = f'{chosen},"{REQUIREMENT}"'
            page.formula(1, f"=COUNTIFS({named})", sum(row.supports.values()), "number")
            for number, (word, count) in enumerate(row.supports.items(), start=2):
                page.formula(number, f'=COUNTIFS({named},{standards.range(SUPPORT)},"{word}")', count, "number")
            if row.whole:
                page.formula(len(heads) - 1, f'=COUNTIFS({chosen},"{UNMAPPED}")', len(row.unmapped), "number")
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
