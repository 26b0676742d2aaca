"""What every writer of a file is given and gives back."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int, str], None]
"""Told how much is done, of how much (0 where nobody knows), and what is going on, in words. It may raise to stop the writing."""


class Stopped(Exception):  # noqa: N818  (nothing went wrong: somebody wanted it so)
    """Raised by a ``Progress`` whose user wants no more of it; nobody but its maker catches it."""


def silent(done: int, total: int, what: str) -> None:
    """A progress that tells nobody."""
    del done, total, what
