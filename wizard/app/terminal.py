"""Whether the terminal is still there."""

import os
import select
import sys
import threading
import time
from collections.abc import Callable

_LOOKS_EVERY = 1.0
_PATIENCE = 4.0
"""Seconds for leaving in good order, once the terminal is gone."""


def terminal_is_gone() -> bool:
    """Whether the terminal that the wizard reads from has been closed.

    The system tells a program so with a signal only where the terminal is its controlling one; otherwise reading goes on
    without an end, at full speed. Always false where the system cannot be asked (Windows) or input is no terminal.
    """
    if not hasattr(select, "poll"):
        return False
    source = sys.__stdin__
    if source is None or source.closed or not _was_a_terminal(source.fileno()):
        return False
    poll = select.poll()
    poll.register(source.fileno(), 0)
    return any(happened & select.POLLHUP for _, happened in poll.poll(0))


def end_without_terminal(code: int) -> None:
    """End the process at once where there is no terminal to restore any more; what is to be kept must be on disk already.

    The driver's threads read from the terminal and write to it; without one they may wait or spin for ever.
    """
    if terminal_is_gone():
        os._exit(code)


def end_when_the_terminal_is_gone(rescue: Callable[[], str]) -> None:
    """From now on end the process when the terminal is gone and nobody has left in good order soon after.

    The one thread that could leave in good order may be waiting for the terminal itself. ``rescue`` puts on disk what it
    can, in another thread, and says what it could not.
    """

    def watch() -> None:
        while not terminal_is_gone():
            time.sleep(_LOOKS_EVERY)
        time.sleep(_PATIENCE)
        os._exit(1 if rescue() else 0)

    if hasattr(select, "poll"):
        threading.Thread(target=watch, name="terminal-watch", daemon=True).start()


def _was_a_terminal(descriptor: int) -> bool:
    """Whether a descriptor belongs to a terminal device, also after that was hung up (``isatty`` then says no)."""
    try:
        return os.major(os.fstat(descriptor).st_rdev) > 0
    except OSError:
        return False
