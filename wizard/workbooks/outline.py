"""What a workbook says outside of its sheets: which sheets it has and where, the shared texts, which formats are dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format

from wizard.errors import DataError
from wizard.workbooks import limits
from wizard.workbooks.package import Package, resolved
from wizard.workbooks.parsing import (
    ITEM,
    MAIN,
    SOUND,
    TEXT,
    Begin,
    ElementReader,
    End,
    Listener,
    PartReader,
    Text,
    strange,
    too_much_text,
)
from wizard.workbooks.values import unescaped, weight

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_USUAL_PLACE = "xl/workbook.xml"
_OTHER_SHEETS = ("/chartsheet", "/dialogsheet", "/xlMacrosheet", "/xlIntlMacrosheet")
"""Sheets without cells, or with those of a language of macros that is older than any questionnaire."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The sheets' parts by their names, and what is needed to understand their cells."""

    parts: Mapping[str, str]
    strings: tuple[str, ...]
    dates: frozenset[int]
    """Formats that show a number as a day or a time."""
    spans: frozenset[int]
    """Formats that show a number as a length of time."""
    starts_1904: bool
    """Whether days are counted as the first spreadsheet programs for the Macintosh did."""
    workbook: str
    """The part that names the sheets."""


class _Relation(NamedTuple):
    kind: str
    part: str
    is_outside: bool


def read_outline(package: Package) -> Outline:
    """Read all but the sheets.

    Raises:
        DataError: the file holds what no real workbook does, or no sheet with cells.
        ValueError, and other errors of broken files.
    """
    start = _relations(package, "")
    part = next((relation.part for relation in start.values() if relation.kind.endswith("/officeDocument")), "")
    part = part if part in package else _USUAL_PLACE
    workbook = _Workbook(package.name)
    workbook.read_all(package.pieces(part))
    relations = _relations(package, part)
    strings, styles = _Strings(package.name), _Styles(package.name)
    for ending, reader in (("/sharedStrings", strings), ("/styles", styles)):
        found = next((relation.part for relation in relations.values() if relation.kind.endswith(ending)), "")
        if found in package:
            reader.read_all(package.pieces(found))
    dates, spans = styles.of_time()
    parts = dict(_sheets(package, workbook.sheets, relations))
    return Outline(parts, tuple(strings.found), dates, spans, workbook.starts_1904, part)


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, _, own = part.rpartition("/")
    place = f"{folder}/_rels/{own}.rels".lstrip("/")
    reader = _Relations(package.name, part)
    if place in package:
        reader.read_all(package.pieces(place))
    return reader.found


def _sheets(
    package: Package, named: list[tuple[str, str]], relations: Mapping[str, _Relation]
) -> Iterator[tuple[str, str]]:
    names: set[str] = set()
    parts: set[str] = set()
    for name, relation_id in named:
        relation = relations.get(relation_id)
        if relation is None:
            if relation_id:
                raise _wrong_sheet(package, name, "is missing in the file")
            continue  # old files with macros have such leavings, which spreadsheet programs skip
        if relation.kind.endswith(_OTHER_SHEETS):
            continue
        if relation.is_outside:
            raise _wrong_sheet(package, name, "lies outside the file")
        if not relation.kind.endswith("/worksheet") or relation.part not in package:
            raise _wrong_sheet(package, name, "is missing in the file")
        if name.casefold() in names or relation.part.casefold() in parts:
            raise _wrong_sheet(package, name, "stands in it several times")
        names.add(name.casefold())
        parts.add(relation.part.casefold())
        yield name, relation.part
    if not names:
        raise DataError(f"{package.name} holds no sheet with cells; choose another file")


def _wrong_sheet(package: Package, name: str, wrong: str) -> DataError:
    return DataError(
        f"{package.name} cannot be read as a workbook: its sheet {name} {wrong}; open it in a spreadsheet program, save it as .xlsx, and use that file"
    )


