"""The evidence register: what each reference of an answer points to, with the hash of what lies on this machine.

References are free text, and they may come from somebody else's file, so nothing that a text says can do harm: only
regular files are opened, and only to be read; devices, pipes and sockets never, nor anything on another computer.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import unquote

from exports.rows import EvidenceRow
from exports.writing import Progress, silent
from wizard.core.assessment import Result

LARGEST_HASHED = 1_000_000_000
"""Bytes of a file that is still read for its hash."""

NOT_FOUND = "not found on this machine"
_ELSEWHERE = "on another computer: not opened"
_TOO_LARGE = f"larger than {LARGEST_HASHED // 1_000_000_000} GB: no hash was made"
_NO_FILE = "neither a file nor a folder: not opened"
_PIECE = 1 << 20
_LINK = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
_FILE_URL = re.compile(r"file:(?=[/\\])(?://(?P<host>[^/\\]*))?(?P<path>[^?#]*)", re.IGNORECASE)
_WINDOWS = re.compile(r"[A-Za-z]:[/\\]")
_NETWORK = "\\\\"
_ABSOLUTE = re.compile(r"/|[A-Za-z]:[/\\]|\\\\")
_OWN_FOLDER = re.compile(r"~([\w.-]*[/\\]|$)")
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP})
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Kind(StrEnum):
    """What a reference is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reference points to; ``path`` is what to open for the hash, empty where nothing is to be opened.

    ``remark`` says what could not be done with it.
    """

    kind: Kind
    remark: str = ""
    size: int | None = None
    modified: datetime | None = None
    path: str = ""
    sha256: str = ""


def evidence_rows(result: Result, findings: Mapping[str, Finding]) -> tuple[EvidenceRow, ...]:
    """The register of the asked questions of a result; ``findings`` by reference (see ``examine``)."""
    rows = []
    for question_id in result.asked:
        answer = result.assessment.answer(question_id)
        for number, reference in enumerate(answer.evidence, start=1):
            control, found = result.bank.control_of(question_id), findings[reference]
            rows.append(
                EvidenceRow(
                    question=question_id,
                    control=control.id,
                    title=control.title,
                    status=answer.status or "",
                    number=number,
                    reference=reference,
                    kind=found.kind,
                    sha256=found.sha256,
                    size=found.size,
                    modified=found.modified,
                    remark=found.remark,
                    respondent=answer.respondent,
                    method=answer.method or "",
                    changed=answer.changed.astimezone(UTC) if answer.changed else None,
                )
            )
    return tuple(rows)


def references_of(results: Iterable[Result]) -> Iterator[str]:
    """Every evidence reference of the asked questions."""
    for result in results:
        for question_id in result.asked:
            yield from result.assessment.answer(question_id).evidence


def examine(references: Iterable[str], progress: Progress = silent) -> dict[str, Finding]:
    """What each reference points to; a file is read once, however often and in whatever way it is named.

    No text makes this raise. ``progress`` counts the bytes that are read for hashes; what it raises comes through.
    """
    found = {reference: _look(reference) for reference in dict.fromkeys(references)}
    to_read = {finding.path: finding for finding in found.values() if finding.path}
    total = sum(finding.size or 0 for finding in to_read.values())
    done, hashed = 0, {}
    for path, finding in to_read.items():
        hashed[path] = _hashed(finding, _Count(done, total, os.path.basename(path), progress))  # noqa: PTH119  (any text)
        done += finding.size or 0
    return {reference: hashed.get(finding.path, finding) for reference, finding in found.items()}


@dataclass(slots=True)
class _Count:
    """How many bytes have been read so far, told after every piece."""

    done: int
    total: int
    name: str
    progress: Progress

    def add(self, size: int) -> None:
        """So many bytes more have been read."""
        self.done = min(self.done + size, self.total)
        self.progress(self.done, self.total, f"reading evidence: {self.name}")


def _look(reference: str) -> Finding:
    """What a reference points to, without opening it."""
    text = reference.strip()
    if _LINK.match(text):
        return Finding(Kind.LINK)
    path = _named_path(text)
    if path:
        return _at(path)
    there = _at(text) if _may_be_inside(text) else None
    return there if there and there.remark != NOT_FOUND else Finding(Kind.REFERENCE)


def _named_path(text: str) -> str:
    """The path that a text names for certain; empty where it may be anything."""
    url = _FILE_URL.match(text)
    if url:
        path = unquote(url["path"])
        if url["host"] and url["host"].casefold() != "localhost":
            return f"{_NETWORK}{url['host']}{path}"
        return path[1:] if _WINDOWS.match(path[1:]) else path
    if _OWN_FOLDER.match(text):
        return _expanded(text)
    return text if _ABSOLUTE.match(text) else ""


def _may_be_inside(text: str) -> bool:
    """Whether a text could be a path inside the current folder."""
    inside = os.path.normpath(text)
    return inside != os.curdir and inside.split(os.sep)[0] != os.pardir  # noqa: PTH206  (a Path would drop the detours)


def _at(path: str) -> Finding:
    """What stands at a path."""
    if path.startswith(_NETWORK) or (os.name == "nt" and path.replace("/", "\\").startswith(_NETWORK)):
        return Finding(Kind.FILE, _ELSEWHERE)
    try:
        facts = os.stat(path)  # noqa: PTH116  (any text; a Path would read some of it differently)
        real = os.path.realpath(path)
    except (OSError, ValueError) as error:
        return Finding(Kind.FILE, _why_not(error))
    if stat.S_ISDIR(facts.st_mode):
        return Finding(Kind.FOLDER)
    if not stat.S_ISREG(facts.st_mode):
        return Finding(Kind.FILE, _NO_FILE)
    too_large = facts.st_size > LARGEST_HASHED
    return Finding(
        Kind.FILE,
        remark=_TOO_LARGE if too_large else "",
        size=facts.st_size,
        modified=_time(facts.st_mtime),
        path="" if too_large else real,
    )


def _hashed(finding: Finding, count: _Count) -> Finding:
    """The finding with the hash of its file; one that grows beyond the limit while it is read has none."""
    digest, size = hashlib.sha256(), 0
    with ExitStack() as stack:
        try:
            handle = os.open(finding.path, _READ_ONLY)
            stack.callback(os.close, handle)
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Finding(Kind.FILE, _NO_FILE)
        except OSError as error:
            return replace(finding, remark=_why_not(error))
        while size <= LARGEST_HASHED:
            try:
                piece = os.read(handle, _PIECE)
            except OSError as error:
                return replace(finding, remark=_why_not(error))
            if not piece:
                return replace(finding, sha256=digest.hexdigest(), size=size)
            digest.update(piece)
            size += len(piece)
            count.add(len(piece))
    return replace(finding, remark=_TOO_LARGE)


def _expanded(text: str) -> str:
    try:
        return os.path.expanduser(text)  # noqa: PTH111  (leaves an unknown user as it is; a Path raises)
    except (ValueError, KeyError, OSError):
        return text


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _why_not(error: OSError | ValueError) -> str:
    """Why a file could not be looked at; a text that no path can be is not there either."""
    if isinstance(error, ValueError) or error.errno in _MISSING:
        return NOT_FOUND
    return f"not readable ({error.strerror or error})"
