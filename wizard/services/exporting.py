"""Writes exports: chooses the writer for a format, and puts the file in place only when it is whole."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exports.report import Report
from wizard.errors import ExistsError, InputError, StoreError
from wizard.store.files import replace_file


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its name, file ending, one line about it, and where its writer stands.

    The writer is named, not imported: a session that exports nothing must not pay for the workbook library.
    """

    name: str
    suffix: str
    summary: str
    module: str
    function: str
    is_text: bool

    def render(self, report: Report) -> bytes:
        """The bytes of the file."""
        writer: Callable[[Report], str | bytes] = getattr(importlib.import_module(self.module), self.function)
        content = writer(report)
        return content.encode("utf-8") if isinstance(content, str) else content


_LONGEST_STEM = 200
FORMATS = {
    item.name: item
    for item in (
        Format(
            "workbook",
            ".xlsx",
            "the scored gap workbook for Excel and others",
            "exports.workbook.book",
            "to_workbook",
            False,
        ),
        Format("json", ".json", "everything, to keep, move or import again", "exports.plain", "to_json", True),
        Format("csv", ".csv", "one line a question, for scripts and spreadsheets", "exports.plain", "to_csv", True),
    )
}


def default_target(report_name: str, chosen: Format, folder: Path) -> Path:
    """A file name made from the assessment's name; letters and digits only, and short, so that every system takes it."""
    words = "-".join("".join(c if c.isalnum() else " " for c in report_name).split())
    short = words.encode("utf-8")[:_LONGEST_STEM].decode("utf-8", errors="ignore") or "assessment"
    return folder / f"{short}{'-gaps' if chosen.name == 'workbook' else ''}{chosen.suffix}"


def check_target(target: Path, *, force: bool, make_folder: bool = False) -> None:
    """Refuse a target that must not or cannot be written, before anything is done.

    Raises:
        ExistsError: the target exists and ``force`` was not given; only the interface knows how to allow it.
        InputError: the target is a folder, its folder does not exist (and is not to be made), or it is no usable path.
    """
    try:
        if target.is_dir():
            raise InputError(
                f"{target} is a folder; name the file to write, such as {target / ('export' + target.suffix)}"
            )
        if not make_folder and not target.parent.is_dir():
            raise InputError(f"the folder {target.parent} does not exist; make it first, or choose another")
        if target.exists() and not force:
            raise ExistsError(f"{target} exists already")
    except OSError as error:
        raise InputError(f"cannot use {target}: {error.strerror}; choose another file") from error


def write_export(report: Report, chosen: Format, target: Path, *, force: bool = False) -> Path:
    """Write one export; the target changes only when the new file is complete. Returns the target.

    Raises:
        ExistsError, InputError: the target must not or cannot be written (see ``check_target``).
        StoreError: the disk refused; an older file is as it was.
    """
    check_target(target, force=force)
    try:
        replace_file(target, chosen.render(report))
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror}; choose another place") from error
    return target
