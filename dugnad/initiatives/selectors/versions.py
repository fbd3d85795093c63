"""The versions of a text, and what differs between two of them, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Initiative, Version

_WORDS = re.compile(r"\S+[^\S\n]*|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words that is the same in both texts, was added, or was taken out."""

    kind: str
    text: str

    @property
    def words(self) -> str:
        """The words without the space behind them, which a line through or under would make look like more words."""
        return self.text.rstrip()

    @property
    def after(self) -> str:
        return self.text[len(self.words) :]


@dataclass(frozen=True)
class Difference:
    """One part of the text (title, why, ...) compared."""

    label: str | Promise
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


def versions_of(initiative: Initiative) -> QuerySet[Version]:
    """Return the versions of the text, newest first."""
    return Version.objects.filter(initiative=initiative).select_related("changed_by").order_by("-number")


def version_of(initiative: Initiative, number: int) -> Version | None:
    """Return one version of the text."""
    return Version.objects.filter(initiative=initiative, number=number).select_related("changed_by").first()


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for act, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if act == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Piece("out", "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Piece("in", "".join(new[new_from:new_to]))


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the two texts as one run of pieces: words that stayed, went out and came in, in reading order."""
    return tuple(_pieces(_WORDS.findall(old.replace("\r\n", "\n")), _WORDS.findall(new.replace("\r\n", "\n"))))


def compare(old: Version, new: Version) -> list[Difference]:
    """Return every part of the text compared, the changed parts marked."""
    parts = [
        (_("Tittel"), old.title, new.title),
        (_("Kort fortalt"), old.lead, new.lead),
        (_("Hvorfor"), old.body_markdown, new.body_markdown),
        (_("Hva trengs"), old.what_needed, new.what_needed),
        (_("Hvor"), old.place, new.place),
    ]
    return [Difference(label, word_difference(before, after)) for label, before, after in parts if before or after]
