"""The report as a whole: one core behind every figure, every bank with its own rows, changes told field by field."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from exports.insights import Insights
from exports.report import Report
from exports.rows import HistoryRow
from exports.words import STANDINGS
from questionnaires.library import load_lens
from questionnaires.method import load_method
from questionnaires.model import Bank
from questionnaires.vocabulary import Role
from wizard.core.answers import AcceptedRisk, Answer, Change, Parked, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.codec import difference
from wizard.services.example import example_assessment
from wizard.services.reports import build_report

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CAF = "caf-ai"


@pytest.fixture
def assessment(bank: Bank) -> Assessment:
    """The worked example, asked with a lens, and some of everything that it lacks."""
    made = example_assessment(bank, NOW)
    lens_question = next(iter(load_lens(CAF).control_by_question))
    return replace(
        made,
        profile=replace(made.profile, lenses=(CAF,)),
        answers={**made.answers, lens_question: Answer(lens_question, Status.NO, evidence=("a", "b"), changed=NOW)},
        history=(*made.history, Change(lens_question, NOW, "Ann", {"status": None}, {"status": "no"})),
        parked=(Parked("who pays", "IAM-01.1", NOW.astimezone(timezone(timedelta(hours=9)))),),
    )


def report_of(bank: Bank, assessment: Assessment) -> Report:
    return build_report([Result(bank, assessment), Result(load_lens(CAF), assessment)], NOW)


def test_every_table_agrees_with_show_and_with_the_others(bank: Bank, assessment: Assessment) -> None:
    report = report_of(bank, assessment)
    shown = report.document
    assert (report.total.assessed, report.total.posture) == (shown["score"]["assessed"], shown["score"]["posture"])
    assert {row.phase: row.share for row in report.readiness} == shown["readiness"]
    assert {row.phase: set(row.blockers) for row in report.readiness} == {
        phase: set(blockers) for phase, blockers in shown["blockers"].items()
    }
    assert {row.question for row in report.roadmap} == set(shown["blockers"]["scale"])
    assert sum(row.asked for row in report.layers_by_phase.values()) == report.total.asked == len(report.answers)
    for (layer, phase), row in report.layers_by_phase.items():
        statuses = [item.status for item in report.answers if (item.layer, item.phase) == (layer, phase)]
        assert {word: statuses.count(word) for word in row.statuses} == row.statuses
    words = [item.status or "open" for item in report.answers]
    assert {word: sum(row.counts[word] for row in report.controls) for word in set(words)} == {
        word: words.count(word) for word in set(words)
    }
    standing = {row.control: row.standing for row in report.controls}
    for row in (*report.requirements, *report.threats, *report.insights.exposure.techniques):
        found = [standing[control] for control in row.controls]
        assert row.standings == {word: found.count(word) for word in STANDINGS}
    assert len(report.scope) - sum(row.asked for row in report.scope) == report.not_asked
    assert all(row.reason and row.roles for row in report.controls)


def test_the_roles_of_a_question_are_those_that_hold_its_control(bank: Bank, assessment: Assessment) -> None:
    assessment = replace(assessment, profile=replace(assessment.profile, roles=tuple(Role)))
    report = report_of(bank, assessment)
    held = {
        row.question: [role for role, words in row.responsibility.items() if "inherited" not in words]
        for row in report.scope
    }
    assert any(len(roles) < len(Role) for roles in held.values())
    assert all(list(row.roles) == held[row.question] for row in (*report.answers, *report.gaps))


def test_answers_that_stand_aside_keep_their_status_in_the_ledger_alone(bank: Bank, assessment: Assessment) -> None:
    before = report_of(bank, assessment)
    assessment = replace(assessment, profile=replace(assessment.profile, roles=(Role.CSP,)))
    after = report_of(bank, assessment)
    assert {row.question: row.status for row in after.scope} == {row.question: row.status for row in before.scope}
    aside = {row.question for row in after.scope if row.status and not row.asked}
    assert aside
    assert not aside & {row.question for row in (*after.answers, *after.evidence, *after.roadmap)}
    assert after.answers_sha256 == before.answers_sha256


def test_each_bank_has_its_own_rows_and_the_whole_stands_in_the_matrix(bank: Bank, assessment: Assessment) -> None:
    report = report_of(bank, assessment)
    (lens,) = report.lenses
    (question,) = {row.question for row in lens.evidence}
    assert [(row.number, row.reference, row.status) for row in lens.evidence] == [(1, "a", "no"), (2, "b", "no")]
    assert [(row.question, row.field, row.before, row.after) for row in lens.history] == [
        (question, "status", "", "no")
    ]
    for rows in (report.evidence, report.history, report.scope, report.controls):
        assert question not in {getattr(row, "question", None) for row in rows}
        assert rows
    assert (lens.requirements, lens.threats, lens.parked, lens.views) == ((), (), (), ())
    assert lens.insights == Insights()
    assert lens.answers_sha256 == report.answers_sha256
    (topic,) = report.parked
    assert (topic.text, topic.question, topic.at, topic.at.tzinfo) == ("who pays", "IAM-01.1", NOW, UTC)


def test_an_auditor_recomputes_the_fingerprint_from_the_exported_answers(bank: Bank, assessment: Assessment) -> None:
    report = report_of(bank, assessment)
    export = json.loads(json.dumps(report.document, ensure_ascii=False))
    answers = sorted(export["answers"], key=lambda answer: answer["question"])
    for answer in answers:
        del answer["changed"], answer["review"]
    text = json.dumps(answers, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert len(answers) == len(assessment.answers)
    assert report.answers_sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
    page = " ".join(paragraph for part in load_method() for paragraph in part.paragraphs)
    for word in ("SHA-256", "changed and review", "UTF-8", "sorted by question"):
        assert word in page, "the method page has the recipe"


def test_files_of_all_banks_are_hashed_with_progress(bank: Bank, assessment: Assessment) -> None:
    Path("a").write_bytes(b"log")
    told: list[tuple[int, int, str]] = []
    report = build_report(
        [Result(bank, assessment), Result(load_lens(CAF), assessment)], NOW, lambda *step: told.append(step)
    )
    assert [row.sha256 for row in report.lenses[0].evidence] == [hashlib.sha256(b"log").hexdigest(), ""]
    assert told == [(3, 3, "reading evidence: a")]


def told(bank: Bank, changes: Sequence[Change]) -> list[tuple[str, str, str]]:
    assessment = replace(example_assessment(bank, NOW), answers={}, history=tuple(changes))
    return [(row.field, row.before, row.after) for row in build_report([Result(bank, assessment)], NOW).history]


def test_a_change_is_told_field_by_field_in_words_and_in_utc(bank: Bank) -> None:
    old = Answer("IAM-01.1", Status.NO, evidence=("a",), remediation=Remediation("do", "Ann"), flagged=True)
    new = replace(
        old,
        status=Status.YES_GAPS,
        evidence=("a", "b"),
        responsibilities="theirs",
        remediation=Remediation("do", "Bo", date(2027, 1, 31)),
        accepted_risk=AcceptedRisk("cheap", date(2027, 6, 30)),
        flagged=False,
    )
    at = datetime(2026, 6, 1, 23, tzinfo=timezone(timedelta(hours=-5)))
    changes = [Change(old.question, at, "Ann", *difference(old, new))]
    assert told(bank, changes) == [
        ("status", "no", "yes-gaps"),
        ("customer responsibilities", "", "theirs"),
        ("evidence", "a", "a\nb"),
        ("owner", "Ann", "Bo"),
        ("due", "", "2027-01-31"),
        ("risk accepted because", "", "cheap"),
        ("risk accepted until", "", "2027-06-30"),
        ("flag", "yes", ""),
    ]
    assessment = replace(example_assessment(bank, NOW), answers={}, history=tuple(changes))
    row = build_report([Result(bank, assessment)], NOW).history[0]
    assert row == HistoryRow(datetime(2026, 6, 2, 4, tzinfo=UTC), "IAM-01.1", "Ann", "status", "no", "yes-gaps")
    assert row.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({}, {}, []),
        ({"status": "no"}, {}, [("status", "no", "")]),
        (
            {"remediation": None},
            {"remediation": {"action": "x", "new": [1, None]}},
            [("corrective action", "", "x"), ("remediation new", "", "1\n")],
        ),
        (
            {"odd_field": 3},
            {"odd_field": {"deep": {"er": True}}},
            [("odd field", "3", ""), ("odd field deep", "", "{'er': True}")],
        ),
    ],
)
def test_history_of_any_json_is_told(
    bank: Bank, before: Mapping[str, Any], after: Mapping[str, Any], wanted: list[tuple[str, str, str]]
) -> None:
    assert told(bank, [Change("IAM-01.1", NOW, "", dict(before), dict(after))]) == wanted


def test_the_history_begins_with_the_oldest_change(bank: Bank) -> None:
    changes = [
        Change("IAM-01.1", NOW + timedelta(minutes=minute), "", {"note": ""}, {"note": str(minute)})
        for minute in (5, 1, 3)
    ]
    assert [after for _, _, after in told(bank, changes)] == ["1", "3", "5"]
