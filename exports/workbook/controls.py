"""The Controls sheet: how each control of the matrix stands, counted from the Answers sheet.

The sheets on standards and threats sum up its columns, so that a changed status reaches them too.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from exports.report import Report
from exports.rows import ControlRow
from exports.words import OPEN, STATUS_WORDS, STATUSES, WORST_FIRST
from exports.workbook.answers import STATUS_NOW
from exports.workbook.paper import Paper
from exports.workbook.styles import STANDING_COLOURS
from exports.workbook.tables import Column, Here, Look, TableSheet
from questionnaires.vocabulary import ThreatCategory

COUNTED_STANDINGS = ("stands", "stands partly", "missing", OPEN)
"""The ways to stand that count in a coverage; controls that are not asked or not applicable do not."""
_COUNTS = {**STATUS_WORDS, OPEN: OPEN}
"""What the heading above the number of questions with a status says."""
_MARKS = {"stands": "Is standing", "stands partly": "Is partial", "missing": "Is missing", OPEN: "Is open"}
"""The heading above a 1 for a control that stands so."""
AGAINST = "against"
"""Stands under a threat category for a control against it."""
COMPONENTS, LIFECYCLE = "Stack components", "Lifecycle stage/sub-stage"
"""The headings above all components of a control, and above all its sub-stages, each behind its stage."""
UNKNOWN = "?"
"""Stands in place of a coverage where all that counts is open."""
_COUNTS_AT_ALL = "Counts"
"""The heading above a 1 for a control that counts in a coverage."""
_WORST = "Worst, as a number"
CREDIT, AT_BEST, FALLS = "Credit", "Credit at best", "Mean exposure falls by"
"""The headings above a control's credit from 0 to 1, above what it were with every open question in place, and above how far it lowers the mean exposure to ATT&CK techniques."""
_WORDS = ",".join(f'"{word}"' for word in (*WORST_FIRST, ""))
"""What the number of the worst answer stands for, as the arguments of a function; the last is no answer at all."""


class ControlsSheet:
    """The sheet, and formulas over some of its controls for other sheets.

    ``falls`` gives the formula in a row for how far the mean exposure falls once the control stands in full; the sheet that
    it counts on is made later.
    """

    def __init__(self, paper: Paper, report: Report, answers: TableSheet) -> None:
        self.falls: Callable[[ControlRow, Here], str] = lambda _, __: ""
        look = Look(
            title="Every control of the matrix: who holds it, how its questions were answered, how it stands.",
            fixed=2,
            printed="Standing",
            marked="Standing",
            colours=STANDING_COLOURS,
            bars=("Score",),
        )
        falls = Column(
            FALLS,
            11,
            "small-fraction",
            _falls(report),
            lambda row, here: self.falls(row, here),  # noqa: PLW0108  (which formula it is, is known only later)
        )
        self._table = TableSheet(paper, "Controls", _columns(report, answers, falls), report.controls, look)

    def write(self) -> None:
        """Write the sheet."""
        self._table.write()

    def count_listed(self, standing: str, cell: str) -> str:
        """How many of the controls whose ids a cell lists stand in a way; one of ``COUNTED_STANDINGS``."""
        return f"=SUMPRODUCT({self._is_listed(cell)}*{self._table.range(_MARKS[standing])})"

    def counting_listed(self, cell: str) -> str:
        """How many of the controls whose ids a cell lists count in a coverage."""
        return f"=SUMPRODUCT({self._is_listed(cell)}*{self._table.range(_COUNTS_AT_ALL)})"

    def worst_listed(self, cell: str) -> str:
        """The worst answer among the controls whose ids a cell lists."""
        beyond = len(WORST_FIRST) + 2
        found = f"MAX({self._is_listed(cell)}*({beyond}-{self._table.range(_WORST)}))"
        return f"=CHOOSE({beyond}-SUMPRODUCT({found}),{_WORDS})"

    def against(self, standing: str, category: str) -> str:
        """How many of the controls against a threat category stand in a way."""
        return f'=COUNTIFS({self._table.range("Standing")},"{standing}",{self._table.range(category)},"{AGAINST}")'

    def coverage(self, marks: Iterable[tuple[str, str]]) -> str:
        """The share in percent that stands of the controls that count and have each text under its heading.

        Empty where none counts, and a question mark where all that count are open.
        """
        pairs = self._pairs(marks)
        stands, is_open = (f"AVERAGEIFS({self._table.range(_MARKS[way])},{pairs})" for way in ("stands", OPEN))
        return f'=IFERROR(IF({is_open}=1,"{UNKNOWN}",100*{stands}),"")'

    def counted(self, marks: Iterable[tuple[str, str]]) -> str:
        """How many controls count in a coverage and have each text under its heading."""
        return f"=COUNTIFS({self._pairs(marks)})"

    def _pairs(self, marks: Iterable[tuple[str, str]]) -> str:
        """The conditions that a control counts and has each text under its heading."""
        conditions = ((_COUNTS_AT_ALL, "1"), *((heading, f'"{text}"') for heading, text in marks))
        return ",".join(f"{self._table.range(heading)},{text}" for heading, text in conditions)

    def among(self, listing: str, what: str) -> str:
        """How many of the controls that a cell lists by their ids stand in a way, or what their credit comes to."""
        listed = f"ISNUMBER(FIND({self._table.range('Control')},{listing}))*1"
        return f"SUMPRODUCT({listed},{self._table.range(_MARKS.get(what, what))})"

    def standing_of(self, cell: str) -> str:
        """How the control stands whose id a cell holds."""
        return f"=INDEX({self._table.range('Standing')},MATCH({cell},{self._table.range('Control')},0))"

    def _is_listed(self, cell: str) -> str:
        """For each control whether a cell lists it, its ids set apart by commas."""
        return f'ISNUMBER(FIND(" "&{self._table.range("Control")}&","," "&{cell}&","))'


