"""The road ahead: figures of packages and phases against the design's formulas, dates, the first posture, what if."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.expected import LAYERS, PHASES, Expected

from exports.insights.plan import PlanRows
from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.what_if import what_if
from wizard.errors import InputError
from wizard.services.insights import insights_of, insights_view
from wizard.services.insights.choosing import choice_of, find_packages
from wizard.services.insights.plan import followed_plan, plan_rows, with_people
from wizard.services.report_questions import answer_rows

TODAY = date(2026, 6, 1)
TURNS = (None, "no", "partial", "yes", "yes-gaps", "na")
properties = settings(max_examples=15, deadline=None)


def made(bank: Bank, seed: int, target: Phase = Phase.SCALE, turns: Sequence[str | None] = TURNS) -> Result:
    """Random answers; every tenth has a plan of its own, and a risk that is accepted until today."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret: the same answers each time)
    answers = {}
    for number, question in enumerate(bank.control_by_question):
        word = dice.choice(turns)
        plan = Remediation("our own step", effort=Effort.HOURS) if number % 10 == 0 else Remediation()
        risk = AcceptedRisk("small", TODAY) if number % 20 == 0 else None
        answers[question] = Answer(question, Status(word) if word else None, remediation=plan, accepted_risk=risk)
    profile = Profile("X", (Role.AP,), "", "", Phase.PROTOTYPE, target, UseCase.AGENT)
    created = Created(datetime(2026, 6, 1, tzinfo=UTC), QuestionnaireVersion("aicm", "1.1"))
    return Result(bank, Assessment(profile, created, answers))


def expected(result: Result, closed: Sequence[str] = ()) -> Expected:
    """The same assessment for the second computation, with some questions at yes."""
    statuses = {id_: str(answer.status) for id_, answer in result.assessment.answers.items() if answer.status}
    profile = result.assessment.profile
    target = str(profile.target_phase)
    return Expected(
        result.bank, statuses | dict.fromkeys(closed, "yes"), ["AP"], str(profile.phase), target, str(profile.use_case)
    )


@properties
@given(seed=st.integers(0, 10_000), target=st.sampled_from(list(Phase)))
def test_posture_and_readiness_after_each_package_follow_the_formulas(bank: Bank, seed: int, target: Phase) -> None:
    result = made(bank, seed, target)
    plan, closed = plan_rows(result, TODAY), list[str]()
    before = today = expected(result).scores(result.asked)[1] or 0
    for package in plan.packages:
        alone = expected(result, package.questions).scores(result.asked)[1] or 0
        closed += package.questions
        mine = expected(result, closed)
        posture = mine.scores(result.asked)[1] or 0
        assert package.posture == pytest.approx(posture)
        assert package.rises == pytest.approx(posture - before) == pytest.approx(alone - today)
        assert package.rises > 0
        assert package.readiness == {
            phase: pytest.approx(mine.readiness(phase)[0]) for phase in PHASES[: target.rank + 1]
        }
        unknown = [question for question in package.questions if result.assessment.answers[question].status is None]
        assert package.open == len(unknown) in (0, len(package.questions))
        before = posture
    assert sum(package.rises for package in plan.packages) == pytest.approx(before - today)


@properties
@given(seed=st.integers(0, 10_000), other=st.integers(0, 10_000))
def test_the_figures_of_a_plan_follow_other_answers_while_its_packages_stay(bank: Bank, seed: int, other: int) -> None:
    plan, later = plan_rows(made(bank, seed), TODAY), made(bank, other)
    followed, closed = followed_plan(plan, answer_rows(later)), list[str]()
    assert [package.questions for package in followed.packages] == [package.questions for package in plan.packages]
    for package in followed.packages:
        closed += [q for q in package.questions if later.assessment.answers[q].status is not Status.NA]
        mine = expected(later, closed)
        assert package.posture == pytest.approx(mine.scores(later.asked)[1])
        assert package.readiness == {phase: pytest.approx(mine.readiness(phase)[0]) for phase in PHASES}


