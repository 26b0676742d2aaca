"""How the app draws a coverage or a score from 0 to 100 in a small cell: a symbol, a word and a colour for how much there is."""

from dataclasses import dataclass

from wizard.app.drawing import points


@dataclass(frozen=True, slots=True)
class Shade:
    """A step of the scale: it holds from ``least`` on. ``colour`` is what a theme calls it."""

    least: float
    symbol: str
    word: str
    colour: str


_SHADES = (
    Shade(100, "●", "all", "success"),
    Shade(80, "◕", "most", "success"),
    Shade(40, "◑", "about half", "warning"),
    Shade(1, "◔", "little", "error"),
    Shade(0, "○", "nothing", "error"),
)
"""From the best: the symbols of the statuses, and a quarter for little."""
NOTHING_COUNTS = Shade(-1, "–", "nothing counts", "secondary")
"""Where there is no figure."""
NOT_ANSWERED = Shade(-1, "·", "not answered yet", "secondary")
"""Where a figure would say nothing, as all behind it is open."""
UNKNOWN = "?"
"""Stands in place of such a figure."""


def shade_of(figure: float | None) -> Shade:
    """The step on which a figure from 0 to 100 stands, as it is shown: in whole points."""
    return NOTHING_COUNTS if figure is None else next(s for s in _SHADES if int(points(figure)) >= s.least)


def legend() -> str:
    """What the symbols mean, in one line."""
    signs = [f"{shade.symbol} {shade.word}" for shade in (*_SHADES, NOTHING_COUNTS)]
    return "  ".join((*signs, f"{NOT_ANSWERED.symbol} {UNKNOWN} {NOT_ANSWERED.word}"))
