"""The set-up in steps: a newcomer with the keyboard, help with roles, the mouse, and changing the scope later."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.pilot import press, settle, shown, type_text
from textual.pilot import Pilot

from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.setup import SetupScreen
from wizard.core.assessment import Assessment
from wizard.core.profile import Profile
from wizard.services.example import example_assessment
from wizard.store.repository import Repository

SIZES = [(60, 20), (80, 24), (120, 40)]
ONE_COLUMN = (90, 60)
NOTHING = object()


class Outcome:
    """What the set-up gave to whoever opened it."""

    profile: object = NOTHING

    def take(self, profile: Profile | None) -> None:
        self.profile = profile


async def open_setup(pilot: Pilot[None], repository: Repository, editing: Assessment | None = None) -> Outcome:
    outcome = Outcome()
    await settle(pilot)
    pilot.app.push_screen(SetupScreen(repository, editing), outcome.take)
    await settle(pilot)
    return outcome


async def to_roles(pilot: Pilot[None], name: str = "Support") -> None:
    await type_text(pilot, name)
    await press(pilot, "enter", "enter", "enter")


def words(pilot: Pilot[None]) -> str:
    """The screen as running text, however it was wrapped."""
    return " ".join(shown(pilot).split())


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_sets_up_an_assessment_by_keyboard(
    app: CaiqWizardApp, repository: Repository, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await type_text(pilot, "My assistant")
        await press(pilot, "enter")
        await type_text(pilot, "Org")
        await press(pilot, "enter")
        await type_text(pilot, "A system")
        await press(pilot, "enter", "down", "down", "down", "space", "enter")
        await press(pilot, "down", "down", "enter")
        await press(pilot, "down", "enter", "enter")
        await press(pilot, "space", "enter")
        assert "299 of 320 questions" in shown(pilot)
        await press(pilot, "enter")
        assert "My assistant" in shown(pilot)
    profile = repository.read("My assistant").profile
    assert profile.roles == (Role.AP,)
    assert (profile.phase, profile.target_phase, profile.use_case) == (Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT)
    assert (profile.organization, profile.system, profile.lenses) == ("Org", "A system", ("caf-ai",))


async def test_the_smallest_terminal_gets_through(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(40, 12), notifications=True) as pilot:
        outcome = await open_setup(pilot, repository)
        await to_roles(pilot)
        await press(pilot, "h", "y", "n", "n", "n", "n", "n", "enter", "enter", "enter", "enter", "enter", "enter")
        assert "6 Preview" in shown(pilot)
        await press(pilot, "enter")
    assert outcome.profile == repository.read("Support").profile


async def test_a_step_says_what_it_lacks(app: CaiqWizardApp, repository: Repository, assessment: Assessment) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await press(pilot, "enter")
        assert "must not be empty" in shown(pilot), "Enter on an empty name stays there and says so"
        await type_text(pilot, assessment.profile.name.lower())
        await press(pilot, "ctrl+n")
        assert "already" in shown(pilot)
        await type_text(pilot, " two")
        await press(pilot, "ctrl+n", "ctrl+n")
        assert "at least one role" in shown(pilot)
        await press(pilot, "space")
        assert "at least one role" not in shown(pilot)


async def test_what_is_chosen_is_said_by_a_sign(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await to_roles(pilot)
        assert "[x]" not in shown(pilot)
        await press(pilot, "down", "space")
        assert "[x] MP" in shown(pilot)
        await press(pilot, "enter")
        assert "(•) assistant" in shown(pilot)
        await press(pilot, "down")
        assert "(•) data-connected" in shown(pilot)
        assert "( ) assistant" in shown(pilot)


async def test_examples_explain_the_highlighted_role(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await to_roles(pilot)
        for role in Role:
            text = words(pilot)
            assert all(example in text for example in role.examples)
            await press(pilot, "down")


async def test_the_target_follows_the_phase_until_it_is_chosen(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        outcome = await open_setup(pilot, repository)
        await to_roles(pilot)
        await press(pilot, "space", "enter", "enter", "tab", "up", "shift+tab", "down")
        assert "target phase prototype lies before the current phase production" in shown(pilot)
        await press(pilot, "ctrl+n")
        assert "Which phase is it preparing for?" in shown(pilot)
        await press(pilot, "enter", "down")
        assert "lies before" not in shown(pilot)
        await press(pilot, "enter", "enter", "enter")
    assert isinstance(outcome.profile, Profile)
    assert (outcome.profile.phase, outcome.profile.target_phase) == (Phase.PRODUCTION, Phase.PRODUCTION)


async def test_going_back_keeps_everything_and_a_click_on_a_done_step_goes_there(
    app: CaiqWizardApp, repository: Repository
) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await to_roles(pilot, "Kept name")
        await press(pilot, "space", "ctrl+n", "down", "ctrl+b", "ctrl+b")
        assert "Kept name" in shown(pilot)
        await pilot.click("StepLabel", offset=(2, 0))
        labels = list(pilot.app.screen.query("StepLabel"))
        await pilot.click(labels[4])
        await settle(pilot)
        assert "▸ 1 System" in shown(pilot)
        await pilot.click(labels[2])
        await settle(pilot)
        assert "(•) data-connected" in shown(pilot)
        await pilot.click(labels[1])
        await settle(pilot)
        assert "[x] CSP" in shown(pilot)


async def test_the_mouse_alone_marks_and_goes_on(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await type_text(pilot, "Mouse")
        await pilot.click("#next")
        await settle(pilot)
        await pilot.click("#roles", offset=(5, 1))
        await settle(pilot)
        assert "[x] CSP" in shown(pilot)
        await pilot.click("#next")
        await settle(pilot)
        assert "▸ 3 Use case" in shown(pilot)


async def test_leaving_asks_only_when_something_was_typed_and_makes_nothing(
    app: CaiqWizardApp, repository: Repository
) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        outcome = await open_setup(pilot, repository)
        await press(pilot, "escape")
        assert outcome.profile is None
        outcome = await open_setup(pilot, repository)
        await type_text(pilot, "Never made")
        await press(pilot, "escape")
        assert "Leave without keeping" in shown(pilot)
        await press(pilot, "escape")
        assert "Never made" in shown(pilot)
        assert outcome.profile is NOTHING
        await press(pilot, "escape", "y")
        assert outcome.profile is None
    assert repository.names() == ()


async def test_six_questions_lead_to_roles_with_reasons(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await to_roles(pilot)
        await press(pilot, "space", "h")
        assert "Question 1 of 6" in shown(pilot)
        await press(pilot, "n", "b")
        assert "You said no" in shown(pilot)
        await press(pilot, "y", "y", "n")
        await pilot.click("#no")
        await press(pilot, "n", "n")
        text = words(pilot)
        assert "Application provider, because people use your application" in text
        assert "Orchestrated service provider, because you run a service" in text
        assert "Model provider" not in text.split("These roles fit")[1]
        await press(pilot, "enter")
        text = shown(pilot)
        assert "[ ] CSP" in text
        assert "[x] OSP" in text
        assert "[x] AP" in text


async def test_a_mere_customer_is_told_so_and_can_still_choose(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await to_roles(pilot)
        await press(pilot, "h", *"nnnnnn")
        text = shown(pilot)
        assert "(AIC)" in text
        assert "for providers" in text
        assert "Take these" not in shown(pilot)
        await press(pilot, "enter")
        assert "▸ 2 Roles" in shown(pilot)
        assert "[x]" not in shown(pilot)


async def test_the_preview_counts_what_the_scope_command_lists(
    app: CaiqWizardApp, repository: Repository, cli: Callable[..., Any], bank: Bank
) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await open_setup(pilot, repository)
        await to_roles(pilot)
        await press(pilot, "down", "down", "down", "space", "enter", "enter", "enter", "enter", "space", "enter")
        preview = words(pilot)
        await press(pilot, "enter")
    ledger = json.loads(cli("scope", "Support", "--json").out)
    asked = [entry for entry in ledger if entry["asked"]]
    assert f"{len(asked)} of 320 questions will be asked" in preview
    assert f"Not asked: {320 - len(asked)}" in preview
    for beginning, end in (
        ("not held by AP", "held by others"),
        ("needed from", "needed only after"),
        ("reaches", "only for"),
    ):
        count = sum(entry["reason"].startswith(beginning) for entry in ledger if not entry["asked"])
        assert f"{count} {end}" in preview
    baseline = sum(bank.controls[entry["control"]].marks.baseline for entry in asked)
    assert f"{baseline} of them are the baseline" in preview
    domain = sum(entry["domain"] == "IAM" for entry in asked)
    assert f"IAM {domain} " in preview
    lens = json.loads(cli("scope", "Support", "--lens", "caf-ai", "--json").out)
    assert f"{sum(entry['asked'] for entry in lens)} caf-ai" in preview


async def test_narrowing_the_scope_counts_the_answers_set_aside_and_writes_nothing(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    editing = repository.create(example_assessment(bank, datetime.now(UTC)))
    path = next(repository.home.assessments.glob("*.json"))
    before = path.read_bytes()
    async with app.run_test(size=ONE_COLUMN, notifications=True) as pilot:
        outcome = await open_setup(pilot, repository, editing)
        assert "Your roles decide" in shown(pilot), "a change of the scope begins at the roles"
        await press(pilot, "f2")
        assert "renaming is on the home screen" in shown(pilot)
        assert "Example organisation (made up)" in shown(pilot)
        await press(pilot, *["ctrl+n"] * 3, "enter", "up", "enter", "enter")
        text = words(pilot)
        given = [answer.question for answer in editing.answers.values() if answer.status]
        later = [question for question in given if bank.control_of(question).phase is Phase.SCALE]
        assert f"{len(later)} answers are kept but not counted; they come back if the scope widens again." in text
        assert "320 → " in text
        assert " fewer" in text
        assert "Change the scope" in text
        await press(pilot, "enter")
    assert outcome.profile == replace(editing.profile, target_phase=Phase.PRODUCTION)
    assert path.read_bytes() == before


async def test_widening_the_scope_says_that_answers_count_again(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    whole = example_assessment(bank, datetime.now(UTC))
    editing = replace(whole, profile=replace(whole.profile, target_phase=Phase.PRODUCTION))
    async with app.run_test(size=ONE_COLUMN, notifications=True) as pilot:
        await open_setup(pilot, repository, editing)
        await press(pilot, *["ctrl+n"] * 2, "enter", "down", "enter", "enter")
        text = words(pilot)
    given = [answer.question for answer in whole.answers.values() if answer.status]
    later = [question for question in given if bank.control_of(question).phase is Phase.SCALE]
    assert f"{len(later)} answers from an earlier scope count again." in text
    assert f"All {len(given)} answers given so far count." in text
    assert " more" in text


async def test_a_lens_that_is_missing_here_stays_and_hostile_words_are_only_words(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment, home: Path
) -> None:
    (home / "banks" / "broken").mkdir(parents=True)
    profile = replace(assessment.profile, lenses=("gone",), organization="[@click=app.quit]x[/]")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        outcome = await open_setup(pilot, repository, replace(assessment, profile=profile))
        await press(pilot, "f2")
        assert "[@click=app.quit]x[/]" in shown(pilot)
        await press(pilot, *["ctrl+n"] * 4)
        assert "[x] gone" in shown(pilot)
        await press(pilot, "up", "space", "enter")
        assert "The lens broken cannot be read" in words(pilot)
        await press(pilot, "space", "enter")
        assert "gone: cannot be read here" in shown(pilot)
        await press(pilot, "enter")
    assert outcome.profile == profile
