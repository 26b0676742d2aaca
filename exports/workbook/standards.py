"""The Standards sheet: what is asked of the controls elsewhere, how the answers support it, and what nobody maps."""

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from exports.report import Report
from exports.rows import RequirementRow
from exports.words import SUPPORTS
from exports.workbook.controls import COUNTED_STANDINGS, ControlsSheet
from exports.workbook.paper import Paper
from exports.workbook.styles import SUPPORT_COLOURS
from exports.workbook.tables import Column, Here, Look, TableSheet

STANDARD, KIND, COVERAGE = "Standard", "Kind", "Coverage in %"
SUPPORT = "Support by the mapping (no proof of conformity)"
"""The caution stands in the heading: a sheet that is one table has no other place in sight."""
REQUIREMENT, ODD, NOTHING, UNMAPPED = "requirement", "not certain", "nothing alike", "not mapped"
"""What a row is: a requirement that the mapping names for certain, an entry that does not, the controls of which the AICM
finds nothing in the standard, or a requirement that no control is mapped to."""
NO_REQUIREMENT = "(nothing in the standard)"
"""Stands in the place of a requirement for controls that a standard does not speak of."""
_WORST, _COUNT, _STANDS, _PARTLY = "Worst answer", "Controls that count", "Controls that stand", "Stand partly"
_CONTROLS = "Controls"


def standards_sheet(paper: Paper, report: Report, controls: ControlsSheet) -> TableSheet:
    """Each requirement of each standard that the AICM maps, and each that it does not map, ready to be written."""

    def over(formula: Callable[[str], str]) -> Callable[[RequirementRow, Here], str]:
        return lambda row, here: formula(here(_CONTROLS)) if _is_certain(row) else ""

    def counted(*standings: str) -> Callable[[RequirementRow], int | None]:
        return lambda row: sum(row.standings.get(word, 0) for word in standings) if _is_certain(row) else None

    columns = (
        Column(STANDARD, 14, "plain", attrgetter("framework")),
        Column("Requirement", 22, "text", lambda row: row.requirement or NO_REQUIREMENT),
        Column("Title", 34, "text", attrgetter("title")),
        Column(KIND, 12, "plain", _kind),
        Column(SUPPORT, 16, "plain", attrgetter("support"), _support),
        Column(COVERAGE, 11, "decimal", lambda row: row.coverage if _is_certain(row) else None, _coverage),
        Column(_COUNT, 17, "counted", counted(*COUNTED_STANDINGS), over(controls.counting_listed)),
        Column(_STANDS, 10, "number", counted("stands"), over(partial(controls.count_listed, "stands"))),
        Column(_PARTLY, 10, "number", counted("stands partly"), over(partial(controls.count_listed, "stands partly"))),
        Column("Gap level in the AICM", 10, "plain", attrgetter("gap")),
        Column(_CONTROLS, 60, "text", lambda row: ", ".join(row.controls)),
        Column(_WORST, 11, "plain", lambda row: row.worst if _is_certain(row) else "", over(controls.worst_listed)),
        Column("CSA's comparison of the two texts", 120, "text", attrgetter("gap_words")),
        Column("As printed in the AICM; remarks", 100, "text", _remarks(report)),
    )
    look = Look(
        title="Requirements of the standards that the AICM maps to its controls, and how the answers support them.",
        fixed=2,
        empty="The AICM maps no standard to these controls.",
        printed=_CONTROLS,
        marked=SUPPORT,
        colours=SUPPORT_COLOURS,
        bars=(COVERAGE,),
    )
    return TableSheet(paper, "Standards", columns, _rows(report), look)


def _rows(report: Report) -> tuple[RequirementRow, ...]:
    """The mapped requirements, then those that are not mapped, standard by standard."""
    nobodys = (
        RequirementRow(standard.framework, id_, (), {}, "", None, "", "", title=standard.unmapped_titles[id_])
        for standard in report.insights.standards
        for id_ in standard.unmapped
    )
    return (*report.requirements, *nobodys)


def _kind(row: RequirementRow) -> str:
    if not row.controls:
        return UNMAPPED
    if not row.requirement:
        return NOTHING
    return ODD if row.odd else REQUIREMENT


def _is_certain(row: RequirementRow) -> bool:
    """Whether its controls count; what is not certain counts nowhere."""
    return bool(row.controls) and not row.odd


def _remarks(report: Report) -> Callable[[RequirementRow], str]:
    """Other spellings, where the mapping is not the matrix's own, and why an entry is odd."""
    matrix = next((standard.source for standard in report.insights.standards), "")
    sources = {standard.framework: standard.source for standard in report.insights.standards}

    def remark(row: RequirementRow) -> str:
        source = sources.get(row.framework, matrix)
        spelt = f"printed {' or '.join(row.printed)}" if row.printed else ""
        return "; ".join(filter(None, (spelt, row.odd, source if row.controls and source != matrix else "")))

    return remark


def _support(row: RequirementRow, here: Here) -> str:
    """Where none stands and none stands partly, a no tells what is missing from what is only open."""
    if _kind(row) != REQUIREMENT:
        return ""
    supported, mostly, weak, unsupported, unanswered, outside = SUPPORTS
    some, share = f"{here(_STANDS)}+{here(_PARTLY)}>0", here(COVERAGE)
    rest = f'IF({some},"{weak}",IF({here(_WORST)}="no","{unsupported}","{unanswered}"))'
    return f'=IF({share}="","{outside}",IF({share}=100,"{supported}",IF({share}>=75,"{mostly}",{rest})))'


def _coverage(row: RequirementRow, here: Here) -> str:
    if not _is_certain(row):
        return ""
    return f'=IF({here(_COUNT)}=0,"",100*{here(_STANDS)}/{here(_COUNT)})'
