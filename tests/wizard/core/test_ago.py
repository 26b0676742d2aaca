"""When something was, in the words people use."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from wizard.core.ago import in_words

NOW = datetime(2026, 5, 14, 15, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1, minutes=50), "1 hour ago"),
        (timedelta(hours=15), "15 hours ago"),
        (timedelta(hours=16), "yesterday"),
        (timedelta(days=1, hours=15), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "7 May 2026"),
        (timedelta(days=400), "9 Apr 2025"),
        (timedelta(hours=-3), "14 May 2026"),
    ],
)
def test_times_are_told_as_people_tell_them(earlier: timedelta, words: str) -> None:
    assert in_words(NOW - earlier, NOW) == words


def test_shortly_after_midnight_an_hour_ago_is_not_yesterday() -> None:
    midnight = NOW.replace(hour=0, minute=30)
    assert in_words(midnight - timedelta(hours=2), midnight) == "2 hours ago"
    assert in_words(midnight - timedelta(hours=8), midnight) == "yesterday"


def test_the_day_is_the_one_on_the_clock_of_whoever_reads() -> None:
    assert in_words(datetime(2026, 5, 1, 23, 0, tzinfo=UTC), NOW) == "2 May 2026"
