"""What the tests of the exports share: exports of assessments, and books that many tests look at."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from support.books import Book, make_book
from support.workbooks import opened


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
        return opened(export(name), **options)

    return do


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Book]:
    """A finished book by its name (see ``support.books.NAMES``); tests only read it."""
    folder, books = tmp_path_factory.mktemp("books"), dict[str, Book]()

    def do(name: str) -> Book:
        if name not in books:
            books[name] = make_book(name, folder)
        return books[name]

    return do
