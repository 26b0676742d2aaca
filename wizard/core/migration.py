"""Carries answers from an earlier questionnaire, or from last year's assessment, into this one.

An answer follows its question, never an id that means something else today. Nothing is dropped: an answer whose question
is gone is kept in an archive. Whatever became of each question is said in one line with its reason.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from questionnaires.crosswalk import Crosswalk, Step, Wording
from questionnaires.search import normal_id
from wizard.core.answers import Answer

_MUCH_ALIKE = 60
"""Percent; below, a reworded question is hardly the same one."""


class Fate(StrEnum):
    """What happened to a question and its answer."""

    KEPT = "kept"
    MOVED = "moved"
    REVIEW = "review again"
    NEW = "new"
    ARCHIVED = "archived"
    OURS = "ours kept"

    @property
    def words(self) -> str:
        """What it means, for people."""
        return _WORDS[self]


_WORDS = {
    Fate.KEPT: "same question, same id",
    Fate.MOVED: "same question under another id",
    Fate.REVIEW: "carried over, to be looked at again",
    Fate.NEW: "a question that was not asked before",
    Fate.ARCHIVED: "the question is gone; its answer is kept in the archive",
    Fate.OURS: "the answer that was here already has stayed",
}


@dataclass(frozen=True, slots=True)
class MigrationRow:
    """One question: its id before and now (empty where there was or is none), what happened, and why.

    ``answered`` says whether there was an answer to carry.
    """

    old: str
    new: str
    fate: Fate
    answered: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Migration:
    """One time that answers were carried over: from what, between which versions, when, what became of each question.

    ``archived`` are the answers whose question is gone, under the ids that they had.
    """

    source: str
    before: str
    after: str
    at: datetime
    rows: tuple[MigrationRow, ...]
    archived: tuple[Answer, ...] = ()

    def counts(self) -> Counter[Fate]:
        """How many answers met each fate; of the new questions, how many there are."""
        return Counter(row.fate for row in self.rows if row.answered or row.fate is Fate.NEW)


Migrations = tuple[Migration, ...]
"""Every time that answers were carried into an assessment, in order."""


@dataclass(frozen=True)
class Plan:
    """Where answers go: by the id in the form of ``normal_id`` that a question had before."""

    before: str
    after: str
    crosswalk: Crosswalk
    why: str = ""
    """Why every answer wants another look; empty where only those to changed questions do."""

    def target(self, old: str) -> str:
        """The id that a question has today; empty where it is gone or never was."""
        step = self._step(old)
        return step.new if step else ""

    def review(self, old: str, *, answered: bool = True) -> str:
        """Why what was said about a question wants another look; empty where it does not.

        Changed words want one for mere notes, too; a new year does for what was ``answered`` alone.
        """
        step = self._step(old)
        changed = _changed(step, self.before) if step else ""
        return "; ".join(filter(None, (changed, self.why if answered else "")))

    def rows(self, answered: Collection[str], kept_ours: Collection[str] = ()) -> tuple[MigrationRow, ...]:
        """What happens to each question; ``answered`` has old ids, ``kept_ours`` ids of today whose own answer stays."""
        given = {normal_id(old) for old in answered}
        return tuple(
            self._row(step, normal_id(step.old) in given, step.new in kept_ours) for step in self.crosswalk.steps
        )

    def _step(self, old: str) -> Step | None:
        return self.crosswalk.by_old.get(normal_id(old))

    def _row(self, step: Step, answered: bool, kept_ours: bool) -> MigrationRow:
        fate, reason = self._fate(step)
        if answered and kept_ours and step.new:
            fate, reason = Fate.OURS, f"an answer was here already and stayed; {reason}"
        return MigrationRow(step.old, step.new, fate, answered, reason)

    def _fate(self, step: Step) -> tuple[Fate, str]:
        if not step.old:
            return Fate.NEW, f"not asked in {self.before}"
        if not step.new:
            return Fate.ARCHIVED, f"not asked any more in {self.after}"
        moved = "" if step.old == step.new else f"was {step.old} in {self.before}"
        review = self.review(step.old)
        if review:
            return Fate.REVIEW, "; ".join(filter(None, (moved, review)))
        return (Fate.MOVED, moved) if moved else (Fate.KEPT, "the same question under the same id")


def plan_for_review(questions: Iterable[str], before: str, after: str, why: str) -> Plan:
    """The plan for the same questions, every answer of which wants another look: a new year."""
    return Plan(
        before, after, Crosswalk(tuple(Step(question, question, Wording.SAME, 100) for question in questions)), why
    )


def carried(plan: Plan, answers: Iterable[Answer]) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """The answers under their ids of today, with why they want another look; and those whose question is gone."""
    kept, archived = [], []
    for answer in answers:
        target = plan.target(answer.question)
        if not target:
            archived.append(answer)
        else:
            review = plan.review(answer.question, answered=answer.status is not None)
            kept.append(replace(answer, question=target, review=review or answer.review))
    return tuple(kept), tuple(archived)


def _changed(step: Step, before: str) -> str:
    if step.wording is Wording.SAME:
        return ""
    if step.wording is Wording.EDITED:
        return f"a few words of the question changed since {before}"
    if step.alike is not None and step.alike < _MUCH_ALIKE:
        return f"the question was rewritten since {before} (only {step.alike}% alike)"
    return f"the question was reworded since {before} ({step.alike}% alike)"
