"""A gap workbook as somebody else leaves it: single cells changed inside the file, all else as it was."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.workbook import Workbook

Change = Callable[[re.Match[str]], str]
"""Makes the XML of a cell from what it was: its place, its attributes, its inside."""
_CELL = r'<c r="(?P<place>{place})"(?P<attributes>[^>]*?)(?:/>|>(?P<inside>.*?)</c>)'


def text(value: str) -> Change:
    """Type a text into a cell."""
    content = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    return lambda cell: f'<c r="{cell["place"]}"{_style(cell)} t="inlineStr">{content}</c>'


def number(value: float) -> Change:
    """Type a number into a cell."""
    return lambda cell: f'<c r="{cell["place"]}"{_style(cell)}><v>{value}</v></c>'


def stored(value: object) -> Change:
    """Let a formula stand and store another value with it."""
    return lambda cell: _kept(cell, re.sub("<v>.*?</v>", f"<v>{value}</v>", cell["inside"]))


def formula(old: str, new: str) -> Change:
    """Change a part of a formula and let its stored value stand."""
    return lambda cell: _kept(cell, cell["inside"].replace(escape(old), escape(new)))


def nothing() -> Change:
    """Empty a cell."""
    return lambda cell: f'<c r="{cell["place"]}"{_style(cell)}/>'


def operated(content: bytes, changes: Mapping[tuple[str, str], Change]) -> bytes:
    """The workbook with some cells changed, which are named by sheet and place: ``("Answers", "G2")``."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        wanted: dict[str, dict[str, Change]] = {}
        for (sheet, place), change in changes.items():
            wanted.setdefault(_part_of(old, sheet), {})[place] = change
        for name in old.namelist():
            xml = old.read(name)
            for place, change in wanted.get(name, {}).items():
                found, count = re.subn(_CELL.format(place=place), change, xml.decode(), count=1, flags=re.DOTALL)
                assert count == 1, f"{name} has no cell {place}"
                assert found.encode() != xml, f"{name} {place} stays as it was"
                xml = found.encode()
            new.writestr(name, xml)
    return done.getvalue()


def loaded(content: bytes, **options: object) -> Workbook:
    """The workbook, opened with openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl does not know every conditional format
        return openpyxl.load_workbook(io.BytesIO(content), **options)


def saved(workbook: Workbook) -> bytes:
    """The bytes that openpyxl saves: without the values of formulas."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def place(workbook: Workbook, sheet: str, row: str, heading: str) -> tuple[str, str]:
    """Where a cell is: in the row that holds a value and under a heading."""
    columns = {cell.value: cell.column_letter for cell in workbook[sheet][1]}
    found = [cells[0].row for cells in workbook[sheet].iter_rows() if any(cell.value == row for cell in cells)]
    return sheet, f"{columns[heading]}{found[0]}"


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the file that holds a sheet, as XlsxWriter names them: by their order."""
    names = re.findall('<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index(escape(sheet)) + 1}.xml"


def _kept(cell: re.Match[str], inside: str) -> str:
    return f'<c r="{cell["place"]}"{cell["attributes"]}>{inside}</c>'


def _style(cell: re.Match[str]) -> str:
    found = re.search(r' s="\d+"', cell["attributes"])
    return found[0] if found else ""
