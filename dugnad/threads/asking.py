"""What is asked about a matter is asked once while its page is put together, however many rooms want to know."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .models import Matter

_Answer = TypeVar("_Answer")
_KEPT = "_asked_once"


@contextmanager
def asked_once(matter: Matter) -> Iterator[None]:
    """Keep answers about `matter` for as long as its page is put together; nothing is changed meanwhile."""
    matter.__dict__[_KEPT] = {}
    try:
        yield
    finally:
        del matter.__dict__[_KEPT]


def once(matter: Matter, question: str, ask: Callable[[], _Answer]) -> _Answer:
    """Return the answer to `question`, asked anew unless the matter's page is being put together."""
    kept = matter.__dict__.get(_KEPT)
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    answer: _Answer = kept[question]
    return answer
