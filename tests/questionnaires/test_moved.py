"""Where the controls of AICM 1.0.3 went."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from questionnaires.compiler import compile_bank
from questionnaires.faults import BankError
from questionnaires.index import INDEX_NAME, TEXTS_NAME, dump_index, read_index
from questionnaires.model import Bank, Move

HEADING = "old,new,title\n"


def test_api_security_was_ais_10(bank: Bank) -> None:
    assert bank.moved["AIS-10"] == bank.moved_to["AIS-08"] == Move("AIS-10", "AIS-08", "API Security")


def test_each_new_id_is_a_control_and_takes_one_old_control(bank: Bank) -> None:
    new_ids = [move.new_id for move in bank.moved.values() if move.new_id]
    assert set(new_ids) <= set(bank.controls)
    assert max(Counter(new_ids).values()) == 1
    assert all(old_id == move.old_id != move.new_id and move.title for old_id, move in bank.moved.items())


def test_a_control_that_lost_its_place_to_another_is_explained(bank: Bank) -> None:
    """Who moves to an id takes it from whoever had it, so that one must have moved or gone as well."""
    first_had_nobody = {"DCS-16", "LOG-16", "SEF-10"}  # the numbers after the last of 1.0.3
    assert set(bank.moved_to) - set(bank.moved) == first_had_nobody


def test_titles_are_clean(bank: Bank) -> None:
    assert [move.title for move in bank.moved.values() if move.title != " ".join(move.title.split())] == []


def test_the_moves_are_those_of_the_crosswalk(bank: Bank, shared: Path) -> None:
    with (shared / "reference" / "aicm-1.0.3-to-1.1.0-crosswalk.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    expected = {
        row["old_id"]: (row["new_id"], row["old_title"].split())
        for row in rows
        if row["old_id"] and row["old_id"] != row["new_id"]
    }
    assert {old_id: (move.new_id, move.title.split()) for old_id, move in bank.moved.items()} == expected
    gone = {row["old_id"] for row in rows if row["old_id"]} - set(bank.controls)
    assert gone
    assert gone <= set(bank.moved)


def test_moves_come_from_their_table_and_through_the_index(folder: Path) -> None:
    (folder / "moved.csv").write_text(f"{HEADING}TT-02,TT-01,Kettle Duties\nTT-09,,Spoons\n", encoding="utf-8")
    bank = compile_bank(folder)
    assert bank.moved == {"TT-02": Move("TT-02", "TT-01", "Kettle Duties"), "TT-09": Move("TT-09", "", "Spoons")}
    assert list(bank.moved_to) == ["TT-01"]
    for name, content in zip((INDEX_NAME, TEXTS_NAME), dump_index(bank, folder), strict=True):
        (folder / name).write_text(content, encoding="utf-8")
    again = read_index(folder)
    assert again is not None
    assert again.moved == bank.moved


def test_a_matrix_without_the_table_has_moved_nothing(folder: Path) -> None:
    assert compile_bank(folder).moved == {}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("TT-05,TT-03,Cups\n", "moved.csv:2: unknown control 'TT-03'"),
        ("TT-05,TT-01,Cups\nTT-05,TT-02,Cups\n", "moved.csv:3: TT-05 stands twice"),
        ("TT-05,TT-01,Cups\nTT-06,TT-01,Lids\n", "moved.csv:3: TT-01 stands twice"),
        ("TT-05,TT-01\n", "moved.csv:2: expected 3 cells"),
    ],
)
def test_faults_in_the_table_are_reported(folder: Path, rows: str, said: str) -> None:
    (folder / "moved.csv").write_text(HEADING + rows, encoding="utf-8")
    with pytest.raises(BankError) as caught:
        compile_bank(folder)
    assert [str(fault).startswith(said) for fault in caught.value.faults] == [True]
