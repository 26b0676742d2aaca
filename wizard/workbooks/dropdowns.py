"""What the drop-down lists of a sheet offer for each cell, so that a value is written as its list spells it.

A list stands in the rule itself (``"YES,NO,NA"``), in cells of this or another sheet, or behind a name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from openpyxl.utils.cell import column_index_from_string, get_column_letter

from wizard.workbooks import limits
from wizard.workbooks.area_index import AreaIndex
from wizard.workbooks.caiq_words import Typed
from wizard.workbooks.dropdown_rules import NameReader, RuleReader, area_of
from wizard.workbooks.merges import Area
from wizard.workbooks.opening import OpenedWorkbook
from wizard.workbooks.sheet_patch import Place, place_of
from wizard.workbooks.words import text_of

_MOST_OFFERED = 100
"""Cells of one list that are looked at."""
_MOST_SHEETS = 20
"""Sheets with lists that are read."""
_CORNER = r"\$?([A-Z]{1,3})(\$?)([0-9]{1,7})"
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!\[\]\"(),:]+)!)?"
_CELLS = re.compile(rf"{_SHEET}(?P<cells>{_CORNER}(?::{_CORNER})?)", re.IGNORECASE)
_COLUMN = re.compile(rf"{_SHEET}\$?(?P<column>[A-Z]{{1,3}}):\$?(?P=column)", re.IGNORECASE)
_DEFINED = re.compile(rf"{_SHEET}(?P<name>[^\W\d][\w.\\?]*)")
_IN_RULE = re.compile(r'"((?:[^"]|"")*)"')
_MOST_NAMES_DEEP = 5

_Cells: TypeAlias = Mapping[tuple[str, int], tuple[Sequence[int], Sequence[str]]]
"""By sheet and column: the rows that hold something, and what they hold."""


class Source(NamedTuple):
    """The cells that hold a list; ``moves`` where its rows move along with the cell that the list is for."""

    sheet: str
    area: Area
    moves: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule: the cells it is for, and its list; nothing where nobody can tell what that holds."""

    areas: tuple[Area, ...]
    offer: tuple[str, ...] | Source | None


@dataclass(frozen=True)
class DropDowns:
    """The lists of one sheet."""

    _rules: tuple[_Rule, ...]
    _cells: _Cells
    _known: dict[str, tuple[bool, tuple[str, ...]]] = field(default_factory=dict)

    def offered(self, address: str) -> tuple[str, ...]:
        """What the list of a cell offers; nothing where it has none, or none that can be understood."""
        return self._found(address)[1]

    def is_unclear(self, address: str) -> bool:
        """Whether a cell has a list of which nobody can tell what it offers, such as one that a formula makes."""
        has_list, offered = self._found(address)
        return has_list and not offered

    def _found(self, address: str) -> tuple[bool, tuple[str, ...]]:
        if address not in self._known:
            place = place_of(address)
            number = self._index.first(place)
            rule = None if number is None else self._by_area[number]
            self._known[address] = (rule is not None, self._offer(rule, place) if rule else ())
        return self._known[address]

    @cached_property
    def _by_area(self) -> Sequence[_Rule]:
        """The rule of each area, area by area."""
        return [rule for rule in self._rules for _ in rule.areas]

    @cached_property
    def _index(self) -> AreaIndex:
        return AreaIndex([area for rule in self._rules for area in rule.areas])

    def _offer(self, rule: _Rule, place: Place) -> tuple[str, ...]:
        if isinstance(rule.offer, Source):
            return self._values(rule.offer, place.row - rule.areas[0].first_row if rule.offer.moves else 0)
        return rule.offer or ()

    def _values(self, source: Source, shift: int) -> tuple[str, ...]:
        area, found = source.area, list[str]()
        for column in _columns(area):
            rows, texts = self._cells.get((source.sheet, column), ((), ()))
            first = bisect_left(rows, area.first_row + shift)
            found += texts[first : min(bisect_right(rows, area.last_row + shift), first + _MOST_OFFERED)]
        return tuple(found[:_MOST_OFFERED])


