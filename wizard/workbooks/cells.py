"""Reads the parts of a workbook with openpyxl: the texts as the file holds them, and cells with both formula and value.

openpyxl gives either the formula of a cell or its value, and drops ``x005F_`` from every text. What is needed here is both,
and the whole text; so two of its readers are extended.
"""

from collections.abc import Iterator
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG, WorkSheetParser
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from wizard.workbooks.opening import MOST_COLUMNS, Cell, Value, unescaped

_ITEM, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "t", "r"))


class WorkbookReader(ExcelReader):
    """Reads a workbook's own parts; skips those that say nothing about cells."""

    raw_strings: list[str]
    package: Any

    def read_strings(self) -> None:
        """Keep the shared texts, without what openpyxl drops from them."""
        self.raw_strings = []
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, element in iterparse(source):
                if element.tag == _ITEM:
                    self.raw_strings.append(_text_of(element))
                    element.clear()

    @property
    def repeats_a_part(self) -> bool:
        """Whether two sheets are the same part of the file, as no program writes them."""
        sheets: list[Any] = list(self.wb.worksheets)
        parts = [sheet._worksheet_path for sheet in sheets]  # noqa: SLF001  (the only place that says it)
        return len(set(parts)) < len(parts)

    def read_properties(self) -> None:
        """Skip who wrote the file and when."""

    def read_custom(self) -> None:
        """Skip further properties."""

    def read_theme(self) -> None:
        """Skip the colours."""


class CellReader(WorkSheetParser):
    """Reads the cells of one sheet."""

    def __init__(self, source: IO[bytes], book: Any, strings: list[str]) -> None:
        super().__init__(source, strings, data_only=True, epoch=book.epoch)
        self._strings = strings
        self._dates = book._date_formats  # noqa: SLF001  (openpyxl hands it to its own readers in the same way)
        self._spans = book._timedelta_formats  # noqa: SLF001  (the same)
        self._letters: dict[int, str] = {}

    def row(self, element: Any) -> Iterator[Cell]:
        """The cells of a row element.

        Raises:
            ValueError, and other errors of broken files.
        """
        number = element.get("r")
        self.row_counter = int(number) if number else self.row_counter + 1
        self.col_counter = 0
        return map(self._cell, element)

    def _cell(self, element: Any) -> Cell:
        place = element.get("r")
        if place:
            row, self.col_counter = coordinate_to_tuple(place)
        else:
            row, self.col_counter = self.row_counter, self.col_counter + 1
        if self.col_counter > MOST_COLUMNS:
            raise ValueError(self.col_counter)
        letter = self._letters.get(self.col_counter)
        if letter is None:
            letter = self._letters[self.col_counter] = get_column_letter(self.col_counter)
        formula = element.find(FORMULA_TAG)
        return Cell(row, letter, self._value(element), "" if formula is None else self._formula(element))

    def _formula(self, element: Any) -> str:
        formula: Any = self.parse_formula(element)  # type: ignore[no-untyped-call]  # its stubs say nothing about it
        if isinstance(formula, ArrayFormula):
            return f"{{{formula.text}}}"
        if isinstance(formula, DataTableFormula):
            return "{=TABLE()}"
        return str(formula)

    def _value(self, element: Any) -> Value:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(INLINE_STRING)
            return None if inline is None else unescaped(_text_of(inline))
        text = element.findtext(VALUE_TAG)
        if kind == "str":
            return None if text is None else unescaped(text)
        return self._typed(kind, text, int(element.get("s", 0))) if text else None

    def _typed(self, kind: str, text: str, style: int) -> Value:
        """A stored value by the kind that the file says it is of."""
        if kind == "s":
            return unescaped(self._strings[int(text)])
        if kind == "b":
            return bool(int(text))
        if kind == "d":
            moment: Value = from_ISO8601(text)  # type: ignore[no-untyped-call]  # the same
            return moment
        return text if kind == "e" else self._number(text, style)

    def _number(self, text: str, style: int) -> Value:
        is_whole = len(text) <= _WHOLE_DIGITS and not set(text) & set(".eE")
        number = int(text) if is_whole else float(text)
        if style not in self._dates:
            return number
        try:
            moment: Value = from_excel(number, self.epoch, timedelta=style in self._spans)
        except (OverflowError, ValueError):
            return number
        return moment


_WHOLE_DIGITS = 15
"""Digits that a number of the format keeps; longer ones are rounded, as spreadsheet programs do."""


def _text_of(element: Any) -> str:
    """The text of an element: plain, or in runs of different looks; what says how to pronounce it is left out."""
    parts = [element.findtext(_TEXT), *(run.findtext(_TEXT) for run in element.iterfind(_RUN))]
    return "".join(part for part in parts if part)
