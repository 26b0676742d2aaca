"""The Summary sheet: who, what, how far, how good, what first. A page that a manager reads and an auditor checks."""

from collections.abc import Iterator

from exports.report import Report
from exports.rows import ReadinessRow
from exports.workbook.answers import NOT_UNDERSTOOD
from exports.workbook.charts import CHART_ROWS, domain_chart, layer_chart, urgency_chart
from exports.workbook.guide import write_guide
from exports.workbook.page import Page
from exports.workbook.paper import Paper, status_word
from exports.workbook.scores import SCORE_HEADINGS, Scored, readiness_counts, readiness_share
from exports.workbook.summary_follow_up import SummaryFollowUp
from exports.workbook.summary_insights import InsightSheets, SummaryInsights
from exports.workbook.summary_tables import SummaryTables
from exports.workbook.tables import TableSheet

_WIDTHS = (30.0, *(10.5 for _ in SCORE_HEADINGS))
_FIRST_GAPS = 10
NO_SCORE = "–"


class SummarySheet:
    """Writes the page."""

    def __init__(self, paper: Paper) -> None:
        self._report: Report = paper.report
        self._page = Page(paper, "Summary", _WIDTHS)

    def write(self, answers: TableSheet, gaps: TableSheet, domains: TableSheet, insights: InsightSheets) -> None:
        """Write the page from top to bottom."""
        page, report = self._page, self._report
        tables = SummaryTables(page, report, answers)
        follow_up = SummaryFollowUp(page, report, answers, gaps)
        self._head()
        self._tiles(answers)
        self._verdict(answers)
        tables.readiness()
        SummaryInsights(page, report, insights).write()
        page.section("At a glance")
        charts_at = page.row
        page.go_on(CHART_ROWS + 1)
        page.sheet.set_h_pagebreaks([page.row])
        self._first_gaps(gaps)
        follow_up.urgency()
        tables.scores()
        follow_up.standards(insights.standards)
        follow_up.verdicts()
        domain_chart(page, charts_at, report, domains)
        layer_chart(page, charts_at, report, tables.first_layer_row)
        urgency_chart(page, charts_at, report, follow_up.first_urgency_row)
        write_guide(page)
        follow_up.sign_off()
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
            *(("To look at again", words) for words in _to_look_at(report)),
            ("Made", f"{report.made:%Y-%m-%d %H:%M} UTC by {report.program}"),
        )
        for label, value in facts:
            page.put(0, label, "label")
            page.merged(1, page.last, value, "strong-text")
            page.fit((value, 1, page.last))
            page.go_on()
        page.go_on()

    def _tiles(self, answers: TableSheet) -> None:
        """The few figures to remember, large: a row of labels, a row of figures."""
        page, report, everything = self._page, self._report, Scored(answers, {})
        target = self._entry(report.target_phase)
        share = readiness_share(answers, report.target_phase)
        yes, na = everything.with_status("yes"), everything.with_status("na")
        tiles = (
            ("Assessed score", everything.assessed, report.total.assessed, "tile"),
            ("Posture score", everything.posture, report.total.posture, "tile"),
            (f"Ready for {report.target_phase}", share, target.share, "tile-percent"),
            (f"Answered of {report.total.asked}", f"={everything.answered}", report.total.answered, "tile-whole"),
            (
                "Still open",
                f"={everything.with_status('open')}",
                report.total.asked - report.total.answered,
                "tile-whole",
            ),
            ("Gaps, open ones too", f"={everything.asked}-{yes}-{na}", len(report.gaps), "tile-whole"),
        )
        for number, (label, *_) in enumerate(tiles):
            page.merged(*_tile_columns(number), label, "tile-label")
        page.go_on()
        for number, (_, formula, value, style) in enumerate(tiles):
            first, last = _tile_columns(number)
            page.merged(first, last, "", style)
            page.formula(
                first, formula.replace('=0,"",', f'=0,"{NO_SCORE}",'), NO_SCORE if value is None else value, style
            )
        page.sheet.set_row(page.row, 30)
        page.go_on(2)

    def _verdict(self, answers: TableSheet) -> None:
        """The answer in a sentence: what stands in the way, now and of the target."""
        page, report = self._page, self._report
        for phase in dict.fromkeys((report.phase, report.target_phase)):
            entry = self._entry(phase)
            counted, ready = readiness_counts(answers, phase)
            missing, words = f"{counted}-({ready})", _in_the_way(entry, report)
            page.merged(0, page.last, "", "verdict")
            page.formula(0, f'=IF({missing}=0,"{words[0]}","{words[1]}"&{missing})', _told(entry, words), "verdict")
            page.sheet.set_row(page.row, 18)
            page.go_on()
        self._not_understood(answers)

    def _not_understood(self, answers: TableSheet) -> None:
        """Says when somebody typed statuses that are none."""
        page = self._page
        count = f'COUNTIF({answers.range("AI-CAIQ answer")},"~{NOT_UNDERSTOOD}")'
        words = '"Statuses on the sheet Answers that are no known word and count as open: "'
        page.merged(0, page.last, "", "alarm")
        page.formula(0, f'=IF({count}=0,"",{words}&{count})', "", "alarm")
        page.go_on(2)

    def _first_gaps(self, gaps: TableSheet) -> None:
        page, first_gaps = self._page, self._report.gaps[:_FIRST_GAPS]
        page.section(f"The first {_FIRST_GAPS} gaps")
        if not first_gaps:
            page.prose("No gaps: every asked question has full credit.")
            page.go_on()
            return
        page.headings({0: "Question", 1: "Status", 2: "Urgency and follow-up", 4: "First step"})
        first = page.row
        for number, gap in enumerate(first_gaps, start=1):
            title, urgency = f"{gap.question} {gap.title}", f"{gap.urgency_words}, {gap.follow_up}"
            step = f"{gap.step} ({gap.effort})"
            found = _Ranked(gaps, number)
            page.formula(0, found.joined("Question", " ", "Control title"), title, "text")
            page.formula(1, found.joined("Status"), status_word(gap.status), "plain")
            page.merged(2, 3, "", "text")
            page.formula(2, found.joined("Urgency", ", ", "Follow-up"), urgency, "text")
            page.merged(4, page.last, "", "text")
            page.formula(4, found.joined("Recommended step", " (", "Effort", ")"), step, "text")
            page.fit((step, 4, page.last), (title, 0, 0), (urgency, 2, 3))
            page.go_on()
        page.paper.mark_statuses(page.sheet, (first, page.row - 1), 1)
        page.go_on()

    def _entry(self, phase: str) -> ReadinessRow:
        return next(entry for entry in self._report.readiness if entry.phase == phase)


