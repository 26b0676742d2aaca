"""``import`` of a gap workbook that people have worked on: said field by field first, taken whole or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.surgery import loaded, nothing, operated, place, text

OLD = "2026-01-01T08:00:00.123456+00:00"
ANSWERS = [
    {"question": "AIS-01.1", "status": "yes", "description": "as it is", "changed": OLD},
    {"question": "AIS-02.1", "status": "no", "remediation": {"action": "mend it", "owner": "them"}, "changed": OLD},
    {"question": "AIS-07.1", "status": "partial", "note": "stays", "changed": OLD},
    {"question": "AIS-04.1", "status": "yes", "changed": OLD},
]
OPEN = "AIS-05.1"


@pytest.fixture
def answers(cli: Callable[..., Any]) -> Callable[[], dict[str, dict[str, Any]]]:
    """The answers of X by question."""

    def do() -> dict[str, dict[str, Any]]:
        document = json.loads(cli("export", "X", "json", "--output", "-").out)
        return {answer["question"]: answer for answer in document["answers"]}

    return do


@pytest.fixture
def edited(make: Callable[..., None], cli: Callable[..., Any]) -> Callable[..., tuple[str, dict[str, str]]]:
    """X with answers, and its workbook with texts typed into cells named by question and heading; gives their places."""

    def do(typed: dict[tuple[str, str], str | None]) -> tuple[str, dict[str, str]]:
        make("X", ANSWERS)
        assert cli("export", "X", "workbook", "--output", "book.xlsx").code == 0
        content = Path("book.xlsx").read_bytes()
        workbook, changes, places = loaded(content), {}, {}
        for (question, heading), words in typed.items():
            sheet = "Gaps" if heading in ("Planned action", "Owner", "Due") else "Answers"
            where = place(workbook, sheet, question, heading)
            changes[where] = nothing() if words is None else text(words)
            places[f"{question} {heading}"] = " ".join(where)
        Path("back.xlsx").write_bytes(operated(content, changes))
        return "back.xlsx", places

    return do


def test_what_would_change_is_listed_field_by_field_with_its_cell(
    cli: Callable[..., Any], edited: Callable[..., Any], disk: Callable[[], Any]
) -> None:
    book, places = edited(
        {
            ("AIS-01.1", "Status"): "Yes, with gaps",
            ("AIS-01.1", "Implementation description"): "a new text\nof two lines " + "and more " * 40,
            ("AIS-02.1", "Planned action"): None,
            ("AIS-02.1", "Owner"): None,
            (OPEN, "Status"): "N/A",
        }
    )
    before = disk()
    run = cli("import", "X", book, "--dry-run")
    assert (run.code, run.err) == (0, "")
    assert disk() == before
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert f"status: yes → yes-gaps ({places['AIS-01.1 Status']})" in lines
    assert f"status: open → na ({places[f'{OPEN} Status']})" in lines
    assert f"planned action: mend it → nothing ({places['AIS-02.1 Planned action']})" in lines
    assert f"owner: them → nothing ({places['AIS-02.1 Owner']})" in lines
    assert any(line.startswith("description: as it is → a new text of two lines and more") for line in lines)
    assert max(map(len, lines)) < 180
    assert lines[-1] == "1 new, 2 differ, 2 the same; nothing was changed."


def test_what_was_changed_in_the_workbook_is_newer_than_what_it_was_made_from(
    cli: Callable[..., Any], edited: Callable[..., Any], answers: Callable[[], Any]
) -> None:
    book, _ = edited(
        {
            ("AIS-01.1", "Status"): "no",
            ("AIS-02.1", "Planned action"): None,
            ("AIS-02.1", "Owner"): None,
            ("AIS-04.1", "Note"): "from the workbook",
            (OPEN, "Note"): "heard in the room",
        }
    )
    cli("answer", "X", "AIS-04.1", "partial", "--note", "ours since")
    cli("answer", "X", "AIS-06.1", "yes")
    assert cli("import", "X", book).code == 2  # somebody must choose
    begun = datetime.now(UTC)
    run = cli("import", "X", book, "--on-conflict", "newer")
    assert (run.code, run.out) == (0, "Imported 3 answers; 2 were the same or kept as ours.\n")
    now = answers()
    assert (now["AIS-01.1"]["status"], now["AIS-01.1"]["description"]) == ("no", "as it is")
    assert datetime.fromisoformat(now["AIS-01.1"]["changed"]) >= begun
    assert now["AIS-02.1"]["remediation"] == {"action": "", "owner": "", "due": None, "effort": None}
    assert now["AIS-02.1"]["status"] == "no"
    assert now["AIS-07.1"]["changed"] == OLD
    assert (now["AIS-04.1"]["status"], now["AIS-04.1"]["note"]) == ("partial", "ours since")
    assert now["AIS-06.1"]["status"] == "yes"
    assert (now[OPEN]["status"], now[OPEN]["note"]) == (None, "heard in the room")
    history = json.loads(cli("export", "X", "json", "--output", "-").out)["history"]
    assert {change["who"] for change in history if change["at"] >= begun.isoformat()} == {"import of back.xlsx"}
    again = cli("import", "X", book, "--on-conflict", "newer")
    assert again.out.startswith("Imported 0 answers")


def test_an_open_row_of_an_older_workbook_wipes_nothing(
    cli: Callable[..., Any], edited: Callable[..., Any], answers: Callable[[], Any]
) -> None:
    book, _ = edited({("AIS-01.1", "Note"): "x"})
    cli("answer", "X", OPEN, "yes")
    assert cli("import", "X", book, "--on-conflict", "theirs").code == 0
    assert answers()[OPEN]["status"] == "yes"
    assert answers()["AIS-01.1"]["note"] == "x"


def test_an_emptied_answer_is_emptied(
    cli: Callable[..., Any], edited: Callable[..., Any], answers: Callable[[], Any]
) -> None:
    book, _ = edited({("AIS-07.1", "Status"): None, ("AIS-07.1", "Note"): None})
    assert cli("import", "X", book, "--on-conflict", "newer").out.startswith("Imported 1 answer;")
    assert (answers()["AIS-07.1"]["status"], answers()["AIS-07.1"]["note"]) == (None, "")


def test_one_cell_that_nobody_understands_and_nothing_is_taken(
    cli: Callable[..., Any], edited: Callable[..., Any], disk: Callable[[], Any]
) -> None:
    book, places = edited(
        {("AIS-01.1", "Status"): "no", (OPEN, "Status"): "maybe", ("AIS-07.1", "Confidence"): "so so"}
    )
    before = disk()
    run = cli("import", "X", book, "--on-conflict", "theirs")
    assert run.code == 2
    assert run.out == ""
    assert run.err.count("\n") == 1
    assert f"back.xlsx: {places[f'{OPEN} Status']}: 'maybe' is no status; use one of yes, " in run.err
    assert "1 more like this" in run.err
    assert disk() == before


def test_verdicts_of_an_auditor_are_told_and_never_dropped_in_silence(
    cli: Callable[..., Any], edited: Callable[..., Any]
) -> None:
    book, places = edited(
        {
            ("AIS-01.1", "Auditor verdict"): "accepted",
            ("AIS-02.1", "Auditor verdict"): "rejected",
            ("AIS-02.1", "Auditor comment"): "nobody could show it",
            ("AIS-07.1", "Auditor verdict"): "more evidence",
        }
    )
    for options in (["--dry-run"], []):
        lines = cli("import", "X", book, *options).out.splitlines()
        assert (
            "The auditor accepted 1 answer and rejected 1, and wrote 1 other remark (verdicts stay in the workbook)."
            in lines
        )
        assert f"  AIS-02.1 rejected: nobody could show it ({places['AIS-02.1 Auditor verdict']})" in lines
        assert f"  AIS-07.1 more evidence ({places['AIS-07.1 Auditor verdict']})" in lines


def test_a_workbook_alone_makes_no_assessment(cli: Callable[..., Any], edited: Callable[..., Any]) -> None:
    book, _ = edited({("AIS-01.1", "Note"): "x"})
    run = cli("import", "Another", book)
    assert run.code == 2
    assert "make it first with 'caiq-wizard new'" in run.err


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"])
def test_other_workbooks_are_refused_with_one_line(
    make: Callable[..., None], cli: Callable[..., Any], ending: str
) -> None:
    make("X")
    Path(f"given{ending}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900))
    run = cli("import", "X", f"given{ending}")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "save it as .xlsx" in run.err


@pytest.mark.parametrize("time", ["1900-01-05 00:00", "0026-03-01 10:00", "9999-12-31 23:59:59"])
def test_a_time_that_no_answer_can_have_is_refused_before_anything_is_kept(
    cli: Callable[..., Any], edited: Callable[..., Any], disk: Callable[[], Any], time: str
) -> None:
    book, places = edited({("AIS-01.1", "Status"): "no", ("AIS-01.1", "Last change (UTC)"): time})
    before = disk()
    run = cli("import", "X", book, "--on-conflict", "theirs")
    assert run.code == 2
    assert places["AIS-01.1 Last change (UTC)"] in run.err
    assert disk() == before
    assert cli("list").err == ""


def test_numbers_of_thousands_of_digits_are_no_days(cli: Callable[..., Any], edited: Callable[..., Any]) -> None:
    book, places = edited({("AIS-02.1", "Due"): "9" * 5000})
    run = cli("import", "X", book)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert places["AIS-02.1 Due"] in run.err


def test_an_answer_that_was_emptied_on_purpose_is_ours(cli: Callable[..., Any], answers: Callable[[], Any]) -> None:
    assert cli("new", "X", "--role", "AP").code == 0
    assert cli("answer", "X", "AIS-01.1", "no", "--note", "wrong").code == 0
    theirs = {"question": "AIS-01.1", "status": "no", "changed": OLD}
    emptied = {"question": "AIS-01.1", "changed": "2026-05-05T08:00:00+00:00"}
    for name, document in (("emptied.json", emptied), ("theirs.json", theirs)):
        Path(name).write_text(json.dumps({"answers": [document]}), encoding="utf-8")
    assert cli("import", "X", "emptied.json", "--on-conflict", "theirs").code == 0
    assert answers()["AIS-01.1"]["status"] is None
    assert cli("import", "X", "theirs.json", "--on-conflict", "ours").code == 0
    assert answers()["AIS-01.1"]["status"] is None


def test_a_copy_of_a_sheet_is_nobody_s_answers(cli: Callable[..., Any], edited: Callable[..., Any]) -> None:
    book, _ = edited({("AIS-01.1", "Status"): "no"})
    workbook = loaded(Path(book).read_bytes())
    workbook.copy_worksheet(workbook["Answers"]).title = "Copy of Answers"
    workbook.save(book)
    assert cli("import", "X", book, "--dry-run").code == 0
