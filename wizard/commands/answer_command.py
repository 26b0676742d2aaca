"""``answer``: record one answer; what is not given stays as it was."""

import argparse
from dataclasses import replace

from wizard.commands.completion import completes, question_ids, words
from wizard.commands.context import Context, Outcome, add_name, find_question
from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.parsing import parse_date, parse_text, parse_word
from wizard.core.rules import check_answer
from wizard.core.scope import scope_ledger
from wizard.errors import InputError
from wizard.services.banks import banks_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_name(parser)
    question = parser.add_argument("question", metavar="QUESTION", help="the question's id, such as IAM-18.1")
    completes(question, question_ids)
    completes(parser.add_argument("status", metavar="STATUS", help="yes, yes-gaps, partial, no or na"), words(Status))
    ownership = "who owns the control, such as AP-Owned or 'Shared OSP-AP'"
    completes(parser.add_argument("--ownership", metavar="V", help=ownership), words(SsrmOwnership))
    parser.add_argument("--description", metavar="T", help="how it is done (column E); for na: why it does not apply")
    parser.add_argument("--responsibilities", metavar="T", help="what the customer has to do (column F)")
    parser.add_argument(
        "--evidence", metavar="REF", action="append", help="a piece of evidence; may be repeated, replaces the list"
    )
    parser.add_argument("--action", metavar="T", help="the corrective action")
    parser.add_argument("--owner", metavar="T", help="who sees to the corrective action")
    parser.add_argument("--due", metavar="DATE", help="by when, as YYYY-MM-DD")
    parser.add_argument("--note", metavar="T", help="a note for yourselves")
    parser.add_argument("--respondent", metavar="T", help="who gave the answer")


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Record it and name the decision rules that it still breaks.

    Raises:
        InputError: the question or a value is unknown, or ``na`` has no reason.
    """
    status = parse_word(arguments.status, Status, "status")
    with context.repository.open(arguments.name) as file:
        banks = list(banks_of(context.home, file.assessment))
        question_id = find_question(banks, arguments.question)
        answer = _merged(file.assessment.answer(question_id), arguments, status)
        if status is Status.NA and not answer.description.strip():
            raise InputError(
                f"{question_id}: na needs a reason; say with --description why the question does not apply"
            )
        profile = file.record([answer]).profile
    bank = next(bank for bank in banks if question_id in bank.control_by_question)
    entry = next(entry for entry in scope_ledger(bank, profile) if entry.question == question_id)
    hints = [f"{question_id}: {finding.message}" for finding in check_answer(answer, profile.roles)]
    if not entry.asked:
        hints.append(f"{question_id} is kept, but not asked in this assessment and not counted: {entry.reason}")
    return Outcome(f"Saved {question_id}: {status.label.lower()}.", tuple(hints))


def _merged(answer: Answer, arguments: argparse.Namespace, status: Status) -> Answer:
    def text(name: str) -> str:
        given = getattr(arguments, name)
        return str(getattr(answer, name)) if given is None else parse_text(given, name)

    plan = answer.remediation
    if arguments.action is not None:
        plan = replace(plan, action=parse_text(arguments.action, "action"))
    if arguments.owner is not None:
        plan = replace(plan, owner=parse_text(arguments.owner, "owner"))
    if arguments.due is not None:
        plan = replace(plan, due=parse_date(arguments.due, "due date") if arguments.due else None)
    if arguments.ownership is not None:
        answer = replace(answer, ownership=parse_word(arguments.ownership, SsrmOwnership, "ownership value"))
    if arguments.evidence is not None:
        answer = replace(
            answer, evidence=tuple(parse_text(item, "evidence") for item in arguments.evidence if item.strip())
        )
    return replace(
        answer,
        status=status,
        review="",
        remediation=plan,
        description=text("description"),
        responsibilities=text("responsibilities"),
        note=text("note"),
        respondent=text("respondent"),
    )
