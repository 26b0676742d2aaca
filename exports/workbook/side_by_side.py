"""The Side by side sheet: the same scores for each role, each lens, and each milestone, with what changed since then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exports.report import Report
from exports.rows import ScoreRow, View
from exports.texts import visible
from exports.words import NOTEWORTHY
from exports.workbook.paper import Paper
from exports.workbook.scores import Scored, held_by
from exports.workbook.tables import Column, Here, Look, TableSheet

NAME = "Side by side"
BETTER, WORSE, SAME = "▲ better", "▼ worse", "= same"


@dataclass(frozen=True, slots=True)
class _Line:
    """A set of questions: what it is, its key in a view, its score now, where its answers stand, and its bank's views."""

    group: str
    key: str
    score: ScoreRow
    scored: Scored
    views: Mapping[tuple[str, str], View]

    def at(self, view: View) -> View | None:
        """The same view of the bank that this line is of; a lens has none of a role, or of a milestone before it was asked."""
        return self.views.get((view.kind, view.label))

    def then(self, view: View) -> ScoreRow | None:
        """Its score in a view."""
        own = self.at(view)
        return own.scores.get(self.key) if own else None

    def change(self, view: View) -> float | None:
        """By how much its posture score has changed since."""
        own = self.at(view)
        return own.changes.get(self.key) if own else None


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
    views = _by_label(report)
    yield _Line("All", "all", report.total, Scored(answers, {}), views)
    for part, rows in (("Layer", report.layers), ("Phase", report.phases), ("Domain", report.domains)):
        for row in rows:
            yield _Line(part, f"{part.lower()} {row.key}", row, Scored(answers, {part: row.key}), views)
    for lens in report.lenses:
        source = lens_answers[lens.bank]
        group, views = f"Lens {lens.bank}", _by_label(lens)
        yield _Line(group, "all", lens.total, Scored(source, {}), views)
        for row in lens.domains:
            yield _Line(group, f"domain {row.key}", row, Scored(source, {"Domain": row.key}), views)


def _by_label(report: Report) -> dict[tuple[str, str], View]:
    return {(view.kind, view.label): view for view in report.views}


def _columns_of(view: View) -> Iterator[Column]:
    return _role_columns(view) if view.kind == "role" else _milestone_columns(view)


def _role_columns(view: View) -> Iterator[Column]:
    def held(line: _Line) -> Scored:
        return held_by(line.scored.answers, view.label, line.scored.where)

    def cell(formula: Callable[[Scored], str]) -> Callable[[_Line, Here], str]:
        return lambda line, _: formula(held(line)) if line.then(view) else ""

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
    yield Column(change, 16, "change", lambda line: line.change(view), difference)
    yield Column(f"Since {label}, in words", 16, "plain", lambda line: in_words(line.change(view)), words)


def _then(view: View, what: str) -> Callable[[_Line], Any]:
    def value(line: _Line) -> Any:
        score = line.then(view)
        return getattr(score, what) if score else None

    return value
