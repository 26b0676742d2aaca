"""What the tests of the exports share: assessments full of trouble, and workbooks opened as an auditor's tool would."""

import io
import json
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

CREDITS = {"yes": 1.0, "yes-gaps": 0.8, "partial": 0.4, "no": 0.0}


def _open(content: bytes, **options: Any) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl does not know every conditional format
        return openpyxl.load_workbook(io.BytesIO(content), **options)


@pytest.fixture(scope="session")
def opened() -> Callable[..., Workbook]:
    """Open the bytes of a workbook with openpyxl."""
    return _open


@pytest.fixture
def asked(cli: Callable[..., Any]) -> Callable[[str], list[str]]:
    """The questions that an assessment asks."""

    def do(name: str) -> list[str]:
        ledger = json.loads(cli("scope", name, "--json").out)
        return [entry["question"] for entry in ledger if entry["asked"]]

    return do


@pytest.fixture
def export(cli: Callable[..., Any]) -> Callable[..., bytes]:
    """The bytes of an export."""

    def do(name: str, format_: str = "workbook") -> bytes:
        target = Path(f"export.{format_}")
        run = cli("export", name, format_, "--output", str(target), "--force")
        assert run.code == 0, run.err
        return target.read_bytes()

    return do


@pytest.fixture
def book(export: Callable[..., bytes]) -> Callable[..., Workbook]:
    """The gap workbook of an assessment, opened."""

    def do(name: str, **options: Any) -> Workbook:
        return _open(export(name), **options)

    return do


@pytest.fixture(scope="session")
def columns() -> Callable[[Any], dict[str, int]]:
    """The columns of a sheet by the headings in its first row, counted from 1."""

    def do(sheet: Any) -> dict[str, int]:
        return {cell.value: cell.column for cell in sheet[1] if cell.value}

    return do


@pytest.fixture(scope="session")
def table(columns: Callable[[Any], dict[str, int]]) -> Callable[[Any], list[dict[str, Any]]]:
    """The rows of a sheet by its headings."""

    def do(sheet: Any) -> list[dict[str, Any]]:
        places = columns(sheet)
        return [
            {heading: row[column - 1].value for heading, column in places.items()} for row in sheet.iter_rows(min_row=2)
        ]

    return do


@pytest.fixture(scope="session")
def whole_text() -> Callable[[Workbook, Any], str]:
    """The text of a cell, put together with its pieces on the Continuation sheet as a reader would."""

    def do(workbook: Workbook, cell: Any) -> str:
        text = str(cell.value or "")
        start, mark, note = text.rpartition("… [continued on the sheet Continuation, entry ")
        if not mark:
            return text
        number = int(note.removesuffix("]"))
        rows = list(workbook["Continuation"].iter_rows(min_row=2, values_only=True))
        pieces = [row for row in rows if row[0] == number]
        assert {row[1] for row in pieces} == {f"{cell.parent.title} {cell.coordinate}"}
        assert [row[2] for row in pieces] == list(range(2, len(pieces) + 2))
        return start + "".join(str(row[3]) for row in pieces)

    return do


@pytest.fixture(scope="session")
def scores() -> Callable[[Mapping[str, str], Mapping[str, int]], tuple[float | None, float | None]]:
    """The assessed and the posture score of questions with weights, by the design's formula."""

    def do(statuses: Mapping[str, str], weights: Mapping[str, int]) -> tuple[float | None, float | None]:
        credits_ = {question: CREDITS[status] for question, status in statuses.items() if status != "na"}
        points = sum(weights[question] * credit for question, credit in credits_.items() if question in weights)
        answered = sum(weights[question] for question in credits_ if question in weights)
        everything = sum(weight for question, weight in weights.items() if statuses.get(question) != "na")
        return (100 * points / answered if answered else None, 100 * points / everything if everything else None)

    return do
