"""The Gaps sheet: every gap in the order in which to close it, with the bank's advice and room for the plan."""

from typing import Any

from exports.report import GapRow
from exports.workbook.paper import OPEN, Column, Paper

COLUMNS = (
    Column("Rank", 6, "number"),
    Column("Priority", 8, "decimal"),
    Column("Urgency", 13),
    Column("Question", 11, "plain"),
    Column("What is asked", 38),
    Column("Status", 9, "plain"),
    Column("What is missing", 34),
    Column("Recommended step", 40),
    Column("Effort", 8, "plain"),
    Column("Owner", 15),
    Column("Due", 11, "date"),
    Column("Planned action", 34),
    Column("Service that helps", 50),
    Column("Evidence to produce", 80),
    Column("Control title", 26),
    Column("Domain", 8, "plain"),
    Column("Layer", 13),
    Column("Phase", 11, "plain"),
    Column("Threat categories", 60),
    Column("ATT&CK techniques", 60),
    Column("Standards", 100),
    Column("Risk accepted because", 44),
    Column("Risk accepted until", 11, "date"),
)
_AT = {column.heading: number for number, column in enumerate(COLUMNS)}


def write_gaps(paper: Paper, sheet: Any) -> None:
    """Write the ranked gaps, or one line that says there are none."""
    paper.headings(sheet, 0, COLUMNS)
    sheet.freeze_panes(1, 4)
    for number, gap in enumerate(paper.report.gaps, start=1):
        paper.row(sheet, number, COLUMNS, _values(gap))
    last = max(len(paper.report.gaps), 1)
    if not paper.report.gaps:
        paper.put(sheet, 1, 0, "No gaps: every asked question has full credit.", "plain")
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    paper.mark_statuses(sheet, 1, last, _AT["Status"])
    sheet.print_area(0, 0, last, _AT["Due"])


def _values(gap: GapRow) -> tuple[Any, ...]:
    return (
        gap.rank,
        gap.priority,
        gap.urgency_words,
        gap.question,
        gap.text,
        gap.status or OPEN,
        gap.missing,
        gap.step,
        gap.effort,
        gap.owner,
        gap.due,
        gap.action,
        gap.service,
        "\n".join(gap.evidence_wanted),
        gap.title,
        gap.domain,
        gap.layer,
        gap.phase,
        ", ".join(gap.threats),
        ", ".join(gap.techniques),
        "\n".join(f"{framework}: {', '.join(ids)}" for framework, ids in gap.mappings.items()),
        gap.accepted_risk,
        gap.accepted_until,
    )
