"""Official questionnaires that the tests make: CSA's layouts with invented words, and everything that people's copies have.

``PRESENT`` is the layout of AI-CAIQ 1.1 (320 questions, a row for each domain, a hidden list sheet), ``EARLIER`` that of
1.0.2 as CSA's generator writes it (311 questions, drop-downs in the cells, merges of one cell, no rows for domains).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from questionnaires.crosswalk import load_crosswalk
from questionnaires.library import load_bank

ID, QUESTION = "Question ID", "Question"
ANSWER, OWNERSHIP = "Service Provider AI-CAIQ Answer", "SSRM Control Ownership"
DESCRIPTION = "Service Provider Implementation Description (Optional/Recommended)"
RESPONSIBILITIES = "Service Customer Responsibilities (Optional/Recommended)"
CONTROL, SPECIFICATION = "AICM Control ID", "AICM Control Specification"
TITLE, DOMAIN = "AICM Control Title", "AICM Domain Title"
FILLED_IN = (ANSWER, OWNERSHIP, DESCRIPTION, RESPONSIBILITIES)
HEADINGS = (ID, QUESTION, *FILLED_IN, "", "", CONTROL, SPECIFICATION, TITLE, DOMAIN)
EARLIER_HEADINGS = tuple(heading.replace(" (Optional", "  (Optional") for heading in HEADINGS)
SHARES = ("Shared CSP-MP", "Shared MP-OSP", "Shared OSP-AP", "Shared AP-AIC", "Shared Across the Supply Chain")
OWNERS = (*(f"{party}-Owned" for party in ("CSP", "MP", "OSP", "AP", "AIC")), *SHARES, "ND")
IN_CELL, ON_SHEET, NAMED, EXTENDED, NO_LIST = "in the cell", "on a sheet", "by a name", "in an extension", "none"
"""Where a template keeps what its drop-downs offer."""
LIST_SHEET = "Lists of 'words'"
WHEN = (2026, 7, 14, 9, 41, 58)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_HEAD = '<?xml version="1.0" encoding="{}" standalone="yes"?>\n'


def present_ids() -> tuple[str, ...]:
    """The 320 questions of today, in the order of the questionnaire."""
    return tuple(load_bank().control_by_question)


def earlier_ids() -> tuple[str, ...]:
    """The 311 questions of AI-CAIQ 1.0.2."""
    return tuple(sorted(step.old for step in load_crosswalk().steps if step.old))


@dataclass(frozen=True)
class Layout:
    """How a questionnaire is made; ``filled`` has what stands in columns C to F for each question that has something.

    ``headings`` may stand in any order, empty ones are empty columns, unknown ones columns of the user's own. ``extra``
    has texts for single cells of question rows, by address.
    """

    version: str = "1.1.0"
    ids: tuple[str, ...] = field(default_factory=present_ids)
    sheet: str = "AI-CAIQv1.1.0"
    stamp: str | None = None
    headings: tuple[str, ...] = HEADINGS
    domain_rows: bool = True
    single_merges: bool = False
    shared: bool = True
    answers: tuple[str, ...] = ("YES", "NO", "NA")
    owners: tuple[str, ...] = OWNERS
    answer_list: str = IN_CELL
    owner_list: str = ON_SHEET
    in_front: tuple[str, ...] = ("Introduction",)
    filled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    merges: tuple[str, ...] = ()
    prefix: str = ""
    encoding: str = "utf-8"

    @property
    def first_row(self) -> int:
        """The row of the headings."""
        return 2

    @property
    def rows(self) -> Mapping[str, int]:
        """The row of each question."""
        return {question: number for number, question in _numbered(self) if question in self.ids}

    def address(self, question: str, heading: str) -> str:
        """Where something about a question stands, such as ``C4``."""
        return f"{_letter(self.headings.index(heading))}{self.rows[question]}"

    @property
    def part(self) -> str:
        """The part of the file with the questionnaire's sheet."""
        return f"xl/worksheets/sheet{len(self.in_front) + 1}.xml"


