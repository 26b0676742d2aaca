"""Takes answers from a file into an assessment: reads strictly, compares, and resolves what differs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from questionnaires.faults import did_you_mean
from wizard.core.answers import Answer, Change, Parked
from wizard.core.assessment import Assessment
from wizard.core.codec import (
    answer_from_json,
    answer_to_json,
    change_from_json,
    difference,
    milestones_from_json,
    parked_from_json,
    profile_from_json,
)
from wizard.core.migration import Migrations
from wizard.core.migration_codec import migrations_from_json
from wizard.core.milestones import Milestones
from wizard.core.parsing import parse_json, parse_time
from wizard.core.profile import Profile
from wizard.core.text import clean
from wizard.errors import DataError, InputError
from wizard.services.official_source import OfficialSource
from wizard.services.reports import EXCHANGE_FORMAT, EXCHANGE_SCHEMA
from wizard.workbooks.gap_workbook import Verdict, read_gap_workbook
from wizard.workbooks.opening import OpenedWorkbook
from wizard.workbooks.told import Told

LARGEST_FILE = 50_000_000
SAME_TIME = timedelta(seconds=1)
"""Spreadsheet programs round times."""


class OnConflict(StrEnum):
    """Which answer wins where both sides have one and they differ."""

    ASK = "ask"
    THEIRS = "theirs"
    OURS = "ours"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file brings: its answers, and, where it is a whole assessment, the rest of it.

    A workbook may leave out some fields of an answer: ``told`` has what it tells of each question. ``verdicts`` are an
    auditor's, which have no place in an assessment. ``official`` is there where it is CSA's questionnaire.
    """

    answers: tuple[Answer, ...]
    profile: Profile | None
    created: datetime | None
    history: tuple[Change, ...]
    position: str
    parked: tuple[Parked, ...] = ()
    milestones: Milestones = ()
    migrations: Migrations = ()
    told: Mapping[str, Told] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    official: OfficialSource | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an import would do: answers that are new here, that differ from ours, and that are the same.

    ``edited`` are questions whose answer was changed in a workbook that was made from ours as it still is: a workbook
    keeps no time of its own changes, but these can only be newer.
    """

    new: tuple[Answer, ...]
    differing: tuple[tuple[Answer, Answer], ...]
    same: int
    edited: frozenset[str] = frozenset()


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
        migrations=migrations_from_json(document.get("migrations"), f"{place}: migrations"),
    )


def incoming_from_gap_workbook(book: OpenedWorkbook, questions: Collection[str]) -> Incoming:
    """What a gap workbook of ours brings, whoever has worked on it since; ``questions`` are the ids that there may be.

    Raises:
        DataError: it is no gap workbook of ours, or cells of it cannot be understood: nothing of it is taken then.
    """
    read = read_gap_workbook(book, questions)
    if read.problems:
        first, more = read.problems[0], len(read.problems) - 1
        others = f" ({more} more like this; 'caiq-wizard verify NAME FILE' lists all)" if more else ""
        raise DataError(f"{book.name}: {first}{others}")
    answers = {told.question: told.onto(Answer(told.question)) for told in read.told}
    said = {question: answer for question, answer in answers.items() if answer.changed or not answer.is_empty}
    return Incoming(
        answers=tuple(said.values()),
        profile=None,
        created=None,
        history=(),
        position="",
        told={told.question: told for told in read.told if told.question in said},
        verdicts=read.verdicts,
    )


def compare(assessment: Assessment, incoming: Incoming) -> Comparison:
    """Sort the incoming answers by what they would change."""
    new, differing, same, edited = [], [], 0, set()
    for answer in incoming.answers:
        ours, told = assessment.answer(answer.question), incoming.told.get(answer.question)
        theirs = told.onto(ours) if told else answer
        if not difference(ours, theirs)[1]:
            same += 1
        elif _only_adds(ours, theirs):
            new.append(theirs)
        elif told and same_time(ours.changed, theirs.changed):
            differing.append((ours, replace(theirs, changed=None)))
            edited.add(ours.question)
        else:
            differing.append((ours, theirs))
    return Comparison(tuple(new), tuple(differing), same, frozenset(edited))


def _only_adds(ours: Answer, theirs: Answer) -> bool:
    """Whether an answer fills in what was open here, and puts nothing in the place of what we have.

    One that somebody emptied is an answer, too.
    """
    if ours.is_empty:
        return ours.changed is None
    before = difference(ours, theirs)[0]
    empty = answer_to_json(Answer(ours.question))
    return ours.status is None and all(value == empty[name] for name, value in before.items() if name != "review")


def same_time(ours: datetime | None, theirs: datetime | None) -> bool:
    """Whether two times are the same, as far as a workbook can tell."""
    return ours is not None and theirs is not None and abs(ours - theirs) <= SAME_TIME


def resolve(comparison: Comparison, choice: OnConflict) -> tuple[Answer, ...]:
    """The answers to record for a choice other than asking."""
    taken = list(comparison.new)
    for ours, theirs in comparison.differing:
        newer = theirs.question in comparison.edited or _is_newer(ours, theirs)
        if choice is OnConflict.THEIRS or (choice is OnConflict.NEWER and newer):
            taken.append(theirs)
    return tuple(taken)


def kept_ours(comparison: Comparison, taken: Iterable[Answer]) -> frozenset[str]:
    """The questions whose own answer stays although theirs differs."""
    return frozenset(ours.question for ours, _ in comparison.differing) - {answer.question for answer in taken}


def _is_newer(ours: Answer, theirs: Answer) -> bool:
    return theirs.changed is not None and (ours.changed is None or theirs.changed > ours.changed)


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
