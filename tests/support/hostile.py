"""Files that are no workbook, are broken, or were made to do harm: each made when it is asked for, none is kept.

They are made from a small questionnaire that a spreadsheet program would open, by changing what the name says.
"""

import functools
import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
PICTURE = "xl/media/image1.png"
TAB = "AI-CAIQv1.1.0"
HEADINGS = (
    "Question ID",
    "Question",
    "Service Provider AI-CAIQ Answer",
    "SSRM Control Ownership",
    "Service Provider Implementation Description",
    "Service Customer Responsibilities",
)
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'
Maker = Callable[[], bytes]


@functools.cache
def parts() -> Mapping[str, bytes]:
    """The parts of a small questionnaire."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet(TAB)
    sheet.write_row(1, 0, HEADINGS)
    sheet.write_row(2, 0, ("AIS-01.1", "Is it so?", "Yes", "AP-Owned", "it is", ""))
    sheet.merge_range("H3:H4", "merged")
    sheet.write_datetime(4, 8, date(2027, 3, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return target.getvalue()


def changed(changes: Mapping[str, bytes | None]) -> bytes:
    """The questionnaire with some parts replaced, added, or taken out."""
    content = {**parts(), **changes}
    return zipped({name: part for name, part in content.items() if part is not None})


def edited(part: str, old: bytes, new: bytes) -> bytes:
    """The questionnaire with some bytes of a part replaced, wherever they stand."""
    assert old in parts()[part], f"{part} has no {old!r}"
    return changed({part: parts()[part].replace(old, new)})


def sheet(rows: bytes = b"", after: bytes = b"", namespace: str = MAIN) -> bytes:
    """The questionnaire with another sheet in the place of its own."""
    content = f'<worksheet xmlns="{namespace}"><sheetData>'.encode() + rows + b"</sheetData>" + after + b"</worksheet>"
    return changed({SHEET: content})


def strings(items: bytes) -> bytes:
    """The questionnaire with other shared texts."""
    return changed({STRINGS: f'<sst xmlns="{MAIN}">'.encode() + items + b"</sst>"})


def headings() -> bytes:
    """The rows of the questionnaire's own sheet."""
    own = parts()[SHEET]
    return own[own.index(b"<row") : own.index(b"</sheetData>")]


def with_rows(rows: bytes) -> bytes:
    """The questionnaire with more rows below its own."""
    return sheet(headings() + rows)


def with_cell(cell: bytes, row: int = 10) -> bytes:
    """The questionnaire with one more cell."""
    return with_rows(b'<row r="%d">%s</row>' % (row, cell))


def merged(reference: bytes, times: int = 1) -> bytes:
    """The questionnaire with merged cells."""
    return sheet(headings(), b"<mergeCells>" + b'<mergeCell ref="%s"/>' % reference * times + b"</mergeCells>")


def patched(signature: bytes, offset: int, value: bytes, name: str = SHEET) -> bytes:
    """The questionnaire with some bytes changed in the list of parts or at a part's head, behind their signature."""
    content = bytearray(zipped(parts()))
    heads = {b"PK\x01\x02": 46, b"PK\x03\x04": 30}
    start = -1
    while (start := content.find(signature, start + 1)) >= 0:
        if content[start + heads[signature] :].startswith(name.encode()):
            content[start + offset : start + offset + len(value)] = value
    return bytes(content)


LISTED, HEAD = b"PK\x01\x02", b"PK\x03\x04"


def renamed(new: str, old: str = PICTURE) -> bytes:
    """The questionnaire with one more part of a name that the library would not write."""
    assert len(new) == len(old)
    return changed({old: b"x"}).replace(old.encode(), new.encode())


def overlapping() -> bytes:
    """Twenty parts, all of which are the same bytes of the file."""
    content = changed({f"xl/media/image{number:02}.png": b"x" * 100 for number in range(20)})
    first = content.index(HEAD, content.index(b"image00.png") - 60)
    whole, start = bytearray(content), 0
    while (start := content.find(LISTED, start + 1)) >= 0:
        if b"xl/media/" in content[start + 46 : start + 60]:
            struct.pack_into("<I", whole, start + 42, first)
    return bytes(whole)


def twice(name: str) -> bytes:
    """The questionnaire with one of its parts under two names that are the same."""
    return zipped({**parts(), name: b"<a/>"})


def repeated() -> bytes:
    """A zip file that lists one part several times."""
    content = changed({"xl/worksheets/sheet9.xml": b"<a/>"})
    return content.replace(b"xl/worksheets/sheet9.xml", SHEET.encode())


def many_listed() -> bytes:
    """A zip file of 50 MB that is nothing but a list of parts."""
    entry = struct.pack("<4s4B4HL2L5H2L", LISTED, 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, count * len(entry), 0, 0)
    return b"PK" + entry * count + end


def old_office(stream: str = "Workbook") -> bytes:
    """What an old or an encrypted file of Excel begins with."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(600)


def encoded(part: str, encoding: str, before: str = "") -> bytes:
    """The questionnaire with a part in another encoding, and something in front of its first element."""
    own = parts()[part].decode()
    body = own[own.index("?>") + 2 :].lstrip()
    return changed({part: f'<?xml version="1.0" encoding="{encoding}"?>{before}{body}'.encode(encoding)})


def noise(size: int) -> bytes:
    """Bytes that cannot be packed, the same each time."""
    return random.Random(7).randbytes(size)  # noqa: S311  (nothing secret)


def corrupt(name: str) -> bytes:
    """The questionnaire with a byte changed in the packed content of a part."""
    content = bytearray(changed({PICTURE: noise(2_000)}))
    start = content.index(name.encode()) + len(name) + 40
    content[start] ^= 0xFF
    return bytes(content)


def bomb(size: int, before: bytes = b"", after: bytes = b"", filling: bytes = b" ") -> bytes:
    """The questionnaire with a sheet that unpacks to a size; packed piece by piece, and never held."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts().items():
            if name != SHEET:
                archive.writestr(name, part)
        with archive.open(SHEET, "w") as place:
            place.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + before)
            piece = filling * (1_000_000 // len(filling))
            for _ in range(size // len(piece)):
                place.write(piece)
            place.write(after + b"</sheetData></worksheet>")
    return target.getvalue()
