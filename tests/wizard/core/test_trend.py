"""The course of the score, against a slow recomputation of each day from the tables."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import Answer, Change, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.trend import trend

CREDITS = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4, "no": 0.0}
WORDS = (None, "yes", "yes-gaps", "partial", "no", "na")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PROFILE = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, Phase.PRODUCTION, UseCase.AGENT)


def made(bank: Bank, statuses: Mapping[str, str | None], history: list[Change]) -> Result:
    answers = {question: Answer(question, Status(word) if word else None) for question, word in statuses.items()}
    created = Created(NOW, QuestionnaireVersion("aicm", "1.1"))
    return Result(bank, Assessment(PROFILE, created, answers, tuple(history)))


def scores(facts: Mapping[str, Any], asked: tuple[str, ...], statuses: Mapping[str, str | None]) -> tuple[Any, Any]:
    weight = {question: facts[question].weight for question in asked if statuses.get(question) != "na"}
    answered = {question: weight[question] for question in weight if statuses.get(question)}
    earned = sum(weight[question] * CREDITS[statuses[question] or ""] for question in answered)
    return (
        100 * earned / sum(answered.values()) if answered else None,
        100 * earned / sum(weight.values()) if weight else None,
    )


def random_history(seed: int, bank: Bank) -> tuple[dict[str, str | None], list[Change]]:
    """Changes at random times in random time zones, some of notes only, some of questions that are not asked."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret: the same histories each time)
    some = dice.sample(sorted(bank.control_by_question), 60)
    statuses: dict[str, str | None] = {}
    history = []
    at = NOW - timedelta(days=90)
    for _ in range(dice.choice((1, 40, 400))):
        at += timedelta(minutes=dice.choice((1, 30, 600, 3000)))
        zone = timezone(timedelta(hours=dice.randint(-11, 11)))
        question, word = dice.choice(some), dice.choice(WORDS)
        if dice.random() < 0.2:
            history.append(Change(question, at.astimezone(zone), "", {"note": ""}, {"note": "n"}))
        elif word != statuses.get(question):
            before = statuses.get(question)
            history.append(Change(question, at.astimezone(zone), "", {"status": before}, {"status": word}))
            statuses[question] = word
    return statuses, history


@pytest.mark.parametrize("seed", range(12))
def test_each_day_scores_as_a_recomputation_of_that_evening(seed: int, bank: Bank, facts: Mapping[str, Any]) -> None:
    statuses, history = random_history(seed, bank)
    result = made(bank, statuses, history)
    asked = set(result.asked)
    moves = [change for change in history if "status" in change.after and change.question in asked]
    points = trend(result, NOW)
    assert [point.at.astimezone(UTC).date() for point in points] == sorted(
        {change.at.astimezone(UTC).date() for change in moves}
    )
    for point in points:
        day = point.at.astimezone(UTC).date()
        evening = {
            change.question: change.after["status"] for change in moves if change.at.astimezone(UTC).date() <= day
        }
        assert (point.assessed, point.posture) == pytest.approx(scores(facts, result.asked, evening))
        assert set(point.changed) == {change.question for change in moves if change.at.astimezone(UTC).date() == day}
    if points:
        assert (points[-1].assessed, points[-1].posture) == (result.score.assessed, result.score.posture)


@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_answers_that_the_history_does_not_know_yet_count_as_of_now(seed: int, bank: Bank) -> None:
    statuses, history = random_history(seed, bank)
    asked = made(bank, {}, []).asked
    touched = {change.question for change in history if "status" in change.after}
    known = next(question for question in asked if question in touched)
    new = next(question for question in asked if question not in touched)
    other = "no" if statuses[known] != "no" else "yes"
    changed = made(bank, {**statuses, known: other, new: "yes"}, history)
    last = trend(changed, NOW + timedelta(days=400))[-1]
    assert last.at == NOW + timedelta(days=400)
    assert set(last.changed) == {known, new}
    assert (last.assessed, last.posture) == (changed.score.assessed, changed.score.posture)


def test_an_answer_without_history_counts_on_the_day_that_it_tells(bank: Bank) -> None:
    told = NOW - timedelta(days=9)
    result = made(bank, {}, []).with_answer(Answer("IAM-01.1", Status.YES, changed=told))
    assert [(point.at, point.assessed) for point in trend(result, NOW)] == [(told, 100.0)]


def test_nothing_answered_has_no_course(bank: Bank) -> None:
    assert trend(made(bank, {}, []), NOW) == ()


def test_a_history_that_begins_later_starts_from_what_was_there(bank: Bank, facts: Mapping[str, Any]) -> None:
    change = Change("IAM-01.1", NOW - timedelta(days=3), "", {"status": "yes"}, {"status": "no"})
    result = made(bank, {"IAM-01.1": "no", "IAM-02.1": "yes"}, [change])
    first, last = trend(result, NOW)
    assert first.posture == 0
    assert last.posture == pytest.approx(scores(facts, result.asked, {"IAM-01.1": "no", "IAM-02.1": "yes"})[1])
