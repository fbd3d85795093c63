"""Language, actor and refusals of a request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from .actors import Actor, actor_for
from .http import Request
from .models import User
from .rights import Refused

GetResponse = Callable[[Request], HttpResponse]
LANGUAGE_KEY = "language"
SUPPORTED = ("nb", "nn", "en")


def _browser_language(header: str) -> str | None:
    wanted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        code = {"no": "nb"}.get(tag.split("-")[0].lower(), tag.split("-")[0].lower())
        if code in SUPPORTED:
            try:
                wanted.append((float(quality or 1), code))
            except ValueError:
                continue
    return max(wanted, key=lambda pair: pair[0])[1] if wanted else None


def choose_language(request: Request) -> str:
    """Return the person's choice first, then the browser's, then the municipality's own language form."""
    user = request.user if request.user.is_authenticated else None
    own = request.municipality.languages[0] if request.municipality and request.municipality.languages else "nb"
    candidates = [
        request.session.get(LANGUAGE_KEY),
        getattr(user, "language", None),
        _browser_language(request.headers.get("Accept-Language", "")),
        own,
    ]
    return next(code for code in candidates if code in SUPPORTED)


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
            user = request.user if isinstance(request.user, User) or request.user.is_authenticated else None
            return actor_for(user if user and user.is_authenticated else None, request.municipality)

        request.actor = cast(Actor, SimpleLazyObject(find))
        return self.get_response(request)


class RefusalMiddleware:
    """Turn a refused act into a calm page that says why and what helps."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = 403 if request.actor.is_signed_in or not exception.decision.sign_in_helps else 401
        return render(request, "people/refused.html", {"decision": exception.decision, "status": status}, status=status)
