"""``export``: write the gap workbook, the official questionnaire, a report, tables, or everything to keep."""

import argparse
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from exports.writing import Progress
from questionnaires.faults import did_you_mean
from wizard.commands.completion import completes, words
from wizard.commands.context import Context, Outcome, add_name
from wizard.commands.progress_line import progress_line
from wizard.commands.roadmap_command import people
from wizard.core.assessment import Result
from wizard.core.text import sentence
from wizard.errors import ExistsError, InputError
from wizard.services.exporting import (
    CAIQ,
    FORMATS,
    Format,
    ReportFormat,
    check_target,
    default_target,
    typed_target,
    write_export,
)
from wizard.services.reports import build_report
from wizard.services.violations import Violation, grouped, in_counts
from wizard.store.files import user_path

STDOUT = "-"
_WITH_DATES = ("roadmap", "workbook", "markdown", "csv")
"""The formats that hold the road ahead with its dates."""
_PLACES_IN_A_LINE = 6


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
    parser.add_argument(
        "--template",
        metavar="XLSX",
        help="caiq only: your own copy of CSA's AI-CAIQ 1.1; it stays as it is, and columns C to F are filled in in a copy of it. Notes, respondents, accepted risks and lenses are not written",
    )
    parser.add_argument(
        "--people",
        metavar="N",
        type=people,
        default=None,
        help="roadmap, workbook, markdown and csv: how many people work on the road ahead (default: 1), for its dates",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace the file or folder if it exists; caiq: write it although questions are open or rules broken, and say what was forced",
    )


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Write the file and say where it is; exit 1 where the official questionnaire is not ready to be written.

    Raises:
        InputError: the format is unknown, a workbook was to go to stdout, or a template is missing, unfit or not needed.
        ExistsError: the file exists and ``--force`` was not given.
    """
    chosen = FORMATS.get(arguments.format.lower())
    if chosen is None:
        raise InputError(
            f"{arguments.format!r} is not a known format; {did_you_mean(arguments.format, FORMATS)}".rstrip("; ")
        )
    _check_template(arguments, chosen)
    if arguments.people and chosen.name not in _WITH_DATES:
        raise InputError(f"the format {chosen.name} has no dates that people change; leave --people out")
    at_work = arguments.people or 1
    results = context.results(arguments.name)
    if arguments.output == STDOUT:
        return _to_stdout(chosen, results, at_work)
    name = results[0].assessment.profile.name
    target = (
        typed_target(arguments.output, name, chosen) if arguments.output else default_target(name, chosen, Path.cwd())
    )
    try:
        with progress_line() as progress:
            if isinstance(chosen, ReportFormat):
                return _report(results, chosen, target, progress, force=arguments.force, at_work=at_work)
            return _official(results[0], user_path(arguments.template), target, progress, force=arguments.force)
    except ExistsError as error:
        raise ExistsError(f"{error}; choose another (--output), or allow replacing it (--force)") from error


def _check_template(arguments: argparse.Namespace, chosen: Format) -> None:
    if chosen is CAIQ and not arguments.template:
        raise InputError(
            f"the format {CAIQ.name} fills in your own copy of CSA's questionnaire; name it with --template FILE.xlsx"
        )
    if chosen is not CAIQ and arguments.template:
        raise InputError(f"only the format {CAIQ.name} takes a template; leave --template out, or export {CAIQ.name}")


def _report(
    results: Sequence[Result], chosen: ReportFormat, target: Path, progress: Progress, *, force: bool, at_work: int
) -> Outcome:
    lenses = [result.bank.id for result in results[1:]]
    check_target(target, chosen, force=force, lenses=lenses)  # before any evidence is read
    report = build_report(results, progress=progress, people=at_work)
    written = write_export(report, chosen, target, force=force, progress=progress)
    return Outcome(f"Wrote {written}", written.notes)


def _official(result: Result, template: Path, target: Path, progress: Progress, *, force: bool) -> Outcome:
    from wizard.services import official  # noqa: PLC0415  (the other formats do without the readers of workbooks)

    official.check_place(target, template, replace=force)
    filling = official.prepare(result, template, progress)
    if filling.hopeless or (filling.violations and not force):
        counts = in_counts(filling.violations)
        more = "what cannot be written cannot be forced" if filling.hopeless else "--force writes it all the same"
        lines = (*_violations(filling.violations), f"Nothing was written: {counts}; {more}.")
        return Outcome("\n".join(lines), exit_code=1)
    written = official.fill(filling, target, replace=force, anyway=force, progress=progress)
    return Outcome(f"Wrote {written}", written.notes)


def _violations(violations: Sequence[Violation]) -> Iterator[str]:
    """What is in the way, each problem once with the questions and cells that have it; the gravest stands last."""
    for group in reversed(grouped(violations)):
        places = group.places
        if len(places) == 1:
            yield f"{places[0]}: {group.message}"
            continue
        yield f"{sentence(group.message).rstrip('.')} ({len(places):,}):"
        for start in range(0, len(places), _PLACES_IN_A_LINE):
            yield f"  {', '.join(places[start : start + _PLACES_IN_A_LINE])}"
    yield ""


def _to_stdout(chosen: Format, results: Sequence[Result], at_work: int) -> Outcome:
    if not chosen.is_text or not isinstance(chosen, ReportFormat):
        raise InputError(f"a {chosen.name} is no text; name a file with --output")
    target = io.BytesIO()
    with progress_line() as progress:
        notes = chosen.write(build_report(results, progress=progress, people=at_work), target, progress)
    return Outcome(target.getvalue().decode("utf-8").removesuffix("\n"), notes)
