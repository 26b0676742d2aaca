"""The rows of the report about changes: one for each field of an answer that somebody changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC
from operator import attrgetter
from typing import Any

from exports.rows import HistoryRow
from wizard.core.answers import Change

_WORDS = {
    "responsibilities": "customer responsibilities",
    "remediation.action": "corrective action",
    "remediation.owner": "owner",
    "remediation.due": "due",
    "remediation.effort": "effort",
    "accepted_risk.reason": "risk accepted because",
    "accepted_risk.until": "risk accepted until",
    "flagged": "flag",
    "review": "to be looked at again",
}
"""What a field is called for people, where its own name does not say it."""


_LOOKED_AT = "looked at"
"""What the mark of an answer that was carried over becomes, once somebody has looked at it."""


def history_rows(history: Iterable[Change], questions: Collection[str]) -> tuple[HistoryRow, ...]:
    """The changes of some questions, the oldest first; entries may come from files, so any JSON value is taken."""
    ordered = sorted((change for change in history if change.question in questions), key=attrgetter("at"))
    return tuple(row for change in ordered for row in _rows(change))


def _rows(change: Change) -> Iterator[HistoryRow]:
    for name in dict.fromkeys((*change.before, *change.after)):
        before, after = _parts(name, change.before.get(name)), _parts(name, change.after.get(name))
        for part in dict.fromkeys((*before, *after)):
            old, new = before.get(part, ""), after.get(part, "")
            if old != new:
                new = new or _LOOKED_AT if part == "review" else new
                word = _WORDS.get(part) or part.replace("_", " ").replace(".", " ")
                yield HistoryRow(change.at.astimezone(UTC), change.question, change.who, word, old, new)


def _parts(name: str, value: Any) -> dict[str, str]:
    """A value in words under its name; the values inside an object under ``name.part``."""
    if isinstance(value, Mapping):
        return {f"{name}.{part}": _in_words(inner) for part, inner in value.items()}
    return {name: _in_words(value)}


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list | tuple):
        return "\n".join(map(_in_words, value))
    return "" if value is None else str(value)
