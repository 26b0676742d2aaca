"""``gaps``: what is missing, the most pressing first."""

import argparse
from datetime import datetime

from wizard.commands.context import Context, Outcome, add_json, add_lens, add_name, as_json, table
from wizard.core.gap_list import gap_lines
from wizard.services.views import gaps_view


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    add_lens(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the ranked gaps."""
    result = context.result(arguments.name, arguments.lens)
    if arguments.json:
        return as_json(gaps_view(result))
    if not result.gaps:
        return Outcome("No gaps: every asked question has full credit.")
    rows = [
        (
            str(line.gap.rank),
            f"{line.gap.priority:.1f}",
            line.gap.urgency_words,
            line.question,
            line.gap.status or "open",
            str(line.follow_up),
            line.gap.control.title,
            str(line.effort),
        )
        for line in gap_lines(result, datetime.now().astimezone().date())
    ]
    headings = ("Rank", "Priority", "Urgency", "Question", "Status", "Follow-up", "Control", "Effort of the next step")
    return Outcome(table(headings, rows, right=(0, 1)))
