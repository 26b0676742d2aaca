"""Exporting from the screen, and what a crash may show."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import BinaryIO

import openpyxl
import pytest
from support.pilot import press, settle, shown, type_text
from textual.pilot import Pilot
from textual.widgets import Input

from exports.writing import Progress, Stopped
from wizard.app.app import CaiqWizardApp
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.store.repository import Repository


async def test_a_workbook_is_exported_from_the_home_screen(app: CaiqWizardApp, assessment: Assessment) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "x", "enter")
        assert "Wrote" not in shown(pilot), "nothing is written before its place was to be seen"
        assert app.screen.query_one("#target", Input).has_focus
        await press(pilot, "enter")
        assert "Wrote" in shown(pilot)
        await press(pilot, "enter")
        assert "Export Support" not in shown(pilot), "the focus is on Close"
    with closing(openpyxl.load_workbook(Path.cwd() / f"{assessment.profile.name}-gaps.xlsx")) as book:
        assert str(book["Summary"]["A1"].value).endswith(assessment.profile.name)


@pytest.mark.usefixtures("assessment")
async def test_an_existing_file_is_replaced_only_when_allowed(app: CaiqWizardApp) -> None:
    target = Path.cwd() / "Support-gaps.xlsx"
    target.write_text("mine")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "x", "enter", "enter")
        assert "exists already" in shown(pilot)
        assert "--force" not in shown(pilot)
        assert target.read_text() == "mine"
        await press(pilot, "tab", "space", "tab", "enter")
        assert "Wrote" in shown(pilot)
    assert target.read_bytes()[:2] == b"PK"


@pytest.mark.usefixtures("assessment")
async def test_a_path_that_is_none_is_said(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "x", "tab", "ctrl+u")
        await type_text(pilot, "~no-such-user/x.xlsx")
        await press(pilot, "enter")
        assert "'~no-such-user/x.xlsx' is not a path here" in shown(pilot)
        await press(pilot, "shift+tab", "down")
        assert Path(app.screen.query_one("#target", Input).value).parent == Path.cwd()


@dataclass
class Slow:
    """A writer that has begun and waits, as one does with a very large assessment."""

    begun: Event = field(default_factory=Event)
    goes_on: Event = field(default_factory=Event)
    stopped: Event = field(default_factory=Event)

    def write(self, _: object, target: BinaryIO, progress: Progress) -> tuple[str, ...]:
        target.write(b"half of it")
        progress(2, 5, "writing the threats")
        self.begun.set()
        assert self.goes_on.wait(60)
        try:
            progress(3, 5, "writing the evidence")
        except Stopped:
            self.stopped.set()
            raise
        return ("3 characters are shown by stand-ins",)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """The json export, slowed down."""
    writer = Slow()
    monkeypatch.setattr("exports.plain.to_json", writer.write)
    yield writer
    writer.goes_on.set()


def _exported() -> str:
    return Path("Support.json").read_text(encoding="utf-8")


async def _begin(pilot: Pilot[None], slow: Slow) -> None:
    """Start the json export over an older file, up to where its writer waits."""
    (Path.cwd() / "Support.json").write_text("mine", encoding="utf-8")
    await settle(pilot)
    await press(pilot, "x", "down", "down", "down", "down", "enter", "tab", "space", "shift+tab")
    await pilot.press("enter")
    assert await asyncio.to_thread(slow.begun.wait, 60)
    await pilot.pause()


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_while_it_writes_the_screen_shows_how_far_it_is_and_then_where_and_how_large(
    app: CaiqWizardApp, slow: Slow, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await _begin(pilot, slow)
        assert "Writing the threats …" in shown(pilot)
        assert "40%" in shown(pilot)
        assert "Cancel" in shown(pilot)
        assert "Close" not in shown(pilot)
        slow.goes_on.set()
        await settle(pilot)
        said = "".join(shown(pilot).replace("│", "").split())
        assert "Support.json(10bytes)" in said
        assert "3charactersareshownbystand-ins." in said
        assert "Writing" not in said
        await press(pilot, "escape")
        assert "Export Support" not in shown(pilot)
    assert _exported() == "half of it"


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize("way", ["escape", "enter", "click"])
async def test_cancel_stops_the_writing_and_keeps_the_old_file(app: CaiqWizardApp, slow: Slow, way: str) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _begin(pilot, slow)
        await (pilot.click("#cancel") if way == "click" else pilot.press(way))
        await pilot.pause()
        assert "Stopping …" in shown(pilot), "it is not said before it is true"
        slow.goes_on.set()
        await settle(pilot)
        assert slow.stopped.is_set()
        assert "Cancelled; nothing was written." in shown(pilot)
        assert [path.name for path in Path.cwd().iterdir()] == ["Support.json"]
        assert _exported() == "mine"
        await press(pilot, "enter")
        assert "Wrote" in shown(pilot), "the focus is where one tries again"


@pytest.mark.usefixtures("assessment")
@pytest.mark.parametrize("leave", ["the screen", "the wizard"])
async def test_leaving_while_it_writes_stops_it(app: CaiqWizardApp, slow: Slow, leave: str) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _begin(pilot, slow)
        if leave == "the screen":
            await app.pop_screen()
            slow.goes_on.set()
            await settle(pilot)
    slow.goes_on.set()
    assert await asyncio.to_thread(slow.stopped.wait, 60)
    assert _exported() == "mine"


@pytest.mark.usefixtures("assessment")
async def test_each_format_says_where_it_goes_in_the_smallest_usual_window(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        for ending in ("Support-gaps.xlsx", "Support-caiq.xlsx", "Support.md", "Support-csv", "Support.json"):
            assert Path(app.screen.query_one("#target", Input).value) == Path.cwd() / ending
            assert all(
                word in shown(pilot)
                for word in ("workbook.", "caiq.", "markdown.", "csv.", "json.", "Where to", "Close")
            )
            await press(pilot, "down")
        await press(pilot, "up", "up", "enter", "enter")
        tables = list((Path.cwd() / "Support-csv").glob("*.csv"))
        assert Path.cwd() / "Support-csv" / "answers.csv" in tables
        assert f"{len(tables)} files" in shown(pilot)


@pytest.mark.usefixtures("assessment")
async def test_a_crash_shows_no_answer_and_ends_with_an_error_code(
    app: CaiqWizardApp, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    with repository.open("Support") as file:
        file.record([Answer("IAM-18.1", Status.NO, description="a secret weakness")])

    def fail() -> None:
        secret = repository.read("Support")
        raise RuntimeError(f"boom {len(secret.answers)}")

    async def crash() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            pilot.app.call_later(fail)
            await pilot.pause()

    with pytest.raises(RuntimeError, match="boom"):
        await crash()
    out = capsys.readouterr()
    assert app.return_code == 1
    assert "secret" not in out.out + out.err
