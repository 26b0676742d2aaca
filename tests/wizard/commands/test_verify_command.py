"""``verify``: a book that nobody touched agrees, every cell that was touched is named, and nothing else."""

import io
import json
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.formula.translate import Translator
from openpyxl.workbook import Workbook
from support.surgery import Change, formula, loaded, nothing, number, operated, place, saved, stored, text

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PROFILE = ("--role", "OSP", "AP", "--phase", "prototype", "--target", "production", "--lens", "caf-ai")
TURNS = ("yes", "partial", None, "no", "yes-gaps", "na", None)
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture
def content(make: Callable[..., None], cli: Callable[..., Any]) -> bytes:
    """X with two roles, a lens, a milestone, and answers of all kinds; its workbook."""
    assert cli("new", "X", *PROFILE).code == 0
    ledger = json.loads(cli("scope", "X", "--json").out)
    asked = [entry["question"] for entry in ledger if entry["asked"]]
    answers = [
        {
            "question": question,
            "status": TURNS[place_ % len(TURNS)],
            "description": f"description of {question}\n=1+1" * (2000 if place_ == 3 else 1),
            "remediation": {"action": "mend it", "owner": "somebody", "due": "2031-01-31"} if place_ % 3 else None,
            "evidence": ["a", "b\nc"],
        }
        for place_, question in enumerate(asked)
        if TURNS[place_ % len(TURNS)]
    ]
    half = len(answers) // 2
    for part in (answers[:half], answers[half:]):
        Path("some.json").write_text(json.dumps({"answers": part}), encoding="utf-8")
        assert cli("import", "X", "some.json").code == 0
        assert cli("milestone", "X", f"after {len(part)} {part[0]['question']}").code == 0
    assert cli("export", "X", "workbook", "--output", "book.xlsx").code == 0
    del make
    return Path("book.xlsx").read_bytes()


@pytest.fixture
def verified(cli: Callable[..., Any]) -> Callable[..., Any]:
    """The exit code and the JSON of verifying a book against X."""

    def do(content: bytes) -> tuple[int, dict[str, Any]]:
        Path("given.xlsx").write_bytes(content)
        run = cli("verify", "X", "given.xlsx", "--json")
        assert run.err == ""
        return run.code, json.loads(run.out)

    return do


def found(view: dict[str, Any]) -> set[tuple[str, str]]:
    """What was found, as kinds and cells."""
    return {(finding["kind"], finding["cell"]) for finding in view["findings"]}


