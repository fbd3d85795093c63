"""Error pages that never fail themselves, and the gallery of components."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import gallery as samples

log = logging.getLogger("dugnad.ui.errors")


@dataclass(frozen=True)
class Trouble:
    """What went wrong, in words that help."""

    title: str | Promise
    lead: str | Promise
    text: str | Promise = ""
    ours: bool = False


TROUBLES = {
    400: Trouble(
        _("Vi forstod ikke det"),
        _("Noe i adressen eller skjemaet ble ikke slik vi ventet."),
        _("Gå tilbake og prøv en gang til."),
    ),
    401: Trouble(_("Logg inn først"), _("Dette kan bare den som er logget inn, gjøre.")),
    403: Trouble(
        _("Dette er ikke åpent for deg"),
        _("Du har ikke tilgang til det du prøvde å gjøre."),
        _("Mener du at du skal ha det, ta kontakt med kommunen."),
    ),
    404: Trouble(_("Tråden slutter her"), _("Vi fant ikke siden. Den kan være flyttet, eller adressen er skrevet litt feil.")),
    405: Trouble(_("Slik går det ikke"), _("Siden kan ikke brukes på den måten. Gå tilbake og bruk knappen der.")),
    413: Trouble(
        _("Det ble for mye på én gang"),
        _("Det du sendte, er større enn vi tar imot. Ingenting er lagret."),
        _("Gå tilbake, og velg færre eller mindre bilder. Hvert bilde kan være inntil 15 MB."),
    ),
    429: Trouble(
        _("Litt for fort"),
        _("Det kom mange forsøk på kort tid. Vent et par minutter, så kan du prøve igjen."),
        _("Det du alt har gjort, er lagret."),
    ),
    500: Trouble(
        _("Tråden røk hos oss"),
        _("Feilen er vår. Vi har fått beskjed."),
        _("Det du gjorde nå, er kanskje ikke lagret. Prøv igjen om et par minutter."),
        ours=True,
    ),
}
_CSRF = Trouble(
    _("Siden har stått åpen for lenge"),
    _("Av hensyn til sikkerheten ble ikke skjemaet sendt. Ingenting er lagret ennå."),
    _("Gå tilbake, last siden på nytt og send en gang til. Kopier gjerne teksten din først."),
)


def _page(request: HttpRequest, status: int, trouble: Trouble) -> HttpResponse:
    context = {"trouble": trouble, "status": status, "now": getattr(request, "now", None) or timezone.now(), "code": ""}
    if trouble.ours:
        context["code"] = f"D-{secrets.token_hex(2).upper()}"
        log.error("Error page %s shown for %s", context["code"], request.path)
    try:
        return render(request, "ui/error.html", context, status=status)
    except Exception:
        # The frame itself may be what broke: a page without menus always works.
        log.exception("The error page could not be drawn in its frame")
        return HttpResponse(render_to_string("ui/error_bare.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, TROUBLES[400])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, TROUBLES[403])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, TROUBLES[404])


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 429, TROUBLES[429])


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, 413, TROUBLES[413])


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, TROUBLES[500])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, _CSRF)


def _development(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, **kwargs)

    return guarded


@_development
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", samples.everything())


@_development
def gallery_matter(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_matter.html", samples.everything())


@_development
def gallery_drawings(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_drawings.html", samples.everything())


@_development
def gallery_form(request: HttpRequest) -> HttpResponse:
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "ui/gallery_form.html", {"form": form}, status=status)


@_development
def gallery_error(request: HttpRequest, *, status: int) -> HttpResponse:
    if status not in TROUBLES:
        raise Http404
    return _page(request, status, TROUBLES[status])
