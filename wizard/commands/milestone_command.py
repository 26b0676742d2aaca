"""``milestone``: name how an assessment stands now, list the milestones, or take one away."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from exports.rows import View
from wizard.commands.completion import completes, milestone_labels
from wizard.commands.context import Context, Outcome, add_json, add_name, as_json, number, table
from wizard.core.assessment import Assessment, Result
from wizard.core.looking_back import milestone_now
from wizard.core.milestones import named, without_milestone
from wizard.errors import InputError
from wizard.services.milestone_views import change_in_words, milestone_view
from wizard.services.report_views import WHOLE, milestone_views


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    what = "what to call this moment, such as 'before the audit'; without it the milestones are listed"
    completes(parser.add_argument("label", metavar="LABEL", nargs="?", help=what), milestone_labels)
    parser.add_argument(
        "--remove", metavar="LABEL", nargs="?", const="", help="take the milestone away; no answer is lost"
    )
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Set, remove or list; with ``--json`` the list as it is afterwards.

    Raises:
        InputError: the label cannot be used, or there is none to remove.
        ExistsError: another milestone has the label.
        NotFoundError: there is no such assessment or milestone.
    """
    if arguments.label is None:  # --remove may stand before the label or behind it
        arguments.label = arguments.remove or None
    elif arguments.remove:
        raise InputError("name one milestone to remove: 'caiq-wizard milestone NAME --remove LABEL'")
    if arguments.label is None:
        if arguments.remove is not None:
            raise InputError("name the milestone to remove: 'caiq-wizard milestone NAME LABEL --remove'")
        return _listed(context, context.repository.read(arguments.name), arguments.json)
    change = _set if arguments.remove is None else _remove
    assessment, sentence = change(arguments, context)
    return _listed(context, assessment, as_json_=True) if arguments.json else Outcome(sentence)


def _set(arguments: argparse.Namespace, context: Context) -> tuple[Assessment, str]:
    with context.repository.open(arguments.name) as file:
        milestone = milestone_now(file.assessment, arguments.label, datetime.now(UTC))
        assessment = file.keep_milestones((*file.assessment.milestones, milestone))
    score = Result(context.bank, assessment).score
    return assessment, (
        f'Set the milestone "{milestone.label}": {number(score.assessed)} assessed, {number(score.posture)} posture, '
        f"{score.answered} of {score.asked} answered."
    )


def _remove(arguments: argparse.Namespace, context: Context) -> tuple[Assessment, str]:
    with context.repository.open(arguments.name) as file:
        milestones = file.assessment.milestones
        label = named(milestones, arguments.label).label
        assessment = file.keep_milestones(without_milestone(milestones, label))
    return assessment, f'Removed the milestone "{label}"; all answers and their history are as they were.'


def _listed(context: Context, assessment: Assessment, as_json_: bool) -> Outcome:
    views = milestone_views(Result(context.bank, assessment))
    if as_json_:
        return as_json([milestone_view(view) for view in views])
    if not views:
        return Outcome(
            "No milestones yet. Set one with 'caiq-wizard milestone NAME LABEL', and see later what changed with 'caiq-wizard diff'."
        )
    return Outcome(_table(views))


def _table(views: Sequence[View]) -> str:
    rows = []
    for view in views:
        whole = view.scores[WHOLE]
        rows.append(
            (
                view.label,
                f"{view.at.astimezone():%Y-%m-%d %H:%M}" if view.at else "",
                f"{whole.answered}/{whole.asked}",
                number(whole.assessed),
                number(whole.posture),
                change_in_words(view.changes[WHOLE]),
            )
        )
    headings = ("Milestone", "Set", "Answered", "Assessed", "Posture", "Posture since")
    return table(headings, rows, right=(2, 3, 4))
