"""The command line: parses, runs one command, prints its outcome. The only module that prints.

Exit codes: 0 success, 1 a check that was asked for found problems, 2 bad usage or input, 130 interrupted.
"""

# PYTHON_ARGCOMPLETE_OK

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

from questionnaires.faults import BankError, did_you_mean
from wizard import __version__
from wizard.commands import COMMANDS, Command
from wizard.core.text import clean
from wizard.errors import InputError, StoreError, WizardError
from wizard.store.home import HOME_VARIABLE, Home, find_home

if TYPE_CHECKING:
    from wizard.commands.context import Outcome

PROGRAM = "caiq-wizard"
BAD_INPUT, INTERRUPTED = 2, 130
_VALUES_BETWEEN_LOOKS = 50_000
"""New values after which Python looks for rubbish; its own number is 700."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises one sentence instead of printing a page of usage."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; see '{self.prog} --help'")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the full-screen wizard where none is named; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows a stand-in
    try:
        return _run(arguments)
    except WizardError as error:
        _say(f"{PROGRAM}: {error}")
        return error.exit_code
    except BankError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        _abandon_output()  # whoever read it has seen enough
        return 0
    except KeyboardInterrupt:
        print(f"{PROGRAM}: interrupted", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    chosen = _named_command(arguments)
    parser = _parser(COMMANDS if "_ARGCOMPLETE" in os.environ else [chosen] if chosen else [])
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete  # noqa: PLC0415  (only while a shell asks for completions)

        argcomplete.autocomplete(parser)
    namespace = parser.parse_args(arguments)
    home = find_home(namespace.home)
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if chosen is None:
        return _full_screen(home, interactive=interactive)
    # A command makes many values and hardly any rubbish; looking for it often took a third of the time of large files.
    gc.set_threshold(_VALUES_BETWEEN_LOOKS)
    from wizard.commands.context import Context  # noqa: PLC0415  (--help and the first frame of the screen do without)

    outcome: Outcome = importlib.import_module(chosen.module).run(namespace, Context(home, interactive))
    _print(outcome)
    return outcome.exit_code


def _full_screen(home: Home, *, interactive: bool) -> int:
    if not interactive:
        raise InputError(f"the full-screen wizard needs a terminal; for scripts use a command, see '{PROGRAM} --help'")
    if os.environ.get("TERM") in ("dumb", "unknown"):
        from wizard.store.repository import Repository  # noqa: PLC0415  (only a terminal without a screen needs it here)

        command = "ask" if Repository(home).entries() else "new"
        raise InputError(f"this terminal cannot show a full screen; use plain prompts instead: '{PROGRAM} {command}'")
    from wizard.app.run import run_app  # noqa: PLC0415  (a command that shows no screen must not load Textual)

    return run_app(home)


def _named_command(arguments: Sequence[str]) -> Command | None:
    """The command that the arguments name: the first word that is neither an option nor the value of ``--home``."""
    known = {command.name: command for command in COMMANDS}
    words = iter(arguments)
    for word in words:
        if word == "--home":
            next(words, None)
        elif not word.startswith("-"):
            if word not in known:
                raise InputError(f"there is no command {word!r}; {did_you_mean(word, known)}".rstrip("; "))
            return known[word]
    return None


def _parser(detailed: Sequence[Command]) -> argparse.ArgumentParser:
    """The parser; only the detailed commands get their arguments, because their modules must be imported for that."""
    parser = _Parser(
        prog=PROGRAM,
        description="Takes an AI provider through CSA's AI Controls Matrix, keeps the answers on this disk, and writes a scored gap workbook.",
        epilog="Without a command the full-screen wizard starts. 'caiq-wizard COMMAND --help' explains a command.",
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_home(parser, default=None)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", parser_class=_Parser)
    for command in COMMANDS:
        subparser = commands.add_parser(
            command.name, help=command.summary, description=f"{command.summary[0].upper()}{command.summary[1:]}."
        )
        _add_home(subparser, default=argparse.SUPPRESS)
        if command in detailed:
            importlib.import_module(command.module).add_arguments(subparser)
    return parser


def _add_home(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--home",
        metavar="DIR",
        default=default,
        help=f"the folder with the assessments (default: {HOME_VARIABLE}, or the user data folder)",
    )


def _print(outcome: "Outcome") -> None:
    try:
        if outcome.text:
            print(clean(outcome.text), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _abandon_output()
        raise StoreError(f"cannot write the output: {error.strerror}; nothing else was lost") from error
    for hint in outcome.hints:
        _say(hint)


def _say(sentence: str) -> None:
    """Put one line on stderr."""
    print(" ".join(clean(sentence).split()), file=sys.stderr)


def _abandon_output() -> None:
    """Nothing more may be flushed into an output that takes no more: the interpreter would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    raise SystemExit(main())
