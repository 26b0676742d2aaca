"""The figures of the results screens: what an assessment comes to, each with the questions that it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from questionnaires.vocabulary import Phase
from wizard.app.destinations import Destination
from wizard.app.drawing import percent, points
from wizard.app.symbols import STATUS_STYLES, STATUS_SYMBOLS
from wizard.app.widgets.figures import Figure
from wizard.core.agenda import QuestionFilter, State
from wizard.core.answers import Status
from wizard.core.assessment import Assessment, Result
from wizard.core.gaps import Gap, recommended_step
from wizard.core.next_steps import blockers_effort, rough_days
from wizard.core.scoring import Readiness, Score, status_of
from wizard.core.trend import Point, trend
from wizard.services.report_views import results_of_then


@dataclass(frozen=True, slots=True)
class Then:
    """What stood at a milestone: its posture score, and the questions of today that had another status."""

    label: str
    at: datetime
    posture: float | None
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What takes a moment to work out: the course of the score, the milestones, what blocks a phase with its rough effort."""

    result: Result
    course: tuple[Point, ...]
    milestones: tuple[Then, ...]
    days: Mapping[Phase, float]


def work_out(result: Result, on_disk: Assessment, now: datetime) -> Standing:
    """Work everything out that the results screen shows; meant for a worker thread.

    ``on_disk`` has the history up to the last save, which the milestones need.
    """
    days = {phase: rough_days(result, result.readiness[phase].blockers) for phase in phases_in_sight(result)}
    for gap in result.gaps:
        recommended_step(gap.control, gap.status)
    standing = Standing(result, trend(result, now), milestones_of(result, on_disk), days)
    _ = result.score, result.layers, result.phases, result.domains
    return standing


def milestones_of(result: Result, on_disk: Assessment) -> tuple[Then, ...]:
    """What stood at each milestone, the oldest first."""
    answers = result.assessment.answers
    return tuple(
        Then(
            milestone.label,
            milestone.at,
            then.score.posture,
            frozenset(
                question_id
                for question_id in result.asked
                if status_of(then.assessment.answers, question_id) is not status_of(answers, question_id)
            ),
        )
        for milestone, then in results_of_then(result.of(on_disk))
    )


def phases_in_sight(result: Result) -> tuple[Phase, ...]:
    """The phase that the system is in and the one that it shall reach; one where they are the same."""
    profile = result.assessment.profile
    return tuple(dict.fromkeys((profile.phase, profile.target_phase)))


def readiness_figures(result: Result) -> list[Figure]:
    """How ready each phase is; leads to what blocks it, or to all its questions where nothing does."""
    return [_ready(result, entry) for entry in result.readiness.values()]


def _ready(result: Result, entry: Readiness) -> Figure:
    profile = result.assessment.profile
    mark = " · now" if entry.phase is profile.phase else " · target" if entry.phase is profile.target_phase else ""
    if entry.phase.rank > profile.target_phase.rank:
        return Figure(f"{entry.phase:<12}not asked: lies beyond the target", None)
    if entry.share is None:
        return Figure(f"{entry.phase:<12}nothing to count", None)
    if entry.blockers:
        remark, leads_to = f"{len(entry.blockers)} block it", blocking(entry)
    else:
        questions = frozenset(
            question_id
            for question_id in result.asked
            if result.bank.control_of(question_id).phase.rank <= entry.phase.rank
        )
        remark = "ready"
        leads_to = Destination(wanted=QuestionFilter(among=questions, title=f"needed for {entry.phase}"))
    return Figure(f"{entry.phase}{mark}", leads_to, entry.share / 100, f"{points(entry.share)} %", remark)


def blocking(entry: Readiness) -> Destination:
    """The questions that block a phase."""
    return Destination(wanted=QuestionFilter(among=frozenset(entry.blockers), title=f"blocks {entry.phase}"))


def layer_figures(result: Result) -> list[Figure]:
    """The score of each layer."""
    return [
        _scored(layer, score, Destination(wanted=QuestionFilter(layer=layer))) for layer, score in result.layers.items()
    ]


def phase_figures(result: Result) -> list[Figure]:
    """The score of each phase's own questions."""
    return [
        _scored(phase, score, Destination(wanted=QuestionFilter(phase=phase))) for phase, score in result.phases.items()
    ]


def domain_figures(result: Result, *, weakest_first: bool) -> list[Figure]:
    """The score of each domain, the weakest first or in the order of the questionnaire."""
    longest = max((len(code) for code in result.domains), default=0)
    titles = result.bank.domain_titles
    entries = list(result.domains.items())
    if weakest_first:
        entries.sort(key=lambda entry: (entry[1].posture is None, entry[1].posture))
    return [
        _scored(f"{code:<{longest}} {titles[code]}", score, Destination(wanted=QuestionFilter(domain=code)))
        for code, score in entries
    ]


def _scored(words: str, score: Score, leads_to: Destination) -> Figure:
    share = (score.posture or 0) / 100
    return Figure(words, leads_to, share, points(score.posture), f"{score.answered} of {score.asked}")


def status_figures(result: Result) -> list[Figure]:
    """How many questions have each status; a status that none has leads nowhere."""
    score = result.score
    unanswered = QuestionFilter(states=frozenset({State.UNANSWERED}))
    counted: list[tuple[Status | None, str, int, QuestionFilter]] = [
        *((status, status.label, score.statuses[status], QuestionFilter(status=status)) for status in Status),
        (None, "Not answered yet", score.open, unanswered),
    ]
    return [
        Figure(
            f"{STATUS_SYMBOLS[status]} {word}",
            Destination(wanted=wanted) if count else None,
            count / score.asked if score.asked else 0,
            str(count),
            percent(count, score.asked),
            STATUS_STYLES[status],
        )
        for status, word, count, wanted in counted
    ]


def status_portions(result: Result) -> list[tuple[str, str, int]]:
    """Sign, style and count of each status, for a bar in parts."""
    score = result.score
    return [
        *((STATUS_SYMBOLS[status], STATUS_STYLES[status], score.statuses[status]) for status in Status),
        (STATUS_SYMBOLS[None], STATUS_STYLES[None], score.open),
    ]


def blocking_gaps(result: Result, count: int) -> Sequence[Gap]:
    """The most pressing of the questions that block the target phase."""
    blockers = frozenset(result.readiness[result.assessment.profile.target_phase].blockers)
    return [gap for gap in result.gaps if gap.question in blockers][:count]


def gap_figure(gap: Gap) -> Figure:
    """One gap with how long its next step takes; leads to its question."""
    effort = "unanswered" if gap.status is None else recommended_step(gap.control, gap.status).effort.value
    words = f"{STATUS_SYMBOLS[gap.status]} {gap.question} {gap.control.title}"
    return Figure(words, Destination(question=gap.question), remark=effort)


def effort_words(standing: Standing, phase: Phase) -> str:
    """The rough work on what blocks a phase; says for how many, where others that block it are not answered yet."""
    return blockers_effort(standing.result, standing.result.readiness[phase].blockers, standing.days[phase])


def blocking_words(result: Result, phase: Phase) -> str:
    """How many questions block a phase, and how many of those are still open."""
    blockers = result.readiness[phase].blockers
    open_ = sum(status_of(result.assessment.answers, question_id) is None for question_id in blockers)
    now = " now" if phase is result.assessment.profile.phase else ""
    known = f", {open_} unanswered" if open_ else ""
    return f"{len(blockers)} {'blocks' if len(blockers) == 1 else 'block'} {phase}{now}{known}"
