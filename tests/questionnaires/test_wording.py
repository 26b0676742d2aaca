"""What the bank says: short questions, nothing said twice, and marks that follow the framework."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from questionnaires.model import Bank, Control
from questionnaires.vocabulary import Layer, Phase, Role, UseCase

ROOT = Path(__file__).resolve().parents[2]
ALL_USE_CASES = ["assistant", "data-connected", "agent"]


def baseline(bank: Bank) -> list[Control]:
    return [control for control in bank.controls.values() if control.text.baseline]


def in_domain(bank: Bank, code: str) -> list[Control]:
    return [control for control in bank.controls.values() if control.domain_code == code]


def normalised(text: str) -> str:
    """Words only, so that two texts which differ in punctuation or capitals count as the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeated(texts: Iterator[str]) -> list[str]:
    return [text for text, count in Counter(map(normalised, texts)).items() if count > 1]


def sentences(control: Control) -> Iterator[str]:
    """Everything that we say about a control and every screen or workbook may show."""
    text = control.text
    yield from (text.intent, text.consequence, text.ask_the_other_party, text.customer_side, text.test)
    yield from (text.from_no.action, text.from_partial.action)
    yield from text.evidence
    yield from text.role_guidance.values()
    yield from text.reasons.values()
    for question in text.questions:
        yield question.text
        yield from question.criteria.values()


# Questions


def test_every_question_ends_with_a_question_mark_and_asks_no_more_than_two_sentences(bank: Bank) -> None:
    assert not [q.id for q in bank.questions.values() if not q.text.endswith("?") or q.text.count("?") > 2]


def test_no_question_is_longer_than_35_words(bank: Bank) -> None:
    assert not [q.id for q in bank.questions.values() if len(q.text.split()) > 35]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(lambda bank: (q.text for q in bank.questions.values()), id="questions"),
        pytest.param(lambda bank: (c.text.intent for c in bank.controls.values()), id="intents"),
        pytest.param(lambda bank: (c.text.consequence for c in bank.controls.values()), id="consequences"),
        pytest.param(lambda bank: (c.text.test for c in bank.controls.values()), id="tests in ten minutes"),
        pytest.param(lambda bank: (d.introduction for d in bank.domains), id="introductions"),
    ],
)
def test_nothing_is_said_twice(bank: Bank, texts: Callable[[Bank], Iterator[str]]) -> None:
    assert not repeated(texts(bank))


def test_each_question_tells_the_four_statuses_apart(bank: Bank) -> None:
    for question in bank.questions.values():
        assert list(question.criteria) == ["yes", "yes-gaps", "partial", "no"], question.id
        assert len(set(map(normalised, question.criteria.values()))) == 4, question.id


# The rest of a control


def test_every_sentence_says_something(bank: Bank) -> None:
    assert not [control.id for control in bank.controls.values() for text in sentences(control) if not text.strip()]
    assert not [domain.code for domain in bank.domains if not domain.introduction.strip()]


