"""The ownership value that is proposed for column D."""

from collections.abc import Mapping
from itertools import chain, combinations
from typing import Any

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Role
from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.ownership import proposed_ownership
from wizard.core.rules import check_answer

EVERY_SET_OF_ROLES = list(chain.from_iterable(combinations(Role, count) for count in (1, 2, 3, 4)))


def expected(code: str, role: str) -> str:
    """What a code of the table is called in column D."""
    if code == "all":
        return "Shared Across the Supply Chain"
    if not code:
        return f"{role}-Owned"
    return f"Shared {code}" if "-" in code else f"{code}-Owned"


@pytest.mark.parametrize("role", list(Role))
def test_the_proposal_is_what_the_roles_own_layer_says(bank: Bank, facts: Mapping[str, Any], role: Role) -> None:
    for fact in facts.values():
        proposal = proposed_ownership(bank.controls[fact.control], [role])
        assert proposal == (expected(fact.owners[role], role) if fact.holds(role) else "ND")


@pytest.mark.parametrize("roles", EVERY_SET_OF_ROLES, ids="+".join)
def test_the_proposal_for_a_held_control_breaks_no_rule_about_owners(bank: Bank, roles: tuple[Role, ...]) -> None:
    for control in bank.controls.values():
        proposal = proposed_ownership(control, roles)
        if any(control.responsibility(role).held for role in roles):
            assert check_answer(Answer("AIS-01.1", Status.YES, proposal, "done"), roles) == ()
        else:
            assert proposal is SsrmOwnership.NOT_DETERMINED


def test_of_several_roles_the_one_nearest_to_the_customer_speaks(bank: Bank, facts: Mapping[str, Any]) -> None:
    differing = 0
    for fact in facts.values():
        if fact.holds("MP") and fact.holds("AP"):
            proposal = proposed_ownership(bank.controls[fact.control], [Role.MP, Role.AP])
            assert proposal == expected(fact.owners["AP"], "AP")
            differing += fact.owners["AP"] != fact.owners["MP"]
    assert differing
