"""A request with its clock and the municipality its address names."""

from datetime import datetime

from django.http import HttpRequest

from .models import Municipality


class PlacedRequest(HttpRequest):
    """Any request after the room's middleware: `municipality` is None outside /k/<slug>/."""

    now: datetime
    municipality: Municipality | None
