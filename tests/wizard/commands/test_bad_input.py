"""Bad usage and bad input: exit code 2, one line on stderr that helps, and nothing written or changed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NAME = "Support assistant"
GOOD = {"question": "IAM-01.1", "status": "yes"}
LONG = "a" * 300
WIDE_NAME = "\U00020000" * 80
WHOLE = {
    "format": "caiq-wizard",
    "schema": 1,
    "name": "Whole",
    "roles": ["AP"],
    "phase": "prototype",
    "target_phase": "production",
    "use_case": "assistant",
    "answers": [GOOD],
}
CHANGE = {"question": "IAM-01.1", "at": "2026-01-01T00:00:00Z", "who": "", "from": {}, "to": {}}

USAGE = {
    "unknown command": (("shwo", NAME), "shwo", "show"),
    "unknown command unlike any": (("frobnicate",), "frobnicate"),
    "no terminal for the full screen": ((), "terminal", "--help"),
    "home without a folder": (("list", "--home"), "--home"),
    "unknown option": (("list", "--yaml"), "--yaml"),
    "too many arguments": (("show", NAME, "more"), "more"),
    "new without a name": (("new",), "NAME"),
    "new without a role": (("new", "X"), "--role", "CSP"),
    "new with an empty role list": (("new", "X", "--role"), "--role"),
    "show without a name": (("show",), "NAME"),
    "scope without a name": (("scope",), "NAME"),
    "gaps without a name": (("gaps",), "NAME"),
    "check without a name": (("check",), "NAME"),
    "answer without a question": (("answer", NAME), "QUESTION", "STATUS"),
    "answer without a status": (("answer", NAME, "IAM-01.1"), "STATUS"),
    "export without a format": (("export", NAME), "FORMAT"),
    "import without a file": (("import", NAME), "FILE"),
    "option without a value": (("answer", NAME, "IAM-01.1", "no", "--due"), "--due"),
}
NEW = {
    "empty name": (("new", "", "--role", "AP"), "name"),
    "blank name": (("new", "  ", "--role", "AP"), "name"),
    "name with a blank before it": (("new", " X", "--role", "AP"), "name"),
    "name of 81 characters": (("new", "x" * 81, "--role", "AP"), "81"),
    "name with a line end": (("new", "a\nb", "--role", "AP"), "name"),
    "name with an escape": (("new", "a\x1bb", "--role", "AP"), "name"),
    "name with a direction mark": (("new", "a\u202eb", "--role", "AP"), "name"),
    "assessment exists": (("new", NAME, "--role", "AP"), NAME, "exists"),
    "assessment exists in another letter case": (("new", NAME.upper(), "--role", "AP"), "exists"),
    "unknown role": (("new", "X", "--role", "AQ"), "AQ", "AP"),
    "customer as a role": (("new", "X", "--role", "AIC"), "AIC"),
    "unknown phase": (("new", "X", "--role", "AP", "--phase", "prodction"), "prodction", "production"),
    "unknown target": (("new", "X", "--role", "AP", "--target", "scales"), "scales", "scale"),
    "unknown use case": (("new", "X", "--role", "AP", "--use-case", "agnet"), "agnet", "agent"),
    "target before phase": (("new", "X", "--role", "AP", "--phase", "scale", "--target", "prototype"), "before"),
    "home is a file": (("new", "X", "--role", "AP", "--home", "plain"), "plain"),
    "home below a file": (("new", "X", "--role", "AP", "--home", "plain/home"), "plain"),
    "home of an unknown user": (("list", "--home", "~no-such-user/x"), "~no-such-user"),
    "home with a name too long": (("list", "--home", LONG), "aaaa"),
}
ANSWER = {
    "unknown assessment": (("answer", "Suport assistant", "IAM-01.1", "no"), "Suport", NAME),
    "unknown question": (("answer", NAME, "IAM01.1", "no"), "IAM01.1", "IAM-01.1"),
    "question unlike any": (("answer", NAME, "42", "no"), "42"),
    "empty question": (("answer", NAME, "", "no"), "question"),
    "control in place of a question": (("answer", NAME, "IAM-01", "no"), "control", "IAM-01.1", "IAM-01.2"),
    "wrong status": (("answer", NAME, "IAM-01.1", "yess"), "yess", "yes"),
    "status unlike any": (("answer", NAME, "IAM-01.1", "5"), "yes-gaps", "partial", "na"),
    "na without a reason": (("answer", NAME, "IAM-03.1", "na"), "IAM-03.1", "--description"),
    "na with a blank reason": (("answer", NAME, "IAM-03.1", "na", "--description", " \n"), "--description"),
    "bad date": (("answer", NAME, "IAM-01.1", "no", "--due", "31.3.2027"), "31.3.2027", "YYYY-MM-DD"),
    "day that is not": (("answer", NAME, "IAM-01.1", "no", "--due", "2027-02-30"), "2027-02-30"),
    "unknown ownership": (("answer", NAME, "IAM-01.1", "yes", "--ownership", "AP-Ownd"), "AP-Ownd", "AP-Owned"),
}
READ = {
    f"{command} of an unknown assessment": ((command, "Suport assistant", *rest), "Suport", NAME)
    for command, rest in (
        *(("show", ()), ("scope", ()), ("gaps", ()), ("check", ())),
        *(("export", ("csv",)), ("show", ("--json",))),
    )
}
EXPORT = {
    "unknown format": (("export", NAME, "workbok"), "workbok", "workbook"),
    "format unlike any": (("export", NAME, "42"), "42", "workbook", "json", "csv"),
    "file exists": (("export", NAME, "json", "--output", "taken.json"), "taken.json", "--force"),
    "output is a folder": (("export", NAME, "json", "--output", "folder"), "folder"),
    "output is a folder, with force": (("export", NAME, "json", "--output", "folder", "--force"), "folder"),
    "output in a missing folder": (("export", NAME, "csv", "--output", "missing/x.csv"), "missing"),
    "output below a file": (("export", NAME, "csv", "--output", "plain/x.csv"), "plain"),
    "workbook to stdout": (("export", NAME, "workbook", "--output", "-"), "--output"),
    "output of an unknown user": (("export", NAME, "csv", "--output", "~no-such-user/x.csv"), "~no-such-user"),
    "output with a name too long": (("export", NAME, "csv", "--output", LONG), "aaaa"),
    "demo into a file": (("demo", "--output", "plain"), "plain"),
    "demo below a file": (("demo", "--output", "plain/demo"), "plain"),
    "demo over one of its files": (("demo", "--output", "half-demo"), "--force"),
    "demo into the home of an unknown user": (("demo", "--output", "~no-such-user/x"), "~no-such-user"),
    "demo with a home that is a file": (("demo", "--home", "plain"), "plain"),
}
IMPORT = {
    "missing file": (("import", NAME, "missing.json"), "missing.json"),
    "directory": (("import", NAME, "folder"), "folder"),
    "file of an unknown user": (("import", NAME, "~no-such-user/x.json"), "~no-such-user"),
    "unknown choice": (("import", NAME, "good.json", "--on-conflict", "thiers"), "thiers", "theirs"),
    "new assessment without a profile": (("import", "Other", "good.json"), "Other", "new"),
    "new assessment with an empty name": (("import", "", "whole.json"), "name"),
    "new assessment in a home that is a file": (("import", "Other", "whole.json", "--home", "plain"), "plain"),
}
# What stands in a file, and what the complaint names.
FILES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "empty file": ("", ("JSON",)),
    "not json": ("question,status\nIAM-01.1,yes\n", ("JSON",)),
    "cut off": ('{"answers": [', ("JSON",)),
    "bytes that are no text": (b"\xff\xfe\x00\xd8", ("JSON",)),
    "workbook": (b"PK\x03\x04\x14\x00", ("JSON",)),
    "endless nesting": ("[" * 100_000, ("JSON",)),
    "list": ([GOOD], ("list",)),
    "null": (None, ()),
    "text": ("answers", ()),
    "object without answers": ({"name": "X"}, ("answers",)),
    "answers that are no list": ({"answers": {"IAM-01.1": "yes"}}, ("answers",)),
    "another program's format": ({"format": "other", "answers": [GOOD]}, ()),
    "a newer schema": ({"schema": 99, "answers": [GOOD]}, ("99", "update")),
    "answer that is no object": ({"answers": [GOOD, "IAM-02.1"]}, ("answers[1]", "text")),
    "unknown field": ({"answers": [{**GOOD, "statuss": "yes"}]}, ("answers[0]", "statuss", "status")),
    "unknown remediation field": ({"answers": [{**GOOD, "remediation": {"actoin": "x"}}]}, ("actoin", "action")),
    "unknown question": ({"answers": [GOOD, {**GOOD, "question": "IAM01.1"}]}, ("answers[1]", "IAM01.1", "IAM-01.1")),
    "no question": ({"answers": [{"status": "yes"}]}, ("answers[0]",)),
    "duplicate answers": ({"answers": [GOOD, GOOD]}, ("IAM-01.1", "twice")),
    "unknown status": ({"answers": [{**GOOD, "status": "yess"}]}, ("answers[0].status", "yess")),
    "unknown ownership": ({"answers": [{**GOOD, "ownership": "Me"}]}, ("answers[0].ownership", "Me")),
    "unknown effort": ({"answers": [{**GOOD, "remediation": {"effort": "day"}}]}, ("effort", "days")),
    "unknown method": ({"answers": [{**GOOD, "method": "guessed"}]}, ("method", "guessed")),
    "unknown confidence": ({"answers": [{**GOOD, "confidence": "hi"}]}, ("confidence", "high")),
    "number as a text": ({"answers": [{**GOOD, "note": 5}]}, ("note", "number")),
    "text as a list": ({"answers": [{**GOOD, "evidence": "a.pdf"}]}, ("evidence", "list")),
    "text as a flag": ({"answers": [{**GOOD, "flagged": "yes"}]}, ("flagged", "true or false")),
    "list as a plan": ({"answers": [{**GOOD, "remediation": ["x"]}]}, ("remediation", "list")),
    "bad due date": ({"answers": [{**GOOD, "remediation": {"due": "soon"}}]}, ("due", "soon")),
    "bad time": ({"answers": [{**GOOD, "changed": "yesterday"}]}, ("changed", "yesterday")),
    "time without a zone": ({"answers": [{**GOOD, "changed": "2026-01-01T00:00:00"}]}, ("changed", "time zone")),
    "text that is too long": ({"answers": [{**GOOD, "note": "x" * 100_001}]}, ("note", "100,001")),
}
WHOLE_FILES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "unknown role": ({"roles": ["AQ"]}, ("AQ", "AP")),
    "no roles": ({"roles": []}, ("role",)),
    "no phase": ({"phase": None}, ("phase",)),
    "unknown use case": ({"use_case": "agnet"}, ("agnet", "agent")),
    "target before phase": ({"phase": "scale", "target_phase": "prototype"}, ("before",)),
    "name that is no text": ({"name": 5}, ("name",)),
    "bad time of making": ({"created": "once"}, ("created", "once")),
    "history that is no list": ({"history": {}}, ("history",)),
    "unknown history field": ({"history": [{**CHANGE, "why": "x"}]}, ("history[0]", "why")),
    "history without a time": ({"history": [{**CHANGE, "at": None}]}, ("history[0]", "at")),
    "number in the history that json cannot hold": ({"history": [{**CHANGE, "to": {"note": float("nan")}}]}, ()),
}


@pytest.fixture
def scene(make: Callable[..., None], home: Path) -> None:
    """An assessment with answers, and everything that the cases name in the working folder."""
    make(NAME, {"IAM-01.1": "yes", "IAM-02.1": "no"})
    assert home.is_dir()
    Path("folder").mkdir()
    Path("plain").write_text("a file, not a folder", encoding="utf-8")
    Path("taken.json").write_text("mine", encoding="utf-8")
    Path("good.json").write_text(json.dumps({"answers": [GOOD]}), encoding="utf-8")
    Path("whole.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    Path("half-demo").mkdir()
    Path("half-demo/Example-AI-support-assistant.json").write_text("mine", encoding="utf-8")


@pytest.fixture
def refused(scene: None, cli: Callable[..., Any], disk: Callable[[], Any]) -> Callable[..., str]:
    """Call the command line and see that it refuses as it should; returns what it says."""
    del scene

    def do(*arguments: str) -> str:
        before = disk()
        run = cli(*arguments)
        assert run.code == 2
        assert run.out == ""
        assert len(run.err.splitlines()) == 1
        assert run.err.startswith("caiq-wizard: ")
        assert "Traceback" not in run.err
        assert disk() == before
        return str(run.err)

    return do


CASES = {**USAGE, **NEW, **ANSWER, **READ, **EXPORT, **IMPORT}


@pytest.mark.parametrize(("arguments", "words"), [(case[0], case[1:]) for case in CASES.values()], ids=list(CASES))
def test_bad_input_is_refused_in_one_line_and_changes_nothing(
    refused: Callable[..., str], arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    said = refused(*arguments)
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(("content", "words"), list(FILES.values()), ids=list(FILES))
def test_a_file_that_is_no_export_is_refused_whole(
    refused: Callable[..., str], content: Any, words: tuple[str, ...]
) -> None:
    path = Path("incoming.json")
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    said = refused("import", NAME, "incoming.json", "--on-conflict", "theirs")
    assert [word for word in ("incoming.json", *words) if word not in said] == []


@pytest.mark.parametrize(("change", "words"), list(WHOLE_FILES.values()), ids=list(WHOLE_FILES))
def test_a_whole_assessment_with_a_fault_is_not_made(
    refused: Callable[..., str], change: dict[str, Any], words: tuple[str, ...]
) -> None:
    Path("incoming.json").write_text(json.dumps({**WHOLE, **change}), encoding="utf-8")
    said = refused("import", "Other", "incoming.json")
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    "change", [{"position": "\ud800"}, {"history": [{**CHANGE, "to": {"note": "\ud800"}}]}], ids=["position", "history"]
)
def test_a_lone_surrogate_in_a_file_does_not_crash_the_import(
    scene: None, cli: Callable[..., Any], change: dict[str, Any]
) -> None:
    del scene
    Path("incoming.json").write_text(json.dumps({**WHOLE, **change}), encoding="utf-8")
    assert cli("import", "Other", "incoming.json").code in (0, 2)
    assert cli("list").code == 0


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "cut off": b'{"meta":{"1":',
    "no text": b"\xff\xfe\x00",
    "a list": b"[]",
    "tables that are no tables": b'{"meta":[]}',
    "no meta": b'{"answers":{}}',
    "no profile": b'{"meta":{"1":{"schema":1}}}',
    "a newer schema": b'{"meta":{"1":{"schema":99}}}',
    "endless nesting": b"[" * 100_000,
}


@pytest.mark.parametrize("content", list(BROKEN.values()), ids=list(BROKEN))
def test_a_broken_store_file_is_named_and_left_as_it_is(
    refused: Callable[..., str], home: Path, content: bytes
) -> None:
    (home / "assessments" / "torn.json").write_bytes(content)
    assert "torn.json" in refused("show", "torn")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "torn", "--json"),
        ("scope", "torn"),
        ("gaps", "torn"),
        ("check", "torn"),
        ("export", "torn", "workbook"),
        ("answer", "torn", "IAM-01.1", "no"),
        ("import", "torn", "good.json"),
        ("import", "torn", "good.json", "--dry-run"),
        ("new", "torn", "--role", "AP"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_command_touches_a_broken_store_file(
    make: Callable[..., None], refused: Callable[..., str], home: Path, arguments: tuple[str, ...]
) -> None:
    make("torn")
    (home / "assessments" / "torn.json").write_text('{"meta":', encoding="utf-8")
    assert "torn" in refused(*arguments)


@pytest.mark.parametrize(
    "damage",
    [
        {"status": "maybe"},
        {"colour": "red"},
        {"changed": "once"},
        {"evidence": "a.pdf"},
    ],
    ids=lambda damage: next(iter(damage)),
)
def test_a_store_file_with_a_damaged_answer_names_the_place_and_the_earlier_version(
    cli: Callable[..., Any], refused: Callable[..., str], home: Path, damage: dict[str, Any]
) -> None:
    cli("answer", NAME, "IAM-03.1", "no")
    (path,) = (home / "assessments").glob("support-assistant*.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["answers"]["IAM-01.1"].update(damage)
    path.write_text(json.dumps(content), encoding="utf-8")
    said = refused("show", NAME)
    assert "IAM-01.1" in said
    assert f"{path}.earlier" in said


def test_the_earlier_version_that_is_named_opens(cli: Callable[..., Any], scene: None, home: Path) -> None:
    del scene
    cli("answer", NAME, "IAM-03.1", "no")
    (path,) = (home / "assessments").glob("support-assistant*.json")
    path.write_bytes(b"")
    assert cli("show", NAME).code == 2
    path.write_bytes(path.with_name(f"{path.name}.earlier").read_bytes())
    assert json.loads(cli("show", NAME, "--json").out)["counts"]["answered"] == 2


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_answer_that_cannot_be_saved_is_refused_and_the_old_one_stays(
    scene: None,
    cli: Callable[..., Any],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    del scene

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (path,) = (home / "assessments").glob("support-assistant*.json")
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        run = cli("answer", NAME, "IAM-01.1", "no")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "No space left" in run.err
    assert path.read_bytes() == before
    assert list(path.parent.glob(".*")) == []


def test_an_assessment_that_cannot_be_saved_is_not_made(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        run = cli("new", "X", "--role", "AP")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert json.loads(cli("list", "--json").out) == []
    assert cli("new", "X", "--role", "AP").code == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_named(
    scene: None, cli: Callable[..., Any], disk: Callable[[], Any]
) -> None:
    del scene
    Path("folder").chmod(0o500)
    before = disk()
    run = cli("export", NAME, "json", "--output", "folder/x.json")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "folder" in run.err
    assert disk() == before


@pytest.mark.parametrize("format_", ["json", "csv", "workbook"])
def test_the_longest_name_can_be_exported_or_is_refused_in_one_line(cli: Callable[..., Any], format_: str) -> None:
    assert cli("new", WIDE_NAME, "--role", "AP").code == 0
    run = cli("export", WIDE_NAME, format_)
    assert run.code in (0, 2)
    assert len(run.err.splitlines()) == (run.code == 2)


def test_interrupting_ends_with_130_and_one_line(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wizard.commands.list_command.run", interrupt)
    run = cli("list")
    assert (run.code, run.out) == (130, "")
    assert len(run.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("shwo",), ("show", "X"), ("new", "", "--role", "AP"), ()])
def test_the_program_itself_ends_the_same_way(program: Callable[..., Any], arguments: tuple[str, ...]) -> None:
    run = program(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert len(run.stderr.splitlines()) == 1
