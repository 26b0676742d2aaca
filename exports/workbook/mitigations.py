"""The Mitigations sheet: each technique with each control against it, why it helps, and how the control stands now."""

from operator import attrgetter

from exports.insights.exposure import MitigationRow
from exports.report import Report
from exports.workbook.controls import ControlsSheet
from exports.workbook.paper import Paper
from exports.workbook.styles import STANDING_COLOURS
from exports.workbook.tables import Column, Look, TableSheet

STANDING = "Standing now"


def mitigations_sheet(paper: Paper, report: Report, controls: ControlsSheet) -> TableSheet:
    """The sheet, a row for each pair of the mapping; the standing is looked up on the Controls sheet."""
    names = {row.technique: row.name for row in report.insights.exposure.techniques}
    titles = {row.control: row.title for row in report.controls}

    def titled(row: MitigationRow) -> str:
        return f"{titles[row.control]} (the source's {row.source_id})" if row.source_id else titles[row.control]

    columns = (
        Column("Technique", 11, "plain", attrgetter("technique")),
        Column("Name", 32, "text", lambda row: names[row.technique]),
        Column("Control", 10, "plain", attrgetter("control")),
        Column("Title", 34, "text", titled),
        Column("Why it helps", 52, "text", attrgetter("reason")),
        Column(STANDING, 15, "plain", attrgetter("standing"), lambda _, here: controls.standing_of(here("Control"))),
    )
    look = Look(
        title="Every technique of MITRE ATT&CK with every control against it, and how the control stands.",
        fixed=3,
        empty="No control is mapped to a technique.",
        marked=STANDING,
        colours=STANDING_COLOURS,
    )
    return TableSheet(paper, "Mitigations", columns, report.insights.exposure.mitigations, look)