def test_phases_count_their_packages_and_the_accepted_risks_that_nobody_works_on(bank: Bank) -> None:
    result = made(bank, 3)
    plan = plan_rows(result, TODAY)
    told = {question for package in plan.packages for question in package.questions}
    blocking = [gap for gap in result.gaps if gap.status is not Status.YES_GAPS]
    assert [phase.phase for phase in plan.phases] == list(PHASES)
    for phase in plan.phases:
        own = [package for package in plan.packages if package.phase == phase.phase and not package.open]
        assert (phase.packages, phase.gaps) == (len(own), sum(len(package.questions) for package in own))
        first = [package for package in plan.packages if package.phase == phase.phase and package.open]
        assert phase.open == sum(len(package.questions) for package in first)
        assert phase.reached == (phase.phase == "prototype")
        left = [gap.question for gap in blocking if gap.control.phase == phase.phase and gap.question not in told]
        assert phase.accepted == len(left) > 0
        assert all(result.assessment.answers[question].accepted_risk for question in left)
        assert phase.share == pytest.approx(expected(result).readiness(phase.phase)[0])
        assert (phase.begins, phase.ends) == (own[0].begins, own[-1].ends)
        assert phase.assess_again[-1] == phase.ends
        assert (phase.assess_again[0] - phase.begins).days <= 90
    assert plan.packages[0].begins == TODAY


def test_an_assessment_without_answers_has_three_packages_and_no_invented_dates(bank: Bank) -> None:
    result = made(bank, 0, turns=(None,))
    plan = plan_rows(result, TODAY)
    assert [package.title for package in plan.packages] == [f"Answer first: {phase}" for phase in PHASES]
    assert [phase.open for phase in plan.phases] == [len(package.questions) for package in plan.packages]
    assert sum(package.days for package in plan.packages) < 3
    assert plan.phases[-1].ends <= TODAY + timedelta(days=2)
    for phase, package in zip(plan.phases, plan.packages, strict=True):
        assert (phase.packages, phase.gaps, phase.effort, phase.ends) == (0, 0, "", package.ends)
        assert phase.assess_again == (package.ends,)


def test_the_users_own_due_dates_are_held_against_the_end_of_each_package(bank: Bank) -> None:
    result = made(bank, 3, turns=("no", "partial"))
    dice = random.Random(4)  # noqa: S311  (nothing secret: the same dates each time)
    plans = {
        question: Remediation(owner=dice.choice(("", "Ann", "Ben ", "Cleo", "Dan")), due=due)
        for question in result.asked
        if (due := dice.choice((None, TODAY, TODAY + timedelta(days=dice.randint(1, 1500)))))
    }
    answers = {
        question: replace(answer, remediation=plans.get(question, Remediation()))
        for question, answer in result.assessment.answers.items()
    }
    result = Result(bank, replace(result.assessment, answers=answers))
    for people in (1, 5):
        for package in plan_rows(result, TODAY, people).packages:
            own = [plans[question] for question in package.questions if question in plans]
            due = sorted(plan.due for plan in own if plan.due)
            assert package.planned == tuple(due)
            assert [package.due_from, package.due_until] == ([due[0], due[-1]] if due else [None, None])
            assert package.late == sum(day < package.ends for day in due)
            assert sorted(package.owners) == sorted({plan.owner.strip() for plan in own} - {""})


def test_more_people_change_the_dates_and_nothing_else(bank: Bank) -> None:
    result = made(bank, 3)
    alone, four = plan_rows(result, TODAY), plan_rows(result, TODAY, 4)
    assert with_people(alone, 4) == four
    assert with_people(four, 1) == alone
    assert four.phases[-1].ends < alone.phases[-1].ends
    assert [package.rises for package in four.packages] == [package.rises for package in alone.packages]


def test_steps_are_the_planned_ones_else_the_banks_and_open_questions_are_answered(bank: Bank) -> None:
    result = made(bank, 3)
    for package in plan_rows(result, TODAY).packages:
        answers = [result.assessment.answers[question] for question in package.questions]
        if package.open:
            assert package.steps == (f"Answer {', '.join(package.questions)}.",)
            continue
        for answer in answers:
            text = bank.control_of(answer.question).text
            own = text.from_partial.action if answer.status is Status.PARTIAL else text.from_no.action
            step = f"{bank.control_of(answer.question).id}: {answer.remediation.action or own}"
            assert step in package.steps
        assert len(set(package.steps)) == len(package.steps)


