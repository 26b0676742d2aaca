"""The fields of an answer: one key to each, what is typed there stays text, and it is on disk when one leaves."""

from datetime import date

import pytest
from support.opened import keys, opened, question_shown, typed, until_saved, words
from support.pilot import on_disk, press, settle, shown

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.core.answers import Answer, Confidence, Method, Remediation, SsrmOwnership, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.gaps import recommended_step
from wizard.store.repository import Repository


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


async def test_one_key_leads_to_each_field_and_letters_are_letters_there(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app, (120, 60)) as pilot:
        for key, text in (
            ("enter", "yes, fully"),
            ("c", "customers configure"),
            ("e", "report q"),
            ("r", "finish it"),
            ("w", "Kim y"),
            ("t", "ask again"),
        ):
            await keys(pilot, key)
            await typed(pilot, text)
            assert text in shown(pilot)
            await keys(pilot, "escape")
            assert question_shown(pilot) == asked[0], key
        await keys(pilot, "e", "end", "enter")
        await typed(pilot, "log of runs")
        await keys(pilot, "escape")
        await press(pilot, "o", "down", "down", "enter", "escape")
        await keys(pilot, "m", "m", "s", "f")
        assert "Not answered yet" in words(pilot), "no letter of a field has answered"
        assert "examined · low confidence · evidence 2 · note" in words(pilot)
        assert f"· {asked[0]} ⚑" in shown(pilot)
        await keys(pilot, "h")
    answer = on_disk(repository, asked[0])
    assert answer.ownership in SsrmOwnership
    assert answer.changed
    assert answer == Answer(
        asked[0],
        ownership=answer.ownership,
        description="yes, fully",
        responsibilities="customers configure",
        evidence=("report q", "log of runs"),
        remediation=Remediation("finish it"),
        note="ask again",
        flagged=True,
        respondent="Kim y",
        method=Method.EXAMINED,
        confidence=Confidence.LOW,
        changed=answer.changed,
    )


async def test_method_and_confidence_turn_round_and_end_with_nothing(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        methods, sureness = [], []
        for _ in range(4):
            await keys(pilot, "m", "s")
            answer = on_disk(repository, asked[0])
            methods.append(answer.method)
            sureness.append(answer.confidence)
    assert methods == [*Method, None]
    assert sureness == [*Confidence, None]


async def test_enter_in_an_empty_action_takes_the_recommended_step_with_its_effort(
    app: CaiqWizardApp, repository: Repository, bank: Bank, asked: tuple[str, ...]
) -> None:
    step = recommended_step(bank.control_of(asked[0]), Status.NO)
    async with opened(app, (120, 60)) as pilot:
        await keys(pilot, "n")
        assert f"Enter takes: {step.action}"[:60] in words(pilot)
        await keys(pilot, "enter")
        await typed(pilot, "platform")
        await keys(pilot, "enter")
        await typed(pilot, "2027-03-31")
        await keys(pilot, "ctrl+s")
        assert question_shown(pilot) == asked[1], "Ctrl+S goes on"
    assert on_disk(repository, asked[0]).remediation == Remediation(
        step.action, "platform", date(2027, 3, 31), step.effort
    )


async def test_a_yes_with_gaps_asks_for_the_gaps_and_escape_only_leaves_the_field(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app, (80, 24)) as pilot:
        await keys(pilot, "g")
        await typed(pilot, "all but two")
        assert "all but two" in shown(pilot)
        await keys(pilot, "escape")
        assert question_shown(pilot) == asked[0]
        assert on_disk(repository, asked[0]).status is Status.YES_GAPS
        await keys(pilot, "u")
        await until_saved(pilot)
        assert on_disk(repository, asked[0]).description == "all but two"
        assert question_shown(pilot) == asked[1]
        await keys(pilot, "k", "y")
        assert "yes-gaps → yes. z takes it" in words(pilot)
        assert question_shown(pilot) == asked[0], "whoever changes an answer sees it"
    answer = on_disk(repository, asked[0])
    assert answer.status is Status.YES
    assert answer.description == "all but two", "another status keeps the words"


async def test_ctrl_s_leads_once_to_each_field_that_the_rules_want_and_then_on(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        await press(pilot, "n", "ctrl+s")
        assert pilot.app.focused is app.screen.query_one("#action")
        await typed(pilot, "mend it")
        await press(pilot, "ctrl+s")
        assert pilot.app.focused is app.screen.query_one("#owner")
        assert question_shown(pilot) == asked[0]
        await press(pilot, "ctrl+s")
        assert question_shown(pilot) == asked[1], "it does not insist twice"
    assert on_disk(repository, asked[0]).remediation == Remediation("mend it")


async def test_escape_in_the_reason_answers_nothing(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app, (80, 24)) as pilot:
        await keys(pilot, "y", "k", "a")
        await typed(pilot, "not ours")
        await keys(pilot, "escape")
        assert "Escape again gives it up" in words(pilot)
        await keys(pilot, "escape")
        assert question_shown(pilot) == asked[0]
        assert on_disk(repository, asked[0]).status is Status.YES
        await keys(pilot, "a")
        await typed(pilot, "not ours")
        await keys(pilot, "enter")
    assert on_disk(repository, asked[0]).description == "not ours"
    assert on_disk(repository, asked[0]).status is Status.NA


async def test_a_click_on_a_status_line_answers_as_its_key_does(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        rows = shown(pilot).splitlines()
        row = next(number for number, line in enumerate(rows) if "● yes" in line)
        await pilot.click(offset=(rows[row].index("● yes"), row))
        await settle(pilot)
        assert question_shown(pilot) == asked[1]
        rows = shown(pilot).splitlines()
        row = next(number for number, line in enumerate(rows) if "– n/a" in line)
        await pilot.click(offset=(rows[row].index("– n/a"), row))
        await settle(pilot)
        assert f"Why does {asked[1]} not apply?" in words(pilot)
    assert on_disk(repository, asked[0]).status is Status.YES


@pytest.mark.usefixtures("assessment")
async def test_the_field_for_the_description_says_whole_what_the_answer_wants_there(app: CaiqWizardApp) -> None:
    labels = {
        ("enter",): "How it is done (column E)",
        ("p", "escape", "enter"): "What is there, and what is missing (column E)",
        ("n", "escape", "enter"): "What is missing (column E)",
    }
    async with opened(app, (120, 60)) as pilot:
        for pressed, label in labels.items():
            await keys(pilot, *pressed)
            assert label in shown(pilot)
            await keys(pilot, "escape")
