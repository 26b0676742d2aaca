"""``list``: all assessments with roles, phases, progress and scores."""

import argparse

from wizard.commands.context import Context, Outcome, add_json, as_json, number, table
from wizard.core.assessment import Result
from wizard.services.views import show_view


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """List them, the last changed first; broken files are named on stderr and do not hide the others."""
    entries = context.repository.entries()
    hints = tuple(entry.fault for entry in entries if entry.fault)
    results = [(entry, Result(context.bank, entry.assessment)) for entry in entries if entry.assessment]
    if arguments.json:
        views = [{**show_view(result), "changed": entry.changed.isoformat()} for entry, result in results]
        return Outcome(as_json(views).text, hints)
    if not results:
        return Outcome(
            "No assessments yet. Make one with 'caiq-wizard new NAME', or look at 'caiq-wizard demo'.", hints
        )
    rows = [
        (
            result.assessment.profile.name,
            " ".join(result.assessment.profile.roles),
            f"{result.assessment.profile.phase} → {result.assessment.profile.target_phase}",
            f"{result.score.answered}/{result.score.asked}",
            number(result.score.assessed),
            number(result.score.posture),
            f"{entry.changed.astimezone():%Y-%m-%d %H:%M}",
        )
        for entry, result in results
    ]
    headings = ("Name", "Roles", "Phase", "Answered", "Assessed", "Posture", "Last change")
    return Outcome(table(headings, rows, right=(3, 4, 5)), hints)
