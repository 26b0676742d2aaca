"""The guided first hour: layer by layer, with a clock that does not press, to the first results and on from there."""

import pytest
from support.opened import keys, notices_gone, opened, question_shown, words
from support.pilot import press, shown

from questionnaires.model import Bank
from questionnaires.vocabulary import Layer
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.baseline_results import BaselineResultsScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.scope import asked_baseline
from wizard.store.repository import Repository


@pytest.fixture
def by_layer(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    """The baseline in the order in which the room goes through it."""
    chosen = asked_baseline(bank, Result(bank, assessment).ledger)
    return tuple(sorted(chosen, key=lambda question: list(Layer).index(bank.control_of(question).layer)))


async def test_from_home_through_the_layers_to_the_first_results_and_on(
    app: CaiqWizardApp, repository: Repository, by_layer: tuple[str, ...]
) -> None:
    total = len(by_layer)
    async with opened(app, key="b") as pilot:
        assert question_shown(pilot) == by_layer[0]
        assert f"baseline 0 of {total} · just begun, about" in words(pilot)
        assert "Infrastructure" in shown(pilot)
        seen = []
        for number in range(1, total):
            seen.append(question_shown(pilot))
            await keys(pilot, "y")
            assert f"baseline {number} of {total} · just begun" in words(pilot)
        assert seen == list(by_layer[:-1])
        await press(pilot, "n", "escape", "u")
        assert isinstance(app.screen, BaselineResultsScreen)
        text = words(pilot)
        assert f"{total} of {total} baseline questions answered" in text
        assert "Go on with all 299 questions" in text
        await keys(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert "baseline" not in shown(pilot).splitlines()[1], "all questions are shown again"
        await keys(pilot, "u")
        assert question_shown(pilot) not in by_layer
    assert {question for question, answer in repository.read("Support").answers.items() if answer.status} == set(
        by_layer
    )


async def test_it_goes_on_where_the_room_stopped_and_once_done_it_shows_the_results_at_once(
    app: CaiqWizardApp, repository: Repository, by_layer: tuple[str, ...]
) -> None:
    done, last = by_layer[:7], by_layer[-1]
    with repository.open("Support") as file:
        file.record(Answer(question, Status.YES) for question in done)
    async with opened(app) as pilot:
        await keys(pilot, "B")
        assert question_shown(pilot) == by_layer[7]
        assert f"baseline 7 of {len(by_layer)}" in words(pilot)
        assert "V all" in shown(pilot)
        await keys(pilot, "V")
        assert "V all" not in shown(pilot)
        assert question_shown(pilot) == by_layer[7], "leaving the first hour stays at the question"
        await keys(pilot, "h")
    with repository.open("Support") as file:
        file.record(Answer(question, Status.YES) for question in by_layer if question != last)
    again = CaiqWizardApp(app.repository.home)
    async with opened(again, (80, 24), key="b") as pilot:
        assert question_shown(pilot) == last
        await keys(pilot, "y")
        assert isinstance(again.screen, BaselineResultsScreen)
        await keys(pilot, "escape")
        await notices_gone(pilot)
        assert isinstance(again.screen, QuestionScreen)
        await keys(pilot, "B")
        assert isinstance(again.screen, BaselineResultsScreen), "nothing is left to answer"
