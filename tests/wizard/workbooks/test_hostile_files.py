"""Whatever file is given, and to whichever command: one sentence that says what is wrong, and nothing changes."""

import functools
import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.hostile_files import BROKEN, LARGE, MERGES, ODD, WORST

ENTRY_POINTS = {
    "import": ("import", "X"),
    "texts": ("texts",),
    "export": ("export", "X", "caiq", "--output", "filled.xlsx", "--template"),
    "verify": ("verify", "X"),
}
"""The commands that take a workbook, which is named last."""
MOST_MEMORY = 300_000
"""Kilobytes of the whole process."""
IN_A_PROCESS = """
import sys
from pathlib import Path
from wizard.cli import main
code = main(sys.argv[1:])
status = Path("/proc/self/status")
print(status.read_text().split("VmHWM:")[1].split()[0] if status.exists() else 0)
sys.exit(code)
"""
"""Runs a command and says how much memory it needed at most, where the system tells (Linux)."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The path of a hostile file, which is made once."""
    folder = tmp_path_factory.mktemp("hostile")

    @functools.cache
    def do(name: str) -> Path:
        path = folder / f"{name}.xlsx"
        path.write_bytes(BROKEN[name][0]())
        return path

    return do


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with an assessment X."""
    from wizard.cli import main  # noqa: PLC0415  (the fixture of the command line is for one test each)

    folder = tmp_path_factory.mktemp("kept")
    assert main(["--home", str(folder), "new", "X", "--role", "AP"]) == 0
    return folder


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def unchanged(kept: Path, tmp_path: Path) -> Iterator[Path]:
    """The home folder, which must be as it was when the test ends; and nothing may be written beside it."""
    before = files(kept)
    yield kept
    assert files(kept) == before
    assert files(tmp_path) == {}


def cases() -> Iterator[tuple[str, str]]:
    """Each file with each command; the large ones, which all open alike, with one. ``texts`` does not look at merges."""
    for name, entry in itertools.product(BROKEN, ENTRY_POINTS):
        is_left_out = name in LARGE if entry != "import" else name in WORST
        if not is_left_out and (entry != "texts" or name not in MERGES):
            yield name, entry


@pytest.mark.parametrize(("name", "entry"), list(cases()))
def test_a_hostile_file_gets_one_sentence_and_changes_nothing(
    name: str, entry: str, made: Callable[[str], Path], unchanged: Path, cli: Callable[..., Any]
) -> None:
    run = cli("--home", str(unchanged), *ENTRY_POINTS[entry], str(made(name)))
    assert (run.code, run.out) == (2, ""), run.out
    assert run.err.count("\n") == 1
    assert run.err.startswith(f"caiq-wizard: {name}.xlsx ") or f" of {name}.xlsx" in run.err
    assert "Traceback" not in run.err
    assert run.err.rstrip("\n").isprintable()
    assert len(run.err) < 500
    if entry == "import":
        assert BROKEN[name][1] in run.err


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_like_any_other(
    name: str, tmp_path: Path, unchanged: Path, cli: Callable[..., Any]
) -> None:
    path = tmp_path.parent / f"{tmp_path.name}.xlsx"
    path.write_bytes(ODD[name]())
    run = cli("--home", str(unchanged), "import", "X", str(path), "--dry-run")
    assert (run.code, run.err) == (0, "")
    assert "status: open → yes" in run.out


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_take_little_memory(name: str, made: Callable[[str], Path], unchanged: Path) -> None:
    command = [sys.executable, "-c", IN_A_PROCESS, "--home", str(unchanged), "import", "X", str(made(name))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert BROKEN[name][1] in done.stderr
    assert int(done.stdout) < MOST_MEMORY
