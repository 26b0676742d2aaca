"""What a template's drop-down lists offer for a cell, and how a value is spelled by them."""

from dataclasses import replace

import pytest
from support.official import (
    EARLIER,
    EXTENDED,
    IN_CELL,
    LIST_SHEET,
    NAMED,
    NO_LIST,
    ON_SHEET,
    OWNERS,
    PRESENT,
    questionnaire,
    with_text,
)

from wizard.errors import DataError
from wizard.workbooks.caiq_words import official_owner, official_status
from wizard.workbooks.dropdowns import DropDowns, read_drop_downs, spelled
from wizard.workbooks.opening import open_content

SMALL = replace(PRESENT, ids=PRESENT.ids[:12])
OWN_OWNERS = ("CSP‑owned", "AP - Owned ", "Shared  AP–AIC", "Not determined")
QUOTED = "'" + LIST_SHEET.replace("'", "''") + "'"


def _read(content: bytes, sheet: str = SMALL.sheet) -> DropDowns:
    return read_drop_downs(open_content(content, "template.xlsx"), sheet)


def _with_rule(formula: str, area: str = "C4:C9 C12", more: str = "") -> DropDowns:
    """A questionnaire whose only rule says this."""
    rule = f'<dataValidation type="list" sqref="{area}"><formula1>{formula}</formula1></dataValidation>{more}'
    content = questionnaire(SMALL, answer_list=NO_LIST, owner_list=NO_LIST)
    return _read(
        with_text(content, SMALL.part, "<pageMargins", f"<dataValidations>{rule}</dataValidations><pageMargins")
    )


@pytest.mark.parametrize("place", [IN_CELL, ON_SHEET, NAMED, EXTENDED])
@pytest.mark.parametrize("layout", [SMALL, replace(EARLIER, ids=EARLIER.ids[:12])], ids=["present", "earlier"])
def test_a_list_is_found_wherever_the_template_keeps_it(layout: type, place: str) -> None:
    content = questionnaire(layout, answer_list=place, owner_list=place, answers=("Yes", "No", "N/A"))
    lists = _read(content, layout.sheet)
    for question in layout.ids:
        assert lists.offered(f"C{layout.rows[question]}") == ("Yes", "No", "N/A")
        assert lists.offered(f"D{layout.rows[question]}") == OWNERS
    assert lists.offered("E4") == lists.offered("C2") == ()
    assert not lists.is_unclear("C4")


@pytest.mark.parametrize(
    ("formula", "offered"),
    [
        ('"YES, NO,,NA "', ("YES", "NO", "NA")),
        ('"a ""b"",c"', ('a "b"', "c")),
        (f"{QUOTED}!$B$1:$B$2", ("YES", "NO")),
        (f"{QUOTED.upper()}!$B$2", ("NO",)),
        (f"{QUOTED}!$B:$B", ("YES", "NO", "NA")),
        ("$A$4:$A$5", ("A&A-01.1", "A&A-01.2")),
        ("=Answers", ("YES", "NO", "NA")),
    ],
)
def test_every_form_of_a_list_is_understood_in_every_range_of_its_rule(formula: str, offered: tuple[str, ...]) -> None:
    lists = _with_rule(formula.replace("&", "&amp;"))
    assert [lists.offered(address) for address in ("C4", "C9", "C12")] == [offered] * 3
    assert [lists.offered(address) for address in ("C3", "C10", "C13", "D4")] == [()] * 4


@pytest.mark.parametrize(
    "formula", ["INDIRECT(A1)", "OFFSET($A$1,0,0,3)", "Unheard", "[1]Other!$A$1:$A$3", "Nowhere!$A$1"]
)
def test_a_list_that_a_formula_makes_or_that_is_elsewhere_is_unclear_and_offers_nothing(formula: str) -> None:
    lists = _with_rule(formula)
    assert lists.offered("C4") == ()
    assert lists.is_unclear("C4")
    assert not lists.is_unclear("C20")


def test_rows_can_have_lists_of_their_own_and_a_list_can_move_along_with_its_row() -> None:
    other = '<dataValidation type="list" sqref="C10"><formula1>"J,N"</formula1></dataValidation><dataValidation type="whole" sqref="C11"><formula1>1</formula1></dataValidation>'
    lists = _with_rule("$A4:$A5", more=other)
    assert lists.offered("C4") == ("A&A-01.1", "A&A-01.2")
    assert lists.offered("C6") == ("A&A-02.1", "A&A-03.1")
    assert lists.offered("C10") == ("J", "N")
    assert lists.offered("C11") == ()
    assert not lists.is_unclear("C11")


def test_more_areas_than_any_sheet_has_are_refused_in_one_sentence() -> None:
    with pytest.raises(DataError, match="drop-down lists"):
        _with_rule('"YES"', area=" ".join(f"C{row}" for row in range(1, 6_000)))


@pytest.mark.parametrize(
    ("word", "offered", "spelling"),
    [
        ("YES", ("Yes", "No", "NA"), "Yes"),
        ("NA", ("YES", "NO", "N/A"), "N/A"),
        ("NA", ("Yes", "No", "Not Applicable"), "Not Applicable"),
        ("NO", ("YES", "Not applicable", "NO"), "NO"),
        ("YES", ("Implemented", "Yes, with gaps", "YES "), "YES "),
        ("NO", ("YES", "NA"), None),
    ],
)
def test_an_answer_is_spelled_as_the_list_spells_it(word: str, offered: tuple[str, ...], spelling: str | None) -> None:
    assert spelled(word, offered, official_status) == spelling


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("CSP-Owned", "CSP‑owned"),
        ("AP-Owned", "AP - Owned "),
        ("Shared AP-AIC", "Shared  AP–AIC"),
        ("ND", "Not determined"),
        ("AIC-Owned", None),
        ("Shared Across the Supply Chain", None),
    ],
)
def test_an_owner_is_spelled_as_the_list_spells_it_odd_hyphens_and_blanks_included(
    word: str, spelling: str | None
) -> None:
    lists = _read(questionnaire(SMALL, owners=OWN_OWNERS))
    assert spelled(word, lists.offered("D4"), official_owner) == spelling
