"""Two spellings that may be one person, and two people that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.domain.names import marks_of, may_be_same

names = st.lists(st.sampled_from(["kari", "k", "anne", "a", "moen", "m", "moenn", "bakken", "ås"]), min_size=1, max_size=4)


@pytest.mark.parametrize(
    "other", ["Kari Moen", "KARI A. MOEN", "Moen, Kari", "K. Moen", "Kari Anne Moen", "Kari M", "Kari Moenn", "Kåri Moen", "Moen"]
)
def test_it_sees_one_person_written_two_ways(other: str) -> None:
    assert may_be_same(marks_of("Kari Moen"), marks_of(other))


@pytest.mark.parametrize("other", ["Karl Moen Bakken", "Kari Bakken", "Ola Moen", "O. Moen", "K. M.", "Anne Lie", ""])
def test_it_tells_two_people_apart(other: str) -> None:
    assert not may_be_same(marks_of("Kari Moen"), marks_of(other))


@given(names, names)
def test_the_order_of_the_two_never_matters(one: list[str], other: list[str]) -> None:
    first, second = marks_of(" ".join(one)), marks_of(" ".join(other))
    assert may_be_same(first, second) == may_be_same(second, first)


@given(names)
def test_the_order_of_the_words_never_matters(words: list[str]) -> None:
    assert may_be_same(marks_of(" ".join(words)), marks_of(", ".join(reversed(words))))
