"""The gap workbook as a file: what the format demands and spreadsheet programs check."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl.utils import range_boundaries
from support.books import NAMES, Book
from support.parts import MAIN, Parts
from support.reports import example_report, lens_report, written
from support.workbooks import opened

from exports.workbook import streaming

Box = tuple[int, int, int, int]
Made = Callable[[str], Book]
ORDER = [
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter"),
    *(
        "mergeCells",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
    ),
    *("headerFooter", "rowBreaks", "ignoredErrors", "drawing", "tableParts", "extLst"),
]
"""The elements of a sheet in the order of the format."""


@cache
def _streamed() -> Parts:
    """A book with a lens, written as a large one is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "LARGE", 1)
        return Parts(written(replace(example_report(), lenses=(lens_report(),))))


@pytest.fixture(params=[*NAMES, "streamed"])
def parts(request: pytest.FixtureRequest, made: Made) -> Parts:
    """Every book as a file."""
    return _streamed() if request.param == "streamed" else made(request.param).parts


def _box(reference: str) -> Box:
    left, top, right, bottom = range_boundaries(reference)
    return int(left), int(top), int(right), int(bottom)


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def _tables(parts: Parts) -> Iterator[tuple[str, ET.Element]]:
    """The tables with the number of their sheet's part."""
    for name in parts.files:
        sheet = re.fullmatch(r"xl/worksheets/_rels/(sheet\d+)\.xml\.rels", name)
        if sheet:
            for link in parts.tree(name):
                if str(link.get("Target")).startswith("../tables"):
                    yield sheet[1], parts.tree("xl" + str(link.get("Target"))[2:])


def test_every_part_is_well_formed_and_declared(parts: Parts) -> None:
    types = parts.tree("[Content_Types].xml")
    declared = {entry.get("PartName") for entry in types} | {entry.get("Extension") for entry in types}
    for name in parts.files:
        assert "<!DOCTYPE" not in parts.files[name].decode("utf-8")
        parts.tree(name)
        assert f"/{name}" in declared or name.rpartition(".")[2] in declared, name
    for name in parts.files:
        if name.endswith(".rels"):
            folder = name.partition("_rels/")[0]
            for link in parts.tree(name):
                if link.get("TargetMode") != "External":
                    path = re.sub(r"[^/]+/\.\./", "", f"{folder}{link.get('Target')}".removeprefix("/"))
                    assert path in parts.files, (name, path)


def test_the_order_of_the_elements_is_that_of_the_format(parts: Parts) -> None:
    for sheet in parts.sheets.values():
        found = [ORDER.index(element.tag.removeprefix(MAIN)) for element in sheet]
        assert found == sorted(found)
        rows = [int(row.get("r", 0)) for row in sheet.iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))
        assert "extLst" not in {element.tag.removeprefix(MAIN) for element in sheet}, "openpyxl would warn and drop it"


