"""The sheet of the steps of the road: what each phase needs, then what blocks it, question by question in the order of work.

Status and plan follow the sheets on which they are typed.
"""

from collections.abc import Callable
from operator import attrgetter

from exports.report import Report
from exports.rows import ReadinessRow, RoadmapRow
from exports.workbook.answers import status_of_question
from exports.workbook.gaps import FOLLOW_UP
from exports.workbook.paper import Paper, status_word
from exports.workbook.scores import in_place, readiness_counts
from exports.workbook.tables import Column, Here, Look, TableSheet

_STATUS, _BLOCKS, _NO_LONGER, _NEEDS = "Status now", "blocks", "no longer", "needs"
_NOT_WORKED_ON = "risk accepted"
"""Stands instead of a package: an accepted risk is in none."""
_Row = RoadmapRow | ReadinessRow


def steps_sheet(paper: Paper, report: Report, answers: TableSheet, gaps: TableSheet) -> TableSheet:
    """The steps by question, package by package, ready to be written."""
    packages = {question: package for package in report.insights.plan.packages for question in package.questions}

    def status(row: _Row, here: Here) -> str:
        return "" if isinstance(row, ReadinessRow) else status_of_question(answers, here("Question"))

    def step(row: _Row, _: Here) -> str:
        if isinstance(row, RoadmapRow):
            return ""
        counted, ready = readiness_counts(answers, row.phase)
        return f'="{row.adds}: "&({ready})&" of "&{counted}&"{in_place(row)}"'

    def package(row: _Row) -> str:
        if isinstance(row, ReadinessRow):
            return ""
        own = packages.get(row.question)
        return f"{own.number}. {own.title}" if own else _NOT_WORKED_ON

    def place(row: RoadmapRow) -> tuple[int, int]:
        own = packages.get(row.question)
        return own.number if own else len(packages) + 1, row.rank

    columns = (
        Column("Phase", 11, "plain", attrgetter("phase")),
        Column("Blocks it", 10, "plain", lambda row: _NEEDS if isinstance(row, ReadinessRow) else _BLOCKS, _blocks),
        Column("Effort", 9, "plain", _of_step("effort")),
        Column("Quick win", 8, "plain", lambda row: "quick" if isinstance(row, RoadmapRow) and row.quick else ""),
        Column("Question", 11, "plain", _of_step("question")),
        Column("Control title", 34, "text", _step_title),
        Column(_STATUS, 9, "plain", _status, status),
        Column("Step", 60, "text", _step, step),
        Column("Owner", 18, "text", _of_step("owner"), _planned(gaps, "Owner")),
        Column("Due", 11, "date", _of_step("due"), _planned(gaps, "Due")),
        Column(FOLLOW_UP, 14, "text", _of_step("follow_up"), _planned(gaps, FOLLOW_UP)),
        Column("Gap rank", 7, "number", _of_step("rank")),
        Column("Package", 28, "text", package),
    )
    look = Look(
        title="What blocks each phase, question by question, in the order of the work packages.",
        fixed=5,
        empty="Nothing blocks the phases of this assessment.",
        marked=_STATUS,
    )
    rows: list[_Row] = [entry for entry in report.readiness if entry.counted]
    return TableSheet(paper, "Roadmap steps", columns, [*rows, *sorted(report.roadmap, key=place)], look)


def _of_step(name: str) -> Callable[[_Row], object]:
    """A field of a step; nothing for a phase."""
    return lambda row: getattr(row, name) if isinstance(row, RoadmapRow) else None


def _step_title(row: _Row) -> str:
    return f"All of {row.phase}" if isinstance(row, ReadinessRow) else row.title


def _status(row: _Row) -> str:
    return "" if isinstance(row, ReadinessRow) else status_word(row.status)


def _step(row: _Row) -> str:
    if isinstance(row, RoadmapRow):
        return row.step
    return f"{row.adds}: {row.ready} of {row.counted}{in_place(row)}"


def _blocks(row: _Row, here: Here) -> str:
    own = here(_STATUS)
    settled = f'OR({own}="yes",{own}="yes-gaps",{own}="na")'
    return "" if isinstance(row, ReadinessRow) else f'=IF({settled},"{_NO_LONGER}","{_BLOCKS}")'


def _planned(gaps: TableSheet, heading: str) -> Callable[[_Row, Here], str]:
    """What stands under a heading of the gaps for the question of a row."""

    def formula(row: _Row, here: Here) -> str:
        found = f"INDEX({gaps.range(heading)},MATCH({here('Question')},{gaps.range('Question')},0))"
        return "" if isinstance(row, ReadinessRow) else f'=IF({found}="","",{found})'

    return formula
