"""The parts of a workbook file as they are: XML inside a zip, read without any library for workbooks."""

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Cell:
    """A cell as it is stored: how it looks, its formula, its value, and whether that is a text."""

    place: str
    look: str
    formula: str
    value: str
    is_text: bool


@dataclass(frozen=True)
class Parts:
    """A workbook file."""

    content: bytes

    @cached_property
    def files(self) -> dict[str, bytes]:
        """All parts by name."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as file:
            return {name: file.read(name) for name in file.namelist()}

    def tree(self, name: str) -> ET.Element:
        """A part as XML."""
        return ET.fromstring(self.files[name])  # noqa: S314  (a file that the test made)

    @cached_property
    def sheets(self) -> dict[str, ET.Element]:
        """The sheets by name, in their order."""
        targets = {entry.get("Id"): f"xl/{entry.get('Target')}" for entry in self.tree("xl/_rels/workbook.xml.rels")}
        entries = self.tree("xl/workbook.xml").iter(f"{MAIN}sheet")
        return {str(entry.get("name")): self.tree(targets[entry.get(RELATION)]) for entry in entries}

    @cached_property
    def looks(self) -> list[str]:
        """The cell formats by number, each with its font, fill, border and number format written out."""
        styles = self.tree("xl/styles.xml")
        codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in styles.iter(f"{MAIN}numFmt")}
        lists = {kind: list(styles.find(f"{MAIN}{kind}s") or ()) for kind in ("font", "fill", "border")}
        formats = []
        for entry in styles.find(f"{MAIN}cellXfs") or ():
            parts = [ET.tostring(lists[kind][int(entry.get(f"{kind}Id", 0))], "unicode") for kind in lists]
            number = entry.get("numFmtId", "0")
            formats.append(
                "".join([codes.get(number, number), *parts, *(ET.tostring(part, "unicode") for part in entry)])
            )
        return formats

    @cached_property
    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.files:
            return []
        return [_text(entry) for entry in self.tree("xl/sharedStrings.xml").iter(f"{MAIN}si")]

    @cached_property
    def _cells(self) -> dict[str, list[Cell]]:
        return {name: [self._cell(cell) for cell in sheet.iter(f"{MAIN}c")] for name, sheet in self.sheets.items()}

    def _cell(self, cell: ET.Element) -> Cell:
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v", "")
        if kind == "s":
            value = self._shared[int(value)]
        elif kind == "inlineStr":
            value = _text(cell)
        formula = cell.findtext(f"{MAIN}f", "")
        return Cell(
            cell.get("r", ""), self.looks[int(cell.get("s", 0))], formula, value, kind in ("s", "inlineStr", "str")
        )

    def cells(self, sheet: str) -> list[Cell]:
        """The cells of a sheet in the order of the file."""
        return self._cells[sheet]

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return {sheet: {cell.place: cell.value for cell in cells} for sheet, cells in self._cells.items()}

    def texts(self, sheet: str) -> dict[str, str]:
        """The values of a sheet's cells by place, numbers as they are written."""
        return self._texts[sheet]


def _text(element: ET.Element) -> str:
    """The text inside an element; ``_x0041_`` stands for a character, as the format says (ST_Xstring)."""
    text = "".join(part.text or "" for part in element.iter(f"{MAIN}t"))
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
