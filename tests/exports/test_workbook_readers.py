"""The gap workbook for people: what is open to type, what can be read, how it goes on paper, what a file manager says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from openpyxl.utils import range_boundaries
from support.books import NAMES, Book
from support.reports import small_report, written
from support.workbooks import every_cell, headings, opened

from exports.workbook.styles import STATUS_COLOURS

Made = Callable[[str], Book]
PAGES = {"Summary": "portrait", "Heat maps": "landscape", "Method": "portrait"}
"""The sheets that are no tables, and how they lie on paper."""
INPUTS = {
    "Answers": {
        *(
            "SSRM ownership",
            "Implementation description",
            "Customer responsibilities",
            "Status",
            "Evidence",
            "Respondent",
        ),
        *("Method", "Confidence", "Auditor verdict", "Auditor comment", "Auditor and date", "Note", "Flag"),
    },
    "Gaps": {"Planned action", "Owner", "Due", "Planned effort", "Risk accepted because", "Risk accepted until"},
}
LISTS = {
    "Status": "yes,yes-gaps,partial,no,na",
    "Auditor verdict": "accepted,rejected,more evidence",
    "Method": "interviewed,examined,tested",
    "Confidence": "low,medium,high",
}


@pytest.mark.parametrize("name", NAMES)
def test_formulas_are_locked_and_inputs_open_without_a_password(made: Made, name: str) -> None:
    book = made(name).formulas
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.formatColumns, "columns may be made wider"
    places = {(sheet, heading): column for sheet in INPUTS for heading, column in headings(book[sheet]).items()}
    for cell in every_cell(book):
        if cell.data_type == "f":
            assert cell.protection.locked
    for sheet, inputs in INPUTS.items():
        rows = range(2, book[sheet].max_row + 1)
        if sheet == "Gaps" and book[sheet]["D2"].value is None:
            continue
        for heading in headings(book[sheet]):
            opened_cells = {not book[sheet].cell(row, places[sheet, heading]).protection.locked for row in rows}
            assert opened_cells == {heading in inputs}, (sheet, heading)


def test_words_are_chosen_from_lists(made: Made) -> None:
    sheet = made("spread").formulas["Answers"]
    at = headings(sheet)
    for heading, words in LISTS.items():
        for row in (2, sheet.max_row):
            place = sheet.cell(row, at[heading]).coordinate
            found = [rule for rule in sheet.data_validations.dataValidation if place in rule]
            assert [rule.formula1 for rule in found] == [f'"{words}"']


def _channels(colour: str) -> list[float]:
    parts = [int(colour[-6:][place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""
    light, dark = sorted(
        (
            sum(f * c for f, c in zip((0.2126, 0.7152, 0.0722), _channels(colour), strict=True))
            for colour in (one, other)
        ),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def test_every_ink_is_readable_on_its_ground(made: Made) -> None:
    pairs = set()
    for cell in every_cell(made("spread").formulas):
        if cell.value is not None:
            ink, ground = cell.font.color.rgb, cell.fill.start_color.rgb if cell.fill.fill_type else "FFFFFFFF"
            under_rules = STATUS_COLOURS.values() if ground == "FFFFFFFF" else ()
            pairs |= {(ink, ground), *((ink, colour) for colour in under_rules)}
    assert len(pairs) > 10
    assert {pair: _contrast(*pair) for pair in pairs if _contrast(*pair) < 4.5} == {}
    assert _contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_is_ready_for_screen_and_paper(made: Made, name: str) -> None:
    book = made(name).formulas
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == PAGES.get(sheet.title, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert "&P" in sheet.oddFooter.right.text
        assert not sheet.sheet_view.showGridLines
        if sheet.title not in PAGES:
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.print_title_cols
            assert sheet[sheet.freeze_panes].row == 2
            frozen = range_boundaries(sheet.print_title_cols.replace("$", ""))[2]
            assert sheet[sheet.freeze_panes].column == frozen + 1


def test_properties_say_what_the_file_is(made: Made) -> None:
    report = replace(small_report(), organization="Ärger & Söhne", name="a<b>")
    properties = opened(written(report)).properties
    assert properties.title == "Gap workbook: a<b>"
    assert properties.creator == "Ärger & Söhne"
    assert properties.created == report.made.replace(tzinfo=None)
    assert made("spread").formulas.properties.subject == "CSA AI Controls Matrix 1.1, OSP + AP"


def test_dates_of_every_kind_can_be_read_again() -> None:
    days = [
        date(1, 1, 1),
        date(1899, 12, 31),
        date(1900, 2, 28),
        date(1900, 3, 1),
        date(2027, 3, 31),
        date(9999, 12, 31),
    ]
    small = small_report()
    gaps = tuple(replace(gap, due=day) for gap, day in zip(small.gaps, days, strict=False))
    sheet = opened(written(replace(small, gaps=gaps)))["Gaps"]
    column = headings(sheet)["Due"]
    cells = [sheet.cell(row, column).value for row in range(2, len(days) + 2)]
    assert [str(value)[:10] for value in cells] == [day.isoformat() for day in days]
