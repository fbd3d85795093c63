"""Pages for when something went wrong, which never fail themselves. Django and our middleware ask for them by status."""

import logging
import secrets
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

log = logging.getLogger("dugnad.ui.trouble")


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


def trouble_page(request: HttpRequest, status: int, trouble: Trouble) -> HttpResponse:
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
    return trouble_page(request, 400, TROUBLES[400])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble_page(request, 403, TROUBLES[403])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble_page(request, 404, TROUBLES[404])


def not_allowed(request: HttpRequest) -> HttpResponse:
    return trouble_page(request, 405, TROUBLES[405])


def too_large(request: HttpRequest) -> HttpResponse:
    return trouble_page(request, 413, TROUBLES[413])


def server_error(request: HttpRequest) -> HttpResponse:
    return trouble_page(request, 500, TROUBLES[500])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return trouble_page(request, 403, _CSRF)
