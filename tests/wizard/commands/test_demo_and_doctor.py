"""``demo`` makes a whole worked example; ``doctor`` says what is well and what is not."""

import csv
import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wizard.store.home import Home
from wizard.store.repository import Repository


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "30")


def _example(cli: Callable[..., Any]) -> Any:
    (item,) = json.loads(cli("list", "--json").out)
    return item


def test_the_demo_makes_an_assessment_and_says_which_files_it_wrote(cli: Callable[..., Any]) -> None:
    run = cli("demo", "--output", "out")
    assert (run.code, run.err) == (0, "")
    written = sorted(Path("out").iterdir())
    assert sorted(path.suffix or path.name[-4:] for path in written) == [
        "-csv",
        ".json",
        ".json",
        ".md",
        ".md",
        ".xlsx",
    ]
    assert [path for path in written if str(path) not in run.out] == []
    assert _example(cli)["name"] in run.out


def test_the_files_of_the_demo_hold_the_example(cli: Callable[..., Any]) -> None:
    cli("demo", "--output", "out")
    example = _example(cli)
    (table,) = Path("out").glob("*/answers.csv")
    (document,) = Path("out").glob("*assistant.json")
    (book,) = Path("out").glob("*.xlsx")
    with table.open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == example["counts"]["asked"]
    assert json.loads(document.read_text(encoding="utf-8"))["score"] == example["score"]
    assert "Summary" in openpyxl.load_workbook(book, read_only=True).sheetnames


def test_the_example_shows_every_status_and_every_phase(cli: Callable[..., Any]) -> None:
    cli("demo", "--output", "out")
    example = _example(cli)
    counts = example["counts"]
    assert all(counts[status] for status in ("yes", "yes_gaps", "partial", "no", "na"))
    assert counts["answered"] < counts["asked"]
    readiness = example["readiness"]
    assert readiness["prototype"] > readiness["production"] > readiness["scale"]


def test_the_example_is_marked_as_made_up_and_breaks_no_rule(cli: Callable[..., Any]) -> None:
    run = cli("demo", "--output", "out")
    example = _example(cli)
    assert "made up" in run.out
    assert "made up" in example["organization"]
    assert cli("check", example["name"]).code == 0


def test_the_demo_works_below_folders_that_are_not_there_yet(cli: Callable[..., Any]) -> None:
    assert cli("demo", "--output", "a/b/c").code == 0
    assert len(list(Path("a/b/c").iterdir())) == 6


def test_a_second_demo_replaces_nothing_without_being_asked(cli: Callable[..., Any], disk: Callable[[], Any]) -> None:
    cli("demo", "--output", "out")
    before = disk()
    run = cli("demo", "--output", "out")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert disk() == before


def test_a_second_demo_with_force_keeps_the_answers_that_were_given_to_it(cli: Callable[..., Any]) -> None:
    cli("demo", "--output", "out")
    name = _example(cli)["name"]
    cli("answer", name, "IAM-01.1", "partial", "--note", "mine")
    before = _example(cli)["counts"]
    assert cli("demo", "--output", "out", "--force").code == 0
    assert _example(cli)["counts"] == before
    (document,) = Path("out").glob("*assistant.json")
    notes = {answer["question"]: answer["note"] for answer in json.loads(document.read_text("utf-8"))["answers"]}
    assert notes["IAM-01.1"] == "mine"


def test_the_doctor_names_versions_and_the_home_folder(cli: Callable[..., Any], home: Path) -> None:
    cli("new", "X", "--role", "AP")
    run = cli("doctor")
    assert (run.code, run.err) == (0, "")
    assert importlib.metadata.version("caiq-wizard") in run.out
    for library in ("textual", "tinydb", "openpyxl", "XlsxWriter", "questionary"):
        assert f"{library} {importlib.metadata.version(library)}" in run.out
    assert "18 domains, 247 controls, 320 questions" in run.out
    assert str(home) in run.out
    assert "LOOK" not in run.out


def test_the_doctor_makes_no_home_folder(cli: Callable[..., Any], home: Path) -> None:
    run = cli("doctor")
    assert (run.code, run.err) == (0, "")
    assert "not made yet" in run.out
    assert not home.exists()


def test_the_doctor_changes_nothing(cli: Callable[..., Any], disk: Callable[[], Any]) -> None:
    cli("new", "X", "--role", "AP")
    cli("answer", "X", "IAM-01.1", "no")
    before = disk()
    cli("doctor")
    assert disk() == before


def test_the_doctor_finds_a_broken_file(cli: Callable[..., Any], home: Path) -> None:
    cli("new", "Whole", "--role", "AP")
    (home / "assessments" / "torn.json").write_bytes(b"")
    run = cli("doctor")
    assert run.code == 1
    (line,) = (line for line in run.out.splitlines() if line.startswith("LOOK"))
    assert "torn.json" in line
    assert "empty" in run.out


def test_the_doctor_finds_a_home_that_others_can_read(cli: Callable[..., Any], home: Path) -> None:
    cli("new", "X", "--role", "AP")
    home.chmod(0o755)
    run = cli("doctor")
    assert run.code == 1
    assert f"chmod 700 '{home}'" in run.out


def test_the_doctor_finds_a_home_that_is_a_file(cli: Callable[..., Any]) -> None:
    Path("plain").write_text("a file, not a folder", encoding="utf-8")
    Path("plain").chmod(0o700)
    run = cli("doctor", "--home", "plain")
    assert run.code == 1
    assert any(line.startswith("LOOK") and "home" in line for line in run.out.splitlines())


def test_the_doctor_says_which_assessment_is_open(cli: Callable[..., Any], home: Path) -> None:
    cli("new", "X", "--role", "AP")
    with Repository(Home(home)).open("X"):
        run = cli("doctor")
    assert run.code == 0
    assert any("x.json" in line and "open in another window" in line for line in run.out.splitlines())


def test_the_doctor_tells_of_what_a_killed_process_left(cli: Callable[..., Any], home: Path) -> None:
    cli("new", "X", "--role", "AP")
    (home / "assessments" / ".x.json.abcdefgh.part").write_text("half", encoding="utf-8")
    run = cli("doctor")
    assert run.code == 0
    assert any("x.json" in line and "killed" in line for line in run.out.splitlines())
    cli("answer", "X", "IAM-01.1", "no")
    assert "killed" not in cli("doctor").out


def test_the_doctor_finds_a_terminal_that_is_too_small(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    run = cli("doctor")
    assert run.code == 1
    assert any(line.startswith("LOOK") and "60" in line for line in run.out.splitlines())


def test_the_doctor_survives_a_terminal_without_colour(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    run = cli("doctor")
    assert run.code == 0
    assert "NO_COLOR" in run.out
