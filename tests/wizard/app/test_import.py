"""Importing on the screen: what would change is said first, and only then is anything written."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.pilot import press, settle, shown, type_text
from textual.pilot import Pilot
from textual.widgets import Button

from wizard.app.app import CaiqWizardApp
from wizard.app.screens import import_preview
from wizard.app.widgets.path_input import complete_path
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.services.importing import OnConflict
from wizard.services.intake import Intake
from wizard.store.home import Home
from wizard.store.repository import Repository

OLD, NEW = "2026-01-01T08:00:00+00:00", "2099-03-01T08:00:00+00:00"
THEIRS = [
    {"question": "IAM-01.1", "status": "no", "note": "theirs", "changed": NEW},
    {"question": "IAM-02.1", "status": "no", "note": "theirs", "changed": OLD},
    {"question": "IAM-03.1", "status": "partial", "changed": OLD},
]
OUTCOMES = {
    OnConflict.OURS: ((), (Status.YES, Status.YES, Status.PARTIAL), "1 answer"),
    OnConflict.THEIRS: (("down", "space"), (Status.NO, Status.NO, Status.PARTIAL), "3 answers"),
    OnConflict.NEWER: (("down", "down", "space"), (Status.NO, Status.YES, Status.PARTIAL), "2 answers"),
}

pytestmark = pytest.mark.usefixtures("assessment")


@pytest.fixture
def answers(repository: Repository, assessment: Assessment) -> Path:
    """Answers in the working folder: one is new here, one differs and is newer there, one differs and is older."""
    del assessment
    with repository.open("Support") as file:
        file.record([Answer("IAM-01.1", Status.YES), Answer("IAM-02.1", Status.YES)])
    Path("notes.txt").write_text("notes")
    Path("the other things.txt").write_text("no export")
    Path("broken.json").write_text("{")
    path = Path("theirs.json")
    path.write_text(json.dumps({"answers": THEIRS}), encoding="utf-8")
    return path


async def look_into(pilot: Pilot[None], path: str) -> None:
    await settle(pilot)
    await press(pilot, "i")
    await type_text(pilot, path)
    await press(pilot, "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("winner", [OnConflict.OURS, OnConflict.THEIRS, OnConflict.NEWER])
async def test_what_would_change_is_said_first_and_the_winner_is_chosen(
    app: CaiqWizardApp, repository: Repository, answers: Path, size: tuple[int, int], winner: OnConflict
) -> None:
    keys, expected, taken = OUTCOMES[winner]
    before = repository.home.path_of("Support").read_bytes()
    async with app.run_test(size=size, notifications=True) as pilot:
        await look_into(pilot, str(answers))
        text = shown(pilot)
        assert "1 new, 2 differ, 0 the same" in text
        assert "IAM-01.1   mine: yes, the file's: no" in text
        assert repository.home.path_of("Support").read_bytes() == before
        app.screen.query_one("#winner").focus()
        await press(pilot, *keys)
        app.screen.query_one("#go").focus()
        await press(pilot, "enter")
        assert f"Took {taken} into Support" in shown(pilot)
        await press(pilot, "escape")
        await settle(pilot)
        assert "3 of 299 answered" in shown(pilot)
    found = repository.read("Support")
    assert tuple(found.answer(f"IAM-0{number}.1").status for number in (1, 2, 3)) == expected
    assert "import of theirs.json" in {change.who for change in found.history}


async def test_a_whole_export_becomes_an_assessment_of_its_own(
    app: CaiqWizardApp, repository: Repository, answers: Path, cli: Callable[..., Any]
) -> None:
    del answers
    assert cli("export", "Support", "json", "--output", "whole.json").code == 0
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await look_into(pilot, "whole.json")
        assert "0 new, 0 differ, 2 the same" in shown(pilot)
        app.screen.query_one("#target").focus()
        await press(pilot, "down", "space")
        assert "Support copy" in shown(pilot)
        app.screen.query_one("#go").focus()
        await press(pilot, "enter")
        assert "Made Support copy with 2 answers" in shown(pilot)
    copy, original = repository.read("Support copy"), repository.read("Support")
    assert copy.answers == original.answers
    assert copy.history == original.history


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "Type the path of a file"),
        ("nowhere.json", "Cannot read nowhere.json: No such file or directory; check the path"),
        (".", "is a folder"),
        ("notes.txt", "is not a file that can be imported"),
        ("broken.json", "is not valid JSON"),
        ("~nobody-here/x.json", "is not a path here"),
    ],
)
async def test_a_file_that_cannot_be_used_is_explained_and_another_can_be_named(
    app: CaiqWizardApp, repository: Repository, answers: Path, path: str, sentence: str
) -> None:
    before = repository.read("Support")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await look_into(pilot, path)
        assert sentence in " ".join(shown(pilot).replace("▎", " ").replace("▊", " ").split())
        await press(pilot, *["backspace"] * len(path))
        await type_text(pilot, str(answers))
        await press(pilot, "enter")
        assert "1 new, 2 differ" in shown(pilot)
        await press(pilot, "escape")
    assert repository.read("Support") == before


async def test_an_assessment_open_elsewhere_takes_nothing_in(
    app: CaiqWizardApp, repository: Repository, answers: Path
) -> None:
    before = repository.read("Support")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await look_into(pilot, str(answers))
        with repository.open("Support"):
            await press(pilot, "enter")
            assert "open in another window" in shown(pilot)
        assert repository.read("Support") == before
        app.screen.query_one("#go", Button).press()  # a second key press so soon after the first would be ignored
        await settle(pilot)
        assert "Took 1 answer into Support" in shown(pilot)


@pytest.mark.parametrize("late", ["theirs.json", "broken.json"])
async def test_what_is_said_late_about_a_file_that_is_not_named_any_more_counts_for_nothing(
    app: CaiqWizardApp, repository: Repository, answers: Path, monkeypatch: pytest.MonkeyPatch, late: str
) -> None:
    may_end, read = threading.Event(), import_preview.read_file
    answers.with_name("other.json").write_text(json.dumps({"answers": THEIRS[2:]}), encoding="utf-8")

    def slow(home: Home, typed: str) -> Intake:
        if typed == late:
            assert may_end.wait(20)
        return read(home, typed)

    monkeypatch.setattr(import_preview, "read_file", slow)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "i", *late)
        await pilot.press("enter", *["backspace"] * len(late), *"other.json")
        may_end.set()
        await settle(pilot)
        assert "The file holds" not in shown(pilot)
        assert "not valid" not in shown(pilot)
        await press(pilot, "enter")
        assert "The file holds 1 answer." in shown(pilot)
        await press(pilot, "enter")
        assert "Took 1 answer into Support" in shown(pilot)
    found = repository.read("Support")
    assert [found.answer(f"IAM-0{number}.1").status for number in (1, 3)] == [Status.YES, Status.PARTIAL]


async def test_enter_pressed_again_in_the_path_takes_nothing_in(
    app: CaiqWizardApp, repository: Repository, answers: Path
) -> None:
    before = repository.read("Support")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await look_into(pilot, str(answers))
        app.screen.query_one("#path").focus()
        await press(pilot, "enter")
        assert repository.read("Support") == before
        assert app.screen.query_one("#go", Button).has_focus
        await press(pilot, "enter")
        assert "Took 1 answer into Support" in shown(pilot)


@pytest.mark.usefixtures("answers")
async def test_tab_completes_the_path(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        await type_text(pilot, "the")
        await press(pilot, "tab", "enter")
        assert "1 new, 2 differ" in shown(pilot)


def test_folders_are_completed_with_a_slash_and_other_files_not_at_all(answers: Path) -> None:
    folder = answers.absolute().parent
    assert complete_path(f"{folder.parent}/{folder.name[:2]}", {".json"}) == f"{folder}/"
    assert complete_path("the o", {".json"}) is None
    assert complete_path("/no/such/folder/x", {".json"}) is None
