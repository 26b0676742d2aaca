"""Words, texts, dates and JSON as they come from outside: read strictly, refused with one sentence that helps."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from questionnaires.faults import did_you_mean
from wizard.core.text import clean, clean_values
from wizard.errors import DataError, InputError

LONGEST_TEXT = 100_000
"""Characters of one text field; more is a pasted file, which belongs into the evidence."""

_SENSIBLE_YEARS = range(1970, 9999)
Word = TypeVar("Word", bound=StrEnum)
Parsed = TypeVar("Parsed")


def parse_word(text: str, kind: type[Word], what: str) -> Word:
    """A word of a closed list; letter case does not matter.

    Raises:
        InputError: the word is unknown; suggests the nearest.
    """
    for word in kind:
        if word.value.casefold() == text.strip().casefold():
            return word
    raise InputError(f"{text!r} is not a known {what}; {did_you_mean(text, kind)}".rstrip("; "))


def parse_text(text: str, what: str) -> str:
    """A text as someone types it, made safe to keep and to show.

    Raises:
        InputError: it is longer than a field takes.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"the {what} has {len(text):,} characters; at most {LONGEST_TEXT:,} fit, longer texts are evidence"
        )
    return clean(text)


def parse_json(content: bytes) -> Any:
    """JSON as the standard has it.

    Raises:
        ValueError: it is not JSON, or holds NaN or an infinity, which JSON does not know.
        RecursionError: it is nested too deeply.
    """
    return json.loads(content, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def parse_date(text: str, what: str) -> date:
    """A day as ``YYYY-MM-DD``.

    Raises:
        InputError: it is not a day of the calendar.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{text!r} is not a {what}; write it as YYYY-MM-DD, such as 2027-03-31") from None


def parse_time(text: str) -> datetime:
    """An aware time in ISO format.

    Raises:
        InputError: it is no time, or has no time zone.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a time in ISO format") from None
    check_year(time)
    if time.tzinfo is None:
        raise InputError(f"the time {text!r} has no time zone; end it with Z or an offset such as +01:00")
    return time


def check_year(time: datetime) -> None:
    """Refuse a time that cannot be one of ours, and that a change of the time zone could push out of the calendar.

    Raises:
        InputError: its year is out of bounds.
    """
    if time.year not in _SENSIBLE_YEARS:
        raise InputError(
            f"the time '{time}' lies outside the years {_SENSIBLE_YEARS.start} to {_SENSIBLE_YEARS.stop - 1}"
        )


class JsonReader:
    """Reads the fields of one JSON object, naming the place of whatever is wrong.

    Every method raises a ``DataError`` for a field that is of the wrong kind.
    """

    def __init__(self, data: Any, place: str) -> None:
        if not isinstance(data, Mapping):
            raise DataError(f"{place}: expected an object with named fields, found {_kind(data)}")
        self._data = data
        self._place = place

    def only(self, known: tuple[str, ...]) -> None:
        """Refuse fields that are not known."""
        for name in self._data:
            if name not in known:
                hint = did_you_mean(str(name), known)
                raise DataError(f"{self._place}: unknown field {name!r}; {hint}".rstrip("; "))

    def text(self, name: str) -> str:
        """A text, made safe; empty where it is missing."""
        value = self._data.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(name, "a text", value)
        if len(value) > LONGEST_TEXT:
            raise DataError(f"{self._place}.{name}: {len(value):,} characters; at most {LONGEST_TEXT:,}")
        return clean(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._data.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name, "a list of texts", value)
        return tuple(clean(item) for item in value)

    def flag(self, name: str) -> bool:
        """True or false; false where it is missing."""
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false", value)
        return value

    def object(self, name: str) -> dict[str, Any]:
        """An object as it stands, its texts made safe."""
        value = self._data.get(name, {})
        if not isinstance(value, dict):
            raise self._wrong(name, "an object with named fields", value)
        return dict(clean_values(value))

    def word(self, name: str, kind: type[Word], what: str) -> Word | None:
        """A word of a closed list, or nothing."""
        return self.parsed(name, lambda text: parse_word(text, kind, what))

    def needed(self, name: str, kind: type[Word], what: str) -> Word:
        """A word of a closed list that may not be missing."""
        word = self.word(name, kind, what)
        if word is None:
            raise DataError(f"{self._place}.{name}: the {what} is missing; use one of {', '.join(kind)}")
        return word

    def parsed(self, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """Whatever a parser makes of a text, or nothing."""
        value = self._data.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise self._wrong(name, "a text", value)
        try:
            return parse(value)
        except InputError as error:
            raise DataError(f"{self._place}.{name}: {error}") from None

    def _wrong(self, name: str, expected: str, value: Any) -> DataError:
        return DataError(f"{self._place}.{name}: expected {expected}, found {_kind(value)}")


def _kind(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return "nothing" if value is None else names.get(type(value), type(value).__name__)
