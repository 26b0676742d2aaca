"""The Side by side sheet: the same scores for each role, each lens, and each milestone, with what changed since then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exports.report import Report
from exports.rows import ScoreRow, View
from exports.texts import visible
from exports.workbook.paper import Paper
from exports.workbook.scores import Scored, held_by
from exports.workbook.tables import Column, Here, Look, TableSheet

NAME = "Side by side"
NOTEWORTHY = 0.05
"""A change that is smaller than what one decimal shows counts as none."""
BETTER, WORSE, SAME = "▲ better", "▼ worse", "= same"


@dataclass(frozen=True, slots=True)
class _Line:
    """A set of questions: what it is, its key in a view, its score now, and where its answers stand."""

    group: str
    key: str
    score: ScoreRow
    scored: Scored


def side_by_side_sheet(
    paper: Paper, report: Report, answers: TableSheet, lens_answers: Mapping[str, TableSheet]
) -> TableSheet | None:
    """The sheet, ready to be written; nothing where there is nothing to compare."""
    if not report.views and not report.lenses:
        return None
    columns = (
        Column("Part", 14, "plain", lambda line: line.group),
        Column("Of what", 44, "text", lambda line: line.score.title),
        Column("Asked", 8, "number", lambda line: line.score.asked, lambda line, _: f"={line.scored.asked}"),
        Column(
            "Answered now", 10, "number", lambda line: line.score.answered, lambda line, _: f"={line.scored.answered}"
        ),
        Column("Assessed now", 10, "decimal", lambda line: line.score.assessed, lambda line, _: line.scored.assessed),
        Column("Posture now", 10, "decimal", lambda line: line.score.posture, lambda line, _: line.scored.posture),
        *(column for view in report.views for column in _columns_of(view)),
    )
    look = Look(title="The same scores for each role, each lens and each milestone.", fixed=2)
    return TableSheet(paper, NAME, columns, tuple(_lines(report, answers, lens_answers)), look)


def in_words(change: float | None) -> str:
    """A change of a score in words, with a sign that needs no colour."""
    if change is None:
        return ""
    if abs(change) <= NOTEWORTHY:
        return SAME
    return BETTER if change > 0 else WORSE


def _lines(report: Report, answers: TableSheet, lens_answers: Mapping[str, TableSheet]) -> Iterator[_Line]:
    yield _Line("All", "all", report.total, Scored(answers, {}))
    for part, rows in (("Layer", report.layers), ("Phase", report.phases), ("Domain", report.domains)):
        for row in rows:
            yield _Line(part, f"{part.lower()} {row.key}", row, Scored(answers, {part: row.key}))
    for lens in report.lenses:
        source = lens_answers[lens.bank]
        yield _Line(f"Lens {lens.bank}", "", lens.total, Scored(source, {}))
        for row in lens.domains:
            yield _Line(f"Lens {lens.bank}", "", row, Scored(source, {"Domain": row.key}))


def _columns_of(view: View) -> Iterator[Column]:
    return _role_columns(view) if view.kind == "role" else _milestone_columns(view)


def _role_columns(view: View) -> Iterator[Column]:
    def held(line: _Line) -> Scored:
        return held_by(line.scored.answers, view.label, line.scored.where)

    def cell(formula: Callable[[Scored], str]) -> Callable[[_Line, Here], str]:
        return lambda line, _: formula(held(line)) if line.key in view.scores else ""

    yield Column(f"{view.label}: asked", 8, "number", _then(view, "asked"), cell(lambda scored: f"={scored.asked}"))
    yield Column(f"{view.label}: posture", 9, "decimal", _then(view, "posture"), cell(lambda scored: scored.posture))


def _milestone_columns(view: View) -> Iterator[Column]:
    label = visible(view.label)
    then, change = f"Posture at {label}", f"Change since {label}"

    def difference(_: Any, here: Here) -> str:
        now, before = here("Posture now"), here(then)
        return f'=IF(OR({now}="",{before}=""),"",{now}-{before})'

    def words(_: Any, here: Here) -> str:
        own = here(change)
        return f'=IF({own}="","",IF(ABS({own})<={NOTEWORTHY},"{SAME}",IF({own}>0,"{BETTER}","{WORSE}")))'

    yield Column(f"Answered at {label}", 14, "number", _then(view, "answered"))
    yield Column(then, 16, "decimal", _then(view, "posture"))
    yield Column(change, 16, "change", lambda line: view.changes.get(line.key), difference)
    yield Column(f"Since {label}, in words", 16, "plain", lambda line: in_words(view.changes.get(line.key)), words)


def _then(view: View, what: str) -> Callable[[_Line], Any]:
    def value(line: _Line) -> Any:
        score = view.scores.get(line.key)
        return getattr(score, what) if score else None

    return value
