"""What became of the questions of AI-CAIQ 1.0.2."""

import csv
from collections import Counter
from pathlib import Path

from questionnaires.crosswalk import Crosswalk, Wording, load_crosswalk
from questionnaires.model import Bank
from questionnaires.search import normal_id

CROSSWALK = load_crosswalk()
REPOINTED = frozenset(old for old, step in CROSSWALK.by_old.items() if old != step.new)


def test_it_leads_to_every_question_of_the_bank_and_to_no_other(bank: Bank) -> None:
    assert [step.new for step in CROSSWALK.steps if step.new] == list(bank.control_by_question)


def test_no_two_questions_of_then_are_one_of_today_or_the_other_way_round() -> None:
    for ids in ([step.old for step in CROSSWALK.steps], [step.new for step in CROSSWALK.steps]):
        assert max(Counter(filter(None, ids)).values()) == 1


def test_an_id_that_changed_its_meaning_leads_to_the_question_and_not_to_the_id() -> None:
    assert CROSSWALK.by_old["AIS-10.1"].new == "AIS-08.1"
    assert CROSSWALK.by_old["AIS-08.1"].new == "AIS-09.1"
    assert CROSSWALK.by_old["IAM-12.1"].new == ""
    assert {"AIS-10.1", "AIS-08.1", "IAM-12.1"} <= REPOINTED


def test_an_id_that_was_only_spelled_differently_has_not_moved() -> None:
    assert CROSSWALK.by_old["GRC-08.1"].old == "GRC-08.01"
    assert "GRC-08.1" not in REPOINTED


def test_how_far_the_words_changed() -> None:
    steps = {step.new: step for step in CROSSWALK.steps}
    assert steps["A&A-01.1"].wording is Wording.SAME
    assert steps["AIS-09.1"].wording is Wording.EDITED
    assert steps["A&A-03.1"].wording is Wording.REWORDED
    assert steps["DCS-01.1"].alike is None, "a new question has no earlier text"


def test_it_says_what_the_source_says(shared: Path) -> None:
    with (shared / "reference" / "aicm-caiq-1.0.2-to-1.1.0-crosswalk.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    assert [(step.old, step.new) for step in CROSSWALK.steps] == [
        (row["old_question_id"], row["new_question_id"]) for row in rows
    ]
    same_text = {row["new_question_id"] for row in rows if row["change"] in ("unchanged", "renumbered")}
    assert {s.new for s in CROSSWALK.steps if s.old and s.new and s.wording is Wording.SAME} == same_text
    new_ids = {row["new_question_id"] for row in rows}
    reused = {row["old_question_id"] for row in rows if row["old_question_id"] != row["new_question_id"]} & new_ids
    assert {old for old in REPOINTED if old in new_ids} == {normal_id(old) for old in reused if old}


def test_an_empty_table_is_an_empty_crosswalk() -> None:
    assert Crosswalk(()).by_old == {}
