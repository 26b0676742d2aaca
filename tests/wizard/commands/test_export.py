"""``export`` as a command: where the file goes, what it is called, and what replaces what."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ENDINGS = {"workbook": ".xlsx", "json": ".json", "csv": ".csv"}


def _is_whole(path: Path, format_: str) -> bool:
    """Whether a file is what its format promises, holding the 221 questions of an application provider."""
    if format_ == "workbook":
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True).sheetnames[0] == "Summary"
    if format_ == "json":
        return bool(json.loads(path.read_text(encoding="utf-8"))["name"] == "Support assistant")
    return path.read_text(encoding="utf-8").startswith("question,")


@pytest.fixture(autouse=True)
def _assessment(make: Callable[..., None]) -> None:
    make("Support assistant", {"IAM-01.1": "yes", "IAM-02.1": "no"})


@pytest.mark.parametrize("format_", list(ENDINGS))
def test_without_a_name_the_file_is_named_after_the_assessment_in_this_folder(
    cli: Callable[..., Any], format_: str
) -> None:
    run = cli("export", "Support assistant", format_)
    assert (run.code, run.err) == (0, "")
    (path,) = Path.cwd().iterdir()
    assert path.suffix == ENDINGS[format_]
    assert path.name.startswith("Support-assistant")
    assert str(path) in run.out
    assert _is_whole(path, format_)


@pytest.mark.parametrize("format_", list(ENDINGS))
def test_the_file_goes_where_it_was_said(cli: Callable[..., Any], format_: str, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.file"
    run = cli("export", "support ASSISTANT", format_.upper(), "--output", str(target))
    assert (run.code, run.err) == (0, "")
    assert _is_whole(target, format_)
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("name", ["../up", "a/b", ".", "CON", "a:b*?", "- -", "名前"])
def test_no_name_of_an_assessment_leads_out_of_the_folder(cli: Callable[..., Any], name: str, tmp_path: Path) -> None:
    cli("new", name, "--role", "AP")
    before = {path for path in tmp_path.rglob("*") if "work" not in path.parts}
    assert cli("export", name, "csv").code == 0
    (path,) = Path.cwd().iterdir()
    assert path.suffix == ".csv"
    assert path.stem
    assert {path for path in tmp_path.rglob("*") if "work" not in path.parts} == before


@pytest.mark.parametrize("format_", list(ENDINGS))
def test_only_force_replaces_a_file(cli: Callable[..., Any], format_: str) -> None:
    target = Path("taken")
    target.write_text("mine", encoding="utf-8")
    refused = cli("export", "Support assistant", format_, "--output", "taken")
    assert (refused.code, refused.out) == (2, "")
    assert target.read_text(encoding="utf-8") == "mine"
    assert cli("export", "Support assistant", format_, "--output", "taken", "--force").code == 0
    assert _is_whole(target, format_)
    assert [path.name for path in Path.cwd().iterdir()] == ["taken"]


def test_json_on_stdout_is_the_file(cli: Callable[..., Any]) -> None:
    run = cli("export", "Support assistant", "json", "--output", "-")
    assert (run.code, run.err) == (0, "")
    cli("export", "Support assistant", "json", "--output", "x.json")
    there, here = json.loads(Path("x.json").read_text(encoding="utf-8")), json.loads(run.out)
    there.pop("made"), here.pop("made")
    assert here == there
    assert {answer["question"]: answer["status"] for answer in here["answers"]} == {"IAM-01.1": "yes", "IAM-02.1": "no"}


def test_csv_on_stdout_is_the_file(cli: Callable[..., Any], oracle: Any) -> None:
    run = cli("export", "Support assistant", "csv", "--output", "-")
    assert (run.code, run.err) == (0, "")
    cli("export", "Support assistant", "csv", "--output", "x.csv")
    with Path("x.csv").open(encoding="utf-8", newline="") as lines:
        there = list(csv.DictReader(lines))
    here = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert here == there
    assert [row["question"] for row in here] == oracle.asked(["AP"], "production", "assistant")


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_stdout_needs_no_folder_and_leaves_no_file(cli: Callable[..., Any], format_: str) -> None:
    assert cli("export", "Support assistant", format_, "--output", "-").code == 0
    assert list(Path.cwd().iterdir()) == []


def test_an_export_changes_nothing_in_the_home_folder(
    cli: Callable[..., Any], disk: Callable[[], dict[str, Any]]
) -> None:
    before = disk()
    for format_ in ENDINGS:
        cli("export", "Support assistant", format_)
    after = disk()
    assert {path: content for path, content in after.items() if path in before} == before
    assert {path.partition("/")[0] for path in set(after) - set(before)} == {"work"}
