"""How the app draws text and shares: all text as literal content, never as markup; bars of plain signs."""

from collections.abc import Sequence

from rich.text import Text
from textual.content import Content

from wizard.core.text import clean

_FULL, _EMPTY = "━", "─"
BAR_WIDTH = 10
_LEVELS = "▁▂▃▄▅▆▇█"
_LEAST_RANGE = 10.0
"""A sparkline's top lies at least so many points above its bottom, so that a small change looks small."""


def bar(share: float, width: int = BAR_WIDTH) -> str:
    """A bar for a share from 0 to 1; only a whole is drawn full, only nothing is drawn empty."""
    filled = round(share * width)
    if 0 < share < 1:
        filled = min(max(filled, 1), width - 1)
    return _FULL * filled + _EMPTY * (width - filled)


def percent(part: int, whole: int) -> str:
    """A share in whole percent; 100 only when nothing is missing, 0 only when there is nothing."""
    if not whole:
        return "–"
    if 0 < part < whole:
        return f"{min(99, max(1, round(100 * part / whole)))} %"
    return f"{100 * part // whole} %"


def literal(text: str) -> Content:
    """A user's text for a widget: nothing in it is markup, and nothing in it drives the terminal."""
    return Content(clean(text))


def literal_row(*parts: str) -> Text:
    """The same for trees and tables, which take Rich text."""
    return Text(clean("".join(parts)), no_wrap=True, overflow="ellipsis")


def shortened(text: str, longest: int) -> str:
    """A text that is cut, visibly, where it does not fit."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def points(score: float | None) -> str:
    """A score in whole points; 100 only when nothing is missing, 0 only when there is nothing."""
    if score is None:
        return "–"
    return str(min(99, max(1, round(score))) if 0 < score < 100 else round(score))  # noqa: PLR2004  (scores end at 100)


def sparkline(values: Sequence[float], width: int) -> str:
    """A sign for each value, higher for more; where there are more than fit, evenly chosen ones up to the last."""
    if not values or width < 1:
        return ""
    count = min(len(values), width)
    chosen = [values[(number + 1) * len(values) // count - 1] for number in range(count)]
    lowest = min(chosen)
    span = max(max(chosen) - lowest, _LEAST_RANGE)
    return "".join(_LEVELS[round((value - lowest) / span * (len(_LEVELS) - 1))] for value in chosen)


def portions(counts: Sequence[int], width: int) -> list[int]:
    """How many cells of a bar each count gets: in proportion, at least one where there is anything, together the width.

    A bar too narrow for that gives a cell to the largest counts only.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    cells = [max(1, count * width // total) if count else 0 for count in counts]
    while sum(cells) != width:
        step = 1 if sum(cells) < width else -1
        owed = [count * width / total - cell for count, cell in zip(counts, cells, strict=True)]
        able = [number for number, cell in enumerate(cells) if counts[number] and cell + step >= 0]
        spare = [number for number in able if cells[number] + step >= 1] or able
        cells[max(spare, key=lambda number: (step * owed[number], counts[number] * step))] += step
    return cells
