"""The heat maps: the figures are those of ``show --json``, every cell leads to its questions and back, keyboard and mouse."""

import json
import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from support.expected import Expected
from support.expected_heat import ALL, NOTHING, heat_cells, key_of
from support.opened import keys, opened, question_shown, words
from support.pilot import notice, settle, shown
from textual.coordinate import Coordinate
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
FIGURE = re.compile(r"([●◕◑◔○–·]) +(\d+|–|\?)([▾▴]?)")
FLAT = ("C", "C", "r", "r")
"""The keys from the first map to threat categories and stack components, whose cells share most of their controls."""


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
    found = [line for line in found if line]
    whole = found[0][0][1]
    for sign, figure, mark in (cell for line in found for cell in line):
        signs = {"–": "–", "?": "·"}
        wanted = signs.get(figure) or next(symbol for least, symbol in STEPS if int(figure) >= least)
        assert sign == wanted, "the symbol says the same as the figure"
        by = int(figure) - int(whole) if {figure, whole}.isdisjoint("–?") else 0
        assert mark == ("▾" if by <= -10 else "▴" if by >= 10 else ""), "the mark says what stands out"
    return [[figure for _, figure, _ in line] for line in found]


def told(coverage: float | None, *, is_open: bool = False) -> str:
    """A coverage in whole points; 100 only for all, 0 only for nothing, a question mark where nothing is answered."""
    if coverage is None or is_open:
        return "?" if is_open else "–"
    return str(round(coverage) if coverage in (0, 100) else min(99, max(1, round(coverage))))


async def test_the_figures_are_those_of_show_and_of_the_table(
    app: CaiqWizardApp, mine: Expected, cli: Callable[..., Any]
) -> None:
    maps = json.loads(cli("show", "Support", "--json").out)["insights"]["heat_maps"]
    async with opened(app, (200, 60)) as pilot:
        for one, pressed in zip(maps, ((), FLAT, ("c",), ("C", "r", "r")), strict=True):
            await (page(pilot) if not pressed else keys(pilot, *pressed))
            cells = heat_cells(mine, one["lines_by"], one["columns_by"])
            rows = [[one["whole"], *one["totals"]], *([line["whole"], *line["cells"]] for line in one["lines"])]
            wanted_figures = [
                [told(cell["coverage"], is_open=0 < cell["counted"] == cell["open"]) for cell in row] for row in rows
            ]
            assert figures(pilot) == wanted_figures, one["key"]
            keys_ = [ALL, *(line["key"] for line in one["lines"])], [ALL, *(column["key"] for column in one["columns"])]
            flat = [cell for row in rows for cell in row]
            for place, cell in zip(product(*keys_), flat, strict=True):
                wanted = cells.get(place, NOTHING)
                assert (cell["stands"], cell["open"], cell["counted"]) == (wanted.stands, wanted.open, wanted.counted)
                assert cell["coverage"] == pytest.approx(wanted.coverage)


async def test_the_cell_under_the_cursor_is_explained_and_leads_to_its_questions_and_back(
    app: CaiqWizardApp, mine: Expected, bank: Bank
) -> None:
    cells = heat_cells(mine, "threats", "stages")
    cell = cells["data-poisoning", "evaluation"]
    by = int(told(cell.coverage)) - int(told(cells[ALL, ALL].coverage))
    apart = f"{abs(by)} {'below' if by < 0 else 'above'} all controls" if by else "as all controls"
    ways = [mine.standing(control) for control in cell.controls]
    asked = [q for q in mine.asked if bank.control_of(q).id in cell.controls]
    async with opened(app) as pilot:
        await page(pilot, "C", "r", "r", "down", "down", *["right"] * 3)
        said = f"{len(ways)} controls: {ways.count('stands')} in full, {ways.count('stands partly')} partly, "
        said += f"{ways.count('missing')} missing, {ways.count('open')} not answered yet"
        assert f"data poisoning × evaluation {figures(pilot)[2][3]} %, {apart}" in re.sub(
            " [●◕◑◔○–] ", " ", words(pilot)
        )
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
    inner = {place: cell for place, cell in cells.items() if all(place) and cell.counted >= 5 and cell.printed != "?"}
    least = min(cell.coverage or 0 for cell in inner.values())
    missing = max(cell.counted - cell.stands for cell in inner.values() if (cell.coverage or 0) == least)
    async with opened(app) as pilot:
        await page(pilot, "w")
        found = re.search(r"Weakest: (\S+) .* × ([\w -]+), (\d+) of (\d+) controls stand", words(pilot))
        assert found
        assert int(told(cells[ALL, ALL].coverage)) - int(told(least)) >= 10
        cell = inner[found[1], key_of(found[2])]
        assert (int(found[3]), int(found[4])) == (cell.stands, cell.counted)
        assert (cell.coverage or 0, cell.counted - cell.stands) == (least, missing)
        line, column = app.screen.query_one(FigureGrid).place
        assert figures(pilot)[line - app.screen.query_one(FigureGrid).scroll_offset.y][column] == told(least)


