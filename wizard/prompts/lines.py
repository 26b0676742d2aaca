"""One typed line at a time, read alike by every dialogue: help, back, quit, and asked again until it fits."""

from collections.abc import Callable, Collection
from typing import TypeVar

from wizard.core.text import sentence
from wizard.errors import ExistsError, InputError, NotFoundError
from wizard.prompts.terminal import Terminal

BACK_WORDS = frozenset({"b", "back"})
STOP_WORDS = frozenset({"q", "quit", "exit"})
HELP_WORDS = frozenset({"?", "h", "help"})
YES_WORDS, NO_WORDS = frozenset({"y", "yes"}), frozenset({"n", "no"})
EMPTY = "-"
_LONGEST_ECHO = 40

Taken = TypeVar("Taken")


class Back(Exception):  # noqa: N818  (to go back is no error)
    """The person goes back to where they came from; what was typed before stays."""


class Quit(Exception):  # noqa: N818  (to quit is no error)
    """The person asks to quit; what was typed before stays."""


def ask_until_it_fits(
    terminal: Terminal,
    prompt: str,
    take: Callable[[str], Taken],
    explain: Callable[[], None],
    *,
    help_words: Collection[str] = HELP_WORDS,
) -> Taken:
    """What ``take`` makes of the line; where it refuses, the reason is said and the line is asked for again.

    Raises:
        Back: the person goes back.
        Quit: the person quits.
        Stopped: there is no more input, or it is time to end.
    """
    while True:
        typed = terminal.ask(prompt)
        word = typed.casefold()
        if word in STOP_WORDS:
            raise Quit
        if word in BACK_WORDS:
            raise Back
        if word in help_words:
            explain()
            continue
        try:
            return take(typed)
        except (InputError, ExistsError, NotFoundError) as error:
            terminal.say(sentence(error))


def yes_or_no(typed: str) -> bool:
    """A yes or a no as someone types it.

    Raises:
        InputError: it is neither.
    """
    word = typed.casefold()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise InputError(f"'{echo(typed)}' is neither yes nor no; type y or n" if typed else "type y for yes or n for no")


def echo(typed: str) -> str:
    """What was typed, as it is repeated in a sentence: not more than the beginning of it."""
    return typed if len(typed) <= _LONGEST_ECHO else f"{typed[:_LONGEST_ECHO]}…"
