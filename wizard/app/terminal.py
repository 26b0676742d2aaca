"""Whether the terminal is still there."""

import os
import select
import sys


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


def _was_a_terminal(descriptor: int) -> bool:
    """Whether a descriptor belongs to a terminal device, also after that was hung up (``isatty`` then says no)."""
    try:
        return os.major(os.fstat(descriptor).st_rdev) > 0
    except OSError:
        return False
