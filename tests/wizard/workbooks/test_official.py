"""The questionnaire is found by its sheet's name and its headings, its version wherever somebody left it."""

import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest

from wizard.errors import DataError
from wizard.workbooks.editions import Edition, edition_of
from wizard.workbooks.official import ANSWER_COLUMNS, Column, find_questionnaire, question_id
from wizard.workbooks.opening import OpenedWorkbook, open_content

STAMP = '{"specification_name": "AI Consensus Assessments Initiative Questionnaire", "specification_version": "1.1.0"}'
HEADINGS = (
    "Question ID",
    "Question",
    "Service Provider AI-CAIQ Answer",
    "SSRM Control Ownership",
    "Service Provider Implementation Description (Optional/Recommended)",
    "Service Customer Responsibilities (Optional/Recommended)",
    None,
    None,
    "AICM Control ID",
    "AICM Control Specification",
    "AICM Control Title",
    "AICM Domain Title",
)
ROW = ("A&A-01.1", "Is it?", "YES", "AP-Owned", "how", "theirs", None, None, "A&A-01", "It shall.", "Audit", "A&A")

Rows = Sequence[Sequence[object]]


def book(sheets: Mapping[str, Rows], name: str = "questionnaire.xlsx") -> OpenedWorkbook:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    workbook.save(target)
    return open_content(target.getvalue(), name)


@pytest.mark.parametrize(
    "rows",
    [
        [(STAMP,), HEADINGS, ROW],
        [HEADINGS, ROW],
        [("1.1.0",), (), ("a title",), (), HEADINGS, ("Audit & Assurance - A&A",), ROW],
        [(STAMP,), [heading and heading.replace(" (", "  (").upper() for heading in HEADINGS], ROW],
        [(STAMP,), [heading and f" {heading.replace('-', chr(0x2011))}\n" for heading in HEADINGS], ROW],
    ],
    ids=["as published", "nothing above", "more above", "other blanks and letters", "other hyphens"],
)
def test_columns_are_found_by_their_headings(rows: Rows) -> None:
    found = find_questionnaire(book({"AI-CAIQv1.1.0": rows}), Column.ID, *ANSWER_COLUMNS)
    ((question, row),) = [pair for pair in found.question_rows() if pair[0].endswith(".1")]
    cells = [found.cell(row, column) for column in ANSWER_COLUMNS]
    assert question == "A&A-01.1"
    assert [cell and cell.value for cell in cells] == ["YES", "AP-Owned", "how", "theirs"]
    assert found.columns[Column.TITLE] == "K"


def test_columns_may_stand_in_any_order() -> None:
    order = [8, 5, 2, 11, 0, 3, 4, 1, 9, 10]
    rows = [[HEADINGS[n] for n in order], [ROW[n] for n in order]]
    found = find_questionnaire(book({"AI-CAIQ": rows}), Column.ID, *ANSWER_COLUMNS)
    ((question, row),) = found.question_rows()
    cells = [found.cell(row, column) for column in ANSWER_COLUMNS]
    assert (question, [cell and cell.value for cell in cells]) == ("A&A-01.1", ["YES", "AP-Owned", "how", "theirs"])


def test_a_sheet_in_front_and_a_copy_behind_do_not_stand_in_the_way() -> None:
    sheets: dict[str, Rows] = {
        "Read me": [("Please fill in",)],
        "Notes": [HEADINGS],
        "AI-CAIQv1.1.0": [(STAMP,), HEADINGS, ROW],
        "AI-CAIQv1.1.0 (2)": [(STAMP,), HEADINGS, ROW],
    }
    found = find_questionnaire(book(sheets), Column.ID, Column.ANSWER)
    assert (found.sheet, found.others) == ("AI-CAIQv1.1.0", ("AI-CAIQv1.1.0 (2)", "Notes"))


def test_a_renamed_sheet_is_found_by_its_headings() -> None:
    sheets: dict[str, Rows] = {"Cover": [("x",)], "Our answers": [HEADINGS, ROW]}
    assert find_questionnaire(book(sheets), Column.ID, Column.ANSWER).sheet == "Our answers"


def test_a_workbook_without_a_questionnaire_says_which_columns_it_lacks() -> None:
    with pytest.raises(DataError, match="'Question ID', 'Service Provider AI-CAIQ Answer'"):
        find_questionnaire(book({"AI-CAIQ": [("Question ID", "Question"), ROW]}), Column.ID, Column.ANSWER)


def test_more_rows_than_any_questionnaire_has_are_refused_in_one_sentence() -> None:
    rows = [HEADINGS, *[ROW] * 5_001]
    with pytest.raises(
        DataError, match=r"questionnaire\.xlsx has more than 5,000 rows on the sheet AI-CAIQ, as no questionn"
    ):
        find_questionnaire(book({"AI-CAIQ": rows}), Column.ID, Column.ANSWER)
    assert len(find_questionnaire(book({"AI-CAIQ": rows[:-1]}), Column.ID, Column.ANSWER).rows) == 5_000


@pytest.mark.parametrize(
    "typed",
    ["A&A-01.1", " a&a-01.1 ", "A&A\u201101.1", "A&amp;A \u2013 01.1", "A & A-1.01", "AA-01.1", "A&A\xa0-\xa001 . 1"],
)
def test_ids_are_read_however_they_are_typed(typed: str) -> None:
    assert question_id(typed) == "A&A-01.1"


@pytest.mark.parametrize(
    ("sheets", "name", "expected"),
    [
        ({"S": [(STAMP,)]}, "x.xlsx", "1.1.0"),
        ({"S": [('{"version": 1.0}',)]}, "x.xlsx", "1.0"),
        ({"S": [("v1.0.2",)]}, "x.xlsx", "1.0.2"),
        ({"S": [("AI-CAIQ version 1.1",)]}, "x.xlsx", "1.1"),
        ({"AI-CAIQv1.0.2": [("Question ID",)]}, "x.xlsx", "1.0.2"),
        ({"S": [("Question ID",)], "Introduction": [(STAMP,)]}, "x.xlsx", "1.1.0"),
        ({"S": [("Question ID",)]}, "AI_CAIQv1.0.2-star.xlsx", "1.0.2"),
        ({"AI-CAIQv1.0.2": [(STAMP,)]}, "AI_CAIQv1.0.2.xlsx", "1.1.0"),
        ({"S": [("{not json",)]}, "x.xlsx", ""),
        ({"S": [("Report 3.2",)], "History": [("2.0 by the auditors",)]}, "assessment v7.1.xlsx", ""),
        ({"S": [("{" * 5000,)]}, "x.xlsx", ""),
        ({"S": [()]}, "report 2026.11.21.xlsx", ""),
    ],
)
def test_the_version_is_told_by_the_nearest_place_that_names_one(
    sheets: Mapping[str, Rows], name: str, expected: str
) -> None:
    opened = book(sheets, name)
    assert edition_of(opened, opened.sheets[0]).version == expected


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("1.1", "present"),
        ("1.1.1", "present"),
        ("1.0.2", "earlier"),
        ("1.0", "earlier"),
        ("2.3", "unknown"),
        ("", "untold"),
    ],
)
def test_an_edition_is_ours_an_earlier_one_or_unknown(version: str, kind: str) -> None:
    edition = Edition("AI-CAIQ", version)
    kinds = {"present": edition.is_present, "earlier": edition.is_earlier, "unknown": edition.is_unknown}
    assert [name for name, holds in kinds.items() if holds] == ([kind] if version else [])
