"""Milestones on the results screen: set with a key, told under the course, leading to what changed since."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from support.opened import keys, notices_gone, opened, question_shown, typed, until_saved, words
from support.pilot import notice, shown

from wizard.app.app import CaiqWizardApp
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.store.repository import Repository

HOSTILE = "[/] before [@click=app.quit]x"


@pytest.fixture
def answered(repository: Repository, assessment: Assessment) -> None:
    with repository.open(assessment.profile.name) as file:
        file.record([Answer("IAM-01.1", Status.YES), Answer("IAM-02.1", Status.NO), Answer("LOG-01.1", Status.YES)])


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_a_milestone_is_set_told_and_leads_to_what_changed_since(
    app: CaiqWizardApp, repository: Repository, cli: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with opened(app, size) as pilot:
        start = question_shown(pilot)
        await keys(pilot, "y")
        await until_saved(pilot)
        await keys(pilot, "2")
        await keys(pilot, "m", "enter")
        assert "A milestone needs a label" in words(pilot)
        await typed(pilot, HOSTILE)
        await keys(pilot, "enter")
        assert HOSTILE in notice(pilot)
        await notices_gone(pilot)
        (milestone,) = repository.read("Support").milestones
        assert milestone.label == HOSTILE
        assert milestone.changes == len(repository.read("Support").history) == 4
        await keys(pilot, "end")
        assert "since then unchanged" in words(pilot)
        await keys(pilot, "m")
        await typed(pilot, HOSTILE.upper())
        await keys(pilot, "enter")
        assert "There is a milestone" in words(pilot)
        await keys(pilot, "escape", "escape", "k")
        assert question_shown(pilot) == start
        await keys(pilot, "n", "escape")
        await until_saved(pilot)
        await keys(pilot, "2")
        await keys(pilot, "end", "up")
        assert "since then ▼ less than 1 point down" in words(pilot)
        await keys(pilot, "enter")
        assert question_shown(pilot) == start
        await keys(pilot, "j")
        assert question_shown(pilot) == start, "the only question that changed since"
        await keys(pilot, "ctrl+q")
    told = cli("diff", "Support", HOSTILE).out
    assert "Questions with another status (1)" in told
    assert f"{start} " in told


@pytest.mark.usefixtures("answered")
async def test_a_disk_that_refuses_sets_no_milestone_and_says_so(
    app: CaiqWizardApp, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with opened(app) as pilot:
        await keys(pilot, "2")
        await keys(pilot, "m")
        await typed(pilot, "before")
        with monkeypatch.context() as broken:
            broken.setattr("wizard.store.storage.replace_file", refuse)
            await keys(pilot, "enter")
        assert "No milestone was set" in notice(pilot)
        assert "No space left" in notice(pilot)
        assert "before:" not in shown(pilot)
        assert repository.read("Support").milestones == ()
        await keys(pilot, "m")
        await typed(pilot, "before")
        await keys(pilot, "enter")
        assert [item.label for item in repository.read("Support").milestones] == ["before"]


@pytest.mark.usefixtures("assessment")
async def test_without_an_answer_there_is_nothing_to_name(app: CaiqWizardApp, repository: Repository) -> None:
    async with opened(app) as pilot:
        await keys(pilot, "2")
        assert "No answers yet" in words(pilot)
        await keys(pilot, "m")
        assert "Set a milestone" not in words(pilot)
    assert repository.read("Support").milestones == ()
