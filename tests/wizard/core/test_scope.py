"""Which questions are asked and what the ledger says about the others, against the tables and the prose themselves."""

from collections.abc import Iterable, Mapping
from itertools import chain, combinations, pairwise
from typing import Any

import pytest

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.profile import Profile
from wizard.core.scope import ScopeEntry, asked_questions, questions_by_domain, scope_ledger, workshop_minutes

Facts = Mapping[str, Any]

ORDER = ["prototype", "production", "scale"]
PARTIES = {
    "CSP": "cloud service provider",
    "MP": "model provider",
    "OSP": "orchestrated service provider",
    "AP": "application provider",
    "AIC": "AI customer",
}
EVERY_SET_OF_ROLES = list(chain.from_iterable(combinations(Role, count) for count in (1, 2, 3, 4)))

every_role = pytest.mark.parametrize("role", list(Role))
every_use_case = pytest.mark.parametrize("use_case", list(UseCase))
every_set_of_roles = pytest.mark.parametrize("roles", EVERY_SET_OF_ROLES, ids="+".join)


def profile(roles: Iterable[Role], target: str = "scale", use_case: str = "agent") -> Profile:
    return Profile("trial", tuple(roles), target_phase=Phase(target), use_case=UseCase(use_case))


def ledger(bank: Bank, roles: Iterable[Role], target: str = "scale", use_case: str = "agent") -> dict[str, ScopeEntry]:
    return {entry.question: entry for entry in scope_ledger(bank, profile(roles, target, use_case))}


def asked(bank: Bank, roles: Iterable[Role], target: str = "scale", use_case: str = "agent") -> tuple[str, ...]:
    return asked_questions(scope_ledger(bank, profile(roles, target, use_case)))


def expected(facts: Facts, roles: Iterable[Role], target: str, use_case: str) -> list[str]:
    """The rule of the design: some role holds it, its phase is not beyond the target, the use case reaches it."""
    return [
        question
        for question, fact in facts.items()
        if any(fact.holds(role) for role in roles)
        and ORDER.index(fact.phase) <= ORDER.index(target)
        and use_case in fact.use_cases
    ]


def test_the_facts_are_those_of_the_banks_320_questions(bank: Bank, facts: Facts) -> None:
    assert list(facts) == list(bank.questions)
    assert len(facts) == 320
    assert len({fact.control for fact in facts.values()}) == 247
    assert len({fact.domain for fact in facts.values()}) == 18


@pytest.mark.parametrize(("role", "questions"), [("CSP", 306), ("MP", 319), ("OSP", 295), ("AP", 299)])
def test_at_scale_with_an_agent_each_role_is_asked_the_questions_its_own_layer_names(
    bank: Bank, facts: Facts, role: str, questions: int
) -> None:
    found = asked(bank, [Role(role)])
    assert len(found) == questions
    assert list(found) == [question for question, fact in facts.items() if fact.holds(role)]


@every_set_of_roles
def test_asked_is_what_a_role_holds_by_the_target_phase_within_reach_of_the_use_case(
    bank: Bank, facts: Facts, roles: tuple[Role, ...]
) -> None:
    for target in Phase:
        for use_case in UseCase:
            assert list(asked(bank, roles, target, use_case)) == expected(facts, roles, target, use_case)


@every_set_of_roles
def test_several_roles_are_asked_the_union(bank: Bank, roles: tuple[Role, ...]) -> None:
    for target in Phase:
        for use_case in UseCase:
            union = set(chain.from_iterable(asked(bank, [role], target, use_case) for role in roles))
            assert set(asked(bank, roles, target, use_case)) == union


def test_the_order_of_the_roles_does_not_matter(bank: Bank) -> None:
    assert asked(bank, [Role.AP, Role.CSP], "production") == asked(bank, [Role.CSP, Role.AP], "production")


@every_role
@every_use_case
def test_a_prototype_is_asked_70_to_95_questions_and_production_200_to_240(
    bank: Bank, role: Role, use_case: UseCase
) -> None:
    assert 70 <= len(asked(bank, [role], "prototype", use_case)) <= 95
    assert 200 <= len(asked(bank, [role], "production", use_case)) <= 240


@every_set_of_roles
@every_use_case
def test_a_later_target_phase_keeps_every_question_and_adds_some(
    bank: Bank, roles: tuple[Role, ...], use_case: UseCase
) -> None:
    for earlier, later in pairwise(set(asked(bank, roles, target, use_case)) for target in Phase):
        assert earlier < later


@every_set_of_roles
def test_a_wider_use_case_keeps_every_question(bank: Bank, roles: tuple[Role, ...]) -> None:
    for target in Phase:
        for narrower, wider in pairwise(set(asked(bank, roles, target, use_case)) for use_case in UseCase):
            assert narrower <= wider


def test_the_current_phase_does_not_change_what_is_asked(bank: Bank) -> None:
    ledgers = [
        scope_ledger(bank, Profile("trial", (Role.MP,), phase=phase, target_phase=Phase.SCALE)) for phase in Phase
    ]
    assert ledgers[0] == ledgers[1] == ledgers[2]


