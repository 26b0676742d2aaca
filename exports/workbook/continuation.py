"""The Continuation sheet: what did not fit into its cell, so that nothing is cut."""

from dataclasses import dataclass
from operator import attrgetter

from exports.workbook.paper import CONTINUATION, Continuation, Paper
from exports.workbook.tables import Column, Look, TableSheet


@dataclass(frozen=True, slots=True)
class _Piece:
    """A further piece of a text; ``number`` counts from 2, because the cell itself holds the first."""

    entry: int
    place: str
    number: int
    text: str


def write_continuations(paper: Paper) -> None:
    """Write the sheet; none where every text fits."""
    if not paper.continuations:
        return
    columns = (
        Column("Entry", 8, "number", attrgetter("entry")),
        Column("Belongs to", 22, "plain", attrgetter("place")),
        Column("Piece", 8, "number", attrgetter("number")),
        Column("Text", 130, "text", attrgetter("text")),
    )
    pieces = [piece for number, entry in enumerate(paper.continuations, start=1) for piece in _pieces(number, entry)]
    TableSheet(
        paper, CONTINUATION, columns, pieces, Look(title="The rest of texts that are too long for a cell.")
    ).write()


def _pieces(number: int, entry: Continuation) -> list[_Piece]:
    place = f"{entry.sheet} {entry.cell}"
    return [_Piece(number, place, piece, text) for piece, text in enumerate(entry.pieces, start=2)]
