"""The road ahead in Markdown: as a file of its own, and as a part of the report."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from exports.insights.plan import PackageRow, PhaseRow, PlanRows
from exports.markdown_marks import bullets, heading, paragraph, said, table
from exports.markdown_sections import write_sections
from exports.markdown_words import EXAMPLE, NOTHING, counted, day, moment, number, score_table, share, status_word
from exports.plan_words import (
    after,
    again,
    due_dates,
    hopes,
    not_answered,
    owners,
    planned_too_early,
    threats,
    workers,
)
from exports.report import Report
from exports.rows import RoadmapRow
from exports.writing import Progress


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
    yield from _phases(report.insights.plan)
    for phase_name, group in groupby(report.roadmap, key=lambda row: row.phase):
        rows = list(group)
        yield from heading(3, f"Steps, {said(phase_name)}: {counted(len(rows), 'question')}")
        yield from paragraph("What blocks the phase, the least effort first. Quick ones take hours or days.")
        headings = ("Question", "Status", "Step", "Effort", "Owner", "Due", "Follow-up", "Gap")
        yield from table(headings, map(_step_cells, rows), right=(7,))


def _head(report: Report) -> Iterator[str]:
    yield from heading(1, f"The road ahead: {said(report.name)}")
    if report.is_example:
        yield from paragraph(EXAMPLE)
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
    yield from _phases(report.insights.plan)


def _phases(plan: PlanRows) -> Iterator[str]:
    """What is to be answered first, then each phase."""
    first = [package for package in plan.packages if package.open]
    if first:
        yield from heading(3, "Answer first")
        yield from _table(first)
    for phase in plan.phases:
        yield from _phase(plan, phase)


def _order(report: Report) -> Iterator[str]:
    plan = report.insights.plan
    yield from paragraph(
        "Work packages in the order of work: what a package needs comes before it. Posture and readiness are what the "
        f"figures come to after a package and all before it. Dates: {workers(plan.people)}, one package after the other, "
        "from Monday to Friday. Rough work is that of one person."
    )
    for words in filter(None, (hopes(plan), planned_too_early(plan))):
        yield from paragraph(words)


def _phase(plan: PlanRows, phase: PhaseRow) -> Iterator[str]:
    packages = [package for package in plan.packages if package.phase == phase.phase and not package.open]
    ready = f", ready by {share(phase.share)} today" if phase.share is not None else ""
    yield from heading(3, f"{said(phase.phase).capitalize()}: {counted(phase.packages, 'package')}{ready}")
    yield from paragraph(f"{threats(phase, plan)}:")
    yield from bullets(map(said, phase.threats))
    if phase.accepted:
        yield from paragraph(
            f"{counted(phase.accepted, 'more gap')} would block it, but the risk is accepted today, so nobody works on it."
        )
    if phase.open:
        yield from paragraph(not_answered(phase))
    elif not packages:
        yield from paragraph("Nothing is left to do here.")
    if packages:
        work = f"{said(phase.effort)} for {counted(phase.gaps, 'gap')}, from {day(phase.begins)} to {day(phase.ends)}"
        yield from paragraph(f"**Work:** {work}.")
    yield from paragraph(f"**Assess again** {again(phase)}.")
    if packages:
        yield from _table(packages)


def _table(packages: Sequence[PackageRow]) -> Iterator[str]:
    headings = ("No.", "Package", "Gaps", "Rough work", "From", "To", "Rise", "Posture", "Ready")
    yield from table(headings, map(_package_cells, packages), right=(0, 2, 6, 7, 8))


def _package_cells(row: PackageRow) -> tuple[str, ...]:
    return (
        str(row.number),
        said(row.title) + (" ★" if row.quick else ""),
        str(len(row.questions)),
        said(row.effort),
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
    yield from heading(2, "What each package is about")
    for package in plan.packages:
        yield from heading(3, f"{package.number}. {said(package.title)} ({said(package.phase)})")
        yield from paragraph(f"{said(package.what)} {said(package.why)}")
        entries = (
            ("Comes", after(package, plan)),
            ("Closes", said(", ".join(package.questions))),
            ("Work", said(package.effort)),
            ("Planned due dates", due_dates(package)),
            ("Owners", said(owners(package))),
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
