"""Speed as ratios against floors measured in the same run; prints a table and exits 1 when a bar is missed.

Absolute times differ from machine to machine; the ratios are what the project promises:
the first frame at most 1.3 times a bare Textual app (and 0.4 times posting, where POSTING names its program), from a
status key to the next question at most a third of what a Markdown widget takes with the same questions, at 320 and at
3,200 of them; memory at most 1.5 times the bare app, and flat after 1,000 questions; an answer on disk at most 1.5 times
writing the same bytes; what the first screen needs of the bank in at most a twentieth of parsing it. The gap workbook takes
at most 1.2 times the processor time and memory of bare XlsxWriter writing the same cells, and less than bare openpyxl; a
question costs at most 1.5 times as much among 32,000 as among 3,200, in no more memory than a small book needs. A file made
to do harm is refused within two seconds of the processor and 300 MiB, whatever the machine.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import exporting
import hostile
from answering import markdown_widget, memory_at_rest, memory_growth, status_key
from markdown_it import MarkdownIt
from terminal import first_frame

from questionnaires.library import load_bank
from wizard.core.answers import Answer, Status
from wizard.services.example import EXAMPLE_NAME, example_assessment
from wizard.store.files import replace_file
from wizard.store.home import Home
from wizard.store.repository import Repository

ROUNDS = 15
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, OptionList, Static
class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        yield OptionList(*[f"row {number}" for number in range(20)])
        yield Static("some words")
        yield Footer()
Bare().run()
"""


Row = tuple[str, float, float, float]
"""What was measured, the floor and ours in seconds, and the ratio that must not be passed."""
BARE_COMMAND = [sys.executable, "-c", BARE]
OURS = [sys.executable, "-c", "from wizard.cli import main; raise SystemExit(main([]))"]


def alternate(*measures: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """The median of each measure, taken in turns so that a slow moment hits them alike."""
    for measure in measures:
        measure()
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def start_up(home: Path) -> tuple[float, float]:
    """The bare app and ours, to the first frame."""
    floor, taken = alternate(
        lambda: first_frame(BARE_COMMAND, b"some words", home),
        lambda: first_frame(OURS, b"Reading", home),
    )
    return floor, taken


def start_up_beside_posting(home: Path, posting: str) -> tuple[float, float]:
    """Posting's program and ours, to the first frame."""
    floor, taken = alternate(
        lambda: first_frame([posting], b"Collection", home), lambda: first_frame(OURS, b"Reading", home), rounds=5
    )
    return floor, taken


def answering(folder: Path) -> list[Row]:
    """From a status key to the next question, beside a Markdown widget; medians and 95th percentiles."""
    floor = markdown_widget(folder)
    rows: list[Row] = []
    for times in (1, 10):
        ours = status_key(times)
        what = f"status key, {times * len(load_bank().questions):,} questions"
        rows.append((f"{what}, median / Markdown", floor.median / 1000, ours.median / 1000, 1 / 3))
        rows.append((f"{what}, p95 / Markdown", floor.p95 / 1000, ours.p95 / 1000, 1 / 3))
    return rows


def memory(home: Path) -> list[Row]:
    """Resident memory: beside the bare app, and whether it grows; in GiB, so that the table shows MiB."""
    bare = memory_at_rest(BARE_COMMAND, b"some words", home)
    ours = memory_at_rest(OURS, b"Reading", home)
    before, after = memory_growth()
    return [
        ("memory, home screen / bare app (MiB)", bare / 1000, ours / 1000, 1.5),
        ("memory, 1,000 questions on / before (MiB)", before / 1000, after / 1000, 1.05),
    ]


def exports(folder: Path) -> list[Row]:
    """The gap workbook beside bare libraries, then with ten and a hundred times the questions; MiB as in ``memory``."""
    rows: list[Row] = []
    questions = len(load_bank().questions)
    by_times = {times: exporting.beside_bare(folder, times) for times in (1, 10)}
    for times, costs in by_times.items():
        what = f"workbook, {times * questions:,} questions"
        for name, floor, bar in (("XlsxWriter", costs.xlsxwriter, 1.2), ("openpyxl", costs.openpyxl, 1.0)):
            rows.append((f"{what} / {name}", floor.seconds, costs.ours.seconds, bar))
            rows.append((f"{what} / {name} (MiB)", floor.mib / 1000, costs.ours.mib / 1000, bar))
    small, large = by_times[1].ours, by_times[10].ours
    hundredfold = exporting.ours(100)
    rows.append(("a question, 32,000 / 3,200 of them", large.seconds / 10, hundredfold.seconds / 100, 1.5))
    rows.append(("workbook, 32,000 / 320 questions (MiB)", small.mib / 1000, hundredfold.mib / 1000, 1.5))
    return rows


def hostile_files(folder: Path) -> list[Row]:
    """Files that were made to cost much, beside what any file may cost; MiB as in ``memory``."""
    rows: list[Row] = []
    for name, seconds, mib in hostile.worst(folder):
        rows.append((name, hostile.MOST_SECONDS, seconds, 1.0))
        rows.append((f"{name} (MiB)", hostile.MOST_MIB / 1000, mib / 1000, 1.0))
    return rows


def answer_on_disk(repository: Repository, folder: Path) -> tuple[float, float]:
    """Writing, flushing and replacing the file's bytes, against recording one more answer in it."""
    questions = list(load_bank().questions)
    with repository.open(EXAMPLE_NAME) as file:
        turn = iter(range(100_000))

        def record() -> None:
            number = next(turn)
            file.record([Answer(questions[number % len(questions)], Status.YES, description=f"turn {number}")])

        def floor() -> None:
            replace_file(folder / "floor.json", file.path.read_bytes())

        content_floor, taken = alternate(lambda: timed(floor), lambda: timed(record), rounds=80)
    return content_floor, taken


def reading_the_bank() -> tuple[float, float]:
    """Parsing all the Markdown, against loading what the first screen needs."""
    folder = Path(__file__).resolve().parents[2] / "questionnaires" / "aicm"
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "bank").glob("*.md"))]
    parser = MarkdownIt("commonmark")
    load = load_bank.__wrapped__
    floor, taken = alternate(lambda: timed(lambda: [parser.parse(text) for text in texts]), lambda: timed(load))
    return floor, taken


def main() -> int:
    """Measure everything and print the table."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        repository = Repository(home)
        repository.create(example_assessment(load_bank(), datetime.now(UTC)))
        rows: list[Row] = [
            ("first frame / bare Textual app", *start_up(home.folder), 1.3),
            *answering(Path(folder)),
            *memory(home.folder),
            ("answer on disk / writing the same bytes", *answer_on_disk(repository, Path(folder)), 1.5),
            ("bank ready / parsing its Markdown", *reading_the_bank(), 1 / 20),
            *exports(Path(folder)),
            *hostile_files(Path(folder)),
        ]
        posting = os.environ.get("POSTING")
        if posting:
            rows.append(("first frame / posting", *start_up_beside_posting(home.folder, posting), 0.4))
    print(f"{'what / floor':<46} {'floor ms':>9} {'ours ms':>9} {'ratio':>6} {'bar':>5}")
    for what, floor, taken, bar in rows:
        ratio = taken / floor
        over = bar is not None and ratio > bar
        missed += over
        print(
            f"{what:<46} {floor * 1000:9.2f} {taken * 1000:9.2f} {ratio:6.3f} {bar or '':>5.4}{'  MISSED' if over else ''}"
        )
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
