"""Whom and what an assessment is about: the choices that decide which questions are asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.errors import InputError

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Profile:
    """The set-up of an assessment. ``lenses`` are the ids of banks that are asked beside the matrix.

    Raises:
        InputError: the name is unusable, no role is given, or the target phase lies before the current one.
    """

    name: str
    roles: tuple[Role, ...]
    organization: str = ""
    system: str = ""
    phase: Phase = Phase.PROTOTYPE
    target_phase: Phase = Phase.PRODUCTION
    use_case: UseCase = UseCase.ASSISTANT
    lenses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no assessment can have."""
        check_name(self.name)
        if not self.roles:
            raise InputError("an assessment needs at least one role: CSP, MP, OSP or AP")
        check_phases(self.phase, self.target_phase)


@dataclass(frozen=True, slots=True)
class QuestionnaireVersion:
    """Which bank the answers belong to."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Created:
    """When an assessment was made, and of which questionnaire."""

    at: datetime
    questionnaire: QuestionnaireVersion


def check_name(name: str) -> None:
    """Refuse a name that people or file systems would trip over.

    Raises:
        InputError: the name is empty, too long, padded with blanks, or holds characters that do not print.
    """
    if not name or name != name.strip():
        raise InputError("an assessment's name must not be empty or begin or end with a blank")
    if len(name) > LONGEST_NAME:
        raise InputError(f"the name has {len(name)} characters; use at most {LONGEST_NAME}")
    if not name.isprintable():
        raise InputError("the name holds characters that do not print; use letters, digits, blanks and signs")


def check_phases(phase: Phase, target: Phase) -> None:
    """Refuse a target that lies behind.

    Raises:
        InputError: the target phase comes before the current one.
    """
    if target.rank < phase.rank:
        raise InputError(
            f"the target phase {target} lies before the current phase {phase}; choose the same phase or a later one",
        )


def ordered_roles(roles: Collection[Role]) -> tuple[Role, ...]:
    """Each role once, in supply-chain order."""
    return tuple(role for role in Role if role in roles)
