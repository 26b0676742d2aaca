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

COUNTED_STANDINGS = ("stands", "stands partly", "missing", OPEN)
"""The ways to stand that count in a coverage; controls that are not asked or not applicable do not."""
_COUNTS = {**STATUS_WORDS, OPEN: OPEN}
"""What the heading above the number of questions with a status says."""
_MARKS = {"stands": "Is standing", "stands partly": "Is partial", "missing": "Is missing", OPEN: "Is open"}
"""The heading above a 1 for a control that stands so."""
_AGAINST = "against"
"""Stands under a threat category for a control against it."""
_COUNTS_AT_ALL = "Counts"
"""The heading above a 1 for a control that counts in a coverage."""
_WORST = "Worst, as a number"
_WORDS = ",".join(f'"{word}"' for word in (*WORST_FIRST, ""))
"""What the number of the worst answer stands for, as the arguments of a function; the last is no answer at all."""


class ControlsSheet:
    """The sheet, and formulas over some of its controls for other sheets."""

    def __init__(self, paper: Paper, report: Report, answers: TableSheet) -> None:
        look = Look(
            title="Every control of the matrix: who holds it, how its questions were answered, how it stands.",
            fixed=2,
            printed="Standing",
            marked="Standing",
            colours=STANDING_COLOURS,
            bars=("Score",),
        )
        self._table = TableSheet(paper, "Controls", _columns(report, answers), report.controls, look)

    def write(self) -> None:
        """Write the sheet."""
        self._table.write()

    def count(self, standing: str, controls: Iterable[str]) -> str:
        """How many of some controls stand in a way; one of ``COUNTED_STANDINGS``."""
        return f"=SUM({self._cells(_MARKS[standing], controls)})"

    def counting(self, controls: Iterable[str]) -> str:
        """How many of some controls count in a coverage."""
        return f"=SUM({self._cells(_COUNTS_AT_ALL, controls)})"

    def worst(self, controls: Iterable[str]) -> str:
        """The worst answer among some controls."""
        return f"=CHOOSE(MIN({self._cells(_WORST, controls)}),{_WORDS})"

    def against(self, standing: str, category: str) -> str:
        """How many of the controls against a threat category stand in a way."""
        return f'=COUNTIFS({self._table.range("Standing")},"{standing}",{self._table.range(category)},"{_AGAINST}")'

    def _cells(self, heading: str, controls: Iterable[str]) -> str:
        """What stands under a heading for some controls, found by their ids, so that the sheet may be sorted."""
        ids, figures = self._table.range("Control"), self._table.range(heading)
        return ",".join(f'SUMIF({ids},"{control}",{figures})' for control in controls)


def _columns(report: Report, answers: TableSheet) -> tuple[Column, ...]:
    categories = dict.fromkeys(row.title for row in report.threats)
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
        Column("Standing", 14, "plain", attrgetter("standing"), _standing),
        Column("Worst answer", 10, "plain", attrgetter("worst"), _worst),
        Column(_WORST, 9, "number", _worst_number, _worst_number_formula),
        *(Column(mark, 9, "number", _stands(standing), _stands_formula(standing)) for standing, mark in _MARKS.items()),
        Column(_COUNTS_AT_ALL, 9, "number", _counts_at_all, lambda _, here: _counts_formula(here)),
        Column("Why it is asked, or not", 44, "text", attrgetter("reason")),
        *(Column(category, 13, "plain", _against(category)) for category in categories),
    )


def _against(category: str) -> Callable[[ControlRow], str]:
    return lambda row: _AGAINST if category in row.threats else ""


def _share(role: str) -> Callable[[ControlRow], str]:
    return lambda row: row.roles.get(role, "")


def _counted(status: str) -> Callable[[ControlRow], int]:
    return lambda row: row.counts.get(status, 0)


def _open(_: Any, here: Here) -> str:
    return f"={here('Questions asked')}-SUM({here('Yes')}:{here('Not applicable')})"


def _score(_: Any, here: Here) -> str:
    yes, gaps, partial, no = (here(_COUNTS[status].capitalize()) for status in STATUSES[:4])
    return f'=IF(SUM({yes}:{no})=0,"",100*({yes}+0.8*{gaps}+0.4*{partial})/SUM({yes}:{no}))'


def _standing(_: Any, here: Here) -> str:
    asked, na, not_yet = here("Questions asked"), here("Not applicable"), here("Open")
    ready = f"{here('Yes')}+{here(_COUNTS['yes-gaps'].capitalize())}"
    counted = f"{asked}-{na}"
    return (
        f'=IF({asked}=0,"not asked",IF({counted}=0,"not applicable",IF({ready}={counted},"stands",'
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
