"""Whole assessments: copied, renamed, put away, deleted, brought back; and what a refusing disk leaves behind."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.errors import ExistsError, InputError, LockedError, NotFoundError, StoreError
from wizard.store.repository import Repository
from wizard.store.shelf import Shelf
from wizard.store.storage import earlier_version

Create = Callable[[str], Assessment]
Operation = Callable[[Shelf], object]

OPERATIONS: dict[str, Operation] = {
    "duplicate": lambda shelf: shelf.duplicate("Pilot", "Copy"),
    "rename": lambda shelf: shelf.rename("Pilot", "Second try"),
    "archive": lambda shelf: shelf.archive("Pilot"),
    "discard": lambda shelf: shelf.discard("Pilot"),
}
every_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


@pytest.fixture
def shelf(repository: Repository, create: Create) -> Shelf:
    """One assessment with two answers of two sessions, so that it has an earlier version."""
    create("Pilot")
    for question in ("AIS-01.1", "AIS-02.1"):
        with repository.open("Pilot") as file:
            file.record([Answer(question, Status.NO, description="kept")])
    return Shelf(repository)


def files(repository: Repository) -> dict[str, bytes]:
    """Every file of the home folder but the locks, with its content."""
    home = repository.home.folder
    found = (path for path in home.rglob("*") if path.is_file() and path.parent != repository.home.locks)
    return {str(path.relative_to(home)): path.read_bytes() for path in found}


def renamed(assessment: Assessment, name: str) -> Assessment:
    return replace(assessment, profile=replace(assessment.profile, name=name))


def test_a_copy_has_all_answers_and_the_history_and_lives_a_life_of_its_own(shelf: Shelf) -> None:
    original = shelf.repository.read("Pilot")
    assert shelf.duplicate("Pilot", "Pilot copy") == renamed(original, "Pilot copy")
    with shelf.repository.open("Pilot copy") as file:
        file.record([Answer("AIS-01.1", Status.YES)])
    assert shelf.repository.read("Pilot") == original
    assert len(shelf.repository.read("Pilot copy").history) == 3


@pytest.mark.parametrize("new_name", ["Second try", "PILOT", "Größe / 2"])
def test_a_renamed_assessment_is_whole_under_its_new_name_and_gone_under_the_old(shelf: Shelf, new_name: str) -> None:
    before = shelf.repository.read("Pilot")
    shelf.rename("Pilot", new_name)
    home = shelf.repository.home
    assert shelf.repository.names() == (new_name,)
    assert shelf.repository.read(new_name) == renamed(before, new_name)
    path = home.path_of(new_name)
    assert sorted(path.name for path in home.assessments.iterdir()) == sorted([path.name, earlier_version(path).name])


def test_an_archived_assessment_is_listed_nowhere_and_comes_back_whole(shelf: Shelf) -> None:
    before = files(shelf.repository)
    shelf.archive("Pilot")
    assert shelf.repository.names() == ()
    assert [entry.assessment.profile.name for entry in shelf.repository.archived() if entry.assessment] == ["Pilot"]
    with pytest.raises(NotFoundError, match="is in the archive; bring it back"):
        shelf.repository.read("Pilot")
    shelf.bring_back("pilot")
    assert files(shelf.repository) == before
    with pytest.raises(NotFoundError, match="in the archive"):
        shelf.bring_back("Pilot")


def test_a_name_in_the_archive_is_taken(shelf: Shelf, create: Create) -> None:
    create("Other")
    shelf.archive("Pilot")
    refused: list[Callable[[], object]] = [
        lambda: create("PILOT"),
        lambda: shelf.rename("Other", "pilot"),
        lambda: shelf.duplicate("Other", "Pilot"),
    ]
    for attempt in refused:
        with pytest.raises(ExistsError, match="is in the archive; choose another name, or bring that one back"):
            attempt()
    shelf.rename("Pilot", "pilot")
    shelf.rename("pilot", "Put away")
    create("Pilot")
    assert set(shelf.repository.names()) == {"Other", "Pilot"}
    assert shelf.repository.find("Put away", archived=True)


def test_deleted_ones_gather_in_the_trash_and_each_comes_back_as_it_was(shelf: Shelf, create: Create) -> None:
    before = files(shelf.repository)
    first = shelf.discard("Pilot")
    create("Pilot")
    second = shelf.discard("Pilot")
    assert first != second
    assert {first.parent, second.parent} == {shelf.repository.home.trash}
    assert {path.name for path in first.parent.iterdir()} == {first.name, earlier_version(first).name, second.name}
    assert shelf.repository.names() == ()
    shelf.put_back(first)
    assert {name: content for name, content in files(shelf.repository).items() if "trash" not in name} == before
    with pytest.raises(ExistsError, match="exists already"):
        shelf.put_back(second)
    assert second.exists()


def test_a_deleted_one_can_come_back_into_the_archive(shelf: Shelf) -> None:
    shelf.archive("Pilot")
    before = files(shelf.repository)
    shelf.put_back(shelf.discard("Pilot"), archived=True)
    assert files(shelf.repository) == before


@every_operation
def test_nothing_is_done_to_what_is_open_in_another_window(shelf: Shelf, operation: Operation) -> None:
    before = files(shelf.repository)
    with shelf.repository.open("Pilot"), pytest.raises(LockedError, match="open in another window"):
        operation(shelf)
    assert files(shelf.repository) == before
    operation(shelf)
    assert files(shelf.repository) != before


@pytest.mark.parametrize("new_name", ["Other", "OTHER", "", " padded", "x" * 81, "line\nfeed"])
def test_a_name_that_is_taken_or_unusable_is_refused(shelf: Shelf, create: Create, new_name: str) -> None:
    create("Other")
    before = files(shelf.repository)
    for attempt in (shelf.rename, shelf.duplicate):
        with pytest.raises((ExistsError, InputError)):
            attempt("Pilot", new_name)
    assert files(shelf.repository) == before


def refuse(monkeypatch: pytest.MonkeyPatch, nth: int, *, for_good: bool) -> Callable[[], bool]:
    """Let the n-th move of the system fail, or it and all later ones; tells whether it came to that."""
    real, calls = os.replace, [0]

    def replace_or_fail(*arguments: Any) -> None:
        calls[0] += 1
        if calls[0] == nth or (for_good and calls[0] > nth):
            raise OSError(errno.EIO, "Input/output error")
        real(*arguments)

    monkeypatch.setattr(os, "replace", replace_or_fail)
    return lambda: calls[0] >= nth


@every_operation
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_when_the_disk_refuses_a_step_everything_is_where_it_was(shelf: Shelf, operation: Operation, nth: int) -> None:
    before, assessment = files(shelf.repository), shelf.repository.read("Pilot")
    with pytest.MonkeyPatch.context() as failing:
        reached = refuse(failing, nth, for_good=False)
        try:
            operation(shelf)
        except StoreError:
            assert reached()
        else:
            assert not reached()
            return
    after = files(shelf.repository)
    assert set(after) == set(before)
    assert after["assessments/pilot.json"] == before["assessments/pilot.json"]
    assert shelf.repository.read("Pilot") == assessment
    operation(shelf)


@every_operation
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_when_everything_stops_at_a_step_the_assessment_still_opens_under_its_name_and_the_step_can_be_done_again(
    shelf: Shelf, operation: Operation, nth: int
) -> None:
    assessment = shelf.repository.read("Pilot")
    with pytest.MonkeyPatch.context() as failing:
        reached = refuse(failing, nth, for_good=True)
        try:
            operation(shelf)
        except StoreError:
            assert reached()
        else:
            assert not reached()
            return
    assert shelf.repository.read("Pilot") == assessment
    with shelf.repository.open("Pilot") as file:
        assert file.assessment == assessment
    assert len(shelf.repository.entries()) == 1
    operation(shelf)


def test_a_file_in_the_way_is_never_replaced(shelf: Shelf) -> None:
    shelf.archive("Pilot")
    hidden = shelf.repository.home.archive / "pilot.json"
    stray = shelf.repository.home.assessments / "pilot.json"
    stray.write_text("{")
    before = files(shelf.repository)
    with pytest.raises(ExistsError):
        shelf.bring_back("Pilot")
    assert files(shelf.repository) == before
    assert hidden.exists()
    stray.unlink()
    shelf.bring_back("Pilot")
    assert shelf.repository.names() == ("Pilot",)
