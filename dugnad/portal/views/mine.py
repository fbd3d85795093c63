"""A person's own page, and their calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dugnad.people.http import Request
from dugnad.people.rights import require
from dugnad.people.selectors import homes_of

from .. import exports, policies, services
from ..selectors import mine


@require_GET
@never_cache
def my_page(request: Request) -> HttpResponse:
    """Show what is the actor's own, or all of one kind of it."""
    require(policies.may_see_my_page(request.actor))
    user = request.actor.user
    assert user is not None  # noqa: S101 - the policy lets only people in
    one = mine.section_of(user, request.GET.get("vis", ""), request.GET.get("side"))
    if one is not None:
        return render(request, "portal/my_section.html", {"section": one[0], "page": one[1]})
    page = mine.page_of(user, request.now)
    feed = f"{settings.BASE_URL}{reverse('portal_national:calendar', kwargs={'key': user.calendar_key})}"
    context = {"mine": page, "feed": feed, "homes": homes_of(user) if page.is_empty else []}
    return render(request, "portal/my_page.html", context)


@require_GET
@never_cache
def calendar(request: Request, key: str) -> HttpResponse:
    """Give the calendar that a secret address opens."""
    user = mine.user_by_calendar_key(key)
    if user is None:
        raise Http404
    # A calendar program sends no cookie and often no language.
    with translation.override(user.language or "nb"):
        content = exports.calendar(mine.feed_of(user, request.now), base_url=settings.BASE_URL)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@require_POST
def calendar_renew(request: Request) -> HttpResponse:
    """Give the calendar a new secret address."""
    services.renew_calendar_key(actor=request.actor, now=request.now)
    messages.success(request, _("Kalenderen har fått en ny adresse. Den gamle virker ikke lenger."))
    return redirect("portal_national:my-page")
