"""Which questions a person wants to see now, and in which order they come.

An agenda is made once, when a filter is chosen: a question that is answered on the way stays where it is, so that the
list does not change under the reader's hands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from questionnaires.vocabulary import Layer, LifecycleStage, Phase
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Result
from wizard.core.lifecycle import is_in_stage

OUTSIDE = "outside"
"""The key of the group of answers that the scope no longer asks for."""


class State(StrEnum):
    """What an answer can be looked for by."""

    UNANSWERED = "unanswered"
    FLAGGED = "flagged"
    GAPS = "gaps"
    REVIEW = "to review"
    MINE = "mine"

    @property
    def summary(self) -> str:
        """What it selects, in words."""
        return _STATE_SUMMARIES[self]


_STATE_SUMMARIES = {
    State.UNANSWERED: "no status yet",
    State.FLAGGED: "with a flag",
    State.GAPS: "less than a yes",
    State.MINE: "yours to do or say",
    State.REVIEW: "to be looked at again",
}


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """Which of the asked questions are wanted; whatever is not set does not limit, whatever is set must all hold.

    ``stage`` limits to questions whose control matters in this lifecycle stage, and ``part`` to those that do in one of its
    sub-stages. ``me`` is the name that ``State.MINE`` looks for. ``among`` limits to certain questions, which ``title`` names.
    """

    states: frozenset[State] = frozenset()
    status: Status | None = None
    domain: str = ""
    layer: Layer | None = None
    phase: Phase | None = None
    stage: LifecycleStage | None = None
    part: str = ""
    baseline: bool = False
    me: str = ""
    among: frozenset[str] | None = None
    title: str = ""

    @property
    def words(self) -> str:
        """The filter in words; empty when it does not limit anything."""
        parts = [
            self.title,
            "baseline" if self.baseline else "",
            *(state.value for state in State if state in self.states),
            self.status.label.lower() if self.status else "",
            self.domain,
            self.layer or "",
            self.phase or "",
            self.part or self.stage or "",
        ]
        return " · ".join(part for part in parts if part)


EVERYTHING = QuestionFilter()
BASELINE = QuestionFilter(baseline=True)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together: those of a domain or, in the baseline, of a layer."""

    key: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Agenda:
    """The wanted questions in groups, in the order in which they come."""

    groups: tuple[Group, ...]

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """All of them in order."""
        return tuple(question_id for group in self.groups for question_id in group.questions)

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        """The group of each question."""
        return {question_id: group for group in self.groups for question_id in group.questions}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each question, from 0."""
        return {question_id: place for place, question_id in enumerate(self.questions)}

    def step(self, question_id: str, by: int) -> str:
        """The question so many places further on; stops at both ends, and enters at an end from outside."""
        if not self.questions:
            return ""
        place = self.places.get(question_id, -1 if by > 0 else len(self.questions))
        return self.questions[min(max(place + by, 0), len(self.questions) - 1)]

    def next_open(self, question_id: str, answers: Mapping[str, Answer]) -> str:
        """The next question without a status, going round at the end; empty when there is none but this one."""

        def is_open(candidate: str) -> bool:
            answer = answers.get(candidate)
            return answer is None or answer.status is None

        return self._next(question_id, is_open)

    def next_to_review(self, question_id: str, answers: Mapping[str, Answer]) -> str:
        """The next question whose answer wants another look, going round; empty when there is none but this one."""

        def is_marked(candidate: str) -> bool:
            answer = answers.get(candidate)
            return answer is not None and bool(answer.review)

        return self._next(question_id, is_marked)

    def _next(self, question_id: str, is_wanted: Callable[[str], bool]) -> str:
        start = self.places.get(question_id, -1) + 1
        round_ = (*self.questions[start:], *self.questions[:start])
        return next((candidate for candidate in round_ if candidate != question_id and is_wanted(candidate)), "")


def agenda(result: Result, wanted: QuestionFilter = EVERYTHING) -> Agenda:
    """The wanted questions: by domain, or by layer for the baseline, which goes through the layers one by one.

    Answers that the scope no longer asks for stand in a group of their own at the end, where nothing is filtered.
    """
    bank = result.bank
    chosen = [question_id for question_id in result.asked if wants(wanted, result, question_id)]
    if wanted.baseline:
        groups = _grouped(chosen, lambda question_id: bank.control_of(question_id).layer)
        ordered = [Group(layer, f"{layer[0].upper()}{layer[1:]}", groups[layer]) for layer in Layer if layer in groups]
    else:
        groups = _grouped(chosen, lambda question_id: bank.control_of(question_id).domain_code)
        ordered = [Group(code, bank.domain_titles[code], questions) for code, questions in groups.items()]
    kept = outside_scope(result) if wanted == EVERYTHING else ()
    if kept:
        ordered.append(Group(OUTSIDE, "Kept, outside the scope", kept))
    return Agenda(tuple(ordered))


def outside_scope(result: Result) -> tuple[str, ...]:
    """Answered questions of this bank that the scope does not ask for; they are kept, and not counted."""
    asked = frozenset(result.asked)
    return tuple(
        question_id
        for question_id in result.bank.control_by_question
        if question_id not in asked and not result.assessment.answer(question_id).is_empty
    )


def wants(wanted: QuestionFilter, result: Result, question_id: str) -> bool:
    """Whether a filter lets a question through."""
    control, answer = result.bank.control_of(question_id), result.assessment.answer(question_id)
    return (
        (not wanted.baseline or control.marks.baseline)
        and wanted.domain in ("", control.domain_code)
        and wanted.layer in (None, control.layer)
        and wanted.phase in (None, control.phase)
        and is_in_stage(control, wanted.stage, wanted.part)
        and (wanted.status is None or answer.status is wanted.status)
        and (wanted.among is None or question_id in wanted.among)
        and all(_is(state, answer, wanted.me) for state in wanted.states)
    )


def _is(state: State, answer: Answer, me: str) -> bool:
    match state:
        case State.UNANSWERED:
            return answer.status is None
        case State.FLAGGED:
            return answer.flagged
        case State.GAPS:
            return answer.status is not None and answer.status.credit not in (None, 1.0)
        case State.REVIEW:
            return bool(answer.review)
        case State.MINE:
            mine = me.strip().casefold()
            return bool(mine) and mine in (
                answer.respondent.strip().casefold(),
                answer.remediation.owner.strip().casefold(),
            )


def _grouped(questions: list[str], key: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for question_id in questions:
        groups.setdefault(key(question_id), []).append(question_id)
    return {name: tuple(members) for name, members in groups.items()}
