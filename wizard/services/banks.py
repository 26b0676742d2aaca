"""The banks of an assessment: the matrix, and the lenses it includes, from the package or the user's own folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from questionnaires.faults import did_you_mean
from questionnaires.library import LENSES, load_bank, load_lens, read_lens
from questionnaires.model import Bank
from wizard.core.assessment import Assessment, Result
from wizard.core.profile import Profile
from wizard.errors import ExistsError, NotFoundError, StoreError
from wizard.store.home import Home

_PARTS = ("bank.toml", "domains.csv", "bank/*.md")


def lens_bank(home: Home, lens_id: str) -> Bank:
    """A lens by its id.

    Raises:
        NotFoundError: neither the package nor the home folder has it.
        BankError: it is there and has faults.
    """
    if lens_id in LENSES:
        return load_lens(lens_id)
    folder = home.banks / lens_id
    if not folder.is_dir():
        known = [*LENSES, *own_lenses(home)]
        raise NotFoundError(f"there is no lens {lens_id!r}; {did_you_mean(lens_id, known)}".rstrip("; "))
    return read_lens(folder)


def own_lenses(home: Home) -> tuple[str, ...]:
    """The ids of the lenses that were added to the home folder."""
    return tuple(sorted(path.name for path in home.banks.iterdir() if path.is_dir())) if home.banks.is_dir() else ()


def add_lens(home: Home, folder: Path) -> Bank:
    """Check a bank of the user's own and copy it into the home folder, so that assessments can rely on it.

    Raises:
        BankError: it has faults; carries all of them, and nothing was copied.
        ExistsError: another bank has this id already.
        NotFoundError: there is no such folder.
        StoreError: it cannot be copied.
    """
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder {folder}; name the folder that holds bank.toml")
    bank = read_lens(folder)
    target = home.banks / bank.id
    if bank.id in LENSES or bank.id == load_bank().id:
        raise ExistsError(
            f"the id {bank.id!r} belongs to a bank that comes with caiq-wizard; choose another in bank.toml"
        )
    if target.is_dir() and read_lens(target) != bank:
        raise ExistsError(f"another bank with the id {bank.id!r} was added before; change the id in bank.toml")
    try:
        _copy(folder, target)
    except OSError as error:
        raise StoreError(f"cannot copy the bank to {target}: {error.strerror}") from error
    return bank


def banks_of(home: Home, assessment: Assessment) -> Iterator[Bank]:
    """The matrix, then the lenses that the assessment includes.

    Raises:
        NotFoundError: a lens of the assessment is missing here.
    """
    return banks_for(home, assessment.profile)


def banks_for(home: Home, profile: Profile) -> Iterator[Bank]:
    """The matrix, then the lenses that a set-up includes.

    Raises:
        NotFoundError: a lens of it is missing here.
    """
    yield load_bank()
    for lens_id in profile.lenses:
        yield lens_bank(home, lens_id)


def results_of(home: Home, assessment: Assessment) -> tuple[Result, ...]:
    """What the assessment comes to against each of its banks, the matrix first."""
    return tuple(Result(bank, assessment) for bank in banks_of(home, assessment))


def known_questions(home: Home) -> frozenset[str]:
    """The ids of all questions of all banks that are here."""
    banks = [load_bank(), *(lens_bank(home, lens_id) for lens_id in (*LENSES, *own_lenses(home)))]
    return frozenset(question_id for bank in banks for question_id in bank.control_by_question)


def _copy(folder: Path, target: Path) -> None:
    (target / "bank").mkdir(mode=0o700, parents=True, exist_ok=True)
    for pattern in _PARTS:
        for source in folder.glob(pattern):
            shutil.copyfile(source, target / source.relative_to(folder))
