"""The JSON shapes of ``milestone`` and ``diff``, and the two states that a difference is between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from exports.rows import ScoreRow, View
from wizard.core.assessment import Result
from wizard.core.changes_between import Movement, changes_between, movement_of
from wizard.core.codec import profile_to_json
from wizard.core.looking_back import as_of
from wizard.core.milestones import NOW, named
from wizard.errors import InputError
from wizard.services.report_views import WHOLE, change, scores_of, was_asked

_PARTS = ("domain ", "layer ")


@dataclass(frozen=True, slots=True)
class State:
    """A state of an assessment under its name: a milestone's label and time, or ``now``."""

    label: str
    at: datetime | None
    result: Result


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A score in both states, by what is scored: the posture of the whole or of a part, the assessed score, a readiness."""

    key: str
    title: str
    before: float | None
    after: float | None

    @property
    def by(self) -> float | None:
        """By how much it changed."""
        return change(self.before, self.after)

    @property
    def is_part(self) -> bool:
        """Whether it is the score of a domain or a layer."""
        return self.key.startswith(_PARTS)


def state_named(result: Result, text: str) -> State:
    """A milestone of an assessment by its label, or its state of today by the word ``now``.

    Raises:
        NotFoundError: there is no such milestone; suggests the nearest.
        InputError: the bank is a lens that was not asked then.
    """
    if text.strip().casefold() == NOW:
        return State(NOW, None, result)
    milestone = named(result.assessment.milestones, text)
    if not was_asked(result, milestone):
        lens = result.bank.id
        raise InputError(f"the lens {lens!r} was not asked at {milestone.label!r}; compare with a later milestone")
    return State(milestone.label, milestone.at, result.of(as_of(result.assessment, milestone)))


def score_changes(before: Result, after: Result) -> tuple[ScoreChange, ...]:
    """The scores of both states beside each other: the whole, readiness, then the domains and layers by posture."""
    then, today = scores_of(before), scores_of(after)
    parts = [key for key in dict.fromkeys((*today, *then)) if key.startswith(_PARTS)]
    return (
        ScoreChange("posture", "Posture score, all asked questions", before.score.posture, after.score.posture),
        ScoreChange("assessed", "Assessed score, answered questions", before.score.assessed, after.score.assessed),
        *(
            ScoreChange(f"ready {phase}", f"Ready for {phase}, percent", before.readiness[phase].share, entry.share)
            for phase, entry in after.readiness.items()
        ),
        *(ScoreChange(key, _title(key, then, today), _posture(then, key), _posture(today, key)) for key in parts),
    )


def change_in_words(by: float | None) -> str:
    """The change of a score with a sign and a word; a dash where one of the two scores is missing."""
    movement = movement_of(by)
    if by is None or movement is None:
        return "–"
    amount = " 0.0" if movement is Movement.SAME else f"{by:+.1f}"
    return f"{amount} {movement.sign} {movement}"


def milestone_view(view: View) -> dict[str, Any]:
    """A milestone with the scores of then, and how the posture changed since."""
    whole = view.scores[WHOLE]
    return {
        "label": view.label,
        "at": view.at.isoformat() if view.at else None,
        "counts": {"asked": whole.asked, "answered": whole.answered},
        "score": {"assessed": whole.assessed, "posture": whole.posture},
        "change_since": view.changes[WHOLE],
    }


def diff_view(before: State, after: State) -> dict[str, Any]:
    """What changed from one state to the other; an open question has no status (null)."""
    changes = changes_between(before.result, after.result)
    return {
        "name": after.result.assessment.profile.name,
        "before": _state_view(before),
        "after": _state_view(after),
        "scores": [
            {
                "key": row.key,
                "title": row.title,
                "before": row.before,
                "after": row.after,
                "change": row.by,
                "word": movement_of(row.by),
            }
            for row in score_changes(before.result, after.result)
        ],
        "questions": [
            {
                "question": moved.question,
                "control": moved.control.id,
                "title": moved.control.title,
                "domain": moved.control.domain_code,
                "before": moved.before,
                "after": moved.after,
                "word": moved.movement,
                "importance": moved.importance,
            }
            for moved in changes.moved
        ],
        "asked_only_before": list(changes.only_before),
        "asked_only_after": list(changes.only_after),
    }


def _state_view(state: State) -> dict[str, Any]:
    score = state.result.score
    return {
        "label": state.label,
        "at": state.at.isoformat() if state.at else None,
        **{name: value for name, value in profile_to_json(state.result.assessment.profile).items() if name != "name"},
        "counts": {"asked": score.asked, "answered": score.answered},
    }


def _title(key: str, then: Mapping[str, ScoreRow], today: Mapping[str, ScoreRow]) -> str:
    row = today[key] if key in today else then[key]
    kind, _, code = key.partition(" ")
    return f"{code} {row.title}" if kind == "domain" else f"Layer {row.title}"


def _posture(rows: Mapping[str, ScoreRow], key: str) -> float | None:
    return rows[key].posture if key in rows else None
