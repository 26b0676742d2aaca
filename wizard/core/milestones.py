"""Milestones: moments of an assessment that somebody gave a name, to compare with later.

A milestone does not hold the answers of its moment. The history is append-only, so it is enough to know how many changes
the history held then: whatever was changed after them is undone (see ``looking_back``). That is a count and no time,
because clocks jump, and because an import adds to the history late what was answered early.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from questionnaires.faults import did_you_mean
from wizard.core.answers import Answer
from wizard.core.profile import Profile
from wizard.core.text import clean
from wizard.errors import ExistsError, InputError, NotFoundError

LONGEST_LABEL = 80
NOW = "now"
"""How one says today's state where a milestone could be named; no milestone may be called so."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A named moment: when it was set, the set-up of then, and how many changes the history held.

    ``untold`` are the answers of then that undoing the history here does not give: those of a milestone that came with
    another file. An empty one stands for a question that had no answer.
    """

    label: str
    at: datetime
    profile: Profile
    changes: int
    untold: tuple[Answer, ...] = ()


Milestones = tuple[Milestone, ...]
"""The milestones of an assessment, in the order in which they were set or came in."""


def clean_label(text: str) -> str:
    """A label as somebody types it: one line, made safe to keep and to show.

    Raises:
        InputError: nothing is left of it, it is too long, or it is the word for today's state.
    """
    label = " ".join(clean(text).split())
    if not label:
        raise InputError("a milestone needs a label, such as 'before the audit'")
    if len(label) > LONGEST_LABEL:
        raise InputError(f"the label has {len(label)} characters; use at most {LONGEST_LABEL}")
    if label.casefold() == NOW:
        raise InputError(f"a milestone cannot be called {label!r}, which means today's state; choose another label")
    return label


def named(milestones: Milestones, text: str) -> Milestone:
    """The milestone with a label; letter case does not matter.

    Raises:
        NotFoundError: there is none; suggests the nearest.
    """
    wanted = " ".join(clean(text).split()).casefold()
    found = next((milestone for milestone in milestones if milestone.label.casefold() == wanted), None)
    if found is None:
        labels = [milestone.label for milestone in milestones]
        hint = did_you_mean(text, labels) if labels else "set one with 'caiq-wizard milestone NAME LABEL'"
        raise NotFoundError(f"there is no milestone {text!r}; {hint}".rstrip("; "))
    return found


def check_new_label(milestones: Milestones, text: str) -> str:
    """The label for one more milestone, from what somebody typed.

    Raises:
        InputError: it cannot be used.
        ExistsError: a milestone has it already; letter case does not matter.
    """
    label = clean_label(text)
    same = next((other for other in milestones if other.label.casefold() == label.casefold()), None)
    if same:
        when = f"{same.at.astimezone():%Y-%m-%d %H:%M}"
        raise ExistsError(f"there is a milestone {same.label!r} already, set {when}; choose another label")
    return label


def without_milestone(milestones: Milestones, text: str) -> Milestones:
    """The milestones without the one that has a label.

    Raises:
        NotFoundError: there is none; suggests the nearest.
    """
    gone = named(milestones, text)
    return tuple(milestone for milestone in milestones if milestone is not gone)


def repeated_label(milestones: Sequence[Milestone]) -> str:
    """The first label that two milestones share; empty where each has its own."""
    seen: set[str] = set()
    for milestone in milestones:
        folded = milestone.label.casefold()
        if folded in seen:
            return milestone.label
        seen.add(folded)
    return ""
