"""Signing in with ID-porten, and strengthening an account with it."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET

from dugnad.people import oidc
from dugnad.people.http import Request, safe_next
from dugnad.people.identity import BadIdentityNumber, age_on, birth_date, identity_hash
from dugnad.people.middleware import NEXT_KEY
from dugnad.people.residency import RegisterUnavailable, residency_register
from dugnad.people.services import identity as services
from dugnad.people.services import residency
from dugnad.people.services.identity import Meeting

from .login import PROVEN_KEY, finish, login_page

PENDING_KEY = "oidc_pending"
AGE_OF_CONSENT = 13

_TROUBLES: dict[str, tuple[int, Callable[[], str]]] = {
    oidc.UNREACHABLE: (503, lambda: _("Vi fikk ikke kontakt med ID-porten. Du er ikke talt med ennå. Prøv igjen om litt.")),
    oidc.CANCELLED: (200, lambda: _("Du avbrøt innloggingen. Du er ikke talt med ennå.")),
    oidc.STALE: (400, lambda: _("Innloggingen ble avbrutt, eller den tok for lang tid. Prøv en gang til.")),
    oidc.WEAK: (403, lambda: _("Innloggingen var ikke sikker nok. Velg en sterkere måte i ID-porten, for eksempel BankID.")),
    oidc.BAD_ANSWER: (400, lambda: _("Vi kunne ikke stole på svaret fra ID-porten. Du er ikke talt med ennå. Prøv en gang til.")),
}


def _trouble(request: Request, code: str) -> HttpResponse:
    status, text = _TROUBLES[code]
    return login_page(request, trouble=text(), status=status)


@never_cache
@require_GET
def oidc_start(request: Request) -> HttpResponse:
    """Send the browser to the provider. A link, not a form: a form's policy would have to name every provider's host."""
    if not settings.ENV.oidc_issuer:
        raise Http404
    request.session[NEXT_KEY] = safe_next(request, request.GET.get("next"), "")
    try:
        address, pending = oidc.start(
            redirect_uri=request.build_absolute_uri(reverse("people:oidc-callback")),
            language=get_language() or "nb",
            now=request.now,
        )
    except oidc.OidcTrouble as trouble:
        return _trouble(request, trouble.code)
    request.session[PENDING_KEY] = pending
    return redirect(address)


@never_cache
@sensitive_variables()
@require_GET
def oidc_callback(request: Request) -> HttpResponse:
    """Take the provider's answer: find, tie or begin an account, and ask the register where the person lives."""
    if not settings.ENV.oidc_issuer:
        raise Http404
    try:
        proof = oidc.finish(pending=request.session.pop(PENDING_KEY, None), answer=request.GET.dict(), now=request.now)
        hashed, born = identity_hash(proof.identity_number), birth_date(proof.identity_number)
    except oidc.OidcTrouble as trouble:
        return _trouble(request, trouble.code)
    except BadIdentityNumber:
        return _trouble(request, oidc.BAD_ANSWER)
    today = localdate(request.now)
    if born and age_on(born, today) < AGE_OF_CONSENT:
        return render(request, "people/too_young.html", {}, status=403)
    has_answer, number = _ask_register(request, proof.identity_number, today)
    met = services.meet_identity(hashed=hashed, assurance=proof.assurance, current=request.actor.user)
    if met.meeting == Meeting.CONFLICT:
        messages.error(
            request,
            _("ID-porten kjenner deg fra en annen konto her. Logg ut, og logg inn med ID-porten for å bruke den."),
        )
        return redirect("people:account")
    if met.user is None:
        proven = {"hashed": hashed, "assurance": proof.assurance, "age_known": born is not None, "at": request.now.isoformat()}
        request.session[PROVEN_KEY] = {**proven, **({"lives_in": number} if has_answer else {})}
        return redirect("people:welcome")
    if has_answer:
        residency.note_register_answer(user=met.user, number=number, now=request.now)
    if met.meeting == Meeting.LINKED:
        messages.success(request, _("Kontoen er nå knyttet til ID-porten."))
    return finish(request, met.user)


@sensitive_variables()
def _ask_register(request: Request, identity_number: str, on: date) -> tuple[bool, str | None]:
    register = residency_register()
    if register is None:
        return False, None
    try:
        return True, register.lives_in(identity_number, on)
    except RegisterUnavailable:
        messages.warning(
            request, _("Vi fikk ikke svar fra Folkeregisteret nå. Logg inn igjen senere, eller be kommunen bekrefte hvor du bor.")
        )
        return False, None
