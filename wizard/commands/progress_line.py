"""One line about work that takes longer than a second, on stderr and only where somebody sees it; gone afterwards."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from exports.writing import Progress, silent
from wizard.core.text import clean

_PATIENCE = 1.0
"""Seconds until a line is worth showing."""
_BETWEEN = 0.1


@contextmanager
def progress_line() -> Iterator[Progress]:
    """A progress that is shown while the block lasts."""
    if not sys.stderr.isatty():
        yield silent
        return
    line = _Line(time.monotonic())
    try:
        yield line.show
    finally:
        line.clear()


class _Line:
    """The line, and whether something stands in it now."""

    def __init__(self, begun: float) -> None:
        self._next = begun + _PATIENCE
        self._is_shown = False

    def show(self, done: int, total: int, what: str) -> None:
        """Show how far the work is, not too often."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BETWEEN
        self._is_shown = True
        share = f" ({100 * done // total} %)" if total else ""
        words = " ".join(clean(what).split())
        columns = shutil.get_terminal_size().columns - 1 - len(share)
        room = columns if words.isascii() else columns // 2  # a sign may take two columns
        self._draw(words[: max(room, 0)] + share)

    def clear(self) -> None:
        """Leave nothing behind."""
        if self._is_shown:
            self._draw("")

    def _draw(self, words: str) -> None:
        blank = " " * (shutil.get_terminal_size().columns - 1)
        sys.stderr.write(f"\r{blank}\r{words}")
        sys.stderr.flush()
