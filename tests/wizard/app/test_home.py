"""The home screen: what it shows, and what can be done from it to whole assessments, with keys and with the mouse."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.pilot import press, settle, shown, type_text

from questionnaires.model import Bank
from questionnaires.vocabulary import Role
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.questions import QuestionScreen
from wizard.app.screens.setup import SetupScreen
from wizard.app.widgets.assessment_list import AssessmentList
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.services.example import EXAMPLE_NAME, example_assessment
from wizard.store.repository import Repository
from wizard.store.shelf import Shelf

SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
Add = Callable[..., Assessment]


@pytest.fixture
def add(repository: Repository, assessment: Assessment) -> Add:
    """Put another assessment beside "Support"; it was changed before that one."""

    def do(name: str, organization: str = "", *, days_ago: int = 1) -> Assessment:
        profile = replace(assessment.profile, name=name, organization=organization, roles=(Role.CSP,))
        made = repository.create(replace(assessment, profile=profile))
        then = (datetime.now(UTC) - timedelta(days=days_ago)).timestamp()
        os.utime(repository.home.path_of(name), (then, then))
        return made

    return do


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_home_invites(app: CaiqWizardApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        text = shown(pilot)
        assert "No assessments yet" in text
        if size >= (60, 20):
            assert "n  Set up an assessment" in text
        if size >= (80, 24):
            assert "b  Take a first look" in text
            assert "d  Look at an example" in text


@pytest.mark.parametrize("key", ["n", "b"])
async def test_both_ways_to_begin_lead_through_the_set_up(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment, key: str
) -> None:
    Shelf(repository).discard("Support")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert isinstance(app.screen, SetupScreen)
        repository.create(assessment)
        app.screen.dismiss(assessment.profile)
        await settle(pilot)
        assert isinstance(app.screen, QuestionScreen)
        assert app.screen.session.assessment.profile.name == "Support"
        baseline_only = len(app.screen.session.agenda.questions) < len(app.screen.session.result.asked)
        assert baseline_only is (key == "b")


async def test_a_way_to_begin_can_be_clicked(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        row = shown(pilot).splitlines().index(next(line for line in shown(pilot).splitlines() if "Look at an" in line))
        await pilot.click(offset=(10, row))
        await settle(pilot)
        assert EXAMPLE_NAME in shown(pilot)
    assert repository.names() == (EXAMPLE_NAME,)


async def test_the_example_is_one_key_away_and_is_made_once(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        assert EXAMPLE_NAME in shown(pilot)
        assert "example, all made up" in shown(pilot)
        before = repository.read(EXAMPLE_NAME)
        await press(pilot, "d")
        assert "there already" in shown(pilot)
    assert repository.read(EXAMPLE_NAME) == before


@pytest.mark.parametrize("size", SIZES[2:])
async def test_each_assessment_says_what_it_is_and_how_far(
    app: CaiqWizardApp, repository: Repository, bank: Bank, add: Add, size: tuple[int, int]
) -> None:
    repository.create(example_assessment(bank, datetime.now(UTC)))
    add("Cluster", "Example Cloud")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        text = shown(pilot)
    for words in ("3 assessments", "offline", "Support", "AP · production → scale", "0 of 299 answered", "just now"):
        assert words in text
    for words in (
        "Cluster",
        "Example Cloud",
        "CSP · ",
        "yesterday",
        "286 of 320 answered",
        "posture 60",
        "assessed 66",
    ):
        assert words in text


@pytest.mark.parametrize("size", SIZES)
async def test_no_size_and_no_text_of_a_user_breaks_the_list(
    app: CaiqWizardApp, add: Add, size: tuple[int, int]
) -> None:
    add("[/] [@click=app.quit]x[/] 試点", "[bold]\x1b]0;owned\x07 " + "long " * 40)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        assert "Support" in shown(pilot)
        await pilot.resize_terminal(130, 30)
        await settle(pilot)
        assert "[/] [@click=app.quit]x[/] 試点   [bold]" in shown(pilot)
        assert "\x1b" not in shown(pilot)
        await press(pilot, "end", "c")
        assert "Copy [/] [@click=app.quit]x[/] 試点" in shown(pilot)
        await press(pilot, "enter")
        assert "[/] [@click=app.quit]x[/] 試点 copy is a copy of" in " ".join(shown(pilot).split())


async def test_a_broken_file_is_named_and_hides_nothing(app: CaiqWizardApp, assessment: Assessment, home: Path) -> None:
    (home / "assessments" / "other.json").write_text("{")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        text = shown(pilot)
        assert assessment.profile.name in text
        assert "Not readable" in text
        assert "other.json" in text


@pytest.mark.parametrize("key", ["enter", "b"])
async def test_the_chosen_assessment_opens(app: CaiqWizardApp, add: Add, key: str) -> None:
    add("Cluster")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "down", key)
        assert isinstance(app.screen, QuestionScreen)
        assert app.screen.session.assessment.profile.name == "Cluster"


async def test_a_copy_has_the_answers_and_is_chosen_then(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment
) -> None:
    with repository.open("Support") as file:
        file.record([Answer("IAM-18.1", Status.NO)])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        assert "Support copy" in shown(pilot)
        await press(pilot, "enter")
        assert "Support copy is a copy of Support" in shown(pilot)
        chosen = app.screen.query_one(AssessmentList).chosen
        assert chosen
        assert chosen.name == "Support copy"
    assert set(repository.names()) == {"Support", "Support copy"}
    copy = repository.read("Support copy")
    assert copy.answer("IAM-18.1").status is Status.NO
    assert copy.history == repository.read("Support").history
    assert copy.profile.roles == assessment.profile.roles


async def test_renaming_refuses_a_taken_name_and_can_be_taken_back(
    app: CaiqWizardApp, repository: Repository, add: Add
) -> None:
    add("Cluster")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "e", *["backspace"] * len("Support"))
        await type_text(pilot, "cluster")
        await press(pilot, "enter")
        assert "'cluster' already" in shown(pilot)
        assert set(repository.names()) == {"Support", "Cluster"}
        await type_text(pilot, " two")
        await press(pilot, "enter")
        assert set(repository.names()) == {"cluster two", "Cluster"}
        assert "now called cluster two" in shown(pilot)
        await press(pilot, "z")
        assert set(repository.names()) == {"Support", "Cluster"}


@pytest.mark.usefixtures("assessment")
async def test_an_archived_assessment_leaves_the_list_and_comes_back(
    app: CaiqWizardApp, repository: Repository, add: Add
) -> None:
    add("Cluster")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "A")
        assert repository.names() == ("Cluster",)
        assert "1 assessment   1 archived" in shown(pilot)
        assert "1 is in the archive; press v to see it" in shown(pilot)
        assert "AP · production → scale" not in shown(pilot)
        await press(pilot, "v", "end")
        assert "archived · AP · production → scale" in shown(pilot)
        await press(pilot, "enter")
        assert "Press A to bring it back" in shown(pilot)
        await press(pilot, "A")
        assert set(repository.names()) == {"Support", "Cluster"}
        assert "archived ·" not in shown(pilot)
        await press(pilot, "z", "z")
        assert set(repository.names()) == {"Support", "Cluster"}


@pytest.mark.usefixtures("assessment")
async def test_deleting_says_what_is_lost_asks_for_the_name_and_can_be_taken_back(
    app: CaiqWizardApp, repository: Repository
) -> None:
    with repository.open("Support") as file:
        file.record([Answer("IAM-18.1", Status.NO), Answer("IAM-17.1", note="ask")])
    before = repository.read("Support")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "D")
        assert "holds 2 answers" in shown(pilot)
        await press(pilot, "enter")
        assert "That is not the name" in shown(pilot)
        await press(pilot, "escape", "delete")
        await type_text(pilot, "suppor")
        await press(pilot, "enter")
        assert repository.names() == ("Support",)
        await type_text(pilot, "t")
        await press(pilot, "enter")
        assert repository.names() == ()
        assert len(list(repository.home.trash.glob("support--*.json"))) == 1
        assert "No assessments yet" in shown(pilot)
        await press(pilot, "z")
        assert "Support is back" in shown(pilot)
    assert repository.read("Support") == before
    assert not list(repository.home.trash.iterdir())


async def test_what_is_open_in_another_window_stays_as_it_is(
    app: CaiqWizardApp, repository: Repository, add: Add
) -> None:
    add("Cluster")
    with repository.open("Support"):
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await press(pilot, "A")
            assert "open in another window" in shown(pilot)
            await press(pilot, "enter")
            assert not isinstance(app.screen, QuestionScreen)
    assert set(repository.names()) == {"Support", "Cluster"}


async def test_finding_narrows_the_list_while_typing_and_escape_ends_it(app: CaiqWizardApp, add: Add) -> None:
    add("Cluster", "Example Cloud")
    add("Vision", "Example AI")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "example csp")
        assert "Support" not in shown(pilot)
        assert "Cluster" in shown(pilot)
        await type_text(pilot, " visi")
        assert "Cluster" not in shown(pilot)
        await type_text(pilot, "q")
        assert "No assessment holds 'example csp visiq'" in shown(pilot)
        await press(pilot, "backspace", "enter")
        chosen = app.screen.query_one(AssessmentList).chosen
        assert chosen
        assert chosen.name == "Vision"
        await press(pilot, "escape")
        for name in ("Support", "Cluster", "Vision"):
            assert name in shown(pilot)
        assert not app.screen.query("#finder")


async def test_the_chosen_one_stays_chosen_when_the_list_is_read_again(app: CaiqWizardApp, add: Add) -> None:
    add("Cluster", days_ago=3)
    add("Vision", days_ago=2)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "r", "question_mark", "escape")
        chosen = app.screen.query_one(AssessmentList).chosen
        assert chosen
        assert chosen.name == "Cluster"


async def test_the_atlas_opens_without_any_assessment(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert type(app.screen).__name__ == "AtlasScreen"


async def test_all_archived_is_not_taken_for_none(app: CaiqWizardApp, repository: Repository, add: Add) -> None:
    add("Cluster")
    for name in repository.names():
        Shelf(repository).archive(name)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "2 are in the archive; press v to see them" in shown(pilot)
        await press(pilot, "v")
        assert "Cluster" in shown(pilot)


async def test_an_assessment_without_answers_has_no_score(app: CaiqWizardApp, assessment: Assessment) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        assert assessment.profile.name in shown(pilot)
        assert "posture –" in shown(pilot)
        assert "x Export" in shown(pilot)


async def test_an_empty_home_offers_no_export_and_no_search(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        assert "n New" in shown(pilot)
        assert "x Export" not in shown(pilot)
        assert "/ Find" not in shown(pilot)


async def test_the_help_tells_what_the_keys_of_the_home_screen_do(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        text = " ".join(shown(pilot).split())
        for sentence in ("Set up a new assessment.", "Move the chosen assessment to the trash folder."):
            assert sentence in text
        await press(pilot, "escape")
        assert "No assessments yet" in shown(pilot)
