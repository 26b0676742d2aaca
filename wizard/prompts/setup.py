"""Asks for the set-up of an assessment with menus, by questionary."""

from collections.abc import Mapping
from typing import Any

import questionary

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.core.profile import Profile, ordered_roles
from wizard.core.text import clean
from wizard.errors import InputError


def ask_profile(name: str, given: Mapping[str, Any]) -> Profile:
    """Ask for whatever the set-up still lacks.

    Raises:
        InputError: the person stopped the questions; nothing was made.
    """
    organization = given.get("organization") or _text("Whose system is it? (organisation, may be left empty)")
    system = given.get("system") or _text("Which system is assessed? (a few words, may be left empty)")
    roles = _roles()
    use_case = given.get("use_case") or UseCase(
        _choice("What may the system do?", [(item.value, item.summary) for item in UseCase]),
    )
    phase = given.get("phase") or Phase(_choice("Where is it now?", [(item.value, item.summary) for item in Phase]))
    later = [item for item in Phase if item.rank >= phase.rank]
    target = given.get("target_phase") or Phase(
        _choice("Which phase is it preparing for?", [(item.value, item.summary) for item in later], phase.following),
    )
    return Profile(name, roles, organization, system, phase, target, use_case)


def confirm(question: str) -> bool:
    """A yes or no, no by default.

    Raises:
        InputError: the person stopped.
    """
    return bool(_answered(questionary.confirm(question, default=False).unsafe_ask))


def _roles() -> tuple[Role, ...]:
    choices = [questionary.Choice(f"{role} {role.label}: {role.summary}", role) for role in Role]
    prompt = questionary.checkbox(
        "Which roles does the organisation hold here? (space marks, enter goes on)",
        choices=choices,
        validate=lambda chosen: bool(chosen) or "mark at least one role with the space bar",
    )
    return ordered_roles(_answered(prompt.unsafe_ask))


def _choice(question: str, options: list[tuple[str, str]], default: str | None = None) -> str:
    choices = [questionary.Choice(f"{value}: {summary}", value) for value, summary in options]
    return str(_answered(questionary.select(question, choices=choices, default=default).unsafe_ask))


def _text(question: str) -> str:
    return clean(str(_answered(questionary.text(question).unsafe_ask))).strip()


def _answered(ask: Any) -> Any:
    try:
        return ask()
    except (KeyboardInterrupt, EOFError):
        raise InputError("stopped; nothing was changed") from None
