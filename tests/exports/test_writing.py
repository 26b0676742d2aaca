"""Putting an export in its place: the whole new file or the old one, never a half, and nothing left beside it."""

import importlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WRITERS = {
    "workbook": ("exports.workbook.book", "to_workbook"),
    "json": ("exports.plain", "to_json"),
    "csv": ("exports.plain", "to_csv"),
}


def _refuse(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture(params=["there", "not there"])
def target(request: pytest.FixtureRequest) -> Path:
    """The file to write, once with an older one in its place."""
    path = Path("export.file")
    if request.param == "there":
        path.write_text("mine", encoding="utf-8")
    return path


@pytest.fixture
def refused(cli: Callable[..., Any], make: Callable[..., None], target: Path) -> Callable[[str], None]:
    """Export while something fails, and see that the folder is as it was."""
    make("X", {"IAM-01.1": "yes"})
    before = {path.name: path.read_bytes() for path in Path.cwd().iterdir()}

    def do(format_: str) -> None:
        run = cli("export", "X", format_, "--output", str(target), "--force")
        assert {path.name: path.read_bytes() for path in Path.cwd().iterdir()} == before
        assert (run.code, run.out) == (2, "")
        assert len(run.err.splitlines()) == 1
        assert "No space left" in run.err

    return do


@pytest.mark.parametrize("format_", list(WRITERS))
@pytest.mark.parametrize("step", [(os, "fsync"), (os, "replace"), (tempfile, "mkstemp")], ids=lambda step: step[1])
def test_a_disk_that_refuses_leaves_the_old_file(
    refused: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], format_: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(*step, _refuse)
        refused(format_)


@pytest.mark.parametrize("format_", list(WRITERS))
def test_a_writer_that_fails_leaves_the_old_file(
    refused: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    module, function = WRITERS[format_]
    monkeypatch.setattr(importlib.import_module(module), function, _refuse)
    refused(format_)


@pytest.mark.parametrize("format_", list(WRITERS))
def test_a_crash_in_a_writer_leaves_the_old_file_too(
    cli: Callable[..., Any],
    make: Callable[..., None],
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    format_: str,
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    make("X")
    before = {path.name: path.read_bytes() for path in Path.cwd().iterdir()}
    module, function = WRITERS[format_]
    monkeypatch.setattr(importlib.import_module(module), function, crash)
    with pytest.raises(ZeroDivisionError):
        cli("export", "X", format_, "--output", str(target), "--force")
    assert {path.name: path.read_bytes() for path in Path.cwd().iterdir()} == before


@pytest.mark.parametrize("format_", list(WRITERS))
def test_without_force_an_older_file_stays_and_with_it_goes(
    cli: Callable[..., Any], make: Callable[..., None], format_: str
) -> None:
    make("X", {"IAM-01.1": "yes"})
    target = Path("export.file")
    target.write_text("mine", encoding="utf-8")
    assert cli("export", "X", format_, "--output", str(target)).code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert cli("export", "X", format_, "--output", str(target), "--force").code == 0
    assert b"mine" not in target.read_bytes()[:4]
    assert [path.name for path in Path.cwd().iterdir()] == [target.name]


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_a_text_format_can_go_to_stdout(cli: Callable[..., Any], make: Callable[..., None], format_: str) -> None:
    make("X", {"IAM-01.1": "yes"})
    run = cli("export", "X", format_, "--output", "-")
    assert (run.code, run.err) == (0, "")
    assert list(Path.cwd().iterdir()) == []
    if format_ == "json":
        assert json.loads(run.out)["counts"]["yes"] == 1
    else:
        assert run.out.startswith("question,")


def test_the_same_assessment_gives_the_same_tables_each_time(
    make: Callable[..., None], export: Callable[..., bytes]
) -> None:
    make("X", {"IAM-01.1": "yes", "IAM-02.1": "no"})
    assert export("X", "csv") == export("X", "csv")
