"""Exporting from the screen, and what a crash may show."""

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from support.pilot import press, settle, shown, type_text
from textual.widgets import Input

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
