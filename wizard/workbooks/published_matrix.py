"""Reads an AICM workbook: specifications, guidelines by whom they speak to, and what is mapped to which framework.

Sheets are found by their names or, failing that, by their headings; columns by their headings alone, because the versions
order them differently. Each framework has a few columns below its own heading.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from wizard.core.published import ACTORS, NOTHING_SAID, SHARED, PublishedControl, PublishedMapping
from wizard.core.text import clean
from wizard.workbooks.opening import Cell, OpenedWorkbook, Row
from wizard.workbooks.published_texts import PublishedReader
from wizard.workbooks.tables import folded
from wizard.workbooks.words import text_of

_ROWS_SEARCHED_FOR_HEADINGS = 30
_LONGEST_NAME = 100
_CONTROL, _QUESTION, _SPECIFICATION = r"(.* )?control id.*", r"(.* )?question id.*", r"(.* )?control specification.*"
_MAPPING_HEADINGS = ("control mapping", "gap level", "addendum")
"""The columns of a framework, in the order of a ``PublishedMapping``; some frameworks lack the last."""
_ACTOR_WORDS = {
    "model provider": "MP",
    "orchestrated service provider": "OSP",
    "application provider": "AP",
    "ai customer": "AIC",
    "cloud service provider": "CSP",
}
_LEAST_ACTORS = 2
"""Columns of a sheet with guidelines; a single one may be about something else."""


class Part(StrEnum):
    """What a sheet of the matrix holds."""

    CONTROLS = "specifications"
    IMPLEMENTATION = "implementation guidelines"
    AUDITING = "auditing guidelines"
    MAPPINGS = "mappings"


_NAMES = {
    Part.IMPLEMENTATION: r".*implementation.*",
    Part.AUDITING: r".*audit.*guid.*",
    Part.MAPPINGS: r".*mapping.*",
    Part.CONTROLS: r"aicm.*|ai controls? matrix.*",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with a row of headings: the folded heading of each column, and the row above them."""

    name: str
    heading_row: int
    headings: Mapping[str, str]
    above: Mapping[str, str]

    def column(self, form: str) -> str:
        """The first column whose heading reads so; empty where there is none."""
        return next((letter for letter, heading in self.headings.items() if re.fullmatch(form, heading)), "")

    @property
    def actors(self) -> Mapping[str, str]:
        """The column of each actor that has one, in our order."""
        found: dict[str, str] = {}
        for letter, heading in self.headings.items():
            found.setdefault(_actor(heading), letter)
        return {actor: found[actor] for actor in ACTORS if actor in found}

    @property
    def fits(self) -> Part | None:
        """What the headings tell it to be."""
        if not self.column(_CONTROL) or self.column(_QUESTION):
            return None
        if self.column(_MAPPING_HEADINGS[0]):
            return Part.MAPPINGS
        if len(self.actors) >= _LEAST_ACTORS:
            title = " ".join(self.above.values()).casefold()
            is_for_auditors = "audit" in title or (SHARED not in self.actors and "implementation" not in title)
            return Part.AUDITING if is_for_auditors else Part.IMPLEMENTATION
        return Part.CONTROLS if self.column(_SPECIFICATION) else None


