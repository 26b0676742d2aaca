"""What the Summary sheet says of the meaning of the answers: a line for each of the sheets that work it out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exports.report import Report
from exports.words import LEVELS, SUPPORTS
from exports.workbook.capabilities import CapabilitySheets
from exports.workbook.page import Page
from exports.workbook.standards import KIND, REQUIREMENT, STANDARD, SUPPORT
from exports.workbook.tables import TableSheet
from exports.workbook.threats import ALL, BEST, EXPOSURE, LEVEL, ThreatsSheet

_WORST, _UNKNOWN, _SUPPORTED = LEVELS[0], LEVELS[4], SUPPORTS[0]
_MEAN = "Mean over the ATT&CK techniques, 0 is best, 1 worst; what is open counts as nothing."
_WORDS_FROM, _SHEETS_FROM = 2, 9
"""The columns in which the words, and the names of the sheets, begin."""


@dataclass(frozen=True, slots=True)
class InsightSheets:
    """The sheets that the lines are about; there are no capabilities where the scope reaches none of their questions."""

    threats: ThreatsSheet
    standards: TableSheet
    packages: TableSheet
    capabilities: CapabilitySheets | None


class SummaryInsights:
    """Writes the table where the page is."""

    def __init__(self, page: Page, report: Report, sheets: InsightSheets) -> None:
        self._page = page
        self._report = report
        self._insights = report.insights
        self._sheets = sheets

    def write(self) -> None:
        """A line for each: a figure, what it says, and the sheet that says more."""
        page, insights = self._page, self._insights
        lines: Sequence[tuple[object, Callable[[], None]]] = (
            (insights.exposure.techniques, self._exposure),
            (self._standards(), self._support),
            (insights.plan.baseline, self._road),
            (self._sheets.capabilities, self._capabilities),
        )
        wanted = [write for is_there, write in lines if is_there]
        if not wanted:
            return
        page.section("What it means")
        page.headings({0: "About", 1: "Figure", _WORDS_FROM: "What it says", _SHEETS_FROM: "Sheet"}, numbers=(1,))
        for write in wanted:
            write()
            page.go_on()
        page.go_on()

    def _exposure(self) -> None:
        """Both ends: what is open counted as nothing, and as in place."""
        rows, sheet = self._insights.exposure, self._sheets.threats
        formula, words = f'="{_MEAN}', _MEAN
        for said, level in (("Very high", _WORST), ("Not known yet", _UNKNOWN)):
            formula += f' {said}: "&COUNTIF({sheet.range(LEVEL)},"{level}")&" of {len(rows.techniques)}.'
            words += f" {said}: {sum(row.level == level for row in rows.techniques)} of {len(rows.techniques)}."
        self._figure("Exposure to attacks", self._mean(EXPOSURE), rows.mean, "fraction")
        self._words(f'{formula}"', words, "Threats")
        self._page.go_on()
        self._figure("The same at best", self._mean(BEST), rows.mean_at_best, "fraction")
        self._words("", "What it would be if every open question were in place.", "Threats")

    def _mean(self, heading: str) -> str:
        sheet = self._sheets.threats
        return f'=INDEX({sheet.range(heading)},MATCH("{ALL}",{sheet.range("Kind")},0))'

    def _standards(self) -> list[tuple[str, int, int]]:
        """The standards that the mapping names requirements of: name, supported ones, all."""
        return [
            (row.framework, row.supports.get(_SUPPORTED, 0), sum(row.supports.values()))
            for row in self._insights.standards
            if any(row.supports.values())
        ]

    def _support(self) -> None:
        rows, sheet = self._standards(), self._sheets.standards
        chosen = f'{sheet.range(KIND)},"{REQUIREMENT}",{sheet.range(SUPPORT)},"{_SUPPORTED}"'
        total = sum(supported for _, supported, _ in rows)
        self._figure("Requirements supported", f"=COUNTIFS({chosen})", total, "number")
        parts = (f'"{name} "&COUNTIFS({sheet.range(STANDARD)},"{name}",{chosen})&" of {all_}' for name, _, all_ in rows)
        words = ", ".join(f"{name} {supported} of {all_}" for name, supported, all_ in rows)
        self._words("=" + ', "&'.join(parts) + '."', f"{words}.", "Standards")

    def _road(self) -> None:
        packages, sheet = self._insights.plan.packages, self._sheets.packages
        number, posture = sheet.range("No."), sheet.range("Posture then")
        last = f"MATCH(MAX({number}),{number},0)" if packages else "1"
        after = packages[-1].posture if packages else self._report.total.posture
        self._figure("Posture after all work", f"=INDEX({posture},{last})", after, "decimal")
        what = "1 work package" if len(packages) == 1 else f"{len(packages)} work packages"
        words = f"What the posture score comes to at most, after {what}; open ones count as in place once answered."
        words = words if packages else "No work package is needed."
        self._words("", words, "Roadmap")

    def _capabilities(self) -> None:
        rows, sheets = self._insights.capabilities, self._sheets.capabilities
        if sheets is None or rows.whole is None:
            return
        score = "?" if rows.whole.is_unanswered else rows.whole.score
        self._figure("AI security capabilities", sheets.score_of_all, score, "decimal")
        self._words("", f"Score over {rows.whole.asked} questions, ? while none is answered. {rows.basis}", "CAF")

    def _figure(self, about: str, formula: str, value: float | str | None, style: str) -> None:
        self._page.put(0, about, "plain")
        self._page.formula(1, formula, value, style)

    def _words(self, formula: str, words: str, sheet: str) -> None:
        """What a figure says, as a formula where it changes with the book, and the sheet behind it."""
        page = self._page
        page.merged(_WORDS_FROM, _SHEETS_FROM - 1, "" if formula else words, "text")
        if formula:
            page.formula(_WORDS_FROM, formula, words, "text")
        page.merged(_SHEETS_FROM, page.last, sheet, "plain")
        page.fit((words, _WORDS_FROM, _SHEETS_FROM - 1))
