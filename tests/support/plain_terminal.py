"""The real program on a pseudo-terminal (POSIX only), and everything that it printed."""

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from typing import Any

_PATIENCE_SECONDS = 15


class PlainTerminal:
    """A terminal of a kind on which the program runs with these arguments."""

    def __init__(self, kind: str, *arguments: str) -> None:
        self.parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.settings = termios.tcgetattr(self.parent)
        streams: Mapping[str, Any] = {"stdin": child, "stdout": child, "stderr": child}

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [sys.executable, "-m", "wizard", *arguments],
            **streams,
            env=os.environ | {"TERM": kind},
            preexec_fn=take_terminal,  # noqa: PLW1509  (the tests have no threads of their own)
        )
        os.close(child)
        self.seen = b""
        self._read_to = 0

    def wait_for(self, words: str) -> None:
        """Read until the words come, after those that were waited for before."""
        while (place := self.seen.find(words.encode(), self._read_to)) < 0:
            ready, _, _ = select.select([self.parent], [], [], _PATIENCE_SECONDS)
            assert ready, f"waited in vain for {words!r}; the last output was {self.seen[-300:]!r}"
            self.seen += os.read(self.parent, 65536)
        self._read_to = place + len(words)

    def type(self, text: str) -> None:
        """Type a text; it ends with a return where it is to be sent."""
        os.write(self.parent, text.encode())

    def converse(self, *turns: tuple[str, str]) -> None:
        """Wait for each prompt and type the line that answers it."""
        for prompt, line in turns:
            self.wait_for(prompt)
            self.type(f"{line}\r")

    def wait(self) -> int:
        """Wait until the program ends; returns its exit code."""
        return self.process.wait(_PATIENCE_SECONDS)

    def end(self) -> int:
        """The same, and read what it printed last."""
        code = self.wait()
        with contextlib.suppress(OSError):  # Linux reports the closed terminal as an error
            while chunk := os.read(self.parent, 65536):
                self.seen += chunk
        return code

    def close(self) -> None:
        """End the program, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.parent)
