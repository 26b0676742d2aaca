"""The hostile files by name: how each is made, and words that the sentence about it must have."""

import re
import struct
import zipfile
from collections.abc import Mapping

from support.hostile import (
    BOOK,
    BOOK_RELATIONS,
    DOCTYPE,
    HEAD,
    LISTED,
    MAIN,
    PICTURE,
    SHEET,
    STRICT,
    STRINGS,
    STYLES,
    TYPES,
    Maker,
    bomb,
    changed,
    corrupt,
    edited,
    encoded,
    headings,
    many_listed,
    merged,
    noise,
    old_office,
    overlapping,
    parts,
    patched,
    renamed,
    repeated,
    sheet,
    strings,
    with_cell,
    with_rows,
    zipped,
)


def _without_gaps() -> bytes:
    """The questionnaire's sheet with the columns A to F alone, of which none is left out."""
    return re.sub(rb'<c r="[HI]\d"[^>]*?(?:/>|>.*?</c>)', b"", parts()[SHEET])


OTHER_FILES: Mapping[str, tuple[Maker, str]] = {
    "nothing": (lambda: b"", "no workbook"),
    "csv": (lambda: b"Question ID,Answer\nAIS-01.1,yes\n", "no workbook"),
    "pdf": (lambda: b"%PDF-1.7\n" + bytes(100), "no workbook"),
    "html": (lambda: b"<html><table><tr><td>Question ID</td></tr></table></html>", "no workbook"),
    "spreadsheet as one xml": (lambda: b'<?xml version="1.0"?><Workbook/>', "no workbook"),
    "old excel": (old_office, "(.xls)"),
    "encrypted excel": (lambda: old_office("EncryptedPackage"), "password"),
    "ods": (lambda: zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "(.ods)"),
    "xlsb": (lambda: zipped({TYPES: b"<a/>", "xl/workbook.bin": b"x"}), "(.xlsb)"),
    "docx": (lambda: zipped({TYPES: b"<a/>", "word/document.xml": b"<a/>"}), "without a workbook"),
    "only the beginning of a zip": (lambda: b"PK\x03\x04" + bytes(60), "damaged"),
    "something in front": (lambda: b"#!/bin/sh\n" + zipped(parts()), "no workbook"),
}

