"""Keeps the published wording in the home folder: a file with the questions, and one with what the matrix says.

The second begins with a line that holds what is short and where the lines of the controls begin, so that nobody has to read
four megabytes to show one control.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from wizard.core.parsing import JsonReader, parse_json
from wizard.core.published import (
    Kind,
    PublishedControl,
    PublishedMapping,
    PublishedMatrix,
    PublishedQuestions,
    ShortTexts,
    Source,
)
from wizard.errors import DataError, StoreError
from wizard.store.files import make_private_folder, replace_file, sweep_leftovers
from wizard.store.home import Home

QUESTIONS_NAME, MATRIX_NAME = "questions.json", "controls.jsonl"
_FORMAT = 1
_LOCK_NAME, _LOCK_SECONDS = "published wording.lock", 5
"""A name that the lock of no assessment has."""
Taken = TypeVar("Taken")


def keep_questions(home: Home, questions: PublishedQuestions) -> None:
    """Put the questions on disk, in the place of earlier ones.

    Raises:
        StoreError: the disk refused; what was there before is there still.
    """
    _replace(home, QUESTIONS_NAME, _json({**_about(questions.source), "texts": dict(questions.texts)}))


def keep_matrix(home: Home, matrix: PublishedMatrix) -> None:
    """Put what the matrix says on disk, in the place of what was there before.

    Raises:
        StoreError: the disk refused; what was there before is there still.
    """
    lines = {control_id: _json(_control_as_json(control)) for control_id, control in matrix.controls.items()}
    places, begin = {}, 0
    for control_id, line in lines.items():
        places[control_id] = [begin, len(line)]
        begin += len(line)
    first = {**_about(matrix.source), "specifications": dict(matrix.specifications), "places": places}
    _replace(home, MATRIX_NAME, b"".join((_json(first), *lines.values())))


def read_short_texts(home: Home) -> ShortTexts:
    """What is short: all questions, all specifications, and where they come from.

    Raises:
        StoreError: a file is there and cannot be read.
    """
    questions = _read(home, QUESTIONS_NAME, _questions)
    matrix = _read(home, MATRIX_NAME, _short_matrix)
    return ShortTexts(
        question_source=questions[0] if questions else None,
        matrix_source=matrix[0] if matrix else None,
        questions=questions[1] if questions else {},
        specifications=matrix[1] if matrix else {},
        with_more=matrix[2] if matrix else frozenset(),
    )


def read_published_control(home: Home, control_id: str) -> PublishedControl | None:
    """The long texts about a control; nothing where there are none.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    return _read(home, MATRIX_NAME, lambda path: _long_texts(path, control_id))


def remove_texts(home: Home) -> bool:
    """Remove everything that was taken; returns whether anything was there.

    Raises:
        StoreError: the disk refused, or another window writes there just now.
    """
    paths = [home.texts / name for name in (QUESTIONS_NAME, MATRIX_NAME)]
    found = any(path.exists() for path in paths)
    if not home.texts.is_dir():
        return False
    with _alone(home, "it was not removed"):
        for path in paths:
            path.unlink(missing_ok=True)
            sweep_leftovers(path)
        with suppress(OSError):  # somebody keeps something else there
            home.texts.rmdir()
    return found


def stamp_of_texts(home: Home) -> tuple[tuple[int, int], ...]:
    """Something that differs whenever other texts are there; it costs next to nothing."""
    found = []
    for name in (QUESTIONS_NAME, MATRIX_NAME):
        with suppress(OSError):
            status = (home.texts / name).stat()
            found.append((status.st_mtime_ns, status.st_ino))
    return tuple(found)


def _replace(home: Home, name: str, content: bytes) -> None:
    path = home.texts / name
    with _alone(home, "nothing was taken"):
        make_private_folder(home.texts)
        sweep_leftovers(path)
        replace_file(path, content)


