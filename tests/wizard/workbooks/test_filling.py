"""Filling cells of a workbook: what was meant stands in them, and nothing else in the file has changed."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.official import (
    ANSWER,
    EARLIER,
    EXTENDED,
    NAMED,
    PRESENT,
    Layout,
    parts_of,
    questionnaire,
    with_part,
    with_text,
    without_cells,
)
from support.surgery import loaded

from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.filling import filled
from wizard.workbooks.opening import open_content

FIXTURES = {"1.1.0": 320, "1.0.2": 311}
HOSTILE = (
    "=1+1",
    "+1 -1 @x",
    "<b>&amp;</b> ]]> <!-- & -->",
    "🙂 ☃ \u0301 ␍ \ufffd",
    "_x000D_ and _x005F_x0041_ and _x00",
    "  leading and trailing  ",
    "one\ntwo\n\nthree\t|",
    "x" * 32_767,
    "'quoted\" text",
)
SMALL = replace(PRESENT, ids=PRESENT.ids[:12])


def _texts(rows: Mapping[str, int], letters: str = "CDEF") -> dict[str, str]:
    """A text of its own for every cell in question; some are empty."""
    return {
        f"{letter}{row}": "" if (row + number) % 7 == 0 else f"{question} {letter} {HOSTILE[(row + number) % 7]}"
        for question, row in rows.items()
        for number, letter in enumerate(letters)
    }


def _written(content: bytes, sheet: str, texts: Mapping[str, str]) -> bytes:
    return filled(content, open_content(content, "template.xlsx"), sheet, texts)


def _only_changed(before: bytes, after: bytes, part: str, texts: Mapping[str, str], encoding: str = "utf-8") -> None:
    """See that one part differs, that in it only these cells do, and that the rest of the zip file is alike."""
    old, new = parts_of(before), parts_of(after)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == [part]
    bare = [without_cells(parts[part].decode(encoding).encode(), list(texts)) for parts in (old, new)]
    assert bare[0] == bare[1]
    entries = [
        [(e.filename, e.date_time, e.compress_type, e.external_attr, e.comment) for e in zipfile.ZipFile(io.BytesIO(c)).infolist()]
        for c in (before, after)
    ]  # fmt: skip
    assert entries[0] == entries[1]


def _says(content: bytes, sheet: str, texts: Mapping[str, str]) -> None:
    """See with another reader that the cells say what was meant."""
    cells = loaded(content)[sheet]
    wrong = {address: cells[address].value for address, text in texts.items() if (cells[address].value or "") != text}
    assert wrong == {}


@pytest.mark.parametrize("version", list(FIXTURES))
def test_in_csa_s_layouts_one_part_changes_and_in_it_only_the_cells_in_question(shared: Path, version: str) -> None:
    path = shared / "fixtures" / f"AI_CAIQv{version}-star_security_questionnaire-layout.xlsx"
    if not path.is_file():
        pytest.skip("the layouts of CSA's workbooks are not beside this clone")
    content, sheet = path.read_bytes(), f"AI-CAIQv{version}"
    rows = {
        str(cell.value): cell.row
        for cell in loaded(content)[sheet]["A"]
        if re.fullmatch(r"\S+-\d\d\.\d+", str(cell.value))
    }
    assert len(rows) == FIXTURES[version]
    texts = {
        address: text for address, text in _texts(rows).items() if "_x" not in text
    }  # openpyxl reads these wrongly
    result = _written(content, sheet, texts)
    _only_changed(content, result, "xl/worksheets/sheet2.xml", texts)
    _says(result, sheet, texts)


@pytest.mark.parametrize(
    "layout",
    [
        PRESENT,
        EARLIER,
        replace(PRESENT, prefix="x", encoding="utf-16"),
        replace(PRESENT, encoding="iso-8859-1", in_front=("One", "Two & <three>"), sheet="Our 'own' name"),
        replace(EARLIER, prefix="main", answer_list=EXTENDED, owner_list=NAMED),
        replace(SMALL, filled=dict.fromkeys(SMALL.ids, ("NO", "ND", "old", "old"))),
        replace(SMALL, shared=False, filled=dict.fromkeys(SMALL.ids, ("NO", "ND", "old\nlines", "old"))),
    ],
    ids=["present", "earlier", "prefix and UTF-16", "Latin-1 and sheets in front", "named prefix", "filled", "filled inline"],
)  # fmt: skip
def test_however_the_sheet_is_written_only_the_cells_in_question_change(layout: Layout) -> None:
    content = questionnaire(layout)
    texts = _texts(layout.rows)
    result = _written(content, layout.sheet, texts)
    _only_changed(content, result, layout.part, texts, layout.encoding)
    read = {cell.address: cell.value for row in open_content(result, "x").rows(layout.sheet) for cell in row}
    assert {address: text for address, text in texts.items() if read.get(address, "") != text} == {}
    styles = loaded(content)[layout.sheet], loaded(result)[layout.sheet]
    assert all(styles[0][address].style_id == styles[1][address].style_id for address in texts)


@settings(max_examples=60, deadline=None)
@example("\r\n _x000D__x000D_ \x07 \ud83d \u202e ￾")
@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.lists(st.sampled_from(["_", "x005F_", "_x0041_", "🙂", "&"])).map("".join)))  # fmt: skip
def test_every_text_comes_back_as_it_was_typed(text: str) -> None:
    content = questionnaire(SMALL)
    (book,) = [open_content(_written(content, SMALL.sheet, {"E4": text}), "x")]
    cells = {cell.address: cell.value for row in book.rows(SMALL.sheet) for cell in row}
    assert cells.get("E4", "") == clean(text)


def _without(part: bytes, *patterns: str) -> bytes:
    for pattern in patterns:
        part = re.sub(pattern.encode(), b"", part, flags=re.DOTALL)
    return part


def test_cells_and_rows_that_are_missing_are_put_where_they_belong_in_the_style_of_their_column() -> None:
    full = questionnaire(SMALL)
    gone = (r'<c r="[CDEF]4"[^>]*/>', r'<c r="D5"[^>]*/>', r'<row r="7">.*?</row>', r'<row r="(15|16|17)">.*?</row>')
    content = with_part(full, SMALL.part, lambda part: _without(part, *gone))
    texts = {"C4": "YES", "F4": "f", "D5": "ND", "E7": "seven", "C16": "NO", "E20": "twenty", "F5": ""}
    result = _written(content, SMALL.sheet, texts)
    _says(result, SMALL.sheet, texts)
    sheet = loaded(result)[SMALL.sheet]
    assert {sheet[address].style_id for address in ("C4", "F4", "D5", "E7", "C16", "E20")} == {2}
    order = re.findall(rb'<row r="(\d+)"', parts_of(result)[SMALL.part])
    assert order == sorted(order, key=int)
    assert re.findall(rb' r="([A-Z]+)4"', parts_of(result)[SMALL.part])[:4] == [b"A", b"B", b"C", b"F"]


def test_cells_without_a_reference_are_counted() -> None:
    def bare(part: bytes) -> bytes:
        row = re.search(rb'<row r="5">.*?</row>', part, re.DOTALL)
        assert row
        counted = re.sub(rb' r="[A-F]?5"', b"", row[0])
        return part.replace(row[0], counted)

    content = with_part(questionnaire(SMALL), SMALL.part, bare)
    result = _written(content, SMALL.sheet, {"C5": "NO", "F5": "them", "C6": "YES"})
    _says(result, SMALL.sheet, {"C5": "NO", "D5": "", "F5": "them", "C6": "YES"})
    assert result != content


def test_a_row_without_cells_and_a_sheet_without_rows_are_opened_up() -> None:
    def emptied(part: bytes) -> bytes:
        return re.sub(rb"<sheetData>.*</sheetData>", b'<sheetData><row r="4" hidden="1"/></sheetData>', part, flags=re.DOTALL)  # fmt: skip

    content = with_part(questionnaire(SMALL, merges=()), SMALL.part, emptied)
    result = _written(content, SMALL.sheet, {"C4": "YES", "C9": "NO"})
    _says(result, SMALL.sheet, {"C4": "YES", "C9": "NO"})
    assert b'<row r="4" hidden="1"><c r="C4"' in parts_of(result)[SMALL.part]
    content = with_text(content, SMALL.part, '<sheetData><row r="4" hidden="1"/></sheetData>', "<sheetData />")
    _says(_written(content, SMALL.sheet, {"C4": "YES"}), SMALL.sheet, {"C4": "YES"})


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ('<c r="C6" s="2"><f>1+1</f><v>2</v></c>', "C6"),
        ('<c r="C6" s="2" t="str"><f t="shared" ref="C6:C7" si="0">A6</f><v>x</v></c>', "C6"),
        ('<c r="C6" s="2"/><c r="D6"><f t="array" ref="D6:D9">A6:A9</f><v>0</v></c>', "D6:D9"),
    ],
    ids=["formula", "shared formula", "array over several cells"],
)
def test_a_formula_in_a_cell_in_question_is_refused_by_its_name(cell: str, named: str) -> None:
    content = with_part(
        questionnaire(SMALL), SMALL.part, lambda part: _without(part, '<c r="D6" s="2"/>').replace(b'<c r="C6" s="2"/>', cell.encode())
    )  # fmt: skip
    with pytest.raises(DataError, match=named) as caught:
        _written(content, SMALL.sheet, {"C6": "YES", "D7": "ND"})
    assert "formula" in str(caught.value)


def test_a_cell_hidden_in_a_merged_area_is_refused_by_its_name_and_the_visible_one_is_written() -> None:
    content = questionnaire(SMALL, merges=("C5:C6", "E5"))
    with pytest.raises(DataError, match=r"the cell C6 .* is merged into C5:C6"):
        _written(content, SMALL.sheet, {"C5": "YES", "C6": "YES"})
    for address in ("D7", "C8", "D8"):
        with pytest.raises(DataError, match=rf"the cell {address} .* is merged into C7:D8"):
            _written(questionnaire(SMALL, merges=("C5:C6", "C7:D8")), SMALL.sheet, {"C7": "YES", address: "x"})
    result = _written(content, SMALL.sheet, {"C5": "YES", "C6": "", "E5": "alone"})
    _says(result, SMALL.sheet, {"C5": "YES", "E5": "alone"})


def test_what_a_cell_is_besides_its_value_stays() -> None:
    content = with_text(
        questionnaire(SMALL), SMALL.part, '<c r="C6" s="2"/>', "<c  s='2' ph=\"1\"\n t = 'b' r=\"C6\" cm=\"1\" ><v>1</v></c >"
    )  # fmt: skip
    result = parts_of(_written(content, SMALL.sheet, {"C6": "YES"}))[SMALL.part]
    assert b'<c  s=\'2\' ph="1" r="C6" cm="1" t="inlineStr">' in result
    emptied = parts_of(_written(content, SMALL.sheet, {"C6": ""}))[SMALL.part]
    assert b'<c  s=\'2\' ph="1" r="C6" cm="1"/>' in emptied


def test_a_sheet_of_some_megabytes_is_filled_as_well() -> None:
    layout = replace(
        PRESENT, shared=False, extra={PRESENT.address(PRESENT.ids[n], "Question"): "ü" * 20_000 for n in range(100)}
    )
    content = questionnaire(layout)
    assert len(parts_of(content)[layout.part]) > 4_000_000
    texts = {layout.address(question, ANSWER): "YES" for question in layout.ids}
    result = _written(content, layout.sheet, texts)
    _only_changed(content, result, layout.part, texts)


class _Stream(io.RawIOBase):
    """Takes bytes and never goes back, as a download does: sizes then stand behind each part."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self.taken += bytes(piece)  # type: ignore[call-overload]
        return len(bytes(piece))  # type: ignore[call-overload]


