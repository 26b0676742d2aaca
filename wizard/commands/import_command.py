"""``import``: take answers from a json export or a gap workbook into an assessment.

A json export can make the assessment too, if there is none of that name.
"""

import argparse

from wizard.commands.context import Context, Outcome
from wizard.core.answers import Answer
from wizard.core.codec import difference
from wizard.core.parsing import parse_word
from wizard.core.profile import check_name
from wizard.errors import InputError, NotFoundError
from wizard.services.answer_changes import field_changes, verdict_lines, verdicts_in_words
from wizard.services.importing import Comparison, Incoming, OnConflict
from wizard.services.intake import Intake, read_file, take_as_new, take_into, what_would_change


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name", metavar="NAME", help="the assessment to import into; made from a json export if there is none"
    )
    parser.add_argument("file", metavar="FILE", help="a json export, or a gap workbook that people have worked on")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    parser.add_argument(
        "--on-conflict",
        metavar="CHOICE",
        default=OnConflict.ASK,
        help="where both sides have an answer: ask (default), theirs (the file's), ours, or newer",
    )


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Import and say what was taken.

    Raises:
        InputError: the file cannot be used, or answers differ and nobody can be asked.
    """
    choice = parse_word(arguments.on_conflict, OnConflict, "choice")
    intake = read_file(context.home, arguments.file)
    check_name(arguments.name)
    if not context.repository.has(arguments.name):
        return _as_new(arguments, context, intake)
    comparison = what_would_change(context.repository, arguments.name, intake)
    if arguments.dry_run:
        return Outcome("\n".join([*_preview(comparison, intake.incoming), *_verdicts(intake.incoming)]))
    if comparison.differing and choice is OnConflict.ASK:
        choice = _ask(comparison, context)
    taken = take_into(context.repository, arguments.name, intake, choice)
    rest = len(intake.incoming.answers) - taken
    done = f"Imported {taken} answers; {rest} were the same or kept as ours."
    return Outcome("\n".join([done, *_verdicts(intake.incoming)]))


def _as_new(arguments: argparse.Namespace, context: Context, intake: Intake) -> Outcome:
    if not intake.own_name:
        raise NotFoundError(
            f"there is no assessment named {arguments.name!r}, and the file does not describe one; make it first with 'caiq-wizard new'",
        )
    if arguments.dry_run:
        return Outcome(f"Would create {arguments.name!r} with {len(intake.incoming.answers)} answers.")
    made = take_as_new(context.repository, arguments.name, intake)
    return Outcome(f"Created {made.profile.name!r} with {len(made.answers)} answers.")


def _ask(comparison: Comparison, context: Context) -> OnConflict:
    if not context.interactive:
        raise InputError(
            f"{len(comparison.differing)} answers differ from yours; choose with --on-conflict theirs, ours or newer "
            "(--dry-run shows them)",
        )
    from wizard.prompts import confirm  # noqa: PLC0415  (only who is asked pays for the prompts)

    question = f"{len(comparison.differing)} answers differ from yours. Replace yours where the file's is newer?"
    return OnConflict.NEWER if confirm(question) else OnConflict.OURS


def _preview(comparison: Comparison, incoming: Incoming) -> list[str]:
    lines = []
    for answer in comparison.new:
        lines.append(f"new       {answer.question}: {_status(answer)}")
        lines += _fields(Answer(answer.question), answer, incoming)
    for ours, theirs in comparison.differing:
        fields = ", ".join(difference(ours, theirs)[1])
        lines.append(f"differs   {theirs.question}: {fields} (ours {_status(ours)}, theirs {_status(theirs)})")
        lines += _fields(ours, theirs, incoming)
    lines.append(
        f"{len(comparison.new)} new, {len(comparison.differing)} differ, {comparison.same} the same; nothing was changed."
    )
    return lines


def _fields(ours: Answer, theirs: Answer, incoming: Incoming) -> list[str]:
    """What a workbook would change, field by field with its cell."""
    told = incoming.told.get(theirs.question)
    return [f"          {change}" for change in field_changes(ours, theirs, told.cells)] if told else []


def _verdicts(incoming: Incoming) -> list[str]:
    """An auditor's verdicts, which the assessment does not keep: those that want somebody's attention one by one."""
    if not incoming.verdicts:
        return []
    return [f"{verdicts_in_words(incoming.verdicts)}.", *(f"  {line}" for line in verdict_lines(incoming.verdicts))]


def _status(answer: Answer) -> str:
    return answer.status or "open"
