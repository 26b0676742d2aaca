"""``export`` as a command: where the file goes, what it is called, and what is said meanwhile."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exports.writing import Progress

ENDINGS = {"workbook": ".xlsx", "markdown": ".md", "json": ".json", "csv": ".csv"}
MORE_ENDINGS = {"markdown": ".markdown", "csv": ".zip"}
SECONDS = 3


def _is_whole(path: Path, format_: str) -> bool:
    """Whether a file is what its format promises, holding the 221 questions of an application provider."""
    if format_ == "workbook":
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True).sheetnames[0] == "Summary"
    if format_ == "json":
        return bool(json.loads(path.read_text(encoding="utf-8"))["name"] == "Support assistant")
    if path.suffix == ".zip":
        return "answers.csv" in zipfile.ZipFile(path).namelist()
    table = path / "answers.csv" if path.is_dir() else path
    return table.read_text(encoding="utf-8").startswith("# " if format_ == "markdown" else "question,")


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
    assert path.name in ("Support-assistant-csv", "Support-assistant-gaps.xlsx", f"Support-assistant{ENDINGS[format_]}")
    assert path.is_dir() == (format_ == "csv")
    assert str(path) in run.out
    assert _is_whole(path, format_)


@pytest.mark.parametrize(
    ("format_", "ending"), [*ENDINGS.items(), *MORE_ENDINGS.items(), ("csv", ""), ("json", ".file")]
)
def test_it_goes_where_it_was_said(cli: Callable[..., Any], format_: str, ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"elsewhere{ending.upper()}"
    run = cli("export", "support ASSISTANT", format_.upper(), "--output", str(target))
    assert (run.code, run.err) == (0, "")
    assert str(target) in run.out
    assert _is_whole(target.rename(tmp_path / f"found{ending}"), format_)
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    ("format_", "target", "named"),
    [
        ("workbook", "x.csv", "csv"),
        ("csv", "x.xlsx", "workbook"),
        ("markdown", "x.json", "json"),
        ("json", "x.MD", "markdown"),
        ("csv", "taken", "folder"),
        ("json", "folder", "folder"),
    ],
)
def test_a_path_that_is_for_something_else_is_refused_in_one_sentence(
    cli: Callable[..., Any], format_: str, target: str, named: str
) -> None:
    Path("folder").mkdir()
    Path("taken").write_text("mine", encoding="utf-8")
    run = cli("export", "Support assistant", format_, "--output", target, "--force")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert target in run.err
    assert named in run.err
    assert {path.name for path in Path.cwd().iterdir()} == {"folder", "taken"}


@pytest.mark.parametrize("name", ["../up", "a/b", ".", "CON", "a:b*?", "- -", "名前"])
def test_no_name_of_an_assessment_leads_out_of_the_folder(cli: Callable[..., Any], name: str, tmp_path: Path) -> None:
    cli("new", name, "--role", "AP")
    before = {path for path in tmp_path.rglob("*") if "work" not in path.parts}
    assert cli("export", name, "csv").code == 0
    (path,) = Path.cwd().iterdir()
    assert path.name.endswith("-csv")
    assert (path / "answers.csv").is_file()
    assert {path for path in tmp_path.rglob("*") if "work" not in path.parts} == before


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


@pytest.mark.parametrize("format_", ["markdown", "json", "csv"])
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


def test_what_the_user_should_know_stands_on_stderr(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_: object, target: Any, __: object) -> tuple[str, ...]:
        target.write(b"x")
        return ("one thing", "and another")

    monkeypatch.setattr("exports.plain.to_json", write)
    run = cli("export", "Support assistant", "json")
    assert (run.code, run.err) == (0, "one thing\nand another\n")


@pytest.mark.parametrize(("at_a_terminal", "seconds"), [(True, SECONDS), (True, 0), (False, SECONDS)])
def test_long_work_shows_one_line_at_a_terminal_and_takes_it_away(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, at_a_terminal: bool, seconds: int
) -> None:
    clock = iter(range(0, 1000, seconds or 1)) if seconds else iter([0.0] * 100)
    monkeypatch.setattr("wizard.commands.progress_line.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: at_a_terminal, raising=False)
    monkeypatch.setenv("COLUMNS", "60")

    def write(_: object, target: Any, progress: Progress) -> tuple[str, ...]:
        target.write(b"x")
        progress(1, 4, "reading \x1b[2J evidence")
        progress(2, 4, "w" * 200)
        return ()

    monkeypatch.setattr("exports.plain.to_json", write)
    run = cli("export", "Support assistant", "json")
    assert run.code == 0
    if not (at_a_terminal and seconds):
        assert run.err == ""
        return
    lines = [line for line in run.err.split("\r") if line.strip()]
    assert lines == ["reading \N{SYMBOL FOR ESCAPE}[2J evidence (25 %)", f"{'w' * 52} (50 %)"]
    assert run.err.endswith(f"\r{' ' * 59}\r")


@pytest.mark.parametrize(
    ("format_", "typed", "written"),
    [
        ("workbook", "report", "report.xlsx"),
        ("markdown", "report.final", "report.final"),
        ("workbook", "report v1.2", "report v1.2.xlsx"),
        ("markdown", "out/", "out/X.md"),
        ("workbook", "out/", "out/X-gaps.xlsx"),
        ("csv", "report", "report/answers.csv"),
    ],
)
def test_a_path_is_taken_as_it_is_meant(
    cli: Callable[..., Any], make: Callable[..., None], format_: str, typed: str, written: str
) -> None:
    make("X")
    Path("out").mkdir()
    assert cli("export", "X", format_, "--output", typed).code == 0
    assert Path(written).is_file()
