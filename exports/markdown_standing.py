"""The parts of the Markdown report that put the answers beside something else: roles, milestones, threats, files."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from exports.carried import CarriedRow, in_words, times
from exports.exposure_words import fall, figure, mean_in_words, most_exposed, shown
from exports.insights.exposure import GroupRow, LeverRow, TechniqueRow
from exports.markdown_marks import as_code, bullets, heading, paragraph, said, table
from exports.markdown_words import NOTHING, change, counted, day, moment, number, share, status_word
from exports.report import Report
from exports.rows import EvidenceRow, ScoreRow, ThreatRow, View
from exports.words import LEVELS, STANDINGS

_MOST_MILESTONES = 4
_MOST_TECHNIQUES = 15
_MOST_LEVERS = 5


def side_by_side(report: Report) -> Iterator[str]:
    """The posture score of each role alone, and of the milestones; nothing where there are neither."""
    today = _today(report)
    roles = [view for view in report.views if view.kind == "role"]
    milestones = [view for view in report.views if view.kind == "milestone"]
    if roles:
        yield from heading(2, "The roles side by side")
        yield from paragraph("Posture scores: of each role as if it were the only one, and of all together.")
        rows = [
            (said(title), *(_posture(view.scores, key) for view in roles), number(row.posture))
            for key, (title, row) in today.items()
        ]
        headings = ("Part", *(said(view.label) for view in roles), "All together")
        yield from table(headings, rows, right=range(1, len(headings)))
    if milestones:
        yield from heading(2, "Since the milestones")
        yield from _milestones(milestones, report.total)
        yield from _course(milestones[-_MOST_MILESTONES:], today)


def _milestones(milestones: Sequence[View], total: ScoreRow) -> Iterator[str]:
    rows = [
        (
            said(view.label),
            moment(view.at) if view.at else NOTHING,
            *_figures(view.scores.get("all")),
            change(view.changes.get("all")),
        )
        for view in milestones
    ]
    headings = ("Milestone", "Set", "Posture", "Assessed", "Answered", "Posture until today")
    yield from table(headings, [*rows, ("**Today**", "", *_figures(total), "")], right=(2, 3, 4))


def _figures(row: ScoreRow | None) -> tuple[str, str, str]:
    if row is None:
        return (NOTHING, NOTHING, NOTHING)
    return (number(row.posture), number(row.assessed), f"{row.answered} of {row.asked}")


def _course(milestones: Sequence[View], today: Mapping[str, tuple[str, ScoreRow]]) -> Iterator[str]:
    last = milestones[-1]
    yield from paragraph("Posture scores part by part; the change is the one since the last milestone.")
    rows = [
        (
            said(title),
            *(_posture(view.scores, key) for view in milestones),
            number(row.posture),
            change(last.changes.get(key)),
        )
        for key, (title, row) in today.items()
    ]
    headings = ("Part", *(said(view.label) for view in milestones), "Today", "Change")
    yield from table(headings, rows, right=range(1, len(headings) - 1))


def _today(report: Report) -> dict[str, tuple[str, ScoreRow]]:
    """The parts that views have scores of, with a title for each."""
    parts = {"all": ("All asked questions", report.total)}
    for kind, rows in (("layer", report.layers), ("phase", report.phases), ("domain", report.domains)):
        for row in rows:
            title = f"{row.key} {row.title}" if kind == "domain" else f"{kind.capitalize()} {row.title}"
            parts[f"{kind} {row.key}"] = (title, row)
    return parts


def _posture(scores: Mapping[str, ScoreRow], key: str) -> str:
    return number(scores[key].posture) if key in scores else NOTHING


def threats(report: Report) -> Iterator[str]:
    """How the controls against each threat category stand, and how exposed the answers leave the system to attacks."""
    yield from heading(2, "Threats")
    yield from heading(3, "Threat categories of the AICM")
    yield from _threats("Category", [(row.title, row) for row in report.threats])
    yield from heading(3, "ATT&CK techniques")
    exposure = report.insights.exposure
    if not exposure.techniques:
        yield from paragraph("None is mapped.")
        return
    yield from paragraph(
        "Exposure is 1 minus the mean credit of your controls against a technique: at 0 all of them stand in full, at 1 none "
        "helps. Open questions count as nothing; at best, all of them turn out to be in place. Where half or more of the "
        f"controls are open, the exposure is not known yet. Mean exposure: {mean_in_words(exposure)}."
    )
    yield from _techniques(exposure.techniques)
    yield from heading(3, "The same by capability group")
    yield from _groups(exposure.groups)
    yield from heading(3, "The controls that would lower the mean exposure most")
    yield from _levers(exposure.levers)


def _techniques(rows: Sequence[TechniqueRow]) -> Iterator[str]:
    exposed = most_exposed(rows)
    most = exposed[:_MOST_TECHNIQUES]
    counts = Counter(row.level for row in rows)
    said_counts = ", ".join(f"{counts[level]} {level}" for level in LEVELS if counts[level])
    more = f" The {len(most)} most exposed:" if len(exposed) > len(most) else ""
    yield from paragraph(f"{counted(len(rows), 'technique')}: {said_counts}.{more}")
    headings = (
        "Technique",
        "Exposure",
        "At best",
        "Level",
        *(word.capitalize() for word in STANDINGS),
        "First",
        "Exposure then",
    )
    cells = [
        (
            said(f"{row.technique} {row.name}"),
            shown(row),
            figure(row.at_best),
            row.level,
            *_standings(row.standings),
            ", ".join(row.fewest),
            figure(row.afterwards),
        )
        for row in most
    ]
    if cells:
        yield from table(headings, cells, right=(1, 2, *range(4, 4 + len(STANDINGS)), len(headings) - 1))
    if len(exposed) > len(most):
        yield from paragraph("The workbook and the csv export have them all.")


def _groups(rows: Sequence[GroupRow]) -> Iterator[str]:
    headings = ("Group", "Mapping rows", "Techniques", "Controls", "Not mappable", "Exposure", "At best", "Level")
    cells = [
        (
            said(f"{row.group} {row.title}"),
            *(str(count) for count in (row.rows, *map(len, (row.techniques, row.controls, row.not_mappable)))),
            shown(row),
            figure(row.at_best),
            row.level,
        )
        for row in rows
    ]
    yield from table(headings, cells, right=range(1, len(headings) - 1))


def _levers(rows: Sequence[LeverRow]) -> Iterator[str]:
    helpful = [row for row in rows if row.lowers][:_MOST_LEVERS]
    if not helpful:
        yield from paragraph("None would: each control that counts stands in full.")
        return
    cells = [(said(f"{row.control} {row.title}"), str(len(row.techniques)), row.standing, fall(row)) for row in helpful]
    yield from table(("Control", "Techniques", "Standing", "Mean falls by"), cells, right=(1, 3))


def _standings(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(str(counts.get(standing, 0)) for standing in STANDINGS)


def _threats(word: str, rows: Sequence[tuple[str, ThreatRow]]) -> Iterator[str]:
    if not rows:
        yield from paragraph("None is mapped.")
        return
    headings = (word, "Controls", "Covered", *(standing.capitalize() for standing in STANDINGS))
    cells = [
        (
            said(title),
            str(len(row.controls)),
            share(row.coverage),
            *_standings(row.standings),
        )
        for title, row in rows
    ]
    yield from table(headings, cells, right=range(1, len(headings)))


def carried_over(report: Report) -> Iterator[str]:
    """What became of the answers that came from elsewhere; nothing where none did. Archived ones are told in full."""
    if not report.carried:
        return
    yield from heading(2, "Carried over")
    left = sum(bool(row.review) for part in (report, *report.lenses) for row in part.answers)
    yield from paragraph(
        f"{counted(left, 'answer')} that came along {'has' if left == 1 else 'have'} not been looked at since."
    )
    for rows in times(report.carried).values():
        first = rows[0]
        yield from heading(3, f"From {said(first.source)}, {day(first.at.date())}")
        yield from paragraph(said(f"{first.versions}: {in_words(rows)}."))
        headings = ("Question", "What happened", "Why", "Status today", "Look again because")
        yield from table(headings, map(_carried, rows))
        for row in rows:
            if row.archived_status or row.description:
                yield from _archived(row)


def _carried(row: CarriedRow) -> tuple[str, ...]:
    ids = row.now if row.before == row.now else f"{row.before or 'new'} → {row.now or 'gone'}"
    status = status_word(row.status) if row.now else NOTHING
    return (said(f"{ids} {row.title}"), said(row.happened), said(row.reason), status, said(row.look_again))


def _archived(row: CarriedRow) -> Iterator[str]:
    yield from paragraph(f"**Archived: {said(row.before)}** ({status_word(row.archived_status)})")
    entries = (
        ("Ownership", row.ownership),
        ("Description", row.description),
        ("Customer responsibilities", row.responsibilities),
        ("Evidence", "\n".join(row.evidence)),
        ("Action", row.action),
        ("Owner", row.owner),
        ("Remarks", row.note),
    )
    yield from bullets(f"**{label}:** {said(text)}" for label, text in entries if text)


def evidence(report: Report) -> Iterator[str]:
    """The register of evidence."""
    yield from heading(2, "Evidence")
    if not report.evidence:
        yield from paragraph("No answer names evidence yet.")
        return
    questions = len({row.question for row in report.evidence})
    yield from paragraph(f"{counted(len(report.evidence), 'reference')} for {counted(questions, 'question')}.")
    headings = ("Question", "Status", "Reference", "Kind", "SHA-256", "Bytes", "Remark", "Said by", "How", "Changed")
    yield from table(headings, map(_evidence, report.evidence), right=(5,))


def _evidence(row: EvidenceRow) -> tuple[str, ...]:
    return (
        said(row.question),
        status_word(row.status),
        said(row.reference),
        said(row.kind),
        as_code(row.sha256),
        "" if row.size is None else str(row.size),
        said(row.remark),
        said(row.respondent),
        said(row.method),
        day(row.changed.date()) if row.changed else NOTHING,
    )
