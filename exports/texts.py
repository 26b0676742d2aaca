"""Makes texts fit for files that other programs open."""

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheet programs take for the beginning of a formula; some also where it is written in full width."""
MOST_CELL_CHARACTERS = 32_767
"""The most characters a cell of an xlsx file holds (the limit of the format's reference program)."""


def csv_cell(text: str) -> str:
    """A text that no spreadsheet program takes for a formula when it opens a CSV file (the usual leading apostrophe)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def split_for_cells(text: str, size: int = MOST_CELL_CHARACTERS) -> list[str]:
    """The text in pieces that fit a cell, counted in UTF-16 units as spreadsheet programs count."""
    pieces, start, units = [], 0, 0
    for position, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004  (the end of the basic plane)
        if units + width > size:
            pieces.append(text[start:position])
            start, units = position, 0
        units += width
    pieces.append(text[start:])
    return pieces


_UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_PICTURES, _LAST_CONTROL = 0x2400, 0x1F


def visible(text: str) -> str:
    """The text with each character that an XML file cannot hold as a visible stand-in; the same object where there is none."""
    return _UNFIT_FOR_XML.sub(_stand_in, text) if _UNFIT_FOR_XML.search(text) else text


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_CONTROL_PICTURES + code) if code <= _LAST_CONTROL else "\ufffd"
