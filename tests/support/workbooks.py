"""Workbooks opened as an auditor's tool would open them."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

Cells = dict[tuple[str, str], Any]
"""Values by sheet and cell."""


def opened(source: bytes | Path, **options: Any) -> Workbook:
    """The workbook; a warning of the library is an error, as everywhere in the tests."""
    return openpyxl.load_workbook(io.BytesIO(source) if isinstance(source, bytes) else source, **options)


def headings(sheet: Any, row: int = 1) -> dict[str, int]:
    """The columns of a table by its headings, counted from 1."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value}


def records(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings."""
    places = headings(sheet)
    return [{heading: row[column - 1].value for heading, column in places.items()} for row in sheet.iter_rows(2)]


def every_cell(workbook: Workbook) -> Iterator[Any]:
    """The cells of all sheets, one by one."""
    return (cell for sheet in workbook for row in sheet.iter_rows() for cell in row)


def formulas(workbook: Workbook) -> dict[tuple[str, str], str]:
    """The formulas by sheet and cell."""
    return {(cell.parent.title, cell.coordinate): cell.value for cell in every_cell(workbook) if cell.data_type == "f"}


def formula_values(with_formulas: Workbook, with_values: Workbook) -> Cells:
    """What is stored beside each formula, from a book that was opened both ways."""
    return {place: with_values[place[0]][place[1]].value for place in formulas(with_formulas)}


def differences(
    found: Mapping[Any, Any], wanted: Mapping[Any, Any], within: float = 1e-9
) -> dict[Any, tuple[Any, Any]]:
    """Where two sets of cells differ: what was found and what was wanted; an empty text stands for nothing."""
    return {
        place: (found.get(place, "(no such cell)"), wanted.get(place, "(not wanted)"))
        for place in found.keys() | wanted.keys()
        if place not in found or place not in wanted or not _same(found[place], wanted[place], within)
    }


def _same(one: Any, other: Any, within: float) -> bool:
    numbers = [isinstance(value, int | float) and not isinstance(value, bool) for value in (one, other)]
    if all(numbers):
        return bool(one == pytest.approx(other, abs=within, rel=within))
    return not any(numbers) and (one or "") == (other or "")
