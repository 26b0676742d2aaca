"""The road ahead in the gap workbook: the rows of the report, what is chosen in the book, and that it is verified."""

import shutil
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.books import NAMES, Book
from support.expected import PHASES
from support.workbooks import headings, opened, records

from wizard.cli import main

Made = Callable[[str], Book]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def packages(book: Book) -> list[dict[str, Any]]:
    """The lines of the packages, without the phases and the two lines of totals."""
    return [row for row in records(book.values["Roadmap"]) if row["No."]]


@pytest.mark.parametrize("name", NAMES)
def test_packages_and_phases_are_those_of_show(made: Made, name: str) -> None:
    book = made(name)
    plan, rows = book.said("show")["insights"]["plan"], records(book.values["Roadmap"])
    for row, package in zip(packages(book), plan["packages"], strict=True):
        told = (row["No."], row["Phase"], row["Package"], row["Rough work"], row["What is done"], row["Why"])
        assert told == tuple(package[key] for key in ("number", "phase", "title", "effort", "what", "why"))
        assert [str(row[heading].date()) for heading in ("Begins", "Ends")] == [package["begins"], package["ends"]]
        assert (row["Not in place now"], row["Of these not answered"]) == (len(package["questions"]), package["open"])
        assert row["Posture rises by"] == pytest.approx(package["rises"])
        assert row["Posture then"] == pytest.approx(package["posture"])
        for phase, share in package["readiness"].items():
            assert row[f"Ready for {phase} then, in %"] == pytest.approx(share)
        numbers = {other["key"]: other["number"] for other in plan["packages"]}
        needs = ", ".join(str(numbers[key]) for key in package["needs"])
        assert (row["Needs before it"] or "", row["Still needs"] or "") == (needs, needs.replace(",", ""))
        assert (row["Owners"] or "").count(",") <= 2
        assert str(row["Planned due dates"] or "").startswith(package["due_from"] or "")
        assert (f"{package['late']} of {len(package['planned'])}" in (row["Planned due dates"] or "")) == bool(
            package["late"]
        )
    phases = [row for row in rows if row["Phase"] and not row["No."]]
    for row, phase in zip(phases, plan["phases"], strict=True):
        label, *lines = row["What changes in the threats"].split("\n")
        assert (row["Phase"], lines) == (phase["phase"], phase["threats"])
        assert ("already true" in label) == phase["reached"]
        assert phase["assess_again"][-1] in row["Assess again"]
        assert phase["assess_again"][0] in row["Assess again"]
        assert ("risk accepted" in row["What is done"]) == bool(phase["accepted"])
        assert (f"{phase['open']} question" in row["What is done"]) == bool(phase["open"])
    assert [row["Package"] for row in rows[:2]] == ["Today", "With the chosen packages"]
    hoped = any(package["open"] for package in plan["packages"])
    assert ("at most" in rows[0]["What is done"]) == hoped
    baseline = [row for row in rows if str(row["Package"]).startswith("Baseline: ")]
    for row, score in zip(baseline, plan["baseline"], strict=True):
        assert row["Package"] == f"Baseline: {score['title']}"
        assert row["Posture then"] == pytest.approx(score["posture"])


def test_the_steps_stand_in_the_order_of_the_packages_and_in_each_by_rank(made: Made) -> None:
    rows = records(made("spread").values["Roadmap steps"])
    heads = [row for row in rows if row["Blocks it"] == "needs"]
    assert rows[: len(heads)] == heads
    packages = [(row["Package"].partition(".")[0], row["Gap rank"]) for row in rows[len(heads) :]]
    keys = [(int(number) if number.isdecimal() else 1000, rank) for number, rank in packages]
    assert keys == sorted(keys)


def test_every_step_names_its_package_and_only_accepted_risks_have_none(made: Made) -> None:
    book = made("spread")
    of_question = {
        question: f"{package['number']}. {package['title']}"
        for package in book.said("show")["insights"]["plan"]["packages"]
        for question in package["questions"]
    }
    steps = [row for row in records(book.values["Roadmap steps"]) if row["Question"]]
    assert of_question.keys() <= {row["Question"] for row in steps}
    for row in steps:
        assert row["Package"] == of_question.get(row["Question"], "risk accepted")
        assert (row["Package"] == "risk accepted") == (row["Follow-up"] == "risk accepted")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_what_is_chosen_in_the_book_is_counted_and_verified(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Packages are chosen and statuses changed, as in a workshop; then another program calculates the book."""
    book = made("narrow")
    workbook, mine = opened(book.path), book.side.matrix
    road, answers = workbook["Roadmap"], workbook["Answers"]
    all_rows = [row for row in range(2, road.max_row + 1) if road.cell(row, 1).value]
    rows = all_rows[1:8:3]
    for row in (*rows, 4):  # the fourth row is one of the baseline, which is no package
        road.cell(row, headings(road)["Choose"]).value = "x"
    chosen = {road.cell(row, 1).value for row in rows}
    place = headings(answers)
    members = {
        answers.cell(row, 1).value
        for row in range(2, answers.max_row + 1)
        if answers.cell(row, place["Roadmap package"]).value in chosen
    }
    changed = {**mine.statuses, **dict.fromkeys(mine.asked[:40:4], "no")}
    for row, question in enumerate(mine.asked[:40:4]):
        answers.cell(2 + 4 * row, place["Status"]).value = changed[question]
    source, profile = tmp_path / "book.xlsx", tmp_path / "profile" / "user"
    workbook.save(source)
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    subprocess.run(
        [
            *(str(OFFICE), f"-env:UserInstallation={profile.parent.as_uri()}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # LibreOffice adds extensions that openpyxl does not know
        lines = records(opened(tmp_path / "out" / "book.xlsx", data_only=True)["Roadmap"])
    total = lines[1]
    left = {row["No."]: row["Not in place now"] for row in lines if row["No."]}
    for row in lines:
        needs = str(row["Needs before it"] or "").split(", ") if row["No."] else []
        still = [n for n in needs if n and left[int(n)] and int(n) not in chosen]
        assert str(row["Still needs"] or "") == " ".join(still)
    then = replace(mine, statuses=changed | dict.fromkeys(members, "yes"))
    assert total["Posture then"] == pytest.approx(then.scores(mine.asked)[1])
    for phase in PHASES[:2]:
        assert total[f"Ready for {phase} then, in %"] == pytest.approx(then.readiness(phase)[0])
    assert main(["verify", book.name, str(tmp_path / "out" / "book.xlsx"), "--home", str(book.home)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Roadmap")]
    assert told == []