def test_no_markup_or_invisible_character_is_left_in_a_sentence(bank: Bank) -> None:
    left = re.compile(r"\*\*|__|`|\]\(|</?[a-z]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
    assert not [
        (control.id, text) for control in bank.controls.values() for text in sentences(control) if left.search(text)
    ]


def test_roles_have_a_line_exactly_where_they_hold_a_part(bank: Bank) -> None:
    for control in bank.controls.values():
        codes = {role: control.facts.owners[role] for role in Role}
        holders = [role for role, code in codes.items() if code in ("", "all") or role.value in code.split("-")]
        assert list(control.text.role_guidance) == holders, control.id


def test_each_control_names_two_to_five_pieces_of_evidence(bank: Bank) -> None:
    assert not [control.id for control in bank.controls.values() if not 2 <= len(set(control.text.evidence)) <= 5]


def test_the_two_next_steps_of_a_control_differ(bank: Bank) -> None:
    same = [c.id for c in bank.controls.values() if c.text.from_no.action == c.text.from_partial.action]
    assert not same


# The baseline


def test_the_baseline_fits_a_workshop_hour(bank: Bank) -> None:
    assert 38 <= sum(len(control.text.questions) for control in baseline(bank)) <= 46


@pytest.mark.parametrize("layer", ["infrastructure", "identity & data", "AI application"])
def test_the_baseline_has_at_least_eight_questions_in_each_layer(bank: Bank, layer: str) -> None:
    assert sum(len(control.text.questions) for control in baseline(bank) if control.layer == layer) >= 8


def test_each_baseline_control_says_why_it_is_one(bank: Bank) -> None:
    assert not [control.id for control in baseline(bank) if not control.text.reasons.get("baseline", "").strip()]


def test_the_baseline_holds_nothing_that_may_wait_for_scale(bank: Bank) -> None:
    assert not [control.id for control in baseline(bank) if control.phase is Phase.SCALE]


@pytest.mark.parametrize("role", Role)
def test_the_baseline_asks_every_role_enough_for_a_first_score(bank: Bank, role: Role) -> None:
    layers = {control.layer for control in baseline(bank) if control.responsibility(role).held}
    assert layers == set(Layer)


# Phases, layers and use cases


@pytest.mark.parametrize("layer", Layer)
def test_every_layer_has_controls_in_every_phase(bank: Bank, layer: Layer) -> None:
    assert {control.phase for control in bank.controls.values() if control.layer is layer} == set(Phase)


@pytest.mark.parametrize("code", ["SEF", "LOG", "A&A"])
def test_incident_response_logging_and_audit_come_after_the_prototype(bank: Bank, code: str) -> None:
    assert Phase.PROTOTYPE not in {control.phase for control in in_domain(bank, code)}


@pytest.mark.parametrize(
    ("code", "phase"), [("IAM", "prototype"), ("SEF", "production"), ("LOG", "production"), ("STA", "scale")]
)
def test_most_controls_of_a_domain_stand_in_the_phase_that_the_framework_gives_it(
    bank: Bank, code: str, phase: str
) -> None:
    controls = in_domain(bank, code)
    assert sum(control.phase == phase for control in controls) > len(controls) / 2


@pytest.mark.parametrize(
    ("code", "layer"),
    [
        ("DCS", "infrastructure"),
        ("UEM", "infrastructure"),
        ("IAM", "identity & data"),
        ("DSP", "identity & data"),
        ("AIS", "AI application"),
        ("MDS", "AI application"),
        ("GRC", "governance"),
        ("A&A", "governance"),
    ],
)
def test_most_controls_of_a_domain_stand_in_its_layer(bank: Bank, code: str, layer: str) -> None:
    controls = in_domain(bank, code)
    assert sum(control.layer == layer for control in controls) > len(controls) / 2


def test_a_use_case_that_may_do_more_is_asked_no_less(bank: Bank) -> None:
    for control in bank.controls.values():
        uses = [use.value for use in control.text.use_cases]
        assert uses, control.id
        assert uses == ALL_USE_CASES[-len(uses) :], control.id


def test_controls_about_agents_reach_only_agents(bank: Bank) -> None:
    about_agents = [control for control in bank.controls.values() if re.search(r"\bAgents?\b", control.title)]
    assert {control.id for control in about_agents} == {"AIS-11", "IAM-18"}
    assert all(control.text.use_cases == (UseCase.AGENT,) for control in about_agents)


@pytest.mark.parametrize(
    ("control_id", "phase", "layer", "uses", "is_baseline"),
    [
        ("IAM-18", "prototype", "identity & data", ["agent"], True),
        ("MDS-09", "production", "AI application", ALL_USE_CASES, False),
    ],
)
def test_the_two_worked_examples_are_marked_as_agreed(
    bank: Bank, control_id: str, phase: str, layer: str, uses: list[str], is_baseline: bool
) -> None:
    text = bank.controls[control_id].text
    assert (text.phase, text.layer, list(text.use_cases), text.baseline) == (phase, layer, uses, is_baseline)


# Own words


def test_no_sentence_is_copied_from_a_published_text(shared: Path) -> None:
    checker = shared / "tools" / "check_wording.py"
    if not checker.is_file():
        pytest.skip("the wording checker is not beside this clone")
    run = subprocess.run(
        [sys.executable, str(checker), "questionnaires", "wizard", "exports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
