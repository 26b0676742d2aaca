"""Reports for the tests of the writers: a small one, and the same with other texts wherever people type."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from exports.insights import Insights
from exports.report import Report
from exports.rows import EvidenceRow, HistoryRow, ParkedRow, View
from exports.workbook.book import to_workbook
from exports.writing import Progress, silent
from questionnaires.library import load_bank, load_lens
from wizard.core.assessment import Result
from wizard.services.example import example_assessment
from wizard.services.reports import build_report

MADE = datetime(2026, 6, 1, 12, tzinfo=UTC)
ROWS = 50


@cache
def example_report() -> Report:
    """The whole example."""
    return build_report([Result(load_bank(), example_assessment(load_bank(), MADE))], MADE)


@cache
def lens_report() -> Report:
    """The example as a lens sees it: all its questions are open."""
    return build_report([Result(load_lens("caf-ai"), example_assessment(load_bank(), MADE))], MADE)


@cache
def small_report() -> Report:
    """The example cut down to some rows of each table; half of its questions are no gaps, but have plans."""
    report = example_report()
    answers = tuple(replace(row, status="partial", credit=0.4) for row in report.answers[:ROWS])
    by_question = {row.question: row for row in report.gaps}
    some = next(iter(report.gaps))
    gaps = tuple(replace(by_question.get(row.question, some), question=row.question) for row in answers[: ROWS // 2])
    return replace(
        report,
        answers=answers,
        gaps=gaps,
        controls=report.controls[:3],
        requirements=(),
        threats=(),
        insights=Insights(),
        roadmap=tuple(replace(report.roadmap[0], question=row.question, phase=report.target_phase) for row in gaps),
        scope=report.scope[:ROWS],
        history=(),
        evidence=(),
    )


def with_texts(report: Report, texts: Sequence[str]) -> Report:
    """The small report with each text in every field of one row that holds what people typed."""
    pairs = list(zip(texts, report.answers, strict=True))
    answers = tuple(
        replace(
            row,
            description=text,
            responsibilities=text,
            note=text,
            respondent=text,
            evidence=(text,),
            action=text,
            owner=text,
            accepted_risk=text,
            due=None,
        )
        for text, row in pairs
    )
    gaps = tuple(
        replace(gap, missing=text, action=text, owner=text, accepted_risk=text, text=text, step=text, title=text)
        for text, gap in zip(texts, report.gaps, strict=False)
    )
    first, second = texts[:2]
    label = " ".join(first.split())[:80]
    return replace(
        report,
        name=first,
        organization=first,
        system=second,
        answers=answers,
        gaps=gaps,
        roadmap=tuple(replace(r, step=t, owner=t, title=t) for t, r in zip(texts, report.roadmap, strict=False)),
        evidence=tuple(
            EvidenceRow(row.question, "", text, "", 1, text, "link", "", None, None, text, text, "", None)
            for text, row in pairs
        ),
        scope=tuple(replace(row, reason=text) for text, row in zip(texts, report.scope, strict=False)),
        history=tuple(HistoryRow(MADE, f"Q-{n}", text, "note", text, text) for n, text in enumerate(texts)),
        parked=tuple(ParkedRow(text, row.question, MADE, done=False) for text, row in pairs),
        views=(View("milestone", label, MADE, {"all": report.total}, {"all": 0.0}),),
    )


def written(report: Report, progress: Progress = silent) -> bytes:
    """The gap workbook of a report."""
    target = io.BytesIO()
    to_workbook(report, target, progress)
    return target.getvalue()
