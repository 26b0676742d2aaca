"""When work is done: working days as days of the calendar, and the days on which to assess again."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import ceil, floor

_WEEK, _WORKING_WEEK = 7, 5
_EXACT = 6
"""Digits behind the point that count: sums of fractions of days are not exact."""
ASSESS_EVERY = 90
"""Days between two looks at a system that is being worked on."""
A_YEAR = 365
"""Days until the next look where nothing is left to do."""


def timetable(on: date, works: Iterable[float], people: int = 1) -> Iterator[tuple[date, date]]:
    """The first and the last day of each of some works, one after the other, the first from the day ``on``.

    ``works`` are working days of one person; Saturdays and Sundays are free. A work begins when the one before ends, on
    the same day where something of it is left.
    """
    total = 0.0
    for days in works:
        begins = floor(round(total / people, _EXACT))
        total += days
        ends = max(begins, ceil(round(total / people, _EXACT)) - 1)
        yield _working_day(on, begins), _working_day(on, ends)


def assess_again(begins: date, ends: date) -> tuple[date, ...]:
    """The days on which to assess again: every 90 days from the beginning of the work, and at its end.

    What would be on a Saturday or Sunday is on the Friday before.
    """
    on_the_way = range(ASSESS_EVERY, (ends - begins).days, ASSESS_EVERY)
    return (*(not_on_a_weekend(begins + timedelta(days=days)) for days in on_the_way), ends)


def next_year(day: date) -> date:
    """When to look again where nothing is left to do."""
    return not_on_a_weekend(day + timedelta(days=A_YEAR))


def not_on_a_weekend(day: date) -> date:
    """The day itself, or the Friday before a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - _WORKING_WEEK + 1))


def _working_day(on: date, number: int) -> date:
    """The working day with a number, counted from 0 at the first one from ``on``."""
    late = on.weekday() - _WORKING_WEEK
    monday = on - timedelta(days=on.weekday()) if late < 0 else on + timedelta(days=_WEEK - on.weekday())
    weeks, days = divmod(number + (on.weekday() if late < 0 else 0), _WORKING_WEEK)
    return monday + timedelta(days=weeks * _WEEK + days)
