"""Lets a person pick the assessment that is asked, or set up a new one."""

from collections.abc import Callable, Sequence

from questionnaires.library import load_bank
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Profile
from wizard.errors import InputError, StoreError
from wizard.prompts.lines import YES_WORDS, Back, Quit, ask_until_it_fits, echo
from wizard.prompts.setup import SetUp
from wizard.prompts.terminal import Stopped, Terminal
from wizard.store.repository import Repository

_NEW_WORDS = frozenset({"n", "new"})


def pick_assessment(repository: Repository, create: Callable[[Profile], str]) -> str | None:
    """The name of the assessment that the person picks; nothing where they stop.

    ``create`` puts a new assessment on disk and returns what is said about it.

    Raises:
        StoreError: the home folder cannot be read, or the new assessment cannot be put on disk.
    """
    terminal = Terminal()
    try:
        with terminal.open():
            while True:
                name = _picked(terminal, repository) or _made(terminal, repository, create)
                if name:
                    return name
    except (Back, Quit, Stopped):
        return None


def _picked(terminal: Terminal, repository: Repository) -> str:
    """A name, or nothing where a new one is wanted."""
    entries = repository.entries()
    assessments = [entry.assessment for entry in entries if entry.assessment]
    names = {str(number): item.profile.name for number, item in enumerate(assessments, start=1)}
    for entry in entries:
        if entry.fault:
            terminal.say(f"Cannot be read: {entry.fault}")

    def take(typed: str) -> str:
        word = typed.casefold()
        if word in _NEW_WORDS or (not names and word in YES_WORDS | {""}):
            return ""
        if not typed:
            raise InputError("type a number or a name, n for a new assessment, or q to quit")
        if word in names:
            return names[word]
        if typed.isdecimal() and not repository.has(typed):
            raise InputError(f"there is no number {echo(typed)} in the list")
        try:
            return repository.read(typed).profile.name
        except StoreError as error:
            raise InputError(str(error)) from error

    def explain() -> None:
        terminal.say(
            "Type the number of an assessment or its name to answer its questions, n to set up a new one, q to quit."
        )

    _say_list(terminal, assessments)
    prompt = "Number or name: " if names else "Enter sets up the first one, q quits: "
    return ask_until_it_fits(terminal, prompt, take, explain)


def _say_list(terminal: Terminal, assessments: Sequence[Assessment]) -> None:
    if not assessments:
        terminal.say("There are no assessments yet.")
        return
    terminal.say("Which assessment?")
    for number, assessment in enumerate(assessments, start=1):
        score = Result(load_bank(), assessment).score
        progress = f"{score.answered} of {score.asked} questions answered"
        terminal.say(f"{number}  {assessment.profile.name}: {progress}", indent=3)
    terminal.say("Type a number or a name. n sets up a new assessment, q quits.")


def _made(terminal: Terminal, repository: Repository, create: Callable[[Profile], str]) -> str:
    """The name of a new assessment, or nothing where the person stops its set-up."""
    try:
        profile = SetUp(terminal, repository, {}).run()
    except Quit:
        terminal.say("Nothing was made.\n")
        return ""
    terminal.say(create(profile))
    terminal.say()
    return profile.name
