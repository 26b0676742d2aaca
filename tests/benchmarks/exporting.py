"""The gap workbook beside bare XlsxWriter and bare openpyxl writing the same cells, and with many times the questions.

Every measure runs in a process of its own: ``python exporting.py WHAT TIMES FILE``. Cells are recorded once into a file and
read back one by one, so that those who write them hold no more of them than they must; reading alone is measured too, and
taken off.
"""

import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import xlsxwriter

from exports.report import Report
from exports.workbook import streaming
from exports.workbook.book import to_workbook
from exports.writing import silent
from questionnaires.library import load_bank
from wizard.core.assessment import Result
from wizard.services.example import example_assessment
from wizard.services.reports import build_report

ROUNDS = 5
NUMBERS = ("Number", "Datetime")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, and the most MiB in memory beyond what was there before."""

    seconds: float
    mib: float


@dataclass(frozen=True, slots=True)
class Costs:
    """Ours, bare XlsxWriter's and bare openpyxl's."""

    ours: Cost
    xlsxwriter: Cost
    openpyxl: Cost


def beside_bare(folder: Path, times: int) -> Costs:
    """The book of so many times the questions; medians of some rounds, taken in turns."""
    record = folder / f"cells-{times}.pickle"
    _measured("record", times, record)
    taken = [[_measured(what, times, record) for what in ("ours", "bare", "openpyxl", "read")] for _ in range(ROUNDS)]
    columns = [
        Cost(median(cost.seconds for cost in column), median(cost.mib for cost in column))
        for column in zip(*taken, strict=True)
    ]
    reading = columns.pop().seconds
    ours, bare, other = columns
    return Costs(ours, replace(bare, seconds=bare.seconds - reading), replace(other, seconds=other.seconds - reading))


def ours(times: int) -> Cost:
    """Our book alone, of so many times the questions."""
    return _measured("ours", times, Path("-"))


def report_of(times: int) -> Report:
    """The example with its questions so many times over, under new ids."""
    bank, made = load_bank(), datetime(2026, 6, 1, tzinfo=UTC)
    report = build_report([Result(bank, example_assessment(bank, made))], made)
    if times == 1:
        return report

    def over(rows: Sequence[Any], *names: str) -> tuple[Any, ...]:
        return tuple(
            replace(row, **{name: f"B{turn}{getattr(row, name)}" for name in names}) if turn else row
            for turn in range(times)
            for row in rows
        )

    return replace(
        report,
        answers=over(report.answers, "question", "control"),
        gaps=over(report.gaps, "question", "control"),
        controls=over(report.controls, "control"),
        scope=over(report.scope, "question", "control"),
        history=over(report.history, "question"),
        evidence=over(report.evidence, "question", "control"),
        roadmap=over(report.roadmap, "question", "control"),
    )


def _measured(what: str, times: int, file: Path) -> Cost:
    """One measure in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, what, str(times), str(file)], capture_output=True, text=True, check=True
    )
    return Cost(**json.loads(run.stdout))


def _cost(work: Callable[[], object]) -> Cost:
    """What a piece of work costs; the kernel's note of the most memory is reset before (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, start = _status_mib("VmRSS"), time.process_time()
    work()
    return Cost(time.process_time() - start, _status_mib("VmHWM") - before)


def _status_mib(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _record(times: int, file: Path) -> None:
    """Write all cells of our book into a file: the sheets' names and formats first, then a row of a sheet at a time."""
    formats: list[dict[str, Any]] = []
    numbers: dict[int, int] = {}
    add_format, close = xlsxwriter.Workbook.add_format, xlsxwriter.Workbook.close

    def noted(book: Any, properties: dict[str, Any] | None = None) -> Any:
        made = add_format(book, properties)
        numbers[id(made)] = len(formats)
        formats.append(dict(properties or {}))
        return made

    def kept(book: Any) -> None:
        texts = {index: text for text, index in book.str_table.string_table.items()}
        sheets = book.worksheets()
        with file.open("wb") as target:
            pickle.dump(([sheet.get_name() for sheet in sheets], formats), target)
            for place, sheet in enumerate(sheets):
                for row in sorted(sheet.table):
                    cells = [_call(cell, column, texts, numbers) for column, cell in sorted(sheet.table[row].items())]
                    pickle.dump((place, row, cells), target)
        close(book)

    streaming.LARGE = sys.maxsize
    xlsxwriter.Workbook.add_format, xlsxwriter.Workbook.close = noted, kept
    _ours(report_of(times))


