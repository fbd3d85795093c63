"""When two names may be one person's: as written by two hands, on a screen and on paper."""

from dataclasses import dataclass

from .text import fold, trigrams

# Two spellings of one name share this much of their trigrams ("Kari Moen" and "Kari Moenn": 0.82).
SAME_SPELLING = 0.6
# Names of more words are compared by as many of them: pairing words off must not take time that grows with every order of them.
MOST_WORDS = 6


@dataclass(frozen=True)
class NameMarks:
    """A folded name taken apart once, so that it can be held against many."""

    words: tuple[str, ...]
    trigrams: frozenset[str]


def marks_of(name: str) -> NameMarks:
    """Return the marks of a name as it is written, in any order, case and spelling of letters."""
    return NameMarks(tuple(sorted(fold(name).split())[:MOST_WORDS]), trigrams(name))


def may_be_same(one: NameMarks, other: NameMarks) -> bool:
    """Return whether two names may be one person's; which of them comes first never matters.

    They may when every word of the shorter has a word of its own in the longer, equal or its initial, and at least one is equal
    ("Moen, Kari", "K. Moen" and "Kari Anne Moen" against "Kari Moen"), or when they are spelt nearly alike.
    """
    shared = len(one.trigrams & other.trigrams)
    if shared and shared >= SAME_SPELLING * (len(one.trigrams) + len(other.trigrams) - shared):
        return True
    if not set(one.words) & set(other.words):
        return False
    shorter, longer = sorted((one.words, other.words), key=len)
    return _fits(shorter, list(longer))


def _fits(words: tuple[str, ...], free: list[str]) -> bool:
    if not words:
        return True
    candidates = {word for word in free if word == words[0] or _is_initial(word, words[0])}
    return any(_fits(words[1:], _without(free, word)) for word in candidates)


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def _without(words: list[str], word: str) -> list[str]:
    place = words.index(word)
    return words[:place] + words[place + 1 :]
