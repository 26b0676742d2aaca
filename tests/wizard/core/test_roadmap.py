"""What blocks each phase, against the design's rules worked out from the tables."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.next_steps import blockers_effort
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.roadmap import phase_work, roadmap

TODAY = date(2026, 6, 1)
PHASES = ["prototype", "production", "scale"]
EFFORTS = ["hours", "days", "weeks", "months"]
BLOCKING = (None, Status.PARTIAL, Status.NO)


def made(bank: Bank, target: Phase) -> Result:
    """Random answers, some with a plan of their own, some with an accepted risk."""
    dice = random.Random(11)  # noqa: S311  (nothing secret: the same answers each time)
    answers = {}
    for question in bank.control_by_question:
        plan = Remediation(dice.choice(("", "  ", "our plan")), "Ann", TODAY, dice.choice((None, *Effort)))
        risk = AcceptedRisk("cheap", TODAY + timedelta(days=dice.choice((-1, 0)))) if dice.random() < 0.3 else None
        answers[question] = Answer(question, dice.choice((None, *Status)), remediation=plan, accepted_risk=risk)
    profile = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, target, UseCase.AGENT)
    created = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
    return Result(bank, Assessment(profile, created, answers))


@pytest.mark.parametrize("target", [Phase.PRODUCTION, Phase.SCALE])
def test_the_road_has_every_blocker_by_phase_then_effort_then_rank(
    bank: Bank, facts: Mapping[str, Any], target: Phase
) -> None:
    result = made(bank, target)
    answers, ranks = result.assessment.answers, {gap.question: gap.rank for gap in result.gaps}
    steps = roadmap(result, TODAY)
    wanted = []
    for question in result.asked:
        answer, text = answers[question], bank.control_of(question).text
        if answer.status in BLOCKING:
            advice = text.from_partial if answer.status is Status.PARTIAL else text.from_no
            effort = answer.remediation.effort or advice.effort
            phase = facts[question].phase
            wanted.append((PHASES.index(phase), EFFORTS.index(effort), ranks[question], question))
            step = next(step for step in steps if step.gap.question == question)
            assert step.action == ("our plan" if answer.remediation.action == "our plan" else advice.action)
            assert (step.phase, step.effort, step.quick) == (phase, effort, effort in ("hours", "days"))
            assert step.accepted is bool(answer.accepted_risk and answer.accepted_risk.until == TODAY)
    assert [step.gap.question for step in steps] == [question for *_, question in sorted(wanted)]
    assert {step.phase for step in steps} == set(PHASES[: target.rank + 1])


@pytest.mark.parametrize("target", [Phase.PROTOTYPE, Phase.PRODUCTION, Phase.SCALE])
def test_the_work_before_a_phase_adds_up_and_is_none_beyond_the_target(
    bank: Bank, facts: Mapping[str, Any], target: Phase
) -> None:
    result = made(bank, target)
    answers, ranks = result.assessment.answers, {gap.question: gap.rank for gap in result.gaps}
    for number, work in enumerate(phase_work(result)):
        own = [
            question
            for question in result.asked
            if PHASES.index(facts[question].phase) <= number and answers[question].status is not Status.NA
        ]
        blockers = sorted((q for q in own if answers[q].status in BLOCKING), key=ranks.__getitem__)
        if number > target.rank:
            own, blockers = [], []
        assert (work.phase, work.counted, work.ready) == (PHASES[number], len(own), len(own) - len(blockers))
        assert work.blockers == tuple(blockers)
        assert work.share == (pytest.approx(100 * work.ready / work.counted) if own else None)
        assert work.effort == blockers_effort(result, blockers)


def test_an_assessment_that_asks_nothing_of_a_phase_has_no_work_for_it(bank: Bank) -> None:
    result = made(bank, Phase.SCALE)
    result = Result(bank, Assessment(result.assessment.profile, result.assessment.created))
    result.__dict__["asked"] = ()
    assert [(work.share, work.counted, work.ready, work.effort) for work in phase_work(result)] == [
        (None, 0, 0, "")
    ] * 3
    assert roadmap(result, TODAY) == ()
