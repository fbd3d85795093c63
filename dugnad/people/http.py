"""A request as views see it: Django's, with what the middleware has added."""

from django.contrib.auth.models import AnonymousUser
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
