"""Language, actor and refusals of a request."""

import re
from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from dugnad.tenancy.selectors import languages_at

from .actors import Actor, actor_for
from .http import Request, safe_next
from .models import User
from .rights import Refused
from .selectors import represented_person

GetResponse = Callable[[Request], HttpResponse]
LANGUAGE_KEY = "language"
# Whom a member of staff acts for, as [municipality, person]: it holds in that municipality only.
ACTING_KEY = "acting_for"
# Where somebody who signs in was heading.
NEXT_KEY = "login_next"
SUPPORTED = ("nb", "nn", "en")
_PLACE = re.compile(r"/k/(?P<slug>[a-z0-9-]+)/")


def _browser_language(header: str, offered: tuple[str, ...]) -> str | None:
    wanted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        code = {"no": "nb"}.get(tag.split("-")[0].lower(), tag.split("-")[0].lower())
        if code in offered:
            try:
                wanted.append((float(quality or 1), code))
            except ValueError:
                continue
    return max(wanted, key=lambda pair: pair[0])[1] if wanted else None


def choose_language(request: Request) -> str:
    """Return the person's choice first, then the browser's, then the municipality's own language form."""
    user = request.user if request.user.is_authenticated else None
    own = next((c for c in (request.session.get(LANGUAGE_KEY), getattr(user, "language", "")) if c in SUPPORTED), None)
    if own:
        # A person's own choice always holds; what a municipality offers limits only what we guess.
        return str(own)
    offered = _offered(request)
    guesses = (_browser_language(request.headers.get("Accept-Language", ""), offered), *offered, "nb")
    return next(code for code in guesses if code in SUPPORTED)


def asked_language(request: Request) -> str:
    """Return the language somebody has chosen or their browser asks for; empty when we only guess."""
    chosen = request.session.get(LANGUAGE_KEY) or _browser_language(request.headers.get("Accept-Language", ""), SUPPORTED)
    return chosen if chosen in SUPPORTED else ""


def _offered(request: Request) -> tuple[str, ...]:
    if request.municipality:
        return tuple(request.municipality.languages) or SUPPORTED
    # Who comes to a page outside all municipalities from one of them, as to sign in, is met in its language.
    heading_for = request.GET.get("next") or request.session.get(NEXT_KEY) or ""
    found = _PLACE.match(request.path_info) or _PLACE.match(heading_for)
    return tuple(languages_at(found["slug"])) if found else SUPPORTED


class LanguageMiddleware:
    """Speak the right language for the whole request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        language = choose_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie", "HX-Request"))
        return response


class ActorMiddleware:
    """Give the request its actor, looked up on first use."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        def find() -> Actor:
            user = request.user if isinstance(request.user, User) else None
            return _acting(request, actor_for(user, request.municipality))

        request.actor = cast(Actor, SimpleLazyObject(find))
        return self.get_response(request)


def _acting(request: Request, actor: Actor) -> Actor:
    acting = request.session.get(ACTING_KEY) if actor.is_staff else None
    if not acting or actor.municipality is None or acting[0] != actor.municipality.pk:
        return actor
    person = represented_person(acting[1])
    return actor.acting_for(person) if person else actor


class RefusalMiddleware:
    """Turn a refused act into a calm page that says why and what helps."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        sign_in = exception.decision.sign_in_helps and not request.actor.is_signed_in
        status = 401 if sign_in else 403
        context = {"decision": exception.decision, "sign_in": sign_in, "back": _way_back(request)}
        response = render(request, "people/refused.html", context, status=status)
        if sign_in and request.headers.get("HX-Request"):
            response.headers["HX-Redirect"] = f"{reverse('people:login')}?{urlencode({'next': _way_back(request)})}"
        return response


def _way_back(request: Request) -> str:
    """Return a page to come back to: this one, or the page an act was tried from."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return safe_next(request, path if came_from.netloc == request.get_host() else "", "/")
