"""The home screen and the guided set-up, as a newcomer uses them with the keyboard."""

from pathlib import Path

import pytest
from support.pilot import press, settle, shown, type_text

from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.app import CaiqWizardApp
from wizard.core.assessment import Assessment
from wizard.services.example import EXAMPLE_NAME
from wizard.store.repository import Repository

SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_home_invites(app: CaiqWizardApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "No assessments yet" in shown(pilot)
        assert "Press n" in shown(pilot)


async def test_the_example_is_one_key_away(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        await settle(pilot)
        assert EXAMPLE_NAME in shown(pilot)
    assert repository.names() == (EXAMPLE_NAME,)


async def test_the_home_lists_progress_and_phases(app: CaiqWizardApp, assessment: Assessment) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        text = shown(pilot)
        assert assessment.profile.name in text
        assert "production → scale" in text
        assert "0 of 299" in text


async def test_a_broken_file_is_named_and_hides_nothing(app: CaiqWizardApp, assessment: Assessment, home: Path) -> None:
    (home / "assessments" / "other.json").write_text("{")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        text = shown(pilot)
        assert assessment.profile.name in text
        assert "Not readable" in text
        assert "other.json" in text


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_sets_up_an_assessment_by_keyboard(
    app: CaiqWizardApp, repository: Repository, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await type_text(pilot, "My assistant")
        await press(pilot, "enter")
        await type_text(pilot, "Org")
        await press(pilot, "enter")
        await type_text(pilot, "A system")
        await press(pilot, "enter", "down", "down", "down", "space", "ctrl+n")
        await press(pilot, "down", "down", "space", "tab", "down", "space", "ctrl+n")
        assert "299 of 320 questions" in shown(pilot)
        await press(pilot, "enter")
        assert "My assistant" in shown(pilot)
    profile = repository.read("My assistant").profile
    assert profile.roles == (Role.AP,)
    assert (profile.phase, profile.target_phase, profile.use_case) == (Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT)
    assert (profile.organization, profile.system) == ("Org", "A system")


async def test_the_set_up_says_what_a_step_lacks(app: CaiqWizardApp, assessment: Assessment) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "n", "ctrl+n")
        assert "must not be empty" in shown(pilot)
        await type_text(pilot, assessment.profile.name.lower())
        await press(pilot, "ctrl+n")
        assert "already" in shown(pilot)
        await type_text(pilot, " two")
        await press(pilot, "ctrl+n", "ctrl+n")
        assert "at least one role" in shown(pilot)


async def test_leaving_the_set_up_makes_nothing(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await type_text(pilot, "Never made")
        await press(pilot, "escape")
        assert "No assessments yet" in shown(pilot)
    assert repository.names() == ()


async def test_what_is_chosen_is_said_by_a_sign(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await type_text(pilot, "Signs")
        await press(pilot, "ctrl+n")
        assert "[x]" not in shown(pilot)
        await press(pilot, "down", "space")
        assert "[x]" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_method_page_is_one_key_away_and_closes_again(app: CaiqWizardApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        assert "What the questions are" in shown(pilot)
        await press(pilot, "escape")
        assert "No assessments yet" in shown(pilot)
