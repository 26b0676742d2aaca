"""Compares a gap workbook cell by cell with the one that the answers give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from wizard.services.answer_changes import shortened
from wizard.services.expected_figures import ANYTHING, CHOOSE, ExpectedFigures
from wizard.services.keyed_book import PAGES, SUMMARY, Key, KeyedBook, KeyedSheet
from wizard.workbooks.formulas import comparable
from wizard.workbooks.gap_workbook import (
    AUDITOR,
    COMMENT,
    LAST_CHANGE,
    PLAN_TEXT_COLUMNS,
    PLAN_WORD_COLUMNS,
    RISK_REASON,
    RISK_UNTIL,
    TEXT_COLUMNS,
    VERDICT,
    WORD_COLUMNS,
)
from wizard.workbooks.opening import Cell, Value
from wizard.workbooks.tables import folded

TOLERANCE = 1e-6
_A_MOMENT = timedelta(seconds=1)
_MADE = "Made"
"""The line of the Summary sheet with the time and the program."""
_TYPED_IN = {
    "answers": frozenset(
        map(folded, (*TEXT_COLUMNS, *WORD_COLUMNS, "Evidence", LAST_CHANGE, VERDICT, COMMENT, AUDITOR)),
    ),
    "gaps": frozenset(map(folded, (*PLAN_TEXT_COLUMNS, *PLAN_WORD_COLUMNS, RISK_REASON, RISK_UNTIL))),
    "roadmap": frozenset((CHOOSE,)),
}
"""Columns that people type in: what stands there is compared with the answers, not with the book."""
_KEPT_BEFORE = 12
"""Characters that two texts share and that are still shown before they part."""


class Kind(StrEnum):
    """What is wrong with a cell."""

    FIGURE = "figure"
    FORMULA = "formula"
    QUESTION = "question"
    ROW = "row"
    CELL = "cell"
    MISSING = "missing"
    ANSWER = "answer"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: where, what it is about, what it says, and what it should say."""

    kind: Kind
    cell: str
    about: str
    says: str
    should: str

    def __str__(self) -> str:
        if self.kind in (Kind.ROW, Kind.MISSING, Kind.UNREADABLE):
            return f"{self.cell}: {self.about}"
        about = f" ({self.about})" if self.about else ""
        says, should = (shortened(text) or "nothing" for text in where_they_part(self.says, self.should))
        return f"{self.cell}{about}: says {says}, should say {should}"