def formulas_in(content: bytes) -> int:
    """How many formulas a workbook holds, counted in its XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(archive.read(name).count(b"<f>") for name in sheets)


def test_a_fresh_book_agrees_and_every_formula_of_it_was_compared(
    cli: Callable[..., Any], verified: Callable[..., Any], content: bytes
) -> None:
    code, view = verified(content)
    assert (code, view["findings"]) == (0, [])
    ledgers = [json.loads(cli("scope", "X", *options, "--json").out) for options in ([], ["--lens", "caf-ai"])]
    asked = sum(entry["asked"] for ledger in ledgers for entry in ledger)
    assert (view["figures"], view["questions"]) == (formulas_in(content), asked)
    run = cli("verify", "X", "book.xlsx")
    assert run.out.startswith(f"{view['figures']:,} figures and {view['questions']:,} questions agree. ")
    assert run.out.count("\n") == 1
    assert "made from today's answers" in run.out


def test_every_touched_cell_is_named_and_no_other(verified: Callable[..., Any], content: bytes) -> None:
    workbook = loaded(content)
    ids = [cell.value for cell in workbook["Answers"]["A"][1:]]
    gap = [cell.value for cell in workbook["Gaps"]["D"][1:]]

    def at(sheet: str, row: str, heading: str) -> tuple[str, str]:
        return place(workbook, sheet, row, heading)

    shares, numbers = (
        next(cell.row + 2 for cell in workbook["Heat maps"]["A"] if str(cell.value).endswith(words))
        for words in ("share that stands, in %", "controls that count")
    )
    wrong: dict[tuple[str, str], tuple[str, Change]] = {
        ("Heat maps", f"C{shares}"): ("figure", stored(99.5)),
        ("Heat maps", f"D{shares}"): ("formula", number(50)),
        ("Heat maps", f"B{numbers}"): ("formula", number(1)),
        at("Domains", "IAM", "Posture score"): ("figure", stored(99.5)),
        at("Domains", "AIS", "Assessed score"): ("formula", number(100)),
        at("Controls", "IAM-01", "Score"): ("figure", stored(100)),
        at("Controls", "IAM-02", "Standing"): ("formula", text("stands")),
        at("Gaps", gap[0], "Rank"): ("figure", stored(7)),
        at("Gaps", gap[1], "Priority"): ("formula", formula("0.6", "0.1")),
        at("Gaps", gap[2], "Recommended step"): ("cell", text("nothing to do")),
        at("caf-ai scores", "All", "Asked"): ("figure", stored(1)),
        at("Answers", ids[0], "Question"): ("question", text("Is all well?")),
        at("Answers", ids[1], "Credit"): ("figure", stored(0.9)),
        at("Answers", ids[1], "Weight"): ("cell", number(50)),
        at("Answers", ids[3], "Status"): ("answer", text("yes")),
        at("Answers", ids[4], "Implementation description"): ("answer", text("another text")),
        at("Gaps", gap[3], "Owner"): ("answer", text("somebody else")),
        at("Scope", ids[5], "Why"): ("cell", nothing()),
        at("Answers", ids[6], "Confidence"): ("unreadable", text("quite")),
        at("Answers", ids[7], "Note"): ("answer", text("a remark")),
    }
    # allowed: what an auditor writes
    allowed = {at("Answers", ids[8], heading): text("rejected") for heading in ("Auditor verdict", "Auditor comment")}
    changes = {where: change for where, (_, change) in wrong.items()} | allowed
    code, view = verified(operated(content, changes))
    assert code == 1
    assert found(view) == {(kind, " ".join(where)) for where, (kind, _) in wrong.items()}
    by_cell = {finding["cell"]: finding for finding in view["findings"]}
    assert by_cell[" ".join(at("Domains", "IAM", "Posture score"))]["says"] == "99.5"
    assert by_cell[" ".join(at("Answers", ids[0], "Question"))]["should"] == workbook["Answers"]["B2"].value
    assert any("rejected 1" in remark for remark in view["remarks"])


def test_questions_that_are_renamed_removed_or_doubled_are_named(
    cli: Callable[..., Any], verified: Callable[..., Any], content: bytes
) -> None:
    workbook = loaded(content)
    ids = [str(cell.value) for cell in workbook["Answers"]["A"][1:]]
    changes = {("Answers", "A4"): text("IAM-99.1"), ("Answers", "A6"): text(ids[1]), ("Answers", "A7"): nothing()}
    code, view = verified(operated(content, changes))
    about = " ".join(finding["about"] for finding in view["findings"] if finding["kind"] == "row")
    assert code == 1
    for words in (
        f"{ids[2]} is missing",
        f"{ids[4]} is missing",
        f"{ids[5]} is missing",
        "IAM-99.1 was added",
        f"{ids[1]} is there twice",
    ):
        assert words in about
    assert "Rows that are missing or were added" in cli("verify", "X", "given.xlsx").out


def shuffled(workbook: Workbook, name: str) -> None:
    """Sort the rows of a sheet as a spreadsheet program does: formulas keep pointing to their own rows."""
    sheet = workbook[name]
    rows = [[(cell.value, cell.coordinate) for cell in row] for row in sheet.iter_rows(min_row=2)]
    random.Random(5).shuffle(rows)  # noqa: S311  (nothing secret: the same each time)
    for number_, row in enumerate(rows, start=2):
        for column, (value, origin) in enumerate(row, start=1):
            cell = sheet.cell(number_, column)
            is_formula = isinstance(value, str) and value.startswith("=") and cell.data_type != "s"
            cell.value = Translator(value, origin).translate_formula(cell.coordinate) if is_formula else value


def test_a_book_without_figures_is_told_so_in_one_sentence(verified: Callable[..., Any], content: bytes) -> None:
    code, view = verified(saved(loaded(content)))
    assert code == 1
    (finding,) = view["findings"]
    assert "holds no figures" in finding["about"]
    assert "spreadsheet program" in finding["about"]


def test_an_older_book_agrees_with_itself_and_the_answers_that_changed_since_are_named(
    cli: Callable[..., Any], verified: Callable[..., Any], content: bytes
) -> None:
    workbook = loaded(content)
    question = workbook["Answers"]["A3"].value
    assert cli("answer", "X", question, "na", "--description", "not ours").code == 0
    assert cli("milestone", "X", "later").code == 0
    code, view = verified(content)
    cells = {
        ("answer", " ".join(place(workbook, "Answers", question, heading)))
        for heading in ("Status", "Implementation description")
    }
    assert code == 1
    assert found(view) == cells
    assert any("some have changed since" in remark for remark in view["remarks"])


def test_a_book_whose_changes_were_taken_in_agrees_again(
    cli: Callable[..., Any], verified: Callable[..., Any], content: bytes
) -> None:
    workbook = loaded(content)
    ids = [str(cell.value) for cell in workbook["Answers"]["A"][1:]]
    changes = {place(workbook, "Answers", question, "Status"): text("yes") for question in (ids[1], ids[3])}
    changes[place(workbook, "Gaps", ids[2], "Owner")] = text("somebody new")
    assert verified(operated(content, changes))[0] == 1
    assert cli("import", "X", "given.xlsx", "--on-conflict", "newer").out.startswith("Imported 3 answers")
    code, view = verified(operated(content, changes))
    assert (code, view["findings"]) == (0, [])


def test_answers_changed_without_calculating_are_told_so(verified: Callable[..., Any], content: bytes) -> None:
    workbook = loaded(content)
    where = place(workbook, "Answers", workbook["Answers"]["A2"].value, "Status")
    code, view = verified(operated(content, {where: text("no")}))
    assert (code, found(view)) == (1, {("answer", " ".join(where))})
    assert any("nobody has calculated it" in remark for remark in view["remarks"])


@pytest.mark.parametrize(
    ("typed", "advice"), [("Yes, with gaps", "choose yes-gaps from the list"), ("done", "use one of yes, yes-gaps")]
)
def test_a_status_that_the_formulas_do_not_know_is_pointed_out(
    verified: Callable[..., Any], content: bytes, typed: str, advice: str
) -> None:
    workbook = loaded(content)
    where = place(workbook, "Answers", workbook["Answers"]["A6"].value, "Status")
    assert workbook[where[0]][where[1]].value == "yes-gaps"
    code, view = verified(operated(content, {where: text(typed)}))
    assert (code, found(view)) == (1, {("unreadable", " ".join(where))})
    assert advice in view["findings"][0]["about"]


@pytest.mark.parametrize("name", ["book.json", "empty.xlsx", "nowhere.xlsx"])
def test_a_file_that_is_none_of_ours_is_refused_with_one_line(cli: Callable[..., Any], name: str) -> None:
    cli("new", "X", "--role", "AP")
    Path("book.json").write_text("{}")
    Path("empty.xlsx").write_bytes(saved(Workbook()))
    run = cli("verify", "X", name)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


def calculated(folder: Path, books: Iterable[Path]) -> Path:
    """Let LibreOffice open, calculate and save some books."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    command = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, books)], check=True, capture_output=True, timeout=240)
    return out


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_book_that_another_program_saved_sorted_or_calculated_is_understood(
    verified: Callable[..., Any], content: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    changed, sorted_ = loaded(content), loaded(content)
    statuses = {}
    for row in range(2, changed["Answers"].max_row + 1, 2):
        _, cell = place(changed, "Answers", changed["Answers"][f"A{row}"].value, "Status")
        new = {"no": "yes", "yes": "no", None: "yes-gaps"}.get(changed["Answers"][cell].value)
        statuses[f"Answers {cell}"] = changed["Answers"][cell].value != new
        changed["Answers"][cell].value = new
    for name in ("Gaps", "Domains", "Standards", "Scope"):
        shuffled(sorted_, name)
    (folder / "plain.xlsx").write_bytes(content)
    (folder / "changed.xlsx").write_bytes(saved(changed))
    (folder / "sorted.xlsx").write_bytes(saved(sorted_))
    out = calculated(tmp_path, sorted(folder.iterdir()))
    for name in ("plain", "sorted"):
        code, view = verified((out / f"{name}.xlsx").read_bytes())
        assert view["findings"] == [], name
        assert code == 0
    code, view = verified((out / "changed.xlsx").read_bytes())
    assert code == 1
    assert found(view) == {("answer", cell) for cell, is_new in statuses.items() if is_new}
    assert "All figures follow from the answers in the book." in view["remarks"]


def test_a_book_of_another_version_says_so(verified: Callable[..., Any], content: bytes) -> None:
    workbook = loaded(content)
    row = next(cell.row for cell in workbook["Method"]["A"] if cell.value == "Program")
    code, view = verified(operated(content, {("Method", f"B{row}"): text("caiq-wizard 0.0.1")}))
    assert code == 0
    assert any("made by caiq-wizard 0.0.1" in remark for remark in view["remarks"])


def test_a_book_of_another_scope_is_compared_with_the_scope_that_it_names(
    cli: Callable[..., Any], verified: Callable[..., Any], content: bytes
) -> None:
    document = json.loads(cli("export", "X", "json", "--output", "-").out)
    Path("other.json").write_text(json.dumps({**document, "target_phase": "scale", "roles": ["AP"]}), encoding="utf-8")
    assert cli("import", "Other", "other.json").code == 0
    run = cli("verify", "Other", "given.xlsx" if Path("given.xlsx").write_bytes(content) else "", "--json")
    view = json.loads(run.out)
    assert (run.code, view["findings"]) == (0, [])
    assert any("The scope has changed" in remark for remark in view["remarks"])
    assert any("of the assessment 'X'" in remark for remark in view["remarks"])
    assert verified(content)[0] == 0


@pytest.mark.parametrize(
    "made", ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "yesterday", "2026-01-01T00:00:00+14:00"]
)
def test_a_strange_time_of_making_ends_in_findings_not_in_a_crash(
    verified: Callable[..., Any], content: bytes, made: str
) -> None:
    workbook = loaded(content)
    row = next(cell.row for cell in workbook["Method"]["A"] if cell.value == "Made (UTC)")
    code, _ = verified(operated(content, {("Method", f"B{row}"): text(made)}))
    assert code in (0, 1)


def test_a_number_of_hundreds_of_digits_is_a_figure_that_differs(verified: Callable[..., Any], content: bytes) -> None:
    workbook = loaded(content)
    where = place(workbook, "Domains", workbook["Domains"]["A2"].value, "Asked")
    code, view = verified(operated(content, {where: stored("1" + "0" * 400)}))
    assert (code, found(view)) == (1, {("figure", " ".join(where))})
