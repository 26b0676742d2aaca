"""The gap workbook as a reader finds it: which sheets there are, and what is told on each."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.books import LENS, NAMES, Book
from support.expected import threat_words
from support.reports import MADE, example_report, small_report, written
from support.workbooks import headings, opened, records

from exports.rows import HistoryRow, ParkedRow

SHEETS = ["Summary", "Gaps", "Answers", "Domains", "Controls"]
MORE = [
    "Course",
    "Roadmap",
    "Roadmap steps",
    "Standards",
    "Threats",
    "Attack groups",
    "Mitigations",
    "Heat maps",
    "CAF",
    "CAF cells",
    "Evidence",
    "Scope",
    "History",
]
WRITTEN = {
    "question": "IAM-01.1",
    "status": "partial",
    "ownership": "AP-Owned",
    "description": "how it is done",
    "responsibilities": "what they do",
    "evidence": ["policy.md", "https://example.invalid/wiki"],
    "remediation": {"action": "finish it", "owner": "Ann", "due": "2999-03-31", "effort": "weeks"},
    "note": "a note",
    "flagged": True,
    "respondent": "Bo",
    "method": "tested",
    "confidence": "high",
    "changed": "2026-05-06T07:08:09+02:00",
}
CAIQ = [
    *("Question ID", "Question", "AI-CAIQ answer", "SSRM ownership", "Implementation description"),
    "Customer responsibilities",
]
Made = Callable[[str], Book]


def _row(book: Any, sheet: str, question: str) -> dict[str, Any]:
    """The row of a question, without empty cells."""
    key = "Question ID" if sheet.lower().endswith("answers") else "Question"
    (found,) = (row for row in records(book[sheet]) if row[key] == question)
    return {heading: value for heading, value in found.items() if value is not None}


def test_the_sheets_stand_in_reading_order(made: Made) -> None:
    lens = [f"{LENS} answers", f"{LENS} gaps", f"{LENS} scores"]
    spread = [*SHEETS, "Side by side", *MORE, "Settled plans", *lens, "Lists", "Method"]
    assert made("spread").values.sheetnames == spread
    assert made("empty").values.sheetnames == [*SHEETS, "Side by side", *MORE, "Method"]
    assert "Side by side" not in made("narrow").values.sheetnames
    report = replace(small_report(), parked=(ParkedRow("who pays", "IAM-01.1", MADE, done=True),))
    names = opened(written(report)).sheetnames
    assert names.index("Parking lot") < names.index("Method") == len(names) - 1


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_names_and_links_every_sheet(made: Made, name: str) -> None:
    book = made(name).formulas
    linked = {cell.value: cell.hyperlink.location for cell in book["Summary"]["A"] if cell.hyperlink}
    assert linked == {title: f"'{title}'!A1" for title in book.sheetnames[1:]}


def test_all_that_was_said_of_a_question_is_in_the_book(make: Any, book: Any) -> None:
    Path("policy.md").write_text("we agree", encoding="utf-8")
    make("X", [WRITTEN], "--role", "AP", "--organization=Org", "--system=Sys")
    found = book("X", data_only=True)
    answers, gap, road = (_row(found, sheet, "IAM-01.1") for sheet in ("Answers", "Gaps", "Roadmap steps"))
    told = {
        "AI-CAIQ answer": "NO",
        "SSRM ownership": "AP-Owned",
        "Implementation description": "how it is done",
        "Customer responsibilities": "what they do",
        "Status": "partial",
        "Evidence": "policy.md\nhttps://example.invalid/wiki",
        "Respondent": "Bo",
        "Method": "tested",
        "Confidence": "high",
        "Last change (UTC)": datetime.fromisoformat("2026-05-06 05:08:09"),
        "Note": "a note",
        "Flag": "flag",
    }
    assert {heading: answers.get(heading) for heading in told} == told
    assert not {"Auditor verdict", "Auditor comment", "Auditor and date"} & answers.keys()
    plan = {
        "Planned action": "finish it",
        "Owner": "Ann",
        "Due": datetime.fromisoformat("2999-03-31"),
        "Planned effort": "weeks",
    }
    assert {heading: gap.get(heading) for heading in plan} == plan
    assert (gap["What is missing"], gap["Effort"]) == ("how it is done", "weeks")
    assert (road["Step"], road["Owner"], road["Effort"]) == ("finish it", "Ann", "weeks")
    file, link = (row for row in records(found["Evidence"]) if row["Question"] == "IAM-01.1")
    assert (file["Kind"], file["Bytes"]) == ("file", 8)
    assert file["SHA-256 of the file"] == hashlib.sha256(b"we agree").hexdigest()
    assert (link["Kind"], link["SHA-256 of the file"], link["No."]) == ("link", None, 2)
    facts = {row[0].value: row[1].value for row in reversed(list(found["Summary"].iter_rows(max_col=2)))}
    assert (facts["Organisation"], facts["System"], facts["Roles"], facts["Use case"]) == (
        "Org",
        "Sys",
        "AP",
        "assistant",
    )


@pytest.mark.parametrize("name", NAMES)
def test_answers_begin_like_the_questionnaire_and_hold_the_facts_of_the_bank(made: Made, name: str) -> None:
    book = made(name)
    mine, sheet = book.side.matrix, book.values["Answers"]
    assert [cell.value for cell in sheet[1]][: len(CAIQ)] == CAIQ
    for row in records(sheet):
        question, marks = row["Question ID"], mine.control(row["Question ID"]).marks
        assert row["Question"] == mine.bank.question(question).text
        assert (row["Control"], row["Control title"], row["Domain"]) == (marks.id, marks.title, marks.domain_code)
        assert (row["Layer"], row["Phase"], row["Weight"]) == (marks.layer, marks.phase, mine.weight(question))
        held = {role: row[f"Held by {role}"] == "held" for role in mine.roles}
        assert held == {role: mine.holds(role, mine.control(question)) for role in mine.roles}


def test_gaps_tell_what_to_do_and_what_hangs_on_it(made: Made) -> None:
    book = made("spread")
    mine = book.side.matrix
    for row in records(book.values["Gaps"]):
        control = mine.control(row["Question"])
        text, status = control.text, mine.status(row["Question"])
        step = text.from_partial if status in ("partial", "yes-gaps") else text.from_no
        assert step.action in row["Recommended step"]
        assert row["What is missing"] == (
            mine.bank.question(row["Question"]).criteria[status] if status else "not answered yet"
        )
        assert row["Evidence to produce"] == "\n".join(text.evidence)
        assert (row["AICM threat categories"] or "") == ", ".join(
            threat_words(threat) for threat in control.facts.threats
        )
        assert (row["ATT&CK techniques"] or "") == ", ".join(control.facts.techniques)
        told = " ".join(
            str(row[name]) for name in ("ISO/IEC 42001", "ISO/IEC 27001", "EU AI Act", "NIST AI 600-1", "BSI AIC4")
        )
        for framework, ids in control.facts.requirements.items():
            assert ", ".join(ids) in told, (row["Question"], framework)


def test_the_steps_of_the_roadmap_are_all_that_blocks_below_what_the_phases_need(made: Made) -> None:
    book = made("spread")
    mine, rows = book.side.matrix, records(book.values["Roadmap steps"])
    steps = [row for row in rows if row["Question"]]
    blocking = [question for question in mine.gaps if mine.status(question) != "yes-gaps"]
    assert sorted(row["Question"] for row in steps) == sorted(blocking)
    assert [row["Gap rank"] for row in steps] == [mine.gaps.index(row["Question"]) + 1 for row in steps]
    heads = [number for number, row in enumerate(rows) if row["Blocks it"] == "needs"]
    assert [rows[number]["Phase"] for number in heads] == ["prototype", "production", "scale"]
    assert heads == [0, 1, 2]


def test_the_scope_sheet_is_the_ledger(made: Made) -> None:
    book = made("narrow")
    ledger = {entry["question"]: entry for entry in book.said("scope")}
    rows = records(book.values["Scope"])
    assert len(rows) == len(ledger) == 320
    for row in rows:
        entry = ledger[row["Question"]]
        assert (row["Asked"] == "asked", row["Why"]) == (entry["asked"], entry["reason"])
        assert row["AP holds"].startswith(entry["responsibility"]["AP"])
        assert (row["Ask as due diligence"] or "") == ", ".join(entry["ask"])
    assert {row["Asked"] for row in rows} == {"asked", "not asked"}


def test_the_history_tells_each_change_once_and_a_first_answer_by_its_status() -> None:
    later = MADE + timedelta(hours=1)
    rows = (
        HistoryRow(MADE, "IAM-01.1", "Ann", "status", "", "partial"),
        HistoryRow(MADE, "IAM-01.1", "Ann", "description", "", "long words"),
        HistoryRow(later, "IAM-01.1", "Bo", "status", "partial", "yes"),
        HistoryRow(later, "IAM-01.1", "Bo", "description", "long words", "better words"),
        HistoryRow(later + timedelta(hours=1), "IAM-01.1", "Bo", "note", "", "a note"),
    )
    told = records(opened(written(replace(small_report(), history=rows)))["History"])
    assert [(row["Who"], row["What"], row["Before"], row["After"]) for row in told] == [
        ("Ann", "first answer: status, description", None, "status: partial"),
        (
            "Bo",
            "status, description",
            "status: partial\ndescription: long words",
            "status: yes\ndescription: better words",
        ),
        ("Bo", "note", None, "a note"),
    ]
    assert told[0]["Time (UTC)"].replace(tzinfo=UTC) == MADE


def test_plans_of_questions_that_are_no_gap_any_more_are_kept(made: Made) -> None:
    book = made("spread")
    parts = (book.side.matrix, *book.side.lenses.values())
    kept = {
        question
        for mine in parts
        for question, plan in book.side.plans.items()
        if question in mine.asked and question not in mine.gaps and (plan.owner or plan.follow_up == "risk accepted")
    }
    rows = {row["Question"]: row for row in records(book.values["Settled plans"])}
    assert rows.keys() >= kept > set()
    assert {row["Status"] for row in rows.values()} == {"yes", "na"}


def test_no_gaps_and_no_answers_are_said_in_words(made: Made) -> None:
    yes, empty = made("yes").values, made("empty").values
    assert "No gaps" in yes["Gaps"]["A2"].value
    assert any("No gaps" in str(cell.value) for cell in yes["Summary"]["A"])
    assert "No evidence" in empty["Evidence"]["A2"].value
    assert "Nothing has been answered" in empty["History"]["A2"].value
    assert {row["Status"] for row in records(empty["Gaps"])} == {"open"}


def test_the_method_sheet_tells_how_to_check_the_book(made: Made) -> None:
    page = made("spread").values["Method"]
    text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    for word in ("credit 0.8", "credit 0.4", "100 times", "weigh 3", "Urgency is 3", "Readiness", "SHA-256"):
        assert word in text
    labels = {row[0].value: str(row[1].value) for row in page.iter_rows(max_col=2)}
    assert labels["Assessment"] == "spread"
    assert re.fullmatch("[0-9a-f]{64}", labels["SHA-256 of the answers"])


def test_only_the_example_is_marked_as_made_up(made: Made) -> None:
    books = (opened(written(example_report())), made("spread").values)
    marked = [any("made-up" in str(cell.value) for cell in found["Summary"]["A"][:5]) for found in books]
    assert marked == [True, False]


def test_scores_are_shown_with_one_decimal_and_kept_whole(made: Made) -> None:
    sheet = made("spread").values["Domains"]
    at = headings(sheet)
    cells = [
        sheet.cell(row, at[name]) for row in range(2, sheet.max_row + 1) for name in ("Assessed score", "Posture score")
    ]
    assert {cell.number_format for cell in cells} == {"0.0"}
    assert any(cell.value != round(cell.value, 1) for cell in cells if cell.value)
