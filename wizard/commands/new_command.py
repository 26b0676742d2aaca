"""``new``: create an assessment; asks for what is missing when a person sits at the terminal."""

import argparse
import shlex
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from questionnaires.library import LENSES
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.commands.completion import assessment_names, completes
from wizard.commands.context import Context, Outcome
from wizard.core.assessment import Assessment
from wizard.core.carrying import year_name
from wizard.core.parsing import parse_text, parse_word
from wizard.core.profile import Created, Profile, QuestionnaireVersion, check_name, check_phases, ordered_roles
from wizard.core.scope import workshop_minutes
from wizard.errors import InputError
from wizard.services.banks import add_lens, lens_bank, results_of
from wizard.services.carrying import begin_new_year, earlier_assessment
from wizard.store.files import user_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="a name for the assessment, such as 'Support assistant'; asked for at a terminal where it is missing",
    )
    parser.add_argument(
        "--role",
        action="append",
        nargs="+",
        default=[],
        metavar="ROLE",
        help="CSP, MP, OSP or AP; several may be given",
    )
    parser.add_argument(
        "--phase", metavar="P", help="where the system is now: prototype (default), production or scale"
    )
    parser.add_argument("--target", metavar="P", help="the phase it is preparing for (default: the next one)")
    parser.add_argument("--use-case", metavar="U", help="assistant (default), data-connected or agent")
    parser.add_argument(
        "--lens", action="append", default=[], metavar="ID", help=f"ask a lens too: {', '.join(LENSES)}"
    )
    parser.add_argument("--bank", action="append", default=[], metavar="FOLDER", help="ask a bank of your own too")
    parser.add_argument("--organization", metavar="O", default="", help="whose system it is")
    parser.add_argument("--system", metavar="S", default="", help="which system is assessed, in a few words")
    source = "begin a new year from an earlier assessment: its set-up (what you give here goes first) and all its answers, each to be looked at again"
    completes(parser.add_argument("--from", metavar="OLD", dest="source", help=source), assessment_names)


def run(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Create the assessment and say what it asks.

    Raises:
        InputError: a value is unknown, or name or roles are missing and nobody can be asked.
        ExistsError: the name is taken.
    """
    if arguments.source is not None:
        return _new_year(arguments, context)
    if arguments.name is None and not context.interactive:
        raise InputError("give a NAME for the assessment, such as 'Support assistant', and its roles with --role")
    if arguments.name is not None:
        check_name(arguments.name)
        context.repository.check_free(arguments.name)
    profile = _profile(arguments, context)
    words = create(profile, context)
    if not context.interactive:
        return Outcome(words)
    home = ["--home", arguments.home] if arguments.home else []
    return Outcome(f"{words}\nGo on with: {shlex.join(['caiq-wizard', 'ask', profile.name, *home])}")


def _new_year(arguments: argparse.Namespace, context: Context) -> Outcome:
    """Begin from an earlier assessment; nothing is asked.

    Raises:
        InputError: the name is missing, or a value is unknown.
        NotFoundError: there is no such assessment, or a lens of it is missing.
        ExistsError: the name is taken.
    """
    repository = context.repository
    old = earlier_assessment(repository, arguments.source)
    if arguments.name is None:
        offered = year_name(old.profile.name, repository.names(), datetime.now().astimezone().year)
        raise InputError(f"give a NAME for the new assessment, such as {offered!r}")
    check_name(arguments.name)
    repository.check_free(arguments.name)
    given = _given(arguments, context)
    if "phase" in given and "target_phase" not in given and old.profile.target_phase.rank < given["phase"].rank:
        given["target_phase"] = given["phase"].following
    new = begin_new_year(repository, old, replace(old.profile, **given))
    left = sum(bool(answer.review) for answer in new.answers.values())
    profile = new.profile
    home = ["--home", arguments.home] if arguments.home else []
    return Outcome(
        f"Created {profile.name!r} from {old.profile.name!r} for {' + '.join(profile.roles)}, {profile.phase} → {profile.target_phase}, "
        f"{profile.use_case}: {left} answers came along, each to be looked at again; {old.profile.name!r} stays as it is.\n"
        f"Go through them with: {shlex.join(['caiq-wizard', 'ask', profile.name, '--review', *home])}"
    )


def create(profile: Profile, context: Context) -> str:
    """Put a new assessment on disk; returns what it asks, in words.

    Raises:
        ExistsError: the name is taken.
        StoreError: the home folder cannot be written.
    """
    version = QuestionnaireVersion(context.bank.id, context.bank.version)
    assessment = context.repository.create(Assessment(profile, Created(datetime.now(UTC), version)))
    asked, *more = (len(result.asked) for result in results_of(context.home, assessment))
    lens_words = "".join(f" Lens {lens}: {count} more." for lens, count in zip(profile.lenses, more, strict=True))
    return (
        f"Created {profile.name!r} for {' + '.join(profile.roles)}, {profile.phase} → {profile.target_phase}, {profile.use_case}: "
        f"{asked} of {len(context.bank.control_by_question)} questions are asked, about {workshop_minutes(asked) / 60:.0f} hours in a workshop.{lens_words}"
    )


def _lenses(arguments: argparse.Namespace, context: Context) -> tuple[str, ...]:
    """The lenses asked for; banks of the user's own are checked and kept in the home folder."""
    named = [lens_bank(context.home, lens_id.lower()).id for lens_id in arguments.lens]
    own = [add_lens(context.home, user_path(folder)).id for folder in arguments.bank]
    return tuple(dict.fromkeys((*named, *own)))


def _profile(arguments: argparse.Namespace, context: Context) -> Profile:
    if not arguments.role and not context.interactive:
        raise InputError("give at least one role with --role: CSP, MP, OSP or AP")
    given = _given(arguments, context)
    if "roles" not in given or "name" not in given:
        from wizard.prompts import ask_profile  # noqa: PLC0415  (only who is asked pays for the prompts)

        return ask_profile(context.repository, given)
    current = given.get("phase", Phase.PROTOTYPE)
    return Profile(**{"phase": current, "target_phase": current.following, **given})


def _given(arguments: argparse.Namespace, context: Context) -> dict[str, Any]:
    """What stands on the command line, checked, by the names of the profile's fields."""
    roles = [parse_word(word, Role, "role") for group in arguments.role for word in group]
    phase = parse_word(arguments.phase, Phase, "phase") if arguments.phase else None
    target = parse_word(arguments.target, Phase, "phase") if arguments.target else None
    if phase and target:
        check_phases(phase, target)
    given = {
        "name": arguments.name,
        "organization": parse_text(arguments.organization, "organisation"),
        "system": parse_text(arguments.system, "system"),
        "roles": ordered_roles(roles),
        "use_case": parse_word(arguments.use_case, UseCase, "use case") if arguments.use_case else None,
        "phase": phase,
        "target_phase": target,
        "lenses": _lenses(arguments, context),
    }
    return {field: value for field, value in given.items() if value}
