"""Days as people write them: ``2027-03-31``, ``in 2 weeks``, ``+30``, ``tomorrow``; and how far away a day is, in words."""

import calendar
import re
from datetime import date, timedelta

from wizard.core.parsing import parse_date
from wizard.errors import InputError

_DAYS_BY_UNIT = {"d": 1, "w": 7}
_MONTHS_BY_UNIT = {"m": 1, "y": 12}
_WORDS = {"today": 0, "tomorrow": 1}
_SPAN = re.compile(
    r"(?P<ahead>in\s+|\+\s*)?(?P<number>an?|one|\d{1,4})\s*(?P<unit>d|days?|w|weeks?|m|months?|y|years?)?",
    re.IGNORECASE,
)
_SHORT_WORDS = ("a", "an", "one")
_DAYS_NAMED_ONE_BY_ONE = 13
_DAYS_COUNTED_IN_WEEKS = 70


def parse_day(text: str, today: date, what: str) -> date:
    """A day as ``YYYY-MM-DD``, or counted from today: ``in 2 weeks``, ``3 months``, ``+30`` (days), ``tomorrow``.

    Raises:
        InputError: it is none of these, or lies beyond the calendar.
    """
    words = " ".join(text.casefold().split())
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    span = _SPAN.fullmatch(words)
    try:
        if span and (span["ahead"] or span["unit"]):
            return _ahead(today, span["number"], (span["unit"] or "d")[0])
        return parse_date(text, what)
    except (InputError, OverflowError, ValueError):
        raise InputError(f"{text.strip()!r} is not a {what}; write it like 2027-03-31 or 'in 2 weeks'") from None


def distance_words(day: date, today: date) -> str:
    """How far away a day is: ``in 9 days``, ``in 3 weeks``, ``5 days ago``, ``today``."""
    days = (day - today).days
    if days == 0:
        return "today"
    away = abs(days)
    if away <= _DAYS_NAMED_ONE_BY_ONE:
        words = _counted(away, "day")
    elif away <= _DAYS_COUNTED_IN_WEEKS:
        words = _counted(round(away / 7), "week")
        words = f"about {words}" if away % 7 else words
    else:
        words = f"about {_counted(round(away / 30.44), 'month')}"
    return f"in {words}" if days > 0 else f"{words} ago"


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that month is shorter.

    Raises:
        ValueError: it lies beyond the calendar.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _ahead(today: date, number: str, unit: str) -> date:
    count = 1 if number in _SHORT_WORDS else int(number)
    if unit in _MONTHS_BY_UNIT:
        return months_later(today, count * _MONTHS_BY_UNIT[unit])
    return today + timedelta(days=count * _DAYS_BY_UNIT[unit])


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
