"""Reads a filled official questionnaire: what it tells about each question, and everything in it that fits nowhere.

Nothing that people typed is dropped. What is not clear is no answer, but it is handed back with its cell, and so is what
stands beside the columns and rows that the questionnaire has.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaires.search import normal_id
from wizard.core.parsing import LONGEST_TEXT
from wizard.core.text import clean
from wizard.errors import DataError
from wizard.workbooks.official import ANSWER_COLUMNS, Column, Questionnaire, find_questionnaire, question_id
from wizard.workbooks.official_row import Misfit, OfficialRow, is_outside_scope, shown
from wizard.workbooks.official_version import Settled, Versions, settle
from wizard.workbooks.opening import Cell, OpenedWorkbook
from wizard.workbooks.tables import folded
from wizard.workbooks.told import Told

_REFERENCE = (Column.ID, Column.QUESTION, Column.CONTROL, Column.SPECIFICATION, Column.TITLE, Column.DOMAIN)
_FAULTS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!"})
_FOOTER = re.compile(r"end of standard|©|\(c\)|copyright")
_LIKE_AN_ID = re.compile(r"\w-\s?\d+\.\d")
_MOST_MISFITS = 10_000
"""Texts that fit nowhere; thirty columns of somebody's own beside all questions come to fewer."""


@dataclass(frozen=True, slots=True)
class FilledQuestionnaire:
    """Everything that a questionnaire says; ids are those of its own version.

    ``questions`` are all that it has, ``outside`` those that it says nothing about but that they were outside the scope,
    with how it says so. ``strange`` are ids that no version known here has.
    """

    sheet: str
    settled: Settled
    questions: tuple[str, ...]
    told: tuple[Told, ...]
    outside: Mapping[str, str]
    misfits: tuple[Misfit, ...]
    strange: tuple[str, ...]
    other_sheets: tuple[str, ...]

    def place(self, cell: str) -> str:
        """Sheet and cell."""
        return f"{self.sheet} {cell}"


