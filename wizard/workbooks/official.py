"""Finds CSA's questionnaire in a workbook: its sheet by name, its columns by their headings, in whatever order they stand.

Facts of the layouts: rows above the headings hold a stamp or a title; domain names stand in rows of their own; some versions
have blanks in their headings that others have not.
"""

import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from questionnaires.search import normal_id
from wizard.errors import DataError
from wizard.workbooks.opening import Cell, OpenedWorkbook, Row
from wizard.workbooks.tables import folded
from wizard.workbooks.values import plain_hyphens

_ROWS_SEARCHED_FOR_HEADINGS = 30
_MOST_ROWS = 5_000
"""Rows of a questionnaire that hold something; fifteen times those of the present one."""
_SHEET_NAME = re.compile(r"ai[\W_]*caiq|caiq")
_AMPERSANDS = re.compile(r"&amp;|\uff06", re.IGNORECASE)


class Column(StrEnum):
    """The columns that matter, by what people call them."""

    ID = "Question ID"
    QUESTION = "Question"
    ANSWER = "Service Provider AI-CAIQ Answer"
    OWNERSHIP = "SSRM Control Ownership"
    DESCRIPTION = "Service Provider Implementation Description"
    RESPONSIBILITIES = "Service Customer Responsibilities"
    CONTROL = "Control ID"
    SPECIFICATION = "Control Specification"
    TITLE = "Control Title"
    DOMAIN = "Domain Title"


ANSWER_COLUMNS = (Column.ANSWER, Column.OWNERSHIP, Column.DESCRIPTION, Column.RESPONSIBILITIES)
"""Those that a provider fills in."""
_HEADINGS = {
    Column.ID: r"question (id|number|no\.?)|.*caiq id",
    Column.RESPONSIBILITIES: r".*(customer|csc|aic).*responsibilit.*",
    Column.DESCRIPTION: r".*implementation description.*",
    Column.OWNERSHIP: r".*ssrm.*|(control )?ownership",
    Column.ANSWER: r".*(caiq|provider|csp).* answer( .*)?|answer",
    Column.QUESTION: r"(consensus assessments? )?questions?( text)?",
    Column.CONTROL: r"(.* )?control id.*",
    Column.SPECIFICATION: r"(.* )?control specification.*",
    Column.TITLE: r"(.* )?control title.*",
    Column.DOMAIN: r"(.* )?(domain( title)?|control domain)",
}


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A sheet with questions: the letter of each column that it has, and the rows below the headings.

    ``headings`` are all headings by letter, as they are written; ``others`` are further sheets that hold one, too.
    """

    sheet: str
    heading_row: int
    columns: Mapping[Column, str]
    headings: Mapping[str, str]
    rows: tuple[Mapping[str, Cell], ...]
    others: tuple[str, ...] = ()

    def cell(self, row: Mapping[str, Cell], column: Column) -> Cell | None:
        """The cell of a row in a column; nothing where it is empty or there is no such column."""
        return row.get(self.columns.get(column, ""))

    def question_rows(self) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        """The rows with something in the column of ids, each with the id in our spelling (see ``question_id``)."""
        for row in self.rows:
            cell = self.cell(row, Column.ID)
            if cell is not None and cell.value is not None:
                yield question_id(str(cell.value)), row


def has_questionnaire(book: OpenedWorkbook, *needed: Column) -> bool:
    """Whether a sheet has the needed columns of the questionnaire; tells it by the headings alone.

    Raises:
        DataError: a sheet is broken.
    """
    if any(_headings_of(book, sheet, needed) for sheet in book.sheets):
        return True
    for sheet in book.sheets:  # a broken sheet is no reason to say that there is none
        deque(book.rows(sheet), maxlen=0)
    return False


def find_questionnaire(book: OpenedWorkbook, *needed: Column) -> Questionnaire:
    """The questionnaire of a workbook: the first sheet that is called so and has the needed columns, else any that has.

    Raises:
        DataError: no sheet has them, it has more rows than any questionnaire, or a sheet is broken.
    """
    found = [sheet for sheet in _by_likelihood(book.sheets) if _headings_of(book, sheet, needed)]
    if not found:
        names = ", ".join(f"'{column}'" for column in needed)
        raise DataError(
            f"{book.name} holds no AI-CAIQ questionnaire: no sheet has the columns {names}; "
            "choose CSA's workbook, or bring the headings back"
        )
    heading_row, columns, headings = _headings_of(book, found[0], needed) or (0, {}, {})
    below = (row for row in book.rows(found[0]) if row[0].row > heading_row)
    rows = tuple({cell.column: cell for cell in row} for row in islice(below, _MOST_ROWS + 1))
    if len(rows) > _MOST_ROWS:
        deque(below, maxlen=0)  # what is broken further down is said first
        raise DataError(
            f"{book.name} has more than {_MOST_ROWS:,} rows on the sheet {found[0]}, as no questionnaire has; take out the "
            "rows that are not its own, and use that file"
        )
    return Questionnaire(found[0], heading_row, columns, headings, rows, tuple(found[1:]))


def question_id(text: str) -> str:
    """A question's or control's id as somebody typed it, in our spelling: hyphens of all kinds, blanks, small letters."""
    plain = _AMPERSANDS.sub("&", plain_hyphens(text)).replace("\u200b", "").replace("\xa0", " ")
    return normal_id(re.sub(r"\s*([-.&])\s*", r"\1", plain.strip()))


def _by_likelihood(sheets: Collection[str]) -> list[str]:
    """Sheets whose name begins as a questionnaire's before the others, each kind in the order of the workbook."""
    return sorted(sheets, key=lambda sheet: not _SHEET_NAME.match(folded(sheet)))


def _headings_of(
    book: OpenedWorkbook, sheet: str, needed: Collection[Column]
) -> tuple[int, dict[Column, str], dict[str, str]] | None:
    for row in islice(book.rows(sheet), _ROWS_SEARCHED_FOR_HEADINGS):
        columns = _columns(row)
        if all(column in columns for column in needed):
            headings = {cell.column: " ".join(str(cell.value).split()) for cell in row if cell.value is not None}
            return row[0].row, columns, headings
    return None


def _columns(row: Row) -> dict[Column, str]:
    """The column that each heading of a row means; of two that mean the same, the first counts."""
    columns: dict[Column, str] = {}
    for cell in row:
        if isinstance(cell.value, str):
            heading = folded(plain_hyphens(cell.value))
            kind = next((column for column, form in _HEADINGS.items() if re.fullmatch(form, heading)), None)
            if kind:
                columns.setdefault(kind, cell.column)
    return columns
