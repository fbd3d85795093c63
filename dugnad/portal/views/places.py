"""Finding home, and the page of a place that does not run Dugnad yet."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.people.http import Request
from dugnad.tenancy.selectors_places import find_places
from dugnad.threads.lifecycle import Stage
from dugnad.ui.components import Step

from ..selectors import country, places
from ..selectors.typed import typed


def _found(request: Request) -> dict[str, Any]:
    query = typed(request.GET.get("q"))
    return {"query": query, "hits": [(place, places.names_of(place)) for place in find_places(query, limit=10)] if query else []}


def _map_of_running(here: list[places.Running]) -> str:
    spots = [(one.municipality.place.lon, one.municipality.place.lat, one.municipality.place.population) for one in here]
    label = _("Kart over landet: en prikk for hver kommune, og de som bruker Dugnad i egen farge.")
    return country.draw_country(label, marked=spots)


def _example() -> list[Step]:
    """The thread that every matter follows, as it looks to somebody about to begin."""
    return [
        Step(Stage.IDEA.label, _("her begynner du"), "now"),
        Step(Stage.SUPPORT.label, _("andre blir med")),
        Step(Stage.PROPOSAL.label, _("nok underskrifter")),
        Step(Stage.DECISION.label, _("svar med grunner")),
        Step(Stage.DUGNAD.label, _("vi gjør det")),
        Step(Stage.CARE.label, _("noen ser etter")),
        Step(Stage.EFFECT.label, _("alle får vite")),
    ]


def _page(request: Request, **more: Any) -> dict[str, Any]:
    here = places.running()
    return {"running": here, "map": _map_of_running(here), "steps": _example(), **_found(request), **more}


@require_GET
def home(request: Request) -> HttpResponse:
    """Ask where somebody lives, and show who runs Dugnad."""
    return render(request, "portal/home.html", _page(request))


@require_GET
def find(request: Request) -> HttpResponse:
    """Show the places that what was typed may mean: the list alone for htmx, else the whole page."""
    if request.htmx and not request.htmx.boosted:
        return render(request, "portal/home.html#hits", _found(request))
    return render(request, "portal/home.html", _page(request, searched=True))


def place_page(request: Request, slug: str) -> HttpResponse:
    """Show a place that does not run Dugnad, with what the law already gives those who live there."""
    place = places.place_by_slug(slug)
    if place is None:
        raise Http404
    own = getattr(place, "municipality", None)
    if own is not None:
        return redirect("portal:front", slug=own.slug)
    page = places.page_of(place, request.now, localdate(request.now))
    spots = [(child.lon, child.lat, child.population) for child in page.children]
    label = _("Kart over landet med en prikk for hver kommune. %(name)s er merket.") % {"name": place.name}
    ring = (place.lon, place.lat, place.name) if place.lon is not None and place.lat is not None and not spots else None
    return render(request, "portal/place.html", {"page": page, "map": country.draw_country(label, marked=spots, here=ring)})
