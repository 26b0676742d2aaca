"""The Gaps sheet: every gap in the order in which to close it, with the bank's advice and room for the plan."""

from typing import Any

from exports.report import GapRow
from exports.workbook.paper import OPEN, Column, Paper

COLUMNS = (
    Column("Rank", 6, "number"),
    Column("Priority", 8, "decimal"),
    Column("Urgency", 14),
    Column("Question", 11, "plain"),
    Column("What is asked", 44),
    Column("Control title", 24),
    Column("Domain", 8, "plain"),
    Column("Layer", 13),
    Column("Phase", 11, "plain"),
    Column("Status", 9, "plain"),
    Column("What is missing", 36),
    Column("Recommended step", 46),
    Column("Effort", 9, "plain"),
    Column("Planned action", 30),
    Column("Owner", 16),
    Column("Due", 11, "date"),
    Column("Evidence to produce", 38),
    Column("Threat categories", 30),
    Column("ATT&CK techniques", 18),
    Column("Standards", 40),
)
_STATUS = 9


def write_gaps(paper: Paper, sheet: Any) -> None:
    """Write the ranked gaps, or one line that says there are none."""
    paper.headings(sheet, 0, COLUMNS)
    sheet.freeze_panes(1, 4)
    for number, gap in enumerate(paper.report.gaps, start=1):
        for column, value in enumerate(_values(gap)):
            paper.put(sheet, number, column, value, COLUMNS[column].style)
    last = max(len(paper.report.gaps), 1)
    if not paper.report.gaps:
        paper.put(sheet, 1, 0, "No gaps: every asked question has full credit.", "plain")
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    paper.mark_statuses(sheet, 1, last, _STATUS)
    sheet.print_area(0, 0, last, 15)


def _values(gap: GapRow) -> tuple[Any, ...]:
    return (
        gap.rank,
        gap.priority,
        gap.urgency_words,
        gap.question,
        gap.text,
        gap.title,
        gap.domain,
        gap.layer,
        gap.phase,
        gap.status or OPEN,
        gap.missing,
        gap.step,
        gap.effort,
        gap.action,
        gap.owner,
        gap.due,
        "\n".join(gap.evidence_wanted),
        ", ".join(gap.threats),
        ", ".join(gap.techniques),
        "\n".join(f"{framework}: {', '.join(ids)}" for framework, ids in gap.mappings.items()),
    )