def _columns(report: Report, answers: TableSheet, falls: Column) -> tuple[Column, ...]:
    categories = [category.label for category in ThreatCategory]
    control, statuses = answers.range("Control"), answers.range(STATUS_NOW)

    def asked(_: ControlRow, here: Here) -> str:
        return f"=COUNTIF({control},{here('Control')})"

    def count(status: str) -> Callable[[ControlRow, Here], str]:
        return lambda _, here: f'=COUNTIFS({control},{here("Control")},{statuses},"{status}")'

    return (
        Column("Control", 10, "plain", attrgetter("control")),
        Column("Title", 40, "text", attrgetter("title")),
        Column("Domain", 8, "plain", attrgetter("domain")),
        Column("Layer", 14, "plain", attrgetter("layer")),
        Column("Phase", 11, "plain", attrgetter("phase")),
        *(Column(f"{role} holds", 22, "text", _share(role)) for role in report.roles),
        Column("Questions asked", 10, "number", lambda row: len(row.questions), asked),
        *(Column(_COUNTS[s].capitalize(), 9, "number", _counted(s), count(s)) for s in STATUSES),
        Column("Open", 8, "number", _counted(OPEN), _open),
        Column("Score", 8, "decimal", attrgetter("score"), _score),
        Column(CREDIT, 8, "fraction", attrgetter("credit"), _credit),
        Column(AT_BEST, 8, "fraction", _at_best, _at_best_formula),
        Column("Standing", 14, "plain", attrgetter("standing"), _standing),
        Column("Worst answer", 10, "plain", attrgetter("worst"), _worst),
        Column(_WORST, 9, "number", _worst_number, _worst_number_formula),
        *(Column(mark, 9, "number", _stands(standing), _stands_formula(standing)) for standing, mark in _MARKS.items()),
        Column(_COUNTS_AT_ALL, 9, "number", _counts_at_all, lambda _, here: _counts_formula(here)),
        falls,
        Column("Why it is asked, or not", 44, "text", attrgetter("reason")),
        *(Column(category, 13, "plain", _against(category)) for category in categories),
        Column(COMPONENTS, 40, "plain", lambda row: ", ".join(row.components)),
        Column(LIFECYCLE, 60, "plain", _lifecycle),
    )


