"""The text formats: CSV that every program reads and none calculates, JSON that holds everything."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HOSTILE = [
    *("=1+1", "+1", "-1+1", "@x", "\t=1+1", "=", "-", "--x"),
    *('=HYPERLINK("http://example.invalid")', "=cmd|' /C calc'!A0", "@SUM(1)"),
]
HARMLESS = [
    *("plain", 'with "quotes"', "a,b;c", "two\nlines", "🙂 ünï 名前", "'quoted'", "[/]", "a=1", "x-y", "", " =1 "),
    "_x0041_",
]
FIELDS = ("description", "responsibilities", "evidence", "action", "owner", "note", "respondent", "accepted_risk")


def _answer(text: str) -> dict[str, Any]:
    return {
        "question": "IAM-01.1",
        "status": "partial",
        "ownership": "Shared OSP-AP",
        **dict.fromkeys(("description", "responsibilities", "note", "respondent"), text),
        "evidence": [text] if text else [],
        "remediation": {"action": text, "owner": text, "due": "2027-03-31", "effort": "days"},
        "accepted_risk": {"reason": text, "until": "2028-02-29"} if text.strip() else None,
        "flagged": True,
        "method": "examined",
        "confidence": "low",
        "changed": "2026-05-06T07:08:09+02:00",
    }


def _rows(content: bytes) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    return list(reader)


@pytest.fixture
def row(make: Callable[..., None], export: Callable[..., bytes]) -> Callable[[str], dict[str, str]]:
    """The CSV line of an answer whose texts are all the same."""

    def do(text: str) -> dict[str, str]:
        make("X", [_answer(text)])
        (found,) = (row for row in _rows(export("X", "csv")) if row["question"] == "IAM-01.1")
        return found

    return do


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_like_a_formula(row: Callable[..., dict[str, str]], text: str) -> None:
    found = row(text)
    assert [name for name, cell in found.items() if cell.startswith(FORMULA_STARTS)] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_begins_like_a_formula_is_kept_behind_an_apostrophe(
    row: Callable[..., dict[str, str]], text: str
) -> None:
    found = row(text)
    assert {found[field].removeprefix("'") for field in FIELDS} == {text}


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_is_the_cell(row: Callable[..., dict[str, str]], text: str) -> None:
    found = row(text)
    assert {found[field] for field in FIELDS} == {text}


def test_there_is_a_line_for_each_asked_question_with_its_facts(
    make: Callable[..., None], export: Callable[..., bytes], asked: Callable[[str], list[str]], bank: Any
) -> None:
    make("X", {"IAM-01.1": "yes"})
    rows = _rows(export("X", "csv"))
    assert [row["question"] for row in rows] == asked("X")
    for row in rows:
        control = bank.control_of(row["question"])
        assert (row["control"], row["title"], row["domain"]) == (control.id, control.title, control.domain_code)
        assert (row["layer"], row["phase"], row["weight"]) == (control.layer, control.phase, str(control.weight))
        assert row["text"] == bank.questions[row["question"]].text
        assert None not in row
        assert None not in row.values()


def test_a_line_holds_all_that_was_said(row: Callable[..., dict[str, str]]) -> None:
    found = row("said")
    assert (found["status"], found["caiq_answer"], found["ownership"]) == ("partial", "NO", "Shared OSP-AP")
    assert float(found["credit"]) == 0.4
    assert (found["due"], found["effort"], found["method"], found["confidence"]) == (
        "2027-03-31",
        "days",
        "examined",
        "low",
    )
    assert found["flagged"]
    assert (found["accepted_risk"], found["accepted_until"]) == ("said", "2028-02-29")
    assert datetime.fromisoformat(found["changed"]) == datetime.fromisoformat("2026-05-06T07:08:09+02:00")


@pytest.mark.parametrize(
    ("status", "credit", "caiq_answer"),
    [
        ("yes", "1.0", "YES"),
        ("yes-gaps", "0.8", "YES"),
        ("partial", "0.4", "NO"),
        ("no", "0.0", "NO"),
        ("na", "", "NA"),
    ],
)
def test_each_status_has_its_credit_and_its_answer_for_column_c(
    make: Callable[..., None], export: Callable[..., bytes], status: str, credit: str, caiq_answer: str
) -> None:
    make("X", {"IAM-01.1": status})
    (row,) = (row for row in _rows(export("X", "csv")) if row["question"] == "IAM-01.1")
    assert (row["status"], row["credit"], row["caiq_answer"]) == (status, credit, caiq_answer)


def test_open_questions_have_empty_cells(make: Callable[..., None], export: Callable[..., bytes]) -> None:
    make("X")
    rows = _rows(export("X", "csv"))
    assert len(rows) > 200
    for name in ("status", "credit", "caiq_answer", *FIELDS, "due", "flagged", "changed"):
        assert {row[name] for row in rows} == {""}


def test_lines_end_as_the_csv_standard_says_and_the_file_is_utf_8(
    make: Callable[..., None], export: Callable[..., bytes]
) -> None:
    make("X", [_answer("ü\nx")])
    content = export("X", "csv")
    assert content.endswith(b"\r\n")
    assert "ü\nx".encode() in content
    assert re.sub(rb'"[^"]*"', b"", content).replace(b"\r\n", b"").count(b"\n") == 0


def test_a_long_text_is_one_cell(row: Callable[..., dict[str, str]]) -> None:
    text = 'abc,"def"\n🙂' * 7_000
    assert len(text) > 70_000
    assert row(text)["description"] == text


@pytest.mark.parametrize("text", [*HOSTILE, *HARMLESS])
def test_json_keeps_each_text_as_it_is(make: Callable[..., None], export: Callable[..., bytes], text: str) -> None:
    answer = _answer(text)
    make("X", [answer])
    assert json.loads(export("X", "json"))["answers"] == [answer]


def test_json_is_plain_utf_8_that_any_parser_reads(make: Callable[..., None], export: Callable[..., bytes]) -> None:
    make("X", [_answer("ünïcödé 名前 🙂")])
    content = export("X", "json")
    assert "ünïcödé 名前 🙂" in content.decode("utf-8")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    document = json.loads(content, parse_constant=refuse)
    assert (document["name"], document["score"]["assessed"]) == ("X", pytest.approx(40))


def test_json_says_which_format_and_program_made_it_and_when(
    make: Callable[..., None], export: Callable[..., bytes]
) -> None:
    make("X")
    document = json.loads(export("X", "json"))
    assert document["format"] == "caiq-wizard"
    assert isinstance(document["schema"], int)
    assert datetime.fromisoformat(document["made"]).tzinfo is not None
    assert datetime.fromisoformat(document["created"]) <= datetime.fromisoformat(document["made"])
