"""Fills cells of somebody else's workbook: one part of the file changes, and in it only those cells.

Loading and saving a workbook with a library loses what the library does not know (drop-downs that refer to another sheet, text
boxes, footers). So the one sheet is patched, and every other byte of the file is copied.
"""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.parsers.expat import ExpatError

from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.merges import Area
from wizard.workbooks.opening import OpenedWorkbook, open_content
from wizard.workbooks.sheet_patch import Place, patched, place_of
from wizard.workbooks.values import Value
from wizard.workbooks.zip_patch import with_part


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
            result = with_part(archive, content, own, changed)
        except (ExpatError, LookupError, ValueError, struct.error):
            raise _harmed(book, sheet) from None
    _compare(book, open_content(result, book.name), sheet, texts)
    return result


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
    areas = [area for area in book.merges(sheet) if area.cells > 1]
    for place in sorted(place_of(address) for address, text in texts.items() if text):
        if (area := _hidden_in(place, areas)) is not None:
            first = Place(area.first_row, area.first_column).address
            last = Place(area.last_row, area.last_column).address
            found[place.address] = (
                f"the cell {place.address} of {book.name} is merged into {first}:{last}; unmerge these in a spreadsheet program, then try again"
            )
    return found


def _hidden_in(place: Place, areas: Sequence[Area]) -> Area | None:
    """The merged area in which a cell is not to be seen: it is not the first of it."""
    for area in areas:
        inside = area.first_row <= place.row <= area.last_row and area.first_column <= place.column <= area.last_column
        if inside and place != (area.first_row, area.first_column):
            return area
    return None


def _compare(before: OpenedWorkbook, after: OpenedWorkbook, sheet: str, texts: Mapping[str, str]) -> None:
    """See that the sheet says in every cell what it must; every other part is the same to the byte."""
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
        f"the sheet {sheet} of {book.name} cannot be filled in without harm to other cells; save it again in a spreadsheet program, and use that file"
    )
