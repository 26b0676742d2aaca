"""How the score came about: the history of the answers, scored day by day with the scope of today."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from operator import attrgetter

from wizard.core.answers import Status
from wizard.core.assessment import Result
from wizard.core.migration import Fate, Migrations
from wizard.core.scoring import credit_of, status_of

_STATUSES: Mapping[object, Status] = {status.value: status for status in Status}
_TENTHS = 10
"""Credits are counted in tenths, so that thousands of changes add up without binary fractions."""


@dataclass(frozen=True, slots=True)
class Point:
    """The scores at the end of a day on which a status changed.

    A day is a day of UTC, the same for everybody who reads the file; ``at`` is the time of its last change, for a screen
    to show in local time. ``changed`` are the questions that got another status on that day.
    """

    at: datetime
    assessed: float | None
    posture: float | None
    changed: tuple[str, ...]


@dataclass(slots=True)
class _Day:
    """The last status that each question got on a day, and when the last of them was given."""

    at: datetime
    statuses: dict[str, Status | None] = field(default_factory=dict)


class _Tally:
    """Both scores of a set of questions, kept up to date while statuses change."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._weights = weights
        self._statuses: dict[str, Status | None] = {}
        self._points = self._answered = 0
        self._everything = sum(weights.values())

    def put(self, question_id: str, status: Status | None) -> None:
        """Give a question a status, or take it away."""
        self._count(question_id, self._statuses.get(question_id), -1)
        self._count(question_id, status, 1)
        self._statuses[question_id] = status

    def _count(self, question_id: str, status: Status | None, sign: int) -> None:
        if status is None:
            return
        weight, credit = sign * self._weights[question_id], credit_of(status)
        if credit is None:
            self._everything -= weight
        else:
            self._answered += weight
            self._points += weight * round(credit * _TENTHS)

    def point(self, at: datetime, changed: tuple[str, ...]) -> Point:
        """The scores as they are now."""
        full = 100 * self._points / _TENTHS
        return Point(
            at,
            assessed=full / self._answered if self._answered else None,
            posture=full / self._everything if self._everything else None,
            changed=changed,
        )


def trend(result: Result, now: datetime) -> tuple[Point, ...]:
    """One point for each day on which the status of an asked question changed, the oldest first.

    The last one is the score of today, exactly. What the history does not tell (an answer that is not saved yet) counts
    as a change of ``now``, or of the time that the answer itself gives. One that was carried over counts from then on, also
    where somebody has looked at it since.
    """
    before, days = _days(result, now)
    tally = _Tally({question_id: result.bank.control_of(question_id).weight for question_id in result.asked})
    for question_id, status in before.items():
        tally.put(question_id, status)
    points = []
    for day in days:
        for question_id, status in day.statuses.items():
            tally.put(question_id, status)
        points.append(tally.point(day.at, tuple(day.statuses)))
    if points:
        points[-1] = replace(points[-1], assessed=result.score.assessed, posture=result.score.posture)
    return tuple(points)


def _days(result: Result, now: datetime) -> tuple[dict[str, Status | None], list[_Day]]:
    """The statuses before the history begins, and the days on which one changed, the oldest first."""
    asked, answers = frozenset(result.asked), result.assessment.answers
    carried = _carried(result.assessment.migrations)
    before: dict[str, Status | None] = {}
    latest: dict[str, Status | None] = {}
    days: dict[date, _Day] = {}
    for change in sorted(result.assessment.history, key=attrgetter("at")):
        if change.question in asked and "status" in change.after:
            if change.question not in latest:
                before[change.question] = _status(change.before.get("status"))
            latest[change.question] = status = _status(change.after["status"])
            _note(days, change.at, change.question, status)
    end = max(now, *(day.at for day in days.values())) if days else now
    for question_id in result.asked:
        status = status_of(answers, question_id)
        if status is not latest.get(question_id):
            told = answers[question_id].changed if question_id in answers and question_id not in latest else None
            _note(days, carried.get(question_id, told) if told else end, question_id, status)
    return before, [days[day] for day in sorted(days)]


def _carried(migrations: Migrations) -> dict[str, datetime]:
    """When each answer was first carried over into this assessment."""
    found: dict[str, datetime] = {}
    for migration in migrations:
        for row in migration.rows:
            if row.answered and row.fate is not Fate.OURS:
                found.setdefault(row.new, migration.at)
    return found


def _note(days: dict[date, _Day], at: datetime, question_id: str, status: Status | None) -> None:
    date_ = at.astimezone(UTC).date()
    day = days.get(date_)
    if day is None:
        day = days[date_] = _Day(at)
    day.at = max(day.at, at)
    day.statuses[question_id] = status


def _status(word: object) -> Status | None:
    """The status that a history entry names; a word that is none counts as open."""
    return _STATUSES.get(word) if isinstance(word, str) else None
