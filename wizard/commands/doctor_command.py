"""``doctor``: look at the installation; exit 1 when something is not well."""

import argparse

from wizard.commands.context import Context, Outcome
from wizard.services.doctor import examine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to declare."""
    del parser


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Print every finding, with advice where something is not well."""
    del arguments
    checks = examine(context.repository)
    width = max(len(check.topic) for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{'ok  ' if check.well else 'LOOK'}  {check.topic.ljust(width)}  {check.finding}")
        if check.advice:
            lines.append(f"      {' ' * width}  → {check.advice}")
    return Outcome("\n".join(lines), exit_code=int(not all(check.well for check in checks)))
