"""Serves the pictures people have sent in, and stops a request that is larger than any of our forms."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from .trouble import not_found, too_large

GetResponse = Callable[[HttpRequest], HttpResponse]
# What our own services store, and nothing else that may lie in the folder.
_OURS = re.compile(r"[\w/-]+\.webp", re.ASCII)
A_YEAR = 365 * 24 * 3600
# The largest form has two pictures; each is told about its own size in words, so this is only the last wall.
LARGEST_BODY = 64 * 1024 * 1024


class PictureMiddleware:
    """Answer for pictures before sessions and municipalities are looked up: a page may hold thirty of them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(settings.MEDIA_URL) and request.method in ("GET", "HEAD"):
            return _picture(request, request.path_info.removeprefix(settings.MEDIA_URL))
        return self.get_response(request)


def _picture(request: HttpRequest, name: str) -> HttpResponseBase:
    if not _OURS.fullmatch(name):
        return not_found(request)
    try:
        stored = default_storage.open(name)
    except (OSError, SuspiciousOperation):
        return not_found(request)
    answer = FileResponse(stored, content_type="image/webp")
    # Names are never used twice, so what a browser has kept is always right.
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


class BodyLimitMiddleware:
    """Refuse a body larger than any form of ours before a byte of it is written to disk."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return too_large(request)
        return self.get_response(request)
