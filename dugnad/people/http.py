"""A request as views see it: Django's, with what the middleware has added."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from dugnad.tenancy.http import PlacedRequest
from dugnad.tenancy.models import Municipality

from .actors import Actor
from .models import User


class Request(PlacedRequest):
    """Any request: `municipality` is None outside /k/<slug>/."""

    actor: Actor
    htmx: HtmxDetails
    user: User | AnonymousUser


class TenantRequest(Request):
    """A request under /k/<slug>/ of a municipality that runs Dugnad; the middleware answers 404 for all others."""

    municipality: Municipality


def client_address(request: HttpRequest) -> str:
    """Return the address a request came from; behind a trusted proxy, the last one the proxy wrote."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.ENV.trusted_proxy:
        return direct
    return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip() or direct


def safe_next(request: HttpRequest, wanted: str | None, otherwise: str = "/") -> str:
    """Return where to go next: `wanted` when it is a path of our own, else `otherwise`."""
    if (
        wanted
        and wanted.startswith("/")
        and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    ):
        return wanted
    return otherwise


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, None when it was only asked for; an empty form counts as sent."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, UploadedFile[bytes]] | None]:
    """Return what a form with files was sent with."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
