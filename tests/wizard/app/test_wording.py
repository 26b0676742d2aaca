"""The published wording on the screen: beside our words or instead of them, read, taken and removed without leaving."""

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.aicm_books import MARK, Aicm, question_text
from support.opened import until_shown
from support.pilot import notice, press, settle, shown, type_text
from textual.pilot import Pilot

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.published_page import PublishedPageScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.app.screens.wording import WordingScreen
from wizard.core.assessment import Assessment, Result
from wizard.services.published import Taken, take_wording
from wizard.store.home import Home

pytestmark = pytest.mark.usefixtures("assessment")
WIDE, HUGE, NARROW, TINY = (120, 40), (200, 60), (80, 24), (40, 12)


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


@pytest.fixture
def taken(home: Path, tmp_path: Path) -> Path:
    """An AICM workbook whose wording was taken."""
    path = Aicm().written(tmp_path / "aicm.xlsx")
    take_wording(Home(home), str(path))
    return path


def page(pilot: Pilot[None]) -> str:
    """What the screen shows, without its line breaks and without the list at the left."""
    left = 34 if pilot.app.size.width >= WIDE[0] and isinstance(pilot.app.screen, QuestionScreen) else 0
    return re.sub(r"\s+", " ", " ".join(line[left:] for line in shown(pilot).splitlines()))


def asks(question_id: str) -> str:
    return "AI-CAIQ 1.1.1: " + question_text(question_id).replace("\n", " ")


def kept_choice(home: Path) -> Any:
    return json.loads((home / "settings.json").read_text(encoding="utf-8"))["wording"]


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_key_turns_between_our_words_both_and_the_published_ones_and_the_choice_is_kept(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...], home: Path, size: tuple[int, int]
) -> None:
    ours = bank.question(asked[0]).text
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert f"{ours} {asks(asked[0])}" in page(pilot), "both, as soon as there is something to read"
        await press(pilot, "W")
        assert ours not in page(pilot)
        assert asks(asked[0]) in page(pilot)
        assert "● yes" in page(pilot), "the status lines are ours alone"
        assert "the published words where there are any" in notice(pilot)
        assert kept_choice(home) == "published"
        await press(pilot, "j")
        assert asks(asked[1]) in page(pilot)
        await press(pilot, "k", "W")
        assert ours in page(pilot)
        assert MARK not in page(pilot)
        assert kept_choice(home) == "ours"
        await press(pilot, "W", "W")
    fresh = CaiqWizardApp(Home(home))
    async with fresh.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert ours not in page(pilot)
        assert asks(asked[0]) in page(pilot)


