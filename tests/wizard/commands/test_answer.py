"""``answer``: what is recorded, what stays as it was, and what the person is told."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wizard.store.home import Home
from wizard.store.repository import Repository

QUESTION = "IAM-01.1"
EMPTY = {
    "question": QUESTION,
    "status": None,
    "ownership": None,
    "description": "",
    "responsibilities": "",
    "evidence": [],
    "remediation": {"action": "", "owner": "", "due": None, "effort": None},
    "accepted_risk": None,
    "note": "",
    "flagged": False,
    "respondent": "",
    "method": None,
    "confidence": None,
    "review": "",
}
FULL = (
    *("--ownership", "Shared OSP-AP", "--description", "how", "--responsibilities", "theirs"),
    *("--evidence", "a.pdf", "--evidence", "b.pdf", "--action", "mend it", "--owner", "a team", "--due", "2027-03-31"),
    *("--note", "ask again", "--respondent", "the platform team"),
)
OWNERSHIPS = (
    *("CSP-Owned", "MP-Owned", "OSP-Owned", "AP-Owned", "AIC-Owned", "Shared CSP-MP", "Shared MP-OSP"),
    *("Shared OSP-AP", "Shared AP-AIC", "Shared Across the Supply Chain", "ND"),
)


@pytest.fixture
def document(cli: Callable[..., Any]) -> Callable[[], Any]:
    """The json export of the assessment X."""

    def do() -> Any:
        run = cli("export", "X", "json", "--output", "-")
        assert run.code == 0, run.err
        return json.loads(run.out)

    return do


@pytest.fixture
def recorded(document: Callable[[], Any]) -> Callable[[], Any]:
    """The one answer of X without its time."""

    def do() -> Any:
        (answer,) = document()["answers"]
        answer.pop("changed")
        return answer

    return do


@pytest.fixture(autouse=True)
def _assessment(cli: Callable[..., Any]) -> None:
    cli("new", "X", "--role", "AP")


def test_an_answer_is_recorded_with_all_that_was_given(cli: Callable[..., Any], recorded: Callable[[], Any]) -> None:
    run = cli("answer", "X", QUESTION, "partial", *FULL)
    assert run.code == 0
    assert QUESTION in run.out
    assert recorded() == {
        **EMPTY,
        "status": "partial",
        "ownership": "Shared OSP-AP",
        "description": "how",
        "responsibilities": "theirs",
        "evidence": ["a.pdf", "b.pdf"],
        "remediation": {"action": "mend it", "owner": "a team", "due": "2027-03-31", "effort": None},
        "accepted_risk": None,
        "note": "ask again",
        "respondent": "the platform team",
    }


def test_what_is_not_given_stays_empty(cli: Callable[..., Any], recorded: Callable[[], Any]) -> None:
    cli("answer", "X", QUESTION, "no")
    assert recorded() == {**EMPTY, "status": "no"}


def test_what_is_not_given_again_stays_as_it_was(cli: Callable[..., Any], recorded: Callable[[], Any]) -> None:
    cli("answer", "X", QUESTION, "partial", *FULL)
    before = recorded()
    cli("answer", "X", QUESTION, "yes", "--note", "done")
    assert recorded() == {**before, "status": "yes", "note": "done"}


def test_evidence_given_again_replaces_the_list(cli: Callable[..., Any], recorded: Callable[[], Any]) -> None:
    cli("answer", "X", QUESTION, "yes", "--evidence", "a.pdf", "--evidence", "b.pdf")
    cli("answer", "X", QUESTION, "yes", "--evidence", "c.pdf")
    assert recorded()["evidence"] == ["c.pdf"]


@pytest.mark.parametrize("status", ["yes", "yes-gaps", "partial", "no", "na"])
def test_each_status_can_be_given_in_any_letter_case(
    cli: Callable[..., Any], recorded: Callable[[], Any], status: str
) -> None:
    assert cli("answer", "x", QUESTION.lower(), status.upper(), "--description", "why").code == 0
    assert recorded()["status"] == status


@pytest.mark.parametrize("ownership", OWNERSHIPS)
def test_each_ownership_of_the_questionnaire_is_taken(
    cli: Callable[..., Any], recorded: Callable[[], Any], ownership: str
) -> None:
    assert cli("answer", "X", QUESTION, "no", "--ownership", ownership).code == 0
    assert recorded()["ownership"] == ownership


def test_the_history_tells_what_changed_when_and_by_whom(cli: Callable[..., Any], document: Callable[[], Any]) -> None:
    start = datetime.now(UTC)
    cli("answer", "X", QUESTION, "no", "--respondent", "the platform team")
    cli("answer", "X", QUESTION, "partial", "--note", "better", "--respondent", "the risk team")
    whole = document()
    first, second = whole["history"]
    assert (first["question"], first["who"]) == (QUESTION, "the platform team")
    assert (first["from"]["status"], first["to"]["status"]) == (None, "no")
    assert (second["who"], second["from"], second["to"]) == (
        "the risk team",
        {"status": "no", "note": "", "respondent": "the platform team"},
        {"status": "partial", "note": "better", "respondent": "the risk team"},
    )
    times = [datetime.fromisoformat(entry["at"]) for entry in (first, second)]
    assert start <= times[0] <= times[1] <= datetime.now(UTC)
    assert datetime.fromisoformat(whole["answers"][0]["changed"]) == times[1]


def test_the_same_answer_again_changes_nothing(cli: Callable[..., Any], home: Path) -> None:
    cli("answer", "X", QUESTION, "partial", *FULL)
    before = (home / "assessments" / "x.json").read_bytes()
    assert cli("answer", "X", QUESTION, "partial", *FULL).code == 0
    assert (home / "assessments" / "x.json").read_bytes() == before


def test_na_may_follow_where_the_reason_stands_already(cli: Callable[..., Any], recorded: Callable[[], Any]) -> None:
    cli("answer", "X", QUESTION, "no", "--description", "there is no such part")
    assert cli("answer", "X", QUESTION, "na").code == 0
    assert (recorded()["status"], recorded()["description"]) == ("na", "there is no such part")


def test_a_complete_answer_brings_no_hint(cli: Callable[..., Any]) -> None:
    assert cli("answer", "X", QUESTION, "yes", "--ownership", "AP-Owned", "--description", "how").err == ""


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (("yes", "--description", "how"), "own"),
        (("yes", "--ownership", "AP-Owned"), "describe"),
        (("no", "--ownership", "AP-Owned"), "corrective action"),
        (("yes", "--description", "how", "--ownership", "CSP-Owned"), "AP"),
    ],
)
def test_what_the_answer_still_lacks_is_said_on_stderr(
    cli: Callable[..., Any], given: tuple[str, ...], word: str
) -> None:
    run = cli("answer", "X", QUESTION, *given)
    assert run.code == 0
    assert len(run.err.splitlines()) == 1
    assert run.err.startswith(QUESTION)
    assert word in run.err


def test_an_answer_outside_the_scope_is_kept_and_says_so(
    cli: Callable[..., Any], recorded: Callable[[], Any], oracle: Any
) -> None:
    asked = oracle.asked(["AP"], "production", "assistant")
    outside = next(question for question in oracle.facts if question not in asked)
    run = cli("answer", "X", outside, "yes", "--ownership", "AP-Owned", "--description", "how")
    assert run.code == 0
    assert "not asked" in run.err
    assert recorded()["question"] == outside


def test_an_open_assessment_is_not_written_by_a_second_process_but_can_be_read(
    cli: Callable[..., Any], home: Path, disk: Callable[[], Any]
) -> None:
    with Repository(Home(home)).open("X"):
        before = disk()
        run = cli("answer", "X", QUESTION, "no")
        assert (run.code, run.out) == (2, "")
        assert len(run.err.splitlines()) == 1
        assert "open in another window" in run.err
        assert disk() == before
        assert cli("show", "X").code == 0
    assert cli("answer", "X", QUESTION, "no").code == 0


def test_a_description_of_the_longest_length_can_be_read_back(
    cli: Callable[..., Any], recorded: Callable[[], Any]
) -> None:
    assert cli("answer", "X", QUESTION, "yes", "--description", "x" * 100_000).code == 0
    assert recorded()["description"] == "x" * 100_000


@pytest.mark.parametrize(
    "field", ["--description", "--responsibilities", "--action", "--owner", "--note", "--respondent"]
)
def test_a_text_that_is_too_long_never_makes_the_assessment_unreadable(cli: Callable[..., Any], field: str) -> None:
    run = cli("answer", "X", QUESTION, "yes", field, "x" * 100_001)
    assert run.code in (0, 2)
    assert cli("show", "X").code == 0
