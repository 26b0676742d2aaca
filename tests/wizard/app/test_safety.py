"""What users and files bring is only text, small windows do no harm, and a crash keeps the last words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.opened import LARGE, keys, opened, typed, words
from support.pilot import on_disk, settle, shown
from textual.pilot import Pilot

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.core.answers import AcceptedRisk, Answer, Parked, Remediation, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository

LINK = "[@click=app.quit]x[/]"
MARKUP = f"{LINK}[/] [bold $nothing"
DRIVES_TERMINALS = "\x1b]0;owned\x07\x9b2J\u202egnp\x00"
FORBIDDEN = set("\x1b\x07\x9b\u202e\x00")
HOSTILE = MARKUP + DRIVES_TERMINALS
NAME = "[@click=app.quit]x[/] [/]"
WAYS = (
    ("HomeScreen", ()),
    ("QuestionScreen", ("enter",)),
    ("QuestionScreen", ("r",)),
    ("QuestionScreen", ("escape", "d")),
    ("ViewScreen", ("v",)),
    ("YourNameScreen", ("end", "up", "space", "enter")),
    ("QuestionScreen", ("K", "enter", "V")),
    ("ParkingScreen", ("b",)),
    ("CommandPalette", ("escape", "ctrl+p", "x")),
    ("HelpScreen", ("escape", "question_mark")),
    ("ExportScreen", ("escape", "x")),
    ("SetupScreen", ("escape", "S", "f2")),
    ("SetupScreen", ("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")),
    ("GapsScreen", ("escape", "3", "d")),
    ("PlanScreen", ("r",)),
    ("RiskScreen", ("escape", "R")),
    ("ResultsScreen", ("escape", "2")),
    ("AtlasScreen", ("1", "4")),
    ("HomeScreen", ("escape", "escape", "escape")),
    ("ImportScreen", ("i",)),
    ("SetupScreen", ("escape", "n")),
)
"""Each screen, and the keys that lead to it from the one before."""


CLICKED = ("ParkingScreen", "GapsScreen", "RiskScreen")
"""Where a click on a text leads nowhere else."""


@pytest.fixture
def hostile(repository: Repository, assessment: Assessment, bank: Bank) -> str:
    """An assessment in which every text of a user is hostile; gives the question that holds them."""
    question = Result(bank, assessment).asked[0]
    answer = Answer(
        question,
        Status.NO,
        description=HOSTILE,
        responsibilities=HOSTILE,
        evidence=(HOSTILE, MARKUP),
        remediation=Remediation(HOSTILE, HOSTILE, date(2026, 1, 1)),
        accepted_risk=AcceptedRisk(HOSTILE, date(2026, 1, 1)),
        note=HOSTILE,
        flagged=True,
        respondent=HOSTILE,
    )
    profile = replace(assessment.profile, name=NAME, organization=HOSTILE, system=HOSTILE)
    repository.create(Assessment(profile, assessment.created))
    with repository.open(NAME) as file:
        file.record([answer])
        file.keep_parked((Parked(HOSTILE, question, datetime(2026, 1, 2, tzinfo=UTC)),))
    repository.home.path_of("Support").unlink()
    return question


async def click_links(pilot: Pilot[None]) -> None:
    """Click what a link in a user's text would be drawn as: the whole of it, and the word alone."""
    for row, line in enumerate(shown(pilot).splitlines()):
        place = line.find(LINK)
        if place >= 0:
            await pilot.click(offset=(place + LINK.index("x["), row))


@pytest.mark.parametrize("size", [LARGE, (40, 12), (20, 6)], ids=["large", "small", "tiny"])
async def test_no_screen_runs_or_prints_what_a_user_wrote_or_breaks_in_a_small_window(
    repository: Repository, hostile: str, size: tuple[int, int]
) -> None:
    app = CaiqWizardApp(repository.home)
    literally = set()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for screen, pressed in WAYS:
            for key in pressed:
                await keys(pilot, key)
            assert type(app.screen).__name__ == screen, pressed
            text = shown(pilot)
            assert not FORBIDDEN & set(text), screen
            if LINK in text:
                literally.add(screen)
                if screen in CLICKED:
                    await click_links(pilot)
            assert app.is_running, screen
            assert app.return_code is None, screen
        await keys(pilot, "escape")
        await click_links(pilot)
        assert type(app.screen).__name__ in ("HomeScreen", "QuestionScreen"), "a click opens it, as on any name"
    if size == LARGE:
        assert literally >= {"HomeScreen", "QuestionScreen", "ParkingScreen", "GapsScreen", "PlanScreen", "RiskScreen"}
    kept = repository.read(NAME).answer(hostile)
    assert kept.status is Status.NO
    assert kept.note.startswith(MARKUP)


async def test_a_window_that_shrinks_and_grows_under_every_dialog_does_no_harm(
    app: CaiqWizardApp, assessment: Assessment
) -> None:
    async with opened(app) as pilot:
        for pressed in ("v", "b", "S", "3"):
            await keys(pilot, pressed)
            for size in ((1, 1), LARGE):
                await pilot.resize_terminal(*size)
            await keys(pilot, "escape")
        assert assessment.profile.name in words(pilot)


async def test_words_typed_right_before_a_crash_are_on_disk(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment, bank: Bank
) -> None:
    question = Result(bank, assessment).asked[0]

    def fail() -> None:
        raise RuntimeError("boom")

    async def crash() -> None:
        async with opened(app) as pilot:
            await keys(pilot, "enter")
            await typed(pilot, "the last words")
            assert "… saving" in shown(pilot), "not on disk yet"
            assert on_disk(repository, question).description == ""
            app.call_later(fail)
            await pilot.pause()

    with pytest.raises(RuntimeError, match="boom"):
        await crash()
    assert app.return_code == 1
    assert on_disk(repository, question).description == "the last words"
    with repository.open("Support") as file:
        assert file.assessment.answer(question).description == "the last words", "the lock is free"
