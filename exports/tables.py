"""The report as plain tables: each field of its rows is a column, for formats that know nothing but rows and columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeAlias

from exports.carried import CarriedRow
from exports.heat_cells import HeatCellRow, heat_cells
from exports.insights.capabilities import CapabilityCell, CapabilityQuestion
from exports.insights.exposure import GroupRow, LeverRow, MitigationRow, TechniqueRow
from exports.insights.plan import PackageRow, PhaseRow
from exports.insights.standards import OddRequirementRow
from exports.report import Report
from exports.rows import (
    AnswerRow,
    ControlRow,
    CourseRow,
    EvidenceRow,
    GapRow,
    HistoryRow,
    ParkedRow,
    ReadinessRow,
    RequirementRow,
    RoadmapRow,
    ScopeRow,
    ScoreRow,
    ThreatRow,
)
from exports.standard_lines import StandardLine, standard_lines
from exports.words import OPEN, STANDINGS, STATUSES, SUPPORTS

Cell: TypeAlias = str | int | float

ENDING = ".csv"
_COUNTED = {"statuses": STATUSES, "counts": (*STATUSES, OPEN), "standings": STANDINGS, "supports": SUPPORTS}
"""Fields that hold a number for each of some words: they become a column for each word."""
_ANSWERS_FIRST = (
    *("question", "control", "title", "domain", "layer", "phase", "weight", "text", "status", "credit"),
    *("caiq_answer", "ownership", "description", "responsibilities", "evidence", "action", "owner", "due", "effort"),
    *("note", "flagged", "respondent", "method", "confidence", "changed", "accepted_risk", "accepted_until"),
)
"""The order that scripts know; what an answer gained since stands behind it."""
_LENS_TABLES = ("answers", "gaps", "domains")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how to find the column's value in a row."""

    heading: str
    value_of: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A name, columns, and what stands in the rows; a table without rows has its columns all the same."""

    name: str
    columns: tuple[Column, ...]
    items: Sequence[Any]

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return self.name + ENDING

    def rows(self) -> Iterator[list[Cell]]:
        """The cells row by row."""
        for item in self.items:
            yield [as_cell(column.value_of(item)) for column in self.columns]


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    value: Any


@dataclass(frozen=True, slots=True)
class _ViewLine:
    kind: str
    label: str
    at: datetime | None
    part: str
    title: str
    asked: int
    answered: int
    statuses: Mapping[str, int]
    assessed: float | None
    posture: float | None
    change: float | None


def tables_of(report: Report) -> tuple[Table, ...]:
    """Every table of a report, then the answers, gaps and domains of each lens under the lens's id."""
    return (
        *(_table(name, row_type, items(report)) for name, (row_type, items) in _TABLES.items()),
        *(_table(f"{lens.bank}-{name}", *_of_lens(name, lens)) for lens in report.lenses for name in _LENS_TABLES),
    )


def file_names(lenses: Iterable[str]) -> tuple[str, ...]:
    """The names of the files of all tables, for a report with these lenses."""
    names = (*_TABLES, *(f"{lens}-{name}" for lens in lenses for name in _LENS_TABLES))
    return tuple(name + ENDING for name in names)


def answers_of_all(report: Report) -> Table:
    """One row for each asked question of the matrix and, behind them, of its lenses."""
    return _table("answers", AnswerRow, [row for part in (report, *report.lenses) for row in part.answers])


