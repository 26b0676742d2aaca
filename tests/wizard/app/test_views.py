"""Views: choosing which questions are shown, walking inside a view, and a scope that changes below them."""

from dataclasses import replace

import pytest
from support.opened import notices_gone, opened, question_shown, words
from support.pilot import on_disk, press, shown
from textual.pilot import Pilot

from questionnaires.model import Bank
from questionnaires.vocabulary import Layer, Phase
from wizard.app.app import CaiqWizardApp
from wizard.core.agenda import EVERYTHING, QuestionFilter, State
from wizard.core.answers import Answer, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.home import Home
from wizard.store.repository import Repository
from wizard.store.settings import Settings, keep_settings

STATES = (*State, "baseline")


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


@pytest.fixture
def given(repository: Repository, asked: tuple[str, ...]) -> dict[str, Answer]:
    """The first sixty questions: a yes, a flagged gap of Kim's, a flag without a status, a no that Kim shall mend."""
    answers = {}
    for number, question in enumerate(asked[:60]):
        answers[question] = [
            Answer(question, Status.YES, respondent="Lee"),
            Answer(question, Status.PARTIAL, flagged=True, respondent="Kim"),
            Answer(question, flagged=True),
            Answer(question, Status.NO, remediation=Remediation("mend it", "kim")),
        ][number % 4]
    with repository.open("Support") as file:
        file.record(answers.values())
    return answers


async def choose_state(pilot: Pilot[None], *states: str) -> None:
    """Mark states in the open list of views and show them."""
    for state in states:
        await press(pilot, "home", *["down"] * STATES.index(state), "space")
    await press(pilot, "enter")


def wanted_by(app: CaiqWizardApp) -> QuestionFilter:
    wanted: QuestionFilter = app.screen.session.wanted  # type: ignore[attr-defined]  # (the question screen's)
    return wanted


async def test_each_state_shows_its_questions_and_says_how_many(
    app: CaiqWizardApp, home: Home, given: dict[str, Answer], asked: tuple[str, ...]
) -> None:
    keep_settings(app.repository.home, Settings(respondent="KIM"))
    app.settings = Settings(respondent="KIM")
    first = list(given)
    kinds = {
        State.UNANSWERED: (first[2], "unanswered: 0 of 254"),
        State.FLAGGED: (first[1], "flagged: 15 of 30"),
        State.GAPS: (first[1], "gaps: 30 of 30"),
        State.MINE: (first[1], "mine: 30 of 30"),
    }
    async with opened(app) as pilot:
        for state, (question, said) in kinds.items():
            await press(pilot, "k", "v")
            await choose_state(pilot, state)
            assert f"{said} · V all" in words(pilot)
            await press(pilot, *["k"] * 2)
            assert question_shown(pilot) == question
            await press(pilot, "V")
            assert "V all" not in shown(pilot)
        await press(pilot, "v")
        await choose_state(pilot, State.FLAGGED, State.GAPS)
        assert "flagged · gaps: 15 of 15" in words(pilot)
        await press(pilot, "V", "v", "tab")
        await press(pilot, *["down"] * (1 + list(Phase).index(Phase.PRODUCTION)), "space", "tab", "down", "space", "tab")
        await press(pilot, "down", "space", "enter")
    wanted = wanted_by_words = QuestionFilter(domain="A&A", layer=None, phase=Phase.PRODUCTION)
    assert wanted == wanted_by_words
