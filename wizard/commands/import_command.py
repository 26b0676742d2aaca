"""``import``: take answers from a json export, a gap workbook or CSA's questionnaire into an assessment.

A json export can make the assessment too, if there is none of that name.
"""

import argparse
from datetime import UTC, datetime

from wizard.commands.context import Context, Outcome
from wizard.core.answers import Answer
from wizard.core.codec import difference
from wizard.core.parsing import parse_word
from wizard.core.profile import check_name
from wizard.errors import InputError, NotFoundError
from wizard.services.answer_changes import field_changes, verdict_lines, verdicts_in_words
from wizard.services.importing import Comparison, Incoming, OnConflict, kept_ours, resolve
from wizard.services.intake import Intake, Taken, read_file, take_as_new, take_into, what_would_change
from wizard.services.official_source import OfficialSource
from wizard.services.official_words import (
    REPORT,
    fate_lines,
    found_in_words,
    migration_in_words,
    misfit_lines,
    misfits_in_words,
    untouched_in_words,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name", metavar="NAME", help="the assessment to import into; made from a json export if there is none"
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a json export, a gap workbook that people have worked on, or CSA's AI-CAIQ (1.0.2 or 1.1), filled in",
    )
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
        official = _official_preview(arguments.name, context, intake, comparison, choice)
        return Outcome("\n".join([*official, *_preview(comparison, intake.incoming), *_verdicts(intake.incoming)]))
    if comparison.differing and choice is OnConflict.ASK:
        choice = _ask(comparison, intake.incoming, context)
    taken = take_into(context.repository, arguments.name, intake, choice)
    rest = len(intake.incoming.answers) - taken.answers
    answers = "1 answer" if taken.answers == 1 else f"{taken.answers} answers"
    done = f"Imported {answers}; {rest} were the same or kept as ours."
    if intake.incoming.official and choice is OnConflict.NEWER and comparison.differing:
        done += "\nThe file does not say when it was answered; where answers differ, yours have stayed."
    return Outcome("\n".join([done, *_official_outcome(intake.incoming, taken), *_verdicts(intake.incoming)]))


def _as_new(arguments: argparse.Namespace, context: Context, intake: Intake) -> Outcome:
    if not intake.own_name:
        raise NotFoundError(
            f"there is no assessment named {arguments.name!r}, and the file does not describe one; make it first with 'caiq-wizard new'",
        )
    if arguments.dry_run:
        return Outcome(f"Would create {arguments.name!r} with {len(intake.incoming.answers)} answers.")
    made = take_as_new(context.repository, arguments.name, intake)
    return Outcome(f"Created {made.profile.name!r} with {len(made.answers)} answers.")


def _ask(comparison: Comparison, incoming: Incoming, context: Context) -> OnConflict:
    if not context.interactive:
        choices = "theirs or ours" if incoming.official else "theirs, ours or newer"
        raise InputError(
            f"{len(comparison.differing)} answers differ from yours; choose with --on-conflict {choices} "
            "(--dry-run shows them)",
        )
    from wizard.prompts import confirm  # noqa: PLC0415  (only who is asked pays for the prompts)

    if incoming.official:  # it does not say when it was answered
        question = f"{len(comparison.differing)} answers differ from yours. Replace yours by the file's?"
        return OnConflict.THEIRS if confirm(question) else OnConflict.OURS
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


def _official_preview(
    name: str, context: Context, intake: Intake, comparison: Comparison, choice: OnConflict
) -> list[str]:
    """What was found in CSA's questionnaire, and what becomes of each question of an earlier one."""
    source = intake.incoming.official
    if source is None:
        return []
    taken = (
        resolve(comparison, choice) if choice is not OnConflict.ASK else [theirs for _, theirs in comparison.differing]
    )
    migration = source.migration(kept_ours(comparison, taken), datetime.now(UTC))
    assessment = context.repository.read(name)
    return [
        *found_in_words(source),
        *untouched_in_words(assessment, intake.incoming),
        *_misfits(source),
        *(migration_in_words(migration) if migration else ()),
        *(f"  {line}" for line in (fate_lines(migration) if migration else ())),
    ]


def _official_outcome(incoming: Incoming, taken: Taken) -> list[str]:
    """What else is to be known after CSA's questionnaire was taken."""
    if incoming.official is None:
        return []
    carried = [*migration_in_words(taken.migration), REPORT] if taken.migration else []
    return [*found_in_words(incoming.official), *carried, *_misfits(incoming.official)]


def _misfits(source: OfficialSource) -> list[str]:
    """What fits nowhere, each text whole."""
    words = misfits_in_words(source)
    return [words, *(f"  {line}".replace("\n", "\n    ") for line in misfit_lines(source))] if words else []


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
