"""What a command loads: no screen where none is shown, no workbook library where none is written; help for all."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COMMANDS = (
    "new",
    "list",
    "show",
    "scope",
    "gaps",
    "capabilities",
    "atlas",
    "answer",
    "ask",
    "check",
    "export",
    "import",
    "milestone",
    "diff",
    "texts",
    "demo",
    "doctor",
)
SCREEN = {"textual", "rich"}
PROMPTS = {"questionary", "prompt_toolkit"}
WORKBOOKS = {"openpyxl", "xlsxwriter"}
CALLS = {
    "new": ("new", "Y", "--role", "AP"),
    "list": ("list",),
    "show": ("show", "X", "--json"),
    "scope": ("scope", "X"),
    "gaps": ("gaps", "X"),
    "capabilities": ("capabilities", "X"),
    "atlas": ("atlas", "IAM-18"),
    "answer": ("answer", "X", "IAM-01.1", "no"),
    "check": ("check", "X"),
    "export json": ("export", "X", "json", "--output", "-"),
    "export csv": ("export", "X", "csv"),
    "export markdown": ("export", "X", "markdown"),
    "export workbook": ("export", "X", "workbook"),
    "import": ("import", "X", "x.json"),
    "milestone": ("milestone", "X", "before"),
    "diff": ("diff", "X", "now"),
    "texts": ("texts",),
    "demo": ("demo",),
    "doctor": ("doctor",),
    "a mistake": ("shwo",),
    "no terminal": (),
}
SCRIPT = """
import sys
from wizard.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n@@" + " ".join({name.partition(".")[0] for name in sys.modules}))
"""


def _loaded(*arguments: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return set(run.stdout.rpartition("@@")[2].split())


@pytest.mark.parametrize("call", list(CALLS.values()), ids=list(CALLS))
def test_no_command_loads_the_screen_or_the_prompts(make: Callable[..., None], call: tuple[str, ...]) -> None:
    make("X")
    Path("x.json").write_text('{"answers": []}', encoding="utf-8")
    loaded = _loaded(*call)
    assert "wizard" in loaded
    assert loaded & (SCREEN | PROMPTS) == set()


@pytest.mark.parametrize("call", [call for name, call in CALLS.items() if name not in ("export workbook", "demo")])
def test_only_who_writes_a_workbook_loads_its_library(make: Callable[..., None], call: tuple[str, ...]) -> None:
    make("X")
    Path("x.json").write_text('{"answers": []}', encoding="utf-8")
    assert _loaded(*call) & WORKBOOKS == set()


def test_the_check_of_loaded_modules_sees_a_library_that_is_loaded(make: Callable[..., None]) -> None:
    make("X")
    assert "xlsxwriter" in _loaded("export", "X", "workbook")


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_help_loads_neither_screen_nor_workbooks_nor_store(arguments: tuple[str, ...]) -> None:
    assert _loaded(*arguments) & (SCREEN | PROMPTS | WORKBOOKS | {"tinydb", "markdown_it"}) == set()


def test_help_names_each_command_and_touches_no_folder(program: Callable[..., Any], home: Path) -> None:
    run = program("--help")
    assert (run.returncode, run.stderr) == (0, "")
    lines = [line.split() for line in run.stdout.splitlines()]
    assert [command for command in COMMANDS if not any(words[:1] == [command] for words in lines)] == []
    assert "--home" in run.stdout
    assert not home.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(cli: Callable[..., Any], command: str) -> None:
    run = cli(command, "--help")
    assert (run.code, run.err) == (0, "")
    assert f"caiq-wizard {command}" in run.out
    assert "--home" in run.out


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("new", "NAME --role --phase --target --use-case --organization --system"),
        ("list", "--json"),
        ("show", "NAME --json"),
        ("scope", "NAME --json"),
        ("gaps", "NAME --json"),
        (
            "answer",
            "NAME QUESTION STATUS --ownership --description --responsibilities --evidence --action --owner --due --note --respondent",
        ),
        ("check", "NAME --json"),
        ("export", "NAME FORMAT --output --force workbook markdown csv json"),
        ("import", "NAME FILE --dry-run --on-conflict"),
        ("milestone", "NAME LABEL --remove --json"),
        ("diff", "NAME A B --lens --json"),
        ("texts", "FILE --remove --show ours both published"),
        ("demo", "--output"),
    ],
)
def test_the_names_of_the_contract_are_there(cli: Callable[..., Any], command: str, options: str) -> None:
    said = cli(command, "--help").out
    assert [option for option in options.split() if option not in said] == []


def test_the_version_is_the_installed_one(program: Callable[..., Any]) -> None:
    run = program("--version")
    assert (run.returncode, run.stderr) == (0, "")
    name, version = run.stdout.split()
    assert name == "caiq-wizard"
    assert f"{version}" in program("doctor").stdout.splitlines()[0]


def test_the_program_works_without_the_environment_and_the_flag_wins(
    program: Callable[..., Any], tmp_path: Path, home: Path
) -> None:
    run = program("new", "X", "--role", "AP", "--home", str(tmp_path / "chosen"))
    assert run.returncode == 0, run.stderr
    assert not home.exists()
    assert [
        item["name"] for item in json.loads(program("list", "--json", "--home", str(tmp_path / "chosen")).stdout)
    ] == ["X"]
    assert json.loads(program("list", "--json").stdout) == []
