"""Looks at the installation: versions, home folder, permissions, locks, terminal; says what is wrong and what to do."""

import importlib.metadata
import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from filelock import FileLock, Timeout

from questionnaires.library import load_bank
from questionnaires.model import Bank
from wizard import __version__
from wizard.errors import StoreError
from wizard.store.files import TEMPORARY_SUFFIX
from wizard.store.home import Home
from wizard.store.published import read_short_texts
from wizard.store.repository import Repository

_LIBRARIES = (
    "textual",
    "questionary",
    "tinydb",
    "openpyxl",
    "XlsxWriter",
    "markdown-it-py",
    "filelock",
    "platformdirs",
)
_OTHERS_BITS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``advice`` says what to do where it is not well."""

    topic: str
    finding: str
    well: bool = True
    advice: str = ""


def examine(repository: Repository) -> tuple[Check, ...]:
    """All checks, in the order of reading."""
    return (
        *_program(load_bank()),
        *_home(repository),
        _wording(repository.home),
        *_assessments(repository),
        *_terminal(),
    )


def _program(bank: Bank) -> Iterator[Check]:
    yield Check("caiq-wizard", __version__)
    yield Check("Python", f"{platform.python_version()} on {platform.system()} {platform.release()}")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES)
    yield Check("libraries", versions)
    yield Check(
        "questionnaire",
        f"AICM {bank.version}: {len(bank.domains)} domains, {len(bank.controls)} controls, {len(bank.control_by_question)} questions",
    )


def _home(repository: Repository) -> Iterator[Check]:
    folder = repository.home.folder
    if not folder.exists():
        yield Check("home folder", f"{folder} (not made yet; the first assessment makes it)")
        return
    if not folder.is_dir():
        yield Check(
            "home folder", f"{folder} is a file", well=False, advice="move it away, or choose another with --home"
        )
        return
    writable = os.access(folder, os.W_OK | os.X_OK)
    yield Check(
        "home folder", str(folder), writable, "" if writable else "make it writable, or choose another with --home"
    )
    if os.name != "nt":
        open_to_others = bool(folder.stat().st_mode & _OTHERS_BITS)
        advice = f"run: chmod 700 '{folder}'" if open_to_others else ""
        yield Check(
            "privacy",
            "other users can look in" if open_to_others else "readable by you alone",
            not open_to_others,
            advice,
        )
    free = shutil.disk_usage(folder).free // 1_000_000
    enough = 50
    yield Check(
        "free space",
        f"{free:,} MB",
        free >= enough,
        "" if free >= enough else "free some space: answers are saved as you give them",
    )


def _wording(home: Home) -> Check:
    try:
        labels = [source.label for source in read_short_texts(home).sources]
    except StoreError as error:
        return Check("published wording", "damaged", well=False, advice=str(error))
    return Check("published wording", ", ".join(labels) or "none taken; the wizard speaks in its own words")


def _assessments(repository: Repository) -> Iterator[Check]:
    entries = repository.entries()
    yield Check("assessments", str(len(entries)))
    for entry in entries:
        if entry.fault:
            yield Check(f"file {entry.path.name}", "broken", well=False, advice=entry.fault)
            continue
        lock = FileLock(repository.home.lock_of(entry.path), timeout=0)
        try:
            with lock:
                leftovers = list(entry.path.parent.glob(f".{entry.path.name}.*{TEMPORARY_SUFFIX}"))
        except Timeout:
            yield Check(f"file {entry.path.name}", "open in another window")
            continue
        if leftovers:
            yield Check(
                f"file {entry.path.name}",
                f"{len(leftovers)} leftovers of a killed process; the next opening removes them",
            )


def _terminal() -> Iterator[Check]:
    size = shutil.get_terminal_size()
    roomy = size.columns >= 80 and size.lines >= 24  # noqa: PLR2004  (the size that everything is laid out for)
    yield Check(
        "terminal size",
        f"{size.columns} × {size.lines}",
        roomy,
        "" if roomy else "the wizard reads best from 80 × 24 on",
    )
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    yield Check(
        "terminal",
        os.environ.get("TERM", "unknown")
        if at_terminal
        else "none (output is piped): commands work, the screen does not",
    )
    encoding = (sys.stdout.encoding or "unknown").lower()
    utf8 = encoding.replace("-", "") == "utf8"
    yield Check("text encoding", encoding, utf8, "" if utf8 else "set PYTHONUTF8=1 so that every sign is shown")
    yield Check(
        "colour", "off (NO_COLOR is set)" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM", "basic")
    )
