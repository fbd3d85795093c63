"""What the room's services share: checking a row's own limits, and times in figures that need no translation."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dugnad.tenancy.models import Municipality
from dugnad.tenancy.selectors_places import whereabouts

from ..models import DugnadDay


def checked(row: models.Model) -> Any:
    """Return `row` when its own text and numbers keep their limits; raise ValidationError by field."""
    skipped = [
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation or isinstance(field, models.JSONField | models.FileField)
    ]
    row.clean_fields(exclude=skipped)
    return row


def wrong(field: str, message: str, code: str) -> ValidationError:
    """Return a no that belongs to a field of the form."""
    return ValidationError({field: ValidationError(message, code=code)})


def when_text(day: DugnadDay) -> str:
    """Return "24.4.2027 kl. 10.00–14.00", read the same in all our languages."""
    starts, ends = localtime(day.starts_at), localtime(day.ends_at)
    end = f"{ends:%H.%M}" if ends.date() == starts.date() else f"{_date(ends)} {ends:%H.%M}"
    return f"{_date(starts)} kl. {starts:%H.%M}–{end}"


def _date(moment: datetime) -> str:
    return f"{moment.day}.{moment.month}.{moment.year}"


def check_point(lon: float | None, lat: float | None, municipality: Municipality) -> None:
    """Raise ValidationError when a point is half given, is off the map, or lies outside the municipality's boundary."""
    if lon is None and lat is None:
        return
    if lon is None or lat is None:
        raise wrong("lon", _("Et punkt på kartet har to tall. Fyll inn begge, eller ingen."), "half_point")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise wrong("lon", _("Punktet ligger utenfor kartet."), "off_the_map")
    if not whereabouts(municipality, lon, lat).is_here:
        words = {"name": municipality.name}
        raise wrong("lon", _("Punktet ligger utenfor %(name)s. Flytt det, eller skriv stedet med ord.") % words, "outside")