PRESENT = Layout()
EARLIER = Layout(
    version="1.0.2",
    ids=earlier_ids(),
    sheet="AI-CAIQv1.0.2",
    headings=EARLIER_HEADINGS,
    domain_rows=False,
    single_merges=True,
    shared=False,
    answers=("Yes", "No", "NA"),
    owner_list=IN_CELL,
)


def questionnaire(layout: Layout = PRESENT, **changes: object) -> bytes:
    """The file of a layout, with some of its fields changed."""
    return _packed(_Maker(replace(layout, **changes)).parts())  # type: ignore[arg-type]


def parts_of(content: bytes) -> dict[str, bytes]:
    """All parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed; the test fails where that changes nothing."""
    parts = parts_of(content)
    changed = change(parts[name])
    assert changed != parts[name], f"{name} stays as it was"
    return _packed({**parts, name: changed})


def with_text(content: bytes, name: str, old: str, new: str) -> bytes:
    """The file with one text of a part replaced by another, once."""
    return with_part(content, name, lambda part: part.replace(old.encode(), new.encode(), 1))


def without_cells(part: bytes, addresses: Sequence[str]) -> bytes:
    """A sheet's XML with nothing where some cells stand; for comparing all the rest."""
    pattern = rf'<(?:\w+:)?c r="({"|".join(addresses)})"[^>]*?(?:/>|>.*?</(?:\w+:)?c>)'
    return re.sub(pattern.encode(), b"", part, flags=re.DOTALL)


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def _titles(version: str) -> dict[str, str]:
    bank = load_bank()
    earlier = {move.old_id: move.title for move in bank.moved.values()} if version.startswith("1.0") else {}
    return {**{control.id: control.title for control in bank.controls.values()}, **earlier}


def _numbered(layout: Layout) -> Iterator[tuple[int, str]]:
    """Row numbers with what stands there: an id, or the code of a domain."""
    number, domain = layout.first_row, ""
    for question in layout.ids:
        code = question.split("-")[0]
        if layout.domain_rows and code != domain:
            number += 1
            yield number, code
        domain = code
        number += 1
        yield number, question


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


