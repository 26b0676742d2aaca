"""The parking lot: a topic is put aside with its question, ticked off, and there again in every later file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.opened import keys, opened, question_shown, typed, words
from support.pilot import shown

from wizard.app.app import CaiqWizardApp
from wizard.app.screens.questions import QuestionScreen
from wizard.core.assessment import Assessment
from wizard.store.repository import Repository


async def test_topics_are_parked_ticked_off_and_still_there_after_reopening_and_an_exchange(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment, cli: Callable[..., Any], tmp_path: Path
) -> None:
    async with opened(app) as pilot:
        await keys(pilot, "b")
        assert "Nothing is parked" in words(pilot)
        await keys(pilot, "escape", "j", "b")
        where = question_shown_below(app)
        await typed(pilot, "who pays? [/]")
        await keys(pilot, "enter")
        assert f"[ ] who pays? [/] {where}" in words(pilot)
        await typed(pilot, "typed, not parked yet")
        await keys(pilot, "escape")
        assert question_shown(pilot) == where
        first, second = repository.read("Support").parked
        assert (first.text, first.question, first.done) == ("who pays? [/]", where, False)
        assert second.text == "typed, not parked yet", "leaving takes what was typed along"
        await keys(pilot, "h")
    again = CaiqWizardApp(repository.home)
    async with opened(again, (80, 24)) as pilot:
        await keys(pilot, "b", "tab", "home", "enter")
        assert "[x] who pays? [/]" in words(pilot)
        assert "[ ] typed, not parked yet" in words(pilot)
        await keys(pilot, "escape")
        assert [item.done for item in repository.read("Support").parked] == [True, False]
        await keys(pilot, "b", "tab", "home", "enter")
        assert "[ ] who pays? [/]" in words(pilot), "Enter opens it again"
        await keys(pilot, "enter", "escape", "h")
    parked = repository.read(assessment.profile.name).parked
    assert [item.done for item in parked] == [True, False]
    whole = tmp_path / "whole.json"
    assert cli("export", "Support", "json", "--output", str(whole)).code == 0
    assert len(json.loads(whole.read_text())["parking_lot"]) == 2
    run = cli("import", "Copy", str(whole))
    assert run.code == 0, run.err
    assert repository.read("Copy").parked == parked
    assert cli("new", "Other", "--role", "AP").code == 0
    for _ in range(2):
        assert cli("import", "Other", str(whole)).code == 0
        assert repository.read("Other").parked == parked, "topics come along, each once"


def question_shown_below(app: CaiqWizardApp) -> str:
    """The question on the screen below a dialog."""
    screen = app.screen_stack[-2]
    assert isinstance(screen, QuestionScreen)
    return screen.question


async def test_nothing_said_is_nothing_parked_and_a_click_closes(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment
) -> None:
    async with opened(app, (80, 24)) as pilot:
        await keys(pilot, "b")
        await typed(pilot, "  ")
        await keys(pilot, "enter")
        assert "Parking lot" not in shown(pilot)
        await keys(pilot, "b")
        await pilot.click("#close")
        assert "Parking lot" not in shown(pilot)
    assert repository.read(assessment.profile.name).parked == ()
