"""Finds, makes, opens and lists assessments on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from questionnaires.faults import did_you_mean
from wizard.core.assessment import Assessment
from wizard.errors import ExistsError, LockedError, NotFoundError, StoreError
from wizard.store.assessment_file import AssessmentFile
from wizard.store.files import sweep_leftovers
from wizard.store.home import Home
from wizard.store.schema import read_assessment
from wizard.store.storage import SafeStorage, earlier_version


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment file of the home folder: the assessment, or what is wrong with its file."""

    path: Path
    assessment: Assessment | None
    changed: datetime
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """The assessments of a home folder."""

    home: Home

    def names(self) -> tuple[str, ...]:
        """The names of all readable assessments."""
        return tuple(entry.assessment.profile.name for entry in self.entries() if entry.assessment)

    def entries(self) -> tuple[Entry, ...]:
        """Every assessment file, the last changed first; broken ones carry their fault.

        Raises:
            StoreError: the home folder cannot be looked at.
        """
        return self._entries(self.home.assessments)

    def archived(self) -> tuple[Entry, ...]:
        """Every assessment file of the archive, the last changed first; broken ones carry their fault.

        Raises:
            StoreError: the home folder cannot be looked at.
        """
        return self._entries(self.home.archive)

    def has(self, name: str) -> bool:
        """Whether an assessment of this name exists; letter case does not matter.

        Raises:
            StoreError: the home folder cannot be looked at.
        """
        return self.find(name) is not None

    def check_free(self, name: str) -> None:
        """Refuse a name that an assessment has already, archived ones included; letter case does not matter.

        Raises:
            ExistsError: the name is taken.
            StoreError: the home folder cannot be looked at.
        """
        if self.find(name):
            raise ExistsError(f"an assessment named {name!r} exists already; choose another name, or continue that one")
        if self.find(name, archived=True):
            raise ExistsError(
                f"an assessment named {name!r} is in the archive; choose another name, or bring that one back (home screen: v, then a)"
            )

    def read(self, name: str) -> Assessment:
        """An assessment as it is on disk, without locking it.

        Raises:
            NotFoundError: there is none of this name; suggests the nearest.
            StoreError: its file is broken.
        """
        return read_assessment(self.existing(name))

    def create(self, assessment: Assessment) -> Assessment:
        """Put a new assessment on disk, with whatever answers and history it has.

        Raises:
            ExistsError: the name is taken.
            StoreError: the home folder cannot be written.
        """
        self.home.prepare()
        name = assessment.profile.name
        path = self.home.path_of(name)
        with self.lock(path, name):
            self.check_free(name)
            AssessmentFile(path, SafeStorage(path), assessment).write_whole()
        return assessment

    @contextmanager
    def open(self, name: str) -> Iterator[AssessmentFile]:
        """Open an assessment for writing; nobody else can until the block ends.

        Raises:
            NotFoundError: there is none of this name.
            LockedError: another process has it open.
            StoreError: its file is broken.
        """
        path = self.existing(name)
        with self.lock(path, name):
            sweep_leftovers(path)
            sweep_leftovers(earlier_version(path))
            yield AssessmentFile(path, SafeStorage(path), read_assessment(path))

    def find(self, name: str, *, archived: bool = False) -> Path | None:
        """The file of an assessment: where its name says, or wherever somebody has moved it inside the folder.

        Raises:
            StoreError: the home folder cannot be looked at.
        """
        folder = self.home.archive if archived else self.home.assessments
        path = folder / self.home.path_of(name).name
        try:
            if path.is_file():
                return path
        except OSError as error:
            raise self._unusable(error) from error
        folded = name.casefold()
        moved = (
            entry
            for entry in self._entries(folder)
            if entry.assessment and entry.assessment.profile.name.casefold() == folded
        )
        return next((entry.path for entry in moved), None)

    def existing(self, name: str) -> Path:
        """The file of an assessment that is there.

        Raises:
            NotFoundError: there is none of this name; suggests the nearest.
            StoreError: the home folder cannot be looked at.
        """
        path = self.find(name)
        if path:
            return path
        if self.find(name, archived=True):
            raise NotFoundError(f"{name!r} is in the archive; bring it back on the home screen (v, then a)")
        names = self.names()
        hint = did_you_mean(name, names) if names else "make one with 'caiq-wizard new', or look at 'caiq-wizard demo'"
        raise NotFoundError(f"there is no assessment named {name!r}; {hint}".rstrip("; "))

    def _entries(self, folder: Path) -> tuple[Entry, ...]:
        try:
            paths = list(folder.glob("*.json")) if folder.is_dir() else []
        except OSError as error:
            raise self._unusable(error) from error
        entries = [entry for path in paths if (entry := _entry(path))]
        return tuple(sorted(entries, key=lambda entry: entry.changed, reverse=True))

    def _unusable(self, error: OSError) -> StoreError:
        return StoreError(
            f"cannot look into {self.home.folder}: {error.strerror}; choose another home folder with --home"
        )

    @contextmanager
    def lock(self, path: Path, name: str) -> Iterator[None]:
        """Hold the lock of an assessment file, whatever is done to it.

        Raises:
            LockedError: another process has it open.
            StoreError: the lock cannot be taken.
        """
        self.home.prepare()
        lock = FileLock(self.home.lock_of(path), timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(f"{name!r} is open in another window; close it there, then try again") from None
        except OSError as error:
            raise StoreError(
                f"cannot lock {path}: {error.strerror}; check the permissions of {self.home.folder}"
            ) from error
        try:
            yield
        finally:
            lock.release()


def _entry(path: Path) -> Entry | None:
    """What stands in a file; nothing when another window has moved it away meanwhile."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    try:
        return Entry(path, read_assessment(path), changed)
    except StoreError as error:
        return Entry(path, None, changed, str(error))
