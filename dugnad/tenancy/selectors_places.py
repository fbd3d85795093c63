"""Reads about places: finding one by name, and the one a point on the map lies in."""

from dataclasses import dataclass
from math import cos, radians

from django.db.models import ExpressionWrapper, F, FloatField, Value
from django.db.models.expressions import Combinable

from dugnad.domain import places as facts
from dugnad.domain.geometry import NotAnArea, contains, is_near

from .models import Municipality, Place

# Boundaries follow the shore roughly; a jetty, a bathing place or an islet lies on the outer side.
SHORE_METRES = 1_000.0


@dataclass(frozen=True)
class _Candidate:
    id: int
    kind: str
    all_names: tuple[str, ...]
    population: int | None


def find_places(query: str, *, limit: int = 8) -> list[Place]:
    """Return the places a person may mean by what they typed, best first, each with its county and municipality."""
    rows = Place.objects.order_by("number").values_list("id", "kind", "name", "names", "population")
    candidates = [
        _Candidate(id_, kind, tuple(one["name"] for one in names) or (name,), population)
        for id_, kind, name, names, population in rows
    ]
    best = [candidate.id for candidate in facts.find_places(query, candidates, limit)]
    found = Place.objects.select_related("county", "municipality").defer("boundary", "county__boundary").in_bulk(best)
    return [found[id_] for id_ in best]


def place_by_slug(slug: str) -> Place | None:
    """Return the place with this address."""
    return Place.objects.filter(slug=slug).first()


def place_at(lon: float, lat: float, *, kind: str = Place.Kind.MUNICIPALITY) -> Place | None:
    """Return the municipality (or county) a point lies in, or None at sea, abroad or where boundaries are not loaded.

    The nearest are tried first, so that few boundaries are read; a point on a boundary goes to the nearer centre.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    shrink = cos(radians(lat))
    east: Combinable = (F("lon") - Value(lon)) * Value(shrink)
    north: Combinable = F("lat") - Value(lat)
    nearest = (
        Place.objects.filter(kind=kind, boundary__isnull=False)
        .annotate(distance=ExpressionWrapper(east * east + north * north, output_field=FloatField()))
        .order_by("distance", "number")
        .values_list("id", "boundary")
    )
    for id_, boundary in nearest.iterator(chunk_size=12):
        if boundary and contains(boundary, lon, lat):
            return Place.objects.select_related("county", "municipality").defer("boundary", "county__boundary").get(id=id_)
    return None


@dataclass(frozen=True)
class Whereabouts:
    """Whether a point counts as here, and the place it lies in when it does not."""

    is_here: bool
    elsewhere: Place | None = None


def whereabouts(municipality: Municipality, lon: float, lat: float) -> Whereabouts:
    """Return whether a point is in the municipality or just off its shore; without a boundary the person is believed."""
    boundary = Place.objects.filter(pk=municipality.place_id).values_list("boundary", flat=True).first()
    try:
        if not boundary or contains(boundary, lon, lat):
            return Whereabouts(is_here=True)
        other = place_at(lon, lat, kind=municipality.place.kind)
        if other is None:
            return Whereabouts(is_here=is_near(boundary, lon, lat, SHORE_METRES))
    except NotAnArea:
        return Whereabouts(is_here=True)
    return Whereabouts(is_here=other.pk == municipality.place_id, elsewhere=other)
