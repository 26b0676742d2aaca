"""Last year's assessment carried into a new one, and what is still to be looked at of everything that was carried over."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from questionnaires.search import normal_id
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.looking_back import milestone_now
from wizard.core.migration import Fate, Migration, MigrationRow, carried, plan_for_review
from wizard.core.profile import LONGEST_NAME, Created, Profile

MILESTONE = "carried over"
"""The first milestone of an assessment that was made from another: what it began with."""
WAS_OPEN = "was open"
"""What happened to a question that had no answer to carry, in two words."""
_OF_A_YEAR_BEFORE = re.compile(r"""^(last changed \d{4}-\d\d-\d\d, )?from ['"].*['"](; |$)""")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SHORT = {
    Fate.KEPT: "kept",
    Fate.MOVED: "moved",
    Fate.REVIEW: "look again",
    Fate.NEW: "new",
    Fate.ARCHIVED: "archived",
    Fate.OURS: "ours kept",
}


@dataclass(frozen=True, slots=True)
class NewYear:
    """What a new assessment is made with: its set-up, what it is made of when, the ids of all its questions in order.

    ``before`` and ``after`` name the questionnaires of then and now.
    """

    profile: Profile
    created: Created
    questions: tuple[str, ...]
    before: str
    after: str


def carried_into(old: Assessment, year: NewYear) -> Assessment:
    """A new assessment with the answers of an earlier one, each of which wants another look; the earlier one stays.

    Plans, accepted risks and open topics come along as they are; the history begins anew, at a milestone.
    """
    name, known = old.profile.name, {normal_id(question) for question in year.questions}
    beside = (answer for question, answer in old.answers.items() if normal_id(question) not in known)
    questions = (*year.questions, *(answer.question for answer in beside))
    plan = plan_for_review(questions, year.before, year.after, f"from {name!r}")
    kept, _ = carried(plan, (answer for answer in old.answers.values() if not answer.is_empty))
    before = {normal_id(answer.question): answer.review for answer in old.answers.values()}
    answers = {answer.question: _with_reason(answer, before[normal_id(answer.question)], name) for answer in kept}
    begun = Assessment(
        profile=year.profile,
        created=year.created,
        answers=answers,
        parked=tuple(item for item in old.parked if not item.done),
        migrations=(_told(name, year, plan.rows(()), answers),),
    )
    return replace(begun, milestones=(milestone_now(begun, MILESTONE, year.created.at),))


def _with_reason(answer: Answer, before: str, source: str) -> Answer:
    """An answer with the reason for another look: whose it was and how old it is, and what was still to be seen then."""
    earlier = _OF_A_YEAR_BEFORE.sub("", before)
    if answer.status is None:
        return replace(answer, review=earlier)
    changed = f"last changed {answer.changed.astimezone():%Y-%m-%d}, " if answer.changed else ""
    return replace(answer, review="; ".join(filter(None, (f"{changed}from {source!r}", earlier))))


def _told(source: str, year: NewYear, rows: Iterable[MigrationRow], answers: Mapping[str, Answer]) -> Migration:
    told = tuple(_row(row, answers.get(row.new)) for row in rows)
    return Migration(source, year.before, year.after, year.created.at, told)


def _row(row: MigrationRow, answer: Answer | None) -> MigrationRow:
    if answer and answer.status:
        return replace(row, answered=True, reason=answer.review)
    reason = "it was open; what was noted came along" if answer else "it was open"
    return replace(row, fate=Fate.KEPT, answered=False, reason=reason)


def year_name(name: str, taken: Collection[str], year: int) -> str:
    """A name for the new year's assessment that is not taken: with a later year in the place of its own, or with this one."""
    told = _YEAR.search(name)
    head, tail = (name[: told.start()], name[told.end() :]) if told else (f"{name[: LONGEST_NAME - 5].rstrip()} ", "")
    folded = {other.casefold() for other in taken}
    first = max(year, int(told[0]) + 1) if told else year
    offers = (f"{head}{number}{tail}" for number in count(first))
    return next(offer for offer in offers if offer.casefold() not in folded)


# -- what is still to be looked at -------------------------------------------------------------------------------------


def to_review(result: Result) -> tuple[str, ...]:
    """The asked questions whose answer was carried over and wants another look, in order."""
    answers = result.assessment.answers
    return tuple(question for question in result.asked if question in answers and answers[question].review)


def still_true(answer: Answer) -> Answer:
    """An answer that somebody has looked at and found to be as it was."""
    return replace(answer, review="")


# -- the report of what was carried over -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """One question of a migration and how it stands today; ``archived`` is the answer whose question is gone."""

    row: MigrationRow
    today: Answer
    archived: Answer | None

    @property
    def what(self) -> str:
        """What happened, in a word or two."""
        return what_happened(self.row)

    @property
    def status(self) -> Status | None:
        """The status that its answer has today."""
        return self.today.status


def carried_lines(migration: Migration, answers: Mapping[str, Answer]) -> tuple[CarriedLine, ...]:
    """Each question of a migration; the answers are those of today.

    Archived answers that no question ever asked for have lines of their own at the end.
    """
    archived = {normal_id(answer.question): answer for answer in migration.archived}
    lines = [
        CarriedLine(
            row,
            answers.get(row.new) or Answer(row.new),
            archived.pop(normal_id(row.old), None) if row.old and not row.new else None,
        )
        for row in migration.rows
    ]
    unknown = f"{migration.before} has no such question"
    return (
        *lines,
        *(
            CarriedLine(
                MigrationRow(answer.question, "", Fate.ARCHIVED, answered=True, reason=unknown), Answer(""), answer
            )
            for answer in archived.values()
        ),
    )


def what_happened(row: MigrationRow) -> str:
    """What happened to a question, in a word or two; one of those that ``whats`` gives."""
    return _SHORT[row.fate] if row.answered or row.fate is Fate.NEW else WAS_OPEN


def whats(lines: Iterable[CarriedLine]) -> Mapping[str, int]:
    """How many questions met each fate, what wants attention first; those that none met are left out."""
    counts = Counter(line.what for line in lines)
    order = (_SHORT[fate] for fate in (Fate.REVIEW, Fate.NEW, Fate.ARCHIVED, Fate.MOVED, Fate.KEPT, Fate.OURS))
    return {what: counts[what] for what in (*order, WAS_OPEN) if counts[what]}


def what_words(what: str) -> str:
    """The same in a sentence."""
    if what == WAS_OPEN:
        return "it had no answer to carry over"
    return next(fate.words for fate, short in _SHORT.items() if short == what)