@contextmanager
def _alone(home: Home, otherwise: str) -> Iterator[None]:
    """Keep other windows from writing there meanwhile; what the disk refuses becomes a sentence."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only who writes locks)

    try:
        home.prepare()
        with FileLock(home.locks / _LOCK_NAME, timeout=_LOCK_SECONDS, mode=0o600):
            yield
    except Timeout:
        raise StoreError(f"another window is taking or removing the wording just now, so {otherwise}") from None
    except OSError as error:
        raise StoreError(f"cannot write in {home.texts}: {error.strerror}; {otherwise}") from error


def _read(home: Home, name: str, read: Callable[[Path], Taken | None]) -> Taken | None:
    """What a file says; nothing where there is none."""
    path = home.texts / name
    try:
        return read(path) if path.is_file() else None
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}; the published wording is not shown") from None
    except (ValueError, OverflowError, RecursionError, DataError):
        raise StoreError(
            f"{path} is damaged, so the published wording is not shown; take it again with 'caiq-wizard texts FILE'"
        ) from None


def _questions(path: Path) -> tuple[Source, Mapping[str, str]]:
    reader = _opened(path.read_bytes(), path)
    return _source(reader, Kind.QUESTIONS), _texts(reader, "texts")


def _short_matrix(path: Path) -> tuple[Source, Mapping[str, str], frozenset[str]]:
    with path.open("rb") as file:
        reader = _opened(file.readline(), path)
    return _source(reader, Kind.MATRIX), _texts(reader, "specifications"), frozenset(reader.object("places"))


def _long_texts(path: Path, control_id: str) -> PublishedControl | None:
    with path.open("rb") as file:
        place = _opened(file.readline(), path).object("places").get(control_id)
        if place is None:
            return None
        if not isinstance(place, list) or len(place) != 2 or not all(isinstance(part, int) for part in place):  # noqa: PLR2004  (begin and length)
            raise DataError(f"{path.name}: {control_id} has no place")
        file.seek(place[0], 1)
        reader = JsonReader(parse_json(file.read(place[1])), path.name)
    mappings = reader.object("mappings")
    return PublishedControl(
        implementation=_texts(reader, "implementation"),
        auditing=_texts(reader, "auditing"),
        mappings=tuple(_mapping(name, JsonReader(about, path.name)) for name, about in mappings.items()),
    )


def _opened(content: bytes, path: Path) -> JsonReader:
    data = parse_json(content)
    reader = JsonReader(data, path.name)
    if data.get("format") != _FORMAT:
        raise DataError(f"{path.name}: another format")
    return reader


def _about(source: Source) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "version": source.version,
        "file": source.file,
        "taken": source.taken.isoformat(),
        "counts": dict(source.counts),
    }


def _source(reader: JsonReader, kind: Kind) -> Source:
    taken = reader.parsed("taken", date.fromisoformat)
    counts = reader.object("counts")
    if taken is None or not all(isinstance(count, int) for count in counts.values()):
        raise DataError("it does not say when it was taken, or how much")
    return Source(kind, reader.text("version"), reader.text("file"), taken, counts)


def _texts(reader: JsonReader, name: str) -> Mapping[str, str]:
    found = reader.object(name)
    if not all(isinstance(text, str) for text in found.values()):
        raise DataError(f"{name}: something other than texts")
    return found


def _control_as_json(control: PublishedControl) -> dict[str, Any]:
    return {
        "implementation": dict(control.implementation),
        "auditing": dict(control.auditing),
        "mappings": {
            mapping.framework: {
                "requirements": mapping.requirements,
                "gap": mapping.gap,
                "addendum": mapping.addendum,
            }
            for mapping in control.mappings
        },
    }


def _mapping(framework: str, about: JsonReader) -> PublishedMapping:
    return PublishedMapping(framework, about.text("requirements"), about.text("gap"), about.text("addendum"))


def _json(value: dict[str, Any]) -> bytes:
    """A value as a line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
