"""When work is done: working days as days of the calendar, and the days on which to assess again."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import ceil

_WEEK, _WORKING_WEEK = 7, 5
ASSESS_EVERY = 90
"""Days between two looks at a system that is being worked on."""
A_YEAR = 365
"""Days until the next look where nothing is left to do."""


def timetable(on: date, works: Iterable[float], people: int = 1) -> Iterator[tuple[date, date]]:
    """The first and the last day of each of some works, one after the other, the first from the day ``on``.

    ``works`` are working days of one person; five of seven days are worked. Each work begins the day after the one before
    ends and takes at least a day; what that costs small ones is made good by those that follow.
    """
    begins, total = on, 0.0
    for days in works:
        total += days
        ends = max(begins, on + timedelta(days=ceil(round(total * _WEEK / _WORKING_WEEK / people, 6)) - 1))
        yield begins, ends
        begins = ends + timedelta(days=1)


def assess_again(begins: date, ends: date) -> tuple[date, ...]:
    """The days on which to assess again: every 90 days from the beginning of the work, and at its end."""
    on_the_way = range(ASSESS_EVERY, (ends - begins).days, ASSESS_EVERY)
    return (*(begins + timedelta(days=days) for days in on_the_way), ends)
