"""The Summary sheet: who, what, how far, how good, what first. A page that a manager reads and an auditor checks."""

from exports.report import Report
from exports.workbook.charts import CHART_ROWS, domain_chart, layer_chart, urgency_chart
from exports.workbook.page import Page
from exports.workbook.paper import CONTINUATION, Paper, status_word
from exports.workbook.scores import SCORE_HEADINGS, Scored
from exports.workbook.summary_tables import SummaryTables, gap_count, readiness_counts
from exports.workbook.tables import TableSheet
from questionnaires.vocabulary import Phase

_WIDTHS = (30.0, *(10.5 for _ in SCORE_HEADINGS))
_FIRST_GAPS = 10
_ABOUT_SHEETS = {
    "Gaps": "What to close, the most pressing first, with room for the plan: the pale yellow cells are open for typing.",
    "Answers": "Every question asked. Change a status there and all scores follow; the last columns show how.",
    "Domains": "Counts and scores by domain.",
    "Controls": "How each control stands, and who holds it.",
    "Side by side": "The same scores for each role, lens and milestone, with what changed.",
    "Course": "How the scores came about, day by day.",
    "Roadmap": "What each phase needs and what blocks it, the least effort first.",
    "Standards": "The requirements of ISO/IEC, EU AI Act, NIST and BSI that the AICM maps, and how they are met.",
    "Threats": "Threat categories and ATT&CK techniques, and how the controls against them stand.",
    "Evidence": "Every evidence reference, with the SHA-256 of files.",
    "Scope": "All questions of the matrix: asked or not, and why.",
    "History": "Who changed what, and when. The texts of a first answer are those of Answers, or of Before where they changed later.",
    "Settled plans": "Plans of questions that are no gap any more.",
    "Parking lot": "Topics that came up and were put aside.",
    "Method": "How each figure is made, the sources, and how to check this book.",
    CONTINUATION: "The rest of texts that are too long for a cell.",
}
_HOW_TO_READ = (
    "Assessed score: how good the answered questions are. Posture score: the same with open ones counted as nothing; it is the figure to act on. Not applicable counts in neither.",
    "Ready for a phase: the share of its questions, and of those before it, that are in place, at least with minor gaps.",
    "Sheets are protected without a password, so that formulas stay whole; take the protection off to sort or to add columns. To take changes back into the wizard: caiq-wizard import. To check the book against the answers: caiq-wizard verify.",
)