@dataclass(frozen=True)
class Check:
    """A book against what it should be.

    ``base`` is the book as it was made: its rows, texts and formulas. ``figures`` has the values that its formulas should
    have come to; the same book where nobody has changed an answer in it.
    """

    book: KeyedBook
    base: KeyedBook
    figures: KeyedBook

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is not as it should be."""
        return tuple(finding for name, sheet in self.base.sheets.items() for finding in self._sheet(name, sheet))

    @cached_property
    def _expected(self) -> ExpectedFigures:
        return ExpectedFigures(self.book, self.base, self.figures)

    @cached_property
    def _stands_alike(self) -> bool:
        """Whether nobody has moved a row or a column, so that a reference means in one book what it means in the other."""
        return self.book.layouts == self.base.layouts

    def _sheet(self, name: str, base: KeyedSheet) -> Iterator[Finding]:
        sheet = self.book.sheets.get(name)
        if sheet is None:
            yield Finding(Kind.MISSING, base.name, "the sheet is missing, or its headings are", "", "")
            return
        gone = base.headings - sheet.headings
        for heading in sorted(gone):
            yield Finding(Kind.MISSING, base.name, f"the column {heading!r} is missing", "", "")
        skipped = gone | _TYPED_IN.get(base.kind, frozenset())
        yield from _rows(sheet, base)
        for key in base.rows:
            if key in sheet.rows and not (base.kind == SUMMARY and key[0] == _MADE):
                yield from self._row(name, key, skipped)

    def _row(self, name: str, key: Key, skipped: frozenset[str]) -> Iterator[Finding]:
        sheet, base = self.book.sheets[name], self.base.sheets[name]
        row, theirs = base.rows[key], sheet.rows[key]
        known = (heading for heading in theirs if heading in base.headings and heading not in row)
        for heading in (*row, *known):
            if heading in skipped:
                continue
            place = f"{sheet.name} {_letter(sheet, heading)}{sheet.numbers[key]}"
            about = f"{' '.join(filter(None, key[:2])) if base.kind not in PAGES else key[0]}, {heading}"
            mine, other = row.get(heading), theirs.get(heading)
            if mine is not None and mine.formula:
                yield from self._formula(sheet, (place, about), (mine, other), self._expected.of(name, key, heading))
            else:
                yield from _text(base.kind, heading, (place, about), (mine, other))

    def _formula(
        self, sheet: KeyedSheet, place: tuple[str, str], cells: tuple[Cell, Cell | None], should: Value
    ) -> Iterator[Finding]:
        """A cell that should hold a formula."""
        mine, theirs = cells
        value = None if theirs is None else theirs.value
        if theirs is None or not theirs.formula:
            yield Finding(Kind.FORMULA, *place, in_words(value), f"{in_words(should)}, by the formula {mine.formula}")
        elif not self._same_formula(sheet, theirs, mine):
            yield Finding(Kind.FORMULA, *place, theirs.formula, mine.formula)
        elif self.book.figures and should != ANYTHING and not _same(value, should):
            yield Finding(Kind.FIGURE, *place, in_words(value), in_words(should))

    def _same_formula(self, sheet: KeyedSheet, theirs: Cell, mine: Cell) -> bool:
        if self._stands_alike and theirs.row == mine.row and theirs.formula == mine.formula:
            return True
        own = comparable(theirs.formula, sheet.name, theirs.row, self.book.layouts)
        return own == comparable(mine.formula, sheet.name, mine.row, self.base.layouts)


def where_they_part(says: str, should: str) -> tuple[str, str]:
    """Two texts without a long beginning that they share."""
    pairs = enumerate(zip(says, should, strict=False))
    shared = next((place for place, (one, other) in pairs if one != other), min(len(says), len(should)))
    start = max(shared - _KEPT_BEFORE, 0)
    return (says, should) if start < _KEPT_BEFORE else (f"…{says[start:]}", f"…{should[start:]}")


def in_words(value: Value) -> str:
    """A value of a cell for people; empty where there is none."""
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else str(value)


def _rows(sheet: KeyedSheet, base: KeyedSheet) -> Iterator[Finding]:
    """Rows that are not there, not ours, or there twice."""
    if base.kind in PAGES:
        missing = [key for key in base.rows if key not in sheet.rows and key[0] != _MADE]
        for key in missing:
            yield Finding(Kind.ROW, sheet.name, f"the line {shortened(key[0])!r} is missing or was changed", "", "")
        return
    for key in base.rows.keys() - sheet.rows.keys():
        yield Finding(Kind.ROW, sheet.name, f"the row of {' '.join(filter(None, key))} is missing", "", "")
    for what, keys in (
        ("was added", [key for key in sheet.rows if key not in base.rows]),
        ("is there twice", sheet.repeated),
    ):
        for key in keys:
            place = f"{sheet.name} row {sheet.numbers[key]}"
            yield Finding(Kind.ROW, place, f"a row of {shortened(' '.join(filter(None, key)))} {what}", "", "")


def _text(kind: str, heading: str, place: tuple[str, str], cells: tuple[Cell | None, Cell | None]) -> Iterator[Finding]:
    """A cell that should hold a text or a number of ours."""
    mine, theirs = (None if cell is None else cell.value for cell in cells)
    if not _same(theirs, mine):
        is_question = kind == "answers" and heading == "question"
        yield Finding(Kind.QUESTION if is_question else Kind.CELL, *place, in_words(theirs), in_words(mine))


def _letter(sheet: KeyedSheet, heading: str) -> str:
    """The letter of a column; a page's columns are called by their letters."""
    return next((letter for letter, name in sheet.layout.headings.items() if name == heading), heading)


def _same(theirs: Value, ours: Value) -> bool:
    if theirs in (None, "") and ours in (None, ""):
        return True
    if isinstance(theirs, int | float) and isinstance(ours, int | float):
        return abs(theirs - ours) <= TOLERANCE * max(1.0, abs(ours))
    if isinstance(theirs, datetime) and isinstance(ours, datetime):
        return abs(theirs - ours) <= _A_MOMENT
    if isinstance(theirs, date) != isinstance(ours, date):
        return False
    return theirs == ours


def counts(book: KeyedBook) -> Mapping[str, int]:
    """How many figures and questions a book has."""
    cells = (cell for sheet in book.sheets.values() for row in sheet.rows.values() for cell in row.values())
    questions = (len(sheet.rows) for sheet in book.sheets.values() if sheet.kind == "answers")
    return {"figures": sum(bool(cell.formula) for cell in cells), "questions": sum(questions)}
