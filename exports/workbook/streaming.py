"""Makes the file: in memory while it is small, row by row when it is large.

A book of the usual size is written with a table of shared texts, which makes the file a sixth smaller. A large one is
streamed: what is written leaves the memory, so that a hundred times the questions need no more of it. XlsxWriter then keeps
one row of each sheet, so all sheets are written row by row, each row once, whatever the size.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

_EFFORT = 8
"""Of 9 in packing; the last step takes longer and gains nothing here."""
LARGE = 2_000
"""From so many questions on a book is streamed; the whole AI-CAIQ has 320."""


@contextmanager
def new_book(target: BinaryIO, questions: int) -> Iterator[Any]:
    """A new book that stands in the target when the block ends; nothing is left behind where it ends early.

    Raises:
        OSError: the disk refused, here or in the folder for temporary files.
    """
    with TemporaryDirectory(prefix="caiq-wizard-") as folder:
        taken = _Target(target)
        book = _Book(
            taken,
            {
                "constant_memory": questions >= LARGE,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.worksheet_class = _Sheet
        try:
            yield book
            book.close()
        except FileCreateError as error:  # XlsxWriter wraps what the disk said
            raise error.args[0] from None
        finally:
            taken.finish()
            for sheet in book.worksheets():
                if sheet.constant_memory:
                    sheet.row_data_fh.close()


class _Book(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """A book that is packed tightly: a twentieth smaller for a tenth of a second more.

    XlsxWriter packs with the usual effort and offers no other, so it finds our way of packing while it does.
    """

    def _store_workbook(self) -> None:
        module = xlsxwriter.workbook
        usual, module.ZipFile = module.ZipFile, _TightZip
        try:
            super()._store_workbook()
        finally:
            module.ZipFile = usual


class _TightZip(ZipFile):
    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(zinfo_or_arcname, data, ZIP_DEFLATED, _EFFORT)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        super().write(filename, arcname, ZIP_DEFLATED, _EFFORT)


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet that writes formulas as they are.

    XlsxWriter searches every formula for thirty functions that newer programs write with a prefix; that took half of the
    time of a whole book. Ours are made of functions that need none.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula without its equals sign, which is how the file stores it."""
        del expand_future_functions
        return formula.removeprefix("=")


class _Target:
    """The file that is written, out of reach once it is done.

    A zip writer that was interrupted tries to finish when it is thrown away; it would complain on the user's terminal about
    a full disk or a closed file, which somebody has been told already.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end: int | None = None

    def finish(self) -> None:
        """From here on nothing reaches the file."""
        self._end = self._file.tell()

    def write(self, content: bytes) -> int:
        """Write into the file."""
        return self._file.write(content) if self._end is None else len(content)

    def tell(self) -> int:
        """Where the file stands."""
        return self._file.tell() if self._end is None else self._end

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to another place of the file."""
        return self._file.seek(offset, whence) if self._end is None else self._end

    def flush(self) -> None:
        """Hand over what is kept back."""
        if self._end is None:
            self._file.flush()


def declare_table(sheet: Any, last_row: int, headings: Sequence[str], name: str, description: str) -> None:
    """Make the rows from the first to ``last_row`` an Excel table, whose headings the caller writes himself.

    XlsxWriter refuses tables while it streams, only because it would write their cells: here it writes none. It is
    told of the heading row alone, or it would keep a note of every cell, and of the whole range afterwards.
    """
    width = len(headings) - 1
    streamed, sheet.constant_memory = sheet.constant_memory, False
    sheet.add_table(
        *(0, 0, 0, width),
        {
            "name": name,
            "style": None,
            "header_row": False,
            "columns": [{"header": heading} for heading in headings],
            "description": description,
        },
    )
    sheet.constant_memory = streamed
    whole = xl_range(0, 0, last_row, width)
    sheet.tables[-1].update(range=whole, a_range=whole, autofilter=whole, header_row_count=1)


def forget_row(sheet: Any, row: int) -> None:
    """Forget the height of a row that is in the file already, where the sheet is streamed."""
    if sheet.constant_memory:
        sheet.row_info.pop(row, None)
        sheet.row_sizes.pop(row, None)
