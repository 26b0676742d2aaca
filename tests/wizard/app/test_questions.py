"""The question screen: answering with single keys, typing, saving, and what goes wrong."""

import errno
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support.pilot import notice, on_disk, press, settle, shown, type_text
from textual.events import Paste

from questionnaires.library import load_lens
from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.widgets.answer_form import LONGEST_PASTE, AnswerForm, TextField
from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.assessment import Assessment, Result
from wizard.store import files
from wizard.store.repository import Repository

pytestmark = pytest.mark.usefixtures("assessment")
SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.fixture
def asked(bank: Bank, assessment: Assessment) -> tuple[str, ...]:
    return Result(bank, assessment).asked


def unwrapped(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_and_its_status_lines_are_shown(
    app: CaiqWizardApp, bank: Bank, asked: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        text = shown(pilot)
        assert asked[0] in text
        assert bank.questions[asked[0]].text.split()[-1] in text
        assert "● yes" in text


async def test_a_yes_is_on_disk_and_the_next_open_question_comes(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "y")
        assert on_disk(repository, asked[0]).status is Status.YES
        assert on_disk(repository, asked[0]).ownership is SsrmOwnership.AP
        assert re.search(r"saved \d\d:\d\d:\d\d", shown(pilot))
        assert f"{asked[1]}  " in shown(pilot)


async def test_twenty_questions_by_keyboard_then_back_where_one_left(
    app: CaiqWizardApp, home: Path, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", *["y"] * 20, "h")
        await settle(pilot)
        assert "20 of 299" in shown(pilot)
    assert len(repository.read("Support").answers) == 20
    again = CaiqWizardApp(app.repository.home)
    assert again.repository.home.folder == home
    async with again.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert f"{asked[20]}  " in shown(pilot)


async def test_a_no_goes_on_to_the_corrective_action(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "n")
        await type_text(pilot, "write it")
        await press(pilot, "enter")
        await type_text(pilot, "platform")
        await press(pilot, "enter")
        await type_text(pilot, "2027-03-31")
        await press(pilot, "enter")
        assert f"{asked[1]}  " in shown(pilot)
        await pilot.pause(0.7)
        await settle(pilot)
    answer = on_disk(repository, asked[0])
    assert answer.status is Status.NO
    assert answer.remediation.action == "write it"
    assert answer.remediation.owner == "platform"
    assert answer.remediation.due == date(2027, 3, 31)


async def test_not_applicable_needs_a_reason(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "a", "ctrl+s")
        assert "Give a reason first" in shown(pilot)
        assert on_disk(repository, asked[0]).status is None
        await type_text(pilot, "no such part")
        await press(pilot, "ctrl+s")
    answer = on_disk(repository, asked[0])
    assert answer.status is Status.NA
    assert answer.description == "no such part"


async def test_typing_is_saved_without_a_key_and_markup_stays_text(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    words = "[/] [@click=app.quit]x[/] =1+1 ☂ [bold"
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter")
        await type_text(pilot, words)
        await pilot.pause(0.7)
        await settle(pilot)
        assert on_disk(repository, asked[0]).description == words
        assert words in shown(pilot)


async def test_the_rules_speak_beside_the_fields(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "n")
        assert "plan the corrective action" in unwrapped(shown(pilot))
        await type_text(pilot, "something")
        assert "still missing: an owner, a due date" in unwrapped(shown(pilot))


async def test_a_wrong_date_is_said_and_not_saved(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "n", "enter", "enter")
        await type_text(pilot, "2027-13-40")
        assert "'2027-13-40' is not a due date" in unwrapped(shown(pilot))
        await press(pilot, "enter")
        assert "2027-13-40" in shown(pilot), "the field is not left with a date that is none"
        await press(pilot, "escape", "j")
        assert f"{asked[0]}  " in shown(pilot)
        assert f"The rest of {asked[0]} is saved" in unwrapped(shown(pilot))
    assert on_disk(repository, asked[0]).remediation.due is None


async def test_a_due_date_counted_from_today_is_shown_and_saved_as_the_day_it_means(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    today = datetime.now(UTC).astimezone().date()
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "n", "enter", "enter")
        await type_text(pilot, "in 2 weeks")
        meant = [
            day for day in (today + timedelta(days=14), today + timedelta(days=15)) if f"due {day}" in shown(pilot)
        ]
        assert len(meant) == 1
        await press(pilot, "escape")
        assert "in 2 weeks" not in shown(pilot)
        assert f"due {meant[0]}" in shown(pilot)
        await press(pilot, "h")
    assert on_disk(repository, asked[0]).remediation.due == meant[0]


async def test_a_failed_save_is_loud_and_keeps_what_was_typed(
    app: CaiqWizardApp,
    repository: Repository,
    asked: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        with monkeypatch.context() as disk:
            disk.setattr(files.os, "fsync", full)
            await press(pilot, "y")
            assert "NOT SAVED" in shown(pilot)
            assert "Not saved" in notice(pilot)
            assert "No space left on device" in notice(pilot)
            await press(pilot, "h")
            assert "NOT SAVED" in shown(pilot), "leaving must wait until everything is on disk"
        assert on_disk(repository, asked[0]).status is None
        await press(pilot, "y")
        assert "NOT SAVED" not in shown(pilot)
    assert on_disk(repository, asked[0]).status is Status.YES
    assert on_disk(repository, asked[1]).status is Status.YES


async def test_a_long_paste_is_cut_and_says_so(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter")
        field = pilot.app.screen.query_one(AnswerForm).query_one("#description")
        pilot.app.post_message(Paste("x" * (LONGEST_PASTE + 5)))
        await settle(pilot)
        assert len(getattr(field, "text", "")) == LONGEST_PASTE
        assert f"{LONGEST_PASTE:,} characters" in unwrapped(shown(pilot))


async def test_an_assessment_that_is_open_elsewhere_is_not_opened(app: CaiqWizardApp, repository: Repository) -> None:
    with repository.open("Support"):
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await press(pilot, "enter")
            assert "open in another window" in unwrapped(shown(pilot))


async def test_the_tree_follows_the_question_and_leads_to_it(app: CaiqWizardApp, asked: tuple[str, ...]) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "f")
        assert f"· {asked[0]} ⚑" in shown(pilot)
        await press(pilot, "d", "down", "down", "enter")
        assert f"{asked[2]}  " in shown(pilot)


async def test_a_narrow_window_folds_the_tree_away(app: CaiqWizardApp, asked: tuple[str, ...]) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "▶ AIS" not in shown(pilot)
        await press(pilot, "d")
        assert "▶ AIS" in shown(pilot)
        await press(pilot, "down", "enter")
        assert "▶ AIS" not in shown(pilot)
        assert f"{asked[1]}  " in shown(pilot)


async def test_a_resize_keeps_what_is_being_typed(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter")
        await type_text(pilot, "half a sen")
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        await type_text(pilot, "tence")
        assert "half a sentence" in shown(pilot)


async def test_leaving_gives_the_lock_back(app: CaiqWizardApp, repository: Repository) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "h")
        await settle(pilot)
        with repository.open("Support") as file:
            assert file.assessment.profile.name == "Support"


async def test_keys_that_come_while_leaving_do_no_harm(app: CaiqWizardApp, asked: tuple[str, ...]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.press("h", "a", "y", "h")
        await settle(pilot)
        assert f"{asked[0]}  " not in shown(pilot)
        assert "of 299" in shown(pilot)


async def test_a_lens_is_one_key_away_and_offers_what_was_answered(
    app: CaiqWizardApp, repository: Repository, assessment: Assessment
) -> None:
    lens = load_lens("caf-ai")
    question = next(iter(lens.questions.values()))
    source = f"{question.links[0]}.1"
    with repository.open("Support") as file:
        file.change_profile(replace(assessment.profile, lenses=("caf-ai",)))
        file.record([Answer(source, Status.PARTIAL, SsrmOwnership.AP)])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "l")
        assert f"{question.id}  " in shown(pilot)
        assert f"{source} partial" in unwrapped(shown(pilot))
        assert on_disk(repository, question.id).status is None, "an offer is never taken silently"
        await press(pilot, "T")
        assert on_disk(repository, question.id).status is Status.PARTIAL
        await press(pilot, "l")
        assert f"{question.id}  " not in shown(pilot)


async def test_words_that_were_not_announced_yet_are_kept_when_the_question_changes(
    app: CaiqWizardApp, repository: Repository, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter")
        field = pilot.app.screen.query_one(AnswerForm).query_one("#description", TextField)
        with pilot.app.prevent(TextField.Changed):
            field.text = "typed in the last moment"
        await press(pilot, "escape", "j", "h")
        await settle(pilot)
    assert on_disk(repository, asked[0]).description == "typed in the last moment"


async def test_a_notification_with_signs_of_markup_says_them_and_does_nothing_else(
    app: CaiqWizardApp, asked: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "n", "enter", "enter")
        await type_text(pilot, "[/] [bold")
        await press(pilot, "escape", "j")
        assert "'[/] [bold' is not a due date" in notice(pilot)
        assert f"{asked[0]}  " in shown(pilot)
