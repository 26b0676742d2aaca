"""A disk that refuses: file and memory stay as they were, the user is told, and the next save works."""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from questionnaires.vocabulary import Role
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.errors import StoreError
from wizard.store import files
from wizard.store.assessment_file import AssessmentFile
from wizard.store.files import replace_file
from wizard.store.repository import Repository

Create = Callable[[str], Assessment]
Save = Callable[[AssessmentFile], Assessment]

NAME, QUESTION, OTHER = "Pilot", "AIS-01.1", "AIS-02.1"

STEPS = [
    pytest.param((os, "fsync"), id="flush"),
    pytest.param((os, "replace"), id="replace"),
    pytest.param((tempfile, "mkstemp"), id="temporary file"),
    pytest.param((os, "fdopen"), id="open"),
]
SAVES: dict[str, Save] = {
    "an answer": lambda file: file.record([Answer(QUESTION, Status.YES)]),
    "several answers": lambda file: file.record([Answer(QUESTION, Status.YES), Answer(OTHER, Status.NO)]),
    "the position": lambda file: file.keep_position(OTHER),
    "the profile": lambda file: file.change_profile(replace(file.assessment.profile, roles=(Role.CSP,))),
}

TIMES_TAKEN = {"fsync": 4 if os.name != "nt" else 2, "replace": 2, "mkstemp": 2, "fdopen": 2}
CALLS = [
    pytest.param(step.values[0], nth, id=f"{step.id} {nth}")
    for step in STEPS
    for nth in range(1, TIMES_TAKEN[step.values[0][1]] + 1)
]
"""The first save of a session keeps the earlier version too, so each step is taken for two files."""

every_step = pytest.mark.parametrize("step", STEPS)
every_save = pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)


