"""The heat maps: the figures are those of ``show --json``, every cell leads to its questions and back, keyboard and mouse."""

import json
import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from support.expected import Expected
from support.expected_heat import ALL, NOTHING, heat_cells
from support.opened import keys, opened, question_shown, words
from support.pilot import notice, settle, shown
from textual.pilot import Pilot

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.insights.heat_maps import HeatMapsPage
from wizard.app.screens.insights.overview import InsightsScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.app.themes import CALM_LIGHT, HIGH_CONTRAST
from wizard.app.widgets.axis_chip import AxisChip
from wizard.app.widgets.figure_grid import FigureGrid
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository

TURNS = (Status.YES, Status.PARTIAL, None, Status.NO, Status.YES_GAPS, Status.YES, Status.NA)
STEPS = ((100, "●"), (80, "◕"), (40, "◑"), (1, "◔"), (0, "○"))
FIGURE = re.compile(r"([●◕◑◔○–]) +(\d+|–)")


@pytest.fixture
def mine(bank: Bank, repository: Repository, assessment: Assessment) -> Expected:
    """Every status and open questions take turns."""
    asked = Result(bank, assessment).asked
    given = {q: TURNS[(n + n // 11) % len(TURNS)] for n, q in enumerate(asked)}
    with repository.open("Support") as file:
        file.record([Answer(question, status) for question, status in given.items() if status])
    statuses = {question: status.value for question, status in given.items() if status}
    return Expected(bank, statuses, ("AP",), "production", "scale", "agent")


async def page(pilot: Pilot[None], *pressed: str) -> HeatMapsPage:
    """Open the page, and press keys there."""
    await keys(pilot, "5")
    await settle(pilot)
    await keys(pilot, "m")
    await settle(pilot)
    await keys(pilot, *pressed)
    screen = pilot.app.screen
    assert isinstance(screen, HeatMapsPage)
    return screen


def figures(pilot: Pilot[None]) -> list[list[str]]:
    """The figures in the grid line by line, from what the screen shows."""
    region = pilot.app.screen.query_one(FigureGrid).region
    lines = shown(pilot).splitlines()[region.y : region.bottom]
    found = [FIGURE.findall(line[region.x : region.right]) for line in lines]
    for sign, figure in (pair for line in found for pair in line):
        wanted = "–" if figure == "–" else next(symbol for least, symbol in STEPS if int(figure) >= least)
        assert sign == wanted, "the symbol says the same as the figure"
    return [[figure for _, figure in line] for line in found if line]


def told(coverage: float | None) -> str:
    """A coverage in whole points; 100 only for all, 0 only for nothing."""
    if coverage is None:
        return "–"
    return str(round(coverage) if coverage in (0, 100) else min(99, max(1, round(coverage))))


async def test_the_figures_are_those_of_show_and_of_the_table(
    app: CaiqWizardApp, mine: Expected, cli: Callable[..., Any]
) -> None:
    maps = json.loads(cli("show", "Support", "--json").out)["insights"]["heat_maps"]
    async with opened(app, (200, 60)) as pilot:
        for one, pressed in zip(maps, ((), ("c",), ("C", "r", "r"), ("r", "c", "c")), strict=True):
            await (page(pilot) if not pressed else keys(pilot, *pressed))
            cells = heat_cells(mine, one["lines_by"], one["columns_by"])
            rows = [[one["whole"], *one["totals"]], *([line["whole"], *line["cells"]] for line in one["lines"])]
            assert figures(pilot) == [[told(cell["coverage"]) for cell in row] for row in rows], one["key"]
            keys_ = [ALL, *(line["key"] for line in one["lines"])], [ALL, *(column["key"] for column in one["columns"])]
            flat = [cell for row in rows for cell in row]
            for place, cell in zip(product(*keys_), flat, strict=True):
                wanted = cells.get(place, NOTHING)
                assert (cell["stands"], cell["counted"]) == (wanted.stands, wanted.counted)
                assert cell["coverage"] == pytest.approx(wanted.coverage)


async def test_the_cell_under_the_cursor_is_explained_and_leads_to_its_questions_and_back(
    app: CaiqWizardApp, mine: Expected, bank: Bank
) -> None:
    cell = heat_cells(mine, "threats", "stages")["data-poisoning", "evaluation"]
    ways = [mine.standing(control) for control in cell.controls]
    asked = [q for q in mine.asked if bank.control_of(q).id in cell.controls]
    async with opened(app) as pilot:
        await page(pilot, "c", "down", "down", *["right"] * 3)
        said = f"{len(ways)} controls: {ways.count('stands')} in full, {ways.count('stands partly')} partly, "
        said += f"{ways.count('missing')} missing, {ways.count('open')} not answered yet"
        assert f"data poisoning × evaluation {figures(pilot)[2][3]} %" in re.sub(" [●◕◑◔○–] ", " ", words(pilot))
        assert said in words(pilot)
        await keys(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
        answered = sum(bool(mine.status(question)) for question in asked)
        assert f"data poisoning × evaluation: {answered} of {len(asked)}" in words(pilot)
        assert question_shown(pilot) in asked
        await keys(pilot, "escape")
        await settle(pilot)
        assert isinstance(app.screen, HeatMapsPage)
        assert app.screen.query_one(FigureGrid).place == (2, 3)
        assert "lines: threat categories c columns: lifecycle stages" in words(pilot)


async def test_the_weakest_cell_is_named_and_found(app: CaiqWizardApp, mine: Expected) -> None:
    cells = heat_cells(mine, "domains", "threats")
    inner = {place: cell for place, cell in cells.items() if all(place) and cell.counted >= 5}
    least = min(cell.coverage or 0 for cell in inner.values())
    missing = max(cell.counted - cell.stands for cell in inner.values() if (cell.coverage or 0) == least)
    async with opened(app) as pilot:
        await page(pilot, "r", "r", "r", "c", "c", "w")
        found = re.search(r"Weakest: (\S+) .* × ([\w -]+), (\d+) of (\d+) controls stand", words(pilot))
        assert found
        cell = inner[found[1], found[2].replace(" ", "-")]
        assert (int(found[3]), int(found[4])) == (cell.stands, cell.counted)
        assert (cell.coverage or 0, cell.counted - cell.stands) == (least, missing)
        line, column = app.screen.query_one(FigureGrid).place
        assert figures(pilot)[line - app.screen.query_one(FigureGrid).scroll_offset.y][column] == told(least)


async def test_the_controls_of_a_figure_are_listed_from_the_worst(app: CaiqWizardApp, mine: Expected) -> None:
    cell = heat_cells(mine, "layers", "components")["infrastructure", "physical"]
    async with opened(app, (200, 60)) as pilot:
        await page(pilot, "R", "down", "right")
        listed = re.findall(r"([○·◑●–]) +([A-Z&]+-\d\d) ", shown(pilot))
        order = ["missing", "open", "stands partly", "stands"]
        signs = dict(zip(order, "○·◑●", strict=True))
        counted = [control for way in order for control in cell.controls if mine.standing(control) == way]
        rest = [control for control in cell.controls if mine.standing(control) not in order]
        everything = [(signs[mine.standing(control)], control) for control in counted] + [("–", c) for c in rest]
        assert listed == everything[: len(listed)]
        assert len(listed) > 20


@pytest.mark.usefixtures("mine")
async def test_a_small_window_opens_the_controls_in_place_of_the_map(app: CaiqWizardApp) -> None:
    async with opened(app, (80, 24)) as pilot:
        await page(pilot)
        assert "Missing (" not in shown(pilot)
        await keys(pilot, "d")
        assert "Missing (" in shown(pilot)
        await keys(pilot, "escape")
        assert isinstance(app.screen, HeatMapsPage)
        assert "Missing (" not in shown(pilot)
        await keys(pilot, "escape")
        assert isinstance(app.screen, InsightsScreen)


@pytest.mark.usefixtures("mine")
async def test_the_mouse_moves_opens_and_lays_out_anew(app: CaiqWizardApp) -> None:
    async with opened(app) as pilot:
        screen = await page(pilot)
        grid = screen.query_one(FigureGrid)
        across = shown(pilot).splitlines()[grid.region.y].index("network") - grid.region.x
        await pilot.click(grid, offset=(across, 4))
        await settle(pilot)
        assert grid.place == (3, 2)
        assert "sensitive data disclosure × network" in words(pilot)
        await pilot.click(grid, offset=(3, 5))
        await settle(pilot)
        assert grid.place == (4, 0), "a heading is no figure: the line's first one is taken"
        lines, columns = screen.query(AxisChip)
        await pilot.click(columns)
        await pilot.click(lines)
        await settle(pilot)
        assert "lines: stack components c columns: lifecycle stages" in words(pilot)
        await pilot.click(grid, offset=(across, 4), times=2)
        await settle(pilot)
        assert isinstance(app.screen, QuestionScreen)


@pytest.mark.usefixtures("mine")
async def test_the_cursor_stays_in_another_look_and_another_size(app: CaiqWizardApp) -> None:
    async with opened(app) as pilot:
        screen = await page(pilot, "j", "j", "l", "l", "l")
        grid, before = screen.query_one(FigureGrid), figures(pilot)
        for theme in (CALM_LIGHT, HIGH_CONTRAST):
            app.theme = theme.name
            await settle(pilot)
            assert grid.place == (2, 3)
            assert figures(pilot) == before
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert grid.place == (2, 3)
        assert figures(pilot) == before, "at 80 columns every figure is in sight"
        await keys(pilot, "end", *["left"] * 9)
        assert grid.place == (9, 0)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_every_map_shows_at_every_size(app: CaiqWizardApp, mine: Expected, size: tuple[int, int]) -> None:
    async with opened(app, size) as pilot:
        screen = await page(pilot)
        for number in range(8):
            await keys(pilot, "r" if number % 3 else "c", "down", "right")
            assert FIGURE.search(shown(pilot))
            assert screen.query_one(FigureGrid).has_focus
    assert mine.asked


@pytest.mark.usefixtures("assessment")
async def test_without_answers_nothing_is_called_weak(app: CaiqWizardApp) -> None:
    async with opened(app, (80, 24)) as pilot:
        await page(pilot, "w")
        assert re.search(r"None of the \d+ controls stands yet", notice(pilot))
        assert "Weakest:" not in words(pilot)
        assert {figure for line in figures(pilot) for figure in line} == {"0"}
