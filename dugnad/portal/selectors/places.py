"""Places that run Dugnad, and those that do not yet."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, hypot, radians
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dugnad.domain.law import ThresholdResult, UnknownPopulation, required_signatures
from dugnad.domain.law.thresholds import NoThreshold
from dugnad.tenancy.models import Municipality, Place
from dugnad.tenancy.scope import everywhere
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.models import Matter

LANGUAGES: dict[str, str | Promise] = {
    "nb": _("norsk"),
    "nn": _("norsk"),
    "se": _("nordsamisk"),
    "smj": _("lulesamisk"),
    "sma": _("sørsamisk"),
    "fkv": _("kvensk"),
}
# What browsers and screen readers call the same.
TAGS = {"nb": "no", "nn": "no", "se": "se", "smj": "smj", "sma": "sma", "fkv": "fkv"}

# How far away a neighbour's middle may lie, and how many are drawn.
_ASIDE_LON, _ASIDE_LAT, NEIGHBOURS = 0.7, 0.4, 16


@dataclass(frozen=True)
class Name:
    """A place's name in one of its languages."""

    name: str
    language: str | Promise
    tag: str


@dataclass(frozen=True)
class PlacePage:
    """What is known of a place that does not run Dugnad, and what the law already gives those who live there."""

    place: Place
    names: list[Name]
    requirement: ThresholdResult | None
    steps: tuple[str, ...]
    plain: str
    children: list[Place]
    nearest: Municipality | None

    @property
    def is_county(self) -> bool:
        """Whether the place is a county."""
        return self.place.kind == Place.Kind.COUNTY


@dataclass(frozen=True)
class Running:
    """A municipality that runs Dugnad, and how much moves there."""

    municipality: Municipality
    open_matters: int


def place_by_slug(slug: str) -> Place | None:
    """Return a municipality or county by its address, with its county and who runs Dugnad there."""
    return Place.objects.select_related("county", "municipality").defer("boundary", "county__boundary").filter(slug=slug).first()


def names_of(place: Place) -> list[Name]:
    """Return a place's names in their official order; one language gives one name."""
    found = place.names or [{"name": place.name, "language": "nb"}]
    return [Name(one["name"], LANGUAGES.get(one["language"], ""), TAGS.get(one["language"], "no")) for one in found]


def land_around(place: Place) -> list[dict[str, Any]]:
    """Return the outlines of the places beside this one, so that what is left on a map is sea."""
    if place.lon is None or place.lat is None:
        return []
    beside = Q(
        lon__range=(place.lon - _ASIDE_LON, place.lon + _ASIDE_LON), lat__range=(place.lat - _ASIDE_LAT, place.lat + _ASIDE_LAT)
    )
    rows = Place.objects.filter(beside, kind=place.kind, boundary__isnull=False).exclude(pk=place.pk).order_by("number")
    return [boundary for boundary in rows.values_list("boundary", flat=True)[:NEIGHBOURS] if boundary]


def running() -> list[Running]:
    """Return the municipalities that run Dugnad by name, with their open matters counted; two queries."""
    with everywhere(reason="the page where people find home shows every municipality that runs Dugnad"):
        rows = Matter.objects.filter(visibility=Visibility.PUBLIC, is_open=True).order_by()
        counted = dict(rows.values_list("municipality").annotate(Count("pk")))
    found = Municipality.objects.select_related("place").defer("place__boundary", "theme_css").order_by("name", "pk")
    return [Running(one, counted.get(one.pk, 0)) for one in found]


def page_of(place: Place, now: datetime, on: date) -> PlacePage:
    """Return what the page of a place that does not run Dugnad shows."""
    language = (get_language() or "nb").split("-")[0]
    requirement: ThresholdResult | None = None
    with suppress(UnknownPopulation, NoThreshold):
        requirement = required_signatures(country=place.country, level=place.kind, population=place.population, on=on)
    children: list[Place] = []
    if place.kind == Place.Kind.COUNTY:
        rows = Place.objects.filter(county=place).select_related("municipality").defer("boundary").order_by("name")
        children = list(rows)
    return PlacePage(
        place=place,
        names=names_of(place),
        requirement=requirement,
        steps=requirement.explain(language) if requirement else (),
        plain=requirement.rule.explain(language).plain if requirement else "",
        children=children,
        nearest=_nearest(place),
    )


def _nearest(place: Place) -> Municipality | None:
    """Return the municipality nearest to a place that runs Dugnad, its own county among them."""
    lon, lat = place.lon, place.lat
    if lon is None or lat is None:
        return None
    known = Q(place__lon__isnull=False, place__lat__isnull=False)
    rows = Municipality.objects.filter(known).select_related("place").defer("place__boundary", "theme_css")
    shrink = cos(radians(lat))
    away = {one: hypot(((one.place.lon or 0) - lon) * shrink, (one.place.lat or 0) - lat) for one in rows}
    return min(away, key=lambda one: away[one], default=None)
