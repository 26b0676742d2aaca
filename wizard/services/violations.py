"""What an official questionnaire must not have when it is handed in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong; the gravest first."""

    LOCKED = "cannot be written"
    MISSING = "not in the template"
    UNKNOWN = "unknown question"
    TWICE = "stands twice"
    RULE = "breaks a rule"
    LIST = "not in the list"
    LONG = "too long"
    OPEN = "not answered"

    @property
    def can_be_forced(self) -> bool:
        """Whether the rest can be written all the same."""
        return self is not Kind.LOCKED


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: the question and the cell, each empty where it is not known, and what to do."""

    kind: Kind
    question: str
    cell: str
    message: str


_COUNTED = {
    Kind.LOCKED: ("cell cannot be written", "cells cannot be written"),
    Kind.MISSING: ("question is not in the template", "questions are not in the template"),
    Kind.UNKNOWN: ("question of the template is unknown here", "questions of the template are unknown here"),
    Kind.TWICE: ("question stands twice in the template", "questions stand twice in the template"),
    Kind.RULE: ("broken rule", "broken rules"),
    Kind.LIST: ("value is not in its drop-down list", "values are not in their drop-down lists"),
    Kind.LONG: ("text is too long", "texts are too long"),
    Kind.OPEN: ("question is open", "questions are open"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Violations of one kind that say the same; ``places`` are their questions and cells, such as ``IAM-01.1 C17``."""

    kind: Kind
    message: str
    places: tuple[str, ...]


def grouped(violations: Sequence[Violation]) -> tuple[Group, ...]:
    """The violations that say the same together, in the order in which the first of each stands."""
    found: dict[tuple[Kind, str], list[str]] = {}
    for violation in violations:
        place = f"{violation.question} {violation.cell}".strip()
        found.setdefault((violation.kind, violation.message), []).append(place)
    return tuple(Group(kind, message, tuple(places)) for (kind, message), places in found.items())


def in_counts(violations: Sequence[Violation]) -> str:
    """How many there are of each kind, in words, the gravest first."""
    counts = Counter(violation.kind for violation in violations)
    return ", ".join(f"{counts[kind]:,} {words[counts[kind] > 1]}" for kind, words in _COUNTED.items() if counts[kind])
