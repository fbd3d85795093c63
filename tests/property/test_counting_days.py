"""What holds for every day and every number of months."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dugnad.domain.deadlines import add_months, add_working_days, easter_sunday, holidays, is_working_day

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2400, 12, 31))
months = st.integers(min_value=0, max_value=240)


@given(days, months)
def test_the_month_is_right_and_the_day_as_near_as_it_can_be(start: date, count: int) -> None:
    end = add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert end.day <= start.day


@given(days, days, months)
def test_a_later_start_is_never_due_earlier(one: date, other: date, count: int) -> None:
    first, last = sorted([one, other])
    assert add_months(first, count) <= add_months(last, count)


@given(days, months)
def test_months_counted_back_land_on_or_before_the_start(start: date, count: int) -> None:
    assert add_months(add_months(start, count), -count) <= start
    assert (start - add_months(add_months(start, count), -count)).days <= 3


@given(days, st.integers(min_value=0, max_value=40))
def test_so_many_working_days_lie_after_the_start(start: date, count: int) -> None:
    end = add_working_days(start, count)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in passed) == count
    assert count == 0 or is_working_day(end)


@given(st.integers(min_value=1583, max_value=9998))
def test_easter_is_a_sunday_in_spring_and_its_week_is_holy(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
    assert {easter + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)} <= set(holidays(year))
    assert 10 <= len(holidays(year)) <= 12
    assert list(holidays(year)) == sorted(holidays(year))
