"""What is printed: no text can drive the terminal, and a pipe, a full disk or a small alphabet is no crash."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BIDI_CONTROLS = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
TITLE = "\x1b]0;owned\x07"
DANGEROUS = {
    "a terminal title": TITLE,
    "a colour": "\x1b[31m",
    "a one-byte colour": "\x9b31m",
    "a null": "\x00",
    "a backspace": "\x08",
    "a delete": "\x7f",
    "a return": "safe\rowned",
    "an override": "\u202etxt.exe",
    "an isolate": "\u2066x",
    "a right-to-left mark": "\u200f",
    "an arabic letter mark": "\u061c",
}
TEXTS = ("description", "responsibilities", "note", "respondent")


def _raw(text: str) -> set[str]:
    """The characters of a text that no terminal should be given."""
    return {
        character
        for character in text.replace("\r\n", "\n")
        if (unicodedata.category(character) == "Cc" and character not in "\n\t") or character in BIDI_CONTROLS
    }


@pytest.fixture
def look(cli: Callable[..., Any]) -> Callable[[str], str]:
    """Everything that the reading commands print about an assessment, on both streams."""

    def do(name: str) -> str:
        calls = [
            ("list",),
            ("list", "--json"),
            *((command, name) for command in ("show", "scope", "gaps", "check")),
            *((command, name, "--json") for command in ("show", "scope", "gaps", "check")),
            *(("export", name, format_, "--output", "-") for format_ in ("json", "csv")),
            ("doctor",),
        ]
        runs = [cli(*call) for call in calls]
        assert {run.code for run in runs} <= {0, 1}
        return "\n".join(run.out + run.err for run in runs)

    return do


@pytest.mark.parametrize("text", list(DANGEROUS.values()), ids=list(DANGEROUS))
def test_no_text_given_on_the_command_line_reaches_the_terminal_raw(
    cli: Callable[..., Any], look: Callable[[str], str], text: str
) -> None:
    value = f"begin {text} end"
    said = [cli("new", "X", "--role", "AP", "--organization", value, "--system", value)]
    options = [part for field in (*TEXTS, "evidence", "action", "owner") for part in (f"--{field}", value)]
    said.append(cli("answer", "X", "IAM-01.1", "no", *options))
    assert [run.code for run in said] == [0, 0]
    printed = look("X")
    assert "begin " in printed
    assert _raw(printed + "".join(run.out + run.err for run in said)) == set()


@pytest.mark.parametrize("text", list(DANGEROUS.values()), ids=list(DANGEROUS))
def test_no_text_of_an_imported_answer_reaches_the_terminal_raw(
    cli: Callable[..., Any], make: Callable[..., None], look: Callable[[str], str], text: str
) -> None:
    value = f"begin {text} end"
    make("X")
    answer = {
        "question": "IAM-01.1",
        "status": "no",
        **dict.fromkeys(TEXTS, value),
        "evidence": [value],
        "remediation": {"action": value, "owner": value},
    }
    Path("incoming.json").write_text(json.dumps({"answers": [answer]}), encoding="utf-8")
    said = [cli("import", "X", "incoming.json", "--dry-run"), cli("import", "X", "incoming.json")]
    assert [run.code for run in said] == [0, 0]
    printed = look("X")
    assert "begin " in printed
    assert _raw(printed + "".join(run.out + run.err for run in said)) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"organization": TITLE, "system": TITLE},
        {"position": "\x9b31m\x7f\u202e"},
        {"history": [{"question": "\x9b31m", "at": "2026-01-01T00:00:00Z", "who": "\x9b31m", "from": {}, "to": {}}]},
        {
            "history": [
                {
                    "question": "IAM-01.1",
                    "at": "2026-01-01T00:00:00Z",
                    "who": "",
                    "from": {"note": "\x9b31m"},
                    "to": {"note": "\u202e", "evidence": ["\x7f"]},
                }
            ]
        },
    ],
    ids=["profile", "position", "names in the history", "values in the history"],
)
def test_nothing_of_an_imported_assessment_reaches_the_terminal_raw(
    cli: Callable[..., Any], make: Callable[..., None], look: Callable[[str], str], change: dict[str, Any]
) -> None:
    make("X")
    document = json.loads(cli("export", "X", "json", "--output", "-").out)
    Path("incoming.json").write_text(json.dumps({**document, **change}), encoding="utf-8")
    run = cli("import", "Y", "incoming.json")
    assert run.code in (0, 2)
    assert _raw(run.out + run.err) == set()
    if run.code == 0:
        assert _raw(look("Y")) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("{}",),
        ("list", "{}"),
        ("list", "--{}"),
        ("show", "{}"),
        ("new", "{}", "--role", "AP"),
        ("new", "Y", "--role", "{}"),
        ("answer", "X", "{}", "no"),
        ("answer", "X", "IAM-01.1", "{}"),
        ("answer", "X", "IAM-01.1", "no", "--due", "{}"),
        ("answer", "X", "IAM-01.1", "no", "--ownership", "{}"),
        ("export", "X", "{}"),
        ("export", "X", "csv", "--output", "missing{}/x"),
        ("import", "X", "{}"),
        ("import", "X", "bad{}.json"),
        ("list", "--home", "home{}"),
        ("demo", "--output", "bad{}.json"),
    ],
    ids=" ".join,
)
def test_a_complaint_repeats_nothing_raw(
    cli: Callable[..., Any], make: Callable[..., None], arguments: tuple[str, ...]
) -> None:
    text = f"{TITLE}\x9b31m\u202e"
    make("X")
    Path(f"bad{text}.json").write_text("[]", encoding="utf-8")
    run = cli(*(argument.replace("{}", text) for argument in arguments))
    assert _raw(run.out + run.err) == set()


def test_the_name_of_a_written_file_is_not_printed_raw(cli: Callable[..., Any], make: Callable[..., None]) -> None:
    make("X")
    run = cli("export", "X", "csv", "--output", f"{TITLE}.csv")
    assert run.code in (0, 2)
    assert _raw(run.out + run.err) == set()


@pytest.mark.parametrize("place", ["answers", "history"])
def test_a_complaint_about_a_store_file_repeats_nothing_raw(
    cli: Callable[..., Any], make: Callable[..., None], home: Path, place: str
) -> None:
    make("X")
    path = home / "assessments" / "x.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content[place] = {TITLE: {"colour": "red"}}
    path.write_text(json.dumps(content), encoding="utf-8")
    run = cli("show", "X")
    assert (run.code, run.out) == (2, "")
    assert _raw(run.err) == set()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "arguments", [("list",), ("show", "X"), ("gaps", "X"), ("doctor",), ("new", "Y", "--role", "AP")]
)
def test_a_terminal_with_a_small_alphabet_is_no_crash(
    program: Callable[..., Any], make: Callable[..., None], arguments: tuple[str, ...], encoding: str
) -> None:
    make("X")
    run = program(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert run.returncode in (0, 1)
    assert "Traceback" not in run.stderr
    assert run.stdout


def test_a_reader_that_has_seen_enough_is_no_error(make: Callable[..., None]) -> None:
    make("X")
    with subprocess.Popen(
        [sys.executable, "-m", "wizard", "scope", "X"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full to write to")
@pytest.mark.parametrize(
    "arguments", [("show", "X"), ("scope", "X", "--json"), ("export", "X", "csv", "--output", "-")]
)
def test_a_full_disk_behind_stdout_is_one_line_and_no_success(
    make: Callable[..., None], arguments: tuple[str, ...]
) -> None:
    make("X")
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "wizard", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ,
            check=False,
            timeout=120,
        )
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