class Refusal:
    """Stands before a function of the system and refuses its n-th call, or every call."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], nth: int | None = None) -> None:
        module, name = step
        self.real = getattr(module, name)
        self.nth = nth
        self.calls = 0
        self.refused = False
        assert vars(files)[module.__name__] is module, "the store goes through this module"
        monkeypatch.setattr(module, name, self)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        if self.nth is None or self.calls == self.nth:
            self.refused = True
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.real(*arguments, **named)


@pytest.fixture
def pilot(repository: Repository, create: Create) -> Repository:
    create(NAME)
    with repository.open(NAME) as file:
        file.record([Answer(QUESTION, Status.NO)])
    return repository


def snapshot(repository: Repository) -> dict[str, bytes]:
    """Every assessment file with its content, temporary ones included."""
    return {path.name: path.read_bytes() for path in repository.home.assessments.iterdir()}


def main_file(repository: Repository) -> bytes:
    return repository.home.path_of(NAME).read_bytes()


@every_step
@every_save
def test_on_a_full_disk_file_and_memory_stay_as_they_were_and_a_later_save_works(
    pilot: Repository, step: tuple[Any, str], save: Save
) -> None:
    with pilot.open(NAME) as file:
        memory, disk = file.assessment, snapshot(pilot)
        with pytest.MonkeyPatch.context() as full:
            Refusal(full, step)
            with pytest.raises(StoreError, match="No space left on device"):
                save(file)
        assert file.assessment == memory == pilot.read(NAME)
        assert snapshot(pilot) == disk, "no leftovers, nothing changed"
        saved = save(file)
        assert saved == file.assessment == pilot.read(NAME) != memory


@every_save
@pytest.mark.parametrize(("step", "nth"), CALLS)
def test_whichever_call_the_disk_refuses_the_save_either_fails_whole_or_is_whole(
    pilot: Repository, step: tuple[Any, str], nth: int, save: Save
) -> None:
    with pilot.open(NAME) as file:
        memory, disk = file.assessment, main_file(pilot)
        with pytest.MonkeyPatch.context() as failing:
            refusal = Refusal(failing, step, nth)
            try:
                save(file)
                failed = False
            except StoreError:
                failed = True
        assert refusal.refused
        assert pilot.read(NAME) == file.assessment, "memory and disk agree"
        assert not list(pilot.home.assessments.glob(".*")), "no temporary file is left"
        if failed:
            assert file.assessment == memory
            assert main_file(pilot) == disk
            save(file)
        assert file.assessment == pilot.read(NAME) != memory
        assert len(file.assessment.history) <= len(memory.history) + 2


def test_an_answer_that_was_refused_once_has_one_entry_in_the_history(pilot: Repository) -> None:
    for nth in range(1, TIMES_TAKEN["fsync"] + 1):
        answer = Answer(QUESTION, Status.NO, note=f"attempt {nth}")
        with pilot.open(NAME) as file:
            with pytest.MonkeyPatch.context() as failing:
                refusal = Refusal(failing, (os, "fsync"), nth)
                with suppress(StoreError):
                    file.record([answer])
            assert refusal.refused
            file.record([answer])
        notes = [change.after.get("note") for change in pilot.read(NAME).history]
        assert notes.count(answer.note) == 1


def test_the_message_names_the_file_the_reason_and_what_to_do(
    pilot: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pilot.open(NAME) as file:
        Refusal(monkeypatch, (os, "replace"))
        with pytest.raises(StoreError) as refused:
            file.record([Answer(QUESTION, Status.YES)])
    message = str(refused.value)
    assert str(pilot.home.path_of(NAME)) in message
    assert "No space left on device" in message
    assert "free space" in message
    assert "\n" not in message


def test_many_failed_saves_in_a_row_lose_nothing(pilot: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    with pilot.open(NAME) as file:
        file.record([Answer(OTHER, Status.PARTIAL)])
        before = file.assessment
        with monkeypatch.context() as full:
            Refusal(full, (os, "fsync"))
            for status in Status:
                with pytest.raises(StoreError):
                    file.record([Answer(QUESTION, status, note="lost")])
        assert file.assessment == before == pilot.read(NAME)
        file.record([Answer(QUESTION, Status.YES)])
    found = pilot.read(NAME)
    assert {question: answer.status for question, answer in found.answers.items()} == {
        QUESTION: Status.YES,
        OTHER: Status.PARTIAL,
    }
    assert [change.after.get("status") for change in found.history] == ["no", "partial", "yes"]


@every_step
def test_a_full_disk_while_creating_leaves_nothing_and_the_name_free(
    repository: Repository, create: Create, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str]
) -> None:
    with monkeypatch.context() as full:
        Refusal(full, step)
        with pytest.raises(StoreError, match="No space left on device"):
            create(NAME)
    assert snapshot(repository) == {}
    assert repository.names() == ()
    assert create(NAME) == repository.read(NAME)


def test_a_home_folder_that_cannot_be_made_is_a_clear_error(
    repository: Repository, create: Create, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        Refusal(full, (os, "mkdir"))
        with pytest.raises(StoreError, match=r"cannot make the home folder .*No space left.*--home"):
            create(NAME)
    assert create(NAME) == repository.read(NAME)


# The atomic file itself


@every_step
@pytest.mark.parametrize("before", [None, b"old"])
def test_a_refused_file_is_as_it_was_and_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], before: bytes | None
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    target = folder / "file"
    if before is not None:
        target.write_bytes(before)
    with monkeypatch.context() as full:
        Refusal(full, step)
        with pytest.raises(OSError, match="No space left"):
            replace_file(target, b"new")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == ({} if before is None else {"file": before})


@pytest.mark.parametrize("content", [b"", b"new", b"x" * 3_000_000])
def test_a_file_is_replaced_as_a_whole(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "file"
    for before in (b"old", b"old and longer than the new one"):
        target.write_bytes(before)
        replace_file(target, content)
        assert target.read_bytes() == content
    assert not list(tmp_path.glob(".*"))
