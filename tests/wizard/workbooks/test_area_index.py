"""Of many areas the first that covers a cell is found, as if each had been looked at."""

from hypothesis import given
from hypothesis import strategies as st

from wizard.workbooks.area_index import AreaIndex
from wizard.workbooks.merges import Area
from wizard.workbooks.sheet_patch import Place

SIDES = st.tuples(st.integers(1, 8), st.integers(0, 4), st.integers(1, 4), st.integers(0, 2))
AREAS = SIDES.map(lambda side: Area(side[0], side[0] + side[1], side[2], side[2] + side[3]))


@given(st.lists(AREAS, max_size=12))
def test_the_first_area_that_covers_a_cell_is_found(areas: list[Area]) -> None:
    index = AreaIndex(areas)
    for row in range(1, 14):
        for column in range(1, 8):
            covering = [
                number
                for number, area in enumerate(areas)
                if area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
            ]
            assert index.first(Place(row, column)) == (covering[0] if covering else None)
