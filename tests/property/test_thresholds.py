"""What holds for every population."""

from datetime import date
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.domain.law import UnknownPopulation, required_signatures

DAY = date(2026, 9, 1)
people = st.integers(min_value=1, max_value=20_000_000)
levels = st.sampled_from([("municipality", 300), ("county", 500)])


@given(people, levels)
def test_the_number_is_the_least_that_makes_two_per_cent_or_the_cap(population: int, level: tuple[str, int]) -> None:
    name, cap = level
    required = required_signatures(country="NO", level=name, population=population, on=DAY).required
    assert 1 <= required <= min(cap, population)
    assert required == cap or required * 100 >= population * 2
    assert (required - 1) * 100 < population * 2


@given(people, people, levels)
def test_more_people_never_need_fewer_signatures(one: int, other: int, level: tuple[str, int]) -> None:
    few, many = sorted([one, other])
    least = required_signatures(country="NO", level=level[0], population=few, on=DAY).required
    most = required_signatures(country="NO", level=level[0], population=many, on=DAY).required
    assert least <= most


@given(st.integers(max_value=0), st.sampled_from(["NO", "FI", "SE", "IS"]))
def test_nobody_is_never_enough(population: int, country: str) -> None:
    with pytest.raises(UnknownPopulation):
        required_signatures(country=country, level="municipality", population=population, on=DAY)


@given(people)
def test_the_steps_end_in_the_number(population: int) -> None:
    found = required_signatures(country="FI", level="municipality", population=population, on=DAY)
    assert found.required == ceil(population / 50)
    assert found.cap is None
    assert str(found.required) in "".join(found.explain("en")).replace(",", "")
