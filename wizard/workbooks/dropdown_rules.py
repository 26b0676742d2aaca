"""The rules for drop-down lists as a file keeps them: which cells they are for, and the formula that names their list.

Newer programs keep rules that refer to another sheet in an extension of the sheet's part.
"""

import re

from openpyxl.utils.cell import column_index_from_string

from wizard.errors import DataError
from wizard.workbooks.merges import Area
from wizard.workbooks.parsing import MAIN, Begin, End, PartReader, Text

MOST_AREAS = 2_000
"""Areas of all rules of a sheet."""

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_RULES = (f"{MAIN} dataValidation", f"{_X14} dataValidation")
_FORMULAS = (f"{MAIN} formula1", f"{_X14} formula1")
_AREAS = f"{_XM} sqref"
_SHEET, _NAME = f"{MAIN} sheet", f"{MAIN} definedName"
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?", re.IGNORECASE)


class RuleReader(PartReader):
    """Notes the rules of a sheet that are lists: their areas and their formulas."""

    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(name)
        self.found: list[tuple[tuple[Area, ...], str]] = []
        self._sheet = sheet
        self._count = 0
        self._is_list = self._listens = False
        self._areas = self._formula = ""
        self._pieces: list[str] = []

    def handlers(self) -> tuple[Begin, End, Text]:
        """Take the rules; all else is only met."""
        return self._begin, self._end, self._text

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self.path.append(tag)
        if tag in _RULES:
            self._is_list, self._areas, self._formula = given.get("type") == "list", given.get("sqref", ""), ""
        elif self._is_list and (tag in _FORMULAS or tag == _AREAS):
            self._listens = True
            self._pieces.clear()

    def _text(self, data: str) -> None:
        if self._listens:
            self._pieces.append(data)

    def _end(self, tag: str) -> None:
        self.path.pop()
        if self._is_list and tag in _FORMULAS:
            self._formula, self._listens = "".join(self._pieces).strip(), False
        elif self._is_list and tag == _AREAS:
            self._areas, self._listens = "".join(self._pieces), False
        elif self._is_list and tag in _RULES:
            self._is_list = False
            self._keep()

    def _keep(self) -> None:
        areas = tuple(map(area_of, self._areas.split()))
        self._count += len(areas)
        if self._count > MOST_AREAS:
            raise DataError(
                f"{self.name} has more than {MOST_AREAS:,} areas with drop-down lists on the sheet {self._sheet}, as no workbook of this kind has; choose another file"
            )
        if areas:
            self.found.append((areas, self._formula))


class NameReader(PartReader):
    """Notes what each defined name stands for, in the whole workbook or on one sheet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._sheets: list[str] = []
        self._meanings: dict[tuple[str, str], str] = {}
        self._key: tuple[str, str] | None = None
        self._pieces: list[str] = []

    def handlers(self) -> tuple[Begin, End, Text]:
        """Take sheets and names; all else is only met."""
        return self._begin, self._end, self._text

    def meaning(self, name: str, sheet: str) -> str:
        """What a name stands for, seen from a sheet; empty where nobody has defined it."""
        own = self._meanings.get((sheet.casefold(), name.casefold()), "")
        return own or self._meanings.get(("", name.casefold()), "")

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self.path.append(tag)
        if tag == _SHEET:
            self._sheets.append(given["name"])
        elif tag == _NAME:
            own = given.get("localSheetId", "")
            sheet = self._sheets[int(own)] if own else ""
            self._key = (sheet.casefold(), given.get("name", "").casefold())
            self._pieces.clear()

    def _text(self, data: str) -> None:
        if self._key:
            self._pieces.append(data)

    def _end(self, tag: str) -> None:
        self.path.pop()
        if tag == _NAME and self._key:
            self._meanings.setdefault(self._key, "".join(self._pieces))
            self._key = None


def area_of(reference: str) -> Area:
    """The area of a reference such as ``C4:C340``.

    Raises:
        ValueError: it is none.
    """
    match = _AREA.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    columns = sorted(column_index_from_string((match[group] or match[1]).upper()) for group in (1, 3))
    rows = sorted(int(match[group] or match[2]) for group in (2, 4))
    return Area(rows[0], rows[1], columns[0], columns[1])
