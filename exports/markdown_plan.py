"""The road ahead in Markdown: as a file of its own, and as a part of the report."""

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from exports.insights import PackageRow, PhaseRow, PlanRows
from exports.markdown_marks import bullets, heading, paragraph, said, table
from exports.markdown_sections import write_sections
from exports.markdown_words import NOTHING, counted, day, moment, number, score_table, share, status_word
from exports.report import Report
from exports.rows import RoadmapRow
from exports.writing import Progress

_EXAMPLE = "**Example with made-up answers; no real organisation or system.**"


def to_roadmap(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """Write the plan: first posture, phases, every package with its steps."""
    sections = {"who and what": _head, "the baseline": _baseline, "the road": _road, "the packages": _packages}
    write_sections(report, sections, target, progress)
    return ()


def road_ahead(report: Report) -> Iterator[str]:
    """The part of the report: first posture, packages in a table for each phase, and the steps by question."""
    yield from heading(2, "Roadmap")
    if not report.roadmap:
        yield from paragraph(f"Nothing blocks the phases up to {said(report.target_phase)}.")
        return
    yield from _order(report)
    yield from _baseline(report, 3)
    for phase in report.insights.plan.phases:
        yield from _phase(report.insights.plan, phase)
    for phase_name, group in groupby(report.roadmap, key=lambda row: row.phase):
        rows = list(group)
        yield from heading(3, f"Steps, {said(phase_name)}: {counted(len(rows), 'question')}")
        yield from paragraph("What blocks the phase, the least effort first. Quick ones take hours or days.")
        headings = ("Question", "Status", "Step", "Effort", "Owner", "Due", "Follow-up", "Gap")
        yield from table(headings, map(_step_cells, rows), right=(7,))


def _head(report: Report) -> Iterator[str]:
    yield from heading(1, f"The road ahead: {said(report.name)}")
    if report.is_example:
        yield from paragraph(_EXAMPLE)
    facts = (
        ("Phase", f"{said(report.phase)}, aiming for {said(report.target_phase)}"),
        ("Posture score today", f"{number(report.total.posture)} of 100"),
        ("Answered", f"{report.total.answered} of {counted(report.total.asked, 'question')}"),
        ("Made", f"{moment(report.made)} by {said(report.program)}"),
    )
    yield from bullets(f"**{label}:** {words}" for label, words in facts)


def _baseline(report: Report, level: int = 2) -> Iterator[str]:
    rows = report.insights.plan.baseline
    if not rows:
        return
    yield from heading(level, "First posture, from the baseline")
    yield from paragraph("The baseline is a short list of questions for a first look, balanced over the layers.")
    yield from score_table("Layer", rows[1:], rows[0])


def _road(report: Report) -> Iterator[str]:
    yield from heading(2, "Work packages, in the order of work")
    yield from _order(report)
    for phase in report.insights.plan.phases:
        yield from _phase(report.insights.plan, phase)


def _order(report: Report) -> Iterator[str]:
    yield from paragraph(
        "Work packages in the order of work: what a package needs comes before it. Posture and readiness are what the "
        f"figures come to after a package and all before it. Dates: {_workers(report.insights.plan)}, one package after "
        "the other, five days of seven."
    )


def _workers(plan: PlanRows) -> str:
    return "one person works on it full time" if plan.people == 1 else f"{plan.people} people work on it full time"


def _phase(plan: PlanRows, phase: PhaseRow) -> Iterator[str]:
    packages = [package for package in plan.packages if package.phase == phase.phase]
    ready = f", ready by {share(phase.share)} today" if phase.share is not None else ""
    yield from heading(3, f"{said(phase.phase).capitalize()}: {counted(phase.packages, 'package')}{ready}")
    yield from paragraph("What changes in the threats when the system enters this phase:")
    yield from bullets(map(said, phase.threats))
    again = ", ".join(map(day, phase.assess_again))
    if phase.accepted:
        yield from paragraph(
            f"{counted(phase.accepted, 'more gap')} would block it, but the risk is accepted today, so nobody works on it."
        )
    if not packages:
        yield from paragraph(f"Nothing is left to do here. Assess again on {again}.")
        return
    work = said(phase.effort) or "not known yet"
    yield from paragraph(
        f"**Work:** {work} for {counted(phase.gaps, 'gap')}, from {day(phase.begins)} to {day(phase.ends)}. "
        f"**Assess again:** {again}."
    )
    headings = ("No.", "Package", "Gaps", "Not answered", "Rough work", "From", "To", "Rise", "Posture", "Ready")
    yield from table(headings, map(_package_cells, packages), right=(0, 2, 3, 7, 8, 9))


def _package_cells(row: PackageRow) -> tuple[str, ...]:
    return (
        str(row.number),
        said(row.title) + (" ★" if row.quick else ""),
        str(len(row.questions)),
        str(row.open),
        said(row.effort) or "answer first",
        day(row.begins),
        day(row.ends),
        f"+{row.rises:.1f}",
        number(row.posture),
        share(row.readiness[row.phase]),
    )


def _packages(report: Report) -> Iterator[str]:
    plan = report.insights.plan
    if not plan.packages:
        return
    names = {package.key: f"{package.number} {said(package.title)}" for package in plan.packages}
    yield from heading(2, "What each package is about")
    for package in plan.packages:
        yield from heading(3, f"{package.number}. {said(package.title)} ({said(package.phase)})")
        yield from paragraph(f"{said(package.what)} {said(package.why)}")
        entries = (
            ("Needs", ", ".join(names[key] for key in package.needs)),
            ("Closes", said(", ".join(package.questions))),
            ("Work", said(package.effort) or "not known until its questions are answered"),
        )
        yield from bullets(f"**{label}:** {words}" for label, words in entries if words)
        yield from paragraph("The steps:")
        yield from bullets(map(said, package.steps))


def _step_cells(row: RoadmapRow) -> tuple[str, ...]:
    return (
        said(f"{row.question} {row.title}"),
        status_word(row.status),
        said(row.step),
        (said(row.effort) or NOTHING) + (", quick" if row.quick else ""),
        said(row.owner) or NOTHING,
        day(row.due),
        said(row.follow_up),
        str(row.rank),
    )
