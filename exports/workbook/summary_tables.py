"""The tables of the Summary sheet: readiness, scores by phase and layer, layers by phase, gaps by urgency."""

from collections.abc import Sequence

from exports.report import ReadinessRow, Report
from exports.workbook.page import Page
from exports.workbook.scores import SCORE_HEADINGS, Scored, put_score
from exports.workbook.tables import TableSheet
from questionnaires.vocabulary import Phase

URGENCIES = ("blocker now", "blocks the next phase", "later")
"""The urgencies of gaps in words, the most pressing first."""
_NUMBERS = range(1, len(SCORE_HEADINGS) + 1)
_HEADINGS = {
    number: heading.capitalize() + (" score" if number > len(SCORE_HEADINGS) - 2 else "")
    for number, heading in enumerate(SCORE_HEADINGS, start=1)
}


class SummaryTables:
    """Writes the tables one under the other; afterwards says where those are that the charts show."""

    def __init__(self, page: Page, report: Report, answers: TableSheet, gaps: TableSheet) -> None:
        self._page = page
        self._report = report
        self._answers = answers
        self._gaps = gaps
        self.first_layer_row = 0
        self.first_urgency_row = 0

    def write(self) -> None:
        """Write all of them."""
        self._readiness()
        self._by_phase()
        self._by_layer()
        self._layers_by_phase()
        self._urgency()

    def _readiness(self) -> None:
        page = self._page
        page.section("Ready for each phase")
        page.headings(
            {
                0: "Phase",
                1: "Ready",
                2: "Questions",
                3: "In place",
                4: "Blockers",
                5: "Rough work",
                7: "About",
            },
            numbers=(1, 2, 3, 4),
        )
        for entry in self._report.readiness:
            page.put(0, entry.phase, "plain")
            if Phase(entry.phase).rank > Phase(self._report.target_phase).rank:
                words = f"not part of this assessment, whose target is {self._report.target_phase}"
                page.merged(1, page.last, words, "text")
            else:
                self._ready(entry)
            page.go_on()
        page.go_on()

    def _ready(self, entry: ReadinessRow) -> None:
        page = self._page
        counted, ready = readiness_counts(self._answers, entry.phase)
        share = f'=IF({counted}=0,"",100*({ready})/({counted}))'
        page.formula(1, share, entry.share, "percent")
        page.formula(2, f"={counted}", entry.counted, "number")
        page.formula(3, f"={ready}", entry.ready, "number")
        page.formula(4, f"={counted}-({ready})", entry.counted - entry.ready, "number")
        page.merged(5, 6, entry.effort or "–", "text")
        page.merged(7, page.last, entry.adds, "text")
        page.fit(entry.adds, 7)

    def _by_phase(self) -> None:
        page = self._page
        page.section("By phase (each phase's own questions)")
        page.headings({0: "Phase", **_HEADINGS}, _NUMBERS)
        for score in self._report.phases:
            page.put(0, score.title, "plain")
            put_score(page.paper, page.sheet, (page.row, 1), score, Scored(self._answers, {"Phase": score.key}))
            page.go_on()
        page.put(0, self._report.total.title, "total")
        put_score(page.paper, page.sheet, (page.row, 1), self._report.total, Scored(self._answers, {}))
        page.go_on(2)

    def _by_layer(self) -> None:
        page = self._page
        page.section("By layer")
        page.headings({0: "Layer", **_HEADINGS}, _NUMBERS)
        self.first_layer_row = page.row
        for score in self._report.layers:
            page.put(0, score.title, "plain")
            put_score(page.paper, page.sheet, (page.row, 1), score, Scored(self._answers, {"Layer": score.key}))
            page.go_on()
        page.go_on()

    def _layers_by_phase(self) -> None:
        """The posture score and how many questions are asked, for each layer in each phase."""
        page, phases = self._page, [score.key for score in self._report.phases]
        page.section("Posture score by layer and phase")
        places = {phase: 1 + 2 * number for number, phase in enumerate(phases)}
        heads = {0: "Layer"} | {place: phase for phase, place in places.items()}
        page.headings(heads | {place + 1: "questions" for place in places.values()}, _NUMBERS, last=2 * len(phases))
        for layer in self._report.layers:
            page.put(0, layer.title, "plain")
            for phase, place in places.items():
                score = self._report.layers_by_phase.get((layer.key, phase))
                scored = Scored(self._answers, {"Layer": layer.key, "Phase": phase})
                page.formula(place, scored.posture, score.posture if score else None, "decimal")
                page.formula(place + 1, f"={scored.asked}", score.asked if score else 0, "number")
            page.go_on()
        page.go_on()

    def _urgency(self) -> None:
        page = self._page
        page.section("Gaps by urgency")
        page.headings({0: "Urgency", 1: "Gaps", 2: "Dated", 3: "Meaning"}, numbers=(1, 2))
        self.first_urgency_row = page.row
        meaning = dict(zip(URGENCIES, _meanings(self._report), strict=True))
        phases = dict(zip(URGENCIES, _phases(self._report), strict=True))
        for words in URGENCIES:
            own = [gap for gap in self._report.gaps if gap.urgency_words == words]
            still = f'{self._gaps.range("Urgency")},"{words}",{self._gaps.range("Priority")},">0"'
            page.put(0, words, "plain")
            page.formula(1, f"={gap_count(self._answers, phases[words])}", len(own), "number")
            dated = f'=COUNTIFS({still},{self._gaps.range("Due")},">0")'
            page.formula(2, dated, sum(gap.due is not None for gap in own), "number")
            page.merged(3, page.last, meaning[words], "text")
            page.go_on()
        page.go_on()


def readiness_counts(answers: TableSheet, phase: str) -> tuple[str, str]:
    """Formulas: how many questions of a phase and of those before it count, and how many of them are in place."""
    reached = [earlier for earlier in Phase if earlier.rank <= Phase(phase).rank]
    phases, ready = answers.range("Phase"), answers.range("Ready")
    counted = "+".join(f'COUNTIFS({phases},"{earlier}",{ready},">=0")' for earlier in reached)
    return f"({counted})", "+".join(f'SUMIFS({ready},{phases},"{earlier}")' for earlier in reached)


def gap_count(answers: TableSheet, phases: Sequence[Phase]) -> str:
    """A formula: how many questions of some phases have less than full credit, also those that had it in this book."""
    parts = [Scored(answers, {"Phase": phase}) for phase in phases]
    return "+".join(f'({part.asked}-{part.with_status("yes")}-{part.with_status("na")})' for part in parts) or "0"


def _phases(report: Report) -> tuple[list[Phase], list[Phase], list[Phase]]:
    """The phases whose gaps have each urgency."""
    now, target = Phase(report.phase).rank, Phase(report.target_phase).rank
    return (
        [phase for phase in Phase if phase.rank <= now],
        [phase for phase in Phase if now < phase.rank <= target],
        [phase for phase in Phase if phase.rank > target],
    )


def _meanings(report: Report) -> tuple[str, str, str]:
    return (
        f"needed in {report.phase} already, where the system is",
        f"needed before {report.target_phase}, the target",
        "needed later",
    )
