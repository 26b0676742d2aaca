"""Fills cells of somebody else's workbook: one part of the file changes, and in it only those cells.

Loading and saving a workbook with a library loses what the library does not know (drop-downs that refer to another sheet, text
boxes, footers). So the one sheet is patched, and every other part of the file is copied as it is.
"""

import io
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.parsers.expat import ExpatError

from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.area_index import AreaIndex
from wizard.workbooks.merges import Area
from wizard.workbooks.opening import OpenedWorkbook, open_content
from wizard.workbooks.sheet_patch import Place, patched, place_of
from wizard.workbooks.values import Value

_BROKEN = (ExpatError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, ValueError)
"""What is raised where the sheet or another part is damaged."""
_PIECE = 1 << 17


def filled(content: bytes, book: OpenedWorkbook, sheet: str, texts: Mapping[str, str]) -> bytes:
    """The file with these texts in these cells of a sheet, by address; an empty text empties a cell.

    ``book`` is what ``open_content`` made of the file. The result was opened again and says in every cell what it must.

    Raises:
        DataError: a cell cannot be written (see ``unwritable``), or the file cannot be changed without harm.
    """
    for sentence in unwritable(book, sheet, texts).values():
        raise DataError(sentence)
    places = {place_of(address): text for address, text in texts.items()}
    part = book.part_of(sheet)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        own = next(entry for entry in archive.infolist() if entry.filename.casefold() == part.casefold())
        try:
            changed = patched(archive.read(own), places, f"the sheet {sheet} of {book.name}")
            result = _with_part(archive, own, changed)
        except _BROKEN:
            raise _harmed(book, sheet) from None
    _compare(book, open_content(result, book.name), sheet, texts)
    return result


def _with_part(archive: zipfile.ZipFile, own: zipfile.ZipInfo, changed: bytes) -> bytes:
    """The file with another content of one part; order, names, dates, rights and ways of packing stay."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as copy:
        copy.comment = archive.comment
        for entry in archive.infolist():
            bare = zipfile.ZipInfo(entry.filename, entry.date_time)
            bare.compress_type, bare.create_system = entry.compress_type, entry.create_system
            bare.comment = entry.comment
            with copy.open(bare, "w") as target, io.BytesIO(changed) if entry is own else archive.open(entry) as source:
                shutil.copyfileobj(source, target, _PIECE)
            bare.external_attr = entry.external_attr  # only now: the library makes up rights where there are none
    return result.getvalue()


def unwritable(book: OpenedWorkbook, sheet: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The cells of a sheet into which these texts must not be written, each with a sentence that says why.

    Raises:
        DataError: the sheet is broken.
    """
    found = {
        cell.address: f"the cell {cell.address} of {book.name} holds a formula; empty it in a spreadsheet program, then try again"
        for row in book.rows(sheet)
        for cell in row
        if cell.formula and cell.address in texts
    }
    hidden = [(part, area) for area in book.merges(sheet) for part in _all_but_the_first(area)]
    index = AreaIndex([part for part, _ in hidden])
    for place in sorted(place_of(address) for address, text in texts.items() if text):
        if (number := index.first(place)) is not None:
            area = hidden[number][1]
            first = Place(area.first_row, area.first_column).address
            last = Place(area.last_row, area.last_column).address
            found[place.address] = (
                f"the cell {place.address} of {book.name} is merged into {first}:{last}; unmerge these in a spreadsheet program, then try again"
            )
    return found


def _all_but_the_first(area: Area) -> Iterator[Area]:
    """The cells of a merged area that are not to be seen: those below its first one, and those beside these."""
    if area.first_row < area.last_row:
        yield replace(area, first_row=area.first_row + 1, last_column=area.first_column)
    if area.first_column < area.last_column:
        yield replace(area, first_column=area.first_column + 1)


def _compare(before: OpenedWorkbook, after: OpenedWorkbook, sheet: str, texts: Mapping[str, str]) -> None:
    """See that the sheet says in every cell what it must; every other part was copied."""
    meant = {address: cell for address, cell in _cells(before, sheet).items() if address not in texts}
    meant |= {address: (clean(text), "") for address, text in texts.items() if text}
    if _cells(after, sheet) != meant:
        raise _harmed(before, sheet)


def _cells(book: OpenedWorkbook, sheet: str) -> dict[str, tuple[Value, str]]:
    return {
        cell.address: (cell.value, cell.formula)
        for row in book.rows(sheet)
        for cell in row
        if cell.value not in ("", None)
    }


def _harmed(book: OpenedWorkbook, sheet: str) -> DataError:
    return DataError(
        f"the sheet {sheet} of {book.name} cannot be filled in without harm to the rest of the file; save it again in a spreadsheet program, and use that file"
    )
