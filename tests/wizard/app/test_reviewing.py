"""A new year on screen: begun from the home screen, answers looked at one by one, and the report of what was carried over."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.opened import keys, notices_gone, opened, question_shown, typed, words
from support.pilot import notice, press, settle, shown

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.carried import CarriedScreen
from wizard.app.screens.export import ExportScreen
from wizard.app.screens.home import HomeScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.carrying import to_review
from wizard.core.migration import Fate, Migration, MigrationRow
from wizard.services import carrying
from wizard.store.home import Home
from wizard.store.repository import Repository

AT = datetime(2025, 11, 3, 12, tzinfo=UTC)
MARK = "last changed 2025-11-03, from 'Last'"
HOSTILE = "[@click=app.quit]x[/]"


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


@pytest.fixture
def marked(repository: Repository, assessment: Assessment, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Every question but the second is answered; the third, fifth and sixth want another look."""
    again = (asked[2], asked[4], asked[5])
    answers = {
        question: Answer(
            question,
            Status.NO if question == asked[4] else Status.YES,
            SsrmOwnership.AP,
            description="as agreed",
            review=MARK if question in again else "",
            changed=AT,
        )
        for question in asked
        if question != asked[1]
    }
    archived = Answer("XX-01.1", Status.PARTIAL, description=f"kept {HOSTILE}", evidence=("old.pdf",))
    rows = (
        MigrationRow(asked[0], asked[0], Fate.KEPT, answered=True, reason="the same"),
        MigrationRow("YY-07.1", asked[2], Fate.REVIEW, answered=True, reason="was YY-07.1; the words changed"),
        MigrationRow("", asked[1], Fate.NEW, answered=False, reason="not asked before"),
        MigrationRow("XX-01.1", "", Fate.ARCHIVED, answered=True, reason="not asked any more"),
    )
    migration = Migration(f"{HOSTILE}.xlsx", "1.0.2", "1.1", AT, rows, (archived,))
    repository.home.path_of("Support").unlink()
    repository.create(replace(assessment, answers=answers, migrations=(migration,)))
    return again


def left(repository: Repository, bank: Bank, name: str = "Support") -> tuple[str, ...]:
    """The questions that are to be looked at again, as they are on disk."""
    return to_review(Result(bank, repository.read(name)))


async def test_still_true_clears_the_mark_alone_and_goes_on_and_undo_brings_it_back(
    app: CaiqWizardApp, repository: Repository, bank: Bank, marked: tuple[str, ...]
) -> None:
    before = repository.read("Support").answers
    async with opened(app) as pilot:
        assert "↻ 3 to look at again" in words(pilot)
        assert "Still true" not in shown(pilot), "the first question is open"
        await keys(pilot, "U")
        assert question_shown(pilot) == marked[0]
        assert f"look again (K: still true): {MARK}" in words(pilot)
        assert "K Still true" in words(pilot)
        assert f"{marked[0]} ↻" in shown(pilot)
        await keys(pilot, "K")
        assert question_shown(pilot) == marked[1]
        assert left(repository, bank) == marked[1:]
        await keys(pilot, "z")
        assert "mark to look again" in notice(pilot)
        assert question_shown(pilot) == marked[0]
        assert left(repository, bank) == marked
        await keys(pilot, "K", "K", "K")
        assert "to look at" not in words(pilot)
    assert left(repository, bank) == ()
    after = repository.read("Support")
    assert {question: replace(answer, changed=None) for question, answer in after.answers.items()} == {
        question: replace(answer, changed=None, review="") for question, answer in before.items()
    }
    assert {tuple(change.after) for change in after.history} == {("review",)}


async def test_what_was_answered_is_in_sight_before_it_is_called_still_true(
    app: CaiqWizardApp, repository: Repository, marked: tuple[str, ...]
) -> None:
    assessment = repository.read("Support")
    with repository.open("Support") as file:
        answer = assessment.answer(marked[0])
        file.record([replace(answer, description=f"By the gateway {HOSTILE}", evidence=("policy 4.2",))])
    async with opened(app) as pilot:
        assert "As answered" not in shown(pilot)
        await keys(pilot, "U")
        assert f"By the gateway {HOSTILE}" in words(pilot)
        assert "policy 4.2" in words(pilot)


