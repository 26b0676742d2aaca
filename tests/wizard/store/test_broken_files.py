"""Files that cannot be used are refused with the way back, and the way back works."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.errors import StoreError
from wizard.store.repository import Repository

Create = Callable[[str], Assessment]
Change = Callable[[dict[str, Any]], Any]

NAME, QUESTION, OTHER = "Pilot", "AIS-01.1", "AIS-02.1"


@pytest.fixture
def worked_on(repository: Repository, create: Create) -> Repository:
    """An assessment that was worked on in two sessions, so that an earlier version is kept."""
    create(NAME)
    with repository.open(NAME) as file:
        file.record([Answer(QUESTION, Status.NO)])
        file.keep_position(QUESTION)
    with repository.open(NAME) as file:
        file.record([Answer(QUESTION, Status.YES)])
        file.record([Answer(OTHER, Status.PARTIAL)])
    return repository


def document(repository: Repository) -> Any:
    return json.loads(repository.home.path_of(NAME).read_bytes())


def spoil(repository: Repository, content: bytes) -> None:
    repository.home.path_of(NAME).write_bytes(content)


def message_when_refused(repository: Repository) -> str:
    """What reading and opening both say; the list says it too."""
    with pytest.raises(StoreError) as reading:
        repository.read(NAME)
    with pytest.raises(StoreError) as opening, repository.open(NAME):
        pass
    (entry,) = repository.entries()
    assert str(reading.value) == str(opening.value) == entry.fault
    return str(reading.value)


def meta(content: dict[str, Any]) -> dict[str, Any]:
    (found,) = content["meta"].values()
    return dict(found)


def with_meta(**changes: Any) -> Change:
    return lambda content: {**content, "meta": {"1": {**meta(content), **changes}}}


BROKEN_BYTES = {
    "empty": b"",
    "only blanks": b" \n\n",
    "only zeros": b"\x00" * 4096,
    "a list": b"[]",
    "a list of tables": b'[{"meta": {}}]',
    "a text": b'"meta"',
    "null": b"null",
    "a number": b"7",
    "no tables": b"{}",
    "tables that are lists": b'{"meta": [], "answers": []}',
    "not JSON": b"PK\x03\x04 a zip, perhaps",
    "not UTF-8": b'{"meta": "\xff\xfe"}',
    "nested without end": b"[" * 200_000,
}
BROKEN_CONTENT: dict[str, Change] = {
    "no schema": with_meta(schema=None),
    "schema 0": with_meta(schema=0),
    "schema below 0": with_meta(schema=-1),
    "schema as a text": with_meta(schema="1"),
    "schema as a fraction": with_meta(schema=1.5),
    "no profile": with_meta(profile=None),
    "a profile without roles": with_meta(profile={"name": NAME}),
    "no questionnaire": with_meta(questionnaire=None),
    "a questionnaire without version": with_meta(questionnaire={"id": "aicm"}),
    "no time of creation": with_meta(created=None),
    "creation without a zone": with_meta(created="2026-01-01T00:00:00"),
    "a position that is no text": with_meta(position=["AIS-01.1"]),
    "no meta table": lambda content: {"answers": content["answers"]},
    "two-level answers": lambda content: {**content, "answers": {QUESTION: [1]}},
    "an unknown status": lambda content: {**content, "answers": {QUESTION: {"question": QUESTION, "status": "maybe"}}},
    "an unknown field": lambda content: {**content, "answers": {QUESTION: {"question": QUESTION, "state": "yes"}}},
    "a history entry without a time": lambda content: {**content, "history": {"1": {"question": QUESTION}}},
    "an answer filed under another question": lambda content: {**content, "answers": {OTHER: {"question": QUESTION}}},
    "an answer to no question": lambda content: {**content, "answers": {QUESTION: {"status": "yes"}}},
    "a history entry without a number": lambda content: {**content, "history": {"x": content["history"]["1"]}},
    "a history of texts": lambda content: {**content, "history": {"1": "changed"}},
}


@pytest.mark.parametrize("content", BROKEN_BYTES.values(), ids=BROKEN_BYTES)
def test_a_file_that_is_no_assessment_is_refused_and_the_earlier_version_named(
    worked_on: Repository, content: bytes
) -> None:
    spoil(worked_on, content)
    message = message_when_refused(worked_on)
    path = worked_on.home.path_of(NAME)
    assert str(path) in message
    assert f"an earlier version is kept at {path}.earlier" in message
    assert path.read_bytes() == content, "the broken file is left for whoever wants to mend it"


@pytest.mark.parametrize("part", [0.01, 0.5, 0.99])
def test_a_truncated_file_is_refused_and_the_earlier_version_named(worked_on: Repository, part: float) -> None:
    path = worked_on.home.path_of(NAME)
    whole = path.read_bytes()
    spoil(worked_on, whole[: int(len(whole) * part)])
    assert f"{path}.earlier" in message_when_refused(worked_on)


def test_a_file_cut_off_anywhere_is_refused(worked_on: Repository) -> None:
    whole = worked_on.home.path_of(NAME).read_bytes()
    for length in range(len(whole.rstrip())):
        spoil(worked_on, whole[:length])
        with pytest.raises(StoreError):
            worked_on.read(NAME)


@pytest.mark.parametrize("change", BROKEN_CONTENT.values(), ids=BROKEN_CONTENT)
def test_a_file_with_wrong_content_is_refused_and_the_earlier_version_named(
    worked_on: Repository, change: Change
) -> None:
    spoil(worked_on, json.dumps(change(document(worked_on))).encode())
    assert f"{worked_on.home.path_of(NAME)}.earlier" in message_when_refused(worked_on)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_know_is_refused_before_it_spoils_a_save(
    worked_on: Repository, number: str
) -> None:
    content = worked_on.home.path_of(NAME).read_text(encoding="utf-8")
    spoil(worked_on, re.sub(r'("from":\{"status":)null', rf"\g<1>{number}", content, count=1).encode())
    assert number in worked_on.home.path_of(NAME).read_text(encoding="utf-8")
    assert f"{worked_on.home.path_of(NAME)}.earlier" in message_when_refused(worked_on)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty"), (b"{", "not valid JSON"), (b"[]", "does not hold an assessment")]
)
def test_the_message_says_what_is_wrong_with_the_file(worked_on: Repository, content: bytes, said: str) -> None:
    spoil(worked_on, content)
    assert said in message_when_refused(worked_on)


def test_the_message_says_where_in_the_file_a_wrong_word_stands(worked_on: Repository) -> None:
    content = document(worked_on)
    content["answers"][QUESTION]["status"] = "yess"
    spoil(worked_on, json.dumps(content).encode())
    message = message_when_refused(worked_on)
    assert f"answers.{QUESTION}.status" in message
    assert "did you mean yes?" in message


@pytest.mark.parametrize("schema", [2, 99])
def test_a_file_of_a_newer_program_is_refused_and_left_alone(worked_on: Repository, schema: int) -> None:
    content = json.dumps(with_meta(schema=schema)(document(worked_on))).encode()
    spoil(worked_on, content)
    message = message_when_refused(worked_on)
    assert "newer" in message
    assert f"schema {schema}" in message
    assert "update" in message
    assert worked_on.home.path_of(NAME).read_bytes() == content


def test_without_an_earlier_version_the_message_points_to_the_backup(repository: Repository, create: Create) -> None:
    create(NAME)
    spoil(repository, b"")
    message = message_when_refused(repository)
    assert "no earlier version is kept" in message
    assert "backup" in message


def test_the_earlier_version_opens_when_it_is_copied_back_and_work_goes_on(worked_on: Repository) -> None:
    spoil(worked_on, b"")
    (named,) = re.findall(r"kept at (\S+\.earlier)", message_when_refused(worked_on))
    shutil.copyfile(named, worked_on.home.path_of(NAME))
    found = worked_on.read(NAME)
    assert found.position == QUESTION
    assert {question: answer.status for question, answer in found.answers.items()} == {QUESTION: Status.NO}
    assert len(found.history) == 1
    with worked_on.open(NAME) as file:
        file.record([Answer(OTHER, Status.YES)])
    assert worked_on.read(NAME).answer(OTHER).status is Status.YES


def test_the_earlier_version_is_the_one_from_the_start_of_the_last_writing_session(worked_on: Repository) -> None:
    with worked_on.open(NAME):
        pass  # a session that only looks does not count
    earlier = worked_on.home.path_of(NAME).with_name("pilot.json.earlier")
    assert json.loads(earlier.read_bytes())["answers"][QUESTION]["status"] == "no"
    with worked_on.open(NAME) as file:
        for note in "abc":
            file.record([Answer(QUESTION, note=note)])
    kept = json.loads(earlier.read_bytes())["answers"]
    assert (kept[QUESTION]["status"], kept[OTHER]["status"]) == ("yes", "partial")


def test_a_refused_file_is_not_kept_locked(worked_on: Repository) -> None:
    whole = worked_on.home.path_of(NAME).read_bytes()
    spoil(worked_on, b"")
    message_when_refused(worked_on)
    spoil(worked_on, whole)
    with worked_on.open(NAME) as file:
        assert file.assessment.answer(QUESTION).status is Status.YES


def variants(value: Any) -> Iterator[Any]:
    """The document with one value after the other replaced by one of another kind."""
    if isinstance(value, dict):
        for key, inner in value.items():
            for changed in variants(inner):
                yield {**value, key: changed}
            yield {name: kept for name, kept in value.items() if name != key}
    for other in (None, True, -1, 10**30, 0.5, "", "x", [], [[]], {}, {"x": {}}):
        yield deepcopy(other)


def test_whatever_one_value_of_a_file_becomes_it_is_refused_or_can_be_worked_on(worked_on: Repository) -> None:
    usable = refused = 0
    for content in variants(document(worked_on)):
        spoil(worked_on, json.dumps(content).encode())
        try:
            found = worked_on.read(NAME)
        except StoreError:
            refused += 1
            continue
        usable += 1
        with worked_on.open(NAME) as file:
            assert file.assessment == found
            file.record([Answer(OTHER, note="still works")])
            file.keep_position(OTHER)
        assert worked_on.read(NAME).answer(OTHER).note == "still works"
    assert usable > 0
    assert refused > usable
