"""Lenses on the command line: asked beside the matrix, scored apart, exported and imported with it."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from questionnaires.library import load_lens

OWN_BANK = """\
# HR House rules

What this house asks.

## HR-NAME Names of systems

- phase: prototype — costs nothing
- layer: governance
- use-cases: assistant, data-connected, agent
- baseline: no

**Intent.** Everybody calls a system by the same name.

**What goes wrong.** Two teams report the same fault under two names.

### HR-NAME.1
Does every AI system have one name that all teams use?

- yes: one name everywhere
- yes-gaps: one name; an old one in a log
- partial: several names and a list
- no: several names and no list
- answered by: DCS-07

### Evidence
- list of systems with names
- test in ten minutes: ask three teams; they agree

### Next steps
- from no: choose one (hours)
- from partial: retire the others (days)
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "bank").mkdir(parents=True)
    (folder / "bank.toml").write_text('id = "own-rules"\ntitle = "House rules"\nversion = "1"\n', encoding="utf-8")
    (folder / "domains.csv").write_text("code,title,bank\nHR,House rules,bank/hr.md\n", encoding="utf-8")
    (folder / "bank" / "hr.md").write_text(OWN_BANK, encoding="utf-8")
    return folder


@pytest.fixture
def lensed(cli: Callable[..., Any]) -> str:
    """An assessment that asks the CAF lens too."""
    options = ("--role", "AP", "--phase", "production", "--use-case", "agent", "--lens", "caf-ai")
    run = cli("new", "Lensed", *options)
    assert run.code == 0, run.err
    return "Lensed"


def test_a_lens_scores_apart_from_the_matrix(cli: Callable[..., Any], lensed: str) -> None:
    cli("answer", lensed, "caf-vm-input.1", "yes")
    view = json.loads(cli("show", lensed, "--json").out)
    (lens,) = view["lens_results"]
    assert view["counts"]["answered"] == 0
    assert (lens["id"], lens["counts"]["answered"], lens["score"]["assessed"]) == ("caf-ai", 1, 100)
    assert lens["counts"]["asked"] == len(load_lens("caf-ai").control_by_question)
    assert view["lenses"] == ["caf-ai"]


def test_scope_and_gaps_of_a_lens_are_one_option_away(cli: Callable[..., Any], lensed: str) -> None:
    asked = [entry for entry in json.loads(cli("scope", lensed, "--lens", "caf-ai", "--json").out) if entry["asked"]]
    gaps = json.loads(cli("gaps", lensed, "--lens", "caf-ai", "--json").out)
    assert len(gaps) == len(asked) > 0
    assert all(gap["question"].startswith("CAF-") for gap in gaps)
    assert len(json.loads(cli("gaps", lensed, "--json").out)) == 299


def test_the_rules_hold_for_a_lens_too(cli: Callable[..., Any], lensed: str) -> None:
    cli("answer", lensed, "CAF-VM-INPUT.1", "no")
    run = cli("check", lensed, "--json")
    assert run.code == 1
    broken = {finding["question"] for finding in json.loads(run.out) if finding["severity"] == "error"}
    assert broken == {"CAF-VM-INPUT.1"}


def test_a_lens_is_exported_with_its_own_sheets_and_numbers(cli: Callable[..., Any], lensed: str) -> None:
    cli("answer", lensed, "CAF-VM-INPUT.1", "partial")
    assert cli("export", lensed, "workbook", "--output", "book.xlsx").code == 0
    (lens,) = json.loads(cli("show", lensed, "--json").out)["lens_results"]
    with closing(openpyxl.load_workbook("book.xlsx", data_only=True)) as book:
        questions = [row[0].value for row in book["caf-ai answers"].iter_rows(min_row=2)]
        scores = {row[0].value: row for row in book["caf-ai scores"].iter_rows(min_row=2)}
    assert questions == list(load_lens("caf-ai").control_by_question)
    assert scores["All"][-1].value == pytest.approx(lens["score"]["posture"], abs=1e-9)
    rows = list(csv.DictReader(io.StringIO(cli("export", lensed, "csv", "--output", "-").out)))
    assert [row["status"] for row in rows if row["question"] == "CAF-VM-INPUT.1"] == ["partial"]


def test_a_json_export_with_a_lens_imports_back(cli: Callable[..., Any], lensed: str) -> None:
    cli("answer", lensed, "CAF-VM-INPUT.1", "yes-gaps", "--description", "small")
    cli("export", lensed, "json", "--output", "all.json")
    assert cli("import", "Copy", "all.json").code == 0
    first, second = (json.loads(cli("export", name, "json", "--output", "-").out) for name in (lensed, "Copy"))
    assert (first["answers"], first["lens_results"]) == (second["answers"], second["lens_results"])


def test_an_unknown_lens_is_refused_with_the_nearest(cli: Callable[..., Any]) -> None:
    run = cli("new", "X", "--role", "AP", "--lens", "caf")
    assert run.code == 2
    assert "did you mean caf-ai?" in run.err
    assert "no assessments" in cli("list").out.lower()


def test_an_assessment_without_the_lens_does_not_know_it(cli: Callable[..., Any]) -> None:
    cli("new", "Plain", "--role", "AP")
    assert cli("answer", "Plain", "CAF-VM-INPUT.1", "yes").code == 2
    assert cli("gaps", "Plain", "--lens", "caf-ai").code == 2


def test_a_bank_of_ones_own_is_kept_and_asked(cli: Callable[..., Any], own: Path, home: Path) -> None:
    assert cli("new", "Own", "--role", "AP", "--bank", str(own)).code == 0
    (own / "bank" / "hr.md").unlink()
    assert cli("answer", "Own", "HR-NAME.1", "yes").code == 0
    (lens,) = json.loads(cli("show", "Own", "--json").out)["lens_results"]
    assert (lens["id"], lens["counts"]["yes"]) == ("own-rules", 1)
    assert (home / "banks" / "own-rules" / "bank" / "hr.md").is_file()


def test_a_faulty_bank_of_ones_own_gets_all_its_faults_and_changes_nothing(
    cli: Callable[..., Any], own: Path, home: Path
) -> None:
    text = OWN_BANK.replace("DCS-07", "DCS-7").replace("choose one (hours)", "choose one")
    (own / "bank" / "hr.md").write_text(text, encoding="utf-8")
    run = cli("new", "Own", "--role", "AP", "--bank", str(own))
    assert run.code == 2
    assert "bank/hr.md:" in run.err
    assert "without its effort" in run.err
    assert not (home / "banks").exists()
    assert "no assessments" in cli("list").out.lower()


def test_another_bank_with_the_same_id_is_refused(cli: Callable[..., Any], own: Path) -> None:
    cli("new", "Own", "--role", "AP", "--bank", str(own))
    (own / "bank" / "hr.md").write_text(OWN_BANK.replace("one name everywhere", "a single name"), encoding="utf-8")
    run = cli("new", "Own two", "--role", "AP", "--bank", str(own))
    assert run.code == 2
    assert "change the id" in run.err
