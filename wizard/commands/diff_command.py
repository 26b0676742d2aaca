"""``diff``: what changed between two milestones of an assessment, or since one."""

import argparse
from collections.abc import Iterator, Sequence

from wizard.commands.completion import completes, milestone_labels
from wizard.commands.context import Context, Outcome, add_json, add_lens, add_name, as_json, number, table
from wizard.core.answers import Status
from wizard.core.changes_between import ChangesBetween, Movement, changes_between, movement_of
from wizard.core.milestones import NOW
from wizard.core.profile import Profile
from wizard.services.milestone_views import ScoreChange, State, change_in_words, diff_view, score_changes, state_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    before = parser.add_argument("before", metavar="A", help="the label of a milestone")
    after = parser.add_argument(
        "after", metavar="B", nargs="?", default=NOW, help="the label of another, or 'now' (the default)"
    )
    completes(before, milestone_labels)
    completes(after, milestone_labels)
    add_lens(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the scores side by side, then the questions whose status changed.

    Raises:
        NotFoundError: there is no such assessment, lens or milestone.
    """
    result = context.result(arguments.name, arguments.lens)
    before, after = state_named(result, arguments.before), state_named(result, arguments.after)
    return as_json(diff_view(before, after)) if arguments.json else Outcome("\n".join(_page(before, after)))


def _page(before: State, after: State) -> Iterator[str]:
    yield f"{after.result.assessment.profile.name}: from {_state(before)} to {_state(after)}"
    yield ""
    yield from _score_lines(score_changes(before.result, after.result))
    yield ""
    changes = changes_between(before.result, after.result)
    yield from _scope_lines(before, after, changes)
    if not changes.moved:
        yield "No question has another status than before."
        return
    yield f"Questions with another status ({len(changes.moved)}), the most important first:"
    yield ""
    yield table(("Question", "Control", "From", "To", "Change"), _question_rows(changes))


def _state(state: State) -> str:
    score = state.result.score
    set_ = f", {state.at.astimezone():%Y-%m-%d %H:%M}" if state.at else ""
    return f"{state.label} ({score.answered} of {score.asked} answered{set_})"


def _score_lines(scores: Sequence[ScoreChange]) -> Iterator[str]:
    """The scores beside each other; a domain or a layer only where it changed."""
    told = [row for row in scores if not row.is_part or movement_of(row.by) is not Movement.SAME]
    rows = [(row.title, number(row.before), number(row.after), change_in_words(row.by)) for row in told]
    yield table(("Score", "Before", "After", "Change"), rows, right=(1, 2))
    if len(told) < len(scores):
        yield f"The scores of {len(scores) - len(told)} domains and layers are the same."


def _question_rows(changes: ChangesBetween) -> Sequence[Sequence[str]]:
    return [
        (
            moved.question,
            moved.control.title,
            _status(moved.before),
            _status(moved.after),
            f"{moved.movement.sign} {moved.movement}",
        )
        for moved in changes.moved
    ]


def _status(status: Status | None) -> str:
    return status.value if status else "open"


def _scope_lines(before: State, after: State, changes: ChangesBetween) -> Iterator[str]:
    then, today = _scope(before.result.assessment.profile), _scope(after.result.assessment.profile)
    if then == today:
        return
    yield f"The scope was {then}; it is {today}."
    if changes.only_before:
        yield f"Asked before only: {len(changes.only_before)} questions."
    if changes.only_after:
        yield f"Asked after only: {len(changes.only_after)} questions."
    yield ""


def _scope(profile: Profile) -> str:
    return f"{' + '.join(profile.roles)} · {profile.phase} → {profile.target_phase} · {profile.use_case}"
