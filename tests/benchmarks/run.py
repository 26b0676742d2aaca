"""Speed as ratios against floors measured in the same run; prints a table and exits 1 when a bar is missed.

Absolute times differ from machine to machine; the ratios are what the project promises:
the first frame at most 1.3 times a bare Textual app, an answer on disk at most 1.5 times writing the same bytes, what the
first screen needs of the bank in at most a twentieth of parsing it.
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from markdown_it import MarkdownIt

from questionnaires.library import load_bank
from wizard.core.answers import Answer, Status
from wizard.services.example import EXAMPLE_NAME, example_assessment
from wizard.store.files import replace_file
from wizard.store.home import Home
from wizard.store.repository import Repository

COLUMNS, LINES = 120, 40
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


def first_frame(command: Sequence[str], marker: bytes, home: Path) -> float:
    """Seconds from the start of a process to the moment its first frame is on the (pseudo-)terminal."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "CAIQ_WIZARD_HOME": str(home)}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
    )
    os.close(child)
    seen = b""
    while marker not in seen:
        if not select.select([parent], [], [], 20)[0]:
            raise RuntimeError(f"{command[0]} drew nothing; the last it said: {seen[-300:]!r}")
        seen += os.read(parent, 65536)
    taken = time.perf_counter() - start
    process.kill()
    process.wait()
    os.close(parent)
    return taken


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
    bare = [sys.executable, "-c", BARE]
    ours = [sys.executable, "-c", "from wizard.cli import main; raise SystemExit(main([]))"]
    floor, taken = alternate(
        lambda: first_frame(bare, b"some words", home),
        lambda: first_frame(ours, b"Reading", home),
    )
    return floor, taken


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
        rows = [
            ("first frame / bare Textual app", *start_up(home.folder), 1.3),
            ("answer on disk / writing the same bytes", *answer_on_disk(repository, Path(folder)), 1.5),
            ("bank ready / parsing its Markdown", *reading_the_bank(), 1 / 20),
        ]
    print(f"{'what / floor':<42} {'floor ms':>9} {'ours ms':>9} {'ratio':>6} {'bar':>5}")
    for what, floor, taken, bar in rows:
        ratio = taken / floor
        over = bar is not None and ratio > bar
        missed += over
        print(
            f"{what:<42} {floor * 1000:9.2f} {taken * 1000:9.2f} {ratio:6.3f} {bar or '':>5.4}{'  MISSED' if over else ''}"
        )
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
