"""``export``: write the gap workbook, csv or json."""

import argparse
from pathlib import Path

from questionnaires.faults import did_you_mean
from wizard.commands.completion import completes, words
from wizard.commands.context import Context, Outcome, add_name
from wizard.errors import ExistsError, InputError
from wizard.services.exporting import FORMATS, default_target, write_export
from wizard.services.reports import build_report
from wizard.store.files import user_path

STDOUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    listing = "; ".join(f"{item.name}: {item.summary}" for item in FORMATS.values())
    completes(parser.add_argument("format", metavar="FORMAT", help=listing), words(FORMATS))
    parser.add_argument(
        "--output",
        metavar="PATH",
        help="the file to write (default: in this folder, named after the assessment); - for stdout",
    )
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Write the file and say where it is.

    Raises:
        InputError: the format is unknown, or a workbook was to go to stdout.
        ExistsError: the file exists and ``--force`` was not given.
    """
    chosen = FORMATS.get(arguments.format.lower())
    if chosen is None:
        raise InputError(
            f"{arguments.format!r} is not a known format; {did_you_mean(arguments.format, FORMATS)}".rstrip("; ")
        )
    report = build_report(context.results(arguments.name))
    if arguments.output == STDOUT:
        if not chosen.is_text:
            raise InputError(f"a {chosen.name} is no text; name a file with --output")
        return Outcome(chosen.render(report).decode("utf-8").removesuffix("\n"))
    target = user_path(arguments.output) if arguments.output else default_target(report.name, chosen, Path.cwd())
    try:
        written = write_export(report, chosen, target, force=arguments.force)
    except ExistsError as error:
        raise ExistsError(f"{error}; choose another file (--output), or allow replacing it (--force)") from error
    return Outcome(f"Wrote {written}")
