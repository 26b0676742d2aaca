"""What a user installs: the wheel holds everything it needs and works from any folder."""

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import openpyxl
import pytest

PROJECT = Path(__file__).resolve().parents[1]
NEEDED = (
    "questionnaires/aicm/index.json",
    "questionnaires/aicm/controls.csv",
    "questionnaires/aicm/bank/iam.md",
    "questionnaires/method.md",
    "wizard/app/wizard.tcss",
    "wizard/py.typed",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that holds the wheel and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    constraints = str(PROJECT / "constraints.txt")
    reached = subprocess.run([*pip, "-c", constraints, *project["dependencies"]], capture_output=True, check=False)
    if reached.returncode:
        pytest.skip("the dependencies cannot be installed here: the package index is out of reach")
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    return scripts / "caiq-wizard"


def test_the_wheel_holds_banks_index_styles_and_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [name for name in NEEDED if name not in names]
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "screenshots/"))]


def test_the_installed_program_works_from_any_folder(program: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "CAIQ_WIZARD_HOME": str(tmp_path / "installed-home"), "PYTHONPATH": ""}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(program), *arguments], cwd=elsewhere, env=environment, capture_output=True, text=True, check=False
        )

    done = call("demo", "--output", "out")
    assert done.returncode == 0, done.stderr
    names = {path.suffix for path in (elsewhere / "out").iterdir()}
    assert {".xlsx", ".md", ".json"} <= names
    book = openpyxl.load_workbook(next((elsewhere / "out").glob("*.xlsx")), read_only=True)
    assert "Gaps" in book.sheetnames
    book.close()
    assert call("doctor").returncode == 0
