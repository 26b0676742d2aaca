"""``gaps``: what is missing, the most pressing first."""

import argparse
from datetime import datetime

from wizard.commands.context import Context, Outcome, add_json, add_lens, add_name, as_json, table
from wizard.commands.stage_option import add_stage
from wizard.core.gap_list import gap_lines
from wizard.core.lifecycle import is_in_stage, read_stage, stage_name
from wizard.services.views import gaps_view


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    add_stage(parser, "list the gaps")
    add_lens(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the ranked gaps; those of a stage keep the rank that they have among all.

    Raises:
        InputError: the stage is unknown.
    """
    result = context.result(arguments.name, arguments.lens)
    stage, part = read_stage(arguments.stage, result.bank)
    listed = {gap.question for gap in result.gaps if is_in_stage(gap.control, stage, part)}
    if arguments.json:
        return as_json([gap for gap in gaps_view(result) if gap["question"] in listed])
    if not result.gaps:
        return Outcome("No gaps: every asked question has full credit.")
    if not listed:
        name = stage_name(stage, part)
        return Outcome(f"None of the {len(result.gaps)} gaps matters in the lifecycle stage {name}.")
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
        if line.question in listed
    ]
    headings = ("Rank", "Priority", "Urgency", "Question", "Status", "Follow-up", "Control", "Effort of the next step")
    return Outcome(table(headings, rows, right=(0, 1)))
