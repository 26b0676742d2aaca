"""What a shell may complete: names of assessments, ids of controls and questions, and the closed lists of words.

Used by argcomplete, which reads a ``completer`` from each argument; without it these functions are never called.
"""

import argparse
from collections.abc import Callable, Iterable

from questionnaires.library import LENSES, load_bank, load_lens
from wizard.core.milestones import NOW
from wizard.store.home import find_home
from wizard.store.repository import Repository

Completer = Callable[..., Iterable[str]]


def completes(action: argparse.Action, completer: Completer) -> None:
    """Give an argument its completer, under the name that argcomplete looks for."""
    setattr(action, "completer", completer)  # noqa: B010  (argparse's own type does not know it)


def assessment_names(parsed_args: argparse.Namespace, **_: object) -> Iterable[str]:
    """The names of the assessments in the home folder that the line names."""
    return Repository(find_home(getattr(parsed_args, "home", None))).names()


def milestone_labels(parsed_args: argparse.Namespace, **_: object) -> Iterable[str]:
    """The labels of the milestones of the assessment that the line names, and the word for today's state."""
    assessment = Repository(find_home(getattr(parsed_args, "home", None))).read(parsed_args.name)
    return [*(milestone.label for milestone in assessment.milestones), NOW]


def question_ids(prefix: str, **_: object) -> Iterable[str]:
    """The ids of all questions that begin as typed; letter case does not matter."""
    banks = (load_bank(), *(load_lens(lens_id) for lens_id in LENSES))
    typed = prefix.upper()
    return [question_id for bank in banks for question_id in bank.control_by_question if question_id.startswith(typed)]


def control_ids(prefix: str, **_: object) -> Iterable[str]:
    """The ids of all controls of the matrix that begin as typed; letter case does not matter."""
    typed = prefix.upper()
    return [control_id for control_id in load_bank().controls if control_id.startswith(typed)]


def words(choices: Iterable[str]) -> Completer:
    """A closed list of words."""
    known = [str(choice) for choice in choices]

    def complete(**_: object) -> Iterable[str]:
        return known

    return complete
