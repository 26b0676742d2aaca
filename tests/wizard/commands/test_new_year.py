"""``new --from``: a new year begins with all answers, and what is to be looked at again is counted alike everywhere."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from wizard.core.answers import Answer, Status
from wizard.core.migration import Fate, Migration, MigrationRow
from wizard.store.home import Home
from wizard.store.repository import Repository
from wizard.store.shelf import Shelf

OPTIONS = ("--role", "AP", "--phase", "production", "--target", "scale", "--use-case", "agent", "--lens", "caf-ai")
ANSWERS = [
    {"question": "IAM-01.1", "status": "yes", "ownership": "AP-Owned", "description": "as agreed", "evidence": ["a"]},
    {
        "question": "IAM-02.1",
        "status": "no",
        "ownership": "AP-Owned",
        "remediation": {"action": "mend it", "owner": "kim", "due": "2020-01-31"},
        "accepted_risk": {"reason": "small", "until": "2020-02-29"},
    },
    {"question": "IAM-03.1", "note": "ask again"},
    {"question": "CAF-VM-INPUT.1", "status": "partial", "ownership": "AP-Owned"},
]


@pytest.fixture
def begun(make: Callable[..., None], cli: Callable[..., Any]) -> None:
    """Old has answers; New was made from it."""
    make("Old", ANSWERS, *OPTIONS)
    run = cli("new", "New", "--from", "Old")
    assert (run.code, run.err) == (0, "")
    assert "3 answers" in run.out
    assert "ask New --review" in run.out


def document(cli: Callable[..., Any], name: str) -> dict[str, Any]:
    """The json export of an assessment."""
    found: dict[str, Any] = json.loads(cli("export", name, "json", "--output", "-").out)
    return found


def left(cli: Callable[..., Any]) -> tuple[int, int]:
    """How many answers of New are to be looked at again: of the matrix, of the lens."""
    shown = json.loads(cli("show", "New", "--json").out)
    (listed,) = [item for item in json.loads(cli("list", "--json").out) if item["name"] == "New"]
    assert listed["counts"]["review"] == shown["counts"]["review"]
    return shown["counts"]["review"], shown["lens_results"][0]["counts"]["review"]


@pytest.mark.usefixtures("begun")
def test_every_answer_comes_along_marked_and_the_old_assessment_stays(cli: Callable[..., Any]) -> None:
    old, new = document(cli, "Old"), document(cli, "New")
    assert [answer | {"review": ""} for answer in new["answers"]] == old["answers"]
    assert [bool(answer["review"]) for answer in new["answers"]] == [True, True, False, True]
    assert (new["roles"], new["lenses"], new["target_phase"]) == (["AP"], ["caf-ai"], "scale")
    assert (new["history"], old["migrations"], len(new["migrations"])) == ([], [], 1)
    assert [(item["label"], item["changes"]) for item in new["milestones"]] == [("carried over", 0)]
    assert left(cli) == (2, 1)
    assert "2 to look at again, lens caf-ai 1: caiq-wizard ask New --review" in cli("show", "New").out
    assert "review-again" in cli("check", "New", "--json").out
    assert "overdue" in cli("export", "New", "markdown", "--output", "-").out


@pytest.mark.usefixtures("begun")
def test_a_status_clears_the_mark_also_the_same_one_and_the_history_says_so(cli: Callable[..., Any]) -> None:
    for name in ("IAM-01.1", "IAM-02.1"):
        status = {"IAM-01.1": "yes", "IAM-02.1": "partial"}[name]
        assert cli("answer", "New", name, status).code == 0
    assert left(cli) == (0, 1)
    found = json.loads(cli("check", "New", "--json").out)
    assert [item["question"] for item in found if item["rule"] == "review-again"] == ["CAF-VM-INPUT.1"]
    cli("export", "New", "csv", "--output", "tables")
    with Path("tables/history.csv").open(encoding="utf-8") as lines:
        told = [row for row in csv.DictReader(lines) if row["question"] == "IAM-01.1"]
    ((field, before, after),) = [(row["field"], row["before"], row["after"]) for row in told]
    assert (field, after) == ("to be looked at again", "looked at")
    assert "'Old'" in before
    kept, before_ = (document(cli, name)["answers"][0] for name in ("New", "Old"))
    assert kept == before_ | {"changed": kept["changed"]}


def test_what_is_given_goes_before_the_old_set_up_and_an_archived_one_will_do(
    make: Callable[..., None], cli: Callable[..., Any], home: Path
) -> None:
    make("Old", ANSWERS[:3], *OPTIONS[:-2], "--organization", "Org")
    Shelf(Repository(Home(home))).archive("Old")
    given = ("--role", "MP", "--phase", "scale", "--use-case", "assistant", "--system", "second")
    assert cli("new", "New", "--from", "Old", *given).code == 0
    new = document(cli, "New")
    said = [new[name] for name in ("roles", "phase", "target_phase", "use_case", "organization", "system")]
    assert said == [["MP"], "scale", "scale", "assistant", "Org", "second"]
    assert len(new["answers"]) == len(ANSWERS[:3])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("New", "--from", "Odl"), "no assessment named 'Odl'"),
        (("--from", "Old"), "give a NAME"),
        (("Old", "--from", "Old"), "exists already"),
        (("New", "--from", "Old", "--target", "prototype"), "before the current phase"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    make: Callable[..., None], cli: Callable[..., Any], arguments: tuple[str, ...], said: str
) -> None:
    make("Old", {}, *OPTIONS)
    run = cli("new", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert said in run.err


@pytest.mark.usefixtures("begun")
def test_the_workbook_tells_of_it_and_comes_back_and_one_without_is_as_before(cli: Callable[..., Any]) -> None:
    for name in ("New", "Old"):
        assert cli("export", name, "workbook", "--output", f"{name}.xlsx").code == 0
        run = cli("verify", name, f"{name}.xlsx")
        assert (run.code, run.err) == (0, ""), run.out
    assert "0 differ" in cli("import", "New", "New.xlsx", "--dry-run").out
    old, new = load_workbook("Old.xlsx"), load_workbook("New.xlsx")
    assert set(new.sheetnames) - set(old.sheetnames) == {"Carried over"}
    headings = [[cell.value for cell in book["Answers"][1]] for book in (old, new)]
    assert set(headings[1]) - set(headings[0]) == {"Look again because"}
    marked = [row[headings[1].index("Look again because")].value for row in new["Answers"].iter_rows(min_row=2)]
    carried = new["Carried over"]
    names = [cell.value for cell in carried[1]]
    again = [row[names.index("Look again because")].value for row in carried.iter_rows(min_row=2)]
    assert (len(list(filter(None, marked))), len(list(filter(None, again)))) == (2, 3)
    summary = [str(cell.value) for row in new["Summary"].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("2 answers were carried over") and "1 of the lens caf-ai" in text for text in summary)
    assert cli("answer", "New", "IAM-01.1", "yes").code == 0
    carried.cell(2, names.index("Why") + 1).value = "for no reason"
    new.save("touched.xlsx")
    assert "for no reason" in cli("verify", "New", "touched.xlsx").out
    assert cli("verify", "New", "New.xlsx").code == 0, "the book is of a time at which the mark stood"


@pytest.mark.usefixtures("begun")
def test_a_status_that_was_changed_in_the_workbook_is_a_look(cli: Callable[..., Any]) -> None:
    cli("export", "New", "workbook", "--output", "New.xlsx")
    book = load_workbook("New.xlsx")
    headings = [cell.value for cell in book["Answers"][1]]
    row = next(row for row in book["Answers"].iter_rows(min_row=2) if row[0].value == "IAM-02.1")
    row[headings.index("Status")].value = "partial"
    book.save("New.xlsx")
    assert cli("import", "New", "New.xlsx", "--on-conflict", "theirs").code == 0
    assert left(cli) == (1, 1)


def test_a_file_from_before_there_were_marks_opens(
    make: Callable[..., None], cli: Callable[..., Any], home: Path
) -> None:
    make("Old", ANSWERS[:3], *OPTIONS)
    (path,) = (home / "assessments").glob("*.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert "migrations" not in data
    for answer in data["answers"].values():
        del answer["review"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert json.loads(cli("show", "Old", "--json").out)["counts"]["review"] == 0
    assert cli("answer", "Old", "IAM-01.1", Status.NO).code == 0
    assert cli("new", "New", "--from", "Old").code == 0


def test_an_archived_answer_stands_in_every_export_in_full(
    make: Callable[..., None], cli: Callable[..., Any], home: Path
) -> None:
    make("Old", ANSWERS[:3], *OPTIONS)
    long = "=1+1 " + "ß" * 40_000
    archived = Answer("XX-01.1", Status.PARTIAL, description=long, evidence=("old.pdf",), note="a note")
    rows = (MigrationRow("XX-01.1", "", Fate.ARCHIVED, answered=True, reason="not asked any more"),)
    with Repository(Home(home)).open("Old") as file:
        file.keep_migrations((Migration("last.xlsx", "1.0.2", "1.1", datetime.now(UTC), rows, (archived,)),))
    for format_, name in (("workbook", "x.xlsx"), ("markdown", "x.md"), ("csv", "tables")):
        assert cli("export", "Old", format_, "--output", name).code == 0
    assert cli("verify", "Old", "x.xlsx").code == 0
    book = load_workbook("x.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum(text.count("ß") for text in cells) == 40_000
    markdown = Path("x.md").read_text(encoding="utf-8")
    assert markdown.count("ß") == 40_000
    assert "From last.xlsx" in markdown
    with Path("tables/carried-over.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["before"], row["happened"], row["description"]) == ("XX-01.1", "archived", f"'{long}")
    assert (row["archived_status"], row["evidence"], row["note"]) == ("partial", "old.pdf", "a note")
