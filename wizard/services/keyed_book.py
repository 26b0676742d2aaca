"""A gap workbook as its cells by what they are about: the sheet, what the row is about, and the heading of the column.

So two books can be compared although somebody has sorted rows, moved columns, or put lines above a table.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wizard.errors import DataError
from wizard.workbooks.continuation import Continuations
from wizard.workbooks.formulas import Layout
from wizard.workbooks.opening import Cell, OpenedWorkbook, Row, Value
from wizard.workbooks.tables import Table, folded, lens_sheet_kind, read_table

SUMMARY, HEAT_MAPS, METHOD = "summary", "heat maps", "method"
PAGES = (SUMMARY, HEAT_MAPS)
"""The kinds of sheets that are pages of small tables: their lines are known by what stands first."""
KEYS: Mapping[str, tuple[str, ...]] = {
    "answers": ("Question ID",),
    "gaps": ("Question",),
    "domains": ("Code",),
    "scores": ("Code",),
    "controls": ("Control",),
    "side by side": ("Part", "Of what"),
    "course": ("Day (UTC)",),
    "roadmap": ("Phase", "Package"),
    "roadmap steps": ("Phase", "Question"),
    "standards": ("Standard", "Requirement", "Controls"),
    "threats": ("Kind", "Technique", "Name"),
    "attack groups": ("Group",),
    "mitigations": ("Technique", "Control"),
    "caf": ("Capability", "Title"),
    "caf cells": ("Capability", "Component"),
    "scope": ("Question",),
    "carried over": ("No.", "Question before", "Question now"),
}
"""The kinds of tables that are compared, and the headings of what their rows are about. A lens has its own sheets of a kind."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class KeyedSheet:
    """A sheet: its name in the file, its kind, its headings (folded), and its rows by key in the order of the sheet."""

    name: str
    kind: str
    headings: frozenset[str]
    rows: Mapping[Key, Mapping[str, Cell]]
    layout: Layout
    numbers: Mapping[Key, int]
    repeated: tuple[Key, ...] = ()


@dataclass(frozen=True)
class KeyedBook:
    """The compared sheets of a book by their folded names, and what its Method sheet says of where it comes from."""

    sheets: Mapping[str, KeyedSheet]
    origin: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """Where the cells of each sheet stand, for formulas."""
        return {name: sheet.layout for name, sheet in self.sheets.items()}

    @cached_property
    def figures(self) -> int:
        """How many formulas have a value that some program has calculated."""
        return sum(bool(cell.formula) and cell.value not in (None, "") for cell in self._cells())

    def _cells(self) -> Iterator[Cell]:
        for sheet in self.sheets.values():
            for row in sheet.rows.values():
                yield from row.values()


def keyed_book(book: OpenedWorkbook) -> KeyedBook:
    """Read the sheets of a book that are compared.

    Raises:
        DataError: a sheet of it is broken.
    """
    tables: dict[str, tuple[str, Table]] = {}
    for sheet in book.sheets:
        kind = kind_of(sheet)
        table = read_table(book, sheet, *KEYS[kind]) if kind in KEYS else None
        if table:
            tables.setdefault(folded(sheet), (kind, table))
    pages = {folded(sheet): tuple(book.rows(sheet)) for sheet in book.sheets if folded(sheet) in (*PAGES, METHOD)}
    written = [(page.capitalize(), cell) for page in PAGES for row in pages.get(page, ()) for cell in row]
    texts = Continuations(book, (*written, *(place for _, table in tables.values() for place in table.cells())))
    sheets = {name: _table_sheet(kind, table, texts) for name, (kind, table) in tables.items()}
    sheets |= {page: _page(page.capitalize(), pages[page], texts) for page in PAGES if page in pages}
    return KeyedBook(sheets, _origin(pages.get(METHOD, ())))


def kind_of(sheet: str) -> str:
    """The kind of a sheet by its name; of a lens's sheet the last word is the kind."""
    name = folded(sheet)
    return name if name in KEYS else lens_sheet_kind(sheet)


def _table_sheet(kind: str, table: Table, texts: Continuations) -> KeyedSheet:
    rows: dict[Key, Mapping[str, Cell]] = {}
    numbers: dict[Key, int] = {}
    repeated: list[Key] = []
    names = table.heading_by_letter
    for row in table.rows:
        key = tuple(table.text(row, heading) for heading in KEYS[kind])
        if not any(key):
            continue
        if key in rows:
            repeated.append(key)
            continue
        rows[key] = {names[letter]: _whole(texts, table.sheet, cell) for letter, cell in row.items() if letter in names}
        numbers[key] = next(iter(row.values())).row
    layout = Layout(
        names,
        {number: "/".join(key) for key, number in numbers.items()},
        min(numbers.values(), default=0),
        max(numbers.values(), default=0),
    )
    return KeyedSheet(table.sheet, kind, frozenset(table.headings), rows, layout, numbers, tuple(repeated))


def _page(sheet: str, cells: Sequence[Row], texts: Continuations) -> KeyedSheet:
    """A page of prose and small tables: a row is about what stands at its beginning, a row of figures about the one above."""
    rows: dict[Key, Mapping[str, Cell]] = {}
    numbers: dict[Key, int] = {}
    seen: Counter[str] = Counter()
    above = ""
    for row in cells:
        first = row[0]
        is_label = first.column == "A" and not first.formula and isinstance(first.value, str)
        above = " ".join(str(first.value).split()) if is_label else above
        label = above if is_label else f"figures of {above}"
        seen[label] += 1
        key = (label, str(seen[label]))
        rows[key] = {cell.column: _whole(texts, sheet, cell) for cell in row}
        numbers[key] = first.row
    layout = Layout({}, {number: "/".join(key) for key, number in numbers.items()}, 0, 0)
    return KeyedSheet(sheet, folded(sheet), frozenset(), rows, layout, numbers)


def _origin(cells: Sequence[Row]) -> dict[str, str]:
    """The lines of the Method sheet that have a label: where the book comes from."""
    lines: dict[str, str] = {}
    for row in cells:
        texts: Sequence[Value] = [cell.value for cell in row if cell.column in ("A", "B")]
        if len(texts) > 1:
            lines.setdefault(folded(str(texts[0])), str(texts[1]).strip())
    return lines


def _whole(texts: Continuations, sheet: str, cell: Cell) -> Cell:
    if not isinstance(cell.value, str) or not cell.value.endswith("]"):
        return cell
    try:
        return cell._replace(value=texts.whole(sheet, cell))
    except DataError:
        return cell  # what is left of the text differs from what it should be, and is named for that
