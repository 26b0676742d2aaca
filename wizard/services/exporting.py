"""Writes exports: chooses the writer for a format and a path, and puts the result in place only when it is whole."""

import importlib
import os
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from exports.report import Report
from exports.tables import file_names
from exports.writing import Progress, silent
from wizard.errors import ExistsError, InputError, StoreError
from wizard.store.files import foreign_entries, replacing, replacing_folder, user_path


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its name, one line about it, where it goes, and the endings of its files, the usual one first.

    ``ending`` is what a proposed path ends in.
    """

    name: str
    ending: str
    summary: str
    place: str
    endings: tuple[str, ...]
    is_text: bool
    has_folder: bool = False

    def makes_folder(self, target: Path) -> bool:
        """Whether a folder is made at this path, not a file."""
        return self.has_folder and target.suffix.lower() not in self.endings


@dataclass(frozen=True, slots=True)
class ReportFormat(Format):
    """A format that a report is written in, and where its writers stand.

    Writers are named, not imported: a session that exports nothing must not pay for the workbook library.
    ``functions`` has the writer for each file ending; the usual one also writes files with any other ending, unless
    ``folder_function`` is there, which then makes a folder of files.
    """

    module: str = ""
    functions: tuple[str, ...] = ()
    folder_function: str = ""

    def write(self, report: Report, target: BinaryIO, progress: Progress, ending: str = "") -> tuple[str, ...]:
        """Write into an open file; gives notes for the user."""
        by_ending = dict(zip(self.endings, self.functions, strict=True))
        return tuple(self._writer(by_ending.get(ending.lower(), self.functions[0]))(report, target, progress))

    def write_folder(self, report: Report, folder: Path, progress: Progress) -> tuple[str, ...]:
        """Write the files of a folder that is there and empty."""
        return tuple(self._writer(self.folder_function)(report, folder, progress))

    def _writer(self, function: str) -> Callable[..., tuple[str, ...]]:
        writer: Callable[..., tuple[str, ...]] = getattr(importlib.import_module(self.module), function)
        return writer


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: a file or a folder, its size in bytes, how many files, and notes for the user."""

    path: Path
    notes: tuple[str, ...]
    size: int
    files: int

    def __str__(self) -> str:
        kind = f"{self.files} files, " if self.path.is_dir() else ""
        return f"{self.path} ({kind}{size_in_words(self.size)})"


_LONGEST_STEM = 200
_ENDING = re.compile("[.][A-Za-z][A-Za-z0-9]{0,7}")
"""What the end of a file's name looks like, unlike that of ``report v1.2``."""
_KILO = 1000
_REPORT_FORMATS = (
    ReportFormat(
        "workbook",
        "-gaps.xlsx",
        "the scored gap workbook for Excel and others",
        "One file.",
        (".xlsx",),
        is_text=False,
        module="exports.workbook.book",
        functions=("to_workbook",),
    ),
    ReportFormat(
        "markdown",
        ".md",
        "a readable report for a repository or wiki",
        "One file, in GitHub's flavour of Markdown.",
        (".md", ".markdown"),
        is_text=True,
        module="exports.markdown",
        functions=("to_markdown", "to_markdown"),
    ),
    ReportFormat(
        "csv",
        "-csv",
        "one file a table, for scripts and spreadsheets",
        "A folder. End it in .zip for one file, in .csv for the answers alone.",
        (".csv", ".zip"),
        is_text=True,
        has_folder=True,
        module="exports.plain",
        functions=("to_csv", "to_csv_zip"),
        folder_function="to_csv_folder",
    ),
    ReportFormat(
        "json",
        ".json",
        "everything, to keep, move or import again",
        "One file.",
        (".json",),
        is_text=True,
        module="exports.plain",
        functions=("to_json",),
    ),
    ReportFormat(
        "roadmap",
        "-roadmap.md",
        "the plan: work packages, dates, what they change",
        "One file, in GitHub's flavour of Markdown.",
        (".md", ".markdown"),
        is_text=True,
        module="exports.markdown_plan",
        functions=("to_roadmap", "to_roadmap"),
    ),
    ReportFormat(
        "navigator",
        "-attack-layer.json",
        "your exposure as a layer for MITRE's ATT&CK Navigator",
        "One file, which the Navigator opens as an existing layer.",
        (".json",),
        is_text=True,
        module="exports.navigator",
        functions=("to_navigator",),
    ),
)
CAIQ = Format(
    "caiq",
    "-caiq.xlsx",
    "CSA's official AI-CAIQ, filled in for its STAR registry",
    "One file: a copy of your template with columns C to F filled in.",
    (".xlsx",),
    is_text=False,
)
"""The one format that is no report of ours: it fills in a copy of CSA's own workbook (see ``services.official``)."""
REPORT_FORMATS: Mapping[str, ReportFormat] = {item.name: item for item in _REPORT_FORMATS}
FORMATS: Mapping[str, Format] = {item.name: item for item in (_REPORT_FORMATS[0], CAIQ, *_REPORT_FORMATS[1:])}


