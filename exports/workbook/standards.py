"""The Standards and Threats sheets: what is asked of the controls elsewhere, and how many of them stand."""

from operator import attrgetter
from typing import Any

from exports.report import Report
from exports.rows import RequirementRow, ThreatRow
from exports.workbook.controls import COUNTED_STANDINGS, ControlsSheet
from exports.workbook.paper import Paper
from exports.workbook.tables import Column, Here, Look, TableSheet

NO_REQUIREMENT = "(nothing in the standard)"
"""Stands in the place of a requirement for controls that a standard does not speak of."""
STANDARD, COVERAGE = "Standard", "Coverage in %"
_STANDS, _COUNT = "Controls that stand", "Controls that count"


def standards_sheet(paper: Paper, report: Report, controls: ControlsSheet) -> TableSheet:
    """Each requirement of each standard that the AICM maps, ready to be written."""

    def stands(row: RequirementRow, _: Here) -> str:
        return controls.count("stands", row.controls)

    def coverage(_: RequirementRow, here: Here) -> str:
        return f'=IF({here(_COUNT)}=0,"",100*{here(_STANDS)}/{here(_COUNT)})'

    columns = (
        Column(STANDARD, 15, "plain", attrgetter("framework")),
        Column("Requirement", 26, "text", lambda row: row.requirement or NO_REQUIREMENT),
        Column("Worst answer", 11, "plain", attrgetter("worst"), lambda row, _: controls.worst(row.controls)),
        Column(_COUNT, 10, "number", _counting, lambda row, _: controls.counting(row.controls)),
        Column(_STANDS, 10, "number", lambda row: row.standings.get("stands", 0), stands),
        Column(COVERAGE, 11, "decimal", attrgetter("coverage"), coverage),
        Column("Gap level in the AICM", 13, "plain", attrgetter("gap")),
        Column("CSA's comparison of the two texts", 52, "text", attrgetter("gap_words")),
        Column("Controls", 60, "text", lambda row: ", ".join(row.controls)),
    )
    look = Look(
        title="Requirements of the standards that the AICM maps to its controls, and how these controls stand.",
        fixed=2,
        empty="The AICM maps no standard to these controls.",
        marked="Worst answer",
        bars=(COVERAGE,),
    )
    return TableSheet(paper, "Standards", columns, report.requirements, look)


def threats_sheet(paper: Paper, report: Report, controls: ControlsSheet) -> TableSheet:
    """The AICM's threat categories, then the ATT&CK techniques, ready to be written.

    Half of all controls are against each category: they are marked on the sheet of the controls, not listed here.
    """
    categories = frozenset(row.key for row in report.threats)

    def counted(standing: str) -> Column:
        def formula(row: ThreatRow, _: Here) -> str:
            if row.key in categories:
                return controls.against(standing, row.title)
            return controls.count(standing, row.controls)

        return Column(standing.capitalize(), 9, "number", lambda row: row.standings.get(standing, 0), formula)

    def kind(row: ThreatRow) -> str:
        return "AICM threat category" if row.key in categories else "ATT&CK technique"

    def listed(row: ThreatRow) -> str:
        return (
            f"{len(row.controls)}, marked on the sheet Controls" if row.key in categories else ", ".join(row.controls)
        )

    columns = (
        Column("Kind", 22, "plain", kind),
        Column("Technique", 11, "plain", lambda row: "" if row.key in categories else row.key),
        Column("Name", 44, "text", attrgetter("title")),
        *(counted(standing) for standing in COUNTED_STANDINGS),
        Column(COVERAGE, 11, "decimal", attrgetter("coverage"), _coverage),
        Column("Controls", 70, "text", listed),
    )
    look = Look(
        title="Threat categories and ATT&CK techniques, and how the controls against them stand.",
        fixed=2,
        empty="No control is mapped to a threat.",
        bars=(COVERAGE,),
    )
    return TableSheet(paper, "Threats", columns, (*report.threats, *report.techniques), look)


def _counting(row: RequirementRow | ThreatRow) -> int:
    return sum(row.standings.get(standing, 0) for standing in COUNTED_STANDINGS)


def _coverage(_: Any, here: Here) -> str:
    first, last = here(COUNTED_STANDINGS[0].capitalize()), here(COUNTED_STANDINGS[-1].capitalize())
    return f'=IF(SUM({first}:{last})=0,"",100*{first}/SUM({first}:{last}))'
