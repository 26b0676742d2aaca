"""The page of the capabilities: its figures, where they lead, and what it says when there is little to show."""

from collections.abc import Mapping

import pytest
from support.pilot import press, settle, shown
from textual.pilot import Pilot

from exports.insights.capabilities import CapabilityRows
from questionnaires.library import load_lens
from questionnaires.model import Bank
from questionnaires.vocabulary import Phase, Role, UseCase
from wizard.app.app import CaiqWizardApp
from wizard.app.drawing import points
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.parsing import parse_time
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.services.insights.capabilities import capability_rows
from wizard.store.repository import Repository

WIDE, NARROW, LARGE = (120, 40), (80, 24), (200, 60)
LENS = load_lens("caf-ai")
WORDS = (Status.YES, Status.NO, Status.PARTIAL, Status.YES_GAPS, None)


def kept(
    repository: Repository,
    bank: Bank,
    own: Mapping[str, Status] | None = None,
    *,
    answered: bool = True,
    target: Phase = Phase.SCALE,
) -> CapabilityRows:
    """Put an assessment on disk, with the lens where ``own`` has its answers, and return what it comes to."""
    lenses = () if own is None else ("caf-ai",)
    profile = Profile("Support", (Role.AP,), "", "", Phase.PRODUCTION, target, UseCase.AGENT, lenses)
    created = Created(parse_time("2026-01-02T03:04:05+00:00"), QuestionnaireVersion("aicm", "1.1"))
    words = {q: WORDS[n % 5] for n, q in enumerate(bank.control_by_question)} if answered else {}
    answers = {question: Answer(question, word) for question, word in {**words, **(own or {})}.items()}
    assessment = repository.create(Assessment(profile, created))
    with repository.open("Support") as file:
        file.record(answers.values())
    return capability_rows(Result(bank, Assessment(assessment.profile, created, answers)))


async def opened(pilot: Pilot[None], repository: Repository, *keys: str) -> None:
    """Open the assessment, then the page, then press keys."""
    await settle(pilot)
    await pilot.app.push_screen(QuestionScreen(repository, "Support"))
    await settle(pilot)
    await press(pilot, "5", "c", *keys)


def line(text: str, title: str) -> str:
    """The line of the grid with a title; the pane beside it left out."""
    return next(row for row in text.splitlines() if row.strip().startswith(title))[:110]


@pytest.mark.parametrize(("size", "aicm"), [(WIDE, False), (NARROW, True), (LARGE, False)])
async def test_the_grid_shows_the_figures_of_the_report(
    app: CaiqWizardApp, repository: Repository, bank: Bank, size: tuple[int, int], aicm: bool
) -> None:
    rows = kept(repository, bank)
    cells = {(cell.capability, cell.component): cell for cell in rows.lines}
    async with app.run_test(size=size, notifications=True) as pilot:
        await opened(pilot, repository, *(["b"] if aicm else []))
        text = shown(pilot)
    for total in rows.capabilities:
        own = [cells[total.capability, component] for component in ("all", "input", "model", "output")]
        figures = [points(cell.matrix if aicm else cell.score) for cell in own]
        figures += [points(cell.matrix) for cell in own] if size == LARGE else []
        found = line(text, total.title).removeprefix(total.title).split()
        assert [word for word in found if word.isdigit()][: len(figures)] == figures
    assert rows.whole is not None
    assert f"{points(rows.whole.score)} of 100 over {rows.whole.asked} questions" in " ".join(text.split())
    assert ("AICM figures" if aicm else "AICM") in text


