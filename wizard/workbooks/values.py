"""What stands in the cells of a workbook, and how a text is written in them."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from wizard.workbooks.limits import COST_OF_ESCAPE

Value: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None

EMPTY = "".__sizeof__()
"""Bytes that an empty text takes."""
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_ESCAPED = re.compile("_x005[Ff](_x[0-9A-Fa-f]{4}_)|_x(00[01][0-9A-Fa-f])_")
"""What looks like an escape and was typed so, behind the mark that says so; or a control character."""
_HYPHENS = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


class Cell(NamedTuple):
    """A cell that holds something: its place, its value, and its formula (empty where it has none).

    The value of a formula is what was stored with it; nothing where no program has calculated it.
    """

    row: int
    column: str
    value: Value
    formula: str

    @property
    def address(self) -> str:
        """Such as ``G17``."""
        return f"{self.column}{self.row}"


Row: TypeAlias = tuple[Cell, ...]


def unescaped(text: str) -> str:
    """A text of the file as people see it: the format writes control characters, and what looks like them, as ``_x000D_``."""
    if "_x" not in text or not _ESCAPE.search(text):
        return text
    return _ESCAPED.sub(lambda match: match[1] or chr(int(match[2], 16)), text)


def plain_hyphens(text: str) -> str:
    """A text with the hyphen of the keyboard in the place of all its kin, which programs put in by themselves."""
    return _HYPHENS.sub("-", text)


def weight(text: str) -> int:
    """What a text takes in memory beyond an empty one, in bytes; more where it is written with escapes, which take time."""
    return text.__sizeof__() - EMPTY + COST_OF_ESCAPE * text.count("_x")
