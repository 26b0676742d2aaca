"""Names offered for copies."""

from wizard.core.naming import copy_name
from wizard.core.profile import LONGEST_NAME, check_name


def test_a_copy_is_called_so_and_numbered_where_there_is_one_already() -> None:
    assert copy_name("Pilot", ["Pilot"]) == "Pilot copy"
    assert copy_name("Pilot", ["Pilot", "PILOT COPY"]) == "Pilot copy 2"
    assert copy_name("Pilot", ["Pilot", "pilot copy", "Pilot copy 2"]) == "Pilot copy 3"


def test_an_offered_name_is_never_too_long() -> None:
    longest = "x" * LONGEST_NAME
    offered = copy_name(longest, [longest])
    check_name(offered)
    assert offered.endswith(" copy")
    again = copy_name(longest, [longest, offered])
    check_name(again)
    assert again != offered
