"""Heat maps: every cell holds the controls with both markings of the table, and counts those that stand."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.expected import Expected
from support.expected_heat import ALL, MAPS, NOTHING, heat_cells, stages_of, table

from exports.heat_cells import heat_cells as rows_of
from exports.insights.heat_maps import HeatMap
from questionnaires.library import load_bank, load_lens
from questionnaires.vocabulary import LifecycleStage, Phase, Role, UseCase
from wizard.core.answers import Answer, Status
from wizard.core.assessment import Assessment, Result
from wizard.core.heat_maps import Axis, heat_grid, marks_of
from wizard.core.profile import Created, Profile, QuestionnaireVersion
from wizard.core.standing import control_standings
from wizard.services.insights.heat_maps import heat_map, heat_map_rows

BANK = load_bank()
MADE = Created(datetime(2026, 1, 2, tzinfo=UTC), QuestionnaireVersion(BANK.id, BANK.version))
SCOPES = {
    "wide": Profile("X", (Role.OSP, Role.AP), "", "", Phase.PRODUCTION, Phase.SCALE, UseCase.AGENT),
    "narrow": Profile("X", (Role.CSP,), "", "", Phase.PROTOTYPE, Phase.PRODUCTION, UseCase.ASSISTANT),
}
QUESTIONS = tuple(BANK.control_by_question)
answer_sets = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from([status.value for status in Status]))


def result(statuses: Mapping[str, str], scope: str = "wide") -> Result:
    return Result(BANK, Assessment(SCOPES[scope], MADE, {q: Answer(q, Status(word)) for q, word in statuses.items()}))


def expected(statuses: Mapping[str, str], scope: str) -> Expected:
    profile = SCOPES[scope]
    return Expected(BANK, statuses, profile.roles, profile.phase, profile.target_phase, profile.use_case)


def maps_of(whole: Result) -> tuple[HeatMap, ...]:
    return heat_map_rows(whole.bank, control_standings(whole))


@pytest.mark.parametrize("scope", SCOPES)
@settings(max_examples=15, deadline=None)
@given(statuses=answer_sets)
def test_every_cell_of_every_map_is_what_the_table_gives(statuses: dict[str, str], scope: str) -> None:
    mine = expected(statuses, scope)
    found = {(row.map, row.line, row.column): row for row in rows_of(maps_of(result(statuses, scope)))}
    wanted = {
        (f"{lines}-{columns}", line, column): cell
        for lines, columns in MAPS
        for (line, column), cell in heat_cells(mine, lines, columns).items()
    }
    assert wanted.keys() <= found.keys()
    for place, row in found.items():
        cell = wanted.get(place, NOTHING)
        wanted_figures = (len(cell.controls), cell.asked, cell.counted, cell.open, cell.stands)
        assert (row.controls, row.asked, row.counted, row.open, row.stands) == wanted_figures
        assert row.coverage == pytest.approx(cell.coverage)


@pytest.mark.parametrize(("lines", "columns"), list(product(Axis, Axis)))
def test_any_marking_can_be_laid_out_against_any_other(lines: Axis, columns: Axis) -> None:
    mine = expected({}, "wide")
    grid = heat_grid(BANK, control_standings(result({})).values(), lines, columns)
    wanted = heat_cells(mine, lines, columns)
    keys = [ALL, *(mark.key for mark in grid.lines)], [ALL, *(mark.key for mark in grid.columns)]
    assert set(product(*keys)) >= wanted.keys()
    for place in product(*keys):
        found = [member.control.id for member in grid.at(*place)]
        assert found == list(wanted.get(place, NOTHING).controls), place
    whole = heat_map(grid, lines, columns).whole
    assert (whole.controls, whole.counted) == (247, wanted[ALL, ALL].counted)


@settings(max_examples=30, deadline=None)
@given(statuses=answer_sets, question=st.sampled_from(QUESTIONS))
def test_another_yes_never_lowers_a_cell_that_counts(statuses: dict[str, str], question: str) -> None:
    before, after = (
        {(row.map, row.line, row.column): row for row in rows_of(maps_of(result(given_)))}
        for given_ in (statuses, {**statuses, question: "yes"})
    )
    for place, row in after.items():
        assert row.stands >= before[place].stands
        if statuses.get(question) != "na":  # a control that begins to count may take a share from others
            assert (row.coverage or 0) >= (before[place].coverage or 0)


def test_the_lifecycle_runs_from_preparation_to_retirement_with_all_its_sub_stages() -> None:
    marks = marks_of(Axis.LIFECYCLE, BANK)
    assert [mark.key for mark in marks if not mark.parent] == list(LifecycleStage)
    parts = {(stage, part) for control in table() for stage, words in stages_of(control).items() for part in words}
    assert {(mark.parent, mark.title) for mark in marks if mark.parent} == parts
    for number, mark in enumerate(marks):
        above = next(other for other in reversed(marks[:number]) if not other.parent) if mark.parent else mark
        assert mark.key.split("/")[0] == above.key, "a sub-stage stands below its stage"


def test_a_lens_has_no_markings_and_so_only_empty_cells() -> None:
    lens = load_lens("caf-ai")
    whole = Result(lens, Assessment(SCOPES["wide"], MADE))
    grid = heat_grid(lens, control_standings(whole).values(), Axis.THREATS, Axis.LIFECYCLE)
    assert (grid.columns, grid.at("data-poisoning", ALL)) == ((), ())
    assert len(grid.whole) == len(lens.controls)
