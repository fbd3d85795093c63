"""Folding, comparing and naming text the way people type it."""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "th", "ł": "l", "œ": "oe", "ħ": "h", "ı": "i"}
)
# How the same letters are typed on a keyboard that lacks them.
_TYPED_LETTERS = str.maketrans({"å": "aa", "ø": "oe", "ö": "oe", "ä": "ae"})
_NOT_LETTERS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return text in the one form in which spellings are compared: lower case, plain letters, single spaces."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold().translate(_WHOLE_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    # A second pass catches letters that only appear once compatibility forms are taken apart.
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain.casefold().translate(_WHOLE_LETTERS))
        if not unicodedata.combining(letter)
    )
    return _NOT_LETTERS.sub(" ", plain).strip()


def search_keys(text: str) -> tuple[str, ...]:
    """Return the folded forms under which text is found: å as "a" and, where it differs, å as "aa" and ø as "oe"."""
    short = fold(text)
    long = fold(unicodedata.normalize("NFC", text).casefold().translate(_TYPED_LETTERS))
    return (short,) if long == short else (short, long)


def trigrams(text: str) -> frozenset[str]:
    """Return the letter triples of the folded words, each word padded with two blanks before and one after."""
    found: set[str] = set()
    for word in fold(text).split():
        padded = f"  {word} "
        found.update(padded[start : start + 3] for start in range(len(padded) - 2))
    return frozenset(found)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def similarity(one: str, other: str) -> float:
    """Return shared trigrams divided by all trigrams, from 0 to 1: PostgreSQL's pg_trgm measure on folded text."""
    return _overlap(trigrams(one), trigrams(other))


def most_similar(query: str, candidates: Iterable[tuple[Key, str]], *, limit: int, at_least: float) -> list[tuple[Key, float]]:
    """Return the keys of the candidates most like the query, best first, ties in the order they were given."""
    sought = trigrams(query)
    scored = ((key, _overlap(sought, trigrams(text))) for key, text in candidates)
    return sorted((hit for hit in scored if hit[1] >= at_least), key=lambda hit: -hit[1])[:limit]


def slugify_name(name: str) -> str:
    """Return a name as it stands in an address: folded words joined by hyphens."""
    return fold(name).replace(" ", "-")
