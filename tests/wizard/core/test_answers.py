"""The words an answer is made of: credits, the columns of the AI-CAIQ, ownership values."""

import pytest

from wizard.core.answers import Answer, Remediation, SsrmOwnership, Status

OWNERSHIP_VALUES = [
    "CSP-Owned",
    "MP-Owned",
    "OSP-Owned",
    "AP-Owned",
    "AIC-Owned",
    "Shared CSP-MP",
    "Shared MP-OSP",
    "Shared OSP-AP",
    "Shared AP-AIC",
    "Shared Across the Supply Chain",
    "ND",
]


@pytest.mark.parametrize(
    ("status", "credit", "column_c"),
    [("yes", 1.0, "YES"), ("yes-gaps", 0.8, "YES"), ("partial", 0.4, "NO"), ("no", 0.0, "NO"), ("na", None, "NA")],
)
def test_each_status_has_the_credit_and_the_column_c_of_the_design(
    status: str, credit: float | None, column_c: str
) -> None:
    assert Status(status).credit == credit
    assert Status(status).caiq_answer == column_c


def test_the_statuses_can_be_told_apart_in_words() -> None:
    assert len(list(Status)) == 5
    words = {status.label for status in Status}
    assert len(words) == 5
    assert all(words)


def test_the_ownership_values_are_spelled_exactly_as_the_instructions_spell_them() -> None:
    assert list(SsrmOwnership) == OWNERSHIP_VALUES


@pytest.mark.parametrize(
    ("value", "parties"),
    [
        ("CSP-Owned", {"CSP"}),
        ("MP-Owned", {"MP"}),
        ("OSP-Owned", {"OSP"}),
        ("AP-Owned", {"AP"}),
        ("AIC-Owned", {"AIC"}),
        ("Shared CSP-MP", {"CSP", "MP"}),
        ("Shared MP-OSP", {"MP", "OSP"}),
        ("Shared OSP-AP", {"OSP", "AP"}),
        ("Shared AP-AIC", {"AP", "AIC"}),
        ("Shared Across the Supply Chain", set()),
        ("ND", set()),
    ],
)
def test_an_ownership_value_names_its_parties(value: str, parties: set[str]) -> None:
    assert SsrmOwnership(value).parties == parties


def test_an_answer_is_empty_until_something_is_said() -> None:
    answer = Answer("AIS-01.1")
    assert answer.is_empty
    assert not Answer("AIS-01.1", Status.NO).is_empty
    assert not Answer("AIS-01.1", note="ask again").is_empty
    assert not Answer("AIS-01.1", flagged=True).is_empty
    assert not Answer("AIS-01.1", remediation=Remediation(owner="platform team")).is_empty
