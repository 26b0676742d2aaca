"""Another spreadsheet program recalculates the workbook and finds the same figures, also after a change."""

import json
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from questionnaires.model import Bank
from wizard.cli import main

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

PROFILE = ["--role", "OSP", "AP", "--phase", "production", "--target", "scale", "--use-case", "agent"]
TURNS = ("yes", "partial", None, "no", "yes-gaps", "na", None)
CHANGED_TO = ("yes", "na", "no", "yes-gaps", None, "partial")
FORMULAS = {
    "question": "IAM-01.1",
    "status": "partial",
    "description": "=1+1",
    "responsibilities": '=HYPERLINK("http://example.invalid")',
    "evidence": ["=1+1", "=2+2"],
    "remediation": {"action": "+1+1", "owner": "-1+1"},
    "note": "@SUM(1)",
    "respondent": "\t=1+1",
}
BOOKS = ("example", "spread", "empty", "all-na")
# "Recalculation on File Load: always", as a user can set it; a file from elsewhere may be trusted otherwise.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Converted:
    """What the program wrote, what LibreOffice made of it, and the statuses that were changed in between."""

    before: Path
    after: Path
    changed: dict[str, str]


def _open(path: Path, **options: Any) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl does not know every conditional format
        return openpyxl.load_workbook(path, **options)