async def test_the_weakest_cell_is_explained_with_its_questions_and_its_first_step(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    rows = kept(repository, bank)
    first, second, *_ = rows.weakest_cells
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await opened(pilot, repository, "w")
        text = " ".join(" ".join(row[115:] for row in shown(pilot).splitlines()).split())
        assert f"{first.title}, {first.component}" in text
        assert first.explained in text
        assert first.first_step in text
        assert f"What can go wrong, for example {first.example}" in text
        assert text.index(first.explained) < text.index(first.example)
        assert all(row.text in text for row in rows.questions if row.question.startswith(_control(first)))
        await press(pilot, "w")
        assert second.explained in " ".join(" ".join(row[115:] for row in shown(pilot).splitlines()).split())


def _control(cell: object) -> str:
    return f"{getattr(cell, 'capability', '')}-{getattr(cell, 'component', '').upper()}."


async def test_a_figure_leads_to_the_questions_of_the_lens_where_it_is_asked_and_back_to_its_place(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    rows = kept(repository, bank, {"CAF-VM-INPUT.2": Status.NO})
    own = [row.question for row in rows.questions if row.question.startswith("CAF-VM-INPUT.")]
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, repository, "right", "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert list(app.screen.session.agenda.questions) == own
        assert "Vulnerability management, input: 1 of" in shown(pilot)
        await press(pilot, "escape")
        text = shown(pilot)
        assert "▸5 Insights" in text
        assert "by its own answer" in text
        assert "Vulnerability management, input" in text


async def test_a_figure_leads_to_linked_questions_of_the_aicm_where_the_lens_is_not_asked(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    rows = kept(repository, bank)
    cell = next(cell for cell in rows.cells if (cell.capability, cell.component) == ("CAF-SG", "input"))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, repository, "down", "right")
        assert "Careful estimate" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
        found = app.screen.session.agenda.questions
        assert {bank.control_of(question).id for question in found} <= set(cell.controls)
        assert len(found) == cell.matrix_asked
        await press(pilot, "escape")
        assert "Deciding what may go into a model" in shown(pilot)


async def test_an_aicm_figure_leads_to_the_aicm_also_where_the_lens_is_asked_and_back_to_the_same_figures(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    kept(repository, bank, {})
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot, repository, "b", "end", "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert all(question in bank.control_by_question for question in app.screen.session.agenda.questions)
        await press(pilot, "escape")
        assert "Capability, AICM figures" in shown(pilot)


async def test_on_a_small_screen_the_details_open_over_the_grid_and_close_again(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    kept(repository, bank)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot, repository, "right")
        assert "Weak spots in what enters the model" not in shown(pilot)
        await press(pilot, "d")
        assert "Weak spots in what enters the model" in shown(pilot)
        await press(pilot, "escape")
        assert "Security governance" in shown(pilot)
        await press(pilot, "escape")
        assert "How do the AWS CAF's capabilities stand?" in shown(pilot)


async def test_a_cell_that_the_scope_does_not_reach_says_from_when_on_it_is_asked(
    app: CaiqWizardApp, repository: Repository, bank: Bank
) -> None:
    rows = kept(repository, bank, target=Phase.PRODUCTION)
    cell = next(cell for cell in rows.cells if not cell.asked)
    down = [total.capability for total in rows.capabilities].index(cell.capability)
    right = ("input", "model", "output").index(cell.component) + 1
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await opened(pilot, repository, *["down"] * down, *["right"] * right)
        assert "These questions are asked from the scale phase on" in shown(pilot)
        await press(pilot, "enter")
        assert "None of the questions behind this is asked" in " ".join(shown(pilot).split())


async def test_without_answers_nothing_is_called_weak(app: CaiqWizardApp, repository: Repository, bank: Bank) -> None:
    kept(repository, bank, answered=False)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, repository)
        text = shown(pilot)
        assert "Nothing is answered yet, so no cell is called weak." in text
        assert "No figure yet over 80 questions." in text
        assert line(text, "All capabilities").count("?") == 4
        assert "○   0" not in text
        assert "w Weakest" not in shown(pilot).splitlines()[-1]


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (250, 20)])
async def test_odd_sizes_do_no_harm(
    app: CaiqWizardApp, repository: Repository, bank: Bank, size: tuple[int, int]
) -> None:
    kept(repository, bank)
    async with app.run_test(size=size, notifications=True) as pilot:
        await opened(pilot, repository, "w", "b", "d", "escape")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "Incident response" in shown(pilot)
