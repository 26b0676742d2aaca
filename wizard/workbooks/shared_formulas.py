"""Formulas that are stored once and hold for several cells, as if each were copied from the first."""

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from wizard.errors import DataError
from wizard.workbooks import limits

_LOST = "=#REF!"
"""A formula that would refer to cells beyond the edge of the sheet."""


class SharedFormulas:
    """The shared formulas of one sheet, of which each is met first in the cell that it is stored with."""

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
