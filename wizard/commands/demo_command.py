"""``demo``: a worked example, from scope to workbook, without a question asked."""

import argparse
from datetime import UTC, datetime

from wizard.commands.context import Context, Outcome
from wizard.commands.progress_line import progress_line
from wizard.errors import ExistsError, StoreError
from wizard.services.example import EXAMPLE_NAME, example_assessment
from wizard.services.exporting import REPORT_FORMATS, check_target, default_target, write_export
from wizard.services.reports import build_report
from wizard.store.files import user_path

DEFAULT_FOLDER = "caiq-wizard-demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--output",
        metavar="DIR",
        default=DEFAULT_FOLDER,
        help=f"the folder for the exported files (default: {DEFAULT_FOLDER})",
    )
    parser.add_argument("--force", action="store_true", help="replace the files of an earlier demo")


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Make the example assessment if there is none yet, and export it in every format.

    Raises:
        ExistsError: files of an earlier demo are in the way and ``--force`` was not given.
        StoreError: the folder cannot be made.
    """
    folder = user_path(arguments.output)
    targets = [(chosen, default_target(EXAMPLE_NAME, chosen, folder)) for chosen in REPORT_FORMATS.values()]
    try:
        for chosen, target in targets:
            check_target(target, chosen, force=arguments.force, make_folder=True)
    except ExistsError as error:
        raise ExistsError(f"{error}; choose another folder (--output), or allow replacing it (--force)") from error
    context.home.prepare()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {folder}: {error.strerror}; choose another with --output") from error
    try:
        context.repository.create(example_assessment(context.bank, datetime.now(UTC)))
        made = f"Made the assessment {EXAMPLE_NAME!r}; all its answers are made up."
    except ExistsError:
        made = f"The assessment {EXAMPLE_NAME!r} is there already and was left as it is."
    with progress_line() as progress:
        report = build_report(context.results(EXAMPLE_NAME), progress=progress)
        written = [
            write_export(report, chosen, target, force=arguments.force, progress=progress) for chosen, target in targets
        ]
    lines = [
        made,
        *(f"Wrote {item}" for item in written),
        f"Look at it: caiq-wizard show '{EXAMPLE_NAME}', or open it in caiq-wizard.",
    ]
    return Outcome("\n".join(lines), tuple(note for item in written for note in item.notes))