async def test_without_wording_the_keys_are_not_offered_and_do_nothing(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...], home: Path
) -> None:
    async with app.run_test(size=HUGE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        before = shown(pilot)
        assert "G Published" not in before
        await press(pilot, "W", "G")
        assert shown(pilot) == before
        assert bank.question(asked[0]).text.split()[-1] in before
        await press(pilot, "question_mark")
        assert "published specification" not in shown(pilot)
        assert not (home / "settings.json").exists()


@pytest.mark.usefixtures("taken")
async def test_a_key_at_a_question_reads_no_file(
    app: CaiqWizardApp, asked: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for path in (home / "texts").iterdir():
            path.unlink()
        with monkeypatch.context() as no_files:
            no_files.setattr(Path, "open", lambda *_, **__: pytest.fail("a file was opened"))
            await pilot.press("j")
            await pilot.pause()
            await pilot.press("W")
            await pilot.pause()
        assert asks(asked[1]) in page(pilot)


@pytest.mark.usefixtures("taken")
async def test_the_guidance_has_the_specification_and_leads_to_what_is_long(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...]
) -> None:
    control = bank.control_of(asked[0])
    async with app.run_test(size=HUGE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "Specification AICM 1.1.1: Keep the zebra" in page(pilot)
        assert "G reads what AICM 1.1.1 tells AP to do" in page(pilot)
        await press(pilot, "G")
        assert isinstance(app.screen, PublishedPageScreen)
        read = page(pilot)
        assert "Implementation guidelines: Shared (AICM 1.1.1) 1. Feed" in read
        assert f"of {control.id} (implementation, AP). a) Twice a day" in read
        assert f"of {control.id} (auditing, AP)" in read
        assert "Harbour Code 7: No Gap" in read
        assert "(implementation, CSP)" not in read, "a role that nobody here holds"
        await press(pilot, "4", "end")
        await until_shown(pilot, "Mappings in your workbook (AICM 1.1.1)")
        await press(pilot, "escape")
        assert isinstance(app.screen, PublishedPageScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, QuestionScreen)


@pytest.mark.usefixtures("taken")
async def test_the_atlas_shows_all_roles_and_stays_where_one_reads(app: CaiqWizardApp) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        app.open_atlas("AIS-08")
        await settle(pilot)
        await until_shown(pilot, "AIS-08 was AIS-10 in AICM 1.0.3.")
        await press(pilot, "end")
        await until_shown(pilot, "Mappings in your workbook")
        for _ in range(9):
            if "Implementation guidelines: CSP (AICM 1.1.1)" not in shown(pilot):
                await press(pilot, "pageup")
        assert "Implementation guidelines: CSP (AICM 1.1.1)" in shown(pilot)
        assert "At a glance" not in shown(pilot)
        await press(pilot, "j")
        await until_shown(pilot, "AIS-09 Input Validation")
        await press(pilot, "end")
        await until_shown(pilot, "zebra 1 · AIS-09 2")


async def test_wording_is_taken_shown_and_removed_without_leaving(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...], home: Path, tmp_path: Path
) -> None:
    path = Aicm().written(tmp_path / "aicm.xlsx")
    ours = bank.question(asked[0]).text
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await _open_dialog(pilot)
        assert "Remove" not in shown(pilot)
        await type_text(pilot, "/nowhere.xlsx")
        await press(pilot, "enter")
        assert "Cannot read /nowhere.xlsx" in page(pilot)
        await press(pilot, *["backspace"] * len("/nowhere.xlsx"))
        app.screen.query_one("#path").value = str(path)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "Took AICM 1.1.1 from aicm.xlsx: 247 specifications" in page(pilot)
        assert "enter no export" in page(pilot)
        await press(pilot, "escape")
        assert f"{ours} {asks(asked[0])}" in page(pilot)

        await _open_dialog(pilot)
        assert "AI-CAIQ 1.1.1: 320 questions; taken from aicm.xlsx" in page(pilot)
        await press(pilot, "shift+tab", "end", "space", "escape")
        assert kept_choice(home) == "published"
        assert ours not in page(pilot)

        await _open_dialog(pilot)
        await press(pilot, "tab", "tab", "enter")
        assert "y removes it, n or Escape keeps it" in page(pilot)
        await press(pilot, "enter")
        assert (home / "texts").is_dir(), "the answer at hand is no"
        await press(pilot, "enter", "y")
        assert "Removed." in page(pilot)
        assert not (home / "texts").exists()
        await press(pilot, "escape")
        assert ours in page(pilot)
        assert MARK not in page(pilot)
    assert path.is_file()


async def test_while_wording_is_taken_nothing_else_is_begun(
    app: CaiqWizardApp, home: Path, taken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, counted = threading.Event(), []

    def slow(home: Home, typed: str) -> Taken:
        counted.append(typed)
        assert may_end.wait(20)
        return take_wording(home, typed)

    monkeypatch.setattr("wizard.app.screens.wording.take_wording", slow)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await _open_dialog(pilot)
        app.screen.query_one("#path").value = str(taken)  # type: ignore[attr-defined]
        await pilot.press("enter", "enter")
        await pilot.click("#remove")
        await pilot.press("y", "escape")
        assert isinstance(app.screen, WordingScreen)
        may_end.set()
        await settle(pilot)
        assert "Took AICM 1.1.1" in page(pilot)
        assert counted == [str(taken)]
        await pilot.click("#remove")
        await press(pilot, "y")
        assert "Removed." in page(pilot)
        await press(pilot, "escape")
        assert not isinstance(app.screen, WordingScreen)
    assert not (home / "texts").exists()


async def _open_dialog(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+p")
    await type_text(pilot, "published wording")
    await until_shown(pilot, "Published wording …")
    await settle(pilot)
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, WordingScreen)


@pytest.mark.parametrize("name", ["questions.json", "controls.jsonl"])
@pytest.mark.usefixtures("taken")
async def test_damage_is_said_and_our_words_are_shown(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...], home: Path, name: str
) -> None:
    (home / "texts" / name).write_bytes(b'{"format":1,')
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert f"{name} is damaged" in re.sub(r"\s+", " ", notice(pilot))
        assert bank.question(asked[0]).text in page(pilot)
        assert MARK not in page(pilot)
        await press(pilot, "y")
        assert bank.question(asked[1]).text in page(pilot)


async def test_published_text_is_never_markup_and_never_drives_the_terminal(
    app: CaiqWizardApp, home: Path, tmp_path: Path
) -> None:
    book = Aicm(text=lambda text: f"[red]{text}[/] [@click=app.quit]go[/] [/] _x001B_]0;x_x0007_")
    take_wording(Home(home), str(book.written(tmp_path / "odd.xlsx")))
    async with app.run_test(size=HUGE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "[@click=app.quit]go[/] [/]" in page(pilot)
        await press(pilot, "G")
        assert "[@click=app.quit]go[/] [/]" in page(pilot)
        assert "\x1b" not in shown(pilot)


@pytest.mark.usefixtures("taken")
async def test_nothing_breaks_in_a_tiny_window(app: CaiqWizardApp) -> None:
    async with app.run_test(size=TINY) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "W", "i", "i", "G", "j", "j", "k", "4", "enter", "escape", "escape", "escape")
        assert isinstance(app.screen, QuestionScreen)
        app.action_wording_taken()
        await settle(pilot)
        await press(pilot, "tab", "tab", "tab", "escape")
        assert isinstance(app.screen, QuestionScreen)


def test_ask_asks_in_the_words_that_were_chosen(
    cli: Callable[..., Any], taken: Path, bank: Bank, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In plain lines, as on the screen."""
    del taken
    ours = bank.question(asked[0]).text

    def said() -> str:
        lines = iter(("i", "q"))
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr("wizard.prompts.terminal._line", lambda *_: next(lines))
        return " ".join(cli("ask", "Support").out.split())

    both = said()
    assert f"{ours} {asks(asked[0])}" in both
    assert f"Specification, AICM 1.1.1: Keep the zebra of {asked[0].partition('.')[0]} dry." in both
    assert "caiq-wizard atlas" in both
    cli("texts", "--show", "published")
    published = said()
    assert ours not in published
    assert asks(asked[0]) in published
    cli("texts", "--show", "ours")
    only_ours = said()
    assert ours in only_ours
    assert MARK not in only_ours
