"""When work is done, and when to assess again."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wizard.core.timetable import assess_again, timetable

TODAY = date(2026, 6, 1)
WORKS = st.lists(st.sampled_from([0, 0.5, 3, 10, 13.5, 40]), max_size=60)


def test_five_of_seven_days_are_worked_and_more_people_are_faster() -> None:
    works = (5.0, 0.5, 10.0)
    day = [TODAY + timedelta(days=number) for number in range(30)]
    assert list(timetable(TODAY, works)) == [(day[0], day[6]), (day[7], day[7]), (day[8], day[21])]
    assert list(timetable(TODAY, works, 2)) == [(day[0], day[3]), (day[4], day[4]), (day[5], day[10])]


@given(works=WORKS, people=st.integers(1, 9))
def test_works_follow_each_other_day_by_day_and_small_ones_cost_no_more_than_a_day_each(
    works: list[float], people: int
) -> None:
    days = list(timetable(TODAY, works, people))
    begins = TODAY
    for first, last in days:
        assert first == begins
        assert last >= first
        begins = last + timedelta(days=1)
    needed = sum(works) * 7 / 5 / people
    assert needed - 0.001 <= (begins - TODAY).days <= needed + 1 + len(works)


@given(begins=st.integers(0, 400), length=st.integers(0, 2_000))
def test_one_looks_again_at_the_end_and_at_least_every_90_days(begins: int, length: int) -> None:
    first = TODAY + timedelta(days=begins)
    last = first + timedelta(days=length)
    looks = assess_again(first, last)
    assert looks[-1] == last
    assert all((later - earlier).days <= 90 for earlier, later in pairwise((first, *looks)))
    assert [(look - first).days for look in looks[:-1]] == [90 * number for number in range(1, len(looks))]
    assert all(look > first for look in looks[:-1])
