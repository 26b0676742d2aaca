"""Opens a workbook that comes from elsewhere, and gives its cells: values and formulas, row by row.

A file from elsewhere may be broken, or made to take all memory or time. So it is measured before anything is parsed, what is
parsed is given row by row, and whatever the libraries raise becomes one sentence for the user.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from wizard.errors import DataError, InputError

LARGEST_FILE = 50_000_000
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300_000_000
"""Bytes of everything in the file, counted while it is unpacked, whatever the file says of itself."""
MOST_MARKS = 8_000_000
"""Opening brackets of all XML in the file: each element that is parsed costs memory, however short it is."""
MOST_CELLS = 2_000_000
"""Cells of one sheet."""
MOST_COLUMNS = 16_384

Value: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None

_PIECE = 1 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_ESCAPED = re.compile("_x005[Ff](_x[0-9A-Fa-f]{4}_)|_x(00[01][0-9A-Fa-f])_")
"""What looks like an escape and was typed so, behind the mark that says so; or a control character."""
_FAULTS = (  # what openpyxl, zipfile, zlib and expat were seen to raise on broken files
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,  # of XML: the parsers' own errors are kinds of it
    TypeError,
    ValueError,
)


class Cell(NamedTuple):
    """A cell that holds something: its place, its value, and its formula (empty where it has none).

    The value of a formula is what was stored with it; nothing where no program has calculated it.
    """

    row: int
    column: str
    value: Value
    formula: str

    @property
    def address(self) -> str:
        """Such as ``G17``."""
        return f"{self.column}{self.row}"


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """A workbook that was measured and opened; ``name`` is what sentences about it call it."""

    name: str
    sheets: tuple[str, ...]
    _book: Any
    _strings: list[str]

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that hold something, from the top; of each the cells that hold something.

        Raises:
            DataError: the sheet is broken or larger than any real one.
        """
        with _told(self.name, f"its sheet {sheet} is damaged"):
            yield from self._rows(sheet)

    def _rows(self, sheet: str) -> Iterator[Row]:
        from openpyxl.xml.functions import iterparse  # noqa: PLC0415  (only who opens a workbook loads the library)

        from wizard.workbooks.cells import CellReader  # noqa: PLC0415  (the same)

        source = self._book[sheet]
        count = 0
        with source._get_source() as part:  # noqa: SLF001  (the public way makes a cell of every gap between two cells)
            reader = CellReader(part, self._book, self._strings)
            for _, element in iterparse(part):
                if not element.tag.endswith("}row"):
                    continue
                row = tuple(cell for cell in reader.row(element) if cell.value is not None or cell.formula)
                element.clear()
                count += len(row)
                if count > MOST_CELLS:
                    raise DataError(
                        f"{self.name} holds more than {MOST_CELLS:,} cells on the sheet {sheet}; it is no such file"
                    )
                if row:
                    yield row


def open_workbook(path: Path) -> OpenedWorkbook:
    """Open an xlsx file.

    Raises:
        InputError: it cannot be read, or is larger than any real one.
        DataError: it is no workbook in this format, is protected by a password, or is broken.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; check the path and its permissions") from None
    if len(content) > LARGEST_FILE:
        raise InputError(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB; no workbook of this kind is")
    return open_content(content, path.name)


def open_content(content: bytes, name: str) -> OpenedWorkbook:
    """Open an xlsx file that is in memory; ``name`` is what sentences about it call it.

    Raises:
        DataError: it is no workbook in this format, is protected by a password, or is broken.
    """
    _refuse_other_formats(content, name)
    with _told(name, "it is damaged"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_other_packages(archive, name)
            _measure(archive, name)
        from wizard.workbooks.cells import WorkbookReader  # noqa: PLC0415  (only who opens a workbook loads the library)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl would lose if it wrote the file
            reader = WorkbookReader(io.BytesIO(content), read_only=True, keep_links=False)
            reader.read()
        if reader.repeats_a_part:
            raise DataError(f"{name} names one sheet several times; it was not opened")
        sheets = tuple(sheet.title for sheet in reader.wb.worksheets)
        return OpenedWorkbook(name, sheets, reader.wb, reader.raw_strings)


def unescaped(text: str) -> str:
    """A text of the file as people see it: the format writes control characters, and what looks like them, as ``_x000D_``."""
    if "_x" not in text or not _ESCAPE.search(text):
        return text
    return _ESCAPED.sub(lambda match: match[1] or chr(int(match[2], 16)), text)


@contextmanager
def _told(name: str, what: str) -> Iterator[None]:
    """Whatever breaks inside becomes one sentence."""
    try:
        yield
    except DataError:
        raise
    except _FAULTS:
        raise DataError(
            f"{name} cannot be read as a workbook: {what}; open it in a spreadsheet program, save it as .xlsx, and use that file"
        ) from None


def _refuse_other_formats(content: bytes, name: str) -> None:
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED_MARK in content:
            raise DataError(f"{name} is protected by a password; save it without one, and use that file")
        raise DataError(f"{name} is in the old format of Excel (.xls); save it as .xlsx, and use that file")
    if not content.startswith(b"PK"):
        raise DataError(f"{name} is no workbook; choose a file that a spreadsheet program saved as .xlsx")


def _refuse_other_packages(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise DataError(f"{name} holds more than {MOST_ENTRIES:,} parts; it is no workbook")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DataError(f"{name} is protected by a password; save it without one, and use that file")
    names = {entry.filename for entry in entries}
    if "content.xml" in names and "mimetype" in names:
        raise DataError(f"{name} is an OpenDocument file (.ods); save it as .xlsx, and use that file")
    if any(part.endswith("workbook.bin") for part in names):
        raise DataError(f"{name} is in Excel's binary format (.xlsb); save it as .xlsx, and use that file")
    if "[Content_Types].xml" not in names or not any(part.endswith("workbook.xml") for part in names):
        raise DataError(f"{name} is a zip file without a workbook; choose a file that ends in .xlsx")


def _measure(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack everything once, piece by piece, and stop at what no real workbook holds."""
    unpacked = marks = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            before = b""
            while piece := part.read(_PIECE):
                unpacked += len(piece)
                marks += piece.count(b"<")
                if unpacked > MOST_UNPACKED or marks > MOST_MARKS:
                    raise DataError(f"{name} unpacks to more than any workbook of this kind holds; it was not opened")
                if any(doctype in before + piece for doctype in _DOCTYPES):
                    raise DataError(
                        f"{name} holds a document type declaration, which no workbook needs; it was not opened"
                    )
                before = piece[-len(_DOCTYPES[1]) :]
