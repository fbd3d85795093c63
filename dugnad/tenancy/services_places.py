"""Writes of facts about places: the table of municipalities and counties, and their boundaries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.domain import places as facts
from dugnad.domain.geometry import NotAnArea, repair

from .models import Place

# Where files of boundaries keep the official number.
NUMBER_PROPERTIES = ("kommunenummer", "fylkesnummer", "number")
FACT_FIELDS = (
    *("country", "kind", "name", "names", "folded", "slug", "county", "population", "population_on"),
    *("population_source", "language_form", "centre", "lon", "lat"),
)


def _row(fact: facts.PlaceFact, counties: Mapping[str, Place]) -> Place:
    return Place(
        country="NO",
        number=fact.number,
        kind=fact.kind,
        name=fact.name,
        names=[{"name": one.name, "language": one.language} for one in fact.names],
        folded=fact.folded,
        slug=fact.slug,
        county=counties[fact.county] if fact.county else None,
        population=fact.population,
        population_on=fact.population_on,
        population_source=facts.POPULATION_SOURCE,
        language_form=fact.language_form,
        centre=fact.centre,
        lon=fact.longitude,
        lat=fact.latitude,
    )


def _write(rows: list[Place]) -> None:
    Place.objects.bulk_create(rows, update_conflicts=True, unique_fields=["number"], update_fields=FACT_FIELDS)


@transaction.atomic
def load_places() -> int:
    """Write every municipality and county from the table of facts, keeping boundaries, and return how many."""
    known = facts.load_places()
    _write([_row(fact, {}) for fact in known if fact.county is None])
    counties = {place.number: place for place in Place.objects.filter(kind=Place.Kind.COUNTY).defer("boundary")}
    _write([_row(fact, counties) for fact in known if fact.county is not None])
    return len(known)


@dataclass(frozen=True)
class BoundaryReport:
    """What became of a file of boundaries: the numbers taken in, those mended, not known and not usable."""

    imported: tuple[str, ...]
    mended: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: tuple[str, ...]


def _features(collection: object) -> list[Mapping[str, Any]]:
    features = collection.get("features") if isinstance(collection, Mapping) else None
    if not isinstance(features, list) or not all(isinstance(feature, Mapping) for feature in features):
        raise ValidationError(_("Filen er ikke en GeoJSON-samling (FeatureCollection)."))
    return features


def _number(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties")
    found = properties if isinstance(properties, Mapping) else {}
    return next((str(found[name]) for name in NUMBER_PROPERTIES if found.get(name)), "")


@transaction.atomic
def import_boundaries(*, collection: object) -> BoundaryReport:
    """Store the boundary of each place in a GeoJSON FeatureCollection, mended where it touches or crosses itself."""
    ids = dict(Place.objects.values_list("number", "id"))
    imported: dict[str, Place] = {}
    mended: list[str] = []
    unknown: list[str] = []
    refused: list[str] = []
    for feature in _features(collection):
        number = _number(feature)
        if number not in ids:
            unknown.append(number or "?")
            continue
        try:
            fixed = repair(feature.get("geometry") or {})
        except NotAnArea:
            refused.append(number)
            continue
        if number in imported:
            refused.append(number)
            continue
        imported[number] = Place(id=ids[number], boundary=fixed.geometry)
        if fixed.was_broken:
            mended.append(number)
    Place.objects.bulk_update(imported.values(), ["boundary"], batch_size=50)
    return BoundaryReport(tuple(imported), tuple(mended), tuple(unknown), tuple(refused))
