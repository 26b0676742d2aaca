"""The soft clock: what it says, and that it never presses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.pace import pace_words


@pytest.mark.parametrize(
    ("seconds", "answered", "left", "words"),
    [
        (0, 0, 40, "just begun, about 60 min left"),
        (59, 1, 39, "just begun, about 60 min left"),
        (60, 1, 2, "1 min, a few minutes left"),
        (600, 4, 30, "10 min, about 45 min left"),  # too few answers: the average of 1.5 minutes still speaks
        (600, 5, 30, "10 min, about 60 min left"),  # two minutes each: now the room's own pace does
        (600, 20, 20, "10 min, about 10 min left"),
        (3600, 40, 0, "60 min"),
        (20, 40, 0, "just begun"),
    ],
)
def test_minutes_so_far_and_a_rounded_rest(seconds: float, answered: int, left: int, words: str) -> None:
    assert pace_words(seconds, answered, left) == words


@given(st.floats(0, 86_400), st.integers(0, 60), st.integers(1, 60))
def test_the_guess_is_never_nothing_and_comes_in_steps_of_five(seconds: float, answered: int, left: int) -> None:
    words = pace_words(seconds, answered, left)
    guess = re.fullmatch(r"(?:just begun|\d+ min), (?:about (\d+) min|a few minutes) left", words)
    assert guess, words
    assert guess[1] is None or (int(guess[1]) >= 5 and int(guess[1]) % 5 == 0)
