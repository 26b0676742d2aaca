"""Another spreadsheet program recalculates the workbook and finds the same figures, in German too, and after changes."""

import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from support.books import Book, expected_cells
from support.expected_cells import Side
from support.workbooks import Cells, differences, formula_values, headings, opened, records

from wizard.cli import main

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

NAMES = ("spread", "narrow", "na")
CASES = [*((name, "en-US") for name in NAMES), ("spread", "de-DE")]
CHANGED_TO = ("yes", "na", "no", "yes-gaps", None, "partial")
SPOILED = "-77"
FORMULAS = ("=1+1", '=HYPERLINK("http://example.invalid")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1")
# "Recalculation on File Load: always", as a user can set it; a file from elsewhere may be trusted otherwise.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooLocale" oor:op="fuse"><value>{language}</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{language}</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Saved:
    """What LibreOffice made of a file."""

    path: Path

    @cached_property
    def formulas(self) -> Workbook:
        return self._opened()

    @cached_property
    def values(self) -> Workbook:
        return self._opened(data_only=True)

    def _opened(self, **options: Any) -> Workbook:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # LibreOffice adds extensions that openpyxl does not know
            return opened(self.path, **options)

    @property
    def stored(self) -> Cells:
        return formula_values(self.formulas, self.values)


@dataclass(frozen=True)
class Recalculated:
    """By language and name: the spoiled books, the changed ones with what they are compared with, and CSV files."""

    saved: Mapping[tuple[str, str], Saved]
    changed: Mapping[str, Side]


def _spoil(source: Path, target: Path) -> int:
    """Copy a workbook with a wrong number in place of every stored value of a formula; returns how many."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content, found = re.subn(rb"</f><v>[^<]*</v>", f"</f><v>{SPOILED}</v>".encode(), content)
                count += found
            new.writestr(name, content)
    return count


def _change(book: Book, target: Path) -> Side:
    """Change every third status as an auditor would; returns what the book must come to then."""
    workbook, matrix = opened(book.path), book.side.matrix
    sheet = workbook["Answers"]
    column, statuses = headings(sheet)["Status"], dict(matrix.statuses)
    for number, question in enumerate(matrix.asked[::3]):
        status = CHANGED_TO[number % len(CHANGED_TO)]
        typed = " Yes " if status == "yes" else status  # as people type
        sheet.cell(matrix.asked.index(question) + 2, column).value = typed
        statuses = {**statuses, question: status} if status else {q: s for q, s in statuses.items() if q != question}
    workbook.save(target)
    return replace(book.side, matrix=replace(matrix, statuses=statuses))


def _type_in(book: Book, target: Path) -> None:
    """What people type that changes no status: a word that is none, verdicts, and a plan for the first step of the road."""
    workbook = opened(book.path)
    answers, gaps, road = (workbook[sheet] for sheet in ("Answers", "Gaps", "Roadmap steps"))
    at, planned = headings(answers), headings(gaps)
    yes = next(row for row in range(2, answers.max_row + 1) if answers.cell(row, at["Status"]).value == "yes")
    answers.cell(yes, at["Status"]).value = "done"
    for row, verdict in enumerate(("accepted", "accepted", "rejected", "more evidence"), start=2):
        answers.cell(row, at["Auditor verdict"]).value = verdict
    first = next(filter(None, (road.cell(row, headings(road)["Question"]).value for row in range(2, road.max_row + 1))))
    gap = next(row for row in range(2, gaps.max_row + 1) if gaps.cell(row, planned["Question"]).value == first)
    for heading, value in (("Planned action", "mend it"), ("Owner", "new owner"), ("Due", date(2001, 2, 3))):
        gaps.cell(gap, planned[heading]).value = value
    for heading in ("Risk accepted because", "Risk accepted until"):
        gaps.cell(gap, planned[heading]).value = None
    workbook.save(target)


def _convert(files: Sequence[Path], out: Path, language: str, profile: Path) -> Iterator[tuple[tuple[str, str], Saved]]:
    """Open files in LibreOffice and save them again, with the user's language set."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS.format(language=language), encoding="utf-8")
    subprocess.run(
        [
            *(str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, files)),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    for file in files:
        yield (file.stem, language), Saved(out / f"{file.stem}.xlsx")


@pytest.fixture(scope="module")
def recalculated(made: Callable[[str], Book], tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """Every book with its stored values spoiled, and changed ones: opened and saved in one go for each language."""
    folder = tmp_path_factory.mktemp("office")
    changed = {}
    for name in NAMES:
        assert _spoil(made(name).path, folder / f"{name}.xlsx") > 4_000
        changed[name] = _change(made(name), folder / f"{name}-changed.xlsx")
    _type_in(made("spread"), folder / "typed.xlsx")
    home = ["--home", str(folder)]
    assert main(["new", "texts", "--role", "AP", *home]) == 0
    fields = dict(zip(("--description", "--responsibilities", "--action", "--owner", "--note"), FORMULAS, strict=False))
    options = [f"{option}={text}" for option, text in fields.items()]
    assert main(["answer", "texts", "IAM-01.1", "partial", *options, *home]) == 0
    assert main(["export", "texts", "csv", "--output", str(folder / "texts.csv"), *home]) == 0
    (folder / "naive.csv").write_text('text\n"=1+1"\n', encoding="utf-8")
    (folder / "number.csv").write_text('number\n"1,5"\n', encoding="utf-8")
    books = [folder / f"{name}{kind}.xlsx" for name in NAMES for kind in ("", "-changed")]
    tables = [folder / f"{name}.csv" for name in ("texts", "naive", "number")]
    saved = dict(_convert([*books, folder / "typed.xlsx", *tables], folder / "en", "en-US", folder / "profile-en"))
    saved |= dict(_convert([*books[:2], *tables], folder / "de", "de-DE", folder / "profile-de"))
    return Recalculated(saved, changed)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_formula_keeps_its_value(made: Any, recalculated: Recalculated, name: str, language: str) -> None:
    before = formula_values(made(name).formulas, made(name).values)
    assert differences(recalculated.saved[name, language].stored, before, within=1e-7) == {}


@pytest.mark.parametrize(("name", "language"), CASES)
def test_all_sheets_follow_when_an_auditor_changes_statuses(
    made: Any, recalculated: Recalculated, name: str, language: str
) -> None:
    saved = recalculated.saved[f"{name}-changed", language]
    wanted = expected_cells(saved.values, recalculated.changed[name])
    found = saved.stored | {place: saved.values[place[0]][place[1]].value for place in wanted}
    assert differences(found, wanted, within=1e-7) == {}
    moved = differences(found, expected_cells(made(name).values, made(name).side))
    sheets = {sheet for sheet, _ in moved}
    listing = {"Gaps", "Roadmap"} if made(name).side.matrix.gaps else set()
    assert (
        sheets
        >= {"Summary", "Answers", "Domains", "Controls", "Standards", "Threats", "Heat maps", "CAF", "CAF cells"}
        | listing
    )


def test_what_people_type_is_seen_and_a_word_that_is_no_status_is_told(made: Any, recalculated: Recalculated) -> None:
    values, before = recalculated.saved["typed", "en-US"].values, made("spread").values
    answers, summary = values["Answers"], values["Summary"]
    (mistyped,) = (row for row in records(answers) if row["Status"] == "done")
    assert (mistyped["AI-CAIQ answer"], mistyped["Status or open"], mistyped["Credit"]) == ("?", "open", None)
    column = {cell.value: summary.cell(cell.row, 2).value for cell in summary["A"] if cell.value}
    assert any(str(told).endswith("count as open: 1") for told in column)
    asked = len(records(before["Answers"]))
    verdicts = [column[word] for word in ("accepted", "rejected", "more evidence", "none yet")]
    assert verdicts == [2, 1, 1, asked - 4]
    step = next(row for row in records(values["Roadmap steps"]) if row["Question"])
    assert (step["Owner"], step["Due"].date(), step["Follow-up"]) == ("new owner", date(2001, 2, 3), "overdue")
    everything = {row["Code"]: row for row in records(values["Domains"])}["All"]
    was = {row["Code"]: row for row in records(before["Domains"])}["All"]
    assert (everything["Open"], everything["Answered"]) == (was["Open"] + 1, was["Answered"] - 1)


def test_the_language_of_the_program_was_really_german(recalculated: Recalculated) -> None:
    values = {
        language: recalculated.saved["number", language].values.active["A2"].value for language in ("en-US", "de-DE")
    }
    assert values == {"en-US": "1,5", "de-DE": 1.5}


def test_the_check_of_recalculation_starts_from_spoiled_values(made: Any, tmp_path: Path) -> None:
    book, spoiled = made("spread"), tmp_path / "spoiled.xlsx"
    assert _spoil(book.path, spoiled) == len(formula_values(book.formulas, book.values))
    before = formula_values(book.formulas, book.values)
    assert differences(Saved(spoiled).stored, before).keys() == before.keys()


def test_opening_and_saving_loses_nothing_that_counts(made: Any, recalculated: Recalculated) -> None:
    """Frozen panes belong to the window, and there is none without a screen, so they are not among it."""
    before, after = made("spread").formulas, recalculated.saved["spread", "en-US"].formulas
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        other = after[sheet.title]
        assert _drop_downs(other) == _drop_downs(sheet)
        assert [table.ref for table in other.tables.values()] == [table.ref for table in sheet.tables.values()]
        assert len(other._charts) == len(sheet._charts)
        assert {str(merged) for merged in other.merged_cells.ranges} == {
            str(merged) for merged in sheet.merged_cells.ranges
        }
        assert (other.print_title_rows, other.protection.sheet) == (sheet.print_title_rows, sheet.protection.sheet)
    assert len(before["Summary"]._charts) == 3


def _drop_downs(sheet: Any) -> dict[str, tuple[str, str]]:
    """What each cell of the first rows offers or demands."""
    return {
        f"{cell}": (rule.type, rule.formula1)
        for rule in sheet.data_validations.dataValidation
        for cells in rule.cells.ranges
        for cell in cells.cells
        if rule.type == "list"
    }


@pytest.mark.parametrize("language", ["en-US", "de-DE"])
def test_a_csv_file_brings_no_formula_into_a_spreadsheet(recalculated: Recalculated, language: str) -> None:
    assert len(recalculated.saved["naive", language].stored) == 1, "the program takes no formulas from csv files"
    assert recalculated.saved["texts", language].stored == {}
    texts = [str(cell.value) for row in recalculated.saved["texts", language].values.active.iter_rows() for cell in row]
    assert any("HYPERLINK" in text for text in texts)