ZIPS: Mapping[str, tuple[Maker, str]] = {
    "cut in half": (lambda: (whole := zipped(parts()))[: len(whole) // 2], "damaged"),
    "cut at the end": (lambda: zipped(parts())[:-30], "damaged"),
    "a part ends too soon": (lambda: patched(LISTED, 20, struct.pack("<I", 200)), "damaged"),
    "a part is damaged": (lambda: corrupt(SHEET), "damaged"),
    "wrong checksum": (lambda: patched(LISTED, 16, bytes(4)), "damaged"),
    "says that it is small": (lambda: patched(LISTED, 24, struct.pack("<I", 10)), "damaged"),
    "says that it is huge": (lambda: patched(LISTED, 24, struct.pack("<I", 4_000_000_000)), "more than any workbook"),
    "another name at the part": (lambda: patched(HEAD, 30, b"xl/worksheets/sheet2"), "damaged"),
    "begins nowhere": (lambda: patched(LISTED, 42, struct.pack("<I", 900_000)), "overlap"),
    "packed as bzip2": (lambda: zipped(parts(), zipfile.ZIP_BZIP2), "packed in a way"),
    "packed as lzma": (lambda: zipped(parts(), zipfile.ZIP_LZMA), "packed in a way"),
    "packed in no way": (lambda: patched(LISTED, 10, struct.pack("<H", 77)), "packed in a way"),
    "zip with a password": (lambda: patched(LISTED, 8, struct.pack("<H", 1)), "password"),
    "overlapping parts": (overlapping, "overlap"),
    "a part several times": (repeated, "same name"),
    "names that differ in case": (lambda: changed({"xl/worksheets/SHEET1.xml": b"<a/>"}), "same name"),
    "name that climbs": (lambda: renamed("xl/../../image1.png"[: len(PICTURE)].ljust(len(PICTURE), "x")), "outside"),
    "name from the root": (lambda: renamed("/" + PICTURE[1:]), "outside"),
    "name with a drive": (lambda: renamed("C:" + PICTURE[2:]), "outside"),
    "name with backslashes": (lambda: renamed(PICTURE.replace("/", "\\")), "outside"),
    "name with a zero": (lambda: renamed(PICTURE.replace("/", "\0")), "outside"),
    "thousands of parts": (lambda: changed({f"xl/media/{number}.png": b"" for number in range(2_100)}), "2,000 parts"),
    "nothing but a list of parts": (many_listed, "2,000 parts"),
    "a picture that unpacks to 160 MB": (lambda: changed({PICTURE: bytes(160_000_000)}), "more than any workbook"),
}

XML: Mapping[str, tuple[Maker, str]] = {
    "document type": (lambda: encoded(SHEET, "utf-8", DOCTYPE.decode()), "document type"),
    "document type in utf-16": (lambda: encoded(SHEET, "utf-16", DOCTYPE.decode()), "document type"),
    "document type between two pieces": (
        lambda: encoded(SHEET, "utf-8", f"<!--{'x' * (131_072 - 57 - len('<!---->'))}-->{DOCTYPE.decode()}"),
        "document type",
    ),
    "document type elsewhere": (lambda: encoded("docProps/core.xml", "utf-8", DOCTYPE.decode()), "document type"),
    "entities that grow": (
        lambda: encoded(
            STRINGS,
            "utf-8",
            "<!DOCTYPE a [<!ENTITY a0 'ha'>"
            + "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 30))
            + "]>",
        ),
        "document type",
    ),
    "a file of the computer": (
        lambda: encoded(STRINGS, "utf-8", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"),
        "document type",
    ),
    "unknown encoding": (lambda: edited(SHEET, b"UTF-8", b"UTF-7"), "damaged"),
    "invalid characters": (lambda: with_cell(b'<c r="A10" t="str"><v>\x01</v></c>'), "damaged"),
    "invalid utf-8": (lambda: with_cell(b'<c r="A10" t="str"><v>\xff\xfe</v></c>'), "damaged"),
    "half of a pair": (lambda: with_cell(b'<c r="A10" t="str"><v>&#xD800;</v></c>'), "damaged"),
    "unclosed": (lambda: changed({SHEET: parts()[SHEET][:-600]}), "damaged"),
    "no xml": (lambda: changed({BOOK: b"workbook"}), "damaged"),
    "nothing in it": (lambda: changed({BOOK: b""}), "damaged"),
    "another root": (lambda: edited(BOOK, b"<workbook", b"<notebook"), "damaged"),
    "another namespace": (lambda: sheet(headings(), namespace="urn:x"), "damaged"),
    "strict": (lambda: edited(BOOK, MAIN.encode(), STRICT.encode()), "Strict Open XML"),
}

OUTLINES: Mapping[str, tuple[Maker, str]] = {
    "no content types": (lambda: changed({TYPES: None}), "without a workbook"),
    "no relations": (lambda: changed({BOOK_RELATIONS: None}), "sheet AI-CAIQv1.1.0 is missing"),
    "no sheet": (lambda: changed({SHEET: None}), "sheet AI-CAIQv1.1.0 is missing"),
    "sheet nowhere": (lambda: edited(BOOK_RELATIONS, b"worksheets/sheet1", b"worksheets/sheet7"), "is missing"),
    "sheet above the file": (
        lambda: edited(BOOK_RELATIONS, b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
        "is missing",
    ),
    "sheet outside": (
        lambda: edited(BOOK_RELATIONS, b'sheet1.xml"', b'sheet1.xml" TargetMode="External"'),
        "lies outside",
    ),
    "sheet that is the book": (lambda: edited(BOOK_RELATIONS, b"worksheets/sheet1.xml", b"workbook.xml"), "damaged"),
    "sheet that is the formats": (lambda: edited(BOOK_RELATIONS, b'/worksheet"', b'/styles"'), "is missing"),
    "only a chart": (lambda: edited(BOOK_RELATIONS, b'/worksheet"', b'/chartsheet"'), "no sheet with cells"),
    "no sheets": (lambda: edited(BOOK, b"<sheet ", b"<leaf "), "no sheet with cells"),
    "two names for one sheet": (
        lambda: edited(BOOK, b"<sheets>", b'<sheets><sheet name="Other" sheetId="9" r:id="rId1"/>'),
        "several times",
    ),
    "thousands of sheets": (
        lambda: edited(BOOK, b"<sheets>", b"<sheets>" + b'<sheet name="x" sheetId="9" r:id="rId1"/>' * 2_000),
        "1,000 sheets",
    ),
    "endless name": (lambda: edited(BOOK, b'name="AI-', b'name="AI-' + b"x" * 90_000), "longer than 255"),
    "relations without end": (
        lambda: edited(
            BOOK_RELATIONS,
            b"</Relationships>",
            b"".join(b'<Relationship Id="x%d" Type="x" Target="x"/>' % number for number in range(20_000))
            + b"</Relationships>",
        ),
        "built like no workbook",
    ),
    "a hundred thousand formats": (
        lambda: edited(STYLES, b"</cellXfs>", b'<xf numFmtId="14"/>' * 110_000 + b"</cellXfs>"),
        "more formats",
    ),
    "thousands of number formats": (
        lambda: edited(
            STYLES,
            b"</numFmts>",
            b"".join(b'<numFmt numFmtId="%d" formatCode="y"/>' % (number + 500) for number in range(3_000))
            + b"</numFmts>",
        ),
        "more formats",
    ),
    "nonsense for a format": (lambda: edited(STYLES, b'<xf numFmtId="0"', b'<xf numFmtId="x"'), "damaged"),
}

NASTY_NAME = "[red]\u202e\x9b31m"
CELLS: Mapping[str, tuple[Maker, str]] = {
    "text beyond the last": (lambda: with_cell(b'<c r="A10" t="s"><v>900</v></c>'), "damaged in row 10"),
    "text before the first": (lambda: with_cell(b'<c r="A10" t="s"><v>-1</v></c>'), "damaged in row 10"),
    "nonsense for a text": (lambda: with_cell(b'<c r="A10" t="s"><v>one</v></c>'), "damaged in row 10"),
    "endless digits for a text": (lambda: with_cell(b'<c r="A10" t="s"><v>%s</v></c>' % (b"1" * 9_000)), "damaged"),
    "nonsense for a number": (lambda: with_cell(b'<c r="A10"><v>12x</v></c>'), "damaged in row 10"),
    "nonsense for a truth": (lambda: with_cell(b'<c r="A10" t="b"><v>7</v></c>'), "damaged in row 10"),
    "nonsense for a day": (lambda: with_cell(b'<c r="A10" t="d"><v>soon</v></c>'), "damaged in row 10"),
    "nonsense for a kind": (lambda: with_cell(b'<c r="A10" t="x"><v>1</v></c>'), "damaged in row 10"),
    "nonsense for a style": (lambda: with_cell(b'<c r="A10" s="x"><v>1</v></c>'), "damaged in row 10"),
    **{
        f"cell {place.decode()}": (
            lambda place=place: with_cell(b'<c r="%s"><v>1</v></c>' % place),  # type: ignore[misc]
            "damaged in row 10",
        )
        for place in (
            b"A0",
            b"ZZZZ10",
            b"10A",
            b"A",
            b"10",
            b"XFE10",
            b"A11",
            b"A1:B10",
            b"$A$10",
            b"A-10",
            b"\xc3\x8410",
        )
    },
    "a name that drives the terminal": (
        lambda: changed(
            {
                BOOK: parts()[BOOK].replace(b'name="AI-', f'name="{NASTY_NAME}'.encode()),
                SHEET: parts()[SHEET].replace(b'r="A3"', b'r="A0"'),
            }
        ),
        "sheet [red]\ufffd\ufffd31mCAIQv1.1.0 is damaged",
    ),
    "a cell twice": (lambda: with_cell(b'<c r="B10"><v>1</v></c><c r="B10"><v>2</v></c>'), "damaged in row 10"),
    "cells in no order": (lambda: with_cell(b'<c r="B10"><v>1</v></c><c r="A10"><v>2</v></c>'), "damaged in row 10"),
    "a row twice": (lambda: with_rows(b'<row r="10"/><row r="10"/>'), "damaged"),
    "rows that go back": (lambda: with_rows(b'<row r="10"/><row r="9"/>'), "damaged"),
    "rows beyond the last": (lambda: with_rows(b'<row r="1048577"/>'), "damaged"),
    "row zero": (lambda: sheet(b'<row r="0"/>'), "damaged"),
    "nonsense for a row": (lambda: with_rows(b'<row r="ten"/>'), "damaged"),
}

MERGES: Mapping[str, tuple[Maker, str]] = {
    "all cells merged": (lambda: merged(b"A1:XFD1048576"), "17,179,869,184 cells"),
    "a column merged": (lambda: merged(b"A1:A1048576"), "1,048,576 cells"),
    "a hundred thousand merges": (lambda: merged(b"A1:B2", 100_000), "20,000 merged areas"),
    "a merge of nothing": (lambda: merged(b""), "no such cells"),
    "a merge of row zero": (lambda: merged(b"A0:B2"), "no such cells"),
    "a merge beyond the edge": (lambda: merged(b"A1:XFE2"), "no such cells"),
    "a merge of a name": (lambda: merged(b"answers"), "no such cells"),
    "an endless merge": (lambda: merged(b"A1:" + b"B" * 50_000), "no such cells"),
}

LARGE: Mapping[str, tuple[Maker, str]] = {
    "a sheet of 300 MB": (lambda: bomb(300_000_000), "more than any workbook"),
    "a text of 60 MB": (
        lambda: bomb(60_000_000, b'<row r="1"><c t="inlineStr"><is><t>', b"</t></is></c></row>", b"x"),
        "200,000 characters",
    ),
    "a text of short lines": (
        lambda: bomb(
            50_000_000, b"<row>", b"</row>", b'<c t="inlineStr"><is><t>' + b"ab\n" * 60_000 + b"</t></is></c>"
        ),
        "more text",
    ),
    "a row of a million cells": (lambda: bomb(4_900_000, b"<row>", b"</row>", b"<c/>"), "built like no workbook"),
    "a row of long texts": (
        lambda: bomb(
            60_000_000,
            b"<row>",
            b"</row>",
            b'<c t="inlineStr"><is><t>' + "\U0001f600".encode() + b"x" * 190_000 + b"</t></is></c>",
        ),
        "more text",
    ),
    "an attribute of 60 MB": (lambda: bomb(60_000_000, b'<row r="', b'"/>', b"1"), "built like no workbook"),
    "a comment of 60 MB": (lambda: bomb(60_000_000, b"<!--", b"-->", b"x"), "built like no workbook"),
    "a million elements inside each other": (lambda: bomb(4_000_000, filling=b"<a>"), "built like no workbook"),
    "a million attributes": (
        lambda: sheet(b"<row %s/>" % b" ".join(b'a%d=""' % number for number in range(1_000_000))),
        "built like no workbook",
    ),
    "a hundred thousand namespaces": (
        lambda: sheet(
            b"".join(
                b"<row %s/>" % b" ".join(b'xmlns:a%d_%d="u"' % (row, number) for number in range(1_000))
                for row in range(100)
            )
        ),
        "built like no workbook",
    ),
    "a hundred thousand kinds of elements": (
        lambda: sheet(b"".join(b"<n%d/>" % number for number in range(100_000))),
        "built like no workbook",
    ),
    "millions of elements": (lambda: bomb(20_000_000, b"<row>", b"</row>", b"<c/>"), "more than any workbook"),
    "a million empty cells before a damaged row": (
        lambda: bomb(4_900_000, headings(), b'<row r="1"/>', b"<row>" + b"<c/>" * 16_000 + b"</row>"),
        "damaged",
    ),
    "a million empty rows": (
        lambda: sheet(headings() + b"<row/>" * 1_048_560 + b'<row r="1"/>'),
        "damaged",
    ),
    "half a million cells": (
        lambda: bomb(9_000_000, headings(), b"", b"<row>" + b"<c><v>1</v></c>" * 1_000 + b"</row>"),
        "350,000 filled cells",
    ),
    "half a million shared texts": (lambda: strings(b"<si><t>ab</t></si>" * 500_000), "more text"),
    "one long text in each cell": (
        lambda: changed(
            {
                STRINGS: f'<sst xmlns="{MAIN}"><si><t>{"x" * 190_000}</t></si></sst>'.encode(),
                SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
                + (b"<row>" + b'<c t="s"><v>0</v></c>' * 1_000 + b"</row>") * 100
                + b"</sheetData></worksheet>",
            }
        ),
        "more text",
    ),
    "escapes without end": (
        lambda: bomb(
            50_000_000, b"<row>", b"</row>", b'<c t="inlineStr"><is><t>' + b"_x0001_" * 28_000 + b"</t></is></c>"
        ),
        "more text",
    ),
    "a formula in a hundred thousand cells": (
        lambda: with_rows(
            b'<row r="10"><c r="A10"><f t="shared" si="0">B10+C10+D10+E10</f><v>1</v></c></row>'
            + b'<row><c><f t="shared" si="0"/></c></row>' * 100_000
        ),
        "repeats long formulas",
    ),
    "days without end": (
        lambda: with_rows((b"<row>" + b'<c s="1"><v>45000.5</v></c>' * 1_000 + b"</row>") * 150),
        "100,000 days",
    ),
}

BROKEN = {**OTHER_FILES, **ZIPS, **XML, **OUTLINES, **CELLS, **MERGES, **LARGE}
WORST = (
    "half a million cells",
    "a million empty cells before a damaged row",
    "a million empty rows",
    "half a million shared texts",
    "a text of short lines",
    "a row of a million cells",
    "a row of long texts",
    "a sheet of 300 MB",
    "nothing but a list of parts",
)
"""Those that would cost most if nobody looked."""

ODD: Mapping[str, Maker] = {
    "as it was made": lambda: zipped(parts()),
    "not packed": lambda: zipped(parts(), zipfile.ZIP_STORED),
    "with macros": lambda: edited(
        TYPES,
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ),
    "something behind it": lambda: zipped(parts()) + b"\0" * 1_000,
    "wrong content types": lambda: changed({TYPES: b"<Types/>"}),
    "no relations of the file": lambda: changed({"_rels/.rels": None}),
    "names in capitals": lambda: changed({SHEET: None, SHEET.upper(): parts()[SHEET]}),
    "a name from the root": lambda: edited(BOOK_RELATIONS, b"worksheets/", b"/xl/worksheets/"),
    "a folder as a part": lambda: changed({"xl/worksheets/": b""}),
    "a sheet in utf-16": lambda: encoded(SHEET, "utf-16"),
    "a mark of byte order": lambda: changed({SHEET: b"\xef\xbb\xbf" + parts()[SHEET]}),
    "prefixes everywhere": lambda: changed(
        {SHEET: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", parts()[SHEET]).replace(b"xmlns=", b"xmlns:x=")}
    ),
    "no formats": lambda: changed({STYLES: None}),
    "a format that does not exist": lambda: with_cell(b'<c r="H10" s="999"><v>1</v></c>'),
    "a number that is none": lambda: with_cell(b'<c r="H10"><v>NaN</v></c><c r="I10"><v>1E999</v></c>'),
    "a day before all days": lambda: with_cell(b'<c r="H10" s="1"><v>-99999999</v></c>'),
    "a size that is not so": lambda: edited(SHEET, b'<dimension ref="', b'<dimension ref="XFD1048576:'),
    "cells without places": lambda: changed({SHEET: re.sub(rb'<c r="\w+"', b"<c", _without_gaps())}),
    "merges the wrong way round": lambda: merged(b"I4:H3"),
    "a merge of one cell": lambda: merged(b"$A$3"),
    "a hidden sheet": lambda: edited(BOOK, b"<sheet name=", b'<sheet state="veryHidden" name='),
    "a chart beside it": lambda: changed(
        {
            BOOK: parts()[BOOK].replace(b"<sheets>", b'<sheets><sheet name="Chart" sheetId="9" r:id="rId99"/>'),
            BOOK_RELATIONS: parts()[BOOK_RELATIONS].replace(
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
            ),
        }
    ),
    "a sheet that is nowhere and has no number": lambda: edited(
        BOOK, b"<sheets>", b'<sheets><sheet name="Old" sheetId="9" r:id=""/>'
    ),
    "a picture of 20 MB": lambda: changed({PICTURE: noise(20_000_000)}),
    "a damaged picture": lambda: corrupt(PICTURE),
}
"""Files that are not as they should be, or not as most are, and say all that is needed."""
