"""One question with yes or no, outside any dialogue."""

import questionary
from prompt_toolkit.utils import is_dumb_terminal

from wizard.errors import InputError
from wizard.prompts.lines import Back, Quit, ask_until_it_fits, yes_or_no
from wizard.prompts.terminal import Stopped, Terminal

_STOPPED = "stopped; nothing was changed"


def confirm(question: str) -> bool:
    """A yes or no, no by default.

    Raises:
        InputError: the person stopped.
    """
    if is_dumb_terminal():
        return _confirm_in_plain_lines(question)
    try:
        return bool(questionary.confirm(question, default=False).unsafe_ask())
    except (KeyboardInterrupt, EOFError):
        raise InputError(_STOPPED) from None


def _confirm_in_plain_lines(question: str) -> bool:
    terminal = Terminal()
    try:
        with terminal.open():
            terminal.say(question)
            return ask_until_it_fits(
                terminal,
                "y or n: ",
                lambda typed: yes_or_no(typed or "n"),
                lambda: terminal.say("y is yes, n or Enter is no, q stops without changing anything."),
            )
    except (Back, Quit, Stopped):
        raise InputError(_STOPPED) from None
