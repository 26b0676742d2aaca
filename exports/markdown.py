"""A report to read in a repository or a wiki, in GitHub's flavour of Markdown.

The same report gives the same file. A user's text is shown as it was typed and means nothing to Markdown (see
``markdown_marks``); a line feed inside it is a line break.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from exports.markdown_capabilities import capabilities
from exports.markdown_marks import as_code, bullets, heading, paragraph, said, table
from exports.markdown_plan import road_ahead
from exports.markdown_sections import Section, write_sections
from exports.markdown_standards import standards
from exports.markdown_standing import carried_over, evidence, side_by_side, threats
from exports.markdown_words import (
    EXAMPLE,
    NOTHING,
    counted,
    day,
    moment,
    number,
    score_table,
    share,
    status_word,
)
from exports.report import Report
from exports.rows import GapRow
from exports.writing import Progress

_FIRST_GAPS = 10
_NO_GAPS = "No gaps: every asked question has full credit."


def to_markdown(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """Write the report section by section."""
    write_sections(report, _SECTIONS, target, progress)
    return ()


def _head(report: Report) -> Iterator[str]:
    yield from heading(1, f"AI security gap report: {said(report.name)}")
    if report.is_example:
        yield from paragraph(EXAMPLE)
    everything = report.total.asked + report.not_asked
    facts = (
        ("Organisation", said(report.organization) or "not stated"),
        ("System", said(report.system) or "not stated"),
        ("Roles", said(", ".join(report.roles))),
        ("Phase", said(f"{report.phase}, aiming for {report.target_phase}")),
        ("Use case", said(report.use_case)),
        ("Questionnaire", said(f"{report.questionnaire}, wording by caiq-wizard")),
        *(("Lens", said(lens.questionnaire)) for lens in report.lenses),
        ("Scope", f"{report.total.asked} of {counted(everything, 'question')} asked"),
        ("Made", f"{moment(report.made)} by {said(report.program)}"),
    )
    yield from bullets(f"**{label}:** {value}" for label, value in facts)


def _standing(report: Report) -> Iterator[str]:
    yield from heading(2, "Where it stands")
    yield from _figures(report)
    yield from heading(3, "How ready each phase is")
    rows = [
        (
            said(row.phase),
            share(row.share),
            f"{row.ready} of {row.counted}" if row.share is not None else NOTHING,
            counted(len(row.blockers), "question") if row.share is not None else "beyond the target",
            said(row.effort) or NOTHING,
            said(row.adds),
        )
        for row in report.readiness
    ]
    headings = ("Phase", "Ready", "In place", "Not in place", "Rough work", "What it is about")
    yield from table(headings, rows, right=(1, 2))
    for title, scores in (("layer", report.layers), ("phase", report.phases), ("domain", report.domains)):
        yield from heading(3, f"By {title}")
        yield from score_table(title.capitalize(), scores, report.total)


def _figures(report: Report) -> Iterator[str]:
    total = report.total
    if not total.asked:
        yield from paragraph("No question is asked.")
        return
    yield from bullets(
        (
            f"**Posture score: {number(total.posture)}** of 100. Open questions count as nothing; act on this one.",
            f"**Assessed score: {number(total.assessed)}** of 100. Answered questions alone.",
            f"**Answered:** {total.answered} of {counted(total.asked, 'question')}.",
            f"**Gaps:** {len(report.gaps)}.",
        )
    )
    if not total.answered:
        yield from paragraph("No question is answered yet.")


def _first_gaps(report: Report) -> Iterator[str]:
    yield from heading(2, "What to do first")
    if not report.gaps:
        yield from paragraph(_NO_GAPS)
        return
    rows = [
        (
            str(gap.rank),
            said(f"{gap.question} {gap.title}"),
            status_word(gap.status),
            said(f"{gap.urgency_words}, {gap.follow_up}"),
            said(gap.step),
            said(gap.effort) or NOTHING,
        )
        for gap in report.gaps[:_FIRST_GAPS]
    ]
    yield from table(("Rank", "Question", "Status", "Urgency and follow-up", "Next step", "Effort"), rows, right=(0,))


def _gaps(report: Report) -> Iterator[str]:
    yield from heading(2, "All gaps")
    yield from _gaps_by_urgency(report, 3)


def _gaps_by_urgency(report: Report, level: int) -> Iterator[str]:
    if not report.gaps:
        yield from paragraph(_NO_GAPS)
    pressing = sorted(report.gaps, key=lambda gap: (-gap.urgency, gap.rank))
    for _, group in groupby(pressing, key=lambda gap: gap.urgency):
        gaps = list(group)
        yield from heading(level, f"{said(gaps[0].urgency_words).capitalize()}: {counted(len(gaps), 'gap')}")
        for gap in gaps:
            yield from _gap(gap)


def _gap(gap: GapRow) -> Iterator[str]:
    facts = (
        status_word(gap.status),
        f"priority {number(gap.priority)}",
        said(gap.follow_up),
        said(gap.phase),
        said(gap.layer),
    )
    yield from paragraph(f"**{gap.rank}. {said(gap.question)}** {said(gap.title)} ({', '.join(facts)})")
    step = said(gap.step) + (f" ({said(gap.effort)})" if gap.effort else "")
    plan = said(gap.owner) or "nobody yet"
    until = f" until {day(gap.accepted_until)}" if gap.accepted_until else ""
    entries = (
        ("Asked", said(gap.text)),
        ("Missing", said(gap.missing)),
        ("Next step", step),
        ("Planned", "" if gap.action == gap.step else said(gap.action)),
        ("Owner", f"{plan}, due {day(gap.due)}" if gap.due else plan),
        (f"Risk accepted{until}", said(gap.accepted_risk)),
    )
    yield from bullets(f"**{label}:** {words}" for label, words in entries if words)


def _not_asked(report: Report) -> Iterator[str]:
    yield from heading(2, "What is not asked, and why")
    reasons = Counter(row.reason for row in report.scope if not row.asked)
    if not reasons:
        yield from paragraph("Every question is asked.")
        return
    rows = [
        (said(reason), str(count)) for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    ]
    yield from table(("Reason", "Questions"), rows, right=(1,))


def _parking_lot(report: Report) -> Iterator[str]:
    if not report.parked:
        return
    yield from heading(2, "Parking lot")
    yield from paragraph("Topics that came up and were put aside.")
    rows = [
        (said(row.text), said(row.question) or NOTHING, moment(row.at), "done" if row.done else "open")
        for row in report.parked
    ]
    yield from table(("Topic", "Came up at", "When", "State"), rows)


def _lenses(report: Report) -> Iterator[str]:
    for lens in report.lenses:
        yield from heading(2, f"Lens: {said(lens.questionnaire)}")
        yield from paragraph("Asked beside the matrix, and scored apart from it.")
        yield from _figures(lens)
        yield from heading(3, "By domain")
        yield from score_table("Domain", lens.domains, lens.total)
        yield from _gaps_by_urgency(lens, 3)


def _method(report: Report) -> Iterator[str]:
    yield from heading(2, "Method")
    for part in report.method:
        yield from heading(3, said(part.title))
        for is_list, group in groupby(part.paragraphs, key=lambda text: text.startswith("– ")):
            if is_list:
                yield from bullets(said(text.removeprefix("– ")) for text in group)
                continue
            for text in group:
                yield from paragraph(said(text))


def _versions(report: Report) -> Iterator[str]:
    yield from heading(2, "To check this report")
    yield from bullets(
        (
            f"**Questionnaire:** {said(report.questionnaire)}",
            f"**Program:** {said(report.program)}",
            f"**SHA-256 of the answers:** {as_code(report.answers_sha256)}",
        )
    )


_SECTIONS: dict[str, Section] = {
    "who and what": _head,
    "the scores": _standing,
    "the first gaps": _first_gaps,
    "roles and milestones": side_by_side,
    "the gaps": _gaps,
    "the roadmap": road_ahead,
    "the standards": standards,
    "the threats": threats,
    "the capabilities": capabilities,
    "the evidence": evidence,
    "what is not asked": _not_asked,
    "what was carried over": carried_over,
    "the parking lot": _parking_lot,
    "the lenses": _lenses,
    "the method": _method,
    "the versions": _versions,
}
