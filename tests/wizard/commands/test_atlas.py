"""The reference page of a control on the command line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from questionnaires.model import Bank
from wizard.commands.completion import control_ids
from wizard.services.atlas import AtlasPage, atlas_page
from wizard.services.atlas_lines import page_lines


def words(text: str) -> str:
    """The text without its line breaks, to look for sentences that were wrapped."""
    return " ".join(text.split())


def test_the_page_says_everything_that_is_known(cli: Callable[..., Any], bank: Bank) -> None:
    run = cli("atlas", "AIS-08")
    assert (run.code, run.err) == (0, "")
    said = words(run.out)
    text, facts = bank.controls["AIS-08"].text, bank.controls["AIS-08"].facts
    for known in (
        "AIS-08 API Security",
        "AIS Application & Interface Security",
        "AIS-08 was AIS-10 in AICM 1.0.3.",
        text.reasons["phase"],
        "shares it with the cloud service provider",
        "Application provider: holds this control",
        text.intent,
        text.consequence,
        *(question.text for question in text.questions),
        *(line for question in text.questions for line in question.criteria.values()),
        *text.role_guidance.values(),
        text.ask_the_other_party,
        text.customer_side,
        *text.evidence,
        text.test,
        f"{text.from_no.action} ({text.from_no.effort})",
        text.service,
        *(category.label for category in facts.threats),
        "red teaming",
        *(f"{technique} {bank.techniques[technique]}" for technique in facts.techniques),
        *(requirement for found in facts.requirements.values() for requirement in found),
        "partial gap: the standard covers a part of this control",
    ):
        assert words(known) in said


@pytest.mark.parametrize(
    ("typed", "control", "said"),
    [
        ("ais 10", "AIS-10", "The AIS-10 of AICM 1.0.3, API Security, is AIS-08 now."),
        ("IAM-19", "IAM-18", "IAM-19 is an id of AICM 1.0.3; in 1.1 this control is IAM-18."),
        ("iam-19.1", "IAM-18", "IAM-19 is an id of AICM 1.0.3; in 1.1 this control is IAM-18."),
        (
            "IAM-18.1",
            "IAM-18",
            "The IAM-18 of AICM 1.0.3, Output Modification and Special Authorization, is IAM-17 now.",
        ),
        ("IAM-12", "IAM-12", "The IAM-12 of AICM 1.0.3, Safeguard Logs Integrity, was removed in 1.1."),
        ("api security", "AIS-08", "AIS-08 was AIS-10 in AICM 1.0.3."),
    ],
)
def test_an_id_of_either_version_finds_its_control_and_says_what_moved(
    cli: Callable[..., Any], typed: str, control: str, said: str
) -> None:
    run = cli("atlas", typed)
    assert run.code == 0
    assert run.out.startswith(f"{control}  ")
    assert said in words(run.out + run.err)


def test_a_control_that_never_moved_has_no_notice(cli: Callable[..., Any]) -> None:
    run = cli("atlas", "A&A-01")
    assert "1.0.3" not in run.out + run.err
    assert json.loads(cli("atlas", "A&A-01", "--json").out)["notice"] == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("AIS-99", "there is no control 'AIS-99'; did you mean AIS-09?"),
        ("A&A-01.7", "there is no question A&A-01.7; A&A-01 has A&A-01.1, A&A-01.2"),
        ("prompt injection", "there is no control 'prompt injection'; the words occur in"),
        ("qqq", "there is no control 'qqq'; its ids look like A&A-01"),
        ("", "there is no control ''; its ids look like A&A-01"),
    ],
)
def test_what_no_version_has_is_one_sentence_with_a_way_on(cli: Callable[..., Any], typed: str, said: str) -> None:
    run = cli("atlas", typed)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert run.err.count("\n") == 1


def test_the_json_carries_the_same_facts(cli: Callable[..., Any], bank: Bank) -> None:
    said = json.loads(cli("atlas", "ais8", "--json").out)
    facts = bank.controls["AIS-08"].facts
    assert (said["control"], said["title"], said["domain"]["code"]) == ("AIS-08", "API Security", "AIS")
    assert said["earlier"] == {"id": "AIS-10", "title": "API Security"}
    assert said["id_before"] == {"title": "Input Validation", "now": "AIS-09"}
    assert said["responsibility"]["OSP"] == {"share": "shared", "others": ["MP"]}
    assert [question["question"] for question in said["questions"]] == ["AIS-08.1", "AIS-08.2"]
    assert set(said["questions"][0]["criteria"]) == {"yes", "yes-gaps", "partial", "no"}
    assert [technique["id"] for technique in said["techniques"]] == list(facts.techniques)
    found = {name: tuple(ids) for family in said["standards"] for name, ids in family["requirements"].items()}
    assert found == facts.requirements
    assert {family["family"]: family["gap"] for family in said["standards"] if family["gap"]} == facts.coverage


def test_no_requirement_or_gap_level_of_any_control_is_lost(bank: Bank) -> None:
    for control in bank.controls.values():
        said = words(shown(atlas_page(bank, control)))
        requirements = [item for found in control.facts.requirements.values() for item in found]
        assert [item for item in requirements if words(item) not in said] == []
        assert said.count(" gap: ") == len(control.facts.coverage)


def test_what_is_not_mappable_is_said(cli: Callable[..., Any], bank: Bank) -> None:
    control_id = next(
        control_id for control_id in sorted(bank.not_mappable) if not bank.controls[control_id].facts.techniques
    )
    assert "the source marks it as not mappable" in cli("atlas", control_id).out


@pytest.mark.parametrize("width", [60, 72, 100])
def test_no_line_is_wider_than_asked_and_no_word_is_lost(bank: Bank, width: int) -> None:
    for control_id in ("AIS-08", "STA-09", "A&A-01"):
        page = atlas_page(bank, bank.controls[control_id])
        lines = [str(line) for line in page_lines(page, width)]
        assert max(map(len, lines)) <= width
        said = words("\n".join(lines))
        assert [row.text for section in page.sections for row in section.rows if words(row.text) not in said] == []


def test_a_narrow_page_puts_labels_above_texts(bank: Bank) -> None:
    lines = [str(line) for line in page_lines(atlas_page(bank, bank.controls["AIS-08"]), 38)]
    assert max(map(len, lines)) <= 38
    assert "Goes wrong" in lines


@pytest.mark.parametrize(("columns", "least", "most"), [("30", 55, 60), ("72", 65, 72), ("300", 90, 100)])
def test_the_width_is_that_of_the_terminal_within_reason(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, columns: str, least: int, most: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert least <= max(map(len, cli("atlas", "AIS-08").out.splitlines())) <= most


def test_ids_of_controls_are_completed() -> None:
    assert list(control_ids("iam-1")) == [f"IAM-{number}" for number in range(10, 19)]


def shown(page: AtlasPage) -> str:
    return "\n".join(str(line) for line in page_lines(page, 100))
