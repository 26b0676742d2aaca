"""The tables of scores on the Summary sheet: readiness, by phase, by layer, layers by phase."""

from exports.report import Report
from exports.rows import ReadinessRow
from exports.workbook.page import Page
from exports.workbook.scores import SCORE_HEADINGS, Scored, put_score, readiness_counts, readiness_share
from exports.workbook.tables import TableSheet
from questionnaires.vocabulary import Phase

_NUMBERS = range(1, len(SCORE_HEADINGS) + 1)
_HEADINGS = {
    number: heading.capitalize() + (" score" if number > len(SCORE_HEADINGS) - 2 else "")
    for number, heading in enumerate(SCORE_HEADINGS, start=1)
}


class SummaryTables:
    """Writes the tables where the page is; afterwards says where those are that the charts show."""

    def __init__(self, page: Page, report: Report, answers: TableSheet) -> None:
        self._page = page
        self._report = report
        self._answers = answers
        self.first_layer_row = 0

    def scores(self) -> None:
        """The scores by phase and by layer."""
        self._by_phase()
        self._by_layer()
        self._layers_by_phase()

    def readiness(self) -> None:
        """How ready each phase is."""
        page = self._page
        page.section("Ready for each phase")
        page.headings(
            {
                0: "Phase",
                1: "Ready",
                2: "Questions",
                3: "In place",
                4: "Not in place",
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
        page.formula(1, readiness_share(self._answers, entry.phase), entry.share, "percent")
        page.formula(2, f"={counted}", entry.counted, "number")
        page.formula(3, f"={ready}", entry.ready, "number")
        page.formula(4, f"={counted}-({ready})", entry.counted - entry.ready, "number")
        page.merged(5, 6, entry.effort or "–", "text")
        page.merged(7, page.last, entry.adds, "text")
        page.fit((entry.adds, 7, page.last), (entry.effort, 5, 6))

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
