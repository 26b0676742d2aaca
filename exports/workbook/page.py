"""A page that is written from top to bottom, as prose and small tables: the Summary and the Method."""

from collections.abc import Mapping, Sequence
from typing import Any

from exports.workbook.paper import Paper, row_height, wrapped_lines


class Page:
    """A sheet, the row that comes next, and what can be put there; rows are written in order, each once."""

    def __init__(self, paper: Paper, name: str, widths: Sequence[float]) -> None:
        self.paper = paper
        self.sheet = paper.sheet(name, portrait=True)
        self.row = 0
        self.last = len(widths) - 1
        self._widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def go_on(self, rows: int = 1) -> None:
        """Go down some rows."""
        self.row += rows

    def title(self, text: str) -> None:
        """The title of the page."""
        self.put(0, text, "title")
        self.sheet.set_row(self.row, 28)
        self.go_on()

    def section(self, title: str) -> None:
        """A heading over the whole width."""
        self.put(0, title, "section")
        for column in range(1, self.last + 1):
            self.put(column, None, "section")
        self.sheet.set_row(self.row, 20)
        self.go_on()

    def prose(self, text: str, style: str = "prose") -> None:
        """A paragraph over the whole width."""
        self.merged(0, self.last, text, style)
        self.fit((text, 0, self.last))
        self.go_on()

    def headings(self, words: Mapping[int, str], numbers: Sequence[int] = (), last: int | None = None) -> None:
        """The headings of a small table by column; a column without a word belongs to the one before.

        The table ends with the page, or with the column ``last``.
        """
        for column in range((self.last if last is None else last) + 1):
            self.put(column, words.get(column, ""), "page-heading-number" if column in numbers else "page-heading")
        fullest = max(wrapped_lines(word, self._widths[column] - 2) for column, word in words.items() if column)
        self.sheet.set_row(self.row, row_height(fullest) + 4)
        self.go_on()

    def put(self, column: int, value: Any, style: str) -> None:
        """A value in one cell of the row."""
        self.paper.put(self.sheet, (self.row, column), value, style)

    def formula(self, column: int, formula: str, value: float | str | None, style: str) -> None:
        """A formula in one cell of the row."""
        self.paper.formula(self.sheet, (self.row, column), formula, value, style)

    def merged(self, first: int, last: int, text: str, style: str) -> None:
        """A text over several columns of the row."""
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", self.paper.style(style))
        self.put(first, text, style)

    def fit(self, *texts: tuple[str, int, int]) -> None:
        """Make the row high enough for texts, each with the first and the last column that it stands in."""
        lines = [wrapped_lines(text, sum(self._widths[first : last + 1])) for text, first, last in texts]
        self.sheet.set_row(self.row, row_height(max(lines)))
