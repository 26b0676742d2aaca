"""Filling in the official questionnaire from the export screen: the template's path, what is not ready, and the outcome."""

from pathlib import Path

import pytest
from support.official import ANSWER, EARLIER, PRESENT, questionnaire
from support.opened import typed, words
from support.pilot import press, settle, shown
from support.surgery import loaded
from textual.pilot import Pilot
from textual.widgets import Input

from wizard.app.app import CaiqWizardApp
from wizard.app.screens.export import ExportScreen
from wizard.app.screens.not_ready import NotReadyScreen
from wizard.core.answers import Answer, SsrmOwnership, Status
from wizard.core.scope import asked_questions, scope_ledger
from wizard.store.repository import Repository

SIZES = [(80, 24), (120, 40)]
TEMPLATE, COPY = Path("template.xlsx"), Path("Support-caiq.xlsx")


@pytest.fixture
def template() -> bytes:
    content = questionnaire()
    TEMPLATE.write_bytes(content)
    return content


@pytest.fixture
def older_copy() -> None:
    COPY.write_bytes(b"mine")


@pytest.fixture
def earlier_template() -> None:
    TEMPLATE.write_bytes(questionnaire(EARLIER))


@pytest.fixture
def merged_template() -> None:
    TEMPLATE.write_bytes(questionnaire(merges=("C5:C6",)))


def _files() -> dict[str, bytes]:
    """What lies in the working folder."""
    return {path.name: path.read_bytes() for path in Path().iterdir()}


def _cell(question: str) -> object:
    """Column C of a question in the copy."""
    return loaded(COPY.read_bytes())[PRESENT.sheet][PRESENT.address(question, ANSWER)].value


def _said(pilot: Pilot[None]) -> str:
    """The screen as running text without the frame."""
    return " ".join(words(pilot).replace("│", " ").split())


async def _to_the_template(pilot: Pilot[None]) -> None:
    await settle(pilot)
    await press(pilot, "x", "down", "enter")
    assert pilot.app.screen.query_one("#template", Input).has_focus


def _answered(repository: Repository, bank: object, *, but: int = 0) -> None:
    ledger = scope_ledger(bank, repository.read("Support").profile)  # type: ignore[arg-type]
    asked = asked_questions(ledger)
    with repository.open("Support") as file:
        file.record([Answer(question, Status.YES, SsrmOwnership.AP, "so it is") for question in asked[but:]])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("assessment")
async def test_a_questionnaire_that_is_ready_is_filled_in_from_its_template(
    app: CaiqWizardApp, repository: Repository, bank: object, template: bytes, size: tuple[int, int]
) -> None:
    _answered(repository, bank)
    async with app.run_test(size=size, notifications=True) as pilot:
        await _to_the_template(pilot)
        assert "Your copy of CSA's AI-CAIQ 1.1" in shown(pilot)
        assert "⏎ Go on" in shown(pilot).splitlines()[-1]
        await press(pilot, *"temp", "tab")
        assert app.screen.query_one("#template", Input).value == "template.xlsx"
        await press(pilot, "enter")
        assert app.screen.query_one("#target", Input).has_focus, "its place is to be seen before anything is written"
        assert list(_files()) == ["template.xlsx"]
        await press(pilot, "enter")
        assert "Support-caiq.xlsx" in _said(pilot).replace(" ", "")
        assert "CSA's registry takes the questionnaire" in _said(pilot)
    assert _cell("IAM-01.1") == "YES"
    assert _files()["template.xlsx"] == template


@pytest.mark.parametrize(("way", "size"), [("anyway", (80, 24)), ("back", (120, 40)), ("escape", (80, 24))])
@pytest.mark.usefixtures("assessment", "template", "older_copy")
async def test_what_is_not_ready_is_shown_counts_first_and_written_only_when_somebody_says_so(
    app: CaiqWizardApp, repository: Repository, size: tuple[int, int], way: str
) -> None:
    with repository.open("Support") as file:
        file.record([Answer("IAM-01.1", Status.YES), Answer("IAM-02.1", Status.NO, SsrmOwnership.AP)])
    async with app.run_test(size=size, notifications=True) as pilot:
        await _to_the_template(pilot)
        await typed(pilot, "template.xlsx")
        await press(pilot, "enter", "enter")
        assert "exists already" in _said(pilot)
        await press(pilot, "tab", "space", "shift+tab", "enter")
        assert isinstance(app.screen, NotReadyScreen)
        assert "2 broken rules, 297 questions are open" in _said(pilot)
        assert f"IAM-01.1 {PRESENT.address('IAM-01.1', 'SSRM Control Ownership')}" in _said(pilot)
        before = shown(pilot)
        await press(pilot, "pagedown")
        assert shown(pilot) != before, "the list can be scrolled"
        assert _files()[COPY.name] == b"mine"
        await press(pilot, *{"anyway": ("tab", "enter"), "back": ("enter",), "escape": ("escape",)}[way])
        assert isinstance(app.screen, ExportScreen)
        if way != "anyway":
            assert "Not ready: 2 broken rules" in _said(pilot)
            assert _files()[COPY.name] == b"mine"
            return
        assert "Forced (297): open questions left empty" in _said(pilot)
    assert (_cell("IAM-01.1"), _cell("IAM-01.2")) == ("YES", None)


@pytest.mark.usefixtures("assessment", "earlier_template")
async def test_a_template_that_is_missing_or_unfit_is_said_where_it_is_to_be_typed(app: CaiqWizardApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await _to_the_template(pilot)
        await press(pilot, "enter", "enter")
        assert "fills in your own copy of CSA's questionnaire" in _said(pilot)
        assert app.screen.query_one("#template", Input).has_focus
        await typed(pilot, "template.xlsx")
        await press(pilot, "enter", "enter")
        assert "in which many ids mean other questions" in _said(pilot)
        await press(pilot, "ctrl+u")
        await typed(pilot, "template.xlsx")
        await press(pilot, "enter")
        assert "is the template itself" in _said(pilot)
    assert list(_files()) == ["template.xlsx"]


@pytest.mark.usefixtures("assessment", "merged_template")
async def test_a_template_with_a_cell_that_cannot_be_written_offers_no_way_to_force_it(
    app: CaiqWizardApp, repository: Repository, bank: object
) -> None:
    _answered(repository, bank)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _to_the_template(pilot)
        await typed(pilot, "template.xlsx")
        await press(pilot, "enter", "enter")
        assert "1 cell cannot be written." in _said(pilot)
        assert "the cell C6 of template.xlsx is merged into C5:C6" in _said(pilot)
        assert "Mend the template" in _said(pilot)
        assert "Write it anyway" not in _said(pilot)
        await press(pilot, "enter")
    assert list(_files()) == ["template.xlsx"]