@dataclass(frozen=True, slots=True)
class MatrixSheets:
    """The sheets of a matrix by what they hold."""

    book: OpenedWorkbook
    sheets: Mapping[Part, _Sheet]

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, the one with the specifications first."""
        return tuple(self.sheets[part].name for part in Part if part in self.sheets)

    def rows(self, part: Part) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        """The rows of a sheet below its headings that have an id, which comes first as it is typed."""
        sheet = self.sheets[part]
        key = sheet.column(_CONTROL)
        for row in self.book.rows(sheet.name):
            cells = {cell.column: cell for cell in row}
            if row[0].row > sheet.heading_row and key in cells:
                yield str(cells[key].value), cells


@dataclass(frozen=True, slots=True)
class MatrixTexts:
    """What was read, and how much of it there is."""

    specifications: Mapping[str, str]
    controls: Mapping[str, PublishedControl]
    counts: Mapping[str, int]


def find_matrix(book: OpenedWorkbook) -> MatrixSheets | None:
    """The sheets of the matrix; nothing where the workbook holds none of them.

    Raises:
        DataError: a sheet is broken.
    """
    headed = [sheet for name in book.sheets if (sheet := _headed(book, name))]
    found: dict[Part, _Sheet] = {}
    for part, form in _NAMES.items():
        fitting = [sheet for sheet in headed if sheet.fits is part or _could_be(sheet, part)]
        named = next((sheet for sheet in fitting if re.fullmatch(form, folded(sheet.name))), None)
        chosen = named or next((sheet for sheet in fitting if sheet.fits is part and not _named(sheet)), None)
        if chosen:
            found[part] = chosen
    return MatrixSheets(book, found) if found else None


def read_matrix(found: MatrixSheets, ids: Collection[str], reader: PublishedReader) -> MatrixTexts:
    """Read all sheets; ``ids`` are the controls that there are.

    Raises:
        DataError: a sheet is broken, or holds a text that is longer than any real one.
    """
    known = _KnownRows(found, ids, reader)
    specifications = _specifications(known)
    implementation, auditing = _guidelines(known, Part.IMPLEMENTATION), _guidelines(known, Part.AUDITING)
    mappings = _mappings(known)
    controls = {
        control_id: PublishedControl(
            implementation.get(control_id, {}), auditing.get(control_id, {}), mappings.get(control_id, ())
        )
        for control_id in ids
        if control_id in implementation or control_id in auditing or control_id in mappings
    }
    counts = {
        Part.CONTROLS: len(specifications),
        Part.IMPLEMENTATION: sum(map(len, implementation.values())),
        Part.AUDITING: sum(map(len, auditing.values())),
        Part.MAPPINGS: sum(map(len, mappings.values())),
    }
    return MatrixTexts(specifications, controls, {part.value: count for part, count in counts.items() if count})


@dataclass(frozen=True, slots=True)
class _KnownRows:
    """The rows that speak about a control of ours."""

    found: MatrixSheets
    ids: Collection[str]
    reader: PublishedReader

    def sheet(self, part: Part) -> _Sheet | None:
        """The sheet that holds a part."""
        return self.found.sheets.get(part)

    def of(self, part: Part) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        """The rows of a sheet by the ids of the controls, as long as there are such rows."""
        for typed, row in self.found.rows(part):
            control_id = self.reader.known_id(typed, self.ids)
            if control_id:
                yield control_id, row


def _specifications(known: _KnownRows) -> dict[str, str]:
    """The specification of each control, which every sheet repeats; the sheet of the controls comes first."""
    texts: dict[str, str] = {}
    for part in Part:
        sheet = known.sheet(part)
        column = sheet.column(_SPECIFICATION) if sheet else ""
        for control_id, row in known.of(part) if column else ():
            if control_id not in texts and (text := known.reader.text(row.get(column))):
                texts[control_id] = text
    return texts


def _guidelines(known: _KnownRows, part: Part) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    sheet = known.sheet(part)
    columns = sheet.actors if sheet else {}
    for control_id, row in known.of(part) if columns else ():
        said = {actor: known.reader.text(row.get(letter)) for actor, letter in columns.items()}
        said = {actor: text for actor, text in said.items() if text.casefold() not in NOTHING_SAID}
        if said:
            texts.setdefault(control_id, said)
    return texts


def _mappings(known: _KnownRows) -> dict[str, tuple[PublishedMapping, ...]]:
    mapped: dict[str, tuple[PublishedMapping, ...]] = {}
    sheet = known.sheet(Part.MAPPINGS)
    frameworks = _frameworks(sheet) if sheet else {}
    for control_id, row in known.of(Part.MAPPINGS) if frameworks else ():
        cells = {
            name: [known.reader.text(row.get(columns.get(heading, ""))) for heading in _MAPPING_HEADINGS]
            for name, columns in frameworks.items()
        }
        said = tuple(PublishedMapping(name, *texts) for name, texts in cells.items() if any(texts))
        if said:
            mapped.setdefault(control_id, said)
    return mapped


def _frameworks(sheet: _Sheet) -> Mapping[str, Mapping[str, str]]:
    """The columns of each framework by their headings; its name stands above the first of them."""
    frameworks: dict[str, dict[str, str]] = {}
    name = ""
    for letter, heading in sheet.headings.items():
        if heading in _MAPPING_HEADINGS:
            name = sheet.above.get(letter, name)
            columns = frameworks.setdefault(name or "the standard that has no name", {})
            columns.setdefault(heading, letter)
    return frameworks


def _headed(book: OpenedWorkbook, name: str) -> _Sheet | None:
    """A sheet with the row of its headings; nothing where no row near the top names a column of control ids."""
    above: Row = ()
    for row in islice(book.rows(name), _ROWS_SEARCHED_FOR_HEADINGS):
        headings = {cell.column: folded(str(cell.value)) for cell in row if isinstance(cell.value, str)}
        if len(headings) > 1 and any(re.fullmatch(_CONTROL, heading) for heading in headings.values()):
            written = {cell.column: " ".join(clean(text_of(cell.value)).split())[:_LONGEST_NAME] for cell in above}
            return _Sheet(name, row[0].row, headings, {letter: text for letter, text in written.items() if text})
        above = row
    return None


def _could_be(sheet: _Sheet, part: Part) -> bool:
    """Both kinds of guidelines have the same columns, so that the name decides between them."""
    guidelines = (Part.IMPLEMENTATION, Part.AUDITING)
    return part in guidelines and sheet.fits in guidelines


def _named(sheet: _Sheet) -> bool:
    """Whether the name says what it is."""
    return any(re.fullmatch(form, folded(sheet.name)) for form in _NAMES.values())


def _actor(heading: str) -> str:
    """The actor whose column it is; empty for another column."""
    words = set(re.findall(r"[a-z]+", heading))
    short = next((actor for actor in ACTORS if actor.casefold() in words and actor != SHARED), "")
    if short or not words:
        return short
    if heading.startswith(SHARED.casefold()):
        return SHARED
    return next((actor for phrase, actor in _ACTOR_WORDS.items() if phrase in heading), "")