def as_cell(value: Any) -> Cell:
    """A value of a row as text or number: nothing is empty, true is yes, times are ISO 8601, lists have a line each."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case date():
            return value.isoformat()
        case tuple():
            return "\n".join(map(str, value))
        case Mapping():
            return "\n".join(f"{name}: {_in_line(entry)}" for name, entry in value.items())
        case str() | int() | float():
            return value
    raise TypeError(type(value))


def _in_line(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str("" if value is None else value)


def _table(name: str, row_type: type, items: Sequence[Any]) -> Table:
    known = {column.heading: column for column in _columns(row_type)}
    order = dict.fromkeys((*_ANSWERS_FIRST, *known)) if row_type is AnswerRow else known
    return Table(name, tuple(known[heading] for heading in order), items)


def _of_lens(name: str, lens: Report) -> tuple[type, Sequence[Any]]:
    row_type, items = _TABLES[name]
    return row_type, items(lens)


def _columns(row_type: type) -> Iterator[Column]:
    for field in fields(row_type):
        if field.name in _COUNTED:
            yield from (_count_column(field.name, word) for word in _COUNTED[field.name])
        else:
            yield _plain_column(field.name)


def _plain_column(name: str) -> Column:
    return Column(name, lambda row: getattr(row, name))


def _count_column(field: str, word: str) -> Column:
    heading = word.replace(" ", "_").replace("-", "_").replace("'", "")
    return Column(heading, lambda row: getattr(row, field).get(word, 0))


def _facts(report: Report) -> Iterator[_Fact]:
    for name in ("name", "organization", "system", "roles", "phase", "target_phase", "use_case", "questionnaire"):
        yield _Fact(name, getattr(report, name))
    yield _Fact("example", report.is_example)
    yield _Fact("program", report.program)
    yield _Fact("made", report.made)
    yield _Fact("answers_sha256", report.answers_sha256)
    yield _Fact("not_asked", report.not_asked)
    yield from _score_facts("", report.total)
    for lens in report.lenses:
        yield _Fact(f"{lens.bank} questionnaire", lens.questionnaire)
        yield from _score_facts(f"{lens.bank} ", lens.total)


def _score_facts(prefix: str, score: ScoreRow) -> Iterator[_Fact]:
    for column in _columns(ScoreRow):
        if column.heading not in ("key", "title"):
            yield _Fact(f"{prefix}{column.heading}", column.value_of(score))


def _view_lines(report: Report) -> Iterator[_ViewLine]:
    for view in report.views:
        for part, score in view.scores.items():
            yield _ViewLine(
                kind=view.kind,
                label=view.label,
                at=view.at,
                part=part,
                title=score.title,
                asked=score.asked,
                answered=score.answered,
                statuses=score.statuses,
                assessed=score.assessed,
                posture=score.posture,
                change=view.changes.get(part),
            )


_TABLES: Mapping[str, tuple[type, Callable[[Report], Sequence[Any]]]] = {
    "summary": (_Fact, lambda report: tuple(_facts(report))),
    "answers": (AnswerRow, lambda report: report.answers),
    "gaps": (GapRow, lambda report: report.gaps),
    "domains": (ScoreRow, lambda report: report.domains),
    "layers": (ScoreRow, lambda report: report.layers),
    "phases": (ScoreRow, lambda report: report.phases),
    "readiness": (ReadinessRow, lambda report: report.readiness),
    "controls": (ControlRow, lambda report: report.controls),
    "standards": (StandardLine, lambda report: tuple(standard_lines(report.insights.standards))),
    "requirements": (RequirementRow, lambda report: report.requirements),
    "odd-requirements": (OddRequirementRow, lambda report: report.insights.odd_requirements),
    "threats": (ThreatRow, lambda report: report.threats),
    "techniques": (TechniqueRow, lambda report: report.insights.exposure.techniques),
    "mitigations": (MitigationRow, lambda report: report.insights.exposure.mitigations),
    "attack-groups": (GroupRow, lambda report: report.insights.exposure.groups),
    "attack-levers": (LeverRow, lambda report: report.insights.exposure.levers),
    "roadmap": (RoadmapRow, lambda report: report.roadmap),
    "work-packages": (PackageRow, lambda report: report.insights.plan.packages),
    "work-phases": (PhaseRow, lambda report: report.insights.plan.phases),
    "capabilities": (CapabilityCell, lambda report: report.insights.capabilities.lines),
    "capability-questions": (CapabilityQuestion, lambda report: report.insights.capabilities.questions),
    "heat-maps": (HeatCellRow, lambda report: tuple(heat_cells(report.insights.heat_maps))),
    "evidence": (EvidenceRow, lambda report: report.evidence),
    "scope": (ScopeRow, lambda report: report.scope),
    "history": (HistoryRow, lambda report: report.history),
    "course": (CourseRow, lambda report: report.course),
    "carried-over": (CarriedRow, lambda report: report.carried),
    "parking-lot": (ParkedRow, lambda report: report.parked),
    "views": (_ViewLine, lambda report: tuple(_view_lines(report))),
}
