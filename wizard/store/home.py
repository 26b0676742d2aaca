"""Where the user's assessments live: a private folder that the user can name, or the platform's place for user data."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from wizard.errors import InputError, StoreError
from wizard.store.files import make_private_folder

HOME_VARIABLE = "CAIQ_WIZARD_HOME"
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_MARK_BYTES = 8
_MARKED = re.compile(rf"-[0-9a-f]{{{2 * _MARK_BYTES}}}$")
"""A name that could be mistaken for one of ours with its mark gets a mark of its own."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True, slots=True)
class Home:
    """The home folder; nothing is made on disk before something is to be kept there."""

    folder: Path

    @property
    def assessments(self) -> Path:
        """The folder with one file an assessment."""
        return self.folder / "assessments"

    @property
    def archive(self) -> Path:
        """The folder with the assessments that were put away; nothing lists them unless asked to."""
        return self.folder / "archive"

    @property
    def trash(self) -> Path:
        """The folder with what was deleted; nothing in it is ever replaced."""
        return self.folder / "trash"

    @property
    def banks(self) -> Path:
        """The folder with the banks that the user has added."""
        return self.folder / "banks"

    @property
    def texts(self) -> Path:
        """The folder with the published wording that the user has taken from a workbook."""
        return self.folder / "texts"

    @property
    def settings(self) -> Path:
        """The file with the user's preferences."""
        return self.folder / "settings.json"

    @property
    def locks(self) -> Path:
        """The folder with the lock files."""
        return self.folder / "locks"

    def prepare(self) -> None:
        """Make the folders, readable by the user alone.

        Raises:
            StoreError: they cannot be made.
        """
        try:
            for folder in (self.folder, self.assessments, self.locks):
                make_private_folder(folder)
        except OSError as error:
            raise StoreError(
                f"cannot make the home folder {self.folder}: {error.strerror}; choose another with --home or {HOME_VARIABLE}",
            ) from error

    def path_of(self, name: str) -> Path:
        """The file of the assessment with this name; names that differ only in letter case share a file."""
        folded = name.casefold()
        if _PLAIN_NAME.fullmatch(folded) and folded not in _RESERVED and not _MARKED.search(folded):
            return self.assessments / f"{folded}.json"
        words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40] or "assessment"
        mark = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=_MARK_BYTES).hexdigest()
        return self.assessments / f"{words}-{mark}.json"

    def lock_of(self, path: Path) -> Path:
        """The lock file of an assessment file."""
        return self.locks / f"{path.stem}.lock"


def find_home(chosen: str | None) -> Home:
    """The home folder: as chosen on the command line, else by the environment, else the platform's user data folder."""
    folder = chosen or os.environ.get(HOME_VARIABLE)
    if folder:
        try:
            return Home(Path(folder).expanduser().absolute())
        except (RuntimeError, ValueError):
            raise InputError(f"{folder!r} is not a path here; write the home folder out, without ~") from None
    from platformdirs import user_data_path  # noqa: PLC0415  (only where no folder was chosen)

    return Home(user_data_path("caiq-wizard", appauthor=False))
