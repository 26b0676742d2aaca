"""Takes answers from a file into an assessment: reads strictly, compares, and resolves what differs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from questionnaires.faults import did_you_mean
from wizard.core.answers import Answer, Change, Parked
from wizard.core.assessment import Assessment
from wizard.core.codec import (
    answer_from_json,
    change_from_json,
    difference,
    milestones_from_json,
    parked_from_json,
    profile_from_json,
)
from wizard.core.milestones import Milestones
from wizard.core.parsing import parse_json, parse_time
from wizard.core.profile import Profile
from wizard.core.text import clean
from wizard.errors import DataError, InputError
from wizard.services.reports import EXCHANGE_FORMAT, EXCHANGE_SCHEMA

LARGEST_FILE = 50_000_000


class OnConflict(StrEnum):
    """Which answer wins where both sides have one and they differ."""

    ASK = "ask"
    THEIRS = "theirs"
    OURS = "ours"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file brings: its answers, and, where it is a whole assessment, the rest of it."""

    answers: tuple[Answer, ...]
    profile: Profile | None
    created: datetime | None
    history: tuple[Change, ...]
    position: str
    parked: tuple[Parked, ...] = ()
    milestones: Milestones = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an import would do: answers that are new here, that differ from ours, and that are the same."""

    new: tuple[Answer, ...]
    differing: tuple[tuple[Answer, Answer], ...]
    same: int


def read_json_export(path: Path, questions: Collection[str]) -> Incoming:
    """Read a json export; ``questions`` are the ids that its answers may have.

    Raises:
        InputError: the file cannot be read.
        DataError: its content is not an export of ours, or one of its answers is wrong.
    """
    document = _document(path)
    place = path.name
    if document.get("format", EXCHANGE_FORMAT) != EXCHANGE_FORMAT or not isinstance(document.get("answers"), list):
        raise DataError(
            f"{place} is no json export of caiq-wizard: it has no list named 'answers'; choose another file"
        )
    if document.get("schema", EXCHANGE_SCHEMA) != EXCHANGE_SCHEMA:
        raise DataError(
            f"{place} was written by another version of caiq-wizard (schema {document['schema']!r}); update the program"
        )
    answers = [answer_from_json(item, f"{place}: answers[{n}]") for n, item in enumerate(document["answers"])]
    _check_questions(answers, questions, place)
    whole = "name" in document
    history = document.get("history", [])
    if not isinstance(history, list):
        raise DataError(f"{place}: history must be a list")
    return Incoming(
        answers=tuple(answers),
        profile=profile_from_json(document, place) if whole else None,
        created=_created(document, place),
        history=tuple(change_from_json(item, f"{place}: history[{n}]") for n, item in enumerate(history)),
        position=clean(str(document.get("position", ""))),
        parked=parked_from_json(document.get("parking_lot"), f"{place}: parking_lot"),
        milestones=_milestones(document.get("milestones"), questions, f"{place}: milestones", len(history)),
    )


def compare(assessment: Assessment, incoming: Incoming) -> Comparison:
    """Sort the incoming answers by what they would change."""
    new, differing, same = [], [], 0
    for theirs in incoming.answers:
        ours = assessment.answer(theirs.question)
        if not difference(ours, theirs)[1]:
            same += 1
        elif ours.is_empty:
            new.append(theirs)
        else:
            differing.append((ours, theirs))
    return Comparison(tuple(new), tuple(differing), same)


def resolve(comparison: Comparison, choice: OnConflict) -> tuple[Answer, ...]:
    """The answers to record for a choice other than asking."""
    taken = list(comparison.new)
    for ours, theirs in comparison.differing:
        newer = choice is OnConflict.NEWER and theirs.changed and (not ours.changed or theirs.changed > ours.changed)
        if choice is OnConflict.THEIRS or newer:
            taken.append(theirs)
    return tuple(taken)


def _document(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(
                f"{path} is larger than {LARGEST_FILE // 1_000_000} MB, which no export of ours is; choose another file"
            )
        document = parse_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; check the path and its permissions") from None
    except (ValueError, RecursionError):
        raise DataError(f"{path} is not valid JSON; import a file made by 'caiq-wizard export NAME json'") from None
    if not isinstance(document, dict):
        raise DataError(f"{path} holds a list or a single value where a json export is an object; choose another file")
    return document


def _created(document: Mapping[str, Any], place: str) -> datetime | None:
    created = document.get("created")
    if created is None:
        return None
    try:
        return parse_time(str(created))
    except InputError as error:
        raise DataError(f"{place}: created: {error}") from None


def _milestones(data: Any, questions: Collection[str], place: str, changes: int) -> Milestones:
    milestones = milestones_from_json(data, place, changes)
    for number, milestone in enumerate(milestones):
        _check_questions(list(milestone.untold), questions, f"{place}[{number}]")
    return milestones


def _check_questions(answers: list[Answer], questions: Collection[str], place: str) -> None:
    seen: set[str] = set()
    for number, answer in enumerate(answers):
        if answer.question not in questions:
            hint = did_you_mean(answer.question, questions)
            raise DataError(
                f"{place}: answers[{number}] is for the unknown question {answer.question!r}; {hint}".rstrip("; ")
            )
        if answer.question in seen:
            raise DataError(f"{place}: {answer.question} is answered twice; keep one of the two")
        seen.add(answer.question)
