"""What an assessment was like at a milestone equals what it was then, whatever happened before and since."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.vocabulary import Effort, Phase, Role, UseCase
from wizard.core.answers import AcceptedRisk, Answer, Change, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.assessment import Assessment
from wizard.core.codec import difference, milestones_from_json, milestones_to_json
from wizard.core.looking_back import answers_of_then, as_of, carried_over, milestone_now
from wizard.core.milestones import Milestone
from wizard.core.profile import Created, Profile, QuestionnaireVersion

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
PROFILES = (
    Profile("X", (Role.AP,)),
    Profile("X", (Role.OSP, Role.AP), "Org", "Bot", Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT, ("caf-ai",)),
)
START = Assessment(PROFILES[0], Created(NOON, QuestionnaireVersion("aicm", "1.1")))
QUESTIONS = st.sampled_from(["IAM-01.1", "IAM-02.1", "LOG-01.1", "MDS-02.1"])
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (zones come with them)
TEXTS = st.sampled_from(["", "a", "b\nc", "=1+1"])
ANSWERS = st.builds(
    Answer,
    question=QUESTIONS,
    status=st.none() | st.sampled_from(Status),
    ownership=st.none() | st.sampled_from(SsrmOwnership),
    description=TEXTS,
    responsibilities=TEXTS,
    evidence=st.lists(TEXTS, max_size=2).map(tuple),
    remediation=st.builds(
        Remediation, TEXTS, TEXTS, st.none() | st.just(date(2027, 3, 1)), st.none() | st.sampled_from(Effort)
    ),
    accepted_risk=st.none() | st.just(AcceptedRisk("few users", date(2027, 6, 30))),
    note=TEXTS,
    flagged=st.booleans(),
    respondent=TEXTS,
    method=st.none() | st.sampled_from(Method),
    confidence=st.none() | st.sampled_from(Confidence),
    changed=st.none() | TIMES,
)
EMPTIED = QUESTIONS.map(Answer)
SET_MILESTONE = st.just("milestone")
STEPS = st.lists(
    st.tuples(ANSWERS | EMPTIED | SET_MILESTONE | st.sampled_from(PROFILES), TIMES), min_size=1, max_size=25
)
UNTOLD = st.lists(ANSWERS, max_size=3)
"""Answers that a file holds and its history does not tell."""


@dataclass(frozen=True)
class Played:
    """An assessment at the end of some steps, and as it was at each of its milestones."""

    assessment: Assessment
    then: Mapping[str, Assessment]


def played(start: Assessment, steps: Sequence[tuple[Any, datetime]], prefix: str = "m") -> Played:
    """Do the steps one after another; their times jump as they like."""
    now, then = start, {}
    for step, at in steps:
        if isinstance(step, Answer):
            now = recorded(now, step, at)
        elif isinstance(step, Profile):
            now = replace(now, profile=step)
        else:
            label = f"{prefix}{len(then)}"
            then[label] = now
            now = replace(now, milestones=(*now.milestones, milestone_now(now, label, at)))
    return Played(now, then)


def recorded(assessment: Assessment, answer: Answer, at: datetime) -> Assessment:
    before, after = difference(assessment.answer(answer.question), answer)
    if not after:
        return assessment
    history = (*assessment.history, Change(answer.question, at, "", before, after))
    return replace(assessment.with_answer(replace(answer, changed=at)), history=history)


def with_untold(answers: Sequence[Answer]) -> Assessment:
    return replace(START, answers={answer.question: answer for answer in answers})


def said(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What the answers say, whenever it was said."""
    return {question: replace(answer, changed=None) for question, answer in answers.items() if not answer.is_empty}


@settings(deadline=None, max_examples=120)
@given(UNTOLD, STEPS)
def test_a_milestone_tells_the_assessment_of_its_moment(untold: list[Answer], steps: list[Any]) -> None:
    done = played(with_untold(untold), steps)
    for milestone in done.assessment.milestones:
        expected, got = done.then[milestone.label], as_of(done.assessment, milestone)
        assert said(got.answers) == said(expected.answers)
        assert (got.profile, got.history, got.milestones) == (expected.profile, expected.history, expected.milestones)
        told = {change.question for change in expected.history}
        since = {change.question for change in done.assessment.history[len(expected.history) :]}
        for question, answer in got.answers.items():
            if question in told or question not in since:
                assert answer.changed == expected.answers[question].changed


@settings(deadline=None, max_examples=120)
@given(STEPS)
def test_where_the_history_tells_everything_nothing_at_all_differs(steps: list[Any]) -> None:
    done = played(START, steps)
    for milestone in done.assessment.milestones:
        assert as_of(done.assessment, milestone) == done.then[milestone.label]


@settings(deadline=None, max_examples=120)
@given(UNTOLD, STEPS, STEPS, STEPS, STEPS)
def test_a_milestone_of_another_file_tells_here_what_it_told_there(
    untold: list[Answer], shared: list[Any], theirs: list[Any], ours: list[Any], later: list[Any]
) -> None:
    """Both files may begin alike (a copy that came back), or have nothing in common but an empty beginning."""
    begin = played(with_untold(untold), shared, "shared").assessment
    there = played(begin, [*theirs, ("milestone", NOON)], "theirs").assessment
    for start in (begin, START):
        here = played(start, ours, "ours").assessment
        carried = [carried_over(item, there.answers, there.history, here) for item in there.milestones]
        end = played(replace(here, milestones=()), later, "later").assessment
        for milestone, copy in zip(there.milestones, carried, strict=True):
            again = milestones_from_json(json.loads(json.dumps(milestones_to_json([copy]))), "x", len(end.history))
            assert again == (copy,)
            expected = answers_of_then(there.answers, there.history, milestone)
            assert said(answers_of_then(end.answers, end.history, copy)) == said(expected)
            assert (copy.label, copy.at, copy.profile) == (milestone.label, milestone.at, milestone.profile)


def test_a_milestone_of_the_same_past_brings_no_answers_along() -> None:
    begin = played(START, [(Answer("IAM-01.1", Status.NO), NOON), ("milestone", NOON)]).assessment
    here = recorded(begin, Answer("IAM-01.1", Status.YES), NOON)
    there = recorded(begin, Answer("IAM-01.1", Status.PARTIAL), NOON)
    (milestone,) = there.milestones
    assert carried_over(milestone, there.answers, there.history, here) == milestone


def test_a_value_that_no_program_of_ours_wrote_counts_as_empty() -> None:
    answer = Answer("IAM-01.1", Status.YES, note="kept", flagged=True)
    before = {"status": "splendid", "flagged": 3, "remediation": ["x"], "question": "LOG-01.1", "colour": "red"}
    edited = replace(START, answers={"IAM-01.1": answer}, history=(Change("IAM-01.1", NOON, "", before, {}),))
    then = answers_of_then(edited.answers, edited.history, Milestone("m", NOON, START.profile, 0))
    assert then == {"IAM-01.1": Answer("IAM-01.1", note="kept")}