class _Maker:
    """Makes the parts of one file."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._strings: dict[str, int] = {}
        self._p = f"{layout.prefix}:" if layout.prefix else ""
        self._last_row = layout.first_row

    def parts(self) -> dict[str, bytes]:
        layout, count = self._layout, len(self._layout.in_front)
        names = [*layout.in_front, layout.sheet, LIST_SHEET]
        sheets = [self._front(number) for number in range(count)]
        sheets += [self._questions(), self._lists()]
        texts = {
            "[Content_Types].xml": _types(len(names)),
            "_rels/.rels": _relations(
                f"{_RELATIONS}/officeDocument xl/workbook.xml", f"{_RELATIONS}/custom-properties docProps/custom.xml"
            ),
            "docProps/custom.xml": _HEAD.format("UTF-8")
            + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="made by"><vt:lpwstr>a test</vt:lpwstr></property></Properties>',
            "xl/workbook.xml": self._workbook(names),
            "xl/_rels/workbook.xml.rels": _relations(
                *(f"{_RELATIONS}/worksheet worksheets/sheet{number + 1}.xml" for number in range(len(names))),
                f"{_RELATIONS}/styles styles.xml",
                f"{_RELATIONS}/sharedStrings sharedStrings.xml",
            ),
            "xl/styles.xml": _STYLES,
            "xl/worksheets/_rels/sheet1.xml.rels": _relations(
                f"{_RELATIONS}/drawing ../drawings/drawing1.xml",
                f"{_RELATIONS}/vmlDrawing ../drawings/vmlDrawing1.vml",
                f"{_RELATIONS}/comments ../comments1.xml",
            ),
            "xl/comments1.xml": _HEAD.format("UTF-8")
            + f'<comments xmlns="{_MAIN}"><authors><author>a test</author></authors><commentList><comment ref="A2" authorId="0"><text><t>a note that stays</t></text></comment></commentList></comments>',
            "xl/drawings/vmlDrawing1.vml": _NOTE_SHAPE,
            "xl/drawings/drawing1.xml": _HEAD.format("UTF-8") + _DRAWING,
            "xl/drawings/_rels/drawing1.xml.rels": _relations(f"{_RELATIONS}/image ../media/image1.png"),
            "xl/sharedStrings.xml": self._shared_strings(),
        }
        parts = {name: text.encode() for name, text in texts.items()}
        for number, sheet in enumerate(sheets, start=1):
            own = number == count + 1
            encoding = layout.encoding if own else "utf-8"
            text = _HEAD.format(encoding.upper()) + sheet
            parts[f"xl/worksheets/sheet{number}.xml"] = text.encode(encoding)
        return {**parts, "xl/media/image1.png": _picture()}

    # -- parts -----------------------------------------------------------------------------------------------------

    def _front(self, number: int) -> str:
        first = number == 0
        drawn = '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>' if first else ""
        rows = f'<row r="1" hidden="1">{self._plain("A1", self._stamp())}</row><row r="2">{self._plain("A2", "How to fill this in: not here.")}</row>'
        return f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheetData>{rows}</sheetData><mergeCells count="1"><mergeCell ref="A2:D2"/></mergeCells>{drawn}</worksheet>'

    def _lists(self) -> str:
        layout = self._layout
        rows = []
        for number in range(max(len(layout.answers), len(layout.owners))):
            cells = [
                self._plain(f"{letter}{number + 1}", words[number])
                for letter, words in (("A", layout.owners), ("B", layout.answers))
                if number < len(words)
            ]
            rows.append(f'<row r="{number + 1}">{"".join(cells)}</row>')
        return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'

    def _workbook(self, names: Sequence[str]) -> str:
        layout = self._layout
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}"{" state=" + quoteattr("hidden") if name == LIST_SHEET else ""} r:id="rId{number}"/>'
            for number, name in enumerate(names, start=1)
        )
        quoted = LIST_SHEET.replace("'", "''")
        own = len(layout.in_front)
        defined = (
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{own}">{escape(_quoted(layout.sheet))}!$2:$2</definedName>'
            f"<definedName name=\"Owners\">'{escape(quoted)}'!$A$1:$A${len(layout.owners)}</definedName>"
            f'<definedName name="Answers" localSheetId="{own}">\'{escape(quoted)}\'!$B$1:$B${len(layout.answers)}</definedName>'
            f"<definedName name=\"Answers\">'{escape(quoted)}'!$A$1:$A$2</definedName>"
        )
        return (
            _HEAD.format("UTF-8")
            + f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets><definedNames>{defined}</definedNames></workbook>'
        )

    def _shared_strings(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._strings)
        return _HEAD.format("UTF-8") + f'<sst xmlns="{_MAIN}">{items}</sst>'

    # -- the questionnaire -----------------------------------------------------------------------------------------

    def _stamp(self) -> str:
        version = self._layout.version
        if self._layout.stamp is not None:
            return self._layout.stamp
        return f'{{"specification_name": "AI-CAIQ", "specification_version": "{version}"}}'

    def _questions(self) -> str:
        layout, p = self._layout, self._p
        rows = [f'<{p}row r="1" hidden="1">{self._cell("A1", self._stamp(), 0)}</{p}row>'] if self._stamp() else []
        heads = [
            self._cell(f"{_letter(index)}{layout.first_row}", heading, 1)
            for index, heading in enumerate(layout.headings)
            if heading
        ]
        rows.append(f'<{p}row r="{layout.first_row}" spans="1:{len(heads)}">{"".join(heads)}</{p}row>')
        merges = []
        for number, what in _numbered(layout):
            self._last_row = number
            is_question = what in layout.rows
            rows.append(self._question_row(number, what) if is_question else self._domain_row(number, what))
            if not is_question:
                merges.append(f"A{number}:{_letter(len(layout.headings) - 1)}{number}")
            elif layout.single_merges and CONTROL in layout.headings:
                merges.append(f"{_letter(layout.headings.index(CONTROL))}{number}")
        end = self._last_row + 1
        rows.append(f'<{p}row r="{end}">{self._cell(f"A{end}", "End of Standard", 0)}</{p}row>')
        rows.append(f'<{p}row r="{end + 1}">{self._cell(f"A{end + 1}", "© nobody; made by a test", 0)}</{p}row>')
        merges += [f"A{end + 1}:F{end + 1}", *layout.merges]
        return self._sheet("".join(rows), merges)

    def _sheet(self, rows: str, merges: Sequence[str]) -> str:
        p = self._p
        namespace = f'xmlns{":" + self._layout.prefix if p else ""}="{_MAIN}"'
        merged = "".join(f'<{p}mergeCell ref="{ref}"/>' for ref in merges)
        return (
            f'<{p}worksheet {namespace} xmlns:r="{_RELATIONS}"><{p}cols><{p}col min="3" max="6" width="30" style="2"/></{p}cols>'
            f'<{p}sheetData>{rows}</{p}sheetData><{p}sheetProtection sheet="1" password="CC4A"/>'
            f'<{p}mergeCells count="{len(merges)}">{merged}</{p}mergeCells>{self._conditions()}{self._validations()}'
            f'<{p}pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
            f"<{p}headerFooter><{p}oddFooter>&amp;LPage &amp;P</{p}oddFooter></{p}headerFooter>{self._extension()}</{p}worksheet>"
        )

    def _domain_row(self, number: int, code: str) -> str:
        p = self._p
        cells = self._cell(f"A{number}", f"Domain {code}", 1)
        rest = "".join(f'<{p}c r="{_letter(index)}{number}" s="1"/>' for index in range(1, 6))
        return f'<{p}row r="{number}">{cells}{rest}</{p}row>'

    def _question_row(self, number: int, question: str) -> str:
        layout, p = self._layout, self._p
        control = question.rpartition(".")[0]
        given = dict(zip(FILLED_IN, layout.filled.get(question, ()), strict=False))
        texts = {
            ID: question,
            QUESTION: f"Invented words for {question}: is it done?",
            CONTROL: control,
            SPECIFICATION: f"Invented words for {control}.",
            TITLE: _titles(layout.version).get(control, f"Title of {control}"),
            DOMAIN: control.split("-")[0],
            **given,
        }
        cells = []
        for index, heading in enumerate(layout.headings):
            address, plain = f"{_letter(index)}{number}", heading.replace("  (", " (")
            text = texts.get(plain, "") if heading else ""
            text = layout.extra.get(address, text)
            is_ours = plain in FILLED_IN
            if text:
                cells.append(self._cell(address, text, 2 if is_ours else 0))
            elif is_ours:
                empty = (
                    f'<{p}c r="{address}" s="2" t="n"></{p}c>'
                    if layout.single_merges
                    else f'<{p}c r="{address}" s="2"/>'
                )
                cells.append(empty)
        return f'<{p}row r="{number}">{"".join(cells)}</{p}row>'

    def _cell(self, address: str, text: str, style: int) -> str:
        p, look = self._p, f' s="{style}"' if style else ""
        if self._layout.shared:
            return f'<{p}c r="{address}"{look} t="s"><{p}v>{self._number(text)}</{p}v></{p}c>'
        return f'<{p}c r="{address}"{look} t="inlineStr"><{p}is><{p}t xml:space="preserve">{escape(text)}</{p}t></{p}is></{p}c>'

    def _plain(self, address: str, text: str) -> str:
        return f'<c r="{address}" t="s"><v>{self._number(text)}</v></c>'

    def _number(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))

    def _area(self, heading: str) -> str:
        headings = [known.replace("  (", " (") for known in self._layout.headings]
        if heading not in headings:
            return ""
        letter = _letter(headings.index(heading))
        return f"{letter}{self._layout.first_row + 1}:{letter}{self._last_row}"

    def _conditions(self) -> str:
        p, area, words = self._p, self._area(ANSWER), self._layout.answers
        rules = "".join(
            f'<{p}cfRule type="cellIs" dxfId="{number}" priority="{number + 1}" operator="equal"><{p}formula>"{escape(word)}"</{p}formula></{p}cfRule>'
            for number, word in enumerate(words[:2])
        )
        return f'<{p}conditionalFormatting sqref="{area}">{rules}</{p}conditionalFormatting>' if area and rules else ""

    def _offers(self, *, extended: bool) -> list[tuple[str, str]]:
        """The area and the formula of each drop-down."""
        layout, quoted = self._layout, LIST_SHEET.replace("'", "''")
        found = []
        for heading, words, place, letter, name in (
            (ANSWER, layout.answers, layout.answer_list, "B", "Answers"),
            (OWNERSHIP, layout.owners, layout.owner_list, "A", "Owners"),
        ):
            joined = ",".join(words)
            source = f"'{quoted}'!${letter}$1:${letter}${len(words)}"
            formula = {IN_CELL: f'"{joined}"', ON_SHEET: source, NAMED: name, EXTENDED: source}.get(place, "")
            area = self._area(heading)
            if formula and area and (place == EXTENDED) is extended:
                found.append((area, escape(formula)))
        return found

    def _validations(self) -> str:
        p, offers = self._p, self._offers(extended=False)
        rules = "".join(
            f'<{p}dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{area}"><{p}formula1>{formula}</{p}formula1></{p}dataValidation>'
            for area, formula in offers
        )
        return f'<{p}dataValidations count="{len(offers)}">{rules}</{p}dataValidations>' if offers else ""

    def _extension(self) -> str:
        p, offers = self._p, self._offers(extended=True)
        rules = "".join(
            f'<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1><xm:sqref>{area}</xm:sqref></x14:dataValidation>'
            for area, formula in offers
        )
        whole = f'<x14:dataValidations count="{len(offers)}" xmlns:xm="{_XM}">{rules}</x14:dataValidations>'
        uri = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
        return f'<{p}extLst><{p}ext uri="{uri}" xmlns:x14="{_X14}">{whole}</{p}ext></{p}extLst>' if offers else ""


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _types(sheets: int) -> str:
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {
        "/xl/workbook.xml": f"{spreadsheet}.sheet.main+xml",
        "/xl/styles.xml": f"{spreadsheet}.styles+xml",
        "/xl/sharedStrings.xml": f"{spreadsheet}.sharedStrings+xml",
        "/xl/comments1.xml": f"{spreadsheet}.comments+xml",
        "/xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        **{f"/xl/worksheets/sheet{number + 1}.xml": f"{spreadsheet}.worksheet+xml" for number in range(sheets)},
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    }
    lines = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()]
    lines += [f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()]
    return _HEAD.format("UTF-8") + f'<Types xmlns="{_PACKAGE}/content-types">{"".join(lines)}</Types>'


def _relations(*pairs: str) -> str:
    """Relationships from pairs of a type and a target."""
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate((pair.split() for pair in pairs), start=1)
    )
    return _HEAD.format("UTF-8") + f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _picture() -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0\x54\x9f"))
        + chunk(b"IEND", b"")
    )


_STYLES = (
    _HEAD.format("UTF-8")
    + f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF8E1"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/><xf fillId="2" xfId="0" applyFill="1" applyAlignment="1" applyProtection="1"><alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="2"><dxf><fill><patternFill><bgColor rgb="FFC6EFCE"/></patternFill></fill></dxf><dxf><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs></styleSheet>'
)
_NOTE_SHAPE = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>'
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor>'
    "<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    f'<xdr:ext cx="90000" cy="90000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>'
)
