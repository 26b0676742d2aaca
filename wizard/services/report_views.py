"""The scores seen side by side: each role alone where there are several, then each milestone.

All scores come from the scoring core, over the same bank, with another set-up or with the answers of then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exports.rows import ScoreRow, View
from wizard.core.assessment import Result
from wizard.core.looking_back import as_of
from wizard.core.milestones import Milestone
from wizard.services.report_scores import score_row

WHOLE = "all"
"""The key of the score over all asked questions."""


def views_of(result: Result) -> tuple[View, ...]:
    """The roles one by one where there are several, then the milestones, the oldest first."""
    return (*_role_views(result), *milestone_views(result))


def milestone_views(result: Result) -> tuple[View, ...]:
    """The scores at each milestone, the oldest first, and by how much the posture changed since."""
    today = scores_of(result)
    return tuple(_milestone_view(milestone, scores_of(then), today) for milestone, then in results_of_then(result))


def results_of_then(result: Result) -> Iterator[tuple[Milestone, Result]]:
    """Each milestone with what the assessment came to then, the oldest first; a lens has those at which it was asked."""
    _ = result.asked  # worked out here, it is carried over to every milestone with the same scope
    for milestone in sorted(result.assessment.milestones, key=lambda item: item.at):
        if was_asked(result, milestone):
            yield milestone, result.of(as_of(result.assessment, milestone))


def was_asked(result: Result, milestone: Milestone) -> bool:
    """Whether the bank of a result was asked at a milestone: the matrix always, a lens where it was included."""
    lens = result.bank.id in result.assessment.profile.lenses
    return not lens or result.bank.id in milestone.profile.lenses


def scores_of(result: Result) -> Mapping[str, ScoreRow]:
    """The scores of the whole and of its parts, under the keys of a ``View``."""
    titles = result.bank.domain_titles
    rows = [
        score_row(WHOLE, "All asked questions", result.score),
        *(score_row(f"domain {code}", titles[code], score) for code, score in result.domains.items()),
        *(score_row(f"layer {layer}", layer, score) for layer, score in result.layers.items()),
        *(score_row(f"phase {phase}", phase, score) for phase, score in result.phases.items()),
    ]
    return {row.key: row for row in rows}


def change(before: float | None, after: float | None) -> float | None:
    """By how much a score changed; nothing where one of the two is missing."""
    return None if before is None or after is None else after - before


def _role_views(result: Result) -> Iterator[View]:
    profile = result.assessment.profile
    if len(profile.roles) > 1:
        for role in profile.roles:
            alone = replace(result.assessment, profile=replace(profile, roles=(role,)))
            yield View("role", role.value, None, scores_of(result.of(alone)), {})


def _milestone_view(milestone: Milestone, then: Mapping[str, ScoreRow], today: Mapping[str, ScoreRow]) -> View:
    changes = {key: change(row.posture, today[key].posture if key in today else None) for key, row in then.items()}
    return View("milestone", milestone.label, milestone.at, then, changes)
