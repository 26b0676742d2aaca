"""What people type into the cells of a workbook: closed words, days, times and ticks, however they are written."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from wizard.core.answers import Status
from wizard.core.parsing import check_year
from wizard.errors import InputError
from wizard.workbooks.opening import Value

Word = TypeVar("Word", bound=StrEnum)

_STATUSES = {
    "yes": Status.YES,
    "yesgaps": Status.YES_GAPS,
    "yeswithgaps": Status.YES_GAPS,
    "yesbutgaps": Status.YES_GAPS,
    "yesminorgaps": Status.YES_GAPS,
    "yeswithminorgaps": Status.YES_GAPS,
    "partial": Status.PARTIAL,
    "partially": Status.PARTIAL,
    "partly": Status.PARTIAL,
    "no": Status.NO,
    "na": Status.NA,
    "notapplicable": Status.NA,
    "open": None,
    "notanswered": None,
}
_TICKED, _NOT_TICKED = ("flag", "flagged", "yes", "x", "true", "1", "✓", "✔"), ("", "no", "false", "0")
_DASHES = frozenset("-–—−‐‑")
_DAY = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})")
_GERMAN_DAY = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
_FIRST_DAY = date(1899, 12, 30)
"""The day 0 of spreadsheet programs."""
_MOST_DIGITS = 9
_SERIALS = range(25_569, 73_051)
"""Numbers that can be days: 1970 to 2099."""


def text_of(value: Value) -> str:
    """What a cell shows, as text: whole numbers without a point, days as people write them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    return "" if value is None else str(value)


def status(value: Value) -> Status | None:
    """A status; nothing for an open question.

    Raises:
        InputError: it is none.
    """
    key = _key(value)
    if key and key not in _STATUSES:
        raise InputError(f"{text_of(value)!r} is no status; use one of {', '.join(Status)}")
    return _STATUSES[key] if key else None


def word(value: Value, kind: type[Word], what: str) -> Word | None:
    """A word of a closed list; nothing where the cell is empty.

    Raises:
        InputError: it is none of them.
    """
    key = _key(value)
    known = {_key(item.value): item for item in kind}
    if key and key not in known:
        raise InputError(f"{text_of(value)!r} is no {what}; use one of {', '.join(kind)}")
    return known[key] if key else None


def ticked(value: Value) -> bool:
    """Whether a cell is ticked.

    Raises:
        InputError: nobody can tell.
    """
    text = " ".join(text_of(value).casefold().split())
    if text in _TICKED:
        return True
    if text in _NOT_TICKED or set(text) <= _DASHES:
        return False
    raise InputError(f"{text_of(value)!r} is no mark; write flag, or leave it empty")


def whole_number(text: str) -> int:
    """A whole number as somebody typed it; -1 where it is none, or longer than any of ours."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else -1


def day(value: Value, what: str) -> date | None:
    """A day, typed as a date or as text; nothing where the cell is empty.

    Raises:
        InputError: it is no day, or could be two.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value).strip()
    if not text or set(text) <= _DASHES:
        return None
    serial = whole_number(text)
    if serial in _SERIALS:
        return _FIRST_DAY + timedelta(days=serial)
    match = _DAY.fullmatch(text) or _GERMAN_DAY.fullmatch(text)
    try:
        if match:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise InputError(f"{text!r} is not a {what}; write it as YYYY-MM-DD, such as 2027-03-31")


def moment(value: Value, what: str) -> datetime | None:
    """A time in UTC; nothing where the cell is empty.

    Raises:
        InputError: it is no time, or none that an answer can have.
    """
    if isinstance(value, datetime):
        time = value
    elif isinstance(value, date):
        time = datetime(value.year, value.month, value.day, tzinfo=UTC)
    else:
        text = text_of(value).strip()
        if not text:
            return None
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            raise InputError(f"{text!r} is not a {what}; write it as 2027-03-31 14:30, or leave it as it was") from None
    check_year(time)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _key(value: Value) -> str:
    """A word without what people write differently: letter case, blanks, commas, slashes, and hyphens of all kinds.

    A lone dash stands for nothing; other signs without a letter are kept, so that nobody takes them for nothing.
    """
    text = unicodedata.normalize("NFKC", text_of(value)).casefold().strip()
    if set(text) <= _DASHES:
        return ""
    return re.sub(r"[\W_]+", "", text) or text
