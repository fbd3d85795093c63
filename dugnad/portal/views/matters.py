"""Lists of matters, the large map, and search."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from dugnad.people.http import TenantRequest
from dugnad.ui import navigation

from .. import exports
from ..selectors import matters as lists
from ..selectors.map import map_asked_for
from ..selectors.search import search_all
from ..selectors.typed import typed


def _choices(request: TenantRequest, want: lists.Asked) -> dict[str, Any]:
    return {
        "asked": want,
        "themes": lists.themes(),
        "stages": lists.stages(),
        "statuses": lists.STATUSES.items(),
        "sorts": lists.SORTS.items(),
        "start_url": navigation.address("initiatives:start", request.municipality.slug),
    }


@require_GET
def matters(request: TenantRequest, slug: str) -> HttpResponse:
    """Show the matters asked for: the list alone for htmx, else the whole page."""
    want = lists.asked(request.GET.dict())
    page = lists.page_asked_for(want, request.GET.get("side"))
    context = {"page": page, "rows": [lists.row_of(matter) for matter in page.object_list], **_choices(request, want)}
    fragment = "#list" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"portal/matters.html{fragment}", context)


@require_GET
def map_page(request: TenantRequest, slug: str) -> HttpResponse:
    """Show the large map with its list."""
    want = lists.asked(request.GET.dict())
    found = map_asked_for(want, request.GET.get("side"), request.now)
    data = reverse("portal:map-data", kwargs={"slug": slug})
    query = request.GET.urlencode()
    context = {"found": found, "page": found.page, "data_url": f"{data}?{query}" if query else data, **_choices(request, want)}
    return render(request, "portal/map.html", context)


@require_GET
def map_data(request: TenantRequest, slug: str) -> HttpResponse:
    """Give the points of a page of the map as GeoJSON."""
    found = map_asked_for(lists.asked(request.GET.dict()), request.GET.get("side"), request.now)
    return JsonResponse(exports.points(found), content_type="application/geo+json")


@require_GET
@cache_control(public=True, max_age=3600)
def boundary(request: TenantRequest, slug: str) -> HttpResponse:
    """Give the municipality's outline as GeoJSON."""
    return JsonResponse(exports.outline(request.municipality), content_type="application/geo+json")


@require_GET
def search(request: TenantRequest, slug: str) -> HttpResponse:
    """Search in all that the municipality shows."""
    query = typed(request.GET.get("q"))
    context = {
        "query": query,
        "found": search_all(query, request.now),
        "start_url": navigation.address("initiatives:start", slug),
    }
    return render(request, "portal/search.html", context)
