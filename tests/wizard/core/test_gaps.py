"""The ranked gaps: membership, priority, order and ties, against the design's formulas worked out in fractions."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role
from wizard.core.answers import Answer, Status
from wizard.core.gaps import Gap, rank_gaps, recommended_step, urgency
from wizard.core.profile import Profile

Facts = Mapping[str, Any]
Statuses = list[Status | None]

ORDER = ["prototype", "production", "scale"]
CREDITS = {
    None: Fraction(0),
    Status.NO: Fraction(0),
    Status.PARTIAL: Fraction(2, 5),
    Status.YES_GAPS: Fraction(4, 5),
    Status.YES: Fraction(1),
}
FROM_WORST_TO_BEST = [None, Status.NO, Status.PARTIAL, Status.YES_GAPS, Status.YES]
STATUSES = st.lists(st.sampled_from([None, *Status]), min_size=320, max_size=320)


def profile_at(phase: str, target: str) -> Profile:
    return Profile("trial", (Role.AP,), phase=Phase(phase), target_phase=Phase(target))


PROFILES = st.sampled_from(
    [profile_at(phase, target) for number, phase in enumerate(ORDER) for target in ORDER[number:]]
)

properties = settings(deadline=None, max_examples=40)


def answered(bank: Bank, statuses: Iterable[Status | None]) -> dict[str, Answer]:
    pairs = zip(bank.questions, statuses, strict=True)
    return {question: Answer(question, status) for question, status in pairs if status is not None}


def gaps_of(bank: Bank, profile: Profile, statuses: Iterable[Status | None]) -> tuple[Gap, ...]:
    return rank_gaps(bank, profile, list(bank.questions), answered(bank, statuses))


def expected_urgency(phase: str, profile: Profile) -> int:
    place = ORDER.index(phase)
    return 3 if place <= ORDER.index(profile.phase) else 2 if place <= ORDER.index(profile.target_phase) else 1


def expected_gaps(
    facts: Facts, profile: Profile, statuses: Mapping[str, Status | None]
) -> list[tuple[str, int, Fraction]]:
    """Question, urgency and priority of every gap: priority first, then more threat categories, then question id."""
    found = []
    for question, status in statuses.items():
        if status in (Status.NA, Status.YES):
            continue
        fact = facts[question]
        pressing = expected_urgency(fact.phase, profile)
        priority = fact.weight * (1 - CREDITS[status]) * pressing
        found.append((-priority, -fact.threats, question, pressing))
    return [(question, pressing, -minus) for minus, _, question, pressing in sorted(found)]


@properties
@given(statuses=STATUSES, profile=PROFILES)
def test_the_gaps_their_priorities_and_their_order_follow_the_formula(
    bank: Bank, facts: Facts, statuses: Statuses, profile: Profile
) -> None:
    found = gaps_of(bank, profile, statuses)
    wanted = expected_gaps(facts, profile, dict(zip(facts, statuses, strict=True)))
    assert [gap.question for gap in found] == [question for question, _, _ in wanted]
    assert [gap.urgency for gap in found] == [pressing for _, pressing, _ in wanted]
    assert [gap.priority for gap in found] == pytest.approx([float(priority) for _, _, priority in wanted])


@properties
@given(statuses=STATUSES, profile=PROFILES)
def test_gaps_are_numbered_from_1_with_falling_priority(bank: Bank, statuses: Statuses, profile: Profile) -> None:
    found = gaps_of(bank, profile, statuses)
    assert [gap.rank for gap in found] == list(range(1, len(found) + 1))
    assert all(first.priority >= second.priority for first, second in pairwise(found))
    assert all(gap.priority > 0 for gap in found)


@pytest.mark.parametrize("status", [None, Status.NO, Status.PARTIAL, Status.YES_GAPS])
def test_between_equal_priorities_more_threat_categories_go_first_and_then_the_question_id(
    bank: Bank, facts: Facts, status: Status | None
) -> None:
    found = gaps_of(bank, profile_at("prototype", "production"), [status] * 320)
    tied = [(first, second) for first, second in pairwise(found) if first.priority == second.priority]
    by_id = 0
    for first, second in tied:
        threats = facts[first.question].threats, facts[second.question].threats
        assert threats[0] >= threats[1]
        if threats[0] == threats[1]:
            by_id += 1
            assert first.question < second.question
    assert by_id > 0
    assert len(tied) > by_id, "both tie rules have been at work"


def test_priorities_that_are_equal_on_paper_tie_in_spite_of_binary_fractions(bank: Bank, facts: Facts) -> None:
    """3 x 0.2 x 2, 2 x 0.2 x 3 and 1 x 0.6 x 2 are all 1.2, though not as binary fractions."""
    heavy = next(q for q, fact in facts.items() if (fact.weight, fact.phase) == (3, "production"))
    middle = next(q for q, fact in facts.items() if (fact.weight, fact.phase) == (2, "prototype"))
    light = next(q for q, fact in facts.items() if (fact.weight, fact.phase) == (1, "production"))
    answers = {
        heavy: Answer(heavy, Status.YES_GAPS),
        middle: Answer(middle, Status.YES_GAPS),
        light: Answer(light, Status.PARTIAL),
    }
    found = rank_gaps(bank, profile_at("prototype", "production"), [light, middle, heavy], answers)
    assert len({gap.priority for gap in found}) == 1
    assert [gap.question for gap in found] == sorted(answers, key=lambda q: (-facts[q].threats, q))


@properties
@given(
    statuses=STATUSES,
    profile=PROFILES,
    place=st.integers(0, 319),
    better=st.sampled_from(FROM_WORST_TO_BEST),
)
def test_a_better_answer_never_raises_a_gaps_priority_nor_improves_its_rank(
    bank: Bank, statuses: Statuses, profile: Profile, place: int, better: Status | None
) -> None:
    now = statuses[place]
    assume(now is not Status.NA)
    assume(FROM_WORST_TO_BEST.index(better) >= FROM_WORST_TO_BEST.index(now))
    before = {gap.question: gap for gap in gaps_of(bank, profile, statuses)}
    after = {gap.question: gap for gap in gaps_of(bank, profile, [*statuses[:place], better, *statuses[place + 1 :]])}
    question = list(bank.questions)[place]
    assert after.keys() <= before.keys()
    assert all(gap.priority == before[gap.question].priority for gap in after.values() if gap.question != question)
    if question in after:
        assert after[question].priority <= before[question].priority
        assert after[question].rank >= before[question].rank


@properties
@given(statuses=STATUSES, profile=PROFILES, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_questions_and_answers_does_not_change_the_ranking(
    bank: Bank, statuses: Statuses, profile: Profile, shuffle: Any
) -> None:
    answers = answered(bank, statuses)
    questions, pairs = list(bank.questions), list(answers.items())
    shuffle.shuffle(questions)
    shuffle.shuffle(pairs)
    assert rank_gaps(bank, profile, questions, dict(pairs)) == gaps_of(bank, profile, statuses)


@pytest.mark.parametrize(
    ("status", "is_gap"), [("yes", False), ("na", False), ("yes-gaps", True), ("partial", True), ("no", True)]
)
def test_a_gap_is_an_answer_below_full_credit(bank: Bank, status: str, is_gap: bool) -> None:
    question = next(iter(bank.questions))
    answers = {question: Answer(question, Status(status))}
    found = rank_gaps(bank, profile_at("prototype", "scale"), [question], answers)
    assert [gap.status for gap in found] == ([Status(status)] if is_gap else [])


def test_an_unanswered_question_is_a_gap_like_a_no_and_marked_as_open(bank: Bank) -> None:
    question = next(iter(bank.questions))
    profile = profile_at("prototype", "scale")
    (open_gap,) = rank_gaps(bank, profile, [question], {question: Answer(question, note="later")})
    (no_gap,) = rank_gaps(bank, profile, [question], {question: Answer(question, Status.NO)})
    assert open_gap.status is None
    assert no_gap.status is Status.NO
    assert open_gap.priority == no_gap.priority


def test_only_asked_questions_are_gaps(bank: Bank) -> None:
    asked = list(bank.questions)[:5]
    assert {gap.question for gap in rank_gaps(bank, profile_at("prototype", "scale"), asked, {})} == set(asked)


@pytest.mark.parametrize(
    ("current", "target", "of_prototype", "of_production", "of_scale"),
    [
        ("prototype", "prototype", 3, 1, 1),
        ("prototype", "production", 3, 2, 1),
        ("prototype", "scale", 3, 2, 2),
        ("production", "production", 3, 3, 1),
        ("production", "scale", 3, 3, 2),
        ("scale", "scale", 3, 3, 3),
    ],
)
def test_urgency_says_which_phase_a_gap_blocks(
    current: str, target: str, of_prototype: int, of_production: int, of_scale: int
) -> None:
    profile = profile_at(current, target)
    assert [urgency(phase, profile) for phase in Phase] == [of_prototype, of_production, of_scale]


def test_each_urgency_has_its_own_words(bank: Bank) -> None:
    found = gaps_of(bank, profile_at("prototype", "production"), [None] * 320)
    words = {gap.urgency: gap.urgency_words for gap in found}
    assert set(words) == {1, 2, 3}
    assert len(set(words.values())) == 3


@pytest.mark.parametrize(("status", "started"), [(None, False), ("no", False), ("partial", True), ("yes-gaps", True)])
def test_the_next_step_goes_on_from_what_is_there(bank: Bank, status: str | None, started: bool) -> None:
    for control in bank.controls.values():
        step = recommended_step(control, Status(status) if status else None)
        assert step == (control.text.from_partial if started else control.text.from_no)
        assert step.action
