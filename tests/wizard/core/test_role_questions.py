"""From yes/no answers to roles: every combination leads somewhere sensible."""

from itertools import product

import pytest

from questionnaires.vocabulary import Role
from wizard.core.role_questions import CUSTOMER_ONLY, ROLE_QUESTIONS, propose_roles
from wizard.errors import InputError

APPLICATION, MIDDLE, TRAINS, HANDS_OUT, COMPUTERS, RENTS_OUT = range(6)
EVERY_COMBINATION = list(product((False, True), repeat=6))


def roles(*yes: int) -> list[str]:
    return [proposal.role for proposal in propose_roles([number in yes for number in range(6)])]


@pytest.mark.parametrize(
    ("yes", "expected"),
    [
        ([APPLICATION], ["AP"]),
        ([MIDDLE, APPLICATION], ["OSP", "AP"]),
        ([TRAINS], ["MP"]),
        ([HANDS_OUT], ["MP"]),
        ([TRAINS, HANDS_OUT, APPLICATION], ["MP", "AP"]),
        ([COMPUTERS], ["CSP"]),
        ([RENTS_OUT], ["CSP"]),
        ([APPLICATION, MIDDLE, TRAINS, HANDS_OUT, COMPUTERS, RENTS_OUT], ["CSP", "MP", "OSP", "AP"]),
    ],
)
def test_what_somebody_does_leads_to_the_role_that_does_it(yes: list[int], expected: list[str]) -> None:
    assert roles(*yes) == expected


@pytest.mark.parametrize("answers", EVERY_COMBINATION)
def test_every_yes_is_a_reason_and_only_who_says_no_to_everything_gets_no_role(answers: tuple[bool, ...]) -> None:
    proposals = propose_roles(answers)
    assert sum(len(proposal.reasons) for proposal in proposals) == sum(answers)
    assert bool(proposals) == any(answers)
    assert [proposal.role for proposal in proposals] == [role for role in Role if role in roles_of(proposals)]
    for proposal in proposals:
        assert proposal.sentence.startswith(f"{proposal.role}, because ")
        assert all(reason in proposal.sentence for reason in proposal.reasons)


def roles_of(proposals: tuple[object, ...]) -> list[object]:
    return [getattr(proposal, "role", None) for proposal in proposals]


def test_a_mere_customer_is_told_that_the_questionnaire_is_for_providers() -> None:
    assert propose_roles([False] * 6) == ()
    assert "for providers" in CUSTOMER_ONLY
    assert "AIC" in CUSTOMER_ONLY


def test_the_questions_reach_every_role_and_can_be_answered_with_yes_or_no() -> None:
    assert {question.role for question in ROLE_QUESTIONS} == set(Role)
    for question in ROLE_QUESTIONS:
        assert question.text.startswith("Do ")
        assert question.text.endswith("?")
        assert len(question.text.split()) <= 20


def test_a_missing_answer_is_refused() -> None:
    with pytest.raises(InputError, match="as many answers"):
        propose_roles([True])
