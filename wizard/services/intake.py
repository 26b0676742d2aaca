"""Takes a file into the assessments of a home folder, step by step: read it, say what it would change, then do it.

The formats that are read stand here alone; whoever takes files in need not know which there are.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from questionnaires.library import load_bank
from wizard.core.answers import Parked
from wizard.core.assessment import Assessment
from wizard.core.looking_back import carried_over
from wizard.core.milestones import Milestones
from wizard.core.profile import Created, QuestionnaireVersion
from wizard.errors import InputError
from wizard.services.banks import known_questions, lens_bank
from wizard.services.importing import (
    Comparison,
    Incoming,
    OnConflict,
    compare,
    read_gap_workbook_file,
    read_json_export,
    resolve,
)
from wizard.store.files import user_path
from wizard.store.home import Home
from wizard.store.repository import Repository

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Endings of workbooks; those that cannot be read get a sentence that says what to do."""
_READERS = {".json": read_json_export, **dict.fromkeys(_WORKBOOKS, read_gap_workbook_file)}
"""Who reads a file, by its ending."""
ENDINGS = frozenset({".json", ".xlsx"})
FORMATS_IN_WORDS = "a json export (.json) or a gap workbook (.xlsx) of caiq-wizard"


@dataclass(frozen=True, slots=True)
class Intake:
    """A file that was read: where it came from, what it brings, and its name for the history."""

    path: Path
    incoming: Incoming

    @property
    def own_name(self) -> str:
        """The name of the assessment in the file; empty where the file holds answers alone."""
        return self.incoming.profile.name if self.incoming.profile else ""


def read_file(home: Home, text: str) -> Intake:
    """Read a file whose path somebody typed.

    Raises:
        InputError: the path is unusable, the file cannot be read, or its format is none that is taken.
        DataError: its content is wrong; says where.
        NotFoundError: it asks a lens that is missing here.
    """
    if not text.strip():
        raise InputError(f"type the path of a file; {FORMATS_IN_WORDS} is taken")
    path = user_path(text.strip())
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; check the path and its permissions") from None
    if is_folder:
        raise InputError(f"{path} is a folder; name a file in it")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path.name} is not a file that can be imported; {FORMATS_IN_WORDS} is taken")
    intake = Intake(path, reader(path, known_questions(home)))
    for lens_id in intake.incoming.profile.lenses if intake.incoming.profile else ():
        lens_bank(home, lens_id)
    return intake


def what_would_change(repository: Repository, name: str, intake: Intake) -> Comparison:
    """What taking a file into an assessment would do; writes nothing.

    Raises:
        NotFoundError: there is no assessment of this name.
        StoreError: its file is broken.
    """
    return compare(repository.read(name), intake.incoming)


def take_into(repository: Repository, name: str, intake: Intake, choice: OnConflict) -> int:
    """Record the answers of a file in an assessment, and return how many; what they replace stays in the history.

    Topics of its parking lot and its milestones are added to ours.

    Raises:
        NotFoundError: there is no assessment of this name.
        LockedError: it is open in another window.
        StoreError: the disk refuses; nothing has changed.
    """
    with repository.open(name) as file:
        taken = resolve(compare(file.assessment, intake.incoming), choice)
        with file.together():
            file.record(taken, who=f"import of {intake.path.name}", keep_times=True)
            parked = _merged(file.assessment.parked, intake.incoming.parked)
            if parked != file.assessment.parked:
                file.keep_parked(parked)
            milestones = _with_theirs(file.assessment, intake.incoming)
            if milestones != file.assessment.milestones:
                file.keep_milestones(milestones)
    return len(taken)


def _merged(ours: tuple[Parked, ...], theirs: tuple[Parked, ...]) -> tuple[Parked, ...]:
    """Both parking lots; a topic that stands in both stays as it is in ours."""
    known = {(item.text, item.question) for item in ours}
    return (*ours, *(item for item in theirs if (item.text, item.question) not in known))


def _with_theirs(assessment: Assessment, incoming: Incoming) -> Milestones:
    """Our milestones and those of a file; a label that both have stands for ours."""
    known = {milestone.label.casefold() for milestone in assessment.milestones}
    answers = {answer.question: answer for answer in incoming.answers}
    theirs = (milestone for milestone in incoming.milestones if milestone.label.casefold() not in known)
    carried = (carried_over(milestone, answers, incoming.history, assessment) for milestone in theirs)
    return (*assessment.milestones, *carried)


def take_as_new(repository: Repository, name: str, intake: Intake) -> Assessment:
    """Make an assessment of everything that a file brings.

    Raises:
        ExistsError: the name is taken.
        InputError: the name cannot be used, or the file holds no whole assessment.
        StoreError: the disk refuses.
    """
    incoming = intake.incoming
    if incoming.profile is None:
        raise InputError(f"{intake.path.name} holds answers alone; choose an assessment to take them into")
    bank = load_bank()
    return repository.create(
        Assessment(
            profile=replace(incoming.profile, name=name),
            created=Created(incoming.created or datetime.now(UTC), QuestionnaireVersion(bank.id, bank.version)),
            answers={answer.question: answer for answer in incoming.answers},
            history=incoming.history,
            position=incoming.position,
            parked=incoming.parked,
            milestones=incoming.milestones,
            migrations=incoming.migrations,
        ),
    )
