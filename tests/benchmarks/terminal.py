"""Programs on a pseudo-terminal, timed from a key press to what it puts on the screen."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

COLUMNS, LINES = 120, 40
PATIENCE_SECONDS = 30


class Terminal:
    """A program on a terminal of 120 by 40."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "CAIQ_WIZARD_HOME": str(home)}
        self.process = subprocess.Popen(
            command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
        )
        os.close(child)

    def wait_for(self, marker: bytes) -> None:
        """Read until the marker was printed."""
        seen = b""
        while marker not in seen:
            if not select.select([self._parent], [], [], PATIENCE_SECONDS)[0]:
                raise RuntimeError(f"waited in vain for {marker!r}; the last it printed: {seen[-300:]!r}")
            seen += os.read(self._parent, 65536)

    def rest(self) -> None:
        """Read until nothing has come for a moment."""
        while select.select([self._parent], [], [], 0.15)[0]:
            os.read(self._parent, 65536)

    def seconds_from(self, key: bytes, marker: bytes) -> float:
        """From a key press to the marker on the terminal, with the program at rest before."""
        self.rest()
        start = time.perf_counter()
        os.write(self._parent, key)
        self.wait_for(marker)
        return time.perf_counter() - start

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._parent, key)

    @property
    def memory_mib(self) -> float:
        """The resident memory of the program (Linux)."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def close(self) -> None:
        """End the program without asking."""
        self.process.kill()
        self.process.wait()
        os.close(self._parent)


def first_frame(command: Sequence[str], marker: bytes, home: Path) -> float:
    """Seconds from the start of a process to the moment its first frame is on the terminal."""
    start = time.perf_counter()
    terminal = Terminal(command, home)
    try:
        terminal.wait_for(marker)
        return time.perf_counter() - start
    finally:
        terminal.close()
