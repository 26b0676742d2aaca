"""The requirements of standards as the AICM prints them: each is read as the oracle tells it, and none is lost or invented."""

import csv
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.requirement_ids import C5, TABLES, is_odd, named, printed_rows

from questionnaires.model import Bank
from questionnaires.requirement_ids import read_requirement

ROWS = tuple(printed_rows())
FRAMEWORKS = sorted({framework for _, framework, _ in ROWS})


def catalogue() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with (TABLES / "standards.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["framework"], set()).add(row["requirement"])
    return found


CATALOGUE = catalogue()


def test_each_of_the_printed_rows_is_found_again(bank: Bank) -> None:
    assert len(ROWS) == 3115
    read = Counter(
        (control.id, item.framework, item.id, item.printed, bool(item.odd))
        for control in bank.controls.values()
        for item in control.facts.mapped
    )
    assert read == Counter(
        (control, name, id_, printed, is_odd(framework, printed))
        for control, framework, printed in ROWS
        for name, id_ in named(framework, printed)
    )


def test_an_id_stands_once_with_each_control_and_framework(bank: Bank) -> None:
    for control in bank.controls.values():
        for framework, ids in control.facts.requirements.items():
            assert len(ids) == len(set(ids)), (control.id, framework)


def test_every_odd_entry_stays_as_printed_and_has_a_reason(bank: Bank) -> None:
    odd = [item for control in bank.controls.values() for item in control.facts.mapped if item.odd]
    assert len({(item.framework, item.id) for item in odd}) == 78
    assert all(item.id == item.printed for item in odd)
    assert all(re.fullmatch(r"[a-zA-Z].{14,}[^.]", item.odd) for item in odd)


@pytest.mark.parametrize(
    ("framework", "count", "first", "last"),
    [
        ("ISO/IEC 27001", 30 + 93, "4.1", "A.8.34"),
        ("ISO/IEC 27002", 93, "5.1", "8.34"),
        ("ISO/IEC 42001", 32 + 38, "4.1", "A.10.4"),
        ("EU AI Act", 32, "Article 4", "Article 73"),
        ("BSI C5", 121, "OIS-01", "PSS-12"),
    ],
)
def test_a_standard_that_is_known_as_a_whole_has_all_its_requirements(
    bank: Bank, framework: str, count: int, first: str, last: str
) -> None:
    ids = bank.standards[framework]
    assert (len(ids), len(set(ids)), ids[0], ids[-1]) == (count, count, first, last)
    assert not [one for one in ids for other in ids if other.startswith(f"{one}.")], "headings are not counted"


def test_what_is_mapped_for_certain_is_in_the_catalogue(bank: Bank) -> None:
    for control in bank.controls.values():
        for item in control.facts.mapped:
            if item.framework in bank.standards and not item.odd:
                known = re.match(r"(Article|Annex|Recital) \w+", item.id) if "Act" in item.framework else None
                assert (known[0] if known else item.id) in CATALOGUE[item.framework]


@pytest.mark.parametrize(
    ("framework", "printed", "reason"),
    [
        ("EU AI Act", "Article 114", "has no Article 114"),
        ("EU AI Act", "Annex XIV (1)", "has no Annex XIV"),
        ("EU AI Act", "Article 9 (2) (x1)", "cannot be told"),
        ("EU AI Act", "Article 9 (2) and the rest", "cannot be told"),
        ("ISO/IEC 42001", "8.5", "may mean A.8.5 or B.8.5"),
        ("ISO/IEC 27001", "everything", "form"),
        ("NIST AI 600-1", "GV-7.1-001", "no GOVERN 7.1"),
        ("NIST AI 600-1", "MEASURE 2.14", "no MEASURE 2.14"),
        (C5, "OPS-25", "no OPS-25"),
        ("BSI AIC4", "OPS-10", "no OPS-10"),
        ("BSI AIC4/C5", "XX-01", "neither AIC4 nor C5"),
    ],
)
def test_what_cannot_be_told_says_why(framework: str, printed: str, reason: str) -> None:
    (item,) = read_requirement(framework, printed, CATALOGUE)
    assert (item.framework, item.id, item.printed) == (framework, printed, printed)
    assert reason in item.odd


@given(st.sampled_from(FRAMEWORKS), st.text(st.sampled_from("ACOPS0123456789.-() ,&[]/ArticleXIVannd"), max_size=24))
def test_no_entry_is_ever_lost_or_gets_a_number_that_is_not_printed(framework: str, printed: str) -> None:
    read = read_requirement(framework, printed, CATALOGUE)
    assert read
    assert {item.printed for item in read} == {printed}
    if len(read) > 1 or read[0].odd:
        assert all(not item.odd for item in read) or [item.id for item in read] == [printed]
        return
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    assert all(int(number) in numbers for number in re.findall(r"\d+", read[0].id))


@given(st.sampled_from(ROWS))
def test_a_normal_id_reads_as_itself(row: tuple[str, str, str]) -> None:
    for item in read_requirement(row[1], row[2], CATALOGUE):
        if not item.odd:
            (again,) = read_requirement(item.framework, item.id, CATALOGUE)
            assert (again.framework, again.id, again.odd) == (item.framework, item.id, "")


@pytest.mark.parametrize(
    "entry", ["Article 5 (5-3)", "Article 9 (2)(5-3), (a)", "Article 5 (1-99999999)", "Article 5 (4-4)"]
)
def test_a_range_that_is_none_is_kept_as_printed(entry: str) -> None:
    (found,) = read_requirement("EU AI Act", entry, CATALOGUE)
    assert (found.id, found.printed) == (entry, entry)
    assert "is no range" in found.odd
