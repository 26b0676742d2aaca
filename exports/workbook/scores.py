"""Score cells: counts and both scores of a set of questions, as formulas over the Answers sheet; and the Domains sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.report import Report
from exports.rows import ReadinessRow, ScoreRow
from exports.words import OPEN, STATUS_WORDS, STATUSES
from exports.workbook.answers import HELD, STATUS_NOW
from exports.workbook.paper import Paper
from exports.workbook.tables import Column, Look, TableSheet
from questionnaires.vocabulary import Phase

SCORE_HEADINGS = ("Asked", "Answered", *(STATUS_WORDS[status] for status in STATUSES), OPEN, "Assessed", "Posture")
"""The headings of a score's cells, in order."""
ALL = "All"


@dataclass(frozen=True, slots=True)
class Scored:
    """A set of questions on an answers sheet, chosen by what stands in some columns; ``where`` is empty for all."""

    answers: TableSheet
    where: Mapping[str, str]

    @property
    def _conditions(self) -> str:
        return ",".join(f'{self.answers.range(heading)},"{_literal(word)}"' for heading, word in self.where.items())

    @property
    def asked(self) -> str:
        """How many questions there are."""
        return f"COUNTIFS({self._conditions})" if self.where else f"COUNT({self.answers.range('Weight')})"

    def with_status(self, status: str) -> str:
        """How many questions have a status, or are open."""
        conditions = f"{self._conditions}," if self.where else ""
        return f'COUNTIFS({conditions}{self.answers.range(STATUS_NOW)},"{status}")'

    @property
    def answered(self) -> str:
        """How many questions have a status."""
        return f"{self.asked}-{self.with_status(OPEN)}"

    def total(self, heading: str) -> str:
        """The sum of a column of the answers sheet."""
        if not self.where:
            return f"SUM({self.answers.range(heading)})"
        return f"SUMIFS({self.answers.range(heading)},{self._conditions})"

    def share(self, part: str, whole: str) -> str:
        """A column's sum as a share of another's, 0 to 100; empty where there is nothing to count."""
        return f'=IF({self.total(whole)}=0,"",100*{self.total(part)}/{self.total(whole)})'

    @property
    def assessed(self) -> str:
        """The assessed score."""
        return self.share("Points", "Assessed weight")

    @property
    def posture(self) -> str:
        """The posture score."""
        return self.share("Points", "Posture weight")

    def cells(self, score: ScoreRow) -> Sequence[tuple[str, float | None]]:
        """Formula and value of each cell under ``SCORE_HEADINGS``."""
        return (
            (f"={self.asked}", score.asked),
            (f"={self.answered}", score.answered),
            *((f"={self.with_status(status)}", score.statuses[status]) for status in STATUSES),
            (f"={self.with_status(OPEN)}", score.asked - score.answered),
            (self.assessed, score.assessed),
            (self.posture, score.posture),
        )


def put_score(paper: Paper, sheet: Any, place: tuple[int, int], score: ScoreRow, scored: Scored) -> None:
    """The cells of a score from a place on; those of all questions stand out."""
    row, column = place
    prefix = "" if scored.where else "total-"
    cells = scored.cells(score)
    for offset, (formula, value) in enumerate(cells):
        style = prefix + ("decimal" if offset >= len(cells) - 2 else "number")
        paper.formula(sheet, (row, column + offset), formula, value, style)


def _literal(word: str) -> str:
    """A word as a criterion that means itself: no wildcards, no end of the text."""
    return re.sub("([~*?])", r"~\1", word).replace('"', '""')


def held_by(answers: TableSheet, role: str, where: Mapping[str, str]) -> Scored:
    """The same questions, only those of which a role holds a part."""
    return Scored(answers, {**where, f"Held by {role}": HELD})


def readiness_counts(answers: TableSheet, phase: str) -> tuple[str, str]:
    """Formulas: how many questions of a phase and of those before it count, and how many of them are in place."""
    reached = [earlier for earlier in Phase if earlier.rank <= Phase(phase).rank]
    phases, ready = answers.range("Phase"), answers.range("Ready")
    counted = "+".join(f'COUNTIFS({phases},"{earlier}",{ready},">=0")' for earlier in reached)
    return f"({counted})", "+".join(f'SUMIFS({ready},{phases},"{earlier}")' for earlier in reached)


def readiness_share(answers: TableSheet, phase: str) -> str:
    """The share of a phase's questions, and of those before it, that are in place; empty where none counts."""
    counted, ready = readiness_counts(answers, phase)
    return f'=IF({counted}=0,"",100*({ready})/({counted}))'


def in_place(entry: ReadinessRow) -> str:
    """What follows the count of questions that are in place for a phase; each phase includes those before it."""
    noun = "question" if entry.counted == 1 else "questions"
    return f" {noun} are in place" + (
        "" if entry.phase == next(iter(Phase)) else ", those of the phases before included"
    )


def domains_sheet(paper: Paper, name: str, report: Report, answers: TableSheet) -> TableSheet:
    """The Domains sheet of a bank: a row for each domain and one for all of them."""

    def scored(row: ScoreRow) -> Scored:
        return Scored(answers, {} if row is report.total else {"Domain": row.key})

    def column(number: int, heading: str) -> Column:
        style = "decimal" if heading in SCORE_HEADINGS[-2:] else "number"
        return Column(
            heading.capitalize() + (" score" if style == "decimal" else ""),
            11,
            style,
            lambda row: scored(row).cells(row)[number][1],
            lambda row, _: scored(row).cells(row)[number][0],
        )

    columns = (
        Column("Code", 8, "plain", lambda row: ALL if row is report.total else row.key),
        Column("Domain", 50, "text", lambda row: row.title),
        *(column(number, heading) for number, heading in enumerate(SCORE_HEADINGS)),
    )
    look = Look(
        title="Counts and scores of each domain, and of all of them.",
        fixed=2,
        bars=("Assessed score", "Posture score"),
    )
    return TableSheet(paper, name, columns, (*report.domains, report.total), look)
