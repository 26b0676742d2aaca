"""The same scores seen another way: of one role alone, and at a milestone."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.answers import Answer, Change, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.codec import difference
from wizard.core.looking_back import milestone_now
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.services.report_views import scores_of, views_of

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
PROFILE = Profile("X", (Role.OSP, Role.AP), "", "", Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT)
EMPTY = Assessment(PROFILE, Created(NOON, QuestionnaireVersion("aicm", "1.1")))


def answered(assessment: Assessment, statuses: dict[str, Status | None]) -> Assessment:
    for question, status in statuses.items():
        answer = Answer(question, status)
        change = Change(question, NOON, "", *difference(assessment.answer(question), answer))
        if change.after:
            assessment = replace(assessment.with_answer(answer), history=(*assessment.history, change))
    return assessment


def some(bank: Bank, seed: int, count: int) -> dict[str, Status | None]:
    dice = random.Random(seed)  # noqa: S311  (nothing secret: the same answers each time)
    return {question: dice.choice([*Status, None]) for question in dice.sample(list(bank.control_by_question), count)}


def test_roles_alone_come_first_then_milestones_from_the_oldest_each_with_its_own_scope(bank: Bank) -> None:
    first = answered(EMPTY, some(bank, 1, 200))
    second = answered(replace(first, profile=replace(PROFILE, roles=(Role.AP,))), some(bank, 2, 90))
    last = answered(replace(second, profile=PROFILE), some(bank, 3, 90))
    younger = milestone_now(second, "younger", NOON + timedelta(days=9))
    older = milestone_now(first, "older", NOON)
    result = Result(bank, replace(last, milestones=(younger, older)))
    osp, ap, old, young = views_of(result)
    assert [(view.kind, view.label, view.at) for view in (osp, ap, old, young)] == [
        ("role", "OSP", None),
        ("role", "AP", None),
        ("milestone", "older", older.at),
        ("milestone", "younger", younger.at),
    ]
    for view, role in ((osp, Role.OSP), (ap, Role.AP)):
        alone = Result(bank, replace(last, profile=replace(PROFILE, roles=(role,))))
        assert view.scores == scores_of(alone)
        assert view.scores["all"].asked == len(alone.asked) < len(result.asked)
        assert view.changes == {}
    today = scores_of(result)
    for view, then in ((old, first), (young, second)):
        assert view.scores == scores_of(Result(bank, then))
        assert view.changes.keys() == view.scores.keys()
        for key, row in view.scores.items():
            now = today[key].posture
            assert view.changes[key] == (None if None in (now, row.posture) else pytest.approx(now - row.posture))


def test_the_keys_are_those_of_the_report_and_their_rows_add_up(bank: Bank) -> None:
    result = Result(bank, answered(EMPTY, some(bank, 4, 250)))
    scores = scores_of(result)
    for kind, parts in (("domain", result.domains), ("layer", result.layers), ("phase", result.phases)):
        rows = {key.removeprefix(f"{kind} "): row for key, row in scores.items() if key.startswith(f"{kind} ")}
        assert list(rows) == [str(part) for part in parts]
        assert sum(row.asked for row in rows.values()) == scores["all"].asked == len(result.asked)
        for part, score in parts.items():
            assert (rows[part].posture, rows[part].assessed) == (score.posture, score.assessed)


def test_one_role_and_no_milestone_have_no_views_and_a_milestone_without_answers_no_change(bank: Bank) -> None:
    alone = replace(EMPTY, profile=replace(PROFILE, roles=(Role.AP,)))
    assert views_of(Result(bank, alone)) == ()
    everything_na = answered(
        replace(alone, milestones=(milestone_now(alone, "begin", NOON),)),
        dict.fromkeys(bank.control_by_question, Status.NA),
    )
    (begin,) = views_of(Result(bank, everything_na))
    assert begin.scores["all"].posture == 0
    assert begin.changes["all"] is None
