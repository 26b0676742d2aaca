"""Writes texts into cells of a sheet's XML and leaves every other byte as it is.

Nothing is parsed and written out again, because that loses what the parser does not know. The parser only says where the
cells stand, and new ones are put in their place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils.cell import column_index_from_string, get_column_letter

from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.package import document_type
from wizard.workbooks.parsing import MAIN

_SHEET, _COLUMN, _ROWS, _ROW, _CELL, _FORMULA, _VALUE, _INLINE = (
    f"{MAIN} {tag}" for tag in ("worksheet", "col", "sheetData", "row", "c", "f", "v", "is")
)
_ROWS_DEPTH, _ROW_DEPTH, _CELL_DEPTH, _INSIDE_DEPTH = range(2, 6)
_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")
_TAG_NAME = re.compile(rb"<((?:[^\s:/>]+:)?)[^\s:/>]+")
_OF_THE_OLD_VALUE = re.compile(rb"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
"""The attributes that say what kind of value a cell has; those of its looks stay."""
_LIKE_AN_ESCAPE = re.compile("(_x[0-9A-Fa-f]{4}_)")
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")


class Place(NamedTuple):
    """A cell by its row and column, both counted from 1."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """Such as ``G17``."""
        return f"{get_column_letter(self.column)}{self.row}"


def place_of(address: str) -> Place:
    """The place of an address such as ``G17``.

    Raises:
        ValueError: it is none.
    """
    match = _PLACE.fullmatch(address)
    if match is None:
        raise ValueError(address)
    return Place(int(match[2]), column_index_from_string(match[1]))


def patched(part: bytes, texts: Mapping[Place, str], name: str) -> bytes:
    """The XML of a sheet with these texts in these cells; an empty text empties a cell that holds something.

    ``name`` is what sentences call the sheet.

    Raises:
        DataError: a cell holds a formula, or the part is written in no way that could be kept.
        ExpatError: the part is no XML.
    """
    encoding = _encoding(part)
    plain = _plain(part, encoding, name)
    finder = _Finder(plain, texts, name)
    finder.run()
    pieces, at = [], 0
    for edit in sorted(finder.edits):
        pieces += [plain[at : edit.start], edit.xml]
        at = edit.end
    whole = b"".join((*pieces, plain[at:]))
    return whole if encoding == "utf-8" else whole.decode().encode(encoding, "xmlcharrefreplace")


def as_stored(text: str) -> str:
    """A text as the format stores it: safe, and marked where it looks like one of the format's escapes.

    Whoever writes the gap workbook marks it in the same way, and ``unescaped`` takes the marks off again.
    """
    return _LIKE_AN_ESCAPE.sub(r"_x005F\1", clean(text))


class _Edit(NamedTuple):
    """Bytes that take the place of others; ``order`` is kept where several are put in at the same place."""

    start: int
    order: int
    end: int
    xml: bytes


@dataclass(slots=True)
class _Element:
    """An element that is open: where its first tag stands, and what it is called before its name (``x:`` or nothing)."""

    start: int
    first_end: int
    prefix: str
    is_empty: bool


class _Finder:
    """Finds the wanted cells, and the places of those that are not there."""

    def __init__(self, plain: bytes, texts: Mapping[Place, str], name: str) -> None:
        self.edits: list[_Edit] = []
        self._plain = plain
        self._name = name
        self._wanted: dict[int, dict[int, str]] = {}
        for place, text in sorted(texts.items()):
            self._wanted.setdefault(place.row, {})[place.column] = text
        self._depth = 0
        self._in_rows = False
        self._rows = self._row = self._cell = _Element(0, 0, "", is_empty=False)
        self._row_number = self._column = 0
        self._row_style = ""
        self._column_styles: list[tuple[int, int, str]] = []
        self._target: str | None = None
        self._is_full = False
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begin, self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type

    def run(self) -> None:
        """Go through the part once."""
        self._parser.Parse(self._plain, True)

    def _refuse_document_type(self, *_: object) -> None:
        raise document_type(self._name)

    # -- what the parser meets -------------------------------------------------------------------------------------

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == _ROWS_DEPTH and tag == _ROWS:
            self._in_rows, self._rows = True, self._element()
        elif tag == _COLUMN and not self._in_rows:
            style = attributes.get("style", "")
            self._column_styles.append((int(attributes["min"]), int(attributes["max"]), style))
        elif self._in_rows and self._depth == _ROW_DEPTH and tag == _ROW:
            self._begin_row(attributes)
        elif self._in_rows and self._depth == _CELL_DEPTH and tag == _CELL:
            self._begin_cell(attributes)
        elif self._in_rows and self._depth == _INSIDE_DEPTH:
            self._is_full = self._is_full or tag in (_VALUE, _INLINE)
            if tag == _FORMULA:
                self._refuse_formula(attributes)

    def _end(self, tag: str) -> None:
        if self._in_rows:
            if self._depth == _CELL_DEPTH and tag == _CELL:
                self._end_cell()
            elif self._depth == _ROW_DEPTH and tag == _ROW:
                cells = self._new_cells(self._wanted.pop(self._row_number, {}))
                self._append(self._row, "row", cells)
            elif self._depth == _ROWS_DEPTH:
                self._append(self._rows, "sheetData", self._new_rows(max(self._wanted, default=0)))
                self._in_rows = False
        self._depth -= 1

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row_number = int(attributes.get("r") or self._row_number + 1)
        self._row, self._column = self._element(), 0
        self._insert(self._row.start, self._new_rows(self._row_number - 1))
        is_styled = attributes.get("customFormat") in ("1", "true")
        self._row_style = attributes.get("s", "") if is_styled else ""

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = self._element()
        given = attributes.get("r")
        self._column = place_of(given.upper()).column if given else self._column + 1
        wanted = self._wanted.get(self._row_number, {})
        before = {column: wanted.pop(column) for column in list(wanted) if column < self._column}
        self._insert(self._cell.start, self._new_cells(before))
        self._target, self._is_full = wanted.pop(self._column, None), False

    def _end_cell(self) -> None:
        if self._target is None or not (self._target or self._is_full):
            return
        cell = self._cell
        tag = _OF_THE_OLD_VALUE.sub(b"", self._plain[cell.start : cell.first_end])
        opening = tag.removesuffix(b">").removesuffix(b"/").rstrip()
        xml = opening + self._content(self._target, cell.prefix)
        self.edits.append(_Edit(cell.start, len(self.edits), self._end_of(cell), xml))
        self._target = None

    def _refuse_formula(self, attributes: Mapping[str, str]) -> None:
        place = Place(self._row_number, self._column).address
        if self._target is not None:
            raise DataError(
                f"the cell {place} of {self._name} holds a formula; empty it in a spreadsheet program, then try again"
            )
        first, _, last = attributes.get("ref", "").upper().partition(":")
        if attributes.get("t") not in ("array", "dataTable") or not last:
            return
        top, bottom = place_of(first), place_of(last)
        for row, cells in self._wanted.items():
            if top.row <= row <= bottom.row and any(top.column <= column <= bottom.column for column in cells):
                raise DataError(
                    f"the cells {first}:{last} of {self._name} show one formula; empty them in a spreadsheet program, then try again"
                )

    # -- what is made ----------------------------------------------------------------------------------------------

    def _element(self) -> _Element:
        start = self._parser.CurrentByteIndex
        tag, name = _TAG.match(self._plain, start), _TAG_NAME.match(self._plain, start)
        if tag is None or name is None:
            raise ValueError(start)
        return _Element(start, tag.end(), name[1].decode(), tag[0].endswith(b"/>"))

    def _end_of(self, element: _Element) -> int:
        """Where an element ends, at the moment when the parser meets its end."""
        return (
            element.first_end
            if element.is_empty
            else self._plain.index(b">", self._parser.CurrentByteIndex) + len(b">")
        )

    def _insert(self, at: int, xml: bytes) -> None:
        if xml:
            self.edits.append(_Edit(at, len(self.edits), at, xml))

    def _append(self, element: _Element, name: str, xml: bytes) -> None:
        """Put something in at the end of an element, at the moment when the parser meets its end."""
        if not xml or not element.is_empty:
            self._insert(self._parser.CurrentByteIndex, xml)
            return
        closing = b">" + xml + f"</{element.prefix}{name}>".encode()
        self.edits.append(_Edit(element.first_end - len(b"/>"), len(self.edits), element.first_end, closing))

    def _new_rows(self, last: int) -> bytes:
        """The wanted rows up to one that is there."""
        rows = {number: self._wanted.pop(number) for number in list(self._wanted) if number <= last}
        prefix, self._row_style = self._rows.prefix, ""
        found = []
        for number, texts in rows.items():
            cells = b"".join(self._cells(number, texts))
            found.append(
                b'<%brow r="%d">%b</%brow>' % (prefix.encode(), number, cells, prefix.encode()) if cells else b""
            )
        return b"".join(found)

    def _new_cells(self, texts: Mapping[int, str]) -> bytes:
        """Cells that are missing in the row that is open."""
        return b"".join(self._cells(self._row_number, texts))

    def _cells(self, row: int, texts: Mapping[int, str]) -> Iterator[bytes]:
        prefix = self._rows.prefix
        for column, text in texts.items():
            if text:
                style = self._row_style or self._style_of(column)
                look = f' s="{style}"' if style.isdecimal() else ""
                opening = f'<{prefix}c r="{Place(row, column).address}"{look}'
                yield opening.encode() + self._content(text, prefix)

    def _style_of(self, column: int) -> str:
        return next((style for first, last, style in self._column_styles if first <= column <= last), "")

    @staticmethod
    def _content(text: str, prefix: str) -> bytes:
        """What comes behind the attributes that stay."""
        if not text:
            return b"/>"
        stored = escape(as_stored(text))
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{stored}</{prefix}t></{prefix}is>'
        return f' t="inlineStr">{inside}</{prefix}c>'.encode()


def _encoding(part: bytes) -> str:
    """The encoding of an XML part, by its first bytes or as it declares itself."""
    marked = next((encoding for mark, encoding in _MARKS if part.startswith(mark)), "")
    declared = _DECLARED.match(part)
    return marked or (declared[1].decode().lower() if declared else "utf-8")


def _plain(part: bytes, encoding: str, name: str) -> bytes:
    """The part in UTF-8, from which the way back leads to the same bytes."""
    try:
        text = part.decode(encoding)
        if text.encode(encoding) == part:
            return text.encode()
    except (LookupError, UnicodeError):
        pass
    raise DataError(f"{name} is written in an encoding that cannot be kept; save it as .xlsx again, and use that file")
