"""What an official questionnaire brings beside answers: how it was read, what fits nowhere, and where its answers come from.

A text that fits nowhere is kept all the same: in the note of its question, or in the parking lot where it belongs to none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from wizard.core.answers import Answer, Parked
from wizard.core.migration import Migration, Migrations, Plan
from wizard.core.parsing import LONGEST_TEXT
from wizard.workbooks.official_reading import FilledQuestionnaire
from wizard.workbooks.official_row import Misfit

_PIECE = LONGEST_TEXT - 1_000
"""Characters of a piece of a text that is too long to be kept in one."""


@dataclass(frozen=True, slots=True)
class OfficialSource:
    """A questionnaire that was read: the file's name, what it says, and where its texts belong today.

    ``misfits`` name questions by their ids of today. ``plan``, ``answered`` (ids of then), ``archived`` and ``of_archived``
    (what is in their notes) are there where it is of an earlier version.
    """

    file: str
    read: FilledQuestionnaire
    questions: frozenset[str]
    misfits: tuple[Misfit, ...]
    outside: Mapping[str, str]
    plan: Plan | None = None
    answered: tuple[str, ...] = ()
    archived: tuple[Answer, ...] = ()
    of_archived: tuple[Misfit, ...] = ()

    def asides(self) -> Mapping[str, tuple[Misfit, ...]]:
        """What is kept in the note of each question."""
        found: dict[str, tuple[Misfit, ...]] = {}
        for misfit in self.misfits:
            if misfit.question:
                found[misfit.question] = (*found.get(misfit.question, ()), misfit)
        return found

    def unclaimed(self) -> tuple[Misfit, ...]:
        """What belongs to no question, and goes to the parking lot."""
        return tuple(misfit for misfit in self.misfits if not misfit.question)

    def migration(self, kept_ours: Iterable[str], at: datetime) -> Migration | None:
        """What became of each question of the earlier version; nothing where it is of today's."""
        if self.plan is None:
            return None
        rows = self.plan.rows(self.answered, frozenset(kept_ours))
        return Migration(self.file, self.plan.before, self.plan.after, at, rows, self.archived)


def noted(answer: Answer, misfits: Iterable[Misfit], file: str) -> Answer:
    """The answer with what stands beside it in its note, and a flag if that is new; what does not fit any more is left out."""
    note = answer.note
    for misfit in misfits:
        longer = "\n".join(filter(None, (note, remark(misfit, file))))
        if not _is_said(answer, note, misfit, file) and len(longer) <= LONGEST_TEXT:
            note = longer
    return answer if note == answer.note else replace(answer, note=note, flagged=True, changed=None)


def left_over(answer: Answer, misfits: Iterable[Misfit], file: str) -> Iterator[Misfit]:
    """What has no room in the note of an answer any more."""
    return (misfit for misfit in misfits if not _is_said(answer, answer.note, misfit, file))


def parked(misfits: Iterable[Misfit], file: str, at: datetime) -> Iterator[Parked]:
    """Texts as topics of the parking lot; long ones in several."""
    for misfit in misfits:
        text = remark(misfit, file)
        for start in range(0, len(text), _PIECE):
            yield Parked(text[start : start + _PIECE], misfit.question, at)


def remark(misfit: Misfit, file: str) -> str:
    """A text with where it comes from."""
    return f"From {file}, {_place_and_text(misfit)}"


def _place_and_text(misfit: Misfit) -> str:
    """What tells a text from another, also where its file has been given another name."""
    return f"cell {misfit.cell}: {misfit.text}"


def with_migration(ours: Migrations, new: Migration, *, taken: bool) -> Migrations:
    """The migrations with a new one, unless the same was carried over before and nothing new came of it."""
    if not (new.archived or any(row.answered for row in new.rows)):
        return ours
    for known in ours:
        is_same = replace(known, at=new.at) == new
        if is_same or (not taken and _answers_of(known) == _answers_of(new)):
            return ours
    return (*ours, new)


def _answers_of(migration: Migration) -> tuple[object, ...]:
    """What tells one file from another: where it comes from, and which questions it answers."""
    answered = frozenset(row.old for row in migration.rows if row.answered)
    return migration.source, migration.before, migration.after, answered, migration.archived


def _is_said(answer: Answer, note: str, misfit: Misfit, file: str) -> bool:
    """Whether a text stands in the answer already."""
    if misfit.is_spare and answer.description.strip() and answer.description.strip() in misfit.text:
        return True
    return remark(misfit, file) in note or _place_and_text(misfit) in note