async def test_a_status_is_a_look_also_the_same_one_and_a_text_is_none(
    app: CaiqWizardApp, repository: Repository, bank: Bank, marked: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        await keys(pilot, "U", "enter")
        await typed(pilot, "more ")
        await keys(pilot, "escape", "u")
        assert left(repository, bank) == marked
        await keys(pilot, "U")
        assert question_shown(pilot) == marked[0]
        await keys(pilot, "y")
        assert question_shown(pilot) == marked[1], "the next one to look at again, before the open one"
        await keys(pilot, "n", "escape")
        assert left(repository, bank) == marked[2:]
    assert repository.read("Support").answer(marked[0]).description.startswith("more ")


async def test_at_the_end_of_the_open_ones_those_to_look_at_again_are_offered_and_the_view_shows_them(
    app: CaiqWizardApp, repository: Repository, bank: Bank, marked: tuple[str, ...]
) -> None:
    assert left(repository, bank) == marked
    async with opened(app) as pilot:
        await keys(pilot, "y")
        assert "3 answers want another look: U goes to the next one" in notice(pilot)
        await notices_gone(pilot)
        await press(pilot, "v")
        assert "to be looked at again" in words(pilot)
        await keys(pilot, "home", *["down"] * 3, "space", "enter")
        assert "to review: 0 of 3 · V all" in words(pilot)
        await keys(pilot, "K", "K")
        assert "to review: 2 of 3" in words(pilot)
        await keys(pilot, "y")
        assert "has been looked at again" in notice(pilot)
        await keys(pilot, "U")
        assert "Nothing waits" in notice(pilot)
    assert left(repository, bank) == ()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_report_says_what_became_of_each_question_and_leads_there_and_back(
    app: CaiqWizardApp, marked: tuple[str, ...], asked: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with opened(app, size) as pilot:
        await keys(pilot, "C")
        assert isinstance(app.screen, CarriedScreen)
        if size[0] >= 80:
            for said in (f"From {HOSTILE}.xlsx", "1.0.2 → 1.1", "1 still to be looked at again", "1 ↻ look again 1"):
                assert said in words(pilot)
            assert f"YY-07.1 → {marked[0]}" in words(pilot)
        await keys(pilot, "3", "d")
        for _ in range(3):
            await keys(pilot, "pagedown")
        if size[1] >= 40:
            for said in ("not asked any more", "Partial", f"kept {HOSTILE}", "• old.pdf"):
                assert said in words(pilot)
        await keys(pilot, "escape", "1", "enter")
        assert question_shown(pilot) == marked[0]
        await keys(pilot, "escape")
        assert isinstance(app.screen, CarriedScreen)
        await keys(pilot, "escape", "C", "2", "enter")
        assert question_shown(pilot) == asked[1]


async def test_the_report_is_searched_and_an_empty_one_says_what_will_stand_there(
    app: CaiqWizardApp, repository: Repository, marked: tuple[str, ...]
) -> None:
    async with opened(app) as pilot:
        await keys(pilot, "2", "C", "slash")
        await typed(pilot, "old.pdf")
        assert "0 all 1" in words(pilot)
        assert "XX-01.1 → gone" in words(pilot)
        await typed(pilot, " zzz")
        assert "No question holds these words" in words(pilot)
        await keys(pilot, "escape")
        assert "0 all 4" in words(pilot)
        await keys(pilot, "enter")
    with repository.open("Support") as file:
        file.keep_migrations(())
    async with opened(CaiqWizardApp(Home(repository.home.folder))) as pilot:
        await keys(pilot, "C")
        assert "Nothing was carried over into this assessment" in words(pilot)
        await keys(pilot, "enter", "slash", "d", "m", "1", "escape")
        assert isinstance(pilot.app.screen, QuestionScreen)
    assert marked


@pytest.mark.usefixtures("marked")
async def test_a_new_year_is_begun_from_the_home_screen_and_opened(home: Path, repository: Repository) -> None:
    app, year = CaiqWizardApp(Home(home)), datetime.now(UTC).astimezone().year
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "3 to look at again" in words(pilot)
        await press(pilot, "y")
        assert f"Support {year}" in words(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert "has the answers of Support" in notice(pilot)
        await press(pilot, "h")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "y", *["backspace"] * 20)
        await typed(pilot, "support")
        await press(pilot, "enter")
        assert "already" in words(pilot)
        await press(pilot, "escape")
    old, new = repository.read("Support"), repository.read(f"Support {year}")
    assert all(answer.review for answer in new.answers.values())
    assert len(new.answers) == len(old.answers)
    assert sum(bool(answer.review) for answer in old.answers.values()) == 3


@pytest.mark.usefixtures("marked")
async def test_a_new_year_that_is_ready_late_opens_over_nothing_else(
    home: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, begin = threading.Event(), carrying.new_year_of

    def slow(repository: Repository, name: str, new_name: str) -> Assessment:
        assert may_end.wait(20)
        return begin(repository, name, new_name)

    monkeypatch.setattr(carrying, "new_year_of", slow)
    app, year = CaiqWizardApp(Home(home)), datetime.now(UTC).astimezone().year
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "y")
        await pilot.press("enter", "x")
        assert isinstance(app.screen, ExportScreen)
        may_end.set()
        await settle(pilot)
        assert isinstance(app.screen, ExportScreen)
        assert "has the answers of Support" in notice(pilot)
        assert "K keeps" not in notice(pilot), "nothing is open in which it would"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert f"Support {year}" in words(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
    assert f"Support {year}" in repository.names()