def _streamed(content: bytes) -> bytes:
    """The file as a program writes it that streams: with a comment at its end, and its largest part first."""
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, part in sorted(parts_of(content).items(), key=lambda item: -len(item[1])):
            archive.writestr(name, part)
        archive.comment = b"a comment"
    return bytes(stream.taken)


@pytest.mark.parametrize("made", [bytes, _streamed], ids=["usual", "streamed"])
def test_however_the_file_was_packed_the_other_parts_keep_content_order_looks_and_the_file_its_comment(
    made: Callable[[bytes], bytes],
) -> None:
    content = made(questionnaire(SMALL))
    texts = {"C4": "YES", "E4": "x" * 30_000}
    result = _written(content, SMALL.sheet, texts)
    _only_changed(content, result, SMALL.part, texts)
    _says(result, SMALL.sheet, texts)
    assert zipfile.ZipFile(io.BytesIO(result)).comment == zipfile.ZipFile(io.BytesIO(content)).comment


@pytest.mark.parametrize("made", [bytes, _streamed], ids=["usual", "streamed"])
def test_a_damaged_picture_is_told_in_one_sentence(made: Callable[[bytes], bytes]) -> None:
    content = made(questionnaire(SMALL))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("xl/media/image1.png").header_offset + 60
    damaged = content[:place] + b"\xff\xff" + content[place + 2 :]
    with pytest.raises(DataError, match=r"template\.xlsx cannot be filled in without harm .* save it again"):
        _written(damaged, SMALL.sheet, {"C4": "YES"})
