"""The front page of a municipality."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.people.http import Request, TenantRequest
from dugnad.ui import navigation
from dugnad.ui.formats import decimal, number

from ..selectors.front import front_of
from ..selectors.places import land_around
from .places import place_page


@require_GET
def front(request: Request, slug: str) -> HttpResponse:
    """Show a municipality's front page, or the page of a place that does not run Dugnad."""
    if request.municipality is None:
        return place_page(request, slug)
    return municipality_page(cast(TenantRequest, request))


def municipality_page(request: TenantRequest) -> HttpResponse:
    """Show what moves in the municipality."""
    municipality = request.municipality
    found = front_of(municipality, request.now)
    days = found.record.average_days
    context = {
        "front": found,
        "greeting": municipality.greeting or _("%(name)s er noe vi gjør sammen") % {"name": municipality.name},
        "lead": _("Start noe, skriv under eller ta i et tak. To setninger er nok til å begynne."),
        "around": land_around(municipality.place),
        "panorama": municipality.drawing or "panorama",
        "start_url": navigation.address("initiatives:start", municipality.slug),
        "average": "" if days is None else number(days) if days == int(days) else decimal(days),
    }
    return render(request, "portal/front.html", context)
