"""``scope``: the scope ledger, why each of the 320 questions is asked or not."""

import argparse

from wizard.commands.context import Context, Outcome, add_json, add_lens, add_name, as_json, table
from wizard.services.views import scope_view


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    add_lens(parser)
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print the ledger."""
    result = context.result(arguments.name, arguments.lens)
    if arguments.json:
        return as_json(scope_view(result))
    rows = [
        (entry.question, "asked" if entry.asked else "not asked", entry.phase, entry.layer, entry.reason)
        for entry in result.ledger
    ]
    summary = f"{len(result.asked)} of {len(result.ledger)} questions are asked."
    return Outcome(f"{summary}\n\n{table(('Question', 'Asked', 'Phase', 'Layer', 'Why'), rows)}")
