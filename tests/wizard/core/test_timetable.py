"""When work is done, and when to assess again."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wizard.core.timetable import assess_again, next_year, timetable

TODAY = date(2026, 6, 1)
WORKS = st.lists(st.sampled_from([0, 0.5, 3, 10, 13.5, 40]), max_size=60)


def test_monday_to_friday_are_worked_and_more_people_are_faster() -> None:
    works = (5.0, 0.5, 10.0)
    day = [TODAY + timedelta(days=number) for number in range(30)]
    assert list(timetable(TODAY, works)) == [(day[0], day[4]), (day[7], day[7]), (day[7], day[21])]
    assert list(timetable(TODAY, works, 2)) == [(day[0], day[2]), (day[2], day[2]), (day[2], day[9])]


def test_what_would_begin_on_a_saturday_begins_on_monday() -> None:
    saturday, monday = TODAY + timedelta(days=5), TODAY + timedelta(days=7)
    assert list(timetable(saturday, (1, 5))) == [
        (monday, monday),
        (monday + timedelta(days=1), monday + timedelta(days=7)),
    ]


@given(works=WORKS, people=st.integers(1, 9), later=st.integers(0, 20))
def test_works_follow_each_other_on_working_days_and_take_no_more_of_them_than_needed(
    works: list[float], people: int, later: int
) -> None:
    on = TODAY + timedelta(days=later)
    working = [day for day in (on + timedelta(days=number) for number in range(4000)) if day.weekday() < 5]
    before = working[0]
    for number, (first, last) in enumerate(timetable(on, works, people), start=1):
        assert first in working
        assert last in working
        assert before <= first <= last
        needed = sum(works[:number]) / people
        assert needed - 0.001 <= working.index(last) + 1 <= max(1, needed + 2)
        assert working.index(first) - working.index(before) <= 1
        before = last


@given(begins=st.integers(0, 400), length=st.integers(0, 2_000))
def test_one_looks_again_at_the_end_and_at_least_every_90_days(begins: int, length: int) -> None:
    first = TODAY + timedelta(days=begins)
    last = first + timedelta(days=length)
    looks = assess_again(first, last)
    assert looks[-1] == last
    assert all((later - earlier).days <= 92 for earlier, later in pairwise((first, *looks)))
    assert all(0 <= 90 * number - (look - first).days <= 2 for number, look in enumerate(looks[:-1], start=1))
    assert all(look.weekday() < 5 for look in looks[:-1])
    assert looks[0] - first <= timedelta(days=90)


def test_one_looks_again_within_a_year_on_a_working_day() -> None:
    assert next_year(date(2026, 6, 1)) == date(2027, 6, 1)
    assert next_year(date(2026, 6, 5)) == date(2027, 6, 4)
