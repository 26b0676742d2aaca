"""``gaps``: what is missing, the most pressing first."""

import argparse

from wizard.commands.context import Context, Outcome, add_json, add_lens, add_name, as_json, table
from wizard.core.gaps import recommended_step
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
            str(gap.rank),
            f"{gap.priority:.1f}",
            gap.urgency_words,
            gap.question,
            gap.status or "open",
            gap.control.title,
            str(recommended_step(gap.control, gap.status).effort),
        )
        for gap in result.gaps
    ]
    headings = ("Rank", "Priority", "Urgency", "Question", "Status", "Control", "Effort of the next step")
    return Outcome(table(headings, rows, right=(0, 1)))
