"""A dialogue in plain lines: wrapped text, and one line of input at a time.

Nothing is drawn, coloured or moved, so that a screen reader can read it from top to bottom and any terminal can show it.
"""

import os
import select
import shutil
import signal
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from types import FrameType

from prompt_toolkit import PromptSession
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.utils import is_dumb_terminal

from wizard.core.text import clean

WIDEST, NARROWEST = 80, 20
_ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(KeyboardInterrupt):
    """The person has had enough, the input is at its end, or the system wants the program gone.

    A kind of interrupt, because the event loop behind a prompt passes nothing else through from a signal: it reports
    any other exception as a fault of its own and waits on.
    """


class Terminal:
    """Says texts and asks for lines.

    A signal ends the dialogue where it waits for input, never while something is being saved.
    """

    def __init__(self) -> None:
        self._waiting = False
        self._stopping = False
        self._signals = (
            -1
        )  # where it can be read that a signal came; reading a line would not notice one that came just before

    @contextmanager
    def open(self) -> Iterator[None]:
        """Take care of the signals that ask the program to end, until the block ends."""
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # bytes that are no text are shown as such, and end nothing
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # else it asks the terminal where the cursor is
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        self._signals = reading
        former_wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in _ENDING_SIGNALS if hasattr(signal, name)]
        former = {number: signal.signal(number, self._on_signal) for number in numbers}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(former_wakeup)
            self._signals = -1
            os.close(reading)
            os.close(writing)

    def say(self, text: str = "", *, indent: int = 0) -> None:
        """Print a text, wrapped; lines after the first are indented.

        Raises:
            Stopped: the terminal is gone.
        """
        try:
            sys.stdout.write(wrapped(text, indent=indent) + "\n")
            sys.stdout.flush()
        except OSError:
            _abandon_output()
            raise Stopped from None

    def ask(self, prompt: str) -> str:
        """One line that the person types, made safe and without blanks around it.

        Raises:
            Stopped: there is no more input, or it is time to end.
        """
        if self._stopping:
            raise Stopped
        self._waiting = True
        try:
            return clean(_line(prompt, self._signals)).strip()
        except (KeyboardInterrupt, EOFError, OSError):
            if not sys.stdout.isatty():
                _abandon_output()
            raise Stopped from None
        finally:
            self._waiting = False

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._stopping = True
        if not sys.stdout.isatty():
            _abandon_output()
        if self._waiting:
            raise Stopped


def wrapped(text: str, *, indent: int = 0) -> str:
    """A text made safe and wrapped at the terminal's width, at most at 80 columns; its own line ends stay."""
    width = min(max(shutil.get_terminal_size().columns - 1, NARROWEST), WIDEST)
    lines = [
        textwrap.fill(
            line.expandtabs(),
            width,
            subsequent_indent=" " * indent,
            initial_indent=" " * indent if number else "",
            break_on_hyphens=False,
        )
        for number, line in enumerate(clean(text).split("\n"))
    ]
    return "\n".join(lines)


def _line(prompt: str, signals: int) -> str:
    if is_dumb_terminal():
        return _line_of_a_dumb_terminal(prompt, signals)
    session: PromptSession[str] = PromptSession(history=DummyHistory())
    return session.prompt(prompt)


def _line_of_a_dumb_terminal(prompt: str, signals: int) -> str:
    """A line by the terminal's own editing, which can at least rub out."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    try:
        if signals >= 0 and os.name != "nt" and sys.stdin.isatty():
            select.select([sys.stdin, signals], [], [])  # a signal raises here, also one that came in the moment before
        return input()
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")  # else what is said next stands behind the prompt
        raise


def _abandon_output() -> None:
    """The terminal is gone: what is still to be printed goes nowhere, so that the end is a quiet one."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
