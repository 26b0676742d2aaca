"""The words that people choose from in a file are the words that the core knows, in its order."""

from collections.abc import Iterable

import pytest

from exports import words
from wizard.core.answers import Confidence, Method, SsrmOwnership, Status
from wizard.core.gap_list import FollowUp
from wizard.core.standards import Support
from wizard.core.standing import WORST_FIRST, Standing


@pytest.mark.parametrize(
    ("written", "known"),
    [
        (words.STATUSES, Status),
        (words.OWNERSHIPS, SsrmOwnership),
        (words.METHODS, Method),
        (words.CONFIDENCES, Confidence),
        (words.FOLLOW_UPS, FollowUp),
        (words.STANDINGS, Standing),
        (words.SUPPORTS, Support),
        (words.WORST_FIRST, WORST_FIRST),
    ],
)
def test_the_words_of_the_files_are_those_of_the_core(written: tuple[str, ...], known: Iterable[str]) -> None:
    assert written == tuple(map(str, known))
