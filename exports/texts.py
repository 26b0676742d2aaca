"""Makes texts fit for files that other programs open."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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