class _Relations(ElementReader):
    """What a part names of other parts, by the ids that it knows them by."""

    wanted = frozenset((f"{_PACKAGE} Relationship",))

    def __init__(self, name: str, part: str) -> None:
        super().__init__(name)
        self.found: dict[str, _Relation] = {}
        self._part = part

    def take(self, _: str, given: dict[str, str]) -> None:
        is_outside = given.get("TargetMode") == "External"
        part = "" if is_outside else resolved(given["Target"], self._part)
        self.found.setdefault(given["Id"], _Relation(given["Type"], part, is_outside))
        if len(self.found) > limits.MOST_RELATIONS:
            raise strange(self.name)


class _Workbook(ElementReader):
    """The names of the sheets with the ids of their parts, and how days are counted."""

    root = f"{MAIN} workbook"
    wanted = frozenset((f"{MAIN} sheet", f"{MAIN} workbookPr"))

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sheets: list[tuple[str, str]] = []
        self.starts_1904 = False

    def take(self, tag: str, given: dict[str, str]) -> None:
        if tag.endswith("workbookPr"):
            self.starts_1904 = given.get("date1904") in ("1", "true")
            return
        self.sheets.append((given["name"], given.get(f"{_OFFICE} id", "")))
        if len(self.sheets) > limits.MOST_SHEETS:
            raise DataError(
                f"{self.name} has more than {limits.MOST_SHEETS:,} sheets, as no workbook of this kind has; choose another file"
            )
        if len(given["name"]) > limits.LONGEST_SHEET_NAME:
            raise DataError(
                f"{self.name} has a sheet whose name is longer than {limits.LONGEST_SHEET_NAME} characters; give it a shorter one"
            )


class _Styles(ElementReader):
    """Notes the number formats of the cell formats, by the numbers that cells know them by."""

    wanted = frozenset((f"{MAIN} xf", f"{MAIN} numFmt"))

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []

    def take(self, tag: str, given: dict[str, str]) -> None:
        if tag.endswith("numFmt"):
            if len(given["formatCode"]) <= limits.LONGEST_FORMAT:
                self._codes[int(given["numFmtId"])] = given["formatCode"]
        elif self.path[-2:-1] == [f"{MAIN} cellXfs"]:
            self._formats.append(int(given.get("numFmtId", 0)))
        if len(self._formats) > limits.MOST_STYLES or len(self._codes) > limits.MOST_FORMATS:
            raise DataError(
                f"{self.name} has more formats of cells than any spreadsheet program allows; choose another file"
            )

    def of_time(self) -> tuple[frozenset[int], frozenset[int]]:
        """The cell formats that show a number as a day or time, and of these the ones that show a length of time."""
        used = {number: self._codes.get(number) or builtin_format_code(number) for number in set(self._formats)}
        dates = {number for number, code in used.items() if is_date_format(code)}
        spans = {number for number, code in used.items() if is_timedelta_format(code)}
        return _places(self._formats, dates), _places(self._formats, spans)


def _places(formats: list[int], wanted: set[int]) -> frozenset[int]:
    return frozenset(place for place, number in enumerate(formats) if number in wanted)


class _Strings(PartReader):
    """Keeps the shared texts; what says how to pronounce them is left out."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.found: list[str] = []
        self._size = 0

    def handlers(self) -> tuple[Begin, End, Text]:
        path, push, pop = self.path, self.path.append, self.path.pop
        heard = Listener(self.name)

        def begin(tag: str, _: dict[str, str]) -> None:
            if tag == TEXT:
                heard.listens = path[-1:] != [SOUND]
            elif tag == ITEM:
                heard.forget()
            push(tag)

        def end(tag: str) -> None:
            pop()
            heard.listens = False
            if tag == ITEM:
                self._keep(heard.text)

        return begin, end, heard.take

    def _keep(self, text: str) -> None:
        self.found.append(unescaped(text))
        self._size += weight(text)
        if self._size > limits.MOST_TEXT or len(self.found) > limits.MOST_CELLS:
            raise too_much_text(self.name)
