"""What the cells of the heat maps must come to, from the table of the controls as it stands in the file."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from support.expected import Expected, threat_words
from support.workbooks import headings

TABLE = Path(__file__).resolve().parents[2] / "questionnaires" / "aicm" / "controls.csv"
AXES = ("threats", "components", "stages", "lifecycle", "domains", "layers")
MAPS = (("domains", "threats"), ("threats", "components"), ("threats", "stages"), ("lifecycle", "components"))
"""Lines and columns of the maps that a report has."""
ALL = ""
"""Stands for all controls."""


@dataclass(frozen=True)
class Cell:
    """The controls with both markings; how many are asked, count, are open and stand; the share in percent."""

    controls: tuple[str, ...]
    asked: int
    counted: int
    open: int
    stands: int
    coverage: float | None

    @property
    def printed(self) -> float | str | None:
        """What a sheet says: a question mark where all that counts is open."""
        return "?" if self.counted and self.counted == self.open else self.coverage


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """The rows of the table by control."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["control"]: row for row in csv.DictReader(file)}


@cache
def stages_of(control: str) -> Mapping[str, tuple[str, ...]]:
    """The stages of a control, each with its sub-stages."""
    parts = (part.partition(":") for part in table()[control]["lifecycle"].split(";") if part.strip())
    return {stage.strip(): tuple(word.strip() for word in words.split(",")) for stage, _, words in parts}


def marks_of(axis: str, control: str, layer: str) -> set[str]:
    """Where a control stands on an axis, all controls included; its layer is our own word and not in the table."""
    row, stages = table()[control], stages_of(control)
    steps = {f"{stage}/{part}" for stage, parts in stages.items() for part in parts}
    return {
        "threats": set(row["threats"].split()),
        "components": set(row["stack"].split()),
        "stages": set(stages),
        "lifecycle": set(stages) | steps,
        "domains": {control.rpartition("-")[0]},
        "layers": {layer},
    }[axis] | {ALL}


def heat_cells(mine: Expected, lines: str, columns: str) -> dict[tuple[str, str], Cell]:
    """Every cell that has a control, by the keys of its line and column."""
    found: dict[tuple[str, str], list[str]] = {}
    for control in table():
        layer = mine.bank.controls[control].marks.layer
        for line in marks_of(lines, control, layer):
            for column in marks_of(columns, control, layer):
                found.setdefault((line, column), []).append(control)
    return {place: _cell(mine, controls) for place, controls in found.items()}


def _cell(mine: Expected, controls: list[str]) -> Cell:
    counts, counted, coverage = mine.coverage(controls)
    asked = sum(bool(mine.of_control(control)) for control in controls)
    return Cell(tuple(controls), asked, counted, counts["open"], counts["stands"], coverage)


NOTHING = Cell((), 0, 0, 0, 0, None)


def sheet_cells(sheet: Any, mine: Expected) -> Iterator[tuple[tuple[str, str], Any]]:
    """The formula cells of the sheet with their values; the sheet only says where they are."""
    for (lines, columns), row in zip(MAPS, _tables(sheet, "share that stands, in %"), strict=True):
        cells = heat_cells(mine, lines, columns)
        for (line, column), place in _places(sheet, row, lines):
            yield (sheet.title, place), cells.get((line, column), NOTHING).printed
    for (lines, columns), row in zip(MAPS, _tables(sheet, "controls that count"), strict=True):
        cells = heat_cells(mine, lines, columns)
        for (line, column), place in _places(sheet, row, lines):
            yield (sheet.title, place), cells.get((line, column), NOTHING).counted


def key_of(words: str) -> str:
    """The AICM's word for a heading in words for people."""
    threats = {threat_words(threat): threat for row in table().values() for threat in row["threats"].split()}
    return threats.get(words.lower(), words.lower().replace(" ", "-"))


def _tables(sheet: Any, what: str) -> list[int]:
    """The rows of the headings of the tables that show something."""
    return [cell.row + 1 for cell in sheet["A"] if str(cell.value or "").endswith(f": {what}")]


def _places(sheet: Any, row: int, lines: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The keys of each line and column below the headings in a row, and the cell where they meet."""
    columns, stage, above = headings(sheet, row), "", row
    while name := sheet.cell(above := above + 1, 1).value:
        indented = name != name.lstrip()
        stage = stage if indented else name.lower()
        key = f"{stage}/{name.strip()}" if indented else key_of(name)
        line = {"All controls": ALL}.get(name, name.split()[0] if lines == "domains" else key)
        for heading, column in columns.items():
            mark = ALL if heading == "All controls" else key_of(heading)
            yield (line, mark), sheet.cell(above, column).coordinate
