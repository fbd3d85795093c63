"""Writes that belong to no subject: numbers in a series, and a municipality's settings."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from .models import Municipality, NumberSeries, Place
from .selectors import own_languages


@transaction.atomic
def next_number(*, municipality: Municipality, series: str) -> int:
    """Return the next number of a series, unique within the municipality also when two ask at once."""
    if not NumberSeries.objects.filter(municipality=municipality, series=series).update(last=F("last") + 1):
        try:
            with transaction.atomic():
                NumberSeries.objects.create(municipality=municipality, series=series, last=1)
        except IntegrityError:
            NumberSeries.objects.filter(municipality=municipality, series=series).update(last=F("last") + 1)
    return NumberSeries.objects.get(municipality=municipality, series=series).last


@transaction.atomic
def start_municipality(*, place: Place, now: datetime, **settings: Any) -> Municipality:
    """Let a place run Dugnad; asking twice returns the same municipality."""
    municipality, _ = Municipality.objects.get_or_create(
        place=place,
        defaults={
            "slug": place.slug,
            "name": place.name,
            "created_at": now,
            "languages": own_languages(place.language_form),
            **settings,
        },
    )
    return municipality