def default_target(report_name: str, chosen: Format, folder: Path) -> Path:
    """A file name made from the assessment's name; letters and digits only, and short, so that every system takes it."""
    words = "-".join("".join(c if c.isalnum() else " " for c in report_name).split())
    short = words.encode("utf-8")[:_LONGEST_STEM].decode("utf-8", errors="ignore") or "assessment"
    return folder / f"{short}{chosen.ending}"


def typed_target(text: str, report_name: str, chosen: Format) -> Path:
    """The path that somebody means who typed one: a file without an ending gets it, a folder's name gets a file in it.

    Raises:
        InputError: it is no path.
    """
    path = user_path(text)
    if chosen.has_folder:
        return path
    if text.endswith(("/", os.sep)):
        return default_target(report_name, chosen, path)
    complete = _ENDING.fullmatch(path.suffix) or not path.name or os.path.isdir(path)  # noqa: PTH112  (takes any text; a Path may raise)
    return path if complete else path.with_name(path.name + chosen.endings[0])


def check_target(
    target: Path, chosen: Format, *, force: bool, make_folder: bool = False, lenses: Collection[str] = ()
) -> None:
    """Refuse a target that must not or cannot be written, before anything is done.

    ``lenses`` are those of the report: a folder with their tables is one that this program made.

    Raises:
        ExistsError: the target exists and ``force`` was not given; only the interface knows how to allow it.
        InputError: the target ends as another format does, it is a folder where a file must be or the other way round,
            it is a folder with other files in it, its own folder does not exist (and is not to be made), or it is no
            usable path.
    """
    _refuse_ending_of_another(target, chosen)
    try:
        folder = chosen.makes_folder(target)
        if target.is_dir() and not folder:
            example = target / f"export{chosen.endings[0]}"
            raise InputError(f"{target} is a folder; name the file to write, such as {example}")
        if not make_folder and not target.parent.is_dir():
            raise InputError(f"the folder {target.parent} does not exist; make it first, or choose another")
        if target.exists() and folder and not target.is_dir():
            endings = " or ".join(chosen.endings)
            raise InputError(f"{target} is a file, and the {chosen.name} tables need a folder, or a path in {endings}")
        if target.exists() and not force:
            raise ExistsError(f"{target} exists already")
        if target.exists() and folder:
            _refuse_folder_of_others(target, lenses)
    except OSError as error:
        raise InputError(f"cannot use {target}: {error.strerror}; choose another file") from error


def write_export(
    report: Report, chosen: ReportFormat, target: Path, *, force: bool = False, progress: Progress = silent
) -> Written:
    """Write one export; the target changes only when the new one is complete, whatever ``progress`` raises.

    Raises:
        ExistsError, InputError: the target must not or cannot be written (see ``check_target``).
        StoreError: the disk refused; an older file is as it was.
    """
    lenses = tuple(lens.bank for lens in report.lenses)
    check_target(target, chosen, force=force, lenses=lenses)
    place: AbstractContextManager[Any]
    try:
        if chosen.makes_folder(target):
            place = replacing_folder(target, file_names(lenses))
            with place as folder:
                notes = chosen.write_folder(report, folder, progress)
        else:
            place = replacing(target)
            with place as file:
                notes = chosen.write(report, file, progress, target.suffix)
        files = list(target.iterdir()) if target.is_dir() else [target]
        return Written(target, notes, sum(path.stat().st_size for path in files), len(files))
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror or error}; choose another place") from error


def size_in_words(size: int) -> str:
    """A size of a file as people say it."""
    if size < _KILO:
        return f"{size} bytes"
    return f"{size / _KILO:.0f} KB" if size < _KILO**2 else f"{size / _KILO**2:.1f} MB"


def _refuse_ending_of_another(target: Path, chosen: Format) -> None:
    ending = target.suffix.lower()
    owner = next((item for item in FORMATS.values() if ending in item.endings), chosen)
    if ending not in chosen.endings and owner is not chosen:
        raise InputError(
            f"{target} ends in {ending}, the ending of the format {owner.name}; choose that format, or a path that ends "
            f"in {chosen.endings[0]}"
        )


def _refuse_folder_of_others(target: Path, lenses: Collection[str]) -> None:
    others = foreign_entries(target, file_names(lenses))
    if others:
        raise InputError(
            f"the folder {target} holds {others[0]!r}, which is none of these tables, and would lose it; choose another folder"
        )
