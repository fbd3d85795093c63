"""What a person types in a search box, made safe and forgiving."""

from django.db.models import Q

from dugnad.domain.text import fold

LONGEST = 200
MOST_WORDS = 8
# Neither spelling is wrong, and neither should hide the other.
TWINS = (("vei", "veg"), ("skole", "skule"), ("ikke", "ikkje"))


def typed(text: str | None) -> str:
    """Return what was typed without control characters, never longer than anybody needs."""
    kept = "".join(letter if letter.isprintable() else " " for letter in (text or "")[:LONGEST])
    return " ".join(kept.split())


def _spellings(word: str) -> set[str]:
    found = {word}
    for one, other in TWINS:
        found |= {spelling.replace(a, b) for spelling in found for a, b in ((one, other), (other, one))}
    # Keyboards without å and ø.
    return found | {word.replace("aa", "a").replace("oe", "o")}


def holds(query: str, *fields: str) -> Q:
    """Return the condition that every word of `query` stands in one of the folded `fields`, in any of its spellings."""
    wanted = Q()
    for word in fold(query).split()[:MOST_WORDS]:
        one = Q(pk__in=[])
        for field in fields:
            for spelling in _spellings(word):
                one |= Q(**{f"{field}__contains": spelling})
        wanted &= one
    return wanted


def is_in(query: str, text: str) -> bool:
    """Return whether every word of `query` stands in `text`, which need not be folded."""
    folded = fold(text)
    return all(any(spelling in folded for spelling in _spellings(word)) for word in fold(query).split()[:MOST_WORDS])
