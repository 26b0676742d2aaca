"""Merged cells come as areas, however the file writes them."""

import pytest
from support.hostile import TAB, merged

from wizard.errors import DataError
from wizard.workbooks.merges import Area
from wizard.workbooks.opening import open_content


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        (b"B2:D5", Area(2, 5, 2, 4)),
        (b"D5:B2", Area(2, 5, 2, 4)),
        (b"$B$5:$D$2", Area(2, 5, 2, 4)),
        (b"aa7", Area(7, 7, 27, 27)),
        (b"XFD1048576", Area(1_048_576, 1_048_576, 16_384, 16_384)),
        (b"A3:L320", Area(3, 320, 1, 12)),
    ],
)
def test_an_area_is_what_the_reference_covers(reference: bytes, area: Area) -> None:
    assert open_content(merged(reference, 2), "x.xlsx").merges(TAB) == (area, area)


def test_a_sheet_without_merges_has_none_and_a_wrong_one_is_named() -> None:
    assert open_content(merged(b"A1", 0), "x.xlsx").merges(TAB) == ()
    with pytest.raises(DataError, match=rf"x\.xlsx merges A1:ZZZ9 on the sheet {TAB}, but no such cells exist"):
        open_content(merged(b"A1:ZZZ9"), "x.xlsx").merges(TAB)