@every_set_of_roles
def test_the_ledger_gives_each_of_the_320_questions_a_reason(bank: Bank, facts: Facts, roles: tuple[Role, ...]) -> None:
    for target in Phase:
        for use_case in UseCase:
            entries = scope_ledger(bank, profile(roles, target, use_case))
            assert [entry.question for entry in entries] == list(facts)
            assert all(entry.reason.strip() for entry in entries)


def test_the_ledger_says_what_the_tables_say_about_each_question(bank: Bank, facts: Facts) -> None:
    for question, entry in ledger(bank, Role).items():
        fact = facts[question]
        assert (entry.control, entry.domain, entry.phase, entry.layer) == (
            fact.control,
            fact.domain,
            fact.phase,
            fact.layer,
        )


@every_role
def test_the_responsibility_is_read_from_the_roles_own_layer(bank: Bank, facts: Facts, role: Role) -> None:
    for question, entry in ledger(bank, [role]).items():
        code = facts[question].owners[role]
        parties = code.split("-")
        share = str(entry.responsibility[role])
        if code == "":
            assert share == "undetermined"
        elif code == "all":
            assert share == "shared across the supply chain"
        elif parties == [role]:
            assert share == "owned"
        elif role in parties:
            (other,) = (party for party in parties if party != role)
            assert share == f"shared with {other}"
        else:
            assert share == f"inherited from {' and '.join(parties)}"


def test_the_ledger_shows_the_responsibility_of_each_chosen_role_and_no_other(bank: Bank) -> None:
    for entry in ledger(bank, [Role.MP, Role.AP]).values():
        assert list(entry.responsibility) == [Role.MP, Role.AP]


@every_set_of_roles
def test_what_the_roles_only_inherit_names_the_party_to_ask(bank: Bank, facts: Facts, roles: tuple[Role, ...]) -> None:
    for question, entry in ledger(bank, roles).items():
        fact = facts[question]
        if any(fact.holds(role) for role in roles):
            assert entry.ask == ()
            continue
        holders = {party for role in roles for party in fact.owners[role].split("-")}
        assert not entry.asked
        assert set(entry.ask) == holders
        assert holders
        for party in holders:
            assert f"the {PARTIES[party]}" in entry.reason


def test_some_questions_are_only_inherited_by_every_single_role(bank: Bank) -> None:
    inherited = {role: sum(bool(entry.ask) for entry in ledger(bank, [role]).values()) for role in Role}
    assert inherited == {"CSP": 14, "MP": 1, "OSP": 25, "AP": 21}


def test_undetermined_controls_are_asked_and_the_reason_says_so(bank: Bank, facts: Facts) -> None:
    undetermined = [(question, role) for question, fact in facts.items() for role in Role if not fact.owners[role]]
    assert undetermined
    for question, role in undetermined:
        entry = ledger(bank, [role])[question]
        assert entry.asked
        assert "no owner" in entry.reason


@every_role
def test_the_reason_of_what_is_left_out_names_the_phase_or_the_use_case_that_it_waits_for(
    bank: Bank, facts: Facts, role: Role
) -> None:
    seen = {"use case": 0, "phase": 0}
    for question, entry in ledger(bank, [role], "prototype", "assistant").items():
        fact = facts[question]
        if entry.asked or entry.ask:
            continue
        if "assistant" not in fact.use_cases:
            seen["use case"] += 1
            assert all(use_case in entry.reason for use_case in fact.use_cases)
        else:
            seen["phase"] += 1
            assert fact.phase in entry.reason
            assert "prototype" in entry.reason, "the target is named too"
    assert all(seen.values())


def test_questions_about_agents_wait_for_the_use_case_agent(bank: Bank, facts: Facts) -> None:
    about_agents = {question for question, fact in facts.items() if fact.use_cases == ("agent",)}
    assert about_agents
    assert about_agents <= set(asked(bank, Role, use_case="agent"))
    for use_case in ("assistant", "data-connected"):
        assert not about_agents & set(asked(bank, Role, use_case=use_case))


def test_the_questions_of_each_domain_add_up(bank: Bank, facts: Facts) -> None:
    found = scope_ledger(bank, profile([Role.AP], "production"))
    counts = questions_by_domain(found)
    questions = asked_questions(found)
    assert counts.total() == len(questions)
    for domain, count in counts.items():
        assert count == sum(facts[question].domain == domain for question in questions)


@pytest.mark.parametrize(("questions", "minutes"), [(0, 0), (1, 5), (40, 60), (320, 480)])
def test_about_40_questions_make_a_workshop_hour(questions: int, minutes: int) -> None:
    assert workshop_minutes(questions) == minutes


def test_more_questions_never_take_less_time_and_always_whole_fives() -> None:
    minutes = [workshop_minutes(questions) for questions in range(321)]
    assert minutes == sorted(minutes)
    assert all(value % 5 == 0 for value in minutes)
