"""Finds the cells of a sheet as they stand in the file, before anybody asks what their values are."""

from collections.abc import Sequence
from typing import TypeAlias

from wizard.workbooks import limits
from wizard.workbooks.parsing import MAIN, SOUND, TEXT, Begin, End, Listener, PartReader, Text, strange, too_much_text

_SHEET, _ROWS, _ROW, _CELL, _VALUE, _FORMULA, _INLINE = (
    f"{MAIN} {tag}" for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "is")
)
_CONTENTS = frozenset((_VALUE, _FORMULA, _INLINE))
_MOST_HELD = 2 * limits.MOST_TEXT
"""Bytes of the values of one row."""

RawCell: TypeAlias = tuple[dict[str, str], str | None, str, dict[str, str] | None]
"""A cell as it stands in the file: its attributes, what it stores, and its formula with the attributes of that."""
_NO_CELLS: Sequence[RawCell] = ()


class RawCells(PartReader):
    """Finds the cells of a sheet. Most of the time goes here, so it does as little as possible.

    ``rows`` are those that were read and not yet taken away: the attributes of each, and its cells but the empty ones.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.rows: list[tuple[dict[str, str], Sequence[RawCell]]] = []

    def handlers(self) -> tuple[Begin, End, Text]:  # noqa: C901  (a case for each kind of element; calls cost more than all else)
        """Keep what is in rows, up to the end of the last one."""
        path, push, pop = self.path, self.path.append, self.path.pop
        heard = Listener(self.name)
        cells: list[RawCell] = []
        row: dict[str, str] = {}
        attributes: dict[str, str] = {}
        value: str | None = None
        formula_attributes: dict[str, str] | None = None
        formula, held = "", 0

        def begin(tag: str, given: dict[str, str]) -> None:
            nonlocal row, attributes, value, formula, formula_attributes
            if tag == _CELL:
                attributes, value, formula, formula_attributes = given, None, "", None
            elif tag in _CONTENTS:
                heard.forget()
                heard.listens = tag != _INLINE
                if tag == _FORMULA:
                    formula_attributes = given
            elif tag == TEXT:
                heard.listens = path[-1] != SOUND
            elif tag == _ROW:
                row = given
            elif not path:
                push(tag)
                self.check_root(_SHEET)
                return
            push(tag)

        def end(tag: str) -> None:
            nonlocal value, formula, cells, held
            pop()
            heard.listens = False
            if tag == _CELL:
                if value is not None or formula_attributes is not None or "r" not in attributes:
                    cells.append((attributes, value, formula, formula_attributes))
                    if len(cells) > limits.MOST_COLUMNS:
                        raise strange(self.name)
            elif tag in _CONTENTS:
                if tag == _FORMULA:
                    formula = heard.text
                else:
                    value = heard.text
                    held += value.__sizeof__()
                    if held > _MOST_HELD:
                        raise too_much_text(self.name)
            elif tag == _ROW:
                held = 0
                self.rows.append((row, cells or _NO_CELLS))
                cells = cells and []
            elif tag == _ROWS:
                self.has_all = True

        return begin, end, heard.take
