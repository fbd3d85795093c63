"""How it works, what is known about you, who can use it, and how the numbers are counted."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dugnad.people.http import Request, TenantRequest

from .. import exports
from ..selectors.front import standing
from ..selectors.promises import year_of_promises

BROKEN_ON_A_PAGE = 50


@require_GET
def about(request: Request, slug: str = "") -> HttpResponse:
    """Tell how Dugnad works."""
    return render(request, "portal/about.html")


@require_GET
def privacy(request: Request, slug: str = "") -> HttpResponse:
    """Tell what is kept about people, why and how long."""
    return render(request, "portal/privacy.html")


@require_GET
def accessibility(request: Request, slug: str = "") -> HttpResponse:
    """State who can use the site, and what does not work yet."""
    return render(request, "portal/accessibility.html")


@require_GET
def numbers(request: TenantRequest, slug: str) -> HttpResponse:
    """Show how the front page's numbers are counted, and every promise not kept."""
    record = year_of_promises(request.municipality, request.now)
    page = Paginator(record.broken, BROKEN_ON_A_PAGE).get_page(request.GET.get("side"))
    return render(request, "portal/numbers.html", {"record": record, "page": page, "standing": standing()})


@require_GET
def numbers_data(request: TenantRequest, slug: str) -> HttpResponse:
    """Give the promises and first answers behind the numbers as JSON."""
    record = year_of_promises(request.municipality, request.now)
    return JsonResponse(exports.promises(request.municipality, record), json_dumps_params={"ensure_ascii": False, "indent": 1})
