"""Reads the cells of a sheet, each with its value and its formula.

openpyxl gives either the one or the other, drops ``x005F_`` from every text, and builds a tree of whatever stands in the
file. So of openpyxl only its knowledge is used: of dates, and of formulas that hold for several cells.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import TypeAlias

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from wizard.errors import DataError
from wizard.workbooks import limits
from wizard.workbooks.outline import Outline
from wizard.workbooks.parsing import (
    MAIN,
    SOUND,
    TEXT,
    Begin,
    End,
    PartReader,
    Text,
    strange,
    too_long_text,
    too_much_text,
)
from wizard.workbooks.values import EMPTY, Cell, Row, Value, unescaped, weight

_SHEET, _ROWS, _ROW, _CELL, _VALUE, _FORMULA, _INLINE = (
    f"{MAIN} {tag}" for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "is")
)
_PLACE = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_WHOLE_DIGITS = 15
"""Digits that a number of the format keeps; longer ones are rounded, as spreadsheet programs do."""
_LONGEST_DATE = 40
_CONTENTS = frozenset((_VALUE, _FORMULA, _INLINE))
_MOST_HELD = 2 * limits.MOST_TEXT
"""Bytes of the values of one row."""
_TEXTS = ("inlineStr", "str")
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
_LOST = "=#REF!"
"""A formula that would refer to cells beyond the edge of the sheet."""


_RawCell: TypeAlias = tuple[dict[str, str], str | None, str, dict[str, str] | None]
"""A cell as it stands in the file: its attributes, what it stores, and its formula with the attributes of that."""


_NO_CELLS: Sequence[_RawCell] = ()


class _RawCells(PartReader):
    """Finds the cells of a sheet. Most of the time goes here, so it does as little as possible.

    ``rows`` are those that were read and not yet taken away: the attributes of each, and its cells but the empty ones.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.rows: list[tuple[dict[str, str], Sequence[_RawCell]]] = []

    def handlers(self) -> tuple[Begin, End, Text]:  # noqa: C901, PLR0915  (a case for each kind of element; calls cost more than all else)
        """Keep what is in rows, up to the end of the last one."""
        path, push, pop = self.path, self.path.append, self.path.pop
        pieces: list[str] = []
        cells: list[_RawCell] = []
        row: dict[str, str] = {}
        attributes: dict[str, str] = {}
        value: str | None = None
        formula_attributes: dict[str, str] | None = None
        formula, length, listens, held = "", 0, False, 0

        def begin(tag: str, given: dict[str, str]) -> None:
            nonlocal row, attributes, value, formula, formula_attributes, length, listens
            if tag == _CELL:
                attributes, value, formula, formula_attributes = given, None, "", None
            elif tag in _CONTENTS:
                pieces.clear()
                length, listens = 0, tag != _INLINE
                if tag == _FORMULA:
                    formula_attributes = given
            elif tag == TEXT:
                listens = path[-1] != SOUND
            elif tag == _ROW:
                row = given
            elif not path:
                push(tag)
                self.check_root(_SHEET)
                return
            push(tag)

        def end(tag: str) -> None:
            nonlocal value, formula, cells, listens, held
            pop()
            listens = False
            if tag == _CELL:
                if value is not None or formula_attributes is not None or "r" not in attributes:
                    cells.append((attributes, value, formula, formula_attributes))
                    if len(cells) > limits.MOST_COLUMNS:
                        raise strange(self.name)
            elif tag in _CONTENTS:
                if tag == _FORMULA:
                    formula = "".join(pieces)
                else:
                    value = "".join(pieces)
                    held += value.__sizeof__()
                    if held > _MOST_HELD:
                        raise too_much_text(self.name)
            elif tag == _ROW:
                held = 0
                self.rows.append((row, cells or _NO_CELLS))
                cells = cells and []
            elif tag == _ROWS:
                self.has_all = True

        def text(data: str) -> None:
            nonlocal length
            if listens:
                pieces.append(data)
                length += len(data)
                if length > limits.LONGEST_TEXT:
                    raise too_long_text(self.name)

        return begin, end, text


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
        self._raw = _RawCells(name)
        self._outline = outline
        self._epoch = MAC_EPOCH if outline.starts_1904 else WINDOWS_EPOCH
        self._numbers: dict[str, int] = {}
        self._formulas = _SharedFormulas(name)
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

    def _whole_row(self, number: int, raw: Sequence[_RawCell]) -> Row:
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


class _SharedFormulas:
    """Formulas that are stored once and hold for several cells, as if each were copied from the first."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._first: dict[str, tuple[str, str]] = {}
        self._translators: dict[str, Translator] = {}
        self._translated = 0

    def written_out(self, key: str, formula: str, place: str) -> str:
        """The formula of a cell: its own where it is the first that has it.

        Raises:
            DataError: the formulas of the sheet take more work than those of any real one.
        """
        if key not in self._first:
            if formula != "=":
                self._first[key] = (formula, place)
            return formula
        first, origin = self._first[key]
        self._translated += len(first)
        if len(first) > limits.LONGEST_FORMULA + 1 or self._translated > limits.MOST_TRANSLATED:
            raise DataError(
                f"{self._name} repeats long formulas in more cells than any workbook of this kind; choose another file"
            )
        try:
            if key not in self._translators:
                self._translators[key] = Translator(first, origin)
            return str(self._translators[key].translate_formula(place))
        except (TokenizerError, TranslatorError):
            return _LOST


def _position(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)
