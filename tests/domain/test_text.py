"""Folding and comparing text."""

import pytest

from dugnad.domain.text import fold, most_similar, search_keys, similarity, slugify_name, trigrams


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Åsk", "ask"),
        ("ASKER", "asker"),
        ("Tråante", "traante"),
        ("Trööndelage", "troondelage"),
        ("Kárášjohka", "karasjohka"),
        ("Porsáŋgu", "porsangu"),
        ("Đuortnus ŧ ž č ï", "duortnus t z c i"),
        ("Færder", "faerder"),
        ("Nord-Aurdal", "nord aurdal"),
        ("  Møre  og\u00a0Romsdal ", "more og romsdal"),
        ("A\u030asnes", "asnes"),
        ("Straße", "strasse"),
        ("ﬁnn_fram", "finn fram"),
        ("badeplass!? 😀", "badeplass"),
        ("", ""),
    ],
)
def test_it_folds_case_accents_and_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ålesund", ("alesund", "aalesund")),
        ("Bø", ("bo", "boe")),
        ("Røros", ("roros", "roeros")),
        ("Trööndelage", ("troondelage", "troeoendelage")),
        ("Asker", ("asker",)),
        ("A\u030as", ("as", "aas")),
    ],
)
def test_it_gives_both_ways_of_typing_norwegian_letters(text: str, keys: tuple[str, ...]) -> None:
    assert search_keys(text) == keys


def test_trigrams_are_those_of_pg_trgm() -> None:
    # select show_trgm('cat') and show_trgm('foo|bar') in PostgreSQL give these sets.
    assert trigrams("cat") == {"  c", " ca", "at ", "cat"}
    assert trigrams("foo|bar") == {"  b", "  f", " ba", " fo", "ar ", "bar", "foo", "oo "}
    assert trigrams("") == frozenset()


def test_similarity_is_that_of_pg_trgm() -> None:
    # select similarity('word', 'two words') in PostgreSQL is 0.36363637.
    assert similarity("word", "two words") == pytest.approx(4 / 11)
    assert similarity("", "") == 0
    assert similarity("Badeplass", "BADEPLÅSS") == 1


def test_it_finds_the_most_similar_first() -> None:
    matters = [(1, "Ny badeplass på Hvalstrand"), (2, "Trygg skolevei"), (3, "Badeplassen ved Hvalstrand trenger stupetårn")]
    hits = most_similar("badeplass hvalstrand", matters, limit=2, at_least=0.1)
    assert [key for key, _ in hits] == [1, 3]
    assert most_similar("badeplass", matters, limit=5, at_least=0.9) == []


@pytest.mark.parametrize(
    ("name", "slug"), [("Nord-Aurdal", "nord-aurdal"), ("Herøy", "heroy"), ("Møre og Romsdal", "more-og-romsdal")]
)
def test_it_makes_addresses_of_names(name: str, slug: str) -> None:
    assert slugify_name(name) == slug