class _Ranked:
    """The gap of a rank, looked up on the sheet of the gaps."""

    def __init__(self, gaps: TableSheet, rank: int) -> None:
        self._gaps = gaps
        self._row = f"MATCH({rank},{gaps.range('Rank')},0)"

    def joined(self, *parts: str) -> str:
        """What stands under headings, with the texts between them; headings and texts take turns. Empty without such a gap."""
        cells = [
            f'"{part}"' if number % 2 else f"INDEX({self._gaps.range(part)},{self._row})"
            for number, part in enumerate(parts)
        ]
        return f'=IFERROR({"&".join(cells)},"")'


def _in_the_way(entry: ReadinessRow, report: Report) -> tuple[str, str]:
    """What to say of a phase in whose way nothing stands, and what stands before the number of questions that do."""
    where = f"{entry.phase}, {'where the system is now' if entry.phase == report.phase else 'the target'}"
    return f"Ready for {where}: all it needs is in place.", f"Not ready for {where}. Questions not in place: "


def _told(entry: ReadinessRow, words: tuple[str, str]) -> str:
    missing = entry.counted - entry.ready
    return f"{words[1]}{missing}" if missing else words[0]


def _tile_columns(number: int) -> tuple[int, int]:
    """The columns of a tile: the wide first one, then two each."""
    return (0, 0) if number == 0 else (2 * number - 1, 2 * number)


def _to_look_at(report: Report) -> Iterator[str]:
    """How many answers that were carried over nobody has looked at since."""
    left = {part.bank: sum(bool(row.review) for row in part.answers) for part in (report, *report.lenses)}
    if any(left.values()):
        lenses = "".join(
            f", and {left[lens.bank]} of the lens {lens.bank}" for lens in report.lenses if left[lens.bank]
        )
        yield (
            f"{left[report.bank]} answers were carried over and not looked at since, when this book was made{lenses} "
            "(sheet Answers, column Look again because)"
        )


def _lens_words(lens: Report) -> str:
    scores = [NO_SCORE if score is None else f"{score:.1f}" for score in (lens.total.assessed, lens.total.posture)]
    return f"{lens.total.answered} of {lens.total.asked} answered, assessed {scores[0]}, posture {scores[1]}"