async def test_where_no_cell_stands_out_none_is_called_weak(app: CaiqWizardApp, mine: Expected) -> None:
    cells = heat_cells(mine, "threats", "components")
    figures_ = [cell.coverage or 0 for place, cell in cells.items() if all(place)]
    assert min(cell.counted for cell in cells.values()) >= 5
    assert (cells[ALL, ALL].coverage or 0) - min(figures_) < 9, "else the answers do not fit this test"
    async with opened(app) as pilot:
        await page(pilot, *FLAT, "w")
        said = f"No weak cell stands out: all lie between {told(min(figures_))} and {told(max(figures_))}."
        assert said in words(pilot)
        assert said in notice(pilot)
        assert app.screen.query_one(FigureGrid).place == (0, 0)


async def test_a_cell_with_few_controls_is_faint_and_says_how_few(app: CaiqWizardApp, mine: Expected) -> None:
    cells = heat_cells(mine, "domains", "threats")
    async with opened(app) as pilot:
        screen = await page(pilot)
        grid = screen.query_one(FigureGrid)
        one = next(line for line in screen.insights.heat_maps if line.lines_by == "domains")
        seen = set()
        for line, row in enumerate(one.lines, start=1):
            wanted = cells.get((row.key, one.columns[0].key), NOTHING)
            grid.go_to(line, 1)
            await settle(pilot)
            few = 0 < wanted.counted < 5
            counted = "1 control only" if wanted.counted == 1 else f"{wanted.counted} controls only"
            assert (counted in words(pilot)) == few
            assert ("dim" in str(grid.get_cell_at(Coordinate(line, 2)).style)) == few
            seen.add(few)
        assert seen == {True, False}


async def test_where_nothing_is_answered_stands_a_question_mark(
    app: CaiqWizardApp, bank: Bank, repository: Repository, assessment: Assessment
) -> None:
    asked = Result(bank, assessment).asked
    with repository.open("Support") as file:
        file.record([Answer(question, Status.YES) for question in asked if question.startswith("IAM-")])
    async with opened(app, (200, 60)) as pilot:
        screen = await page(pilot)
        one, *_ = screen.insights.heat_maps
        by_domain = dict(zip([line.key for line in one.lines], figures(pilot)[1:], strict=True))
        assert {figure for domain, line in by_domain.items() if domain != "IAM" for figure in line} == {"?", "–"}
        assert set(by_domain["IAM"]) <= {"100", "–"}
        assert "Weakest:" not in words(pilot)
        await keys(pilot, "down")
        assert "A&A Audit & Assurance · ? not answered yet" in words(pilot)
        assert "· ? not answered yet ▾ ▴" in words(pilot), "the legend explains it"


async def test_the_controls_of_a_figure_are_listed_from_the_worst(app: CaiqWizardApp, mine: Expected) -> None:
    cell = heat_cells(mine, "layers", "components")["infrastructure", "physical"]
    async with opened(app, (200, 60)) as pilot:
        await page(pilot, "C", "C", "r", "down", "right")
        listed = re.findall(r"([○·◑●–]) +([A-Z&]+-\d\d) ", shown(pilot))
        order = ["missing", "open", "stands partly", "stands"]
        signs = dict(zip(order, "○·◑●", strict=True))
        heaviest = sorted(cell.controls, key=lambda control: -mine.bank.controls[control].weight)
        counted = [control for way in order for control in heaviest if mine.standing(control) == way]
        rest = [control for control in heaviest if mine.standing(control) not in order]
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
        screen = await page(pilot, *FLAT)
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
        screen = await page(pilot, *FLAT, "j", "j", "l", "l", "l")
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
        await page(pilot, *FLAT, "w")
        assert re.search(r"None of the \d+ controls is answered yet", notice(pilot))
        assert "Weakest:" not in words(pilot)
        assert {figure for line in figures(pilot) for figure in line} == {"?"}
