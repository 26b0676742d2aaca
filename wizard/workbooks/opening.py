"""Opens a workbook that comes from elsewhere, and gives its cells: values and formulas, row by row.

A file from elsewhere may be broken, or made to take all memory or time. So it is measured before anything is parsed, what is
parsed is given row by row, and whatever the libraries raise becomes one sentence for the user.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers.expat import ExpatError

from wizard.errors import DataError, InputError
from wizard.workbooks import limits
from wizard.workbooks.package import Package
from wizard.workbooks.parsing import too_much_text
from wizard.workbooks.values import Cell, Row, Value, unescaped

if TYPE_CHECKING:
    from wizard.workbooks.merges import Area
    from wizard.workbooks.outline import Outline
    from wizard.workbooks.parsing import PartReader

__all__ = ["Cell", "OpenedWorkbook", "Row", "Value", "content_of", "open_content", "open_workbook", "unescaped"]

_FAULTS = (  # what openpyxl, zipfile, zlib and expat were seen to raise on broken files
    ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class _Cost(NamedTuple):
    """What reading a sheet has cost: cells that hold something, and bytes of text."""

    cells: int
    text: int


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """A workbook that was measured and opened; ``name`` is what sentences about it call it."""

    name: str
    sheets: tuple[str, ...]
    _package: Package
    _outline: "Outline"
    _costs: dict[str, _Cost] = field(default_factory=dict)
    _broken: dict[str, DataError] = field(default_factory=dict)
    """Sheets that were found to be broken: nobody reads up to that place a second time."""

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that hold something, from the top; of each the cells that hold something.

        Raises:
            DataError: the sheet is broken or larger than any real one.
        """
        from wizard.workbooks.cells import SheetReader  # noqa: PLC0415  (only who reads a workbook loads the library)

        if sheet in self._broken:
            raise self._broken[sheet]
        reader = SheetReader(self.name, self._outline)
        try:
            with _told(self.name, lambda: f"its sheet {sheet} is damaged{reader.whereabouts}"):
                for rows in reader.read(self._package.pieces(self._outline.parts[sheet])):
                    self._check_costs(sheet, _Cost(reader.filled, reader.text_size))
                    yield from rows
        except DataError as error:
            self._broken[sheet] = error
            raise

    def merges(self, sheet: str) -> "tuple[Area, ...]":
        """The merged cells of a sheet, in the order of the file.

        Raises:
            DataError: the sheet is broken, or has merges that no real sheet has.
        """
        from wizard.workbooks.merges import MergeReader  # noqa: PLC0415  (the same)

        reader = MergeReader(self.name, sheet)
        with _told(self.name, lambda: f"its sheet {sheet} is damaged"):
            reader.read_all(self._package.pieces(self._outline.parts[sheet]))
        return tuple(reader.areas)

    def part_of(self, sheet: str) -> str:
        """The name that a sheet's part has in the file."""
        return self._outline.parts[sheet]

    def read_part(self, sheet: str, reader: "PartReader") -> None:
        """Read a sheet's part, or without a name of one the part that names the sheets, with a reader of one's own.

        Raises:
            DataError: it is broken.
        """
        part = self._outline.parts[sheet] if sheet else self._outline.workbook
        with _told(self.name, lambda: f"its sheet {sheet} is damaged" if sheet else "it is damaged"):
            reader.read_all(self._package.pieces(part))

    def _check_costs(self, sheet: str, cost: _Cost) -> None:
        """Stop where all sheets together hold too much; one that is read again costs nothing new."""
        known = self._costs.get(sheet, _Cost(0, 0))
        self._costs[sheet] = _Cost(max(cost.cells, known.cells), max(cost.text, known.text))
        if sum(cost.cells for cost in self._costs.values()) > limits.MOST_CELLS:
            raise DataError(
                f"{self.name} holds more than {limits.MOST_CELLS:,} filled cells, as no workbook of this kind does; choose another file"
            )
        if sum(cost.text for cost in self._costs.values()) > limits.MOST_TEXT:
            raise too_much_text(self.name)


def open_workbook(path: Path) -> OpenedWorkbook:
    """Open an xlsx file.

    Raises:
        InputError: it cannot be read, or is larger than any real one.
        DataError: it is no workbook in this format, is protected by a password, or is broken.
    """
    return open_content(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """The bytes of a file, as ``open_content`` takes them.

    Raises:
        InputError: it cannot be read, or is larger than any real one.
    """
    try:
        with path.open("rb") as file:
            content = file.read(limits.LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; check the path and its permissions") from None
    if len(content) > limits.LARGEST_FILE:
        raise InputError(
            f"{path} is larger than {limits.LARGEST_FILE // 1_000_000} MB, which no workbook of this kind is; choose another file"
        )
    return content


def open_content(content: bytes, name: str) -> OpenedWorkbook:
    """Open an xlsx file that is in memory; ``name`` is what sentences about it call it.

    Raises:
        DataError: it is no workbook in this format, is protected by a password, or is broken.
    """
    with _told(name, lambda: "it is damaged"):
        package = Package(content, name)
        from wizard.workbooks.outline import read_outline  # noqa: PLC0415  (only who opens a workbook loads the library)

        outline = read_outline(package)
        return OpenedWorkbook(name, tuple(outline.parts), package, outline)


@contextmanager
def _told(name: str, what: Callable[[], str]) -> Iterator[None]:
    """Whatever breaks inside becomes one sentence."""
    try:
        yield
    except DataError:
        raise
    except _FAULTS:
        raise DataError(
            f"{name} cannot be read as a workbook: {what()}; open it in a spreadsheet program, save it as .xlsx, and use that file"
        ) from None
