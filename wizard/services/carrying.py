"""Makes a new year's assessment from an earlier one."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from questionnaires.library import load_bank
from wizard.core.assessment import Assessment
from wizard.core.carrying import NewYear, carried_into
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.errors import NotFoundError
from wizard.services.banks import banks_for
from wizard.store.repository import Repository
from wizard.store.schema import read_assessment


def earlier_assessment(repository: Repository, name: str) -> Assessment:
    """The assessment to begin from, also one of the archive.

    Raises:
        NotFoundError: there is none of this name; suggests the nearest.
        StoreError: its file is broken.
    """
    put_away = None if repository.has(name) else repository.find(name, archived=True)
    return read_assessment(put_away) if put_away else repository.read(name)


def begin_new_year(repository: Repository, old: Assessment, profile: Profile) -> Assessment:
    """Put the new assessment on disk.

    Raises:
        ExistsError: its name is taken.
        NotFoundError: a lens that it asks is missing here.
        StoreError: the home folder cannot be written.
    """
    bank = load_bank()
    banks = {own.id: own for own in banks_for(repository.home, profile)}
    with suppress(NotFoundError):  # answers to a lens of then that is not here any more come along all the same
        for own in banks_for(repository.home, old.profile):
            banks.setdefault(own.id, own)
    year = NewYear(
        profile=profile,
        created=Created(datetime.now(UTC), QuestionnaireVersion(bank.id, bank.version)),
        questions=tuple(question for own in banks.values() for question in own.control_by_question),
        before=f"{bank.title} {old.created.questionnaire.version}",
        after=f"{bank.title} {bank.version}",
    )
    return repository.create(carried_into(old, year))


def new_year_of(repository: Repository, name: str, new_name: str) -> Assessment:
    """Begin a new year from an assessment, with its set-up.

    Raises:
        NotFoundError: there is no such assessment, or a lens of it is missing here.
        ExistsError: the new name is taken.
        InputError: the new name cannot be used.
        StoreError: its file is broken, or the home folder cannot be written.
    """
    repository.check_free(new_name)
    old = earlier_assessment(repository, name)
    return begin_new_year(repository, old, replace(old.profile, name=new_name))
