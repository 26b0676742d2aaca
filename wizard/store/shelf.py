"""What can be done to an assessment as a whole: copied, renamed, put away, deleted, and brought back from all of that.

The file and its earlier version move together, and each step leaves a state that opens: a power cut between two steps
means that the last one did not happen, never that something is gone.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from wizard.core.assessment import Assessment
from wizard.core.profile import check_name
from wizard.errors import ExistsError, NotFoundError, StoreError
from wizard.store.assessment_file import AssessmentFile
from wizard.store.files import make_private_folder, move_file, sweep_leftovers
from wizard.store.repository import Repository
from wizard.store.schema import read_assessment
from wizard.store.storage import SafeStorage, earlier_version


@dataclass(frozen=True, slots=True)
class Shelf:
    """The assessments of a repository, handled whole. Archived ones can be copied, renamed and deleted too.

    Every method that takes the name of an assessment raises ``NotFoundError`` when there is none, ``LockedError`` when
    another window has it open, and ``StoreError`` when the disk refuses; then everything is where it was.
    """

    repository: Repository

    def duplicate(self, name: str, new_name: str) -> Assessment:
        """Make a copy with all answers and their history.

        Raises:
            ExistsError: the new name is taken.
            InputError: the new name cannot be used.
        """
        check_name(new_name)
        self.repository.check_free(new_name)
        with self._held(name) as path:
            original = read_assessment(path)
            return self.repository.create(replace(original, profile=replace(original.profile, name=new_name)))

    def rename(self, name: str, new_name: str) -> Assessment:
        """Give an assessment another name, and its file the place that goes with it.

        The file moves first and says its new name last, because what it says is the name that counts.

        Raises:
            ExistsError: the new name is taken.
            InputError: the new name cannot be used.
        """
        check_name(new_name)
        with self._held(name) as path, ExitStack() as also:
            # Its own place is free to it: for another letter case, and after a rename that a power cut ended half-way.
            if path not in (self.repository.find(new_name), self.repository.find(new_name, archived=True)):
                self.repository.check_free(new_name)
            assessment = read_assessment(path)
            target = path.with_name(self.repository.home.path_of(new_name).name)
            if target != path:
                also.enter_context(self.repository.lock(target, new_name))
                _move(path, target)
            try:
                file = AssessmentFile(target, SafeStorage(target), assessment)
                return file.change_profile(replace(assessment.profile, name=new_name))
            except StoreError:
                with suppress(StoreError):
                    _move(target, path)
                raise

    def archive(self, name: str) -> None:
        """Put an assessment away: kept whole, but no longer listed."""
        self._shift(self.repository.existing(name), name, self.repository.home.archive)

    def bring_back(self, name: str) -> None:
        """Take an assessment out of the archive.

        Raises:
            ExistsError: an assessment of this name was made meanwhile.
        """
        path = self.repository.find(name, archived=True)
        if path is None:
            raise NotFoundError(f"there is no assessment named {name!r} in the archive")
        if self.repository.has(name):
            raise ExistsError(f"an assessment named {name!r} is there already; rename one of the two first")
        self._shift(path, name, self.repository.home.assessments)

    def discard(self, name: str) -> Path:
        """Move an assessment to the trash folder, under a name with the time in it; returns where it is now."""
        with self._held(name) as path:
            with suppress(OSError):
                for file in (path, earlier_version(path)):
                    sweep_leftovers(file)
            target = _unused(_made(self.repository.home.trash), path.stem)
            _move(path, target)
            return target

    def put_back(self, path: Path, *, archived: bool = False) -> Assessment:
        """Bring an assessment back from the trash folder, into the list or into the archive.

        Raises:
            ExistsError: an assessment of its name was made meanwhile.
            StoreError: the file is gone or broken, or the disk refuses.
        """
        assessment = read_assessment(path)
        home, name = self.repository.home, assessment.profile.name
        target = _made(home.archive if archived else home.assessments) / home.path_of(name).name
        with self.repository.lock(target, name):
            self.repository.check_free(name)
            _move(path, target)
        return assessment

    @contextmanager
    def _held(self, name: str) -> Iterator[Path]:
        """The file of an assessment, archived or not, locked for us alone."""
        path = self.repository.find(name, archived=True) if not self.repository.has(name) else None
        path = path or self.repository.existing(name)
        with self.repository.lock(path, name):
            yield path

    def _shift(self, path: Path, name: str, folder: Path) -> None:
        with self.repository.lock(path, name):
            _move(path, _made(folder) / path.name)


def _made(folder: Path) -> Path:
    try:
        make_private_folder(folder)
    except OSError as error:
        raise StoreError(f"cannot make the folder {folder}: {error.strerror}; mend its permissions") from error
    return folder


def _unused(folder: Path, stem: str) -> Path:
    """A file name with the time in it that nothing has yet."""
    stamped = f"{stem}--{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    candidates = (folder / f"{stamped}{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    return next(path for path in candidates if not path.exists())


def _move(source: Path, target: Path) -> None:
    """Move a file and its earlier version; the file itself goes last, so that it never stands without having one."""
    if target.exists():
        raise ExistsError(f"{target} is in the way; move that file elsewhere, then try again")
    earlier, moved = earlier_version(source), False
    try:
        if earlier.exists():
            move_file(earlier, earlier_version(target))
            moved = True
        move_file(source, target)
    except OSError as error:
        if moved:
            with suppress(OSError):
                move_file(earlier_version(target), earlier)
        raise StoreError(
            f"cannot move {source} to {target}: {error.strerror}; nothing was changed, mend the permissions or free space"
        ) from error
