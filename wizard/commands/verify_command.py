"""``verify``: does an exported gap workbook say what the answers give? Exit 1 if any cell differs."""

import argparse
from collections.abc import Iterator

from wizard.commands.context import Context, Outcome, add_json, add_name, as_json
from wizard.commands.progress_line import progress_line
from wizard.services.book_check import Finding, Kind
from wizard.services.verifying import Verification, verify
from wizard.store.files import user_path
from wizard.workbooks.opening import open_workbook

_MOST_SHOWN = 20
_TITLES = {
    Kind.MISSING: "Missing from the book",
    Kind.UNREADABLE: "Cells that cannot be understood",
    Kind.QUESTION: "Questions that were altered",
    Kind.ROW: "Rows that are missing or were added",
    Kind.FORMULA: "Formulas that were replaced or altered",
    Kind.FIGURE: "Figures that differ from what the answers give",
    Kind.CELL: "Other cells that were altered",
    Kind.ANSWER: "Answers that differ from the assessment",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    parser.add_argument(
        "workbook", metavar="WORKBOOK", help="the gap workbook to verify, as exported or as it came back"
    )
    add_json(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Compare and say what differs.

    Raises:
        InputError: the file cannot be read, or is none of ours.
        NotFoundError: there is no such assessment.
    """
    results = context.results(arguments.name)
    opened = open_workbook(user_path(arguments.workbook))
    with progress_line() as progress:
        verification = verify(results, opened, progress)
    exit_code = int(not verification.agrees)
    if arguments.json:
        return Outcome(as_json(_view(verification)).text, exit_code=exit_code)
    return Outcome("\n".join(_lines(verification)), exit_code=exit_code)


def _lines(verification: Verification) -> Iterator[str]:
    if verification.agrees:
        yield f"{verification.figures:,} figures and {verification.questions:,} questions agree. {' '.join(verification.remarks)}"
        return
    for kind, title in _TITLES.items():
        own = [finding for finding in verification.findings if finding.kind is kind]
        if own:
            yield f"{title} ({len(own):,}):"
            yield from (f"  {_sentence(finding)}" for finding in own[:_MOST_SHOWN])
            if len(own) > _MOST_SHOWN:
                yield f"  and {len(own) - _MOST_SHOWN:,} more; --json lists all"
            yield ""
    yield from verification.remarks
    count = len(verification.findings)
    yield (
        f"{count:,} {'difference' if count == 1 else 'differences'} in a book of {verification.figures:,} figures "
        f"and {verification.questions:,} questions."
    )


def _sentence(finding: Finding) -> str:
    if finding.kind is Kind.ANSWER:
        return str(finding).replace(", should say ", ", the assessment says ")
    return str(finding)


def _view(verification: Verification) -> dict[str, object]:
    return {
        "agrees": verification.agrees,
        "figures": verification.figures,
        "questions": verification.questions,
        "findings": [
            {
                "kind": finding.kind,
                "cell": finding.cell,
                "about": finding.about,
                "says": finding.says,
                "should": finding.should,
            }
            for finding in verification.findings
        ],
        "remarks": list(verification.remarks),
    }
