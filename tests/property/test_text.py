"""What holds for every text a person can type."""

from hypothesis import example, given
from hypothesis import strategies as st

from dugnad.domain.money import format_kroner, parse_kroner
from dugnad.domain.text import fold, search_keys, similarity, slugify_name, trigrams

texts = st.text(max_size=40)


@given(texts)
@example("ʼn")
@example("ΐ")
@example("Ǆ")
@example("ẞİ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) == " ".join(fold(text).split())


@given(texts)
def test_case_makes_no_difference_to_letters_that_have_one(text: str) -> None:
    plain = "".join(letter for letter in text if letter.upper().lower() == letter)
    assert fold(plain.upper()) == fold(plain)


@given(texts)
def test_the_keys_begin_with_the_folded_text_and_are_folded(text: str) -> None:
    keys = search_keys(text)
    assert keys[0] == fold(text)
    assert all(fold(key) == key for key in keys)
    assert len(set(keys)) == len(keys) <= 2


@given(texts, texts)
def test_likeness_is_mutual_and_between_none_and_all(one: str, other: str) -> None:
    measure = similarity(one, other)
    assert 0 <= measure <= 1
    assert measure == similarity(other, one)
    assert (measure == 1) == (trigrams(one) == trigrams(other) != frozenset())


@given(texts)
def test_an_address_has_no_blanks_and_no_loose_hyphens(text: str) -> None:
    slug = slugify_name(text)
    assert " " not in slug
    assert slug == slug.strip("-")


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_money_is_read_as_it_is_written(ore: int) -> None:
    assert parse_kroner(format_kroner(ore)) == ore
