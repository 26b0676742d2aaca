"""Takes a file into the assessments of a home folder, step by step: read it, say what it would change, then do it.

The formats that are read stand here alone; whoever takes files in need not know which there are.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from questionnaires.library import load_bank
from wizard.core.answers import Answer, Parked
from wizard.core.assessment import Assessment
from wizard.core.looking_back import carried_over
from wizard.core.migration import Migration
from wizard.core.milestones import Milestones
from wizard.core.profile import Created, QuestionnaireVersion
from wizard.errors import DataError, InputError
from wizard.services.banks import known_questions, lens_bank
from wizard.services.importing import (
    Comparison,
    Incoming,
    OnConflict,
    compare,
    incoming_from_gap_workbook,
    kept_ours,
    read_json_export,
    resolve,
)
from wizard.services.official_intake import read_official_workbook
from wizard.services.official_source import left_over, noted, parked, with_migration
from wizard.store.assessment_file import AssessmentFile
from wizard.store.files import user_path
from wizard.store.home import Home
from wizard.store.repository import Repository
from wizard.workbooks.gap_workbook import is_gap_workbook
from wizard.workbooks.official import Column, has_questionnaire
from wizard.workbooks.opening import open_workbook

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Endings of workbooks; those that cannot be read get a sentence that says what to do."""
ENDINGS = frozenset({".json", ".xlsx"})
FORMATS_IN_WORDS = "a json export (.json) or gap workbook (.xlsx) of caiq-wizard, or CSA's filled AI-CAIQ (.xlsx)"


@dataclass(frozen=True, slots=True)
class Intake:
    """A file that was read: where it came from, what it brings, and its name for the history."""

    path: Path
    incoming: Incoming

    @property
    def own_name(self) -> str:
        """The name of the assessment in the file; empty where the file holds answers alone."""
        return self.incoming.profile.name if self.incoming.profile else ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was recorded: answers, notes and topics of the parking lot with what fits nowhere, and what was carried over."""

    answers: int
    noted: int = 0
    parked: int = 0
    migration: Migration | None = None


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
    ending = path.suffix.lower()
    if ending not in ENDINGS and ending not in _WORKBOOKS:
        raise InputError(f"{path.name} is not a file that can be imported; {FORMATS_IN_WORDS} is taken")
    incoming = _from_workbook(path, home) if ending in _WORKBOOKS else read_json_export(path, known_questions(home))
    intake = Intake(path, incoming)
    for lens_id in intake.incoming.profile.lenses if intake.incoming.profile else ():
        lens_bank(home, lens_id)
    return intake


def _from_workbook(path: Path, home: Home) -> Incoming:
    """What a workbook brings: its content says of which kind it is, whatever its name."""
    book = open_workbook(path)
    if is_gap_workbook(book):
        return incoming_from_gap_workbook(book, known_questions(home))
    if has_questionnaire(book, Column.ID, Column.ANSWER):
        return read_official_workbook(book)
    raise DataError(
        f"{book.name} is neither a gap workbook of caiq-wizard (a sheet Answers with the columns Question ID and Status) nor "
        "CSA's AI-CAIQ (a sheet with the columns Question ID and Service Provider AI-CAIQ Answer); choose another file, or "
        "bring the headings back"
    )


def what_would_change(repository: Repository, name: str, intake: Intake) -> Comparison:
    """What taking a file into an assessment would do; writes nothing.

    Raises:
        NotFoundError: there is no assessment of this name.
        StoreError: its file is broken.
    """
    return compare(repository.read(name), intake.incoming)


def take_into(repository: Repository, name: str, intake: Intake, choice: OnConflict) -> Taken:
    """Record the answers of a file in an assessment, and return what was taken; what they replace stays in the history.

    Topics of its parking lot, its milestones and what was carried over into it are added to ours, with one write.

    Raises:
        NotFoundError: there is no assessment of this name.
        LockedError: it is open in another window.
        StoreError: the disk refuses; nothing has changed.
    """
    incoming = intake.incoming
    with repository.open(name) as file:
        comparison = compare(file.assessment, incoming)
        taken = resolve(comparison, choice)
        notes, topics = _asides(file.assessment, taken, incoming)
        with file.together():
            recorded = {answer.question: answer for answer in (*taken, *notes)}
            file.record(recorded.values(), who=f"import of {intake.path.name}", keep_times=True)
            topics_before = len(file.assessment.parked)
            _keep_rest(file, incoming, topics)
            migration = _keep_migrations(file, incoming, kept_ours(comparison, taken), taken=bool(taken))
        return Taken(len(taken), len(notes), len(file.assessment.parked) - topics_before, migration)


def _asides(
    assessment: Assessment, taken: Iterable[Answer], incoming: Incoming
) -> tuple[tuple[Answer, ...], tuple[Parked, ...]]:
    """Answers with what stands beside them in their notes, where that is new; and topics with what fits nowhere else."""
    source = incoming.official
    if source is None:
        return (), incoming.parked
    new, notes, topics = {answer.question: answer for answer in taken}, [], [*incoming.parked]
    for question, misfits in source.asides().items():
        answer = new.get(question) or assessment.answer(question)
        with_note = noted(answer, misfits, source.file)
        if with_note != answer:
            notes.append(with_note)
        topics += parked(left_over(with_note, misfits, source.file), source.file, datetime.now(UTC))
    return tuple(notes), tuple(topics)


def _keep_rest(file: AssessmentFile, incoming: Incoming, topics: tuple[Parked, ...]) -> None:
    """Add what a file brings beside answers."""
    parking_lot = _merged(file.assessment.parked, topics)
    if parking_lot != file.assessment.parked:
        file.keep_parked(parking_lot)
    milestones = _with_theirs(file.assessment, incoming)
    if milestones != file.assessment.milestones:
        file.keep_milestones(milestones)


def _keep_migrations(
    file: AssessmentFile, incoming: Incoming, stayed: Collection[str], *, taken: bool
) -> Migration | None:
    """Add what a file says about earlier carrying over, and this one where its answers were carried over; gives that."""
    before = file.assessment.migrations
    after = (*before, *(migration for migration in incoming.migrations if migration not in before))
    now = incoming.official.migration(stayed, datetime.now(UTC)) if incoming.official else None
    if now:
        after = with_migration(after, now, taken=taken)
    if after != before:
        file.keep_migrations(after)
    return now


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
