"""The work packages: every control in one of them, and an order in which nothing comes before what it needs."""

import csv
from pathlib import Path

from questionnaires.faults import Fault
from questionnaires.library import load_bank
from questionnaires.packages import load_packages, packages_of_controls
from questionnaires.phases import THREAT_CHANGES
from questionnaires.vocabulary import Phase

FOLDER = Path(__file__).resolve().parents[2] / "questionnaires" / "aicm"
AFTER_LOGGING = {"monitoring", "assurance"}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_control_of_the_matrix_belongs_to_one_package_and_every_package_has_some() -> None:
    placed = [row["control"] for row in _rows("work-packages.csv")]
    assert sorted(placed) == sorted(row["control"] for row in _rows("controls.csv"))
    assert len(placed) == len(set(placed)) == 247
    packages = {control.id: control.marks.package for control in load_bank().controls.values()}
    assert packages == {row["control"]: row["package"] for row in _rows("work-packages.csv")}
    assert set(packages.values()) == set(load_packages().packages) == {row["package"] for row in _rows("packages.csv")}


def test_what_comes_before_a_package_is_reached_by_its_needs_and_never_the_package_itself() -> None:
    needs = {row["package"]: set(row["needs"].split()) for row in _rows("packages.csv")}
    assert set().union(*needs.values()) <= needs.keys()
    for key, before in load_packages().before.items():
        reached, waiting = set(), set(needs[key])
        while waiting:
            one = waiting.pop()
            reached.add(one)
            waiting |= needs[one] - reached
        assert before == reached
        assert key not in reached


def test_nothing_is_watched_or_looked_into_before_it_is_written_down() -> None:
    before = load_packages().before
    assert {key for key, earlier in before.items() if "logging" in earlier} == AFTER_LOGGING


def test_every_package_says_in_a_sentence_what_is_done_and_why() -> None:
    for package in load_packages().packages.values():
        assert package.title
        for sentence in (package.what, package.why):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert 30 < len(sentence) < 140


def test_every_phase_says_in_three_or_four_lines_what_changes_in_the_threats() -> None:
    assert set(THREAT_CHANGES) == set(Phase)
    lines = [line for phase in Phase for line in THREAT_CHANGES[phase]]
    assert all(3 <= len(THREAT_CHANGES[phase]) <= 4 for phase in Phase)
    assert len(set(lines)) == len(lines)
    assert all(line.endswith(".") and len(line) < 130 for line in lines)


def test_each_fault_of_the_tables_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "packages.csv").write_text("package,title,what,why,needs\nwarm,W,,,cold\ncold,C,,,\n", encoding="utf-8")
    rows = "control,package\nTT-01,warm\nTT-01,cold\nTT-09,cold\nTT-02,wram\n"
    (tmp_path / "work-packages.csv").write_text(rows, encoding="utf-8")
    faults: list[Fault] = []
    packages_of_controls(tmp_path, ("TT-01", "TT-02", "TT-03"), faults)
    assert [(fault.file, fault.line, fault.message) for fault in faults] == [
        ("packages.csv", 2, "warm needs 'cold', which does not stand before it"),
        ("work-packages.csv", 3, "TT-01 stands twice"),
        ("work-packages.csv", 4, "unknown control 'TT-09'"),
        ("work-packages.csv", 5, "unknown package 'wram'"),
        ("work-packages.csv", 1, "TT-03 belongs to no package"),
    ]


def test_a_bank_without_packages_has_none(tmp_path: Path) -> None:
    faults: list[Fault] = []
    assert packages_of_controls(tmp_path, ("TT-01",), faults) == {}
    assert not faults
