"""``import``: take answers from a json export into an assessment, which is made if there is none of that name."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from wizard.commands.context import Context, Outcome, user_path
from wizard.core.answers import Answer
from wizard.core.assessment import Assessment
from wizard.core.codec import difference
from wizard.core.parsing import parse_word
from wizard.core.profile import Created, QuestionnaireVersion, check_name
from wizard.errors import InputError, NotFoundError
from wizard.services.banks import known_questions, lens_bank
from wizard.services.importing import Comparison, Incoming, OnConflict, compare, read_json_export, resolve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name", metavar="NAME", help="the assessment to import into; made from the file if there is none"
    )
    parser.add_argument("file", metavar="FILE", help="a json export")
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
    incoming = read_json_export(user_path(arguments.file), known_questions(context.home))
    check_name(arguments.name)
    if not context.repository.has(arguments.name):
        return _as_new(arguments, context, incoming)
    comparison = compare(context.repository.read(arguments.name), incoming)
    if arguments.dry_run:
        return Outcome(_preview(comparison))
    if comparison.differing and choice is OnConflict.ASK:
        choice = _ask(comparison, context)
    with context.repository.open(arguments.name) as file:
        taken = resolve(compare(file.assessment, incoming), choice)
        file.record(taken, who=f"import of {Path(arguments.file).name}", keep_times=True)
    return Outcome(
        f"Imported {len(taken)} answers; {len(incoming.answers) - len(taken)} were the same or kept as ours."
    )


def _as_new(arguments: argparse.Namespace, context: Context, incoming: Incoming) -> Outcome:
    if incoming.profile is None:
        raise NotFoundError(
            f"there is no assessment named {arguments.name!r}, and the file does not describe one; make it first with 'caiq-wizard new'",
        )
    for lens_id in incoming.profile.lenses:
        lens_bank(context.home, lens_id)
    if arguments.dry_run:
        return Outcome(f"Would create {arguments.name!r} with {len(incoming.answers)} answers.")
    version = QuestionnaireVersion(context.bank.id, context.bank.version)
    context.repository.create(
        Assessment(
            profile=replace(incoming.profile, name=arguments.name),
            created=Created(incoming.created or datetime.now(UTC), version),
            answers={answer.question: answer for answer in incoming.answers},
            history=incoming.history,
            position=incoming.position,
            parked=incoming.parked,
        ),
    )
    return Outcome(f"Created {arguments.name!r} with {len(incoming.answers)} answers.")


def _ask(comparison: Comparison, context: Context) -> OnConflict:
    if not context.interactive:
        raise InputError(
            f"{len(comparison.differing)} answers differ from yours; choose with --on-conflict theirs, ours or newer "
            "(--dry-run shows them)",
        )
    from wizard.prompts import confirm  # noqa: PLC0415  (only who is asked pays for the prompts)

    question = f"{len(comparison.differing)} answers differ from yours. Replace yours where the file's is newer?"
    return OnConflict.NEWER if confirm(question) else OnConflict.OURS


def _preview(comparison: Comparison) -> str:
    lines = [f"new       {answer.question}: {_status(answer)}" for answer in comparison.new]
    lines += [
        f"differs   {theirs.question}: {', '.join(difference(ours, theirs)[1])} (ours {_status(ours)}, theirs {_status(theirs)})"
        for ours, theirs in comparison.differing
    ]
    lines.append(
        f"{len(comparison.new)} new, {len(comparison.differing)} differ, {comparison.same} the same; nothing was changed."
    )
    return "\n".join(lines)


def _status(answer: Answer) -> str:
    return answer.status or "open"
