"""Numbered choices in plain lines: one or several are picked by number or by short name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.faults import did_you_mean
from wizard.errors import InputError
from wizard.prompts.lines import echo
from wizard.prompts.terminal import Terminal

_BETWEEN = re.compile(r"[\s,;+]+")
_INDENT = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its short name, the sentences that describe it, and what ``?`` adds to them."""

    value: str
    words: str
    more: str


def say_choices(terminal: Terminal, choices: Sequence[Choice]) -> None:
    """Read out the choices with their numbers."""
    for number, choice in enumerate(choices, start=1):
        terminal.say(f"{number}  {choice.words}", indent=_INDENT)


def explain_choices(terminal: Terminal, choices: Sequence[Choice]) -> None:
    """Say more about each of them."""
    for number, choice in enumerate(choices, start=1):
        terminal.say(f"{number}  {choice.value}: {choice.more}", indent=_INDENT)


def picked_one(choices: Sequence[Choice], typed: str) -> str:
    """The choice that was typed.

    Raises:
        InputError: it is none of them, or more than one.
    """
    whole = "-".join(typed.casefold().split())  # a short name such as data-connected may be typed with a blank
    named = next((choice.value for choice in choices if choice.value.casefold() == whole), "")
    if named:
        return named
    values = picked(choices, typed)
    if len(values) > 1:
        raise InputError("choose one of them only")
    return values[0]


def picked(choices: Sequence[Choice], typed: str) -> tuple[str, ...]:
    """All choices that were typed, each once, in the order of the list.

    Raises:
        InputError: nothing was typed, or something that is none of them.
    """
    known = {str(number): choice.value for number, choice in enumerate(choices, start=1)}
    known |= {choice.value.casefold(): choice.value for choice in choices}
    parts = [part for part in _BETWEEN.split(typed.casefold()) if part and part != "and"]
    wrong = next((part for part in parts if part not in known), None)
    allowed = f"type a number from 1 to {len(choices)}, or a short name such as {choices[-1].value}"
    if wrong is not None:
        meant = did_you_mean(wrong, [choice.value for choice in choices])
        raise InputError(f"'{echo(wrong)}' is none of these; {meant if meant.endswith('?') else allowed}")
    if not parts:
        raise InputError(f"nothing is chosen yet; {allowed}")
    chosen = {known[part] for part in parts}
    return tuple(choice.value for choice in choices if choice.value in chosen)
