"""Scores and readiness, by the formulas of the design.

The score of any set of questions is ``100 * sum(weight * credit) / sum(weight)``. The assessed score counts answered
questions, the posture score all asked ones (open ones with credit 0); ``na`` is left out of both. A set without
anything to count has no score.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import fmean
from typing import TypeVar

from questionnaires.model import Bank, Control
from questionnaires.vocabulary import Layer, Phase
from wizard.core.answers import READY_CREDIT, Answer, Status

Answers = Mapping[str, Answer]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and both scores (0 to 100) of a set of questions."""

    asked: int
    statuses: Mapping[Status, int]
    assessed: float | None
    posture: float | None

    @property
    def answered(self) -> int:
        """How many questions have a status, ``na`` included."""
        return sum(self.statuses.values())

    @property
    def open(self) -> int:
        """How many questions have no status yet."""
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a phase is ready: the share of its questions (0 to 100) that no longer block it, and those that do.

    A phase's questions are those of the phase and of the ones before it. ``share`` is nothing where the phase lies
    beyond the target (its questions are not asked) or where nothing is left to count.
    """

    phase: Phase
    share: float | None
    blockers: tuple[str, ...]


def status_of(answers: Answers, question_id: str) -> Status | None:
    """The status given to a question, or nothing while it is open."""
    answer = answers.get(question_id)
    return answer.status if answer else None


def credit_of(status: Status | None) -> float | None:
    """The credit of a status with open questions at 0; nothing for ``na``."""
    return 0.0 if status is None else status.credit


def score(bank: Bank, questions: Iterable[str], answers: Answers) -> Score:
    """Score a set of asked questions."""
    counts = dict.fromkeys(Status, 0)
    points = answered_weight = posture_weight = asked = 0.0
    for question_id in questions:
        asked += 1
        status = status_of(answers, question_id)
        credit = credit_of(status)
        if status is not None:
            counts[status] += 1
        if credit is None:
            continue
        weight = bank.control_of(question_id).weight
        posture_weight += weight
        if status is not None:
            points += weight * credit
            answered_weight += weight
    return Score(
        asked=int(asked),
        statuses=counts,
        assessed=100 * points / answered_weight if answered_weight else None,
        posture=100 * points / posture_weight if posture_weight else None,
    )


def score_by_domain(bank: Bank, questions: Sequence[str], answers: Answers) -> dict[str, Score]:
    """A score for each domain that has asked questions, in the order of the bank."""
    return _grouped(bank, questions, answers, lambda control: control.domain_code)


def score_by_layer(bank: Bank, questions: Sequence[str], answers: Answers) -> dict[Layer, Score]:
    """A score for each layer that has asked questions."""
    scores = _grouped(bank, questions, answers, lambda control: control.layer)
    return {layer: scores[layer] for layer in Layer if layer in scores}


def score_by_phase(bank: Bank, questions: Sequence[str], answers: Answers) -> dict[Phase, Score]:
    """A score for each phase's own questions (not cumulative), where any are asked."""
    scores = _grouped(bank, questions, answers, lambda control: control.phase)
    return {phase: scores[phase] for phase in Phase if phase in scores}


def score_by_layer_and_phase(
    bank: Bank, questions: Sequence[str], answers: Answers
) -> dict[tuple[Layer, Phase], Score]:
    """A score for each phase's own questions (not cumulative) inside each layer, where any are asked."""
    scores = _grouped(bank, questions, answers, lambda control: (control.layer, control.phase))
    return {pair: scores[pair] for pair in product(Layer, Phase) if pair in scores}


def control_credit(control: Control, asked: Iterable[str], answers: Answers) -> float | None:
    """A control's score, 0 to 100: the mean of its answered questions; nothing without answers."""
    own = set(control.question_ids)
    statuses = (status_of(answers, question_id) for question_id in asked if question_id in own)
    credits_ = [status.credit for status in statuses if status is not None and status.credit is not None]
    return 100 * fmean(credits_) if credits_ else None


def readiness(bank: Bank, questions: Sequence[str], answers: Answers, target: Phase) -> dict[Phase, Readiness]:
    """The readiness for each phase."""
    return {phase: _readiness(bank, questions, answers, phase, target) for phase in Phase}


def _readiness(bank: Bank, questions: Sequence[str], answers: Answers, phase: Phase, target: Phase) -> Readiness:
    if phase.rank > target.rank:
        return Readiness(phase, None, ())
    counted = blocking = 0
    blockers: list[str] = []
    for question_id in questions:
        credit = credit_of(status_of(answers, question_id))
        if credit is None or bank.control_of(question_id).phase.rank > phase.rank:
            continue
        counted += 1
        if credit < READY_CREDIT:
            blocking += 1
            blockers.append(question_id)
    return Readiness(phase, 100 * (counted - blocking) / counted if counted else None, tuple(blockers))


def _grouped(
    bank: Bank,
    questions: Sequence[str],
    answers: Answers,
    key: Callable[[Control], Key],
) -> dict[Key, Score]:
    groups: dict[Key, list[str]] = {}
    for question_id in questions:
        groups.setdefault(key(bank.control_of(question_id)), []).append(question_id)
    return {name: score(bank, members, answers) for name, members in groups.items()}
