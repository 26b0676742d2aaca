"""The page about attacks: the same figures as ``show --json``, three lists of them, and the way to the questions and back."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from support.opened import keys, opened, question_shown, typed, words
from support.pilot import notice, press, settle, shown
from textual.pilot import Pilot
from textual.widgets import DataTable

from questionnaires.model import Bank
from wizard.app.app import CaiqWizardApp
from wizard.app.screens.insights.exposure import ExposurePage
from wizard.app.screens.insights.overview import InsightsScreen
from wizard.app.screens.questions import QuestionScreen
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.store.repository import Repository

NARROW, SMALL, LARGE = (80, 24), (40, 12), (200, 60)
WORDS = (Status.YES, Status.NO, Status.PARTIAL, Status.YES_GAPS, None)


@pytest.fixture
def told(cli: Callable[..., Any], bank: Bank, repository: Repository, assessment: Assessment) -> dict[str, Any]:
    """What the command line says of the exposure, of an assessment with answers of all kinds."""
    asked = Result(bank, assessment).asked
    with repository.open("Support") as file:
        file.record([Answer(question, WORDS[number % 5]) for number, question in enumerate(asked)])
    found: dict[str, Any] = json.loads(cli("show", "Support", "--json").out)["insights"]["exposure"]
    return found


def table_lines(pilot: Pilot[None]) -> list[list[str]]:
    """The cells of all lines of the table, as they stand there."""
    table = pilot.app.screen.query_one(DataTable)
    return [[str(cell).strip() for cell in table.get_row_at(number)] for number in range(table.row_count)]


async def on_page(pilot: Pilot[None], *more: str) -> None:
    """Open the page, then press more keys; what it shows is worked out before."""
    await keys(pilot, "5")
    await keys(pilot, "a")
    await keys(pilot, *more)


def figure(row: dict[str, Any]) -> str:
    if row["level"] == "unknown":
        return "?"
    return "–" if row["exposure"] is None else f"{row['exposure']:.2f}"


@pytest.mark.parametrize("size", [(120, 40), NARROW, LARGE])
async def test_the_techniques_are_those_of_show_the_most_exposed_first(
    app: CaiqWizardApp, told: dict[str, Any], size: tuple[int, int]
) -> None:
    async with opened(app, size) as pilot:
        await on_page(pilot)
        assert f"Mean exposure {told['mean']:.2f} of 1, {told['mean_at_best']:.2f} at best" in words(pilot)
        lines = table_lines(pilot)
        expected = {row["technique"]: figure(row) for row in told["techniques"]}
        assert {line[2]: line[0] for line in lines} == expected
        figures = [float(line[0]) for line in lines if line[0] not in "?–"]
        assert figures == sorted(figures, reverse=True)
        behind = [line[0] for line in lines[len(figures) :]]
        assert behind == sorted(behind, key="?–".index), "what is not known, then what nobody is asked about"
        assert "?" in behind
        levels = [row["level"] for row in told["techniques"]]
        for level in ("very high", "high", "moderate", "low"):
            assert f"{level} {levels.count(level)}" in words(pilot)


async def test_a_level_a_search_and_an_order_choose_what_is_listed(app: CaiqWizardApp, told: dict[str, Any]) -> None:
    async with opened(app) as pilot:
        await on_page(pilot, "M")
        moderate = {row["technique"] for row in told["techniques"] if row["level"] == "moderate"}
        assert {line[2] for line in table_lines(pilot)} == moderate
        assert "✓moderate" in shown(pilot)
        await keys(pilot, "0", "slash")
        await typed(pilot, "password spray")
        assert [line[2] for line in table_lines(pilot)] == ["T1110.003"]
        await typed(pilot, "zzz")
        assert "Nothing holds these words" in words(pilot)
        await keys(pilot, "escape", "s")
        ids = [line[2] for line in table_lines(pilot)]
        assert ids == sorted(row["technique"] for row in told["techniques"])
        await keys(pilot, "s")
        names = [line[3].rstrip("…").casefold() for line in table_lines(pilot)]
        assert names[0] < names[-1]


async def test_the_details_say_what_a_technique_is_and_why_each_control_helps(
    app: CaiqWizardApp, bank: Bank, told: dict[str, Any]
) -> None:
    async with opened(app, LARGE) as pilot:
        await on_page(pilot, "slash")
        await typed(pilot, "t1485.001")
        await keys(pilot, "enter")
        (row,) = (row for row in told["techniques"] if row["technique"] == "T1485.001")
        pane = re.sub(r"\s+", " ", str(pilot.app.screen.query_one("#exposure-detail .detail-text").render()))
        assert bank.technique_words["T1485.001"] in pane
        assert f"the exposure is then {row['afterwards']:.2f}" in pane
        assert ", ".join(row["fewest"]) in pane
        for pair in told["mitigations"]:
            if pair["technique"] == "T1485.001":
                assert pair["reason"] in pane
                falls = f" in full it would take off {pair['lowers']:.2f}" if pair["lowers"] else ""
                assert f"{bank.controls[pair['control']].title}" in pane
                assert f"{pair['standing']}{falls}" in pane


async def test_groups_and_controls_have_lists_of_their_own(app: CaiqWizardApp, told: dict[str, Any]) -> None:
    async with opened(app, LARGE) as pilot:
        await on_page(pilot, "g")
        groups = {line[2]: line for line in table_lines(pilot)}
        assert len(groups) == 17
        known = [float(line[0]) for line in groups.values() if line[0] not in "?–"]
        assert len(known) > 1
        assert [line[0] for line in groups.values()][: len(known)] == [f"{value:.2f}" for value in sorted(known)[::-1]]
        for row in told["groups"]:
            line = groups[row["group"]]
            assert (line[0], line[1].split(maxsplit=1)[-1]) == (
                figure(row),
                row["level"].replace("no control of yours", "not yours"),
            )
            assert (line[4], line[6], line[7]) == (
                str(len(row["techniques"])),
                str(row["rows"]),
                str(len(row["not_mappable"])),
            )
        await keys(pilot, "s")
        assert [line[2] for line in table_lines(pilot)] == sorted(groups)
        await keys(pilot, "c")
        levers = [(line[1], line[0]) for line in table_lines(pilot)]
        expected = [
            "–" if row["lowers"] is None else f"{row['lowers']:.4f} ({row['share']:.1f} % of it)"
            for row in told["levers"]
        ]
        assert levers == list(zip((row["control"] for row in told["levers"]), expected, strict=True))
        await keys(pilot, "c")
        assert len(table_lines(pilot)) == 213


async def test_enter_leads_to_the_questions_of_the_controls_and_escape_back_to_the_line(
    app: CaiqWizardApp, bank: Bank, told: dict[str, Any]
) -> None:
    async with opened(app) as pilot:
        await on_page(pilot, "down", "down", "enter")
        row = sorted(
            (row for row in told["techniques"] if row["exposure"] is not None),
            key=lambda row: (
                row["level"] == "unknown",
                -round(row["exposure"], 9),
                -sum(row["standings"][word] for word in ("stands", "stands partly", "missing", "open")),
                row["technique"],
            ),
        )[2]
        assert isinstance(app.screen, QuestionScreen)
        assert bank.control_of(question_shown(pilot)).id in row["controls"]
        assert row["technique"] in shown(pilot)
        await keys(pilot, "escape")
        await settle(pilot)
        assert isinstance(app.screen, ExposurePage)
        assert table_lines(pilot)[app.screen.query_one(DataTable).cursor_row][2] == row["technique"]
        await keys(pilot, "c", "down", "enter")
        assert isinstance(app.screen, QuestionScreen)
        assert bank.control_of(question_shown(pilot)).id == told["levers"][1]["control"]
        await keys(pilot, "escape")
        await settle(pilot)
        assert table_lines(pilot)[app.screen.query_one(DataTable).cursor_row][1] == told["levers"][1]["control"]
        await keys(pilot, "escape", "escape")
        assert isinstance(app.screen, InsightsScreen), "first back to the techniques, then to the overview"


async def test_what_nobody_asks_leads_nowhere_and_says_so(app: CaiqWizardApp, cli: Callable[..., Any]) -> None:
    early = ("--phase", "prototype", "--target", "prototype", "--use-case", "assistant")
    assert cli("new", "Support", "--role", "AP", *early).code == 0
    levers = json.loads(cli("exposure", "Support", "--json").out)["levers"]
    async with opened(app) as pilot:
        await on_page(pilot, "c", "end")
        assert (levers[-1]["lowers"], table_lines(pilot)[-1][1]) == (None, levers[-1]["control"])
        assert levers[-1]["standing"] in table_lines(pilot)[-1][3]
        await keys(pilot, "enter")
        assert isinstance(app.screen, ExposurePage)
        assert "None of the questions behind this is asked" in notice(pilot)


async def test_a_group_without_a_technique_says_that_nothing_is_mapped(
    app: CaiqWizardApp, told: dict[str, Any]
) -> None:
    without = [row["group"] for row in told["groups"] if not row["controls"]]
    assert without == ["A&A", "CCC", "GRC", "SEF"]
    async with opened(app) as pilot:
        await on_page(pilot, "g", "slash")
        await typed(pilot, "GRC Governance")
        await keys(pilot, "enter", "enter")
        assert isinstance(app.screen, ExposurePage)
        assert "The mapping names no technique for the group GRC" in notice(pilot)


async def test_where_there_is_very_little_room_the_id_and_the_name_come_first(
    app: CaiqWizardApp, told: dict[str, Any]
) -> None:
    names = {row["technique"]: row["name"] for row in told["techniques"]}
    async with opened(app, SMALL) as pilot:
        await on_page(pilot)
        for line in table_lines(pilot):
            assert names[line[0]].startswith(line[1].rstrip("…"))
            assert len(line) == 3


async def test_details_say_how_the_source_numbers_a_control_otherwise(app: CaiqWizardApp, told: dict[str, Any]) -> None:
    assert {row["source_id"] for row in told["levers"]} == {"", "IAM-13", "IAM-14", "IAM-15", "IAM-16"}
    async with opened(app, LARGE) as pilot:
        await on_page(pilot, "slash")
        await typed(pilot, "t1078.002")
        pane = re.sub(r"\s+", " ", str(pilot.app.screen.query_one("#exposure-detail .detail-text").render()))
        assert "IAM-13 (the source's IAM-14) Strong Authentication" in pane


@pytest.mark.parametrize("size", [NARROW, SMALL])
async def test_where_there_is_little_room_the_details_open_in_place_of_the_table(
    app: CaiqWizardApp, told: dict[str, Any], size: tuple[int, int]
) -> None:
    assert told
    async with opened(app, size) as pilot:
        await on_page(pilot)
        assert not pilot.app.screen.query_one("#exposure-detail").display or "What it is" not in shown(pilot)
        await keys(pilot, "d")
        assert "What it is" in shown(pilot) or size == SMALL
        place = 0 if size == SMALL else 2
        head = table_lines(pilot)[0][place]
        await keys(pilot, "right")
        following = table_lines(pilot)[1][place]
        assert following in shown(pilot) or size == SMALL
        assert head != following
        await press(pilot, "escape")
        assert isinstance(app.screen, ExposurePage)


async def test_without_an_answer_everything_is_unknown(app: CaiqWizardApp, assessment: Assessment) -> None:
    assert not assessment.answers
    async with opened(app) as pilot:
        await on_page(pilot)
        assert "nothing is answered yet" in words(pilot)
        assert {line[1].removeprefix("?").strip() for line in table_lines(pilot)} <= {
            "unknown",
            "–  not yours",
            "– not yours",
        }
