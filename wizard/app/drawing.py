"""How the app draws text and shares: all text as literal content, never as markup; bars of plain signs."""

from rich.text import Text
from textual.content import Content

from wizard.core.text import clean

_FULL, _EMPTY = "▰", "▱"
BAR_WIDTH = 10


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
