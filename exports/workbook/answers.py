"""The Answers sheet: every asked question, in the column order of the AI-CAIQ first, then what an auditor wants to know.

Columns near the end hold the calculation: credit, points and weights as formulas over the status, which all scores of
the book are sums of. Change a status, and every score follows.
"""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from exports.report import AnswerRow
from exports.workbook.paper import Column, Paper

COLUMNS = (
    Column("Question ID", 11, "plain"),
    Column("Question", 42),
    Column("AI-CAIQ answer", 8, "plain"),
    Column("SSRM ownership", 14),
    Column("Implementation description", 44),
    Column("Customer responsibilities", 32),
    Column("Status", 9, "plain"),
    Column("Evidence", 32),
    Column("Corrective action", 34),
    Column("Action owner", 16),
    Column("Due", 11, "date"),
    Column("Effort", 9, "plain"),
    Column("Control", 10, "plain"),
    Column("Control title", 26),
    Column("Domain", 8, "plain"),
    Column("Layer", 14),
    Column("Phase", 11, "plain"),
    Column("Note", 28),
    Column("Flag", 6, "plain"),
    Column("Respondent", 16),
    Column("Method", 11, "plain"),
    Column("Confidence", 11, "plain"),
    Column("Last change (UTC)", 16, "time"),
    Column("Auditor verdict", 13),
    Column("Auditor comment", 28),
    Column("Weight", 8, "number"),
    Column("Credit", 8, "decimal"),
    Column("Points", 8, "decimal"),
    Column("Assessed weight", 9, "number"),
    Column("Posture weight", 9, "number"),
    Column("Risk accepted because", 34),
    Column("Risk accepted until", 11, "date"),
)
HEADING_ROW, FIRST_ROW = 0, 1
_AT = {column.heading: number for number, column in enumerate(COLUMNS)}
_VERDICTS = ["accepted", "rejected"]
_STATUSES = ["yes", "yes-gaps", "partial", "no", "na"]


class AnswersSheet:
    """Writes the sheet of one bank's answers, and knows where its columns are for formulas on other sheets."""

    def __init__(self, paper: Paper, sheet: Any, rows: Sequence[AnswerRow]) -> None:
        self._paper = paper
        self._sheet = sheet
        self._rows = rows

    def range(self, heading: str) -> str:
        """The cells of one column, as a formula on another sheet names them."""
        letter = xl_col_to_name(_AT[heading])
        last = FIRST_ROW + max(len(self._rows), 1)
        return f"'{self._sheet.get_name()}'!${letter}${FIRST_ROW + 1}:${letter}${last}"

    def write(self) -> None:
        """Write headings, rows, drop-downs and filters."""
        paper, sheet = self._paper, self._sheet
        paper.headings(sheet, HEADING_ROW, COLUMNS)
        for number, row in enumerate(self._rows, start=FIRST_ROW):
            paper.row(sheet, number, COLUMNS, _values(row))
            self._calculation(number, row)
            self._accepted_risk(number, row)
        last = FIRST_ROW + max(len(self._rows), 1) - 1
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.autofilter(HEADING_ROW, 0, last, len(COLUMNS) - 1)
        paper.mark_statuses(sheet, FIRST_ROW, last, _AT["Status"])
        self._choices("Status", _STATUSES, last)
        self._choices("Auditor verdict", _VERDICTS, last)
        sheet.print_area(0, 0, last, _AT["Evidence"])

    def _choices(self, heading: str, words: list[str], last: int) -> None:
        column = _AT[heading]
        self._sheet.data_validation(FIRST_ROW, column, last, column, {"validate": "list", "source": words})

    def _accepted_risk(self, number: int, row: AnswerRow) -> None:
        for heading, value in (
            ("Risk accepted because", row.accepted_risk),
            ("Risk accepted until", row.accepted_until),
        ):
            self._paper.put(self._sheet, number, _AT[heading], value, COLUMNS[_AT[heading]].style)

    def _calculation(self, number: int, row: AnswerRow) -> None:
        status, weight, credit = (xl_rowcol_to_cell(number, _AT[heading]) for heading in ("Status", "Weight", "Credit"))
        answered = row.credit is not None
        cells = (
            (
                "Credit",
                f'=IF({status}="yes",1,IF({status}="yes-gaps",0.8,IF({status}="partial",0.4,IF({status}="no",0,""))))',
                row.credit,
            ),
            ("Points", f'=IF({credit}="",0,{weight}*{credit})', row.weight * (row.credit or 0.0)),
            ("Assessed weight", f'=IF({credit}="",0,{weight})', row.weight if answered else 0),
            ("Posture weight", f'=IF({status}="na",0,{weight})', 0 if row.status == "na" else row.weight),
        )
        for heading, formula, value in cells:
            style = COLUMNS[_AT[heading]].style
            self._paper.formula(self._sheet, number, _AT[heading], formula, value, style)


def _values(row: AnswerRow) -> tuple[Any, ...]:
    return (
        row.question,
        row.text,
        row.caiq_answer,
        row.ownership,
        row.description,
        row.responsibilities,
        row.status,
        "\n".join(row.evidence),
        row.action,
        row.owner,
        row.due,
        row.effort,
        row.control,
        row.title,
        row.domain,
        row.layer,
        row.phase,
        row.note,
        "flag" if row.flagged else "",
        row.respondent,
        row.method,
        row.confidence,
        row.changed,
        "",
        "",
        row.weight,
    )
