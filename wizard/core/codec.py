"""Answers, profiles and history as plain JSON values and back: the one form that the store, the exports and imports share.

Reading is strict: an unknown field or word is refused with its place and the nearest right one, so that nothing a file
says is silently dropped.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from questionnaires.faults import did_you_mean
from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import ANSWER_FIELDS, Answer, Change, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.profile import Profile, ordered_roles
from wizard.core.text import clean, clean_values
from wizard.errors import DataError, InputError

LONGEST_TEXT = 100_000
"""Characters of one text field; more is a pasted file, which belongs into the evidence."""

_SENSIBLE_YEARS = range(1970, 9999)
Word = TypeVar("Word", bound=StrEnum)
_REMEDIATION_FIELDS = tuple(item.name for item in fields(Remediation))


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


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Every field of an answer; empty ones too, so that readers need not guess."""
    plan = answer.remediation
    return {
        "question": answer.question,
        "status": answer.status,
        "ownership": answer.ownership,
        "description": answer.description,
        "responsibilities": answer.responsibilities,
        "evidence": list(answer.evidence),
        "remediation": {
            "action": plan.action,
            "owner": plan.owner,
            "due": plan.due.isoformat() if plan.due else None,
            "effort": plan.effort,
        },
        "note": answer.note,
        "flagged": answer.flagged,
        "respondent": answer.respondent,
        "method": answer.method,
        "confidence": answer.confidence,
        "changed": answer.changed.isoformat() if answer.changed else None,
    }


def answer_from_json(data: Any, place: str) -> Answer:
    """An answer from its JSON object; fields may be missing. ``place`` says where in the file it stands.

    Raises:
        DataError: a field is unknown, of the wrong kind, or holds an unknown word.
    """
    reader = _Reader(data, place)
    reader.only(ANSWER_FIELDS)
    remediation = data.get("remediation")
    plan = _Reader({} if remediation is None else remediation, f"{place}.remediation")
    plan.only(_REMEDIATION_FIELDS)
    return Answer(
        question=reader.text("question"),
        status=reader.word("status", Status, "status"),
        ownership=reader.word("ownership", SsrmOwnership, "ownership value"),
        description=reader.text("description"),
        responsibilities=reader.text("responsibilities"),
        evidence=reader.texts("evidence"),
        remediation=Remediation(
            action=plan.text("action"),
            owner=plan.text("owner"),
            due=plan.parsed("due", lambda text: parse_date(text, "date")),
            effort=plan.word("effort", Effort, "effort"),
        ),
        note=reader.text("note"),
        flagged=reader.flag("flagged"),
        respondent=reader.text("respondent"),
        method=reader.word("method", Method, "method"),
        confidence=reader.word("confidence", Confidence, "confidence"),
        changed=reader.parsed("changed", parse_time),
    )


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """The set-up of an assessment under the names of the exchange format."""
    return {
        "name": profile.name,
        "organization": profile.organization,
        "system": profile.system,
        "roles": list(profile.roles),
        "phase": profile.phase,
        "target_phase": profile.target_phase,
        "use_case": profile.use_case,
        "lenses": list(profile.lenses),
    }


def profile_from_json(data: Any, place: str) -> Profile:
    """A profile from its JSON object.

    Raises:
        DataError: a field is missing, of the wrong kind, or holds an unknown word.
    """
    reader = _Reader(data, place)
    try:
        return Profile(
            name=reader.text("name"),
            roles=ordered_roles([parse_word(role, Role, "role") for role in reader.texts("roles")]),
            organization=reader.text("organization"),
            system=reader.text("system"),
            phase=reader.needed("phase", Phase, "phase"),
            target_phase=reader.needed("target_phase", Phase, "phase"),
            use_case=reader.needed("use_case", UseCase, "use case"),
            lenses=reader.texts("lenses"),
        )
    except DataError:
        raise
    except InputError as error:
        raise DataError(f"{place}: {error}") from None


def change_to_json(change: Change) -> dict[str, Any]:
    """A history entry: who, when, and the fields that changed, from and to."""
    return {
        "question": change.question,
        "at": change.at.isoformat(),
        "who": change.who,
        "from": change.before,
        "to": change.after,
    }


def change_from_json(data: Any, place: str) -> Change:
    """A history entry from its JSON object.

    Raises:
        DataError: a field is unknown or of the wrong kind.
    """
    reader = _Reader(data, place)
    reader.only(("question", "at", "who", "from", "to"))
    at = reader.parsed("at", parse_time)
    if at is None:
        raise DataError(f"{place}.at: the time of the change is missing")
    return Change(reader.text("question"), at, reader.text("who"), reader.object("from"), reader.object("to"))


def difference(before: Answer, after: Answer) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they are now; the time of change is not a difference."""
    old, new = answer_to_json(before), answer_to_json(after)
    changed = [name for name in ANSWER_FIELDS if name != "changed" and old[name] != new[name]]
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}


def parse_time(text: str) -> datetime:
    """An aware time in ISO format.

    Raises:
        InputError: it is no time, or has no time zone.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a time in ISO format") from None
    if time.year not in _SENSIBLE_YEARS:
        raise InputError(
            f"the time {text!r} lies outside the years {_SENSIBLE_YEARS.start} to {_SENSIBLE_YEARS.stop - 1}"
        )
    if time.tzinfo is None:
        raise InputError(f"the time {text!r} has no time zone; end it with Z or an offset such as +01:00")
    return time


Parsed = TypeVar("Parsed")


class _Reader:
    """Reads the fields of one JSON object, naming the place of whatever is wrong."""

    def __init__(self, data: Any, place: str) -> None:
        if not isinstance(data, Mapping):
            raise DataError(f"{place}: expected an object with named fields, found {_kind(data)}")
        self._data = data
        self._place = place

    def only(self, known: tuple[str, ...]) -> None:
        for name in self._data:
            if name not in known:
                hint = did_you_mean(str(name), known)
                raise DataError(f"{self._place}: unknown field {name!r}; {hint}".rstrip("; "))

    def text(self, name: str) -> str:
        value = self._data.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(name, "a text", value)
        if len(value) > LONGEST_TEXT:
            raise DataError(f"{self._place}.{name}: {len(value):,} characters; at most {LONGEST_TEXT:,}")
        return clean(value)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._data.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name, "a list of texts", value)
        return tuple(clean(item) for item in value)

    def flag(self, name: str) -> bool:
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false", value)
        return value

    def object(self, name: str) -> dict[str, Any]:
        value = self._data.get(name, {})
        if not isinstance(value, dict):
            raise self._wrong(name, "an object with named fields", value)
        return dict(clean_values(value))

    def word(self, name: str, kind: type[Word], what: str) -> Word | None:
        return self.parsed(name, lambda text: parse_word(text, kind, what))

    def needed(self, name: str, kind: type[Word], what: str) -> Word:
        word = self.word(name, kind, what)
        if word is None:
            raise DataError(f"{self._place}.{name}: the {what} is missing; use one of {', '.join(kind)}")
        return word

    def parsed(self, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
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
