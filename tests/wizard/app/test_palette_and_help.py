"""The command palette reaches actions, questions and controls; the help names the keys of a screen in sentences."""

import pytest
from support.opened import keys, opened, question_shown, typed, until_shown, words
from support.pilot import on_disk, press, settle, shown
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Static

from questionnaires.method import load_method
from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.answering import AnsweringScreen
from wizard.app.screens.atlas import AtlasScreen
from wizard.app.screens.help import HelpScreen
from wizard.app.screens.leading import LeadingScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


async def search(pilot: Pilot[None], text: str, finds: str, key: str = "ctrl+p") -> None:
    """Open the palette, type, and wait for what it shall find."""
    await press(pilot, key)
    assert isinstance(pilot.app.screen, CommandPalette)
    await typed(pilot, text)
    await until_shown(pilot, finds)
    await settle(pilot)


async def test_the_palette_runs_actions_and_finds_questions_and_controls_by_words(
    app: CaiqWizardApp, repository: Repository, bank: Bank, asked: tuple[str, ...]
) -> None:
    wanted = asked[200]
    text = bank.question(wanted).text.casefold().split()
    async with opened(app) as pilot:
        await search(pilot, "answer partial", "Partial (p)")
        await press(pilot, "enter")
        assert on_disk(repository, asked[0]).status is Status.PARTIAL
        await keys(pilot, "escape")
        await search(pilot, wanted.casefold(), _title(bank, wanted), key="slash")
        await press(pilot, "enter")
        assert question_shown(pilot) == wanted
        await keys(pilot, "d", "home", "down", "enter")
        found = [item for item in asked if all(word in _words_of(bank, item) for word in text[2:9])]
        await search(pilot, " ".join(text[2:9]), _title(bank, found[0]), key="slash")
        await press(pilot, "enter")
        assert question_shown(pilot) in found
        await search(pilot, "audit nobody-says-this", "No matches found", key="slash")
        await press(pilot, "escape")
        assert isinstance(app.screen, QuestionScreen)
        await search(pilot, "IAM-18 atlas", f"IAM-18 {bank.controls['IAM-18'].title}")
        await press(pilot, "enter")
        assert isinstance(app.screen, AtlasScreen)
        assert f"IAM-18 {bank.controls['IAM-18'].title}" in words(pilot)


def _title(bank: Bank, question: str) -> str:
    return f"{question} {bank.control_of(question).title}"


def _words_of(bank: Bank, question: str) -> str:
    return f"{question} {bank.control_of(question).title} {bank.question(question).text}".casefold()


async def test_a_question_outside_the_view_is_found_all_the_same(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...]
) -> None:
    async with opened(app, (80, 24)) as pilot:
        await keys(pilot, "f", "v", "home", "down", "space", "enter")
        assert "flagged: 0 of 1" in words(pilot)
        await search(pilot, asked[9].casefold(), _title(bank, asked[9]), key="slash")
        await press(pilot, "enter")
        assert question_shown(pilot) == asked[9]
        assert "flagged:" not in words(pilot), "the view opens up to all questions"


async def test_the_help_has_every_key_of_the_screen_in_a_sentence_and_the_method(
    app: CaiqWizardApp, asked: tuple[str, ...]
) -> None:
    bindings = [*AnsweringScreen.BINDINGS, *LeadingScreen.BINDINGS, *QuestionScreen.BINDINGS]
    async with opened(app, (120, 40)) as pilot:
        await keys(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        page = words(pilot)
        seen = [page]
        while True:
            await keys(pilot, "pagedown")
            if words(pilot) == seen[-1]:
                break
            seen.append(words(pilot))
        everything = " ".join(seen)
        for binding in bindings:
            if binding.action in ("take_offer", "view_all", "lens"):  # nothing to take over, no view, no lens now
                assert binding.tooltip not in everything
            else:
                assert binding.tooltip in everything, binding.key
                assert binding.tooltip.endswith((".", "…"))
        assert "How the figures come about" in everything
        for part in load_method():
            assert part.title in everything
        await keys(pilot, "home", "m")
        assert "How the figures come about" in shown(pilot)
        await keys(pilot, "escape")
        assert question_shown(pilot) == asked[0]
        await keys(pilot, "e", "question_mark")
        assert isinstance(app.screen, QuestionScreen), "in a field it is a question mark"
        assert "?" in shown(pilot)


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("a", "What the gaps expose you to"),
        ("m", "Where cover is thin"),
        ("s", "How standards are read"),
        ("r", "How the road is laid out"),
        ("c", "How the capabilities are counted"),
    ],
)
async def test_the_help_on_a_page_of_the_insights_begins_with_what_the_method_says_about_it(
    app: CaiqWizardApp, key: str, title: str
) -> None:
    part = next(part for part in load_method() if part.title == title)
    async with opened(app, (120, 40)) as pilot:
        await keys(pilot, "5")
        await settle(pilot)
        await keys(pilot, key)
        await settle(pilot)
        await keys(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        page = words(pilot)
        assert part.paragraphs[0][:50] in page.split(title)[1]
        assert "The keys of this screen" not in page.split(title)[0]
        method = [str(static.visual) for static in app.screen.query(".heading").results(Static)]
        assert method[:2] == [title, "The keys of this screen"]
        assert method.count(title) == 1
