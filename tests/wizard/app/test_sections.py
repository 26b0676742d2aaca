"""The sections of an opened assessment: by number key and by click, and what is changed in one is seen in the others."""

import pytest
from support.opened import keys, opened, question_shown, typed, words
from support.pilot import on_disk, press, settle, shown

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.atlas import AtlasScreen
from wizard.app.screens.gaps import GapsScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.app.screens.results import ResultsScreen
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


async def test_number_keys_and_clicks_lead_to_the_sections_and_back_to_the_same_question(
    app: CaiqWizardApp, asked: tuple[str, ...]
) -> None:
    sections = {"2": ResultsScreen, "3": GapsScreen, "1": QuestionScreen}
    async with opened(app) as pilot:
        await keys(pilot, "y", "j", "j")
        here = question_shown(pilot)
        assert here == asked[3]
        for key in ("2", "3", "2", "1"):
            await keys(pilot, key)
            assert isinstance(app.screen, sections[key]), key
        assert question_shown(pilot) == here
        for number, key in enumerate("321"):
            tabs = shown(pilot).splitlines()[1]
            await pilot.click(offset=(tabs.index(f"{key} ") + 2, 1))
            await settle(pilot)
            assert isinstance(app.screen, sections[key]), f"click {number} on {key}"
            assert f"▸{key} " in shown(pilot).splitlines()[1], "the current section is marked by a sign"
        await keys(pilot, "4")
        assert isinstance(app.screen, AtlasScreen)
        assert here.split(".")[0] in shown(pilot), "the atlas opens at the control of the question"
        await press(pilot, "escape")
        assert isinstance(app.screen, QuestionScreen)
        assert question_shown(pilot) == here
        tabs = shown(pilot).splitlines()[1]
        await pilot.click(offset=(tabs.index("4 Atlas") + 2, 1))
        await settle(pilot)
        assert isinstance(app.screen, AtlasScreen)


async def test_what_is_planned_in_the_gaps_is_shown_at_the_question_and_can_be_taken_back_there(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    with repository.open("Support") as file:
        file.record([Answer(asked[0], Status.NO)])
    async with opened(app, (120, 60)) as pilot:
        await keys(pilot, "3")
        await keys(pilot, "slash")
        await typed(pilot, asked[0])
        await press(pilot, "enter", "r")
        await typed(pilot, "write it down")
        await keys(pilot, "ctrl+s", "1")
        assert isinstance(app.screen, QuestionScreen)
        await keys(pilot, "d", "home", "down", "enter")
        assert question_shown(pilot) == asked[0]
        assert on_disk(repository, asked[0]).remediation.action == "write it down"
        await keys(pilot, "r")
        assert "write it down" in shown(pilot)
        await keys(pilot, "escape", "z", "r")
        assert "write it down" not in shown(pilot)
        assert on_disk(repository, asked[0]).remediation.action == ""


async def test_a_figure_of_the_results_leads_to_its_questions(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    with repository.open("Support") as file:
        file.record([*(Answer(question, Status.YES) for question in asked[:5]), Answer(asked[5], Status.NA)])
    async with opened(app) as pilot:
        await keys(pilot, "2")
        await keys(pilot, "home", "right", "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert "answered: 6 of 6" in words(pilot)
        assert question_shown(pilot) in asked[:6]
