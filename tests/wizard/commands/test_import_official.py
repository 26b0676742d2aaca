"""``import`` of CSA's questionnaire: its answers under the ids of today, and not one word of it lost."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.official import EARLIER, HEADINGS, PRESENT, Layout, questionnaire

from questionnaires.crosswalk import load_crosswalk

COMMENTED = tuple("Comments" if number == HEADINGS.index("") else head for number, head in enumerate(HEADINGS))


@pytest.fixture
def exported(cli: Callable[..., Any]) -> Callable[[], dict[str, Any]]:
    """X as it stands."""
    return lambda: json.loads(cli("export", "X", "json", "--output", "-").out)


@pytest.fixture
def answers(exported: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, dict[str, Any]]]:
    """The answers of X by question."""
    return lambda: {answer["question"]: answer for answer in exported()["answers"]}


def given_file(
    filled: Mapping[str, Sequence[str]], layout: Layout = PRESENT, name: str = "filled.xlsx", **changes: Any
) -> str:
    Path(name).write_bytes(questionnaire(layout, filled=filled, **changes))
    return name


def test_answers_come_in_with_their_cells_and_a_look_ahead_changes_no_byte(
    cli: Callable[..., Any], make: Callable[..., None], answers: Callable[[], Any], disk: Callable[[], Any]
) -> None:
    make("X")
    file = given_file({"IAM-01.1": ("Yes", "Shared OSP – AP", "how it is done", "their part"), "IAM-02.1": ("n.a.",)})
    before = disk()
    run = cli("import", "X", file, "--dry-run")
    assert (run.code, run.err) == (0, "")
    assert disk() == before
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    row = PRESENT.rows["IAM-01.1"]
    assert "AI-CAIQ 1.1.0, as the workbook says; sheet AI-CAIQv1.1.0." in lines
    assert "320 questions: 2 answered, 318 open." in lines
    assert f"status: open → yes (AI-CAIQv1.1.0 C{row})" in lines
    assert f"ownership: nothing → Shared OSP-AP (AI-CAIQv1.1.0 D{row})" in lines
    assert f"customer responsibilities: nothing → their part (AI-CAIQv1.1.0 F{row})" in lines
    assert cli("import", "X", file).code == 0
    found = answers()["IAM-01.1"]
    assert (found["status"], found["ownership"]) == ("yes", "Shared OSP-AP")
    assert (found["description"], found["responsibilities"]) == ("how it is done", "their part")
    assert answers()["IAM-02.1"]["status"] == "na"


def test_words_that_tell_less_than_ours_change_nothing_and_empty_cells_erase_nothing(
    cli: Callable[..., Any], make: Callable[..., None], disk: Callable[[], Any]
) -> None:
    make(
        "X",
        [
            {"question": "IAM-01.1", "status": "yes-gaps", "description": "mine"},
            {"question": "IAM-02.1", "status": "partial", "responsibilities": "mine"},
            {"question": "IAM-03.1", "status": "na"},
            {"question": "IAM-04.1", "status": "no"},
        ],
    )
    file = given_file({"IAM-01.1": ("YES",), "IAM-02.1": ("No",), "IAM-03.1": ("NA", "ND")})
    before = disk()
    run = cli("import", "X", file, "--dry-run")
    assert "0 new, 0 differ, 3 the same" in run.out
    assert "1 answer of yours is open in the file, and stays." in run.out
    assert "1 description of yours is not in the file, and stays." in run.out
    assert "1 text for customers of yours is not in the file, and stays." in run.out
    kept = "home/assessments/x.json"
    assert cli("import", "X", file, "--on-conflict", "theirs").code == 0
    assert disk()[kept] == before[kept]


def test_another_answer_is_a_conflict_and_the_file_cannot_be_the_newer_one(
    cli: Callable[..., Any], make: Callable[..., None], answers: Callable[[], Any]
) -> None:
    make("X", {"IAM-01.1": "yes-gaps"})
    file = given_file({"IAM-01.1": ("NO", "AP-Owned")})
    assert "choose with --on-conflict theirs or ours" in cli("import", "X", file).err
    assert cli("import", "X", file, "--on-conflict", "newer").code == 0
    assert answers()["IAM-01.1"]["status"] == "yes-gaps"
    assert cli("import", "X", file, "--on-conflict", "theirs").code == 0
    assert answers()["IAM-01.1"]["status"] == "no"


def test_what_fits_nowhere_is_listed_and_kept_and_never_twice(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any], disk: Callable[[], Any]
) -> None:
    make("X", [{"question": "IAM-01.1", "status": "yes", "note": "ours"}])
    layout = replace(PRESENT, headings=COMMENTED)
    row = layout.rows["IAM-01.1"]
    comment = layout.address("IAM-01.1", "Comments")
    filled = {"IAM-01.1": ("mabye", "AP-Owned"), "IAM-02.1": ("NA - no staff",), "XYZ-01.1": ("YES", "", "about what?")}
    ids = (*layout.ids, "XYZ-01.1")
    file = given_file(filled, layout, ids=ids, extra={comment: "ask Kim\nagain"})
    options = ("--on-conflict", "theirs")
    for more in (("--dry-run",), options):
        out = cli("import", "X", file, *more).out
        assert f"AI-CAIQv1.1.0 C{row}: mabye (not clearly YES, NO or NA; goes into the note of IAM-01.1)" in out
        assert f"{comment}: ask Kim\n    again (in the column Comments" in out
        assert "about what? (there is no question 'XYZ-01.1'; goes to the parking lot)" in out
    document = exported()
    found = {answer["question"]: answer for answer in document["answers"]}
    lines = [f"From filled.xlsx, cell C{row}: mabye", f"From filled.xlsx, cell {comment}: ask Kim\nagain"]
    assert found["IAM-01.1"]["note"] == "\n".join(["ours", *lines])
    assert (found["IAM-01.1"]["status"], found["IAM-01.1"]["flagged"]) == ("yes", True)
    assert (found["IAM-02.1"]["status"], found["IAM-02.1"]["description"]) == ("na", "no staff")
    assert any(topic["text"].endswith(": about what?") for topic in document["parking_lot"])
    before = disk()["home/assessments/x.json"]
    assert cli("import", "X", file, *options).code == 0
    assert disk()["home/assessments/x.json"] == before


def test_answers_of_a_version_never_heard_of_want_a_look(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    make("X")
    file = given_file({"IAM-01.1": ("YES",)}, version="2.3", sheet="AI-CAIQv2.3")
    assert "Version 2.3 is not known here" in cli("import", "X", file).out
    (answer,) = exported()["answers"]
    assert answer["status"] == "yes"
    assert "2.3" in answer["review"]


def test_ours_keeps_what_we_have_and_takes_what_was_open_here(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    make("X", [{"question": "IAM-01.1", "note": "ask Kim"}, {"question": "IAM-02.1", "status": "no"}])
    file = given_file({"IAM-01.1": ("YES", "AP-Owned"), "IAM-02.1": ("YES",)})
    assert cli("import", "X", file, "--on-conflict", "ours").code == 0
    found = {answer["question"]: answer for answer in exported()["answers"]}
    assert (found["IAM-01.1"]["status"], found["IAM-01.1"]["note"]) == ("yes", "ask Kim")
    assert found["IAM-02.1"]["status"] == "no"


def test_a_questionnaire_takes_no_mark_away_and_leaves_no_stranger_on_another_answer(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    mark = {"status": "no", "review": "from last year", "respondent": "Kim", "method": "tested", "confidence": "high"}
    make("X", [{"question": question, **mark} for question in ("IAM-01.1", "IAM-02.1")])
    file = given_file({"IAM-01.1": ("YES",), "IAM-02.1": ("NO", "", "more of it")})
    assert cli("import", "X", file, "--on-conflict", "theirs").code == 0
    other, same = sorted(exported()["answers"], key=lambda answer: str(answer["question"]))
    assert (other["status"], other["review"]) == ("yes", "from last year")
    assert (other["respondent"], other["method"], other["confidence"]) == ("", None, None)
    assert (same["description"], same["respondent"], same["review"]) == ("more of it", "Kim", "from last year")


def test_the_same_remark_under_another_name_of_the_file_is_kept_once(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    make("X")
    for name in ("one.xlsx", "two.xlsx"):
        assert cli("import", "X", given_file({"IAM-01.1": ("maybe",)}, name=name)).code == 0
    (answer,) = exported()["answers"]
    assert answer["note"].count("maybe") == 1


def test_an_empty_questionnaire_of_1_0_2_carries_nothing_over(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    make("X")
    assert cli("import", "X", given_file({}, EARLIER)).code == 0
    assert exported()["migrations"] == []


def test_neither_kind_of_workbook_is_said_in_one_sentence_that_names_both(
    cli: Callable[..., Any], make: Callable[..., None]
) -> None:
    make("X")
    Path("other.xlsx").write_bytes(questionnaire(headings=("Id", "Question")))
    run = cli("import", "X", "other.xlsx")
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "neither a gap workbook of caiq-wizard" in run.err
    assert "nor CSA's AI-CAIQ" in run.err


def test_a_questionnaire_alone_makes_no_assessment(cli: Callable[..., Any]) -> None:
    run = cli("import", "New one", given_file({"IAM-01.1": ("YES",)}))
    assert run.code == 2
    assert "make it first with 'caiq-wizard new'" in run.err


# -- 1.0.2 -----------------------------------------------------------------------------------------------------------


@cache
def crosswalk_rows() -> tuple[tuple[str, str, str], ...]:
    """Old id, new id and what changed: from the reference where it is, else from our table."""
    reference = Path(__file__).resolve().parents[4] / "shared" / "reference" / "aicm-caiq-1.0.2-to-1.1.0-crosswalk.csv"
    if reference.is_file():
        with reference.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            return tuple((row["old_question_id"], row["new_question_id"], row["change"]) for row in rows)
    steps = load_crosswalk().steps
    moved = {False: "unchanged", True: "renumbered"}
    return tuple(
        (step.old, step.new, moved[step.old != step.new] if step.wording == "same" else "reworded") for step in steps
    )


def everything_answered() -> dict[str, tuple[str, ...]]:
    return {old: ("Yes", "AP-owned", f"about {old}", f"part of {old}") for old in EARLIER.ids}


@pytest.fixture(params=["made by the test", "the fixture"])
def answered(request: pytest.FixtureRequest) -> str:
    """A questionnaire of 1.0.2 with every question answered."""
    if request.param == "made by the test":
        return given_file(everything_answered(), EARLIER)
    path = request.getfixturevalue("shared") / "fixtures" / "AI_CAIQv1.0.2-star_security_questionnaire-layout.xlsx"
    if not path.is_file():
        pytest.skip("the layout fixtures are not beside this clone")
    book = openpyxl.load_workbook(path)
    for row in book["AI-CAIQv1.0.2"].iter_rows(min_row=3):
        for cell, text in zip(row[2:6], everything_answered().get(str(row[0].value), ()), strict=False):
            cell.value = text
    book.save("filled.xlsx")
    return "filled.xlsx"


def test_every_answer_of_1_0_2_follows_its_question_and_none_its_id(
    cli: Callable[..., Any],
    make: Callable[..., None],
    answers: Callable[[], Any],
    exported: Callable[[], Any],
    answered: str,
) -> None:
    make("X", {}, "--role", "AP", "--role", "CSP", "--target", "scale")
    run = cli("import", "X", answered)
    assert (run.code, run.err) == (0, "")
    found = answers()
    expected = {new: old for old, new, _ in crosswalk_rows() if old and new}
    assert {question: answer["description"] for question, answer in found.items()} == {
        new: f"about {old}" for new, old in expected.items()
    }
    repointed = [old for old, new, _ in crosswalk_rows() if old and old not in (new, "GRC-08.01")]
    assert len(repointed) > 60
    assert [old for old in repointed if found.get(old, {}).get("description") == f"about {old}"] == []
    kept = [new for _, new, change in crosswalk_rows() if change in ("unchanged", "renumbered")]
    assert len(kept) > 200
    assert all(found[new]["review"] == "" and found[new]["status"] == "yes" for new in kept)
    assert all(found[new]["review"] for _, new, change in crosswalk_rows() if "reworded" in change)
    (migration,) = exported()["migrations"]
    assert {answer["question"]: answer["description"] for answer in migration["archived"]} == {
        old: f"about {old}" for old, new, _ in crosswalk_rows() if old and not new
    }
    assert len(migration["rows"]) == len(crosswalk_rows())
    assert "Carried over from AI-CAIQ 1.0.2 to AI-CAIQ 1.1:" in run.out


def test_the_look_ahead_says_what_becomes_of_each_question(cli: Callable[..., Any], make: Callable[..., None]) -> None:
    make("X")
    run = cli("import", "X", given_file(everything_answered(), EARLIER), "--dry-run")
    lines = [line.split() for line in run.out.splitlines()]
    for old, new, _ in crosswalk_rows():
        assert any({old or "-", new or "-"} <= set(words[:5]) for words in lines), (old, new)


def test_taking_the_same_questionnaire_again_changes_nothing_that_was_looked_at_since(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    make("X", {"A&A-02.1": "no"})
    file = given_file(everything_answered(), EARLIER)
    assert cli("import", "X", file, "--on-conflict", "ours").code == 0
    first = exported()
    (migration,) = first["migrations"]
    assert {row["new"] for row in migration["rows"] if row["fate"] == "ours kept"} == {"A&A-02.1"}
    marked = next(answer["question"] for answer in first["answers"] if answer["review"])
    looked_at = {**next(answer for answer in first["answers"] if answer["question"] == marked), "review": ""}
    Path("looked-at.json").write_text(json.dumps({"answers": [looked_at]}), encoding="utf-8")
    assert cli("import", "X", "looked-at.json", "--on-conflict", "theirs").code == 0
    assert cli("import", "X", file, "--on-conflict", "ours").code == 0
    again = exported()
    assert again["migrations"] == first["migrations"]
    assert next(answer for answer in again["answers"] if answer["question"] == marked)["review"] == ""


def test_the_layout_fixtures_are_read_like_ours(
    cli: Callable[..., Any], make: Callable[..., None], shared: Path
) -> None:
    fixtures = list((shared / "fixtures").glob("AI_CAIQ*-layout.xlsx"))
    if not fixtures:
        pytest.skip("the layout fixtures are not beside this clone")
    make("X")
    for path in fixtures:
        run = cli("import", "X", str(path), "--dry-run")
        count = len(EARLIER.ids if "1.0.2" in path.name else PRESENT.ids)
        assert (run.code, run.err) == (0, "")
        assert f"{count} questions: 0 answered, {count} open." in run.out
        assert "fit no answer" not in run.out


def test_what_was_carried_over_goes_along_with_a_json_export_once(
    cli: Callable[..., Any], make: Callable[..., None], exported: Callable[[], Any]
) -> None:
    make("Other")
    assert cli("import", "Other", given_file({"IAM-12.1": ("Yes", "", "of then")}, EARLIER)).code == 0
    assert cli("export", "Other", "json", "--output", "other.json").code == 0
    make("X")
    for _ in range(2):
        assert cli("import", "X", "other.json").code == 0
    (migration,) = exported()["migrations"]
    assert [answer["description"] for answer in migration["archived"]] == ["of then"]
