"""Putting an export in its place: the whole new file or the old one, never a half, and nothing left beside it."""

import importlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from exports.writing import Progress

WRITERS = {
    "workbook": ("exports.workbook.book", "to_workbook"),
    "markdown": ("exports.markdown", "to_markdown"),
    "json": ("exports.plain", "to_json"),
    "csv": ("exports.plain", "to_csv"),
}
ENDINGS = {"workbook": "xlsx", "markdown": "md", "json": "json", "csv": "csv"}


def _refuse(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def _everything() -> dict[str, bytes | None]:
    """What lies below the working folder, hidden or not."""
    return {
        str(path): path.read_bytes() if path.is_file() else None
        for path in (Path(name) / file for name, folders, files in os.walk(".") for file in (*folders, *files))
    }


@pytest.fixture(params=["there", "not there"])
def target(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """The place to write to, once with an older export in its place; for ``tables`` a folder."""

    def do(format_: str) -> str:
        path = Path("export.tables" if format_ == "tables" else f"export.{ENDINGS[format_]}")
        if request.param == "there" and format_ == "tables":
            path.mkdir()
            (path / "gaps.csv").write_text("mine", encoding="utf-8")
        elif request.param == "there":
            path.write_text("mine", encoding="utf-8")
        return str(path)

    return do


@pytest.fixture
def refused(cli: Callable[..., Any], make: Callable[..., None], target: Callable[[str], str]) -> Callable[..., Any]:
    """Export while something fails, and see that the folder is as it was; gives what the command said."""
    make("X", {"IAM-01.1": "yes"})

    def do(format_: str, raised: type[BaseException] | None = None) -> Any:
        path = target(format_)
        before = _everything()
        call = ("export", "X", "csv" if format_ == "tables" else format_, "--output", path, "--force")
        if raised:
            with pytest.raises(raised):
                cli(*call)
            run = None
        else:
            run = cli(*call)
        assert _everything() == before
        return run

    return do


def _one_line(run: Any) -> None:
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "No space left" in run.err


@pytest.mark.parametrize("format_", list(WRITERS))
@pytest.mark.parametrize("step", [(os, "fsync"), (os, "replace"), (tempfile, "mkstemp")], ids=lambda step: step[1])
def test_a_disk_that_refuses_leaves_the_old_file(
    refused: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], format_: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(*step, _refuse)
        _one_line(refused(format_))


@pytest.mark.parametrize("step", [(os, "fsync"), (os, "rename"), (tempfile, "mkdtemp")], ids=lambda step: step[1])
def test_a_disk_that_refuses_leaves_the_old_folder(
    refused: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(*step, _refuse)
        _one_line(refused("tables"))


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    cli: Callable[..., Any], make: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make("X")
    assert cli("export", "X", "csv", "--output", "tables").code == 0
    before = _everything()
    rename, calls = os.rename, []

    def refuse_the_second(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            _refuse()
        rename(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse_the_second)
        _one_line(cli("export", "X", "csv", "--output", "tables", "--force"))
    assert len(calls) == 3, "aside, refused, and back again"
    assert _everything() == before


@pytest.mark.parametrize("format_", [*WRITERS, "tables"])
@pytest.mark.parametrize("fault", [OSError, ZeroDivisionError, KeyboardInterrupt])
def test_whatever_ends_a_writer_early_leaves_what_was_there(
    refused: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, format_: str, fault: type[BaseException]
) -> None:
    module, function = WRITERS.get(format_, ("exports.plain", "to_csv_folder"))

    def begin_and_fail(_: object, place: Any, *__: object) -> None:
        if isinstance(place, Path):
            (place / "gaps.csv").write_text("half", encoding="utf-8")
        else:
            place.write(b"half")
        raise fault(28, "No space left on device")

    monkeypatch.setattr(importlib.import_module(module), function, begin_and_fail)
    run = refused(format_, ZeroDivisionError if fault is ZeroDivisionError else None)
    if fault is OSError:
        _one_line(run)
    elif fault is KeyboardInterrupt:
        assert (run.code, run.out) == (130, "")
        assert "interrupted" in run.err


@pytest.mark.parametrize("format_", [*WRITERS, "tables"])
def test_a_progress_that_raises_stops_the_real_writers(
    refused: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    told = []

    @contextmanager
    def stopping() -> Iterator[Progress]:
        def stop(done: int, total: int, what: str) -> None:
            assert 0 <= done <= total
            assert what
            told.append(done)
            raise KeyboardInterrupt

        yield stop

    monkeypatch.setattr("wizard.commands.export_command.progress_line", stopping)
    assert refused(format_).code == 130
    assert len(told) == 1


@pytest.mark.parametrize("format_", list(WRITERS))
def test_without_force_an_older_file_stays_and_with_it_goes(
    cli: Callable[..., Any], make: Callable[..., None], format_: str
) -> None:
    make("X", {"IAM-01.1": "yes"})
    target = Path(f"export.{ENDINGS[format_]}")
    target.write_text("mine", encoding="utf-8")
    assert cli("export", "X", format_, "--output", str(target)).code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert cli("export", "X", format_, "--output", str(target), "--force").code == 0
    assert b"mine" not in target.read_bytes()[:4]
    assert [path.name for path in Path.cwd().iterdir()] == [target.name]


def test_force_replaces_a_folder_only_where_all_of_it_is_ours(
    cli: Callable[..., Any], make: Callable[..., None]
) -> None:
    make("X", {}, "--role", "AP", "--lens", "caf-ai")
    call = ("export", "X", "csv", "--output", "tables")
    assert cli(*call).code == 0
    folder = Path("tables")
    (folder / "gaps.csv").write_text("mine", encoding="utf-8")
    (folder / ".DS_Store").write_text("the file manager's", encoding="utf-8")
    before = _everything()
    assert "--force" in cli(*call).err
    assert _everything() == before
    assert cli(*call, "--force").code == 0
    assert (folder / "gaps.csv").read_text(encoding="utf-8").startswith("rank,")
    assert [path.name for path in Path.cwd().iterdir()] == ["tables"]
    for foreign in ("notes.csv", "answers.csv/deep.txt"):
        (folder / "answers.csv").unlink(missing_ok=True)
        (folder / foreign).parent.mkdir(exist_ok=True)
        (folder / foreign).write_text("mine", encoding="utf-8")
        before = _everything()
        run = cli(*call, "--force")
        assert (run.code, run.out) == (2, "")
        assert foreign.partition("/")[0] in run.err
        assert _everything() == before
        (folder / foreign).unlink()


def test_a_link_to_a_folder_stays_a_link(cli: Callable[..., Any], make: Callable[..., None], tmp_path: Path) -> None:
    make("X")
    real = tmp_path / "real"
    real.mkdir()
    Path("link").symlink_to(real)
    assert cli("export", "X", "csv", "--output", "link", "--force").code == 0
    assert Path("link").is_symlink()
    assert (real / "answers.csv").is_file()


@pytest.mark.parametrize("format_", ["markdown", "json", "csv"])
def test_a_text_format_can_go_to_stdout(cli: Callable[..., Any], make: Callable[..., None], format_: str) -> None:
    make("X", {"IAM-01.1": "yes"})
    run = cli("export", "X", format_, "--output", "-")
    assert (run.code, run.err) == (0, "")
    assert list(Path.cwd().iterdir()) == []
    if format_ == "json":
        assert json.loads(run.out)["counts"]["yes"] == 1
    else:
        assert run.out.startswith({"csv": "question,", "markdown": "# "}[format_])


def test_the_same_assessment_gives_the_same_tables_each_time(
    make: Callable[..., None], export: Callable[..., bytes]
) -> None:
    make("X", {"IAM-01.1": "yes", "IAM-02.1": "no"})
    assert export("X", "csv") == export("X", "csv")
