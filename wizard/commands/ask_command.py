"""``ask``: question by question with plain prompts, for screen readers and terminals that cannot draw."""

import argparse
import shlex

from questionnaires.faults import did_you_mean
from questionnaires.library import load_bank
from wizard.commands.completion import assessment_names, completes, words
from wizard.commands.context import Context, Outcome, add_lens
from wizard.commands.new_command import create
from wizard.commands.stage_option import add_stage
from wizard.core.agenda import QuestionFilter, State
from wizard.core.assessment import Result
from wizard.core.lifecycle import read_stage, stage_name
from wizard.errors import InputError
from wizard.services.banks import banks_of
from wizard.services.published import worded_or_told
from wizard.services.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    name = parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the assessment's name; without it you choose from a list"
    )
    completes(name, assessment_names)
    parser.add_argument("--baseline", action="store_true", help="ask the baseline questions only, layer by layer")
    parser.add_argument(
        "--review", action="store_true", help="go through the answers that were carried over and want another look"
    )
    domain = parser.add_argument(
        "--domain", metavar="CODE", default="", help="ask the questions of one domain only, such as IAM"
    )
    completes(domain, words(load_bank().domain_titles))
    add_stage(parser, "ask the questions")
    add_lens(parser)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Ask until the questions are done or the person stops; every answer is on disk before the next question.

    Raises:
        InputError: nobody sits at a terminal, or the domain or the stage is unknown.
        StoreError: it ended while the disk refuses answers.
    """
    if not context.interactive:
        raise InputError(
            "ask needs a terminal where somebody answers; in a script use 'caiq-wizard answer NAME QUESTION STATUS'"
        )
    from wizard.prompts.picker import pick_assessment  # noqa: PLC0415  (only who is asked pays for the prompts)
    from wizard.prompts.questions import ask_questions  # noqa: PLC0415  (the same)

    name = arguments.name
    if name is None:
        name = pick_assessment(context.repository, lambda profile: create(profile, context))
    if name is None:
        return Outcome("Stopped; nothing was changed.")
    lens = context.result(name, arguments.lens).bank.id
    with context.repository.open(name) as file:
        session = Session(list(banks_of(context.home, file.assessment)), file)
        session.turn_to(next(bank for bank in session.banks if bank.id == lens))
        domain = _domain(session.result, arguments.domain) if arguments.domain else ""
        stage, part = read_stage(arguments.stage, session.bank)
        asked = frozenset(session.result.asked)
        states = frozenset({State.REVIEW}) if arguments.review else frozenset[State]()
        session.show_only(
            QuestionFilter(states, baseline=arguments.baseline, domain=domain, stage=stage, part=part, among=asked)
        )
        if not session.agenda.questions:
            return Outcome(_nothing(domain, stage_name(stage, part), arguments))
        worded, fault = worded_or_told(context.home)
        return Outcome(ask_questions(session, _again(name, arguments), worded), (fault,) if fault else ())


def _domain(result: Result, text: str) -> str:
    """The code of a domain as someone types it."""
    titles = result.bank.domain_titles
    for code, title in titles.items():
        if text.strip().casefold() in (code.casefold(), title.casefold()):
            return code
    raise InputError(f"there is no domain {text!r}; {did_you_mean(text, titles)}".rstrip("; "))


def _nothing(domain: str, stage: str, arguments: argparse.Namespace) -> str:
    kind = "baseline question" if arguments.baseline else "question"
    places = (f"the domain {domain}" if domain else "", f"the lifecycle stage {stage}" if stage else "")
    place = "".join(f" of {words}" for words in places if words)
    if arguments.review:
        return f"No {kind}{place} waits for another look: nothing was carried over, or all of it has been looked at."
    return f"No {kind}{place} is asked in the scope of this assessment."


def _again(name: str, arguments: argparse.Namespace) -> str:
    """The command that goes on where this one stops."""
    parts = ["caiq-wizard", "ask", name]
    parts += [f"--{switch}" for switch in ("baseline", "review") if getattr(arguments, switch)]
    for option in ("domain", "stage", "lens", "home"):
        if getattr(arguments, option):
            parts += [f"--{option}", getattr(arguments, option)]
    return shlex.join(parts)
