"""Signing in by e-mail, signing out, choosing a language."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dugnad.people import forms
from dugnad.people.http import Request, client_address, safe_next, sent
from dugnad.people.middleware import LANGUAGE_KEY, NEXT_KEY, SUPPORTED, asked_language
from dugnad.people.models import User
from dugnad.people.residency import residency_register
from dugnad.people.services import account, identity, residency
from dugnad.people.services import login as services

BACKEND = "django.contrib.auth.backends.ModelBackend"
EMAIL_KEY = "login_email"
# What has been proven by somebody who has no account yet: an e-mail, or the hash of an identity and where they live.
PROVEN_KEY = "login_proven"

PROVEN_FOR = timedelta(hours=1)

_ANSWERS = {
    services.CodeAnswer.WRONG: lambda: _("Koden stemmer ikke. Se etter om to sifre er byttet om."),
    services.CodeAnswer.EXPIRED: lambda: _("Koden er gått ut. Be om en ny."),
    services.CodeAnswer.USED: lambda: _("Koden er allerede brukt. Be om en ny."),
    services.CodeAnswer.TOO_MANY: lambda: _("Koden er skrevet feil for mange ganger. Be om en ny."),
    services.CodeAnswer.NONE: lambda: _("Koden er gått ut. Be om en ny."),
}


def answer_text(answer: services.CodeAnswer) -> str:
    """Return what to say about a code that did not let somebody in."""
    return _ANSWERS[answer]()


def finish(request: Request, user: User) -> HttpResponse:
    """Sign `user` in with a new session key and go where they were heading; their own language follows them."""
    target = safe_next(request, request.session.get(NEXT_KEY), "/")
    if target.startswith(reverse("people:login")):
        target = "/"
    login(request, user, backend=BACKEND)
    for key in (EMAIL_KEY, NEXT_KEY, PROVEN_KEY):
        request.session.pop(key, None)
    if user.language in SUPPORTED:
        request.session[LANGUAGE_KEY] = user.language
    return redirect(target)


def login_page(request: Request, form: forms.EmailForm | None = None, *, trouble: str = "", status: int = 200) -> HttpResponse:
    """Draw the page where people choose how to sign in."""
    target = safe_next(request, request.GET.get("next") or request.POST.get("next") or request.session.get(NEXT_KEY), "")
    context = {
        "form": form or forms.EmailForm(initial={"email": request.session.get(EMAIL_KEY, "")}),
        "next": target,
        "trouble": trouble,
        "oidc_url": f"{reverse('people:oidc-start')}?{urlencode({'next': target})}" if settings.ENV.oidc_issuer else "",
        "asks_register": residency_register() is not None,
        "demo": settings.DEMO,
    }
    return render(request, "people/login.html", context, status=status)


@never_cache
def log_in(request: Request) -> HttpResponse:
    """Ask for an e-mail address and send a code to it."""
    if request.method != "POST":
        return login_page(request)
    form = forms.EmailForm(request.POST)
    if form.is_valid():
        email = services.normalise_email(form.cleaned_data["email"])
        try:
            services.send_login_code(email=email, address=client_address(request), now=request.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session[EMAIL_KEY] = email
            if "next" in request.POST:
                request.session[NEXT_KEY] = safe_next(request, request.POST["next"], "")
            return redirect("people:login-code")
    return login_page(request, form, status=422)


@never_cache
@sensitive_post_parameters("code")
def login_code(request: Request) -> HttpResponse:
    """Ask for the code, and sign in with it."""
    email = request.session.get(EMAIL_KEY)
    if not email:
        return redirect("people:login")
    form = forms.CodeForm(sent(request))
    context = {"form": form, "email": email, "demo": settings.DEMO, "can_try_again": True}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/login_code.html", context, status=422 if form.is_bound else 200)
    answer = services.try_login_code(
        email=email, code=form.cleaned_data["code"], address=client_address(request), now=request.now
    )
    if answer != services.CodeAnswer.RIGHT:
        form.add_error("code", answer_text(answer))
        context["can_try_again"] = answer == services.CodeAnswer.WRONG
        return render(request, "people/login_code.html", context, status=422)
    user = services.sign_in_by_email(email=email)
    if user is not None:
        return finish(request, user)
    request.session[PROVEN_KEY] = {"email": email, "at": request.now.isoformat()}
    return redirect("people:welcome")


def _proven(request: Request) -> dict[str, Any] | None:
    proven: dict[str, Any] | None = request.session.get(PROVEN_KEY)
    fresh = proven and request.now - datetime.fromisoformat(proven["at"]) <= PROVEN_FOR
    return proven if fresh else None


@never_cache
def welcome(request: Request) -> HttpResponse:
    """Ask somebody new for their name and age, then make the account."""
    proven = _proven(request)
    if proven is None:
        return redirect("people:login")
    form_class = forms.IdentityWelcomeForm if proven.get("age_known") else forms.WelcomeForm
    form = form_class(sent(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/welcome.html", {"form": form}, status=422 if form.is_bound else 200)
    # A guess is no choice, and must not follow the person into their letters.
    language, name = asked_language(request), form.cleaned_data["name"]
    if "email" in proven:
        user = services.create_account(email=proven["email"], name=name, language=language, now=request.now)
    else:
        user = identity.create_account_with_identity(
            hashed=proven["hashed"], assurance=proven["assurance"], name=name, language=language, now=request.now
        )
        if "lives_in" in proven:
            residency.note_register_answer(user=user, number=proven["lives_in"], now=request.now)
    return finish(request, user)


@require_POST
def log_out(request: Request) -> HttpResponse:
    """End the session; the chosen language stays."""
    language = request.session.get(LANGUAGE_KEY)
    target = safe_next(request, request.POST.get("next"))
    logout(request)
    if language:
        request.session[LANGUAGE_KEY] = language
    return redirect(target)


@require_POST
def language_set(request: Request) -> HttpResponse:
    """Keep the language a person chose; an unknown one changes nothing."""
    language = request.POST.get("language", "")
    if language in SUPPORTED:
        request.session[LANGUAGE_KEY] = language
        if request.actor.user:
            account.choose_language(user=request.actor.user, language=language)
    return redirect(safe_next(request, request.POST.get("next")))
