"""Importing a gap workbook on the screen: the cells that would change, the newer side chosen, the auditor's verdicts told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from support.opened import words
from support.pilot import press, settle, type_text
from support.surgery import loaded, operated, place, text

from wizard.app.app import CaiqWizardApp
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.services.banks import results_of
from wizard.services.exporting import FORMATS, write_export
from wizard.services.reports import build_report
from wizard.store.repository import Repository


@pytest.fixture
def back(repository: Repository, assessment: Assessment) -> dict[str, str]:
    """A workbook in the working folder that somebody has worked on; the places of what was changed."""
    del assessment
    with repository.open("Support") as file:
        file.record([Answer("IAM-01.1", Status.YES), Answer("IAM-02.1", Status.NO)])
    report = build_report(results_of(repository.home, repository.read("Support")), datetime.now(UTC))
    write_export(report, FORMATS["workbook"], Path("book.xlsx"))
    content = Path("book.xlsx").read_bytes()
    workbook = loaded(content)
    changes = {
        place(workbook, "Answers", "IAM-01.1", "Status"): text("Yes, with gaps"),
        place(workbook, "Gaps", "IAM-02.1", "Due"): text("2031-02-03"),
        place(workbook, "Answers", "IAM-02.1", "Auditor verdict"): text("rejected"),
        place(workbook, "Answers", "IAM-02.1", "Auditor comment"): text("not a [/] word"),
    }
    Path("back.xlsx").write_bytes(operated(content, changes))
    broken = {place(workbook, "Answers", "IAM-01.1", "Status"): text("maybe")}
    Path("broken.xlsx").write_bytes(operated(content, broken))
    (_, status), (_, due), *_ = changes
    return {"Status": status, "Due": due}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_workbook_is_taken_with_two_keys_and_the_verdicts_are_told(
    app: CaiqWizardApp, repository: Repository, back: dict[str, str], size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        await type_text(pilot, "back.xlsx")
        await press(pilot, "enter")
        assert f"status: yes → yes-gaps (Answers {back['Status']})" in words(pilot)
        assert f"due: nothing → 2031-02-03 (Gaps {back['Due']})" in words(pilot)
        assert repository.read("Support").answer("IAM-01.1").status is Status.YES
        await press(pilot, "enter")
        assert "Took 2 answers into Support" in words(pilot)
        assert "accepted 0 answers and rejected 1" in words(pilot)
        assert "IAM-02.1 rejected: not a [/] word" in words(pilot)
    now = repository.read("Support")
    assert now.answer("IAM-01.1").status is Status.YES_GAPS
    assert now.answer("IAM-02.1").remediation.due == date(2031, 2, 3)
    assert [change.who for change in now.history[-2:]] == ["import of back.xlsx"] * 2


@pytest.mark.usefixtures("back")
async def test_a_cell_that_cannot_be_understood_is_named_and_nothing_is_taken(
    app: CaiqWizardApp, repository: Repository
) -> None:
    before = repository.home.path_of("Support").read_bytes()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        await type_text(pilot, "broken.xlsx")
        await press(pilot, "enter")
        assert "'maybe' is no status" in words(pilot)
    assert repository.home.path_of("Support").read_bytes() == before