class SummarySheet:
    """Writes the page."""

    def __init__(self, paper: Paper) -> None:
        self._report: Report = paper.report
        self._page = Page(paper, "Summary", _WIDTHS)

    def write(self, answers: TableSheet, gaps: TableSheet, domains: TableSheet) -> None:
        """Write the page from top to bottom."""
        page = self._page
        self._head()
        self._tiles(answers, gaps)
        page.section("At a glance")
        charts_at = page.row
        page.go_on(CHART_ROWS + 1)
        self._first_gaps()
        tables = SummaryTables(page, self._report, answers, gaps)
        tables.write()
        domain_chart(page, charts_at, self._report, domains)
        layer_chart(page, charts_at, self._report, tables.first_layer_row)
        urgency_chart(page, charts_at, self._report, tables.first_urgency_row)
        self._how_to_read()
        page.sheet.activate()

    def _head(self) -> None:
        page, report = self._page, self._report
        page.title(f"AI security gap assessment: {report.name}")
        if report.is_example:
            page.prose("Example with made-up answers; no real organisation or system.", "warning")
        page.go_on()
        facts = (
            ("Organisation", report.organization or "not stated"),
            ("System", report.system or "not stated"),
            ("Roles", ", ".join(report.roles)),
            ("Phase", f"{report.phase}, aiming for {report.target_phase}"),
            ("Use case", report.use_case),
            ("Scope", f"{report.total.asked} questions asked, {report.not_asked} not (why: sheet Scope)"),
            ("Questionnaire", f"{report.questionnaire}, wording by caiq-wizard"),
            *((f"Lens {lens.bank}", _lens_words(lens)) for lens in report.lenses),
            ("Made", f"{report.made:%Y-%m-%d %H:%M} UTC by {report.program}"),
        )
        for label, value in facts:
            page.put(0, label, "label")
            page.merged(1, page.last, value, "strong-text")
            page.fit(value, 1)
            page.go_on()
        page.go_on()

    def _tiles(self, answers: TableSheet, gaps: TableSheet) -> None:
        """The few figures to remember, large: a row of labels, a row of figures."""
        page, report, everything = self._page, self._report, Scored(answers, {})
        readiness = {entry.phase: entry for entry in report.readiness}
        now, target = readiness[report.phase], readiness[report.target_phase]
        counted, ready = readiness_counts(answers, report.target_phase)
        counted_now, ready_now = readiness_counts(answers, report.phase)
        share = f'=IF({counted}=0,"",100*({ready})/({counted}))'
        blockers = f"={counted_now}-({ready_now})"
        answered = f"={everything.with_status('<>')}"
        tiles = (
            ("Assessed score", everything.assessed, report.total.assessed, "tile"),
            ("Posture score", everything.posture, report.total.posture, "tile"),
            (f"Ready for {report.target_phase}", share, target.share, "tile-percent"),
            (f"Blockers in {report.phase}", blockers, now.counted - now.ready, "tile-whole"),
            ("Gaps", f"={gap_count(answers, tuple(Phase))}", len(report.gaps), "tile-whole"),
            (f"Answered of {report.total.asked}", answered, report.total.answered, "tile-whole"),
        )
        for number, (label, *_) in enumerate(tiles):
            page.merged(*_tile_columns(number), label, "tile-label")
        page.go_on()
        for number, (_, formula, value, style) in enumerate(tiles):
            first, last = _tile_columns(number)
            page.merged(first, last, "", style)
            page.formula(first, formula, value, style)
        page.sheet.set_row(page.row, 30)
        page.go_on(2)

    def _first_gaps(self) -> None:
        page, gaps = self._page, self._report.gaps[:_FIRST_GAPS]
        page.section(f"The first {_FIRST_GAPS} gaps")
        if not gaps:
            page.prose("No gaps: every asked question has full credit.")
            page.go_on()
            return
        page.headings({0: "Question", 1: "Status", 2: "Urgency", 4: "First step"})
        first = page.row
        for gap in gaps:
            title, step = f"{gap.question} {gap.title}", f"{gap.action or gap.step} ({gap.effort})"
            page.put(0, title, "text")
            page.put(1, status_word(gap.status), "plain")
            page.merged(2, 3, gap.urgency_words, "plain")
            page.merged(4, page.last, step, "text")
            page.fit(step, 4, [(title, 0)])
            page.go_on()
        page.paper.mark_statuses(page.sheet, (first, page.row - 1), 1)
        page.go_on()

    def _how_to_read(self) -> None:
        page = self._page
        page.section("How to read this book")
        for line in _HOW_TO_READ:
            page.prose(line)
        names = [sheet.get_name() for sheet in page.paper.book.worksheets()[1:]]
        for name in (*names, *([CONTINUATION] if page.paper.continuations else [])):
            about = _ABOUT_SHEETS.get(name) or f"The same for the lens {name.rpartition(' ')[0]}."
            page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", page.paper.style("link"), name)
            page.merged(1, page.last, about, "text")
            page.fit(about, 1)
            page.go_on()


def _tile_columns(number: int) -> tuple[int, int]:
    """The columns of a tile: the wide first one, then two each."""
    return (0, 0) if number == 0 else (2 * number - 1, 2 * number)


def _lens_words(lens: Report) -> str:
    scores = ["–" if score is None else f"{score:.1f}" for score in (lens.total.assessed, lens.total.posture)]
    return f"{lens.total.answered} of {lens.total.asked} answered, assessed {scores[0]}, posture {scores[1]}"
