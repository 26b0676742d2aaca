"""Score tables: rows with counts and both scores as formulas over the Answers sheet; and the Domains sheet."""

from collections.abc import Sequence
from typing import Any

from exports.report import Report, ScoreRow
from exports.workbook.answers import answers_range
from exports.workbook.paper import OPEN, STATUS_WORDS, Column, Paper

SCORE_COLUMNS = (
    Column("Asked", 9, "number"),
    Column("Answered", 9, "number"),
    *(Column(words, 10, "number") for words in STATUS_WORDS.values()),
    Column(OPEN, 9, "number"),
    Column("Assessed score", 10, "decimal"),
    Column("Posture score", 10, "decimal"),
)


def write_domains(paper: Paper, sheet: Any) -> None:
    """The Domains sheet: a row for each domain and one for all of them."""
    report = paper.report
    columns = (Column("Code", 8, "plain"), Column("Domain", 52), *SCORE_COLUMNS)
    paper.headings(sheet, 0, columns)
    for number, row in enumerate(report.domains, start=1):
        paper.put(sheet, number, 0, row.key, "plain")
        paper.put(sheet, number, 1, row.title)
        write_score_cells(paper, sheet, number, 2, row, "Domain")
    last = len(report.domains) + 1
    paper.put(sheet, last, 0, "All", "total")
    paper.put(sheet, last, 1, "All asked questions", "total")
    write_score_cells(paper, sheet, last, 2, report.total, None)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(last - 1, 1), len(columns) - 1)
    bars = {
        "type": "data_bar",
        "bar_color": "#9DB8D4",
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 100,
    }
    sheet.conditional_format(1, len(columns) - 2, max(last - 1, 1), len(columns) - 1, bars)


def write_score_cells(paper: Paper, sheet: Any, row: int, column: int, score: ScoreRow, heading: str | None) -> None:
    """The cells of ``SCORE_COLUMNS`` for one row.

    ``heading`` names the column of the Answers sheet that the row's key is looked up in; nothing takes all rows.
    """
    prefix = "total-" if heading is None else ""
    cells = _cells(paper.report, score, heading)
    for offset, (formula, value) in enumerate(cells):
        style = prefix + ("decimal" if offset >= len(cells) - 2 else "number")
        paper.formula(sheet, row, column + offset, formula, value, style)


def _cells(report: Report, score: ScoreRow, heading: str | None) -> Sequence[tuple[str, float | None]]:
    statuses = answers_range(report, "Status")
    where = f'{answers_range(report, heading)},"{score.key}"' if heading else ""
    all_rows = f'{answers_range(report, "Question ID")},"<>"'
    counts = [(f'=COUNTIFS({_join(where, statuses)},"{word}")', score.statuses[word]) for word in STATUS_WORDS]
    asked = f"COUNTIFS({where or all_rows})"
    answered = f'COUNTIFS({_join(where, statuses)},"<>")'
    return (
        (f"={asked}", score.asked),
        (f"={answered}", score.answered),
        *counts,
        (f"={asked}-{answered}", score.asked - score.answered),
        (_score_formula(report, where, "Assessed weight"), score.assessed),
        (_score_formula(report, where, "Posture weight"), score.posture),
    )


def _score_formula(report: Report, where: str, weight_heading: str) -> str:
    points, weights = answers_range(report, "Points"), answers_range(report, weight_heading)
    sums = (
        (f"SUMIFS({points},{where})", f"SUMIFS({weights},{where})") if where else (f"SUM({points})", f"SUM({weights})")
    )
    return f'=IF({sums[1]}=0,"",100*{sums[0]}/{sums[1]})'


def _join(where: str, condition: str) -> str:
    return f"{where},{condition}" if where else condition
