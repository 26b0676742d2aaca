"""The real program on a pseudo-terminal: what the system's signals leave behind."""

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaires.model import Bank
from wizard.core.answers import Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX matter", allow_module_level=True)

import fcntl
import pty
import struct
import termios

PATIENCE_SECONDS = 15
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"


class Terminal:
    """A program on a terminal of 100 by 30, and everything that it printed."""

    def __init__(self, home: Path) -> None:
        self._parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "CAIQ_WIZARD_HOME": str(home)}
        command = [sys.executable, "-m", "wizard"]
        streams = {"stdin": child, "stdout": child, "stderr": child}
        self.process = subprocess.Popen(command, **streams, env=environment, start_new_session=True)  # type: ignore[call-overload]
        os.close(child)
        self.seen = b""

    def wait_for(self, pattern: bytes) -> None:
        """Read until the program has printed something that matches, from here on."""
        start = len(self.seen)
        while not re.search(pattern, self.seen[start:]):
            ready, _, _ = select.select([self._parent], [], [], PATIENCE_SECONDS)
            assert ready, f"waited in vain for {pattern!r}; the last output was {self.seen[-300:]!r}"
            self.seen += os.read(self._parent, 65536)

    def press(self, keys: bytes) -> None:
        os.write(self._parent, keys)

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; returns the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE_SECONDS)
        with contextlib.suppress(OSError):  # Linux reports the closed terminal as an error
            while chunk := os.read(self._parent, 65536):
                self.seen += chunk
        return code

    def vanish(self) -> int:
        """Take the terminal away, as a closed window does, and wait for the end; returns the exit code."""
        os.close(self._parent)
        self._parent = -1
        return self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        if self._parent >= 0:
            os.close(self._parent)


@pytest.fixture
def terminal(home: Path, assessment: Assessment) -> Iterator[Terminal]:
    opened = Terminal(home)
    try:
        opened.wait_for(re.escape(assessment.profile.name.encode()))
        opened.press(b"\r")
        opened.wait_for(rb"A&A 1 of")
        yield opened
    finally:
        opened.close()


def test_kill_9_loses_no_answer_that_was_shown_as_saved(
    terminal: Terminal, repository: Repository, assessment: Assessment, bank: Bank
) -> None:
    asked = Result(bank, assessment).asked
    for _ in range(5):
        terminal.press(b"y")
        terminal.wait_for(rb"saved")
    terminal.end(signal.SIGKILL)
    answers = repository.read(assessment.profile.name).answers
    assert [answers[question].status for question in asked[:5]] == [Status.YES] * 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_asked_to_end_saves_the_last_words_and_restores_the_terminal(
    terminal: Terminal, repository: Repository, assessment: Assessment, bank: Bank, number: signal.Signals
) -> None:
    asked = Result(bank, assessment).asked
    terminal.press(b"\r")
    terminal.wait_for(rb"Leave the field")
    terminal.press(b"half a sentence")
    terminal.wait_for(rb"sentence")
    assert terminal.end(number) == 0
    assert repository.read(assessment.profile.name).answer(asked[0]).description == "half a sentence"
    assert LEAVES_ALTERNATE_SCREEN in terminal.seen


def test_a_terminal_that_vanishes_ends_the_wizard_with_the_last_words_on_disk(
    terminal: Terminal, repository: Repository, assessment: Assessment, bank: Bank
) -> None:
    first = Result(bank, assessment).asked[0]
    terminal.press(b"\r")
    terminal.wait_for(rb"Leave the field")
    terminal.press(b"half a sentence")
    terminal.wait_for(rb"sentence")
    assert terminal.vanish() == 0
    assert repository.read(assessment.profile.name).answer(first).description == "half a sentence"


def test_a_terminal_that_vanishes_while_the_wizard_starts_leaves_no_process_behind(home: Path) -> None:
    starting = Terminal(home)
    try:
        starting.wait_for(rb"\x1b\[\?1049h")
        assert starting.vanish() == 0
    finally:
        starting.close()
