"""The capabilities as the command line tells them: the same figures in the table, in JSON, in the workbook and in the rest."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.surgery import loaded, number, operated, place, stored
from support.workbooks import differences, opened, records

from questionnaires.library import load_bank, load_lens

TURNS = ("yes", "partial", "no", "yes-gaps", "na")
SCOPE = ("--role", "OSP", "AP", "--phase", "production", "--target", "scale", "--use-case", "agent")
COMPONENTS = ("input", "model", "output", "all")


@pytest.fixture(params=["with the lens", "without it"])
def included(request: pytest.FixtureRequest, cli: Callable[..., Any], make: Callable[..., None]) -> bool:
    """X with answers of all kinds, to the lens too where it is asked."""
    asks = bool(request.param == "with the lens")
    make("X", {}, *SCOPE, *(("--lens", "caf-ai") if asks else ()))
    asked = [entry["question"] for entry in json.loads(cli("scope", "X", "--json").out) if entry["asked"]]
    own = list(load_lens("caf-ai").control_by_question)[::2] if asks else []
    chosen = [*(q for n, q in enumerate(asked) if n % 4), *own]
    answers = [{"question": q, "status": TURNS[n % 5]} for n, q in enumerate(chosen)]
    Path("in.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    assert cli("import", "X", "in.json").code == 0
    return asks


@pytest.fixture
def told(cli: Callable[..., Any], included: bool) -> Any:
    """What ``capabilities --json`` says."""
    run = cli("capabilities", "X", "--json")
    assert (run.code, run.err) == (0, "")
    found = json.loads(run.out)
    assert found["included"] is included
    return found


def test_show_says_the_same(cli: Callable[..., Any], told: Any) -> None:
    assert json.loads(cli("show", "X", "--json").out)["insights"]["capabilities"] == told


def test_the_table_has_the_figures_and_the_weakest_are_explained(cli: Callable[..., Any], told: Any) -> None:
    text = cli("capabilities", "X").out
    cells = {(cell["capability"], cell["component"]): cell for cell in (*told["cells"], *told["components"])}
    for total in (*told["capabilities"], told["whole"]):
        own = [total, *(cells[total["capability"], component] for component in COMPONENTS[:3])]
        values = [cell[name] for name in ("score", "matrix") for cell in own]
        figures = ["–" if value is None else f"{value:.1f}" for value in values]
        assert re.search(rf"^{total['title']} +{' +'.join(map(re.escape, figures))}$", text, re.MULTILINE)
    assert len(told["weakest"]) == 3
    for capability, component in told["weakest"]:
        cell = cells[capability, component]
        consequence = load_lens("caf-ai").controls[f"{capability}-{component.upper()}"].text.consequence
        assert cell["explained"].startswith(f"Pulled down by {capability}-{component.upper()}.")
        assert cell["example"] == consequence
        assert f"{cell['title']}, {component}: {cell['score']:.1f}. {cell['explained']}" in text
        assert f"First step: {cell['step_of']}: {cell['step']}" in text
        assert f"What can go wrong, for example: {consequence}" in text
    assert all(
        not cell["explained"]
        for cell in cells.values()
        if [cell["capability"], cell["component"]] not in told["weakest"]
    )
    assert ("Careful estimate" in text) is not told["included"]


def test_what_pulls_a_weak_cell_down_comes_first_with_the_step_of_the_answer_that_it_is_from(
    cli: Callable[..., Any], make: Callable[..., None]
) -> None:
    make("X", {}, *SCOPE)
    bank = load_bank()
    good = [q for control in ("IAM-15", "IAM-16", "LOG-04") for q in bank.controls[control].question_ids]
    answers = [{"question": q, "status": "no" if q == "LOG-04.1" else "yes"} for q in good]
    Path("in.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    assert cli("import", "X", "in.json").code == 0
    told = json.loads(cli("capabilities", "X", "--json").out)
    assert told["basis"].startswith("Careful estimate: the lens caf-ai is not asked here")
    assert ["CAF-IAM", "output"] in told["weakest"]
    (cell,) = (cell for cell in told["cells"] if (cell["capability"], cell["component"]) == ("CAF-IAM", "output"))
    assert cell["score"] == 0
    assert cell["explained"] == (
        f"Pulled down by CAF-IAM-OUTPUT.1 (no, from LOG-04.1 {bank.controls['LOG-04'].title}). "
        "Linked controls that do stand: IAM-15, IAM-16."
    )
    step = bank.controls["LOG-04"].text.from_no
    assert (cell["step_of"], cell["step"]) == ("LOG-04.1", f"{step.action} ({step.effort})")
    markdown = cli("export", "X", "markdown", "--output", "-").out
    assert "**What can go wrong, for example:**" in markdown
    assert "**First step:** LOG\\-04" in markdown or "**First step:** LOG-04" in markdown
    assert told["basis"].split(":")[0] in markdown


def test_an_answer_of_its_own_has_the_step_of_the_lens(cli: Callable[..., Any], make: Callable[..., None]) -> None:
    make("X", {}, *SCOPE, "--lens", "caf-ai")
    answers = [{"question": "CAF-IAM-OUTPUT.1", "status": "partial"}, {"question": "LOG-04.1", "status": "no"}]
    Path("in.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    assert cli("import", "X", "in.json").code == 0
    told = json.loads(cli("capabilities", "X", "--json").out)
    assert told["basis"].startswith("Each question counts by its own answer")
    (cell,) = (cell for cell in told["cells"] if (cell["capability"], cell["component"]) == ("CAF-IAM", "output"))
    assert cell["explained"] == ("Pulled down by CAF-IAM-OUTPUT.1 (partial, its own answer). No linked control stands.")
    step = load_lens("caf-ai").controls["CAF-IAM-OUTPUT"].text.from_partial
    assert (cell["step_of"], cell["step"]) == ("CAF-IAM-OUTPUT.1", f"{step.action} ({step.effort})")


def test_the_workbook_has_the_same_figures(cli: Callable[..., Any], told: Any) -> None:
    assert cli("export", "X", "workbook", "--output", "x.xlsx").code == 0
    book = opened(Path("x.xlsx"), data_only=True)
    cells = {(cell["capability"], cell["component"]): cell for cell in told["cells"]}
    for cell in (*told["capabilities"], *told["components"], told["whole"]):
        cells[cell["capability"], cell["component"]] = cell
    lines = records(book["CAF"])
    assert [line["Capability"] for line in lines] == [*(cell["capability"] for cell in told["capabilities"]), "all"]
    assert lines[-1]["What these figures are"].startswith(told["basis"])
    for line in lines:
        own = {component: cells[line["Capability"], component] for component in COMPONENTS}
        wanted = {component.capitalize(): cell["score"] for component, cell in own.items()}
        wanted |= {f"AICM {component}": cell["matrix"] for component, cell in own.items()}
        assert differences({heading: line[heading] for heading in wanted}, wanted) == {}
    rows = records(book["CAF cells"])
    assert len(rows) == 27
    for row in rows:
        cell = cells[row["Capability"], row["Component"]]
        words = [item["status"] or "open" for item in told["questions"] if item["question"].startswith(_control(cell))]
        wanted = {"Score": cell["score"], "Questions": cell["asked"], "Open": cell["open"]}
        wanted |= {"By linked answers": cell["linked"]} | ({"By own answers": cell["own"]} if told["included"] else {})
        wanted |= {f"Question {number_} counts as": word for number_, word in enumerate(words, start=1)}
        wanted |= {"Why it is among the weakest (at export)": cell["explained"]}
        wanted |= {"What can go wrong there, for example": cell["example"]}
        wanted["First step there (at export)"] = f"{cell['step_of']}: {cell['step']}" if cell["explained"] else None
        assert differences({heading: row[heading] for heading in wanted}, wanted) == {}


def _control(cell: dict[str, Any]) -> str:
    return f"{cell['capability']}-{cell['component'].upper()}."


def test_the_answers_sheet_marks_what_each_answer_counts_for(cli: Callable[..., Any], told: Any) -> None:
    assert cli("export", "X", "workbook", "--output", "x.xlsx").code == 0
    rows = records(opened(Path("x.xlsx"), data_only=True)["Answers"])
    found = {
        (row["Control"], question) for row in rows for question in (row["CAF questions"] or "").split(", ") if question
    }
    asked = {row["Control"] for row in rows}
    links = {(control, item["question"]) for item in told["questions"] for control in item["controls"]}
    assert found == {(control, question) for control, question in links if control in asked}


def test_verify_compares_the_sheets(cli: Callable[..., Any], told: Any) -> None:
    del told
    assert cli("export", "X", "workbook", "--output", "x.xlsx").code == 0
    assert cli("verify", "X", "x.xlsx").code == 0
    content = Path("x.xlsx").read_bytes()
    book = loaded(content)
    score, weight = place(book, "CAF", "CAF-DP", "Model"), place(book, "CAF cells", "CAF-DP", "Weight")
    (row,) = (cell.row for cell in book["Summary"]["A"] if cell.value == "AI security capabilities")
    summary = ("Summary", f"B{row}")
    changed = operated(content, {score: stored(99), weight: number(7), summary: stored(98)})
    Path("changed.xlsx").write_bytes(changed)
    run = cli("verify", "X", "changed.xlsx")
    assert run.code == 1
    assert f"CAF {score[1]}" in run.out
    assert f"CAF cells {weight[1]}" in run.out
    assert f"Summary {summary[1]}" in run.out


def test_markdown_and_csv_tell_them_too(cli: Callable[..., Any], told: Any) -> None:
    text = cli("export", "X", "markdown", "--output", "-").out
    assert "## AI security capabilities" in text
    whole = told["whole"]
    assert f"| {whole['title']} | {whole['score']:.1f} |" in text
    assert cli("export", "X", "csv", "--output", "tables").code == 0
    with Path("tables/capabilities.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 27 + 9 + 3 + 1
    last = lines[-1]
    assert (last["capability"], last["component"], last["asked"]) == ("all", "all", str(whole["asked"]))
    assert float(last["score"]) == pytest.approx(whole["score"])
    with Path("tables/capability-questions.csv").open(encoding="utf-8", newline="") as file:
        assert [row["question"] for row in csv.DictReader(file)] == [item["question"] for item in told["questions"]]


def test_without_answers_the_command_says_so(cli: Callable[..., Any], make: Callable[..., None]) -> None:
    make("Empty", {}, *SCOPE)
    run = cli("capabilities", "Empty")
    assert run.code == 0
    assert "Nothing is answered yet, so no cell is called weak." in run.out
    assert "?: not answered yet" in run.out
    assert " 0.0" not in run.out
    told = json.loads(cli("capabilities", "Empty", "--json").out)
    assert told["weakest"] == []
    assert told["remark"].startswith("Not answered yet")
    cells = (*told["cells"], *told["capabilities"], *told["components"], told["whole"])
    assert {(cell["score"], cell["matrix"], cell["matrix_answered"]) for cell in cells} == {(None, None, 0)}
    assert cli("export", "Empty", "workbook", "--output", "x.xlsx").code == 0
    book = opened(Path("x.xlsx"), data_only=True)
    assert {line[heading] for line in records(book["CAF"]) for heading in ("All", "Output", "AICM model")} == {"?"}
    assert "Not answered yet" in cli("export", "Empty", "markdown", "--output", "-").out


def test_an_unknown_name_is_refused_in_one_line(cli: Callable[..., Any]) -> None:
    run = cli("capabilities", "Nobody")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.strip().splitlines()) == 1
