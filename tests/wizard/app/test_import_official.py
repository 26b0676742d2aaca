"""Importing CSA's questionnaire on the screen: what was found, what fits nowhere, who wins, what was carried over."""

from pathlib import Path

import pytest
from support.official import EARLIER, PRESENT, questionnaire
from support.opened import words
from support.pilot import press, settle, type_text

from wizard.app.app import CaiqWizardApp
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment
from wizard.store.repository import Repository

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def files(repository: Repository, assessment: Assessment) -> None:
    """Questionnaires of both versions in the working folder; one answer of ours differs."""
    del assessment
    with repository.open("Support") as file:
        file.record([Answer("IAM-01.1", Status.NO)])
    filled = {"IAM-01.1": ("YES", "AP-Owned"), "IAM-02.1": ("perhaps [/]",), "IAM-03.1": ("NA", "", "none here")}
    Path("filled.xlsx").write_bytes(questionnaire(PRESENT, filled=filled))
    earlier = {"IAM-19.1": ("Yes",), "IAM-12.1": ("No",), "IAM-02.1": ("Yes",)}
    Path("earlier.xlsx").write_bytes(questionnaire(EARLIER, filled=earlier))


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("size", SIZES)
async def test_what_was_found_and_what_fits_nowhere_is_seen_before_anything_is_written(
    app: CaiqWizardApp, repository: Repository, size: tuple[int, int]
) -> None:
    before = repository.home.path_of("Support").read_bytes()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        await type_text(pilot, "filled.xlsx")
        await press(pilot, "enter")
        shown = words(pilot)
        assert "The file holds 2 answers. 1 text fits no answer as it stands." in shown
        assert "AI-CAIQ 1.1.0, as the workbook says" in shown
        assert f"C{PRESENT.rows['IAM-02.1']}: perhaps [/] (not clearly YES, NO or NA" in shown
        assert "1 new, 1 differ, 0 the same" in shown
        assert "Take the newer one" not in shown
        assert repository.home.path_of("Support").read_bytes() == before
        app.screen.query_one("#winner").focus()
        await press(pilot, "down", "space")
        app.screen.query_one("#go").focus()
        await press(pilot, "enter")
        assert "Took 2 answers into Support" in words(pilot)
        assert "stand in the notes of 1 answer" in words(pilot)
    found = repository.read("Support")
    assert found.answer("IAM-01.1").status is Status.YES
    assert found.answer("IAM-03.1").description == "none here"
    assert found.answer("IAM-02.1").note.endswith(": perhaps [/]")
    assert found.answer("IAM-02.1").flagged


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("size", SIZES)
async def test_answers_of_1_0_2_are_carried_over_and_it_says_how(
    app: CaiqWizardApp, repository: Repository, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        await type_text(pilot, "earlier.xlsx")
        await press(pilot, "enter")
        assert "Carried over from AI-CAIQ 1.0.2 to AI-CAIQ 1.1:" in words(pilot)
        await press(pilot, "enter")
        assert "Took 2 answers into Support" in words(pilot)
        assert "the question is gone; its answer is kept in the archive" in words(pilot)
    found = repository.read("Support")
    assert found.answer("IAM-18.1").status is Status.YES
    assert found.answer("IAM-12.1").is_empty
    (migration,) = found.migrations
    assert [(answer.question, answer.status) for answer in migration.archived] == [("IAM-12.1", Status.NO)]