def test_a_phase_with_nothing_left_is_looked_at_again_in_a_year(bank: Bank) -> None:
    plan = plan_rows(made(bank, 0, turns=("yes",)), TODAY)
    assert plan.packages == ()
    for phase in plan.phases:
        assert (phase.packages, phase.effort, phase.share) == (0, "", 100)
        assert phase.assess_again == (TODAY + timedelta(days=365),)


def test_the_first_posture_is_that_of_the_baseline_questions_and_of_each_layer(bank: Bank) -> None:
    result = made(bank, 5)
    mine = expected(result)
    baseline = [question for question in result.asked if mine.control(question).marks.baseline]
    whole, *layers = plan_rows(result, TODAY).baseline
    assert (whole.asked, whole.assessed, whole.posture) == (len(baseline), *map(pytest.approx, mine.scores(baseline)))
    assert [row.key for row in layers] == list(LAYERS)
    for row in layers:
        own = [question for question in baseline if mine.control(question).marks.layer == row.key]
        assert (row.asked, row.assessed, row.posture) == (len(own), *map(pytest.approx, mine.scores(own)))


def test_what_if_closes_the_questions_and_stores_nothing(bank: Bank) -> None:
    result = made(bank, 5)
    some = [gap.question for gap in result.gaps[:7]]
    then = what_if(result, some)
    assert {then.assessment.answer(question).status for question in some} == {Status.YES}
    assert then.score.posture == pytest.approx(expected(result, some).scores(result.asked)[1])
    assert result == made(bank, 5)


def test_a_choice_comes_to_what_its_questions_come_to_and_names_what_is_missing_before_it(bank: Bank) -> None:
    result = made(bank, 5)
    plan = plan_rows(result, TODAY)
    chosen = [package for package in plan.packages if package.needs][:2]
    choice = choice_of(result, plan, [package.key for package in reversed(chosen)])
    questions = [question for package in chosen for question in package.questions]
    mine, today = expected(result, questions), expected(result)
    assert choice.packages == tuple(chosen)
    assert choice.days == sum(package.days for package in chosen)
    assert choice.posture.today == pytest.approx(today.scores(result.asked)[1])
    assert choice.posture.then == pytest.approx(mine.scores(result.asked)[1])
    for phase, figure in choice.readiness.items():
        assert figure.today == pytest.approx(today.readiness(phase)[0])
        assert figure.then == pytest.approx(mine.readiness(phase)[0])
    assert (choice.exposure.then or 0) <= (choice.exposure.today or 0)
    assert choice.exposure.today == insights_of(result, TODAY).exposure.mean
    for package in chosen:
        missing = tuple(key for key in package.needs if key not in {other.key for other in chosen})
        assert choice.waits_for.get(package.key, ()) == missing


def test_packages_are_found_by_number_or_name_and_a_wrong_one_is_told(bank: Bank) -> None:
    plan = plan_rows(made(bank, 5), TODAY)
    first, last = plan.packages[0], plan.packages[-1]
    assert find_packages(plan, [f" {last.key.upper()} ", str(first.number), last.key]) == (last.key, first.key)
    with pytest.raises(InputError, match=r"the road has no package 'production loging'; .*production logging"):
        find_packages(plan, ["production loging"])
    with pytest.raises(InputError, match="nothing blocks its phases"):
        find_packages(PlanRows(), ["1"])


def test_the_json_of_the_plan_has_every_figure_under_its_name(bank: Bank) -> None:
    insights = insights_of(made(bank, 5), TODAY)
    view = json.loads(json.dumps(insights_view(insights)))["plan"]
    for told, package in zip(view["packages"], insights.plan.packages, strict=True):
        assert (told["key"], told["rises"], told["posture"]) == (package.key, package.rises, package.posture)
        assert (told["begins"], told["readiness"]) == (package.begins.isoformat(), dict(package.readiness))
    assert [told["phase"] for told in view["phases"]] == list(PHASES)
