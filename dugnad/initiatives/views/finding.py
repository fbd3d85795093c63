"""Finding the initiative an address names, and sending people to sign in and back."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from dugnad.people.http import TenantRequest

from .. import selectors
from ..models import Initiative


def found_initiative(request: TenantRequest, number: int) -> Initiative:
    """Return the initiative when the actor may see it; raise Http404 otherwise, so that a draft does not betray itself."""
    initiative = selectors.visible_initiative(request.actor, number)
    if initiative is None:
        raise Http404
    return initiative


def to_sign_in(request: TenantRequest, then: str) -> HttpResponse:
    """Send the person to sign in, and to `then` afterwards."""
    address = f"{reverse('people:login')}?{urlencode({'next': then})}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