def _lifecycle(row: ControlRow) -> str:
    return "; ".join(f"{stage}/{part}" for stage, parts in row.lifecycle.items() for part in sorted(parts))


def _against(category: str) -> Callable[[ControlRow], str]:
    return lambda row: AGAINST if category in row.threats else ""


def _share(role: str) -> Callable[[ControlRow], str]:
    return lambda row: row.roles.get(role, "")


def _counted(status: str) -> Callable[[ControlRow], int]:
    return lambda row: row.counts.get(status, 0)


def _open(_: Any, here: Here) -> str:
    return f"={here('Questions asked')}-SUM({here('Yes')}:{here('Not applicable')})"


def _score(_: Any, here: Here) -> str:
    yes, gaps, partial, no = (here(_COUNTS[status].capitalize()) for status in STATUSES[:4])
    return f'=IFERROR(100*({yes}+0.8*{gaps}+0.4*{partial})/SUM({yes}:{no}),"")'


def _credit(_: Any, here: Here) -> str:
    yes, gaps, partial = (here(_COUNTS[status].capitalize()) for status in STATUSES[:3])
    counted = f"({here('Questions asked')}-{here('Not applicable')})"
    return f'=IFERROR(({yes}+0.8*{gaps}+0.4*{partial})/{counted},"")'


def _at_best(row: ControlRow) -> float | None:
    counted = len(row.questions) - row.counts.get("na", 0)
    return None if row.credit is None else min(1.0, row.credit + row.counts.get(OPEN, 0) / counted)


def _at_best_formula(_: Any, here: Here) -> str:
    return f'=IFERROR({here(CREDIT)}+{here("Open")}/({here("Questions asked")}-{here("Not applicable")}),"")'


def _falls(report: Report) -> Callable[[ControlRow], float | None]:
    falls = {row.control: row.lowers for row in report.insights.exposure.levers}
    return lambda row: falls.get(row.control)


def _standing(row: ControlRow, here: Here) -> str:
    asked, na, not_yet = here("Questions asked"), here("Not applicable"), here("Open")
    ready = f"{here('Yes')}+{here(_COUNTS['yes-gaps'].capitalize())}"
    counted = f"{asked}-{na}"
    without = "" if row.questions else row.standing
    return (
        f'=IF({asked}=0,"{without}",IF({counted}=0,"not applicable",IF({ready}={counted},"stands",'
        f'IF({not_yet}={counted},"open",IF({here("No")}+{not_yet}={counted},"missing","stands partly")))))'
    )


def _worst(_: Any, here: Here) -> str:
    return f"=CHOOSE({here(_WORST)},{_WORDS})"


def _worst_number(row: ControlRow) -> int:
    """The place of the worst answer in ``WORST_FIRST``, from 1; one more for a control that is not asked."""
    return (*WORST_FIRST, "").index(row.worst) + 1


def _worst_number_formula(_: Any, here: Here) -> str:
    formula = str(len(WORST_FIRST) + 1)
    for number, word in reversed(list(enumerate(WORST_FIRST, start=1))):
        formula = f"IF({here(_COUNTS[word].capitalize())}>0,{number},{formula})"
    return f"={formula}"


def _stands(standing: str) -> Callable[[ControlRow], int]:
    return lambda row: int(row.standing == standing)


def _stands_formula(standing: str) -> Callable[[Any, Here], str]:
    return lambda _, here: f'=IF({here("Standing")}="{standing}",1,0)'


def _counts_at_all(row: ControlRow) -> int:
    return int(row.standing in COUNTED_STANDINGS)


def _counts_formula(here: Here) -> str:
    first, *_, last = _MARKS.values()
    return f"=SUM({here(first)}:{here(last)})"
