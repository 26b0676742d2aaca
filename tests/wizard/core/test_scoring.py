"""Scores and readiness: what must always hold, and the formulas of the design worked out a second time in fractions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase
from wizard.core.answers import Answer, Status
from wizard.core.scoring import (
    Score,
    control_credit,
    readiness,
    score,
    score_by_domain,
    score_by_layer,
    score_by_phase,
)

Facts = Mapping[str, Any]
Statuses = list[Status | None]

CREDITS = {
    Status.YES: Fraction(1),
    Status.YES_GAPS: Fraction(4, 5),
    Status.PARTIAL: Fraction(2, 5),
    Status.NO: Fraction(0),
}
FROM_WORST_TO_BEST = [Status.NO, Status.PARTIAL, Status.YES_GAPS, Status.YES]
STATUSES = st.lists(st.sampled_from([None, *Status]), min_size=320, max_size=320)
PLACES = st.integers(0, 319)
GROUPINGS = [score_by_domain, score_by_layer, score_by_phase]

properties = settings(deadline=None, max_examples=40)


def answered(bank: Bank, statuses: Iterable[Status | None]) -> dict[str, Answer]:
    """An answer for every question that has a status."""
    pairs = zip(bank.questions, statuses, strict=True)
    return {question: Answer(question, status) for question, status in pairs if status is not None}


def all_scores(bank: Bank, answers: Mapping[str, Answer]) -> dict[str, Score]:
    """The scores of the whole and of every group, by a name of their own."""
    questions = list(bank.questions)
    scores = {"all": score(bank, questions, answers)}
    for grouping in GROUPINGS:
        scores |= {f"{grouping.__name__} {key}": value for key, value in grouping(bank, questions, answers).items()}
    return scores


def numbers(scores: Mapping[str, Score]) -> dict[str, tuple[float | None, float | None]]:
    return {name: (value.assessed, value.posture) for name, value in scores.items()}


def expected(facts: Facts, questions: Iterable[str], answers: Mapping[str, Answer]) -> tuple[float | None, ...]:
    """Assessed and posture score of a set: 100 * sum(weight * credit) / sum(weight), na left out of both."""
    counted = [(facts[question].weight, answers.get(question)) for question in questions]
    counted = [(weight, answer) for weight, answer in counted if answer is None or answer.status is not Status.NA]
    points = sum((weight * CREDITS[answer.status] for weight, answer in counted if answer), Fraction(0))
    weights = (sum(weight for weight, answer in counted if answer), sum(weight for weight, _ in counted))
    return tuple(float(100 * points / weight) if weight else None for weight in weights)


def improved(bank: Bank, statuses: Statuses, place: int, better: Status) -> Mapping[str, Answer]:
    """The answers with one of them replaced by a better one; open counts as worst."""
    now = statuses[place]
    assume(now is not Status.NA)
    assume(now is None or FROM_WORST_TO_BEST.index(better) >= FROM_WORST_TO_BEST.index(now))
    return answered(bank, [*statuses[:place], better, *statuses[place + 1 :]])


@properties
@given(statuses=STATUSES)
def test_every_score_and_every_readiness_lies_between_0_and_100(bank: Bank, statuses: Statuses) -> None:
    answers = answered(bank, statuses)
    values = [value for pair in numbers(all_scores(bank, answers)).values() for value in pair]
    values += [item.share for item in readiness(bank, list(bank.questions), answers, Phase.SCALE).values()]
    values += [control_credit(control, bank.questions, answers) for control in bank.controls.values()]
    assert all(value is None or 0 <= value <= 100 for value in values)


@pytest.mark.parametrize(("status", "value"), [("yes", 100), ("yes-gaps", 80), ("partial", 40), ("no", 0)])
def test_the_same_answer_everywhere_scores_its_credit(bank: Bank, status: str, value: float) -> None:
    answers = answered(bank, [Status(status)] * 320)
    for assessed, posture in numbers(all_scores(bank, answers)).values():
        assert assessed == pytest.approx(value)
        assert posture == pytest.approx(value)


@properties
@given(statuses=STATUSES)
def test_the_scores_of_the_whole_and_of_every_group_follow_the_formula(
    bank: Bank, facts: Facts, statuses: Statuses
) -> None:
    answers = answered(bank, statuses)
    keys: list[tuple[str, Callable[[Any], str]]] = [
        ("score_by_domain", lambda fact: fact.domain),
        ("score_by_layer", lambda fact: fact.layer),
        ("score_by_phase", lambda fact: fact.phase),
    ]
    groups: dict[str, list[str]] = {"all": list(facts)}
    for name, key in keys:
        for question, fact in facts.items():
            groups.setdefault(f"{name} {key(fact)}", []).append(question)
    found = numbers(all_scores(bank, answers))
    assert found.keys() == groups.keys()
    for name, questions in groups.items():
        assert found[name] == pytest.approx(expected(facts, questions, answers)), name


@properties
@given(statuses=STATUSES, place=PLACES, better=st.sampled_from(FROM_WORST_TO_BEST))
def test_a_better_answer_never_lowers_a_posture_score(
    bank: Bank, statuses: Statuses, place: int, better: Status
) -> None:
    after = all_scores(bank, improved(bank, statuses, place, better))
    for name, before in all_scores(bank, answered(bank, statuses)).items():
        assert before.posture is None or (after[name].posture or 0) >= before.posture


@properties
@given(statuses=STATUSES, place=PLACES, better=st.sampled_from(FROM_WORST_TO_BEST))
def test_a_better_answer_to_an_answered_question_never_lowers_an_assessed_score(
    bank: Bank, statuses: Statuses, place: int, better: Status
) -> None:
    assume(statuses[place] is not None)
    after = all_scores(bank, improved(bank, statuses, place, better))
    for name, before in all_scores(bank, answered(bank, statuses)).items():
        assert before.assessed is None or (after[name].assessed or 0) >= before.assessed


@properties
@given(statuses=STATUSES, place=PLACES, better=st.sampled_from(FROM_WORST_TO_BEST))
def test_a_better_answer_never_lowers_a_readiness(bank: Bank, statuses: Statuses, place: int, better: Status) -> None:
    questions = list(bank.questions)
    before = readiness(bank, questions, answered(bank, statuses), Phase.SCALE)
    after = readiness(bank, questions, improved(bank, statuses, place, better), Phase.SCALE)
    for phase in Phase:
        assert (after[phase].share or 0) >= (before[phase].share or 0)


@properties
@given(statuses=STATUSES, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_questions_and_answers_does_not_matter(bank: Bank, statuses: Statuses, shuffle: Any) -> None:
    answers = answered(bank, statuses)
    questions, pairs = list(bank.questions), list(answers.items())
    shuffle.shuffle(questions)
    shuffle.shuffle(pairs)
    straight, mixed = score(bank, bank.questions, answers), score(bank, questions, dict(pairs))
    assert mixed.assessed == pytest.approx(straight.assessed)
    assert mixed.posture == pytest.approx(straight.posture)
    assert (mixed.asked, mixed.statuses) == (straight.asked, straight.statuses)
    assert score(bank, bank.questions, dict(pairs)) == straight


@properties
@given(statuses=STATUSES)
def test_na_never_counts(bank: Bank, statuses: Statuses) -> None:
    answers = answered(bank, statuses)
    others = [question for question, status in zip(bank.questions, statuses, strict=True) if status is not Status.NA]
    everything, without = score(bank, bank.questions, answers), score(bank, others, answers)
    assert (everything.assessed, everything.posture) == (without.assessed, without.posture)
    ready, ready_without = (
        readiness(bank, questions, answers, Phase.SCALE) for questions in (list(bank.questions), others)
    )
    assert ready == ready_without


def test_where_everything_is_na_there_is_no_score_and_no_readiness(bank: Bank) -> None:
    answers = answered(bank, [Status.NA] * 320)
    assert set(numbers(all_scores(bank, answers)).values()) == {(None, None)}
    for item in readiness(bank, list(bank.questions), answers, Phase.SCALE).values():
        assert (item.share, item.blockers) == (None, ())


def test_an_assessment_without_answers_has_posture_0_and_no_assessed_score(bank: Bank) -> None:
    assert set(numbers(all_scores(bank, {})).values()) == {(None, 0.0)}


def test_an_answer_that_has_only_a_note_is_still_open(bank: Bank) -> None:
    question = next(iter(bank.questions))
    found = score(bank, [question], {question: Answer(question, note="ask the model team")})
    assert (found.answered, found.open, found.assessed, found.posture) == (0, 1, None, 0.0)


def test_a_set_without_questions_has_no_score(bank: Bank) -> None:
    found = score(bank, [], {})
    assert (found.asked, found.answered, found.assessed, found.posture) == (0, 0, None, None)


@properties
@given(statuses=STATUSES)
def test_the_counts_are_the_number_of_answers_of_each_status(bank: Bank, statuses: Statuses) -> None:
    found = score(bank, bank.questions, answered(bank, statuses))
    assert found.asked == 320
    assert {status: found.statuses[status] for status in Status} == {s: statuses.count(s) for s in Status}
    assert found.open == statuses.count(None)
    assert found.answered == 320 - statuses.count(None)


def test_answers_to_questions_that_are_not_asked_change_nothing(bank: Bank) -> None:
    asked = list(bank.questions)[:10]
    some = {question: Answer(question, Status.PARTIAL) for question in asked}
    assert score(bank, asked, answered(bank, [Status.PARTIAL] * 10 + [Status.YES] * 310)) == score(bank, asked, some)


# A control's own score


@properties
@given(statuses=STATUSES)
def test_a_control_scores_the_mean_of_its_answered_questions(bank: Bank, facts: Facts, statuses: Statuses) -> None:
    answers = answered(bank, statuses)
    credits_: dict[str, list[Fraction]] = {fact.control: [] for fact in facts.values()}
    for question, answer in answers.items():
        if answer.status in CREDITS:
            credits_[facts[question].control].append(CREDITS[answer.status])
    for control, values in credits_.items():
        mean = float(100 * sum(values, Fraction(0)) / len(values)) if values else None
        assert control_credit(bank.controls[control], bank.questions, answers) == pytest.approx(mean), control


def test_an_unanswered_control_has_no_score(bank: Bank) -> None:
    notes = {question: Answer(question, note="later") for question in bank.questions}
    for control in bank.controls.values():
        assert control_credit(control, bank.questions, {}) is None
        assert control_credit(control, bank.questions, notes) is None


def test_a_control_that_is_not_asked_has_no_score(bank: Bank) -> None:
    control = next(iter(bank.controls.values()))
    assert control_credit(control, [], answered(bank, [Status.YES] * 320)) is None


# Readiness


def expected_readiness(
    facts: Facts, questions: Sequence[str], answers: Mapping[str, Answer], phases: set[str]
) -> tuple[float | None, tuple[str, ...]]:
    """The share of the phases' questions at credit 0.8 or more, and the others in order."""
    ready, blockers = 0, []
    for question in questions:
        status = answers[question].status if question in answers else None
        if facts[question].phase not in phases or status is Status.NA:
            continue
        if status is not None and CREDITS[status] >= Fraction(4, 5):
            ready += 1
        else:
            blockers.append(question)
    counted = ready + len(blockers)
    return 100 * ready / counted if counted else None, tuple(blockers)


