"""The text formats: CSV tables that every program reads and none calculates, JSON that holds everything."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HOSTILE = [
    *("=1+1", "+1", "-1+1", "@x", "\t=1+1", "=", "-", "--x"),
    *('=HYPERLINK("http://example.invalid")', "=cmd|' /C calc'!A0", "@SUM(1)", "＝1+1", "\n=1+1"),
]
HARMLESS = [
    *("plain", 'with "quotes"', "a,b;c", "two\nlines", "🙂 ünï 名前", "'quoted'", "[/]", "a=1", "x-y", "", " =1 "),
    "_x0041_",
]
KNOWN_COLUMNS = (
    "question,control,title,domain,layer,phase,weight,text,status,credit,caiq_answer,ownership,description,"
    "responsibilities,evidence,action,owner,due,effort,note,flagged,respondent,method,confidence,changed,accepted_risk,"
    "accepted_until"
)
"""What scripts that read the answers rely on, in this order."""
TABLES = {
    *("summary", "answers", "gaps", "domains", "layers", "phases", "readiness", "controls", "requirements", "threats"),
    *(
        "techniques",
        "mitigations",
        "attack-groups",
        "attack-levers",
        "roadmap",
        "evidence",
        "scope",
        "history",
        "course",
        "carried-over",
        "parking-lot",
        "views",
    ),
    *("standards", "odd-requirements"),
    *("work-packages", "work-phases"),
    *("capabilities", "capability-questions"),
    "heat-maps",
}
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
        "review": "",
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


@pytest.fixture
def tables(cli: Callable[..., Any]) -> Callable[[str], dict[str, list[dict[str, str]]]]:
    """Every table of an assessment by its name, read from the folder; the zip is seen to hold the same."""

    def do(name: str) -> dict[str, list[dict[str, str]]]:
        for target in ("tables", "tables.zip"):
            run = cli("export", name, "csv", "--output", target, "--force")
            assert (run.code, run.err) == (0, "")
        files = {path.name: path.read_bytes() for path in Path("tables").iterdir()}
        with zipfile.ZipFile("tables.zip") as archive:
            packed = {entry: archive.read(entry) for entry in archive.namelist()}
        assert {name: len(content.splitlines()) for name, content in packed.items()} == {
            name: len(content.splitlines()) for name, content in files.items()
        }
        assert {name: content for name, content in packed.items() if name != "summary.csv"} == {
            name: content for name, content in files.items() if name != "summary.csv"
        }, "only the summary says when it was made"
        return {name.removesuffix(".csv"): _rows(content) for name, content in files.items()}

    return do


def test_the_columns_that_scripts_know_come_first_and_in_their_order(
    make: Callable[..., None], export: Callable[..., bytes]
) -> None:
    make("X")
    heading = export("X", "csv").splitlines()[0].decode("utf-8")
    assert heading.startswith(f"{KNOWN_COLUMNS},")
    assert len(set(heading.split(","))) == len(heading.split(","))


def test_each_part_of_the_report_is_a_table_of_its_own(
    cli: Callable[..., Any],
    make: Callable[..., None],
    tables: Callable[[str], dict[str, list[dict[str, str]]]],
    bank: Any,
) -> None:
    roles = ("--role", "AP", "--role", "MP", "--lens", "caf-ai")
    make("X", [_answer("said") | {"evidence": ["a", "b"]}, {"question": "CAF-VM-INPUT.1", "status": "no"}], *roles)
    cli("milestone", "X", "Kick-off")
    cli("answer", "X", "IAM-01.1", "yes")
    found = tables("X")
    assert set(found) == {*TABLES, "caf-ai-answers", "caf-ai-gaps", "caf-ai-domains"}
    view, gaps, ledger = (json.loads(cli(what, "X", "--json").out) for what in ("show", "gaps", "scope"))
    assert [row["question"] for row in found["gaps"]] == [gap["question"] for gap in gaps]
    assert [float(row["priority"]) for row in found["gaps"]] == [gap["priority"] for gap in gaps]
    assert [row["question"] for row in found["scope"]] == [entry["question"] for entry in ledger]
    assert {row["question"] for row in found["scope"] if row["asked"] == "yes"} == {
        entry["question"] for entry in ledger if entry["asked"]
    }
    assert len(found["answers"]) == view["counts"]["asked"]
    assert len(found["caf-ai-answers"]) == view["lens_results"][0]["counts"]["asked"]
    for row, domain in zip(found["domains"], view["domains"], strict=True):
        assert (row["key"], row["title"], row["asked"]) == (domain["code"], domain["title"], str(domain["asked"]))
        assert row["posture"] == ("" if domain["posture"] is None else str(domain["posture"]))
    assert [row["control"] for row in found["controls"]] == list(bank.controls)
    assert [(row["number"], row["reference"]) for row in found["evidence"]] == [("1", "a"), ("2", "b")]
    summary = {row["label"]: row["value"] for row in found["summary"]}
    assert (summary["name"], summary["yes"], summary["posture"]) == ("X", "1", str(view["score"]["posture"]))
    assert {(row["field"], row["after"]) for row in found["history"] if row["question"] == "IAM-01.1"} >= {
        ("status", "yes")
    }
    views = {(row["label"], row["part"]): row for row in found["views"]}
    assert views["AP", "all"]["kind"] == "role"
    then = views["Kick-off", "domain IAM"]
    assert (then["partial"], then["yes"]) == ("1", "0")
    assert float(then["posture"]) + float(then["change"]) == pytest.approx(
        next(domain["posture"] for domain in view["domains"] if domain["code"] == "IAM")
    )


def test_no_cell_of_any_table_begins_like_a_formula(
    cli: Callable[..., Any], make: Callable[..., None], tables: Callable[[str], dict[str, list[dict[str, str]]]]
) -> None:
    formula = HOSTILE[-2]
    make(formula, [_answer(formula)], "--role", "AP", "--organization", "@x", "--system", "+1")
    cli("milestone", formula, "-1+1")
    found = [cell for rows in tables(formula).values() for row in rows for cell in row.values()]
    assert f"'{formula}" in found
    assert [cell for cell in found if cell.startswith(FORMULA_STARTS) and not re.fullmatch(r"-[\d.]+", cell)] == []


def test_an_empty_table_has_its_columns(make: Callable[..., None], cli: Callable[..., Any]) -> None:
    make("X")
    cli("export", "X", "csv", "--output", "tables")
    assert Path("tables/parking-lot.csv").read_text(encoding="utf-8") == "text,question,at,done\n"
    assert Path("tables/history.csv").read_text(encoding="utf-8").startswith("at,question,who,field,before,after")


def test_json_is_laid_out_as_pythons_own_with_an_indent_of_two(
    make: Callable[..., None], export: Callable[..., bytes]
) -> None:
    make("X", [_answer("line\u2028\nbreak {\n  ü")])
    content = export("X", "json").decode("utf-8")
    assert content == json.dumps(json.loads(content), ensure_ascii=False, indent=2) + "\n"
