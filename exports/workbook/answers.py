"""The Answers sheet: every asked question, in the column order of the AI-CAIQ first, then what an auditor wants to know.

The columns at the end hold the calculation: credit, points and weights as formulas over the status, which all scores of
the book are sums of. Change a status, and every score follows.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from exports.report import Report
from exports.rows import AnswerRow, GapRow
from exports.words import CONFIDENCES, METHODS, OPEN, OWNERSHIPS, STATUSES, VERDICTS
from exports.workbook.paper import Paper, status_word
from exports.workbook.tables import Column, Here, Look, TableSheet

HELD = "held"
"""What stands in a role's column for a question whose control the role holds a part of."""
LOOK_AGAIN = "Look again because"
"""Why an answer that was carried over wants another look; a column only where there is such an answer."""
STATUS_NOW = "Status or open"
"""The status that counts: the typed one without blanks and in small letters; open where there is none, or no known word."""
CAF_QUESTIONS = "CAF questions"
"""The questions of the AWS CAF's capabilities that the answer counts for too; a column of the matrix only."""
BASELINE, BASELINE_WORD = "Baseline", "baseline"
"""The column that marks the questions of the first look, and what stands there; a column of the matrix only."""
PACKAGE = "Roadmap package"
"""The number of the work package on the sheet Roadmap that closes the gap of a question."""
NOT_UNDERSTOOD = "?"
"""Stands for the AI-CAIQ answer where the typed status is no word of ours."""


def answers_sheet(paper: Paper, name: str, report: Report, *, is_lens: bool = False) -> TableSheet:
    """The sheet of one bank's answers, ready to be written."""
    look = Look(
        title="Every question asked, with its answer, its evidence and its part in the scores.",
        fixed=2,
        empty="No question is asked with this scope.",
        printed="Evidence",
        marked="Status",
    )
    return TableSheet(paper, name, answer_columns(report, is_lens=is_lens), report.answers, look)


def answer_columns(report: Report, *, is_lens: bool) -> tuple[Column, ...]:
    """The columns of the sheet; each role of the assessment has one. The questions of a lens are not the AI-CAIQ's."""
    packages = {q: package.number for package in report.insights.plan.packages for q in package.questions}
    caiq = Column("AI-CAIQ answer", 9, "plain", attrgetter("caiq_answer"), _caiq_answer)
    linked = {} if is_lens else _capability_questions(report)
    return (
        Column("Question ID", id_width(report.answers), "plain", attrgetter("question")),
        Column("Question", 42, "text", attrgetter("text")),
        *(() if is_lens else (caiq,)),
        Column("SSRM ownership", 15, "text", attrgetter("ownership"), is_input=True, choices=OWNERSHIPS),
        Column("Implementation description", 44, "text", attrgetter("description"), is_input=True),
        Column("Customer responsibilities", 32, "text", attrgetter("responsibilities"), is_input=True),
        Column("Status", 9, "plain", attrgetter("status"), is_input=True, choices=STATUSES),
        Column("Credit", 8, "decimal", attrgetter("credit"), _credit),
        Column("Evidence", 34, "text", lambda row: "\n".join(row.evidence), is_input=True),
        Column("Respondent", 16, "text", attrgetter("respondent"), is_input=True),
        Column("Method", 11, "plain", attrgetter("method"), is_input=True, choices=METHODS),
        Column("Confidence", 11, "plain", attrgetter("confidence"), is_input=True, choices=CONFIDENCES),
        Column("Last change (UTC)", 16, "time", attrgetter("changed")),
        *((Column(LOOK_AGAIN, 28, "text", attrgetter("review")),) if any(row.review for row in report.answers) else ()),
        Column("Auditor verdict", 11, "plain", _nothing, is_input=True, choices=VERDICTS),
        Column("Auditor comment", 32, "text", _nothing, is_input=True),
        Column("Auditor and date", 18, "text", _nothing, is_input=True),
        Column("Note", 28, "text", attrgetter("note"), is_input=True),
        Column("Flag", 6, "plain", lambda row: "flag" if row.flagged else "", is_input=True, choices=("flag",)),
        Column("Control", id_width(report.answers), "plain", attrgetter("control")),
        Column("Control title", 28, "text", attrgetter("title")),
        Column("Domain", 8, "plain", attrgetter("domain")),
        Column("Layer", 14, "plain", attrgetter("layer")),
        Column("Phase", 11, "plain", attrgetter("phase")),
        *(Column(f"Held by {role}", 8, "plain", _held_by(role)) for role in report.roles),
        Column("Weight", 8, "number", attrgetter("weight")),
        Column("Points", 8, "decimal", _points, _points_formula),
        Column("Assessed weight", 10, "number", _assessed_weight, _assessed_weight_formula),
        Column("Posture weight", 9, "number", _posture_weight, _posture_weight_formula),
        Column("Ready", 8, "number", _ready, _ready_formula),
        Column(STATUS_NOW, 10, "plain", lambda row: status_word(row.status), _status_now),
        *(() if is_lens else (Column(BASELINE, 9, "plain", lambda row: BASELINE_WORD if row.baseline else ""),)),
        *(() if is_lens else (Column(PACKAGE, 9, "number", lambda row: packages.get(row.question)),)),
        *((Column(CAF_QUESTIONS, 30, "plain", lambda row: linked.get(row.control, "")),) if linked else ()),
    )