def _ours(report: Report) -> None:
    with tempfile.TemporaryFile() as target:
        to_workbook(report, target, silent)


def _call(cell: Any, column: int, texts: dict[int, str], numbers: dict[int, int]) -> tuple[str, int, Any, Any, int]:
    """The method that writes a cell, with the column, what it writes, the value of a formula, and the format's number."""
    kind, form = type(cell).__name__, numbers[id(cell.format)]
    if kind == "String":
        return "write_string", column, texts[cell.string], None, form
    if kind == "Formula":
        return "write_formula", column, f"={cell.formula}", cell.value, form
    if kind in NUMBERS:
        return "write_number", column, cell.number, None, form
    return "write_blank", column, None, None, form


def _recorded(file: Path) -> Iterator[Any]:
    with file.open("rb") as source:
        while True:
            try:
                yield pickle.load(source)  # noqa: S301  (written by this program a moment ago)
            except EOFError:
                return


def _bare(times: int, file: Path) -> None:
    """XlsxWriter alone, in the same way as ours writes a book of that size."""
    rows = _recorded(file)
    names, formats = next(rows)
    large = times * len(load_bank().questions) >= streaming.LARGE
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(f"{folder}/book.xlsx", {"constant_memory": large, "tmpdir": folder})
        made = [book.add_format(properties) for properties in formats[2:]]  # the first two are the library's own
        sheets = [book.add_worksheet(name) for name in names]
        for place, row, cells in rows:
            sheet = sheets[place]
            for method, column, value, result, form in cells:
                if method == "write_formula":
                    sheet.write_formula(row, column, value, made[form - 2], result)
                else:
                    getattr(sheet, method)(row, column, value, made[form - 2])
        book.close()


def _openpyxl(file: Path) -> None:
    """Openpyxl alone; it has no way to store the values of formulas."""
    import openpyxl  # noqa: PLC0415  (the others are measured without it)
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection  # noqa: PLC0415  (the same)

    rows = _recorded(file)
    names, formats = next(rows)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, given in enumerate(formats):
        ground = given.get("bg_color", "").removeprefix("#")
        style = NamedStyle(
            name=f"style {number}",
            font=Font(name="Calibri", size=given.get("font_size", 11), bold=given.get("bold", False)),
            fill=PatternFill("solid", fgColor=ground) if ground else PatternFill(),
            alignment=Alignment(wrap_text=given.get("text_wrap"), indent=given.get("indent", 0)),
            protection=Protection(locked=given.get("locked", True)),
            number_format=given.get("num_format", "General"),
        )
        book.add_named_style(style)
    sheets = [book.create_sheet(name) for name in names]
    for place, row, cells in rows:
        sheet = sheets[place]
        for method, column, value, _, form in cells:
            cell = sheet.cell(row + 1, column + 1, value)
            cell.style = f"style {form}"
            if method == "write_string":
                cell.data_type = "s"
    with tempfile.TemporaryFile() as target:
        book.save(target)


def _read(file: Path) -> None:
    for _ in _recorded(file):
        pass


def main() -> int:
    """Do one measure and print it."""
    what, times, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if what == "record":
        cost = _cost(lambda: _record(times, file))
    elif what == "ours":
        report = report_of(times)
        cost = _cost(lambda: _ours(report))
    elif what == "bare":
        load_bank()
        cost = _cost(lambda: _bare(times, file))
    else:
        cost = _cost(lambda: {"openpyxl": _openpyxl, "read": _read}[what](file))
    print(json.dumps(asdict(cost)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
