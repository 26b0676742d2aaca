"""The Attack groups sheet: the capability groups of the mapping to ATT&CK, and how their own controls stand."""

from collections.abc import Callable
from operator import attrgetter

from exports.insights.exposure import GroupRow
from exports.report import Report
from exports.words import STANDINGS
from exports.workbook.controls import COUNTED_STANDINGS, ControlsSheet
from exports.workbook.paper import Paper
from exports.workbook.tables import Column, Here, Look, TableSheet
from exports.workbook.threats import LEVEL_COLOURS

LEVEL, CONTROLS = "Level, at export", "Controls"


def attack_groups_sheet(paper: Paper, report: Report, controls: ControlsSheet) -> TableSheet:
    """The sheet; the exposures are those at export, because the mean over pairs of group and technique has no short formula."""

    def counted(standing: str) -> Callable[[GroupRow, Here], str]:
        return lambda _, here: f"={controls.among(here(CONTROLS), standing)}"

    columns = (
        Column("Group", 8, "plain", attrgetter("group")),
        Column("Title", 44, "text", attrgetter("title")),
        Column("Rows of the mapping", 10, "number", lambda row: row.rows),
        Column("Techniques", 12, "number", lambda row: len(row.techniques)),
        Column("Exposure, 0 to 1, at export", 11, "fraction", attrgetter("exposure")),
        Column("At best, at export", 10, "fraction", attrgetter("at_best")),
        Column(LEVEL, 19, "plain", attrgetter("level")),
        *(Column(word.capitalize(), 9, "number", _standing(word), counted(word)) for word in COUNTED_STANDINGS),
        Column("Not counted", 9, "number", _not_counted, _rest),
        Column(CONTROLS, 44, "text", lambda row: ", ".join(row.controls)),
        Column("Not mappable to ATT&CK", 60, "text", lambda row: ", ".join(row.not_mappable)),
    )
    look = Look(
        title="The capability groups of the mapping to ATT&CK, a domain each, and how their controls stand.",
        fixed=2,
        empty="No control is mapped to a technique.",
        printed="Not counted",
        marked=LEVEL,
        colours=LEVEL_COLOURS,
    )
    return TableSheet(paper, "Attack groups", columns, report.insights.exposure.groups, look)


def _standing(standing: str) -> Callable[[GroupRow], int]:
    return lambda row: row.standings.get(standing, 0)


def _not_counted(row: GroupRow) -> int:
    return sum(row.standings.get(word, 0) for word in STANDINGS if word not in COUNTED_STANDINGS)


def _rest(row: GroupRow, here: Here) -> str:
    first, last = (here(word.capitalize()) for word in (COUNTED_STANDINGS[0], COUNTED_STANDINGS[-1]))
    return f"={len(row.controls)}-SUM({first}:{last})"