def _formulas(path: Path) -> dict[tuple[str, str], Any]:
    """The value of every formula cell, by sheet and cell."""
    formulas, values = _open(path), _open(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): values[sheet.title][cell.coordinate].value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _forget_values(source: Path, target: Path) -> int:
    """Copy a workbook with a wrong number in place of every stored value of a formula; returns how many."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content, found = re.subn(rb"</f><v>[^<]*</v>", b"</f><v>-77</v>", content)
                count += found
            new.writestr(name, content)
    return count


def _change_statuses(source: Path, target: Path) -> dict[str, str]:
    """Change statuses in the Answers sheet as an auditor would; returns all statuses as they are then."""
    workbook = _open(source)
    sheet = workbook["Answers"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Status")
    statuses: dict[str, str] = {}
    for number, row in enumerate(range(2, sheet.max_row + 1)):
        cell = sheet.cell(row, column)
        if number % 3 == 0:
            cell.value = CHANGED_TO[number // 3 % len(CHANGED_TO)]
        if cell.value:
            statuses[str(sheet.cell(row, 1).value)] = str(cell.value)
    workbook.save(target)
    return statuses


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Converted]:
    """Every book, its stored values spoiled, and the changed ones: converted in one go."""
    folder = tmp_path_factory.mktemp("office")
    home = ["--home", str(folder / "home")]
    written, given, out = folder / "written", folder / "given", folder / "out"
    written.mkdir()
    given.mkdir()

    def call(*arguments: str) -> None:
        assert main([*arguments, *home]) == 0

    call("demo", "--output", str(folder / "demo"))
    shutil.copy(next((folder / "demo").glob("*.xlsx")), written / "example.xlsx")
    call("new", "empty", *PROFILE)
    call("export", "empty", "json", "--output", str(folder / "empty.json"))
    call("export", "empty", "csv", "--output", str(folder / "empty.csv"))
    questions = [line.partition(",")[0] for line in (folder / "empty.csv").read_text("utf-8").splitlines()[1:]]
    questions = [question for question in questions if re.fullmatch(r"[A-Z&]{3}-\d\d\.\d", question)]
    spread = {question: TURNS[number % len(TURNS)] for number, question in enumerate(questions)}
    for name, statuses in (("spread", spread), ("all-na", dict.fromkeys(questions, "na"))):
        answers = [{"question": question, "status": status} for question, status in statuses.items() if status]
        (folder / "answers.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
        call("new", name, *PROFILE)
        call("import", name, str(folder / "answers.json"))
    (folder / "answers.json").write_text(json.dumps({"answers": [FORMULAS]}), encoding="utf-8")
    call("new", "formulas", *PROFILE)
    call("import", "formulas", str(folder / "answers.json"))
    call("export", "formulas", "csv", "--output", str(given / "formulas.csv"))
    (given / "naive.csv").write_text('text\n"=1+1"\n', encoding="utf-8")
    for name in ("spread", "empty", "all-na"):
        call("export", name, "workbook", "--output", str(written / f"{name}.xlsx"))

    changed: dict[str, dict[str, str]] = {}
    for name in BOOKS:
        assert _forget_values(written / f"{name}.xlsx", given / f"{name}.xlsx") > 500
        changed[name] = _change_statuses(written / f"{name}.xlsx", given / f"{name}-changed.xlsx")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    subprocess.run(
        [
            *(str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)),
            *map(str, sorted(given.iterdir())),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    books = {name: Converted(written / f"{name}.xlsx", out / f"{name}.xlsx", {}) for name in BOOKS}
    books |= {
        f"{name}-changed": Converted(written / f"{name}.xlsx", out / f"{name}-changed.xlsx", statuses)
        for name, statuses in changed.items()
    }
    for name in ("formulas", "naive"):
        books[name] = Converted(given / f"{name}.csv", out / f"{name}.xlsx", {})
    return books


def _scores(sheet: Any, label: str) -> tuple[float | None, float | None]:
    """The assessed and the posture score beside a label; an empty text stands for no score."""
    (row,) = (cell.row for cell in sheet["A"] if cell.value == label)
    heading = next(n for n in range(row, 0, -1) if any(cell.value == "Posture score" for cell in sheet[n]))
    places = {cell.value: cell.column for cell in sheet[heading]}
    assessed, posture = (sheet.cell(row, places[f"{kind} score"]).value for kind in ("Assessed", "Posture"))
    return assessed or (None if assessed in ("", None) else 0.0), posture or (None if posture in ("", None) else 0.0)


@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_keeps_its_value_when_it_is_recalculated(converted: dict[str, Converted], name: str) -> None:
    book = converted[name]
    before, after = _formulas(book.before), _formulas(book.after)
    assert set(after) == set(before)
    wrong = {}
    for place, value in before.items():
        found = after[place]
        if isinstance(value, (int, float)):
            same = isinstance(found, (int, float)) and abs(found - value) <= 1e-6
        else:
            same = {value, found} <= {"", None}
        if not same:
            wrong[place] = (value, found)
    assert wrong == {}


@pytest.mark.parametrize("name", [f"{name}-changed" for name in BOOKS])
def test_all_scores_follow_when_an_auditor_changes_statuses(
    converted: dict[str, Converted], bank: Bank, scores: Callable[..., Any], name: str
) -> None:
    book = converted[name]
    workbook = _open(book.after, data_only=True)
    sheet = workbook["Answers"]
    questions = [str(cell.value) for cell in sheet["A"][1:]]
    assert len(questions) > 290
    weights = {question: bank.control_of(question).weight for question in questions}
    assert book.changed
    before = _open(book.before, data_only=True)

    def expected(own: list[str]) -> tuple[Any, Any]:
        chosen = {question: book.changed[question] for question in own if question in book.changed}
        found = scores(chosen, {question: weights[question] for question in own})
        return tuple(None if value is None else pytest.approx(value, abs=1e-6) for value in found)

    assert _scores(workbook["Summary"], "All asked questions") == expected(questions)
    assert _scores(workbook["Domains"], "All") == expected(questions)
    assert _scores(before["Summary"], "All asked questions") != expected(questions)
    for domain in bank.domains:
        own = [question for question in questions if bank.control_of(question).domain_code == domain.code]
        assert _scores(workbook["Domains"], domain.code) == expected(own), domain.code
    for layer in {bank.control_of(question).layer for question in questions}:
        own = [question for question in questions if bank.control_of(question).layer == layer]
        assert _scores(workbook["Summary"], layer) == expected(own), layer


def test_the_check_of_recalculation_starts_from_spoiled_values(converted: dict[str, Converted], tmp_path: Path) -> None:
    spoiled = tmp_path / "spoiled.xlsx"
    assert _forget_values(converted["spread"].before, spoiled) == len(_formulas(converted["spread"].before))
    values = set(_formulas(spoiled).values())
    assert values in ({-77}, {-77, "-77"})


def test_a_csv_file_brings_no_formula_into_a_spreadsheet(converted: dict[str, Converted]) -> None:
    assert len(_formulas(converted["naive"].after)) == 1, "the office program takes no formulas from csv files"
    assert _formulas(converted["formulas"].after) == {}
    texts = [str(cell.value) for row in _open(converted["formulas"].after).active.iter_rows() for cell in row]
    assert any("HYPERLINK" in text for text in texts)
