"""``export``: write the gap workbook, a report, tables, or everything to keep."""

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

from questionnaires.faults import did_you_mean
from wizard.commands.completion import completes, words
from wizard.commands.context import Context, Outcome, add_name
from wizard.commands.progress_line import progress_line
from wizard.core.assessment import Result
from wizard.errors import ExistsError, InputError
from wizard.services.exporting import FORMATS, Format, check_target, default_target, typed_target, write_export
from wizard.services.reports import build_report

STDOUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    listing = "; ".join(f"{item.name}: {item.summary}" for item in FORMATS.values())
    completes(parser.add_argument("format", metavar="FORMAT", help=listing), words(FORMATS))
    parser.add_argument(
        "--output",
        metavar="PATH",
        help="the file to write (default: in this folder, named after the assessment); - for stdout, not for a workbook; csv makes a folder with a file for each table, one file for a path in .zip, and the answers alone for a path in .csv or stdout",
    )
    parser.add_argument("--force", action="store_true", help="replace the file or folder if it exists")


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
    if arguments.output == STDOUT:
        return _to_stdout(chosen, context.results(arguments.name))
    results = context.results(arguments.name)
    name = results[0].assessment.profile.name
    target = (
        typed_target(arguments.output, name, chosen) if arguments.output else default_target(name, chosen, Path.cwd())
    )
    try:
        lenses = [result.bank.id for result in results[1:]]
        check_target(target, chosen, force=arguments.force, lenses=lenses)  # before any evidence is read
        with progress_line() as progress:
            report = build_report(results, progress=progress)
            written = write_export(report, chosen, target, force=arguments.force, progress=progress)
    except ExistsError as error:
        raise ExistsError(f"{error}; choose another (--output), or allow replacing it (--force)") from error
    return Outcome(f"Wrote {written}", written.notes)


def _to_stdout(chosen: Format, results: Sequence[Result]) -> Outcome:
    if not chosen.is_text:
        raise InputError(f"a {chosen.name} is no text; name a file with --output")
    target = io.BytesIO()
    with progress_line() as progress:
        notes = chosen.write(build_report(results, progress=progress), target, progress)
    return Outcome(target.getvalue().decode("utf-8").removesuffix("\n"), notes)