def read_official(book: OpenedWorkbook, versions: Versions) -> FilledQuestionnaire:
    """Read the questionnaire of a workbook.

    Raises:
        DataError: it has none, its version cannot be told, or it is broken.
    """
    from wizard.workbooks.merged import spread  # noqa: PLC0415  (only who reads a workbook loads the library)

    found = find_questionnaire(book, Column.ID, Column.ANSWER)
    settled = settle(book, found, versions)
    grid = spread(found.rows, book.merges(found.sheet), f"the sheet {found.sheet} of {book.name}")
    reading = _Reading(found, settled, versions)
    for number in sorted(grid.rows):
        reading.row(grid.rows[number], grid.hidden.get(number, ()))
        if len(reading.misfits) > _MOST_MISFITS:
            raise DataError(
                f"{book.name} has more than {_MOST_MISFITS:,} texts on the sheet {found.sheet} that are none of the "
                "questionnaire; take out the rows and columns that are not its own, and use that file"
            )
    reading.end()
    return FilledQuestionnaire(
        found.sheet,
        settled,
        tuple(reading.questions),
        tuple(reading.told),
        reading.outside,
        tuple(reading.misfits),
        tuple(dict.fromkeys(reading.strange)),
        found.others,
    )


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    found: Questionnaire
    settled: Settled
    versions: Versions
    questions: dict[str, None] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    outside: dict[str, str] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    remarks: list[Cell] = field(default_factory=list)
    taken: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Of each question that says something, its first such row: texts by column letter."""

    def row(self, row: Mapping[str, Cell], hidden: tuple[Cell, ...]) -> None:
        """Read one row, whatever it is about."""
        question, why = self._question(row)
        for cell in hidden:
            if cell.column not in self._reference:
                self._note(question, cell, "hidden under merged cells")
        texts = {
            letter: cell
            for letter, cell in sorted(row.items(), key=lambda item: _order(item[0]))
            if letter not in self._reference
        }
        texts = {letter: cell for letter, cell in texts.items() if shown(cell).strip()}
        if not question:
            for cell in texts.values():
                self._note("", cell, why)
            self.remarks += self._remark(row)
            return
        self.remarks.clear()
        self.questions.setdefault(question)
        if not texts:
            return
        if question in self.taken:
            self._repeated(question, texts)
            return
        self.taken[question] = {letter: shown(cell).strip() for letter, cell in texts.items()}
        before = len(self.misfits)
        self._answer(question, texts)
        self.misfits[before:] = sorted(self.misfits[before:], key=lambda misfit: _order(misfit.cell))

    def _remark(self, row: Mapping[str, Cell]) -> tuple[Cell, ...]:
        """What somebody wrote into the column of ids of a row about no question; ids and CSA's own footers are none."""
        cell = row.get(self.found.columns.get(Column.ID, ""))
        text = folded(shown(cell))
        is_ours = cell is not None and text and not _LIKE_AN_ID.search(text) and not _FOOTER.match(text)
        return (cell,) if cell and is_ours else ()

    def end(self) -> None:
        """Note what stands below the table; between questions it is the name of a domain."""
        for cell in self.remarks:
            self._note("", cell, "below the table")

    @property
    def _reference(self) -> frozenset[str]:
        return frozenset(letter for column, letter in self.found.columns.items() if column in _REFERENCE)

    def _question(self, row: Mapping[str, Cell]) -> tuple[str, str]:
        """The question that a row is about; or none, and why the row's texts belong to none."""
        typed, title = (shown(row.get(self.found.columns.get(column, ""))) for column in (Column.ID, Column.TITLE))
        if not typed.strip():
            return "", "in a row without a question id"
        question = normal_id(question_id(typed))
        known = self.versions.crosswalk.by_old if self.settled.is_earlier else self.versions.present
        if question not in known:
            if any(sign.isdigit() for sign in question) and "-" in question and "." in question:
                self.strange.append(" ".join(clean(typed).split()))
            return "", f"there is no question {clean(typed).strip()!r}"
        if self.versions.contradicts(question, title, is_earlier=self.settled.is_earlier):
            return "", f"the title beside {question} is that of another control ({' '.join(clean(title).split())})"
        return question if self.settled.is_earlier else self.versions.present[question], ""

    def _repeated(self, question: str, texts: Mapping[str, Cell]) -> None:
        """A further row with an id: what it says otherwise is not taken."""
        first = self.taken[question]
        for letter, cell in texts.items():
            if shown(cell).strip() != first.get(letter):
                self._note(question, cell, f"{question} stands in this sheet twice; the first row counts")

    def _answer(self, question: str, texts: Mapping[str, Cell]) -> None:
        """The row of a question that says something."""
        ours = {column: texts.get(self.found.columns.get(column, "")) for column in ANSWER_COLUMNS}
        for letter, cell in texts.items():
            if cell not in ours.values():
                heading = self.found.headings.get(letter, "")
                self._note(question, cell, f"in the column {clean(heading) or letter}, which is not read")
        readable = {column: cell for column, cell in ours.items() if cell and self._is_readable(question, cell)}
        if is_outside_scope(readable, ours):
            self.outside[question] = clean(shown(readable[Column.DESCRIPTION]))
            return
        row = OfficialRow(question, readable)
        row.read()
        self.misfits += row.misfits
        if row.fields or row.spare:
            cells = {name: f"{self.found.sheet} {cell}" for name, cell in row.cells.items()}
            told = Told(question, row.fields, cells, None, frozenset(row.coarse), row.spare, is_foreign=True)
            self.told.append(told)

    def _is_readable(self, question: str, cell: Cell) -> bool:
        """Whether a cell holds a value of a length that fits; what does not is noted."""
        if cell.formula and (cell.value is None or str(cell.value) in _FAULTS):
            why = "a formula without a result" if cell.value is None else "a formula that went wrong"
            self._note(
                question, cell, f"{why}; open the file in a spreadsheet program and save it with the text itself"
            )
            return False
        if len(shown(cell)) > LONGEST_TEXT:
            self._note(question, cell, f"{len(shown(cell)):,} characters; at most {LONGEST_TEXT:,} fit")
            return False
        return True

    def _note(self, question: str, cell: Cell, why: str) -> None:
        self.misfits.append(Misfit(question, cell.address, clean(shown(cell)), why))


def _order(cell: str) -> tuple[int, str]:
    """The order of columns, by their letters or by the places of cells in them."""
    letters = cell.rstrip("0123456789")
    return len(letters), letters
