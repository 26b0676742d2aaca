"""Labels of milestones, and milestones in a file: what is taken, and what is refused with its place."""

from datetime import UTC, datetime
from typing import Any

import pytest

from questionnaires.vocabulary import Role
from wizard.core.codec import milestone_to_json, milestones_from_json
from wizard.core.milestones import Milestone, check_new_label, clean_label, named, without_milestone
from wizard.core.profile import Profile
from wizard.errors import DataError, ExistsError, InputError, NotFoundError

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
FIRST = Milestone("before the audit", NOON, Profile("X", (Role.AP,)), 2)
BOTH = (FIRST, Milestone("Kick-off", NOON, FIRST.profile, 0))
GOOD = milestone_to_json(FIRST)


def test_a_label_is_one_line_and_safe_to_show() -> None:
    assert clean_label("  before\n the\t audit ") == "before the audit"
    assert "\x1b" not in clean_label("\x1b]0;title\x07")
    assert clean_label("x" * 80) == "x" * 80


@pytest.mark.parametrize(
    ("label", "words"), [(" \n ", "label"), ("x" * 81, "81"), ("Now", "today"), (" now ", "another")]
)
def test_a_label_that_cannot_be_used_is_refused(label: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        clean_label(label)


def test_letter_case_and_blanks_do_not_tell_milestones_apart() -> None:
    assert named(BOTH, " kick-OFF") is BOTH[1]
    assert without_milestone(BOTH, "BEFORE  the audit") == BOTH[1:]
    with pytest.raises(ExistsError, match="'Kick-off'"):
        check_new_label(BOTH, "KICK-OFF")
    with pytest.raises(NotFoundError, match="did you mean before the audit"):
        named(BOTH, "before audit")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({}, "list of milestones"),
        (["x"], r"m\[0\]"),
        ([{**GOOD, "lable": "x"}], "lable.*label"),
        ([{**GOOD, "label": ""}], "label"),
        ([{**GOOD, "label": "now"}], r"m\[0\].label.*today"),
        ([{**GOOD, "at": None}], "time"),
        ([{**GOOD, "changes": "2"}], r"m\[0\].changes"),
        ([{**GOOD, "changes": -1}], r"m\[0\].changes"),
        ([{**GOOD, "changes": True}], r"m\[0\].changes"),
        ([{**GOOD, "changes": 4}], "4 changes.*history holds 3"),
        ([{**GOOD, "profile": None}], r"m\[0\].profile"),
        ([{**GOOD, "answers": {}}], r"m\[0\].answers"),
        ([{**GOOD, "answers": [{"question": "A", "status": "yess"}]}], r"m\[0\].answers\[0\].status"),
        ([GOOD, {**GOOD, "label": "BEFORE the audit"}], "two milestones"),
    ],
)
def test_a_milestone_that_is_none_is_refused_with_its_place(data: Any, place: str) -> None:
    assert milestones_from_json([GOOD], "m", 3) == (FIRST,)
    with pytest.raises(DataError, match=place):
        milestones_from_json(data, "m", 3)
