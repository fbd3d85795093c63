"""The clock of a request, and the municipality whose rows it may see."""

import re
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from . import selectors
from .http import PlacedRequest
from .scope import scope

_TENANT_PATH = re.compile(r"^/k/(?P<slug>[a-z0-9-]+)/")
GetResponse = Callable[[PlacedRequest], HttpResponse]


class ClockMiddleware:
    """Read the clock once a request, so that all it does happens at one moment."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PlacedRequest) -> HttpResponse:
        request.now = timezone.now()
        return self.get_response(request)


class MunicipalityMiddleware:
    """Open the scope of the municipality that the address names, by path or by host; without one, none is open."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PlacedRequest) -> HttpResponse:
        found = _TENANT_PATH.match(request.path_info)
        # Host names know no case: another spelling must not lead past the municipality that the host is bound to.
        host = request.get_host().lower().rsplit(":", 1)[0].rstrip(".")
        named, own = selectors.municipalities_named(slug=found["slug"] if found else "", host=host)
        if own and request.path_info == "/":
            return redirect(f"/k/{own.slug}/")
        if own and found and found["slug"] != own.slug:
            raise Http404
        request.municipality = named
        if request.municipality is None:
            if found and request.path_info != found.group(0):
                raise Http404
            return self.get_response(request)
        with scope(request.municipality):
            response = self.get_response(request)
            # A lazily rendered answer would query after the scope has closed.
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            return response
