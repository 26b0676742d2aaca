"""The overview of the insights: one headline a page, each page by its key and by Enter, and the way back."""

from dataclasses import replace

import pytest
from support.opened import keys, opened, question_shown
from support.pilot import press, settle, shown

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.insights.overview import InsightsScreen
from wizard.app.screens.insights.page import InsightPage
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository

PAGES = {"a": "exposure", "m": "heat_maps", "s": "standards", "r": "plan", "c": "capabilities"}


@pytest.fixture
def answered(bank: Bank, repository: Repository, assessment: Assessment) -> tuple[str, ...]:
    """The asked questions; every third is a no, the others a yes."""
    asked = Result(bank, assessment).asked
    with repository.open("Support") as file:
        file.record([Answer(q, Status.YES if number % 3 else Status.NO) for number, q in enumerate(asked)])
    return asked


def page_shown(app: CaiqWizardApp) -> str:
    """The page of the insights that is on the screen; empty for the overview."""
    assert isinstance(app.screen, InsightPage)
    return app.screen.PAGE


async def test_each_page_opens_by_its_key_and_by_enter_and_escape_leads_back(
    app: CaiqWizardApp, answered: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        here = question_shown(pilot)
        await keys(pilot, "5")
        for number, (key, page) in enumerate(PAGES.items()):
            await keys(pilot, key)
            assert page_shown(app) == page
            await keys(pilot, "escape")
            assert isinstance(app.screen, InsightsScreen)
            await press(pilot, "home", *["down"] * number, "enter")
            assert page_shown(app) == page
            await keys(pilot, "5")
            assert isinstance(app.screen, InsightsScreen), "the number of the section leads back to its overview"
        await keys(pilot, "escape")
        assert isinstance(app.screen, QuestionScreen)
        assert question_shown(pilot) == here
    assert answered


async def test_a_page_leads_to_another_section(app: CaiqWizardApp, answered: tuple[str, ...]) -> None:
    async with opened(app) as pilot:
        await keys(pilot, "5", "s")  # the key is not lost while everything is worked out
        assert page_shown(app) == "standards"
        await keys(pilot, "1")
        assert isinstance(app.screen, QuestionScreen)
        assert question_shown(pilot) in answered


async def test_without_answers_the_headlines_say_so_and_every_page_opens(
    app: CaiqWizardApp, assessment: Assessment
) -> None:
    async with opened(app, (80, 24)) as pilot:
        await keys(pilot, "5")
        assert "very high" not in shown(pilot), "what nobody has answered is unknown, not very high"
        for key, page in PAGES.items():
            await keys(pilot, key)
            assert page_shown(app) == page
            await keys(pilot, "escape")
    assert not assessment.answers


async def test_questions_behind_a_figure_lead_back_to_the_same_page(
    app: CaiqWizardApp, answered: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        for key, page in PAGES.items():
            await keys(pilot, "5")
            await keys(pilot, key)
            await keys(pilot, "enter")
            if isinstance(app.screen, InsightPage):
                await keys(pilot, "enter")  # a list that leads to a list first
            assert isinstance(app.screen, QuestionScreen), page
            assert question_shown(pilot) in answered
            await keys(pilot, "escape")
            await settle(pilot)
            assert page_shown(app) == page
            await keys(pilot, "1")


async def test_the_first_look_leads_to_the_road_ahead(app: CaiqWizardApp, answered: tuple[str, ...]) -> None:
    from wizard.app.screens.baseline_results import BaselineResultsScreen  # noqa: PLC0415  (as the app does)

    async with opened(app) as pilot:
        screen = app.screen
        assert isinstance(screen, QuestionScreen)
        app.push_screen(BaselineResultsScreen(screen.session, screen.repository), screen._came_from_baseline)
        await settle(pilot)
        await keys(pilot, "r")
        assert page_shown(app) == "plan"
    assert answered


async def test_questions_of_a_lens_lead_back_to_the_bank_that_was_in_hand(
    app: CaiqWizardApp, repository: Repository, answered: tuple[str, ...]
) -> None:
    with repository.open("Support") as file:
        file.change_profile(replace(file.assessment.profile, lenses=("caf-ai",)))
    async with opened(app) as pilot:
        await keys(pilot, "5")
        await keys(pilot, "c")
        await keys(pilot, "enter")
        assert question_shown(pilot).startswith("CAF-")
        assert "lens caf-ai" in shown(pilot).splitlines()[0]
        await keys(pilot, "escape")
        assert page_shown(app) == "capabilities"
        assert "lens caf-ai" not in shown(pilot).splitlines()[0]
        await keys(pilot, "1")
        assert question_shown(pilot) in answered
