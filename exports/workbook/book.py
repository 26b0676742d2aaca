"""Puts the sheets of the gap workbook together."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO

from exports.report import Report
from exports.texts import visible
from exports.workbook.answers import answers_sheet
from exports.workbook.attack_groups import attack_groups_sheet
from exports.workbook.capabilities import capability_sheets
from exports.workbook.carried import carried_sheet
from exports.workbook.continuation import write_continuations
from exports.workbook.controls import ControlsSheet
from exports.workbook.course import CourseSheet
from exports.workbook.gaps import gaps_sheet
from exports.workbook.heat_maps import HeatMapsSheet
from exports.workbook.method import write_method
from exports.workbook.mitigations import mitigations_sheet
from exports.workbook.paper import Paper
from exports.workbook.registers import (
    OWNERS,
    evidence_sheet,
    history_sheet,
    lists_sheet,
    parking_lot_sheet,
    scope_sheet,
    settled_plans_sheet,
)
from exports.workbook.roadmap import packages_sheet
from exports.workbook.roadmap_steps import steps_sheet
from exports.workbook.scores import domains_sheet
from exports.workbook.side_by_side import side_by_side_sheet
from exports.workbook.standards import standards_sheet
from exports.workbook.streaming import new_book
from exports.workbook.summary import SummarySheet
from exports.workbook.summary_insights import InsightSheets
from exports.workbook.tables import TableSheet
from exports.workbook.threats import ThreatsSheet
from exports.writing import Progress

_LONGEST_LENS_NAME = 20
"""Sheet names hold 31 characters; a lens's id is cut to leave room for what its sheet is."""
_LONGEST_PROPERTY = 255


_Work = list[tuple[str, Callable[[], None]]]
"""What is written, in words, and what writes it, in the order of the sheets."""


def to_workbook(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """Write the xlsx file into the target; returns what the user should know about it.

    Raises:
        OSError: the disk refused.
    """
    with new_book(target, len(report.answers)) as book:
        _describe(book, report)
        paper = Paper(book, report)
        work = _work(paper)
        steps = len(work) + 1
        for number, (what, write) in enumerate(work):
            paper.look_up = partial(progress, number, steps, f"writing {what}")
            paper.look_up()
            write()
        progress(steps - 1, steps, "packing the file")
    progress(steps, steps, "packing the file")
    return paper.notes


def _work(paper: Paper) -> _Work:
    """All sheets. Tables know their cells before they are written, so that the first can refer to the last."""
    report = paper.report
    summary = SummarySheet(paper)
    answers = answers_sheet(paper, "Answers", report)
    lists = lists_sheet(paper, report)
    owners = lists.range(OWNERS) if lists else ""
    gaps = gaps_sheet(paper, "Gaps", report.gaps, answers, owners)
    domains = domains_sheet(paper, "Domains", report, answers)
    controls = ControlsSheet(paper, report, answers)
    standards = standards_sheet(paper, report, controls)
    threats = ThreatsSheet(paper, report, controls)
    packages = packages_sheet(paper, report, answers)
    names = _lens_names(report.lenses)
    lenses = {
        lens.bank: answers_sheet(paper, f"{names[lens.bank]} answers", lens, is_lens=True) for lens in report.lenses
    }
    caf = capability_sheets(paper, report, answers, lenses)
    insights = InsightSheets(threats, standards, packages, caf)
    optional = (
        ("the comparison", side_by_side_sheet(paper, report, answers, lenses)),
        ("the capabilities", caf),
        ("what was carried over", carried_sheet(paper, report)),
        ("the settled plans", settled_plans_sheet(paper, report)),
        ("the parking lot", parking_lot_sheet(paper, report)),
    )
    side_by_side, capabilities, *last = [[(what, sheet.write)] if sheet else [] for what, sheet in optional]
    return [
        ("the gaps", gaps.write),
        ("the answers", answers.write),
        ("the domains", domains.write),
        ("the controls", controls.write),
        *side_by_side,
        ("the course of the score", CourseSheet(paper, report).write),
        ("the roadmap", packages.write),
        ("the steps of the roadmap", steps_sheet(paper, report, answers, gaps).write),
        ("the standards", standards.write),
        ("the threats", threats.write),
        ("the groups of techniques", attack_groups_sheet(paper, report, controls).write),
        ("the controls against each technique", mitigations_sheet(paper, report, controls).write),
        ("the heat maps", HeatMapsSheet(paper, report, controls).write),
        *capabilities,
        ("the evidence", evidence_sheet(paper, report).write),
        ("the scope", scope_sheet(paper, report).write),
        ("the history", history_sheet(paper, report).write),
        *(entry for entries in last for entry in entries),
        *(
            work
            for lens in report.lenses
            for work in _lens_work(paper, lens, names[lens.bank], lenses[lens.bank], owners)
        ),
        *([("the lists", lists.write)] if lists else []),
        ("the method", lambda: write_method(paper)),
        ("the summary", lambda: summary.write(answers, gaps, domains, insights)),
        ("long texts", lambda: write_continuations(paper)),
    ]


def _lens_work(
    paper: Paper, lens: Report, name: str, answers: TableSheet, owners: str
) -> Iterator[tuple[str, Callable[[], None]]]:
    """The sheets of a lens."""
    gaps = gaps_sheet(paper, f"{name} gaps", lens.gaps, answers, owners)
    yield f"the answers of {lens.bank}", answers.write
    yield f"the gaps of {lens.bank}", gaps.write
    yield f"the scores of {lens.bank}", domains_sheet(paper, f"{name} scores", lens, answers).write


def _lens_names(lenses: Sequence[Report]) -> dict[str, str]:
    """What the sheets of each lens are called: its id, cut where it is too long, numbered where that makes two alike."""
    names: dict[str, str] = {}
    for number, lens in enumerate(lenses, start=1):
        short = lens.bank[:_LONGEST_LENS_NAME]
        names[lens.bank] = f"{short} {number}" if short in names.values() else short
    return names


def _describe(book: Any, report: Report) -> None:
    """What a file manager and a screen reader say about the file."""
    texts = {
        "title": f"Gap workbook: {report.name}",
        "subject": f"{report.questionnaire}, {' + '.join(report.roles)}",
        "author": report.organization,
        "keywords": "AICM, AI-CAIQ, gap analysis",
        "comments": f"Made by {report.program}.",
    }
    properties = {name: visible(text)[:_LONGEST_PROPERTY] for name, text in texts.items()}
    book.set_properties({**properties, "created": report.made.replace(tzinfo=None)})
