"""Which words are shown, and how published texts are made easier to read."""

from datetime import date

import pytest

from questionnaires.model import Bank
from wizard.core.published import (
    NO_TEXTS,
    Kind,
    Said,
    ShortTexts,
    Source,
    Worded,
    Wording,
    chosen_wording,
    flowing,
    same_together,
)

SOURCE = Source(Kind.QUESTIONS, "1.1.0", "q.xlsx", date(2027, 1, 2), {})
TEXTS = ShortTexts(question_source=SOURCE, questions={"AIS-01.1": "Is it\nthere?"})


@pytest.mark.parametrize(
    ("setting", "texts", "shown"),
    [
        ("", NO_TEXTS, Wording.OURS),
        ("published", NO_TEXTS, Wording.OURS),
        ("", TEXTS, Wording.BOTH),
        ("made up", TEXTS, Wording.BOTH),
        ("ours", TEXTS, Wording.OURS),
        ("published", TEXTS, Wording.PUBLISHED),
    ],
)
def test_both_are_shown_once_something_was_taken_unless_somebody_chose(
    setting: str, texts: ShortTexts, shown: Wording
) -> None:
    assert chosen_wording(setting, texts) is shown


def test_a_question_without_a_published_text_keeps_ours(bank: Bank) -> None:
    known, other = bank.question("AIS-01.1"), bank.question("AIS-02.1")
    published = Said("Is it there?", "AI-CAIQ 1.1.0")
    assert Worded(TEXTS, Wording.BOTH).question(known) == (Said(known.text), published)
    assert Worded(TEXTS, Wording.PUBLISHED).question(known) == (published,)
    assert Worded(TEXTS, Wording.OURS).question(known) == (Said(known.text),)
    assert Worded(TEXTS, Wording.PUBLISHED).question(other) == (Said(other.text),)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Are rules written,\nkept, \n  and read?", "Are rules written, kept, and read?"),
        ("Are there rules to:\n1) keep, and\n2) read?", "Are there rules to:\n1) keep, and\n2) read?"),
        ("Is one of these kept:\nlogs\nnotes", "Is one of these kept:\nlogs\nnotes"),
        ("Is it kept\na) dry\niv) warm", "Is it kept\na) dry\niv) warm"),
        ("Is it kept?\nWhere?", "Is it kept?\nWhere?"),
    ],
)
def test_breaks_inside_a_sentence_go_and_those_of_a_list_stay(typed: str, read: str) -> None:
    assert flowing(typed) == read


def test_who_is_told_the_same_stands_together_in_our_order() -> None:
    told = {"AP": "a", "MP": "b", "Shared": "a", "OSP": ""}
    assert same_together(told, ("Shared", "MP", "OSP", "AP", "CSP")) == [(("Shared", "AP"), "a"), (("MP",), "b")]