def read_drop_downs(book: OpenedWorkbook, sheet: str) -> DropDowns:
    """The lists of a sheet.

    Raises:
        DataError: a sheet is broken, or has more rules than any real one.
    """
    reader, names = RuleReader(book.name, sheet), NameReader(book.name)
    book.read_part(sheet, reader)
    book.read_part("", names)
    rules = tuple(_Rule(areas, _offer(formula, sheet, book.sheets, names)) for areas, formula in reader.found)
    return DropDowns(rules, _cells_of(book, [rule.offer for rule in rules if isinstance(rule.offer, Source)]))


def spelled(word: str, offered: Sequence[str], read: Callable[[str], Typed | None]) -> str | None:
    """A word as a list spells it: the same, the same but for letter case and blanks, or what ``read`` takes for the same.

    Nothing where the list has no such word.
    """
    if word in offered:
        return word
    same = next((item for item in offered if _bare(item) == _bare(word)), None)
    if same is not None:
        return same
    meant = read(word)
    alike = [(item, said) for item in offered if (said := read(item)) and meant and said.value is meant.value]
    return next((item for item, _ in sorted(alike, key=lambda pair: bool(pair[1].more))), None)


def _bare(word: str) -> str:
    return "".join(word.casefold().split())


def _offer(formula: str, sheet: str, sheets: Sequence[str], names: NameReader) -> tuple[str, ...] | Source | None:
    """What a rule's formula offers, seen from its sheet; nothing where it is more than a list or a place."""
    for _ in range(_MOST_NAMES_DEEP):
        formula = formula.removeprefix("=").strip()
        if len(formula) > limits.LONGEST_FORMULA:
            return None
        if match := _IN_RULE.fullmatch(formula):
            return tuple(word for part in match[1].replace('""', '"').split(",") if (word := part.strip()))
        if match := _CELLS.fullmatch(formula) or _COLUMN.fullmatch(formula):
            return _source(match, sheet, sheets)
        if (match := _DEFINED.fullmatch(formula)) is None:
            return None
        formula = names.meaning(match["name"], _named_sheet(match, sheet))
    return None


def _source(match: re.Match[str], sheet: str, sheets: Sequence[str]) -> Source | None:
    named = _named_sheet(match, sheet).casefold()
    own = next((name for name in sheets if name.casefold() == named), None)
    if own is None:
        return None
    if match.re is _COLUMN:
        column = column_index_from_string(match["column"].upper())
        return Source(own, Area(1, limits.MOST_ROWS, column, column), moves=False)
    area = area_of(match["cells"].replace("$", ""))
    if len(_columns(area)) > (_MOST_OFFERED if area.first_row == area.last_row else 1):
        return None  # a list is one row or one column
    return Source(own, area, moves="$" not in match[4])


def _named_sheet(match: re.Match[str], own: str) -> str:
    named = match["sheet"] or own
    return named[1:-1].replace("''", "'") if match["sheet"] and named.startswith("'") else named


def _columns(area: Area) -> range:
    return range(area.first_column, area.last_column + 1)


def _cells_of(book: OpenedWorkbook, sources: Sequence[Source]) -> _Cells:
    """The cells of all columns that hold lists."""
    found: dict[tuple[str, int], tuple[list[int], list[str]]] = {}
    for sheet in list(dict.fromkeys(source.sheet for source in sources))[:_MOST_SHEETS]:
        wanted = {column for source in sources if source.sheet == sheet for column in _columns(source.area)}
        letters = {get_column_letter(column): column for column in wanted}
        for row in book.rows(sheet):
            for cell in row:
                if cell.column in letters and (text := text_of(cell.value)).strip():
                    rows, texts = found.setdefault((sheet, letters[cell.column]), ([], []))
                    rows.append(cell.row)
                    texts.append(text)
    return found
