"""Columns C and D as people type them: what is clear is taken, what is not is never guessed, no word is lost."""

import pytest

from wizard.core.answers import SsrmOwnership, Status
from wizard.workbooks.caiq_words import official_owner, official_status

STATUSES = {
    Status.YES: ("YES", "Yes", " yes. ", "y", "Y.", "✓", "☑", "ＹＥＳ", "TRUE", "YES!", "Implemented"),
    Status.NO: ("NO", "No", "n", "N.", "no –", "✗", "Not implemented", "Not yet"),
    Status.NA: (
        ("NA", "N/A", "n/a", "n.a.", "N.A", "n. a.", "n / a", "N\\A", "na.", "Not applicable", "NOT-APPLICABLE", "n‑a")
    ),
    Status.PARTIAL: ("partial", "Partially", "PARTLY", "in part", "No (partially)", "NO - partial"),
    Status.YES_GAPS: ("YES (partially)", "Yes, with minor gaps", "yes - mostly"),
}
OWNERS = {
    SsrmOwnership.CSP: ("CSP-Owned", "CSP\u2011owned", "csp owned", "CSP", "Owned by the Cloud Service Provider"),
    SsrmOwnership.MP: ("MP\u2010Owned", "Model Provider", "Owned by the Model Provider (MP)", "model-provider owned"),
    SsrmOwnership.OSP: ("OSP\u2212owned", "Orchestrated Service Provider"),
    SsrmOwnership.AP: ("AP Owned", "APowned", "Application provider-owned"),
    SsrmOwnership.AIC: ("AIC-Owned", "Customer", "Owned by the AI Customer"),
    SsrmOwnership.CSP_MP: (
        "Shared CSP – MP",
        "shared MP and CSP",
        "CSP/MP",
        "Shared Cloud Service Provider\u2013Model Provider",
    ),
    SsrmOwnership.MP_OSP: ("Shared MP\u2011OSP", "MP & OSP (shared)"),
    SsrmOwnership.OSP_AP: ("SHARED OSP-AP", "shared between OSP and AP"),
    SsrmOwnership.AP_AIC: ("Shared AP - AIC", "Shared Application Provider–AI Customer (AP-AIC)"),
    SsrmOwnership.SUPPLY_CHAIN: ("Shared across supply chain", "Shared Across the Supply Chain", "supply chain"),
    SsrmOwnership.NOT_DETERMINED: ("ND", "N/D", "n.d.", "Not determined", "Not Determined (ND)"),
}


@pytest.mark.parametrize(("status", "text"), [(status, text) for status, texts in STATUSES.items() for text in texts])
def test_every_spelling_of_an_answer_is_understood(status: Status, text: str) -> None:
    typed = official_status(text)
    assert typed is not None
    assert typed.value is status
    assert typed.is_exact == (status not in (Status.YES, Status.NO))


@pytest.mark.parametrize(("owner", "text"), [(owner, text) for owner, texts in OWNERS.items() for text in texts])
def test_every_spelling_of_an_owner_is_understood(owner: SsrmOwnership, text: str) -> None:
    typed = official_owner(text)
    assert typed is not None
    assert (typed.value, typed.more) == (owner, "")


@pytest.mark.parametrize(
    "text",
    [
        "maybe",
        "?",
        "Yes?",
        "yes / no",
        "Y/N",
        "NA/NO",
        "Yes, but not for agents",
        "No, not applicable",
        "planned",
        "tbd",
        "nope",
        "nothing",
        "none",
        "yesterday",
        "notable",
        "1",
        "FALSE",
        "☒",
        "Partially yes",
        "No data",
        "#N/A",
        "ja",
        "Yes, hasn't been rolled out",
        "Yes, hasn’t been rolled out",
        "Yes, isn't tested",
        "Yes, isnt tested",
        "Yes, except for agents",
        "Yes, under development",
        "Yes - from Q3 2027",
        "Yes, by the end of 2027",
        "Yes, in 2027",
        "Yes (draft)",
        "YES once released",
        "YES, if released",
        "Yes to be confirmed",
        "No.1 priority",
        "No. 1 priority",
    ],
)
def test_an_answer_that_could_be_two_is_none(text: str) -> None:
    assert official_status(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "us",
        "Shared",
        "CSP, AP",
        "Shared CSP-MP-OSP",
        "not CSP-Owned",
        "Third party",
        "NA",
        "CSC-owned",
        "AP-Owned: ask MP",
    ],
)
def test_an_owner_that_could_be_two_is_none(text: str) -> None:
    assert official_owner(text) is None


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "Select", "-- Please select --", "Choose an item."])
def test_what_says_nothing_is_no_answer_and_no_problem(text: str) -> None:
    for read in (official_status(text), official_owner(text)):
        assert read is not None
        assert (read.value, read.more) == (None, "")


@pytest.mark.parametrize(
    ("text", "status", "more"),
    [
        ("NA - no own data centre", Status.NA, "no own data centre"),
        ("N/A: we have none", Status.NA, "we have none"),
        ("Yes; see the Policy", Status.YES, "see the Policy"),
        ("YES\nsince May", Status.YES, "since May"),
        ("Yes, once a year", Status.YES, "once a year"),
        ("Yes - evidence from the 2025 audit", Status.YES, "evidence from the 2025 audit"),
        ("Yes, partially", Status.YES_GAPS, "partially"),
        ("YES (mostly)", Status.YES_GAPS, "mostly"),
        ("No. Nobody does", Status.NO, "Nobody does"),
        ("No (planned for Q3)", Status.NO, "planned for Q3"),
        ("Partially implemented", Status.PARTIAL, "implemented"),
    ],
)
def test_further_words_come_back_as_they_were_typed(text: str, status: Status, more: str) -> None:
    typed = official_status(text)
    assert typed is not None
    assert (typed.value, typed.more) == (status, more)


def test_further_words_of_an_owner_come_back_too() -> None:
    typed = official_owner("MP-Owned (the Vendor)")
    assert typed is not None
    assert (typed.value, typed.more) == (SsrmOwnership.MP, "the Vendor")
