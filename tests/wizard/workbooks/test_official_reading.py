"""Reading a filled official questionnaire: whatever people do to the sheet, each answer is told of the right question."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from support.official import ANSWER, DESCRIPTION, EARLIER, HEADINGS, PRESENT, questionnaire

from questionnaires.crosswalk import load_crosswalk
from questionnaires.library import load_bank
from wizard.core.answers import SsrmOwnership, Status
from wizard.errors import DataError
from wizard.workbooks.merged import spread
from wizard.workbooks.merges import Area
from wizard.workbooks.official import Column, has_questionnaire
from wizard.workbooks.official_reading import FilledQuestionnaire, read_official
from wizard.workbooks.official_version import Versions
from wizard.workbooks.opening import Cell, open_content

STAMP = '{"specification_name": "AI-CAIQ", "specification_version": "1.1.0"}'
HEADS = ["Question ID", "Question", "Service Provider AI-CAIQ Answer", "SSRM Control Ownership"]
HEADS += ["Service Provider Implementation Description", "Service Customer Responsibilities"]
VERSIONS = Versions(load_bank(), load_crosswalk())


def read(content: bytes) -> FilledQuestionnaire:
    return read_official(open_content(content, "given.xlsx"), VERSIONS)


def sheet(
    rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), heads: Sequence[str] = HEADS, stamp: str = STAMP
) -> bytes:
    """A questionnaire with these rows from row 3 on."""
    book = Workbook(iso_dates=True)
    page = book.active
    page.title = "AI-CAIQ"
    page.append([stamp or None])
    for row in (heads, *rows):
        page.append(list(row))
    for area in merges:
        first = area.split(":")[0]
        kept = page[first].value
        page.merge_cells(area)
        page[first] = kept
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def told(found: FilledQuestionnaire) -> dict[str, dict[str, Any]]:
    return {item.question: dict(item.fields) for item in found.told}


def test_ids_may_be_written_in_any_way() -> None:
    ids = ["iam\u201101.1", "AIS - 02.1", "a&amp;a-01.1", "GRC-08.01", " DSP-01.1\u200b"]
    found = read(sheet([[typed, "", "YES"] for typed in ids]))
    assert set(told(found)) == {"IAM-01.1", "AIS-02.1", "A&A-01.1", "GRC-08.1", "DSP-01.1"}
    assert found.misfits == ()


def test_a_value_of_merged_cells_counts_for_every_question_of_the_merge() -> None:
    rows = [[f"IAM-0{number}.1", "", "NO" if number == 2 else None, None, None, None] for number in range(2, 7)]
    rows[0][4] = "about all"
    found = read(sheet(rows, merges=["C3:C5", "E3:F7"]))
    assert {question: fields.get("status") for question, fields in told(found).items()} == {
        "IAM-02.1": Status.NO,
        "IAM-03.1": Status.NO,
        "IAM-04.1": Status.NO,
        "IAM-05.1": None,
        "IAM-06.1": None,
    }
    assert {fields["description"] for fields in told(found).values()} == {"about all"}
    assert {item.cells["description"] for item in found.told} == {"AI-CAIQ E3"}


def test_columns_in_any_order_and_a_sheet_in_front_change_nothing() -> None:
    filled = {"IAM-01.1": ("YES", "AP-Owned", "how", "what"), "AIS-02.1": ("NO", "ND", "not", "")}
    turned = tuple(reversed([heading for heading in HEADINGS if heading]))
    plain = read(questionnaire(PRESENT, filled=filled))
    other = read(questionnaire(PRESENT, filled=filled, headings=turned, in_front=("Notes", "AI list", "Contents")))
    assert told(other) == told(plain)
    assert told(plain)["IAM-01.1"] == {
        "status": Status.YES,
        "ownership": SsrmOwnership.AP,
        "description": "how",
        "responsibilities": "what",
    }


def test_numbers_dates_and_rich_text_are_texts() -> None:
    rich = CellRichText("see ", TextBlock(InlineFont(b=True), "the policy"))
    found = read(sheet([["IAM-01.1", "", True, "AP", 27001, rich], ["IAM-02.1", "", "YES", "", 2.5, "x"]]))
    first = told(found)["IAM-01.1"]
    assert (first["status"], first["description"], first["responsibilities"]) == (Status.YES, "27001", "see the policy")
    assert told(found)["IAM-02.1"]["description"] == "2.5"


def test_what_is_not_clear_is_handed_back_with_its_cell_and_the_rest_is_taken() -> None:
    heads = [*HEADS, "", "Reviewer"]
    rows = [
        ["Identity & Access Management - IAM", None, None, None, None, "left here"],
        ["IAM-01.1", "", "maybe", "us", "how", "", "no head", "Kim's remark"],
        [None, "", "YES", None, "whose?"],
        ["IAM-99.1", "", "YES"],
        ["IAM-02.1", "", "NA - none here"],
        ["IAM-03.1", "", "=1+1"],
        ["End of Standard"],
        ["© somebody"],
        ["Filled in by three of us, see the wiki"],
    ]
    found = read(sheet(rows, heads=heads))
    noted = {(misfit.question, misfit.cell, misfit.text) for misfit in found.misfits}
    assert noted == {
        ("", "F3", "left here"),
        ("IAM-01.1", "C4", "maybe"),
        ("IAM-01.1", "D4", "us"),
        ("IAM-01.1", "G4", "no head"),
        ("IAM-01.1", "H4", "Kim's remark"),
        ("", "C5", "YES"),
        ("", "E5", "whose?"),
        ("", "C6", "YES"),
        ("IAM-02.1", "C7", "NA - none here"),
        ("IAM-03.1", "C8", "=1+1"),
        ("", "A11", "Filled in by three of us, see the wiki"),
    }
    assert told(found) == {"IAM-01.1": {"description": "how"}, "IAM-02.1": {"status": Status.NA}}
    assert found.strange == ("IAM-99.1",)


def test_of_two_rows_with_one_id_the_first_that_says_something_counts() -> None:
    same = read(sheet([["IAM-01.1", "", "YES"], ["IAM-01.1", "", "YES"], ["IAM-02.1"], ["IAM-02.1", "", "NO"]]))
    assert (told(same)["IAM-01.1"], told(same)["IAM-02.1"]) == ({"status": Status.YES}, {"status": Status.NO})
    assert same.misfits == ()
    other = read(sheet([["IAM-01.1", "", "YES", "AP"], ["IAM-01.1", "", "NO", "AP", "not"]]))
    assert told(other)["IAM-01.1"]["status"] is Status.YES
    assert [(misfit.question, misfit.cell) for misfit in other.misfits] == [("IAM-01.1", "C4"), ("IAM-01.1", "E4")]


def test_a_statement_about_the_scope_is_no_answer() -> None:
    outside = "Outside the scope of this self-assessment: no role holds it"
    rows = [["IAM-01.1", "", "NA", "ND", outside], ["IAM-02.1", "", "YES", "AP", outside]]
    found = read(sheet(rows))
    assert dict(found.outside) == {"IAM-01.1": outside}
    assert told(found)["IAM-02.1"]["status"] is Status.YES


def test_an_answer_that_column_e_contradicts_is_said() -> None:
    found = read(
        sheet([["IAM-01.1", "", "YES", "AP", "how\n\nNot implemented. Corrective action plan:\nAction: mend"]])
    )
    assert told(found)["IAM-01.1"]["status"] is Status.YES
    assert told(found)["IAM-01.1"]["action"] == "mend"
    assert [(misfit.question, misfit.cell) for misfit in found.misfits] == [("IAM-01.1", "E3")]


def test_a_title_of_another_control_beside_an_id_keeps_the_answer_out() -> None:
    heads, title = [*HEADS, "AICM Control Title"], VERSIONS.bank.moved["IAM-18"].title
    rows = [["IAM-18.1", "", "YES", "", "", "", title], ["IAM-01.1", "", "YES"]]
    found = read(sheet(rows, heads=heads))
    assert set(told(found)) == {"IAM-01.1"}
    assert [(misfit.question, misfit.cell) for misfit in found.misfits] == [("", "C3")]


@pytest.mark.parametrize(
    ("layout", "version", "is_earlier"), [(PRESENT, "1.1", False), (EARLIER, "1.0.2", True)], ids=["1.1", "1.0.2"]
)
def test_without_a_version_the_ids_tell_it_and_failing_these_the_titles(
    layout: Any, version: str, is_earlier: bool
) -> None:
    bare = {"stamp": "", "sheet": "Sheet1", "in_front": ()}
    no_titles = tuple("" if "Title" in heading else heading for heading in layout.headings)
    by_ids = read(questionnaire(layout, **bare, headings=no_titles)).settled
    assert (by_ids.version, by_ids.is_earlier) == (version, is_earlier)
    few = tuple(question for question in layout.ids if question in ("LOG-08.1", "LOG-09.1", "LOG-10.1", "IAM-01.1"))
    by_titles = read(questionnaire(layout, **bare, ids=few)).settled
    assert (by_titles.version, by_titles.is_earlier) == (version, is_earlier)
    with pytest.raises(DataError, match="write the version into cell A1"):
        read(questionnaire(layout, **bare, ids=few, headings=no_titles))


@pytest.mark.parametrize(("layout", "stamp"), [(EARLIER, "1.1.0"), (EARLIER, "2.3"), (PRESENT, "1.0.2")])
def test_a_version_that_the_ids_contradict_is_refused(layout: Any, stamp: str) -> None:
    with pytest.raises(DataError, match=f"says that it is version {stamp}, but .* not used"):
        read(questionnaire(layout, stamp=stamp, filled={"IAM-18.1": ("YES",)}))


def test_a_version_never_heard_of_goes_by_ids_and_says_so() -> None:
    found = read(questionnaire(PRESENT, version="2.3", sheet="AI-CAIQv2.3", filled={"IAM-18.1": ("YES",)}))
    assert (found.settled.version, found.settled.is_unknown, set(told(found))) == ("2.3", True, {"IAM-18.1"})


def test_the_questionnaire_for_the_cloud_is_another_one() -> None:
    stamp = '{"specification_name": "CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE", "specification_version": "4.0.3"}'
    with pytest.raises(DataError, match="Cloud Controls Matrix"):
        read(sheet([["IAM-01.1", "", "YES"]], stamp=stamp))


def test_a_workbook_without_its_columns_is_none() -> None:
    needed = (Column.ID, Column.ANSWER)
    other = questionnaire(headings=(ANSWER, DESCRIPTION, "Question ID"))
    assert not has_questionnaire(open_content(sheet([], heads=["Question ID", "Status"]), "x.xlsx"), *needed)
    assert has_questionnaire(open_content(other, "x.xlsx"), *needed)


def test_more_merged_cells_than_any_questionnaire_has_are_refused() -> None:
    rows = [{"A": Cell(number, "A", "x", "")} for number in range(1, 1_001)]
    once = spread(rows, [Area(1, 1_000, 1, 1)], "the sheet S")
    assert {row["A"].address for row in once.rows.values()} == {"A1"}
    with pytest.raises(DataError, match="more merged cells"):
        spread(rows, [Area(1, 1_000, 3, 3)] * 1_001, "the sheet S")
