"""What was carried over from an earlier questionnaire or assessment, as rows of the report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """What became of one question, and how it stands at the export.

    ``number`` counts the times that answers were carried over, from 1; ``source`` is what from, ``versions`` of which
    questionnaires. ``before`` and ``now`` are its ids, empty where there was or is no such question; ``happened`` says what,
    in a word or two. ``status`` and ``look_again`` are those of today's answer; what follows is the answer that the archive
    keeps of a question that is gone.
    """

    number: int
    at: datetime
    source: str
    versions: str
    before: str
    now: str
    happened: str
    reason: str
    title: str
    status: str
    look_again: str
    archived_status: str
    ownership: str
    description: str
    responsibilities: str
    evidence: tuple[str, ...]
    action: str
    owner: str
    note: str


def times(rows: Iterable[CarriedRow]) -> Mapping[int, list[CarriedRow]]:
    """The rows of each time that answers were carried over."""
    found: dict[int, list[CarriedRow]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(row)
    return found


def in_words(rows: Iterable[CarriedRow]) -> str:
    """How many questions met each fate."""
    counts = Counter(row.happened for row in rows)
    return ", ".join(f"{count} {_of_some(happened, count)}" for happened, count in counts.most_common())


def _of_some(happened: str, count: int) -> str:
    return happened if count == 1 else happened.replace("was ", "were ")
