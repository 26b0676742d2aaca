"""The next steps and their effort, against the formulas of the design worked out from the tables."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.next_steps import effort_in_words, next_steps, rough_days
from wizard.core.profile import Created, Profile, QuestionnaireVersion

PROFILE = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.SCALE, UseCase.AGENT)
TODAY = date(2026, 6, 1)


@pytest.fixture
def baseline(bank: Bank, facts: Mapping[str, Any]) -> list[str]:
    asked = Result(bank, Assessment(PROFILE, Created(datetime.now(UTC), QuestionnaireVersion("aicm", "1.1")))).asked
    return [question for question in asked if facts[question].baseline]


def answered(bank: Bank, statuses: Mapping[str, Status]) -> Result:
    answers = {question: Answer(question, status) for question, status in statuses.items()}
    created = Created(datetime.now(UTC), QuestionnaireVersion("aicm", "1.1"))
    return Result(bank, Assessment(PROFILE, created, answers))


def test_the_most_pressing_answered_gaps_come_first_and_only_those(
    bank: Bank, facts: Mapping[str, Any], baseline: list[str]
) -> None:
    turns = (Status.NO, Status.YES, Status.PARTIAL, Status.NA, Status.YES_GAPS)
    statuses = {question: turns[number % 5] for number, question in enumerate(baseline[:30])}
    steps = next_steps(answered(bank, {**statuses, "A&A-01.1": Status.NO}), baseline, TODAY, count=100)
    credit = {Status.NO: 0.0, Status.PARTIAL: 0.4, Status.YES_GAPS: 0.8}
    priority = {
        question: facts[question].weight * (1 - credit[status]) * (3 if facts[question].phase == "prototype" else 2)
        for question, status in statuses.items()
        if status in credit
    }
    expected = sorted(
        priority, key=lambda question: (-round(priority[question], 6), -facts[question].threats, question)
    )
    shown = [step.gap.question for step in steps]
    assert shown == [question for question in expected if question in shown]
    for step in steps:
        text = bank.control_of(step.gap.question).text
        wanted = text.from_no if statuses[step.gap.question] is Status.NO else text.from_partial
        assert (step.action, step.effort) == (wanted.action, wanted.effort)
        assert step.quick == (wanted.effort in (Effort.HOURS, Effort.DAYS))
    left_out = [question for question in expected if question not in shown]
    actions = [step.action for step in steps]
    assert len(actions) == len(set(actions))
    assert {facts[question].control for question in left_out} <= {facts[question].control for question in shown}


def test_no_more_than_wanted(bank: Bank, baseline: list[str]) -> None:
    result = answered(bank, dict.fromkeys(baseline, Status.NO))
    assert len(next_steps(result, baseline, TODAY)) == 10
    assert [step.gap.rank for step in next_steps(result, baseline, TODAY, count=1)] == [1]


def test_an_accepted_risk_gives_no_step_until_the_decision_ends(bank: Bank) -> None:
    result = answered(bank, {"IAM-01.1": Status.NO})
    accepted = replace(result.assessment.answer("IAM-01.1"), accepted_risk=AcceptedRisk("known", TODAY))
    result = result.with_answer(accepted)
    assert next_steps(result, ["IAM-01.1"], TODAY) == ()
    assert len(next_steps(result, ["IAM-01.1"], TODAY + timedelta(days=1))) == 1


def test_effort_adds_up_by_control_and_leaves_open_questions_out(bank: Bank) -> None:
    control = next(control for control in bank.controls.values() if len(control.question_ids) > 1)
    days = {Effort.HOURS: 0.5, Effort.DAYS: 3, Effort.WEEKS: 10, Effort.MONTHS: 40}
    both = dict.fromkeys(control.question_ids, Status.NO)
    result = answered(bank, {**both, "IAM-01.1": Status.PARTIAL})
    blockers = [*control.question_ids, "IAM-01.1", "GRC-01.1"]
    expected = days[control.text.from_no.effort] + days[bank.control_of("IAM-01.1").text.from_partial.effort]
    assert rough_days(result, blockers) == expected


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (0.5, "about 1 day"),
        (3, "about 3 days"),
        (10, "about 2 weeks"),
        (30, "about 6 weeks"),
        (80, "about 4 months"),
        (479, "about 2 years"),
        (1200, "about 5 years"),
    ],
)
def test_effort_is_said_in_round_words(days: float, words: str) -> None:
    assert effort_in_words(days) == words
