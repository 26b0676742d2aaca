"""Workbooks from elsewhere are measured before they are parsed; whatever is wrong becomes one sentence."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wizard.errors import DataError, InputError
from wizard.workbooks import limits
from wizard.workbooks.opening import Cell, open_content, open_workbook, unescaped

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = "xl/worksheets/sheet1.xml"
AFTERNOON = datetime(2027, 3, 31, 14, 30)  # noqa: DTZ001  (a workbook knows no time zones)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The parts of a small workbook with a cell of each kind."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    sheet = book.add_worksheet("Cells")
    sheet.write_string(0, 0, "=1+1")
    sheet.write_number(0, 2, 2.5)
    sheet.write_boolean(0, 3, True)
    sheet.write_datetime(0, 4, AFTERNOON, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.write_formula(1, 1, "=A1&C1", None, "both")
    sheet.write_formula(1, 2, "=C1*2", None, 5)
    sheet.write_rich_string(4, 0, book.add_format({"bold": True}), "two ", "runs")
    book.close()
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_cells_come_with_their_values_and_formulas(parts: dict[str, bytes]) -> None:
    rows = list(open_content(zipped(parts), "x.xlsx").rows("Cells"))
    assert rows == [
        (
            Cell(1, "A", "=1+1", ""),
            Cell(1, "C", 2.5, ""),
            Cell(1, "D", True, ""),
            Cell(1, "E", AFTERNOON, ""),
        ),
        (Cell(2, "B", "both", "=A1&C1"), Cell(2, "C", 5, "=C1*2")),
        (Cell(5, "A", "two runs", ""),),
    ]
    assert rows[1][0].address == "B2"


def test_what_a_sheet_says_of_its_size_is_not_believed(parts: dict[str, bytes]) -> None:
    lying = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', parts[SHEET])
    assert lying != parts[SHEET]
    assert len(list(open_content(zipped({**parts, SHEET: lying}), "x.xlsx").rows("Cells"))) == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no workbook"),
        (b"name,answer\n", "no workbook"),
        (OLD_OFFICE, "old format of Excel (.xls)"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "(.ods)"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"x"}), "(.xlsb)"),
        (zipped({"notes.txt": "x"}), "without a workbook"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "damaged"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "given.xlsx"
    path.write_bytes(content)
    with pytest.raises(DataError) as refused:
        open_workbook(path)
    assert str(refused.value).startswith("given.xlsx ")
    assert sentence in str(refused.value)


def test_a_zip_with_a_password_is_named(parts: dict[str, bytes]) -> None:
    content = bytearray(zipped(parts))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag stands in both heads of an entry
        start = content.index(signature) + offset
        struct.pack_into("<H", content, start, 1)
    with pytest.raises(DataError, match="password"):
        open_content(bytes(content), "x.xlsx")


def test_bombs_are_refused_before_they_are_parsed(parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 3_000_000)
    monkeypatch.setattr(limits, "MOST_MARKS", 200_000)
    monkeypatch.setattr(limits, "MOST_ENTRIES", 50)
    long_text = parts[SHEET].replace(b"<sheetData>", b"<sheetData>" + b" " * 4_000_000)
    many_cells = parts[SHEET].replace(b"</row>", b"<c/>" * 300_000 + b"</row>", 1)
    many_parts = {f"xl/media/{number}.png": b"" for number in range(60)}
    for bomb in ({SHEET: long_text}, {SHEET: many_cells}, many_parts):
        content = zipped({**parts, **bomb})
        assert len(content) < 60_000
        with pytest.raises(DataError, match="holds"):
            open_content(content, "x.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_wherever_it_stands(parts: dict[str, bytes], encoding: str) -> None:
    xml = parts[SHEET].decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    xml = xml.replace("<worksheet", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet', 1)
    with pytest.raises(DataError, match="document type"):
        open_content(zipped({**parts, SHEET: xml.encode(encoding)}), "x.xlsx")


def test_sheets_larger_than_any_real_one_end_the_reading(
    parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_CELLS", 4)
    with pytest.raises(DataError, match="more than 4 filled cells"):
        list(open_content(zipped(parts), "x.xlsx").rows("Cells"))
    far = parts[SHEET].replace(b'r="E1"', b'r="XFE1"')
    with pytest.raises(DataError, match="sheet Cells is damaged"):
        list(open_content(zipped({**parts, SHEET: far}), "x.xlsx").rows("Cells"))


def test_a_file_that_is_too_large_or_not_there_is_an_input_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="cannot read"):
        open_workbook(tmp_path / "missing.xlsx")
    monkeypatch.setattr(limits, "LARGEST_FILE", 10)
    (tmp_path / "large.xlsx").write_bytes(b"PK" + bytes(10))
    with pytest.raises(InputError, match="larger than"):
        open_workbook(tmp_path / "large.xlsx")


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """A part with a few bytes or words changed, or cut."""
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: content[: chance.randrange(len(content))],
        lambda: re.sub(rb'"\d+"', lambda match: b'"x"' if chance.random() < 0.2 else match[0], content),
        lambda: re.sub(rb">\d+<", lambda match: b">9" * 3 + b"<" if chance.random() < 0.3 else match[0], content),
        lambda: re.sub(rb"<(/?)(\w+)", lambda match: b"<" + match[1] + chance.choice([b"x", match[2]]), content),
        lambda: bytes(chance.choice([byte, byte, byte, chance.randrange(256)]) for byte in content),
        lambda: b"",
    )
    return chance.choice(ways)()


def test_however_a_file_is_broken_the_user_gets_one_sentence(parts: dict[str, bytes]) -> None:
    chance = random.Random(20)  # noqa: S311  (nothing secret: the same each time)
    sentences = []
    names = [name for name in parts if not name.startswith("docProps")]
    for _ in range(400):
        name = chance.choice(names)
        content = zipped({**parts, name: spoiled(parts[name], chance)})
        try:
            book = open_content(content, "x.xlsx")
            for sheet in book.sheets:
                list(book.rows(sheet))
        except DataError as error:
            sentences.append(str(error))
    assert len(sentences) > 150
    assert all(sentence.startswith("x.xlsx ") and "\n" not in sentence for sentence in sentences)


@settings(max_examples=200, deadline=None)
@example(["_x0041_", "x005F_", "x005F_", "x005F_"])
@given(st.lists(st.sampled_from(["_", "x", "_x0041_", "_x005F_", "x005F_", "0041_", "_x000D", "_", " ", "Ä", "🙂"])))
def test_what_looks_like_an_escape_comes_back_as_it_was_typed(pieces: list[str]) -> None:
    typed = "".join(pieces)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet().write_string(0, 0, f"|{typed}")
    book.close()
    ((cell,),) = open_content(target.getvalue(), "x.xlsx").rows("Sheet1")
    assert cell.value == f"|{typed}"


def test_escapes_that_a_spreadsheet_program_wrote_are_undone() -> None:
    assert unescaped("one_x000D_\ntwo _x005F_x000D_ _x0009_") == "one\r\ntwo _x000D_ \t"
    assert unescaped("plain_x and _xyz_") == "plain_x and _xyz_"
