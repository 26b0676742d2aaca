"""Figures, days and statuses as the Markdown report says them, and its table of scores."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from exports.markdown_marks import said, table
from exports.rows import ScoreRow
from exports.words import NOTEWORTHY, OPEN, STATUS_WORDS, STATUSES

EXAMPLE = "**Example with made-up answers; no real organisation or system.**"
"""Stands under the title of what is made of the worked example."""
NOTHING = "–"


def number(value: float | None) -> str:
    """A score with one decimal, a dash where there is none."""
    return NOTHING if value is None else f"{value:.1f}"


def share(value: float | None) -> str:
    """A share in percent with one decimal, a dash where there is none."""
    return NOTHING if value is None else f"{value:.1f}\u00a0%"


def change(value: float | None) -> str:
    """By how much something became better or worse, in a sign, a number and a word."""
    if value is None:
        return NOTHING
    if abs(value) <= NOTEWORTHY:
        return "= same"
    return f"▲ {value:.1f} better" if value > 0 else f"▼ {-value:.1f} worse"


def day(value: date | None) -> str:
    """A day, a dash where there is none."""
    return NOTHING if value is None else value.isoformat()


def moment(value: datetime) -> str:
    """A time to the minute."""
    return f"{value:%Y-%m-%d %H:%M} UTC"


def counted(count: int, word: str) -> str:
    """A number with its noun: 1 question, 2 questions."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def status_word(status: str) -> str:
    """A status for people; a question without one is open."""
    return STATUS_WORDS.get(status, status) or OPEN


def score_table(what: str, rows: Sequence[ScoreRow], total: ScoreRow) -> Iterator[str]:
    """Scores and counts of some sets of questions, and of all."""
    words = [status_word(status) for status in STATUSES]
    headings = (what, "Posture", "Assessed", "Answered", "Asked", *(word.capitalize() for word in words), "Open")
    cells = [_score_cells(row, said(_titled(row))) for row in rows]
    yield from table(headings, [*cells, _score_cells(total, "**All**")], right=range(1, len(headings)))


def _titled(row: ScoreRow) -> str:
    return row.title if row.title == row.key else f"{row.key} {row.title}"


def _score_cells(row: ScoreRow, title: str) -> tuple[str, ...]:
    return (
        title,
        number(row.posture),
        number(row.assessed),
        str(row.answered),
        str(row.asked),
        *(str(row.statuses.get(status, 0)) for status in STATUSES),
        str(row.asked - row.answered),
    )
