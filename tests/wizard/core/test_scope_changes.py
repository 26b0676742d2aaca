"""What a set-up preview counts: the baseline, the reasons for not asking, and the answers that a change sets aside."""

from collections.abc import Mapping
from typing import Any

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.profile import Profile
from wizard.core.scope import (
    NotAsked,
    answers_afterwards,
    asked_baseline,
    asked_questions,
    not_asked_reasons,
    scope_ledger,
)

Facts = Mapping[str, Any]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("use_case", list(UseCase))
@pytest.mark.parametrize("target", list(Phase))
def test_each_question_is_asked_or_counted_under_the_first_reason_that_keeps_it_out(
    bank: Bank, facts: Facts, role: Role, use_case: UseCase, target: Phase
) -> None:
    ledger = scope_ledger(bank, Profile("trial", (role,), target_phase=target, use_case=use_case))
    counts = not_asked_reasons(ledger)
    held = [fact for fact in facts.values() if fact.holds(role)]
    reached = [fact for fact in held if use_case in fact.use_cases]
    assert counts[NotAsked.NOT_HELD] == len(facts) - len(held)
    assert counts[NotAsked.OTHER_USE_CASE] == len(held) - len(reached)
    assert counts[NotAsked.LATER_PHASE] == sum(Phase(fact.phase).rank > target.rank for fact in reached)
    assert counts.total() + len(asked_questions(ledger)) == 320


def test_the_first_look_is_the_baseline_within_the_scope(bank: Bank, facts: Facts) -> None:
    ledger = scope_ledger(bank, Profile("trial", (Role.AP,), use_case=UseCase.AGENT))
    asked = asked_questions(ledger)
    assert asked_baseline(bank, ledger) == tuple(question for question in asked if facts[question].baseline)
    assert 0 < len(asked_baseline(bank, ledger)) < len(asked)


def test_answers_outside_the_new_scope_stand_aside_and_those_back_inside_count_again() -> None:
    afterwards = answers_afterwards(given=["a", "b", "c", "d"], before=["a", "b", "c"], after=["c", "d", "e"])
    assert (afterwards.counted, afterwards.aside, afterwards.back) == (2, 2, 1)
