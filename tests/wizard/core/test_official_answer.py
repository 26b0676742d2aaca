"""Columns C to F: what people read there, and that it gives back exactly what was put in."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.model import Bank
from questionnaires.vocabulary import Effort, Phase, Role
from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status
from wizard.core.official_answer import OUTSIDE_SCOPE, disclosed, official_answer, outside_scope
from wizard.core.profile import Profile
from wizard.core.scope import NotAsked, scope_ledger
from wizard.core.text import clean

LINES = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "Evidence:",
            "Evidence: none named.",
            "- policy",
            "  more",
            "Action: train",
            "Owner: us",
            "Target date: 2027-03-31",
            "Effort: weeks",
            "Minor gaps remain. Remediation plan:",
            "Partly implemented. No corrective action plan yet.",
            "Planned next:",
            "Nothing more is planned.",
        ]
    ),
    st.text(max_size=8).map(clean),
)
FIXED_WORDS = frozenset(
    [
        "Evidence",
        "none",
        "named",
        "Action",
        "Owner",
        "Target",
        "date",
        "Effort",
        "Minor",
        "gaps",
        "remain",
        "Remediation",
        "plan",
        "Partly",
        "implemented",
        "No",
        "corrective",
        "action",
        "yet",
        "Planned",
        "next",
        "Nothing",
        "more",
        "is",
        "planned",
    ]
) | {""}
TEXTS = st.lists(LINES, max_size=6).map("\n".join)
PLANS = st.builds(
    Remediation, action=TEXTS, owner=TEXTS, due=st.none() | st.dates(), effort=st.none() | st.sampled_from(Effort)
)
ANSWERS = st.builds(
    Answer,
    question=st.just("IAM-01.1"),
    status=st.sampled_from(Status),
    description=TEXTS,
    evidence=st.lists(TEXTS.filter(bool), max_size=3).map(tuple),
    remediation=PLANS,
)


@given(ANSWERS)
def test_column_e_gives_back_every_part_exactly(answer: Answer) -> None:
    found = disclosed(official_answer(answer).description)
    assert found.description == answer.description
    assert (found.remediation or Remediation()) == answer.remediation
    assert (found.evidence or ()) == answer.evidence
    if answer.status in (Status.YES_GAPS, Status.PARTIAL):
        assert found.status is answer.status
    else:
        assert found.status in (None, answer.status)


def test_a_partial_answer_discloses_its_corrective_action_and_cites_its_evidence() -> None:
    plan = Remediation("train the builders\nthen check the releases", "platform team", date(2027, 3, 31), Effort.WEEKS)
    answer = Answer(
        "IAM-01.1",
        Status.PARTIAL,
        SsrmOwnership.AP,
        "A policy, not yet known to all.",
        "Read it.",
        ("policy 4.2", "https://example.org/minutes"),
        plan,
    )
    official = official_answer(answer)
    assert (official.answer, official.ownership, official.responsibilities) == ("NO", "AP-Owned", "Read it.")
    lines = official.description.split("\n")
    assert lines[0] == "A policy, not yet known to all."
    for part in ("train the builders", "then check the releases", "platform team", "2027-03-31", "policy 4.2"):
        assert any(part in line for line in lines)
    assert lines.index("- policy 4.2") < lines.index("- https://example.org/minutes")


@pytest.mark.parametrize("status", [Status.YES_GAPS, Status.PARTIAL])
def test_what_is_not_fully_in_place_says_so_even_without_a_plan(status: Status) -> None:
    text = official_answer(Answer("IAM-01.1", status, description="Some of it.")).description
    assert disclosed(text).status is status
    assert "plan" in text


def test_a_plain_yes_is_its_description_and_an_open_question_is_empty() -> None:
    assert official_answer(Answer("IAM-01.1", Status.YES, description="Done.")).description == "Done."
    assert replace(official_answer(Answer("IAM-01.1")), question="") == replace(
        official_answer(Answer("")), question=""
    )
    assert official_answer(Answer("IAM-01.1")).answer == ""


def test_what_is_not_asked_is_not_applicable_with_its_reason(bank: Bank) -> None:
    profile = Profile("P", (Role.AP,), target_phase=Phase.PRODUCTION)
    ledger = [entry for entry in scope_ledger(bank, profile) if not entry.asked]
    reasons = {entry.not_asked: outside_scope(entry, profile) for entry in ledger}
    assert set(reasons) == set(NotAsked)
    for official in reasons.values():
        assert (official.answer, official.ownership, official.responsibilities) == ("NA", "ND", "")
        assert official.description.startswith(OUTSIDE_SCOPE)
    assert "application provider" in reasons[NotAsked.NOT_HELD].description
    assert "scale phase" in reasons[NotAsked.LATER_PHASE].description
    assert "assistant" in reasons[NotAsked.OTHER_USE_CASE].description


FILLED_IN = official_answer(
    Answer(
        "IAM-01.1",
        Status.PARTIAL,
        description="A policy.",
        evidence=("policy 4.2", "minutes"),
        remediation=Remediation("train the builders", "platform team", date(2027, 12, 1), Effort.WEEKS),
    )
).description


@pytest.mark.parametrize(
    ("edited", "more"),
    [
        (f"{FILLED_IN}\n", ""),
        (f"{FILLED_IN}\n\n\n", ""),
        (f"{FILLED_IN}\n\nReviewed by legal.", "Reviewed by legal."),
        (f"{FILLED_IN}\nReviewed by legal.\nTwice.", "Reviewed by legal.\nTwice."),
        (FILLED_IN.replace("- minutes", "\n• minutes"), ""),
        (FILLED_IN.replace("\n\n", "\n"), ""),
        (FILLED_IN.replace("2027-12-01", "01.12.2027"), ""),
        (FILLED_IN.replace("Owner:", "\nOwner:"), ""),
    ],
    ids=["line end", "blank lines", "remark", "remark below", "bullet", "no blank lines", "day", "blank inside"],
)
def test_people_edit_the_lines_and_every_part_is_still_read(edited: str, more: str) -> None:
    found, whole = disclosed(edited), disclosed(FILLED_IN)
    assert (found.status, found.remediation, found.evidence) == (whole.status, whole.remediation, whole.evidence)
    assert found.description == "\n\n".join(filter(None, ("A policy.", more)))


def test_what_a_block_cannot_take_stays_in_the_description() -> None:
    found = disclosed(FILLED_IN.replace("2027-12-01", "next summer").replace("Effort: weeks", "Owner: somebody else"))
    assert found.remediation == Remediation("train the builders", "platform team")
    assert found.status is Status.PARTIAL
    assert found.description.split("\n") == ["A policy.", "", "Target date: next summer", "Owner: somebody else"]


@given(TEXTS, ANSWERS)
def test_whatever_is_written_below_is_found_again(below: str, answer: Answer) -> None:
    found = disclosed(f"{official_answer(answer).description}\n{below}")
    plan = found.remediation or Remediation()
    parts = (found.description, *(found.evidence or ()), plan.action, plan.owner, str(plan.due), str(plan.effort))
    said = " ".join(parts)
    for word in below.split():
        assert word in said or word.lstrip("-•*–") in said or word.strip(":.") in FIXED_WORDS


@pytest.mark.parametrize("text", ["Evidence:", "Evidence: see wiki", "We plan.\nOwner: us", "Action: x\nOwner: y"])
def test_what_others_wrote_is_a_description(text: str) -> None:
    assert disclosed(text).description == text
