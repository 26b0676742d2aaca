"""Taking back and making again on the question screen: the screen, the question and the file go along."""

import pytest
from support.opened import keys, notices_gone, opened, question_shown, typed, until_saved, words
from support.pilot import on_disk, shown

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.widgets.answer_form import AnswerForm, TextField
from wizard.core.answers import Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


async def test_statuses_flags_and_words_are_taken_back_one_by_one_across_questions(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    first, second = asked[:2]
    async with opened(app, (120, 60)) as pilot:
        await keys(pilot, "y", "f", "enter")
        await typed(pilot, "zealous work, Z and y")
        await keys(pilot, "escape", "j", "j")
        await until_saved(pilot)
        assert on_disk(repository, second).description == "zealous work, Z and y", "in a field they are letters"
        await keys(pilot, "z")
        assert question_shown(pilot) == second, "the question of the change is shown"
        assert "zealous" not in shown(pilot), "typed in one go, taken back in one go"
        assert on_disk(repository, second).description == ""
        assert on_disk(repository, second).flagged
        await keys(pilot, "ctrl+z")
        assert not on_disk(repository, second).flagged
        assert f"· {second} ⚑" not in shown(pilot)
        await keys(pilot, "z")
        assert question_shown(pilot) == first
        assert on_disk(repository, first).status is None
        assert on_disk(repository, first).ownership is None
        assert f"· {first}" in shown(pilot)
        await keys(pilot, "z")
        assert "Nothing to take back." in shown(pilot)
        await notices_gone(pilot)
        await keys(pilot, "Z", "ctrl+y", "Z")
        assert question_shown(pilot) == second
        assert "zealous work, Z and y" in shown(pilot)
        assert f"● {first}" in shown(pilot)
        assert f"· {second} ⚑" in shown(pilot)
        await keys(pilot, "Z")
        assert "Nothing to do again." in shown(pilot)
    assert on_disk(repository, first).status is Status.YES
    assert on_disk(repository, second).flagged
    assert on_disk(repository, second).description == "zealous work, Z and y"


async def test_a_new_change_ends_what_could_be_made_again(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        await keys(pilot, "p", "escape", "z", "n", "escape", "Z")
        assert "Nothing to do again." in words(pilot)
        assert on_disk(repository, asked[0]).status is Status.NO
        await notices_gone(pilot)
        await keys(pilot, "z")
        assert on_disk(repository, asked[0]).status is None
        await keys(pilot, "a")
        await typed(pilot, "no such part")
        await keys(pilot, "ctrl+s", "z")
        assert question_shown(pilot) == asked[0]
        assert on_disk(repository, asked[0]).description == "", "status and reason are one step"
        assert on_disk(repository, asked[0]).status is None


async def test_ctrl_z_in_a_text_field_takes_back_typing_there_and_changes_no_other_answer(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app, (120, 60)) as pilot:
        await keys(pilot, "y", "enter")
        await typed(pilot, "words")
        await keys(pilot, "ctrl+z")
        field = pilot.app.screen.query_one(AnswerForm).query_one("#description", TextField)
        assert field.has_focus
        assert "words" not in field.text
        await keys(pilot, "escape", "j")
        assert on_disk(repository, asked[0]).status is Status.YES
        assert "words" not in on_disk(repository, asked[1]).description
