"""How the app draws the support of a requirement: a symbol and a word beside every colour."""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.app.drawing import portions
from wizard.core.standards import Support

_UNBROKEN = "\N{NO-BREAK SPACE}"
NOT_MAPPED = "not mapped"
"""Stands where a support would stand, for a requirement that no control is mapped to."""

_SHORT = {Support.MOSTLY.value: "mostly", Support.OUTSIDE.value: "outside"}


@dataclass(frozen=True, slots=True)
class Sign:
    """A support as it is drawn, and in a sentence what it means."""

    symbol: str
    style: str
    meaning: str


SIGNS = {
    Support.SUPPORTED.value: Sign("●", "$text-success", "Every control that counts stands."),
    Support.MOSTLY.value: Sign(
        "◕", "$text-success", "Three quarters of the controls or more stand, but not all of them."
    ),
    Support.WEAK.value: Sign("◑", "$text-warning", "Something stands or stands partly, but less than three quarters."),
    Support.NOT_SUPPORTED.value: Sign("○", "$text-error", "None of the controls stands, not even partly."),
    Support.OPEN.value: Sign("·", "$foreground 65%", "None of the controls is answered yet."),
    Support.OUTSIDE.value: Sign(
        "–", "$foreground 65%", "No control counts: none is asked in this scope, or none applies."
    ),
    NOT_MAPPED: Sign("□", "$foreground 65%", "The AICM maps no control to it, so its answers say nothing about it."),
}
"""From the best; the words are the core's."""


def marked(word: str) -> str:
    """A support as symbol and word."""
    return f"{SIGNS[word].symbol} {word}"


def heading_of(word: str) -> str:
    """A support as the heading of a column with room for words."""
    return f"{SIGNS[word].symbol} {_SHORT.get(word, word)}"


def support_bar(supports: Mapping[str, int], width: int) -> str:
    """How many requirements have each support, as a bar of their symbols."""
    cells = portions(tuple(supports.values()), width)
    return "".join(SIGNS[word].symbol * count for word, count in zip(supports, cells, strict=True))


def support_legend() -> str:
    """What the symbols mean, in one line that breaks between them only."""
    return "   ".join(marked(word).replace(" ", _UNBROKEN) for word in SIGNS)
