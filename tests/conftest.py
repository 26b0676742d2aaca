"""What tests share: a home folder of their own, the bank, and the command line as a user would call it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from questionnaires.library import load_bank
from questionnaires.model import Bank
from wizard.cli import main
from wizard.store.home import HOME_VARIABLE


@dataclass(frozen=True)
class Run:
    """What one call of the command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load_bank()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every test has its own home folder and works in an empty folder; the real ones are out of reach."""
    folder = tmp_path / "home"
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.chdir(work)
    yield folder
    assert not (tmp_path / "xdg").exists(), "the test wrote outside its home folder"


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Call the command line in this process: ``cli("new", "X", "--role", "AP")``."""

    def call(*arguments: str) -> Run:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse ends this way for --help and --version
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return call


@pytest.fixture
def make(cli: Callable[..., Run], tmp_path: Path) -> Callable[..., None]:
    """Make an assessment with answers: ``make("X", {"IAM-01.1": "yes"}, "--role", "AP")``.

    The answers are statuses by question, or whole answers as they stand in a json export.
    """

    def do(name: str, answers: Mapping[str, str] | Sequence[Mapping[str, Any]] = (), *options: str) -> None:
        run = cli("new", name, *(options or ("--role", "AP")))
        assert run.code == 0, run.err
        if not answers:
            return
        whole = (
            [{"question": question, "status": status} for question, status in answers.items()]
            if isinstance(answers, Mapping)
            else list(answers)
        )
        incoming = tmp_path / "incoming.json"
        incoming.write_text(json.dumps({"answers": whole}), encoding="utf-8")
        run = cli("import", name, str(incoming))
        assert run.code == 0, run.err
        incoming.unlink()

    return do


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the reference data, where there is one beside the project."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "reference").is_dir():
        pytest.skip("the reference data is not beside this clone")
    return folder
