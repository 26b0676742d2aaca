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
    """A file name made from the assessment's name; letters and digits only, so that every system takes it."""
    words = "-".join("".join(c if c.isalnum() else " " for c in report_name).split()) or "assessment"
    return folder / f"{words}{'-gaps' if chosen.name == 'workbook' else ''}{chosen.suffix}"


def write_export(report: Report, chosen: Format, target: Path, *, force: bool = False) -> Path:
    """Write one export; the target changes only when the new file is complete. Returns the target.

    Raises:
        ExistsError: the target exists and ``force`` was not given.
        InputError: the target's folder does not exist or the target is a folder.
        StoreError: the disk refused; an older file is as it was.
    """
    if target.is_dir():
        raise InputError(f"{target} is a folder; name the file to write, such as {target / ('export' + chosen.suffix)}")
    if not target.parent.is_dir():
        raise InputError(f"the folder {target.parent} does not exist; make it first, or choose another (--output)")
    if target.exists() and not force:
        raise ExistsError(f"{target} exists already; choose another file (--output), or allow replacing it (--force)")
    content = chosen.render(report)
    try:
        replace_file(target, content)
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror}; choose another place (--output)") from error
    return target
