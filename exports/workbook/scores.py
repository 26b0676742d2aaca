"""Score tables: rows with counts and both scores as formulas over the Answers sheet; and the Domains sheet."""

from collections.abc import Sequence
from typing import Any

from exports.report import Report, ScoreRow
from exports.workbook.answers import AnswersSheet
from exports.workbook.paper import OPEN, STATUS_WORDS, Column, Paper

SCORE_COLUMNS = (
    Column("Asked", 9, "number"),
    Column("Answered", 9, "number"),
    *(Column(words, 10, "number") for words in STATUS_WORDS.values()),
    Column(OPEN, 9, "number"),
    Column("Assessed score", 10, "decimal"),
    Column("Posture score", 10, "decimal"),
)


def write_domains(paper: Paper, sheet: Any, report: Report, answers: AnswersSheet) -> None:
    """The Domains sheet of a bank: a row for each domain and one for all of them."""
    columns = (Column("Code", 8, "plain"), Column("Domain", 52), *SCORE_COLUMNS)
    paper.headings(sheet, 0, columns)
    for number, row in enumerate(report.domains, start=1):
        paper.put(sheet, number, 0, row.key, "plain")
        paper.put(sheet, number, 1, row.title)
        write_score_cells(paper, sheet, (number, 2), row, answers, "Domain")
    last = len(report.domains) + 1
    paper.put(sheet, last, 0, "All", "total")
    paper.put(sheet, last, 1, "All asked questions", "total")
    write_score_cells(paper, sheet, (last, 2), report.total, answers)
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


def write_score_cells(
    paper: Paper,
    sheet: Any,
    place: tuple[int, int],
    score: ScoreRow,
    answers: AnswersSheet,
    heading: str = "",
) -> None:
    """The cells of ``SCORE_COLUMNS`` for one row, from the place (row, column) on.

    ``heading`` names the column of the answers sheet that the row's key is looked up in; nothing takes all rows.
    """
    row, column = place
    prefix = "" if heading else "total-"
    cells = _cells(answers, score, heading)
    for offset, (formula, value) in enumerate(cells):
        style = prefix + ("decimal" if offset >= len(cells) - 2 else "number")
        paper.formula(sheet, row, column + offset, formula, value, style)


def _cells(answers: AnswersSheet, score: ScoreRow, heading: str) -> Sequence[tuple[str, float | None]]:
    statuses = answers.range("Status")
    where = f'{answers.range(heading)},"{score.key}"' if heading else ""
    all_rows = f'{answers.range("Question ID")},"<>"'
    counts = [(f'=COUNTIFS({_join(where, statuses)},"{word}")', score.statuses[word]) for word in STATUS_WORDS]
    asked = f"COUNTIFS({where or all_rows})"
    answered = f'COUNTIFS({_join(where, statuses)},"<>")'
    return (
        (f"={asked}", score.asked),
        (f"={answered}", score.answered),
        *counts,
        (f"={asked}-{answered}", score.asked - score.answered),
        (_score_formula(answers, where, "Assessed weight"), score.assessed),
        (_score_formula(answers, where, "Posture weight"), score.posture),
    )


def _score_formula(answers: AnswersSheet, where: str, weight_heading: str) -> str:
    points, weights = answers.range("Points"), answers.range(weight_heading)
    if where:
        sums = (f"SUMIFS({points},{where})", f"SUMIFS({weights},{where})")
    else:
        sums = (f"SUM({points})", f"SUM({weights})")
    return f'=IF({sums[1]}=0,"",100*{sums[0]}/{sums[1]})'


def _join(where: str, condition: str) -> str:
    return f"{where},{condition}" if where else condition