def test_names_are_short_and_unique_and_cells_are_inside(parts: Parts) -> None:
    names = [name.casefold() for name in parts.sheets]
    assert len(set(names)) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name for name in names)
    tables = [table for _, table in _tables(parts)]
    for key in ("id", "name", "displayName"):
        values = [str(table.get(key)).casefold() for table in tables]
        assert len(set(values)) == len(values)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]{0,254}", str(table.get("name"))) for table in tables)
    lists = [
        rule.findtext(f"{MAIN}formula1", "")
        for sheet in parts.sheets.values()
        for rule in sheet.iter(f"{MAIN}dataValidation")
    ]
    assert max(len(words.strip('"').encode("utf-16-le")) // 2 for words in lists) <= 255


def test_tables_cover_their_rows_under_headings_that_match(parts: Parts) -> None:
    numbers = {f"sheet{number}": name for number, name in enumerate(parts.sheets, start=1)}
    pages = set(parts.sheets)
    for number, table in _tables(parts):
        sheet = numbers[number]
        pages.discard(sheet)
        texts = parts.texts(sheet)
        left, top, right, bottom = _box(str(table.get("ref")))
        columns = [entry.get("name") for entry in table.iter(f"{MAIN}tableColumn")]
        cells = [texts[place] for place in texts if re.fullmatch(r"[A-Z]+1", place)]
        assert (left, top) == (1, 1)
        assert columns == cells
        assert len(columns) == right
        assert len({str(column).casefold() for column in columns}) == len(columns)
        last = max(int(re.sub(r"\D", "", place)) for place in texts)
        assert bottom == last
        assert [entry.get("ref") for entry in table.iter(f"{MAIN}autoFilter")] == [table.get("ref")]
    assert pages == {"Summary", "Heat maps", "Method"}


def test_nothing_overlaps(parts: Parts) -> None:
    for name, sheet in parts.sheets.items():
        merges = [_box(str(entry.get("ref"))) for entry in sheet.iter(f"{MAIN}mergeCell")]
        assert all(_apart(one, other) for one, other in combinations(merges, 2)), name
        rules = [
            _box(reference)
            for entry in sheet.iter(f"{MAIN}dataValidation")
            for reference in str(entry.get("sqref")).split()
        ]
        assert all(_apart(one, other) for one, other in combinations(rules, 2)), name
        places = [cell.place for cell in parts.cells(name)]
        assert len(places) == len(set(places))


def test_no_style_is_left_unused(parts: Parts) -> None:
    used = {int(cell.get("s", 0)) for sheet in parts.sheets.values() for cell in sheet.iter(f"{MAIN}c")}
    assert used | {0} == set(range(len(parts.looks)))
    assert len(set(parts.looks)) == len(parts.looks)
    rules = {rule.get("dxfId") for sheet in parts.sheets.values() for rule in sheet.iter(f"{MAIN}cfRule")} - {None}
    dxfs = parts.tree("xl/styles.xml").find(f"{MAIN}dxfs")
    assert {int(str(number)) for number in rules} == set(range(len(dxfs if dxfs is not None else ())))
    assert len({ET.tostring(dxf) for dxf in dxfs or ()}) == len(dxfs or ())


def test_charts_say_in_words_what_they_show(parts: Parts) -> None:
    drawn = [name for name in parts.files if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    told = [
        str(element.get("descr"))
        for name in parts.files
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
        for element in parts.tree(name).iter()
        if element.tag.endswith("}cNvPr")
    ]
    assert len(drawn) == len(told) >= 3
    assert all(re.search(r"(Bar|Line) chart, .*\d", words) for words in told)
    for name in drawn:
        for series in re.findall(r"<c:f>([^<]*)</c:f>", parts.files[name].decode("utf-8")):
            sheet = series.rpartition("!")[0].strip("'")
            assert sheet in parts.sheets


def test_a_full_assessment_stays_small() -> None:
    report = example_report()
    words = ("We do this with", "the platform", "reviewed each quarter", "by the owner", "and logged for", "a year.")
    answers = tuple(
        replace(
            row,
            status="partial",
            description=" ".join(words[(n * k) % 6] + f" {n * k}" for k in range(1, 13))[:250].ljust(250, "."),
        )
        for n, row in enumerate(report.answers, start=1)
    )
    assert len(answers) >= 290
    gap = report.gaps[0]
    gaps = tuple(
        replace(
            gap, question=row.question, text=row.text, title=row.title, control=row.control, missing=row.description
        )
        for row in answers
    )
    content = written(replace(report, answers=answers, gaps=gaps))
    assert len(content) < 600_000
    assert sum(len(text) for text in Parts(content).texts("Answers").values()) > 250 * len(answers)


def test_opening_the_book_raises_no_warning(parts: Parts, recwarn: pytest.WarningsRecorder) -> None:
    book: Any = opened(parts.content)
    assert [str(warning.message) for warning in recwarn] == []
    assert book.sheetnames == list(parts.sheets)