def id_width(rows: Iterable[AnswerRow | GapRow]) -> int:
    """How wide a column of question ids must be; those of a lens are longer than the matrix's."""
    return max(11, max((len(row.question) + 3 for row in rows), default=0))


def status_of_question(answers: TableSheet, question: str) -> str:
    """A formula for the status that a question has on the answers sheet; ``question`` is the cell with its id."""
    return f"=INDEX({answers.range(STATUS_NOW)},MATCH({question},{answers.range('Question ID')},0))"


def _capability_questions(report: Report) -> dict[str, str]:
    """The questions of the capabilities that link to each control."""
    found: dict[str, list[str]] = {}
    for row in report.insights.capabilities.questions:
        for control in row.controls:
            found.setdefault(control, []).append(row.question)
    return {control: ", ".join(questions) for control, questions in found.items()}


def _nothing(_: AnswerRow) -> None:
    return None


def _held_by(role: str) -> Callable[[AnswerRow], str]:
    return lambda row: HELD if role in row.roles else ""


def _caiq_answer(_: Any, here: Here) -> str:
    typed, status = here("Status"), here(STATUS_NOW)
    unknown = f'IF(TRIM({typed})="","","{NOT_UNDERSTOOD}")'
    return (
        f'=IF({status}="{OPEN}",{unknown},IF({status}="na","NA",IF(OR({status}="yes",{status}="yes-gaps"),"YES","NO")))'
    )


def _status_now(_: Any, here: Here) -> str:
    typed = f"TRIM({here('Status')})"
    known = ",".join(f'{typed}="{status}"' for status in STATUSES)
    return f'=IF(OR({known}),LOWER({typed}),"{OPEN}")'


def _credit(_: Any, here: Here) -> str:
    status = here(STATUS_NOW)
    return f'=IF({status}="yes",1,IF({status}="yes-gaps",0.8,IF({status}="partial",0.4,IF({status}="no",0,""))))'


def _points(row: AnswerRow) -> float:
    return row.weight * (row.credit or 0.0)


def _points_formula(_: Any, here: Here) -> str:
    return f'=IF({here("Credit")}="",0,{here("Weight")}*{here("Credit")})'


def _assessed_weight(row: AnswerRow) -> int:
    return row.weight if row.credit is not None else 0


def _assessed_weight_formula(_: Any, here: Here) -> str:
    return f'=IF({here("Credit")}="",0,{here("Weight")})'


def _posture_weight(row: AnswerRow) -> int:
    return 0 if row.status == "na" else row.weight


def _posture_weight_formula(_: Any, here: Here) -> str:
    return f'=IF({here(STATUS_NOW)}="na",0,{here("Weight")})'


def _ready(row: AnswerRow) -> int | None:
    """1 where the question blocks no phase, 0 where it does, nothing where it is not applicable."""
    return None if row.status == "na" else int(row.status in ("yes", "yes-gaps"))


def _ready_formula(_: Any, here: Here) -> str:
    status = here(STATUS_NOW)
    return f'=IF({status}="na","",IF(OR({status}="yes",{status}="yes-gaps"),1,0))'
