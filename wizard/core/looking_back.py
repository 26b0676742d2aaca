"""Sets milestones, and says what an assessment was like at one: the changes made since are undone.

Everything comes back as it was: the set-up, the answers, and their history. Two things the history does not tell: where
the user was and what was parked are those of today, and the time of change of an answer that was changed since is the
time of its last change before, or nothing where the history knows none.

A value in the history that no program of ours wrote counts as empty, as in the course of the score: a history that
somebody edited must not keep anybody from an export.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from wizard.core.answers import ANSWER_FIELDS, Answer, Change
from wizard.core.assessment import Assessment
from wizard.core.codec import answer_from_json, difference
from wizard.core.milestones import Milestone, check_new_label
from wizard.core.scoring import Answers
from wizard.errors import DataError

_UNDONE = frozenset(ANSWER_FIELDS) - {"question", "changed"}


def milestone_now(assessment: Assessment, text: str, at: datetime) -> Milestone:
    """A milestone that stands for the assessment as it is.

    Raises:
        InputError: the label cannot be used.
        ExistsError: one of its milestones has the label.
    """
    label = check_new_label(assessment.milestones, text)
    return Milestone(label, at, assessment.profile, len(assessment.history))


def as_of(assessment: Assessment, milestone: Milestone) -> Assessment:
    """The assessment at the moment of one of its milestones."""
    return replace(
        assessment,
        profile=milestone.profile,
        answers=answers_of_then(assessment.answers, assessment.history, milestone),
        history=assessment.history[: milestone.changes],
        milestones=tuple(takewhile(lambda other: other != milestone, assessment.milestones)),
        migrations=tuple(other for other in assessment.migrations if other.at <= milestone.at),
    )


def answers_of_then(answers: Answers, history: Sequence[Change], milestone: Milestone) -> dict[str, Answer]:
    """The answers at a milestone, from those of today and the history of all changes."""
    undone: dict[str, dict[str, Any]] = {}
    for change in reversed(history[milestone.changes :]):
        undone.setdefault(change.question, {}).update(change.before)
    told = {change.question: change.at for change in history[: milestone.changes] if change.question in undone}
    then = dict(answers)
    for question_id, fields in undone.items():
        answer = then.get(question_id) or Answer(question_id)
        _put(then, _restored(answer, fields, told.get(question_id)))
    for answer in milestone.untold:
        _put(then, answer)
    return then


def carried_over(milestone: Milestone, answers: Answers, history: Sequence[Change], into: Assessment) -> Milestone:
    """A milestone of another file, so that it tells in this assessment what it told there.

    Where both histories begin alike, the count is kept; otherwise it counts from today. The answers of then that this
    assessment does not tell go along.
    """
    theirs = answers_of_then(answers, history, milestone)
    begin_alike = into.history[: milestone.changes] == tuple(history[: milestone.changes])
    bare = replace(milestone, changes=milestone.changes if begin_alike else len(into.history), untold=())
    ours = answers_of_then(into.answers, into.history, bare)
    untold = (
        theirs.get(question_id) or Answer(question_id)
        for question_id in dict.fromkeys((*theirs, *ours))
        if _differ(question_id, ours, theirs)
    )
    return replace(bare, untold=tuple(untold))


def _differ(question_id: str, ours: Answers, theirs: Answers) -> bool:
    empty = Answer(question_id)
    return bool(difference(ours.get(question_id, empty), theirs.get(question_id, empty))[1])


def _put(answers: dict[str, Answer], answer: Answer) -> None:
    """Let a question have an answer; one that says nothing and was never changed is none."""
    if answer.is_empty and answer.changed is None:
        answers.pop(answer.question, None)
    else:
        answers[answer.question] = answer


def _restored(answer: Answer, before: Mapping[str, Any], changed: datetime | None) -> Answer:
    """An answer with the values that some of its fields had before."""
    fields = {name: value for name, value in before.items() if name in _UNDONE}
    try:
        earlier = answer_from_json({"question": answer.question, **fields}, answer.question)
    except DataError:
        readable = {name: value for name, value in fields.items() if _is_readable(answer.question, name, value)}
        earlier = answer_from_json({"question": answer.question, **readable}, answer.question)
    return replace(answer, **{name: getattr(earlier, name) for name in fields}, changed=changed)


def _is_readable(question_id: str, name: str, value: Any) -> bool:
    try:
        answer_from_json({"question": question_id, name: value}, question_id)
    except DataError:
        return False
    return True
