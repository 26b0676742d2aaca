"""The text formats: CSV for spreadsheets and scripts, JSON for keeping and moving an assessment whole.

CSV files are UTF-8 without a byte order mark. With one, Excel would read accents right at a double click; but scripts,
databases and command-line tools would take it for a part of the first heading. Who works in Excel has the workbook, and
Excel's own "From Text/CSV" reads these files as they are.
"""

import csv
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from exports.report import Report
from exports.tables import Table, answers_of_all, tables_of
from exports.texts import csv_cell
from exports.writing import Progress

_ROWS_BETWEEN_REPORTS = 100
_EARLIEST, _LATEST = datetime(1980, 1, 1), datetime(2107, 12, 31)  # noqa: DTZ001  (what a zip can say, without a zone)


def to_csv(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """The answers alone: one line for each asked question, those of the lenses last."""
    table = answers_of_all(report)
    _write_table(table, target, _Count((table,), progress))
    return ()


def to_csv_zip(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """Every table as a file of a zip; the same report gives the same bytes."""
    tables = tables_of(report)
    count = _Count(tables, progress)
    made = min(max(report.made.replace(tzinfo=None), _EARLIEST), _LATEST).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for table in tables:
            entry = zipfile.ZipInfo(table.file_name, made)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                _write_table(table, file, count)
    return ()


def to_csv_folder(report: Report, folder: Path, progress: Progress) -> tuple[str, ...]:
    """Every table as a file of a folder, which is there and empty."""
    tables = tables_of(report)
    count = _Count(tables, progress)
    for table in tables:
        with (folder / table.file_name).open("wb") as file:
            _write_table(table, file, count)
    return ()


def to_json(report: Report, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
    """The whole assessment in the exchange format."""
    fields = list(report.document.items())
    total = sum(len(value) if isinstance(value, list) else 1 for _, value in fields)
    for number, piece in enumerate(_json_pieces(fields)):
        if not number % _ROWS_BETWEEN_REPORTS:
            progress(min(number, total), total, "writing the answers and their history")
        target.write(piece.encode("utf-8", errors="backslashreplace"))  # a lone surrogate then stands as JSON writes it
    return ()


class _Count:
    """Counts rows over several tables, and says so now and then."""

    def __init__(self, tables: Sequence[Table], progress: Progress) -> None:
        self._done = 0
        self._total = sum(len(table.items) for table in tables)
        self._progress = progress

    def row(self, what: str) -> None:
        """One more row is to be written."""
        if not self._done % _ROWS_BETWEEN_REPORTS:
            self._progress(self._done, self._total, what)
        self._done += 1


class _Encoded:
    """Lets the csv module write text into a file of bytes."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def write(self, line: str) -> None:
        self._target.write(line.encode("utf-8", errors="replace"))


def _write_table(table: Table, target: IO[bytes], count: _Count) -> None:
    writer = csv.writer(_Encoded(target), lineterminator="\r\n")
    writer.writerow(column.heading for column in table.columns)
    for cells in table.rows():
        count.row(f"writing the table {table.name}")
        writer.writerow([csv_cell(cell) if isinstance(cell, str) else cell for cell in cells])


def _json_pieces(fields: list[tuple[str, Any]]) -> Iterator[str]:
    """The document as ``json.dumps`` with an indent of 2 would write it, one item of a list at a time."""
    opening = "{"
    for name, value in fields:
        yield f"{opening}\n  {_json(name)}: "
        opening = ","
        if isinstance(value, list) and value:
            for number, item in enumerate(value):
                yield f"{',' if number else '['}\n    {_json(item, 4)}"
            yield "\n  ]"
        else:
            yield _json(value, 2)
    yield "\n}\n"


def _json(value: Any, indent: int = 0) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return text.replace("\n", "\n" + " " * indent)