@properties
@given(statuses=STATUSES, target=st.sampled_from(Phase))
def test_readiness_is_the_share_of_a_phases_questions_at_credit_08_and_lists_the_others(
    bank: Bank, facts: Facts, statuses: Statuses, target: Phase
) -> None:
    answers = answered(bank, statuses)
    order = ["prototype", "production", "scale"]
    asked = [question for question in facts if order.index(facts[question].phase) <= order.index(target)]
    found = readiness(bank, asked, answers, target)
    assert list(found) == order
    for number, phase in enumerate(order):
        item = found[Phase(phase)]
        if number > order.index(target):
            assert (item.share, item.blockers) == (None, ()), "a phase beyond the target is not judged"
            continue
        share, blockers = expected_readiness(facts, asked, answers, set(order[: number + 1]))
        assert item.share == pytest.approx(share)
        assert item.blockers == blockers


@pytest.mark.parametrize(
    ("status", "blocks"), [("yes", False), ("yes-gaps", False), ("partial", True), ("no", True), (None, True)]
)
def test_a_question_blocks_its_phase_below_credit_08(
    bank: Bank, facts: Facts, status: str | None, blocks: bool
) -> None:
    question = next(question for question, fact in facts.items() if fact.phase == "prototype")
    answers = {question: Answer(question, Status(status) if status else None)}
    for item in readiness(bank, [question], answers, Phase.SCALE).values():
        assert item.blockers == ((question,) if blocks else ())
        assert item.share == (0 if blocks else 100)


def test_prototype_blockers_block_every_later_phase_too(bank: Bank) -> None:
    found = readiness(bank, list(bank.questions), {}, Phase.SCALE)
    prototype, production, scale = (set(found[phase].blockers) for phase in Phase)
    assert prototype < production < scale
    assert scale == set(bank.questions)
