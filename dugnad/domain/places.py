"""Norway's municipalities and counties as facts, and finding one by what a person types."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal, Protocol, TypeVar, cast

from dugnad.domain.text import search_keys, similarity

# Shown wherever the figures or the names are.
POPULATION_SOURCE = "SSB, tabell 07459"
CREDIT = "Navn, målform, senter og posisjon: Kartverket (CC BY 4.0). Folketall: Statistisk sentralbyrå, tabell 07459."
# pg_trgm's own default: below this two names are not alike.
ALIKE = 0.3

Kind = Literal["municipality", "county"]


@dataclass(frozen=True)
class PlaceName:
    """A name and its language: nb, nn, se (North Sámi), smj (Lule Sámi), sma (South Sámi) or fkv (Kven)."""

    name: str
    language: str


@dataclass(frozen=True)
class PlaceFact:
    """What is known of a municipality or county, whether or not it runs Dugnad."""

    number: str
    kind: Kind
    slug: str
    name: str
    names: tuple[PlaceName, ...]
    county: str | None
    population: int
    population_on: date
    language_form: str
    centre: str
    longitude: float
    latitude: float

    @property
    def all_names(self) -> tuple[str, ...]:
        """Return the names in every language of the place, in the official order."""
        return tuple(one.name for one in self.names)

    @property
    def folded(self) -> str:
        """Return every form the place is searched under, on one line."""
        return " | ".join(key for name in self.all_names for key in search_keys(name))


class Findable(Protocol):
    """A place as the search needs it."""

    @property
    def all_names(self) -> tuple[str, ...]:
        """Return its names in every language."""

    @property
    def kind(self) -> str:
        """Return whether it is a municipality or a county."""

    @property
    def population(self) -> int | None:
        """Return how many live there, where it is known."""


Found = TypeVar("Found", bound=Findable)


def _names(text: str) -> tuple[PlaceName, ...]:
    return tuple(PlaceName(name, language) for language, _, name in (part.partition(":") for part in text.split("|")))


@lru_cache(maxsize=1)
def load_places() -> tuple[PlaceFact, ...]:
    """Return the 15 counties and 357 municipalities of Norway, counties first, by number."""
    text = files("dugnad.domain").joinpath("data", "places_no.csv").read_text("utf-8")
    return tuple(
        PlaceFact(
            number=row["number"],
            kind=cast(Kind, row["kind"]),
            slug=row["slug"],
            name=row["name"],
            names=_names(row["names"]),
            county=row["county"] or None,
            population=int(row["population"]),
            population_on=date.fromisoformat(row["population_on"]),
            language_form=row["language_form"],
            centre=row["centre"],
            longitude=float(row["longitude"]),
            latitude=float(row["latitude"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


@lru_cache(maxsize=4096)
def _keys(name: str) -> tuple[str, ...]:
    return search_keys(name)


def _closeness(sought: Sequence[str], names: Sequence[str]) -> tuple[int, float] | None:
    """Return the tier (exact, prefix, word prefix, alike) and how unlike, smaller is closer; None when not at all."""
    keys = [key for name in names for key in _keys(name)]
    if any(key in sought for key in keys):
        return 0, 0.0
    if any(key.startswith(query) for key in keys for query in sought):
        return 1, 0.0
    if any(f" {query}" in key for key in keys for query in sought):
        return 2, 0.0
    alike = max(similarity(query, key) for key in keys for query in sought)
    return (3, -alike) if alike >= ALIKE else None


def find_places(query: str, places: Iterable[Found], limit: int) -> list[Found]:
    """Return the places a person may mean, best first: the exact name, a beginning, a word's beginning, a likeness.

    Within each, municipalities come before counties and the more peopled before the less.
    """
    sought = [key for key in search_keys(query) if key]
    if not sought:
        return []
    ranked = []
    for order, place in enumerate(places):
        closeness = _closeness(sought, place.all_names)
        if closeness is not None:
            ranked.append(((*closeness, place.kind == "county", -(place.population or 0), order), place))
    return [place for _, place in sorted(ranked, key=lambda hit: hit[0])[:limit]]
