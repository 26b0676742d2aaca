"""Reads the cells of a sheet, each with its value and its formula.

openpyxl gives either the one or the other, drops ``x005F_`` from every text, and builds a tree of whatever stands in the
file. So of openpyxl only its knowledge is used: of dates, and of formulas that hold for several cells.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite

from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from wizard.errors import DataError
from wizard.workbooks import limits
from wizard.workbooks.outline import Outline
from wizard.workbooks.parsing import too_much_text
from wizard.workbooks.raw_cells import RawCell, RawCells
from wizard.workbooks.shared_formulas import SharedFormulas
from wizard.workbooks.values import EMPTY, Cell, Row, Value, unescaped, weight

_PLACE = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_WHOLE_DIGITS = 15
"""Digits that a number of the format keeps; longer ones are rounded, as spreadsheet programs do."""
_LONGEST_DATE = 40
_TEXTS = ("inlineStr", "str")
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}


class SheetReader:
    """Reads the cells of one sheet."""

    def __init__(self, name: str, outline: Outline) -> None:
        self.filled = 0
        """Cells so far that hold something."""
        self.text_size = 0
        """Bytes that the texts of all cells so far take, each as often as it is shown."""
        self.whereabouts = ""
        """How far the reading has come, as the end of a sentence."""
        self._name = name
        self._raw = RawCells(name)
        self._outline = outline
        self._epoch = MAC_EPOCH if outline.starts_1904 else WINDOWS_EPOCH
        self._numbers: dict[str, int] = {}
        self._formulas = SharedFormulas(name)
        self._row = self._dates = 0

    def read(self, pieces: Iterable[bytes]) -> Iterator[list[Row]]:
        """The rows that hold something, some at a time, and of each the cells that hold something.

        Raises:
            DataError: the sheet holds what no real one does.
            ExpatError, ValueError, LookupError: it is broken.
        """
        for _ in self._raw.read(pieces):
            raw, self._raw.rows = self._raw.rows, []
            rows = []
            for given, cells in raw:
                number = int(given.get("r") or self._row + 1)
                if not self._row < number <= limits.MOST_ROWS:
                    raise ValueError(number)
                self._row = number
                row = self._whole_row(number, cells) if cells else ()
                if row:
                    rows.append(row)
            self.whereabouts = f" below row {self._row}" if self._row else ""
            yield rows

    def _whole_row(self, number: int, raw: Sequence[RawCell]) -> Row:
        self.whereabouts = f" in row {number}"
        row = str(number)
        cells: list[Cell] = []
        column = 0
        for given, stored, formula_text, formula_attributes in raw:
            if "r" in given:
                letters = self._letters(given["r"], row)
            elif stored is None and formula_attributes is None:
                column += 1
                continue
            else:
                letters = self._letters(f"{get_column_letter(column + 1)}{row}", row)
            if not column < self._numbers[letters] <= limits.MOST_COLUMNS:
                raise ValueError(letters)
            column = self._numbers[letters]
            value, formula = self._typed(given, stored), ""
            if formula_attributes is not None:
                formula = self._whole_formula(formula_text, formula_attributes, f"{letters}{number}")
                self._weigh(weight(formula))
            if value is not None or formula:
                cells.append(Cell(number, letters, value, formula))
        self.filled += len(cells)
        return tuple(cells)

    def _letters(self, place: str, row: str) -> str:
        """The column of a cell, which must stand in the row around it."""
        letters = place.removesuffix(row)
        if letters not in self._numbers or letters == place:
            match = _PLACE.fullmatch(place)
            if match is None or match[2] != row:
                raise ValueError(place)
            letters = match[1].upper()
            self._numbers[letters] = column_index_from_string(letters)
        return letters

    def _typed(self, given: Mapping[str, str], text: str | None) -> Value:
        """A stored value by the kind that the file says it is of."""
        if text is None:
            return None
        kind = given.get("t", "n")
        if kind in _TEXTS:
            self._weigh(weight(text))
            return unescaped(text)
        if not text:
            return None
        if kind == "s":
            text = self._outline.strings[_position(text)]
        elif kind == "n":
            return self._number(text, int(given.get("s", 0)))
        elif kind != "e":
            return self._rare(kind, text)
        self._weigh(text.__sizeof__() - EMPTY)
        return text

    def _weigh(self, size: int) -> None:
        self.text_size += size
        if self.text_size > limits.MOST_TEXT:
            raise too_much_text(self._name)

    def _rare(self, kind: str, text: str) -> Value:
        if kind == "b":
            return _TRUTHS[text]
        if kind != "d" or len(text) > _LONGEST_DATE:
            raise ValueError(kind)
        moment: Value = from_ISO8601(text)  # type: ignore[no-untyped-call]  # its stubs say nothing about it
        return moment

    def _number(self, text: str, style: int) -> Value:
        is_whole = len(text) <= _WHOLE_DIGITS and text.lstrip("-").isdecimal()
        number = int(text) if is_whole else float(text)
        if not isfinite(number) or "_" in text:
            return text  # a cell cannot hold it as a number; whoever reads the cell says what is wrong
        if style not in self._outline.dates:
            return number
        self._dates += 1
        if self._dates > limits.MOST_DATES:
            raise DataError(
                f"{self._name} has more than {limits.MOST_DATES:,} days on one sheet, as no workbook of this kind has; choose another file"
            )
        try:
            moment: Value = from_excel(number, self._epoch, timedelta=style in self._outline.spans)
        except (OverflowError, ValueError):
            return number
        return moment

    def _whole_formula(self, text: str, given: Mapping[str, str], place: str) -> str:
        """The formula of a cell as people see it, also where it is stored with another cell."""
        kind, formula = given.get("t"), f"={text}"
        if kind == "array":
            return f"{{{formula}}}"
        if kind == "dataTable":
            return "{=TABLE()}"
        return self._formulas.written_out(given.get("si", ""), formula, place) if kind == "shared" else formula


def _position(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)
