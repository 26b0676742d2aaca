"""Formulas that can be compared although rows were sorted, columns moved, or another program saved the file.

A reference is rewritten by what it points to: the heading of its column and the key of its row, not its address.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wizard.workbooks.tables import folded

OWN_ROW, FIRST_ROW, LAST_ROW = "@", "first", "last"
_LONGEST = 8_192
"""Characters of a formula; no spreadsheet program takes more."""
_LITERAL = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE = re.compile(
    r"(?<![\w.$!'])(?:(?P<sheet>\$?'(?:[^']|'')+'|\$?[A-Za-z_][\w.]*)!)?"
    r"\$?(?P<column>[A-Za-z]{1,3})(?P<fixed>\$?)(?P<row>\d{1,7})"
    r"(?::\$?(?P<last_column>[A-Za-z]{1,3})(?P<last_fixed>\$?)(?P<last_row>\d{1,7}))?(?![\w(.])"
)
_NEWER_FUNCTION = re.compile(r"_xl(?:fn|ws|udf)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a sheet are called and its rows are about; ``first`` and ``last`` bound its table."""

    headings: Mapping[str, str]
    keys: Mapping[int, str]
    first: int
    last: int

    def column(self, letter: str) -> str:
        """What a column is called."""
        return self.headings.get(letter.upper(), letter.upper())

    def row(self, number: int, *, fixed: bool, own: int) -> str:
        """What a row is about; ``fixed`` rows are not taken for the formula's own, which is ``own``."""
        if not fixed and number == own:
            return OWN_ROW
        if number == self.first:
            return FIRST_ROW
        return LAST_ROW if number == self.last else self.keys.get(number, str(number))


_NOWHERE = Layout({}, {}, 0, 0)


def comparable(formula: str, sheet: str, row: int, layouts: Mapping[str, Layout]) -> str:
    """A formula, which stands in a row of a sheet, in a form that equal formulas share; layouts by folded sheet name.

    The day on which the book was made is not the same in all time zones, so days are left out.
    """
    if len(formula) > _LONGEST + 1:
        return formula

    def rewritten(match: re.Match[str]) -> str:
        named = match["sheet"]
        target = folded(named.lstrip("$").strip("'").replace("''", "'")) if named else folded(sheet)
        layout, own = layouts.get(target, _NOWHERE), row if target == folded(sheet) else 0
        first = layout.column(match["column"]), layout.row(int(match["row"]), fixed=bool(match["fixed"]), own=own)
        words = f"{target}!{'|'.join(first)}"
        if match["last_row"]:
            last_row = layout.row(int(match["last_row"]), fixed=bool(match["last_fixed"]), own=own)
            words += f":{layout.column(match['last_column'])}|{last_row}"
        return f"[{words}]"

    parts = _LITERAL.split(_NEWER_FUNCTION.sub("", formula))
    return "".join(
        part if number % 2 else "".join(_REFERENCE.sub(rewritten, part).upper().split())
        for number, part in enumerate(parts)
    )
