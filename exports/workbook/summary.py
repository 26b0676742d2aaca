"""The Summary sheet: who, what, how far, how good, what first. One page that a manager reads and an auditor checks."""

from typing import Any

from exports.report import Report
from exports.workbook.answers import AnswersSheet
from exports.workbook.paper import OPEN, Paper, row_height, wrapped_lines
from exports.workbook.scores import SCORE_COLUMNS, write_score_cells

_WIDTHS = (30, *(10.5 for _ in SCORE_COLUMNS))
_FIRST_GAPS = 10
_TABLE_TITLES = {"Layer": "By layer", "Phase": "By phase (each phase's own questions)"}
_NUMBERS = range(1, len(SCORE_COLUMNS) + 1)
_LAST_COLUMN = len(SCORE_COLUMNS)
_HOW_TO_READ = (
    "Assessed score: how good the answered questions are. Posture score: the same with open ones counted as nothing; it is the figure to act on. Not applicable counts in neither.",
    "Readiness: the share of a phase's questions, and of those before it, that are in place, at least with minor gaps.",
    "Gaps: what to close, most pressing first. Answers: every question asked; change a status there and all scores follow. Domains: scores by domain. Method: how each figure is made.",
)


def write_summary(paper: Paper, sheet: Any, answers: AnswersSheet) -> None:
    """Write the page from top to bottom."""
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    report = paper.report
    paper.put(sheet, 0, 0, f"AI security gap assessment: {report.name}", "title")
    sheet.set_row(0, 28)
    row = 1
    if report.is_example:
        sheet.merge_range(
            row,
            0,
            row,
            _LAST_COLUMN,
            "Example with made-up answers; no real organisation or system.",
            paper.style("warning"),
        )
        row += 1
    row = _facts(paper, sheet, row + 1)
    row = _figures(paper, sheet, row + 1, answers)
    row = _score_table(paper, sheet, row + 1, answers, "Layer")
    row = _score_table(paper, sheet, row + 1, answers, "Phase")
    row = _first_gaps(paper, sheet, row + 1)
    _section(paper, sheet, row + 1, "How to read this book")
    for number, line in enumerate(_HOW_TO_READ, start=row + 2):
        sheet.merge_range(number, 0, number, _LAST_COLUMN, line, paper.style("text"))
        sheet.set_row(number, row_height(wrapped_lines(line, sum(_WIDTHS))))


def _section(paper: Paper, sheet: Any, row: int, title: str) -> None:
    paper.put(sheet, row, 0, title, "section")
    for column in range(1, _LAST_COLUMN + 1):
        paper.put(sheet, row, column, None, "section")


def _facts(paper: Paper, sheet: Any, row: int) -> int:
    report = paper.report
    facts = (
        ("Organisation", report.organization or "not stated"),
        ("System", report.system or "not stated"),
        ("Roles", ", ".join(report.roles)),
        ("Phase", f"{report.phase}, aiming for {report.target_phase}"),
        ("Use case", report.use_case),
        ("Questionnaire", f"{report.questionnaire}, wording by caiq-wizard"),
        *((f"Lens {lens.bank}", _lens_words(lens)) for lens in report.lenses),
        ("Scope", f"{report.total.asked} questions asked, {report.not_asked} not (the reasons: caiq-wizard scope)"),
        ("Made", f"{report.made:%Y-%m-%d %H:%M} UTC by {report.program}"),
    )
    for label, value in facts:
        paper.put(sheet, row, 0, label, "label")
        paper.put(sheet, row, 1, value, "strong")
        row += 1
    return row


def _lens_words(lens: Report) -> str:
    scores = ["–" if score is None else f"{score:.1f}" for score in (lens.total.assessed, lens.total.posture)]
    return f"{lens.total.answered} of {lens.total.asked} answered, assessed {scores[0]}, posture {scores[1]}"


def _figures(paper: Paper, sheet: Any, row: int, answers: AnswersSheet) -> int:
    _section(paper, sheet, row, "Where it stands")
    report = paper.report
    paper.headings_at(sheet, row + 1, ("", *(column.heading for column in SCORE_COLUMNS)), _NUMBERS)
    paper.put(sheet, row + 2, 0, "All asked questions", "total")
    write_score_cells(paper, sheet, (row + 2, 1), report.total, answers)
    row += 4
    paper.headings_at(sheet, row, ("Ready for", "Share", "Blocked by", *[""] * (_LAST_COLUMN - 2)), right={1})
    for number, entry in enumerate(report.readiness, start=row + 1):
        paper.put(sheet, number, 0, entry.phase, "plain")
        paper.put(sheet, number, 1, entry.share, "percent")
        blocked = _blocked(report, entry.share, len(entry.blockers))
        sheet.merge_range(number, 2, number, _LAST_COLUMN, blocked, paper.style("plain"))
    return row + 1 + len(report.readiness)


def _blocked(report: Report, share: float | None, blockers: int) -> str:
    if share is None:
        return f"not part of this assessment, whose target is {report.target_phase}"
    if not blockers:
        return "nothing"
    return f"{blockers} {'question' if blockers == 1 else 'questions'}"


def _score_table(paper: Paper, sheet: Any, row: int, answers: AnswersSheet, heading: str) -> int:
    _section(paper, sheet, row, _TABLE_TITLES[heading])
    paper.headings_at(sheet, row + 1, (heading, *(column.heading for column in SCORE_COLUMNS)), _NUMBERS)
    rows = paper.report.layers if heading == "Layer" else paper.report.phases
    for number, score in enumerate(rows, start=row + 2):
        paper.put(sheet, number, 0, score.title, "plain")
        write_score_cells(paper, sheet, (number, 1), score, answers, heading)
    return row + 2 + len(rows)


def _first_gaps(paper: Paper, sheet: Any, row: int) -> int:
    _section(paper, sheet, row, f"The first {_FIRST_GAPS} gaps")
    gaps = paper.report.gaps[:_FIRST_GAPS]
    if not gaps:
        paper.put(sheet, row + 1, 0, "No gaps: every asked question has full credit.", "plain")
        return row + 2
    paper.headings_at(sheet, row + 1, ("Question", "Status", "Urgency", "", "First step", *[""] * (_LAST_COLUMN - 4)))
    for number, gap in enumerate(gaps, start=row + 2):
        paper.put(sheet, number, 0, f"{gap.question} {gap.title}")
        paper.put(sheet, number, 1, gap.status or OPEN, "plain")
        sheet.merge_range(number, 2, number, 3, gap.urgency_words, paper.style("plain"))
        sheet.merge_range(number, 4, number, _LAST_COLUMN, f"{gap.step} ({gap.effort})", paper.style("text"))
        sheet.set_row(number, row_height(2))
    paper.mark_statuses(sheet, row + 2, row + 1 + len(gaps), 1)
    return row + 2 + len(gaps)
