"""What a person follows, is told, and does not want to be mailed about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import Request, TenantRequest
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.tenancy.selectors import municipality_by_slug
from dugnad.threads.models import Matter

from .. import policies, selectors, services
from ..recipients import Recipient
from ..tokens import BadToken, read_token
from .found import reader_of


@require_POST
def follow(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Follow a matter."""
    matter = reader_of(request, number).matter
    require(policies.may_follow(request.actor, matter))
    person = request.actor.person
    assert person is not None  # noqa: S101 - the policy has refused visitors
    services.follow(matter=matter, user=person, now=request.now)
    messages.success(request, _("Du følger saken. Vi sier fra når noe skjer."))
    return redirect(matter)


@require_POST
def unfollow(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Stop following a matter."""
    matter = reader_of(request, number).matter
    require(policies.may_follow(request.actor, matter))
    person = request.actor.person
    assert person is not None  # noqa: S101 - the policy has refused visitors
    services.unfollow(matter=matter, user=person, now=request.now)
    messages.success(request, _("Du følger ikke saken lenger."))
    return redirect(matter)


@never_cache
@require_GET
def my_notices(request: Request) -> HttpResponse:
    """Show a person what they have been told."""
    require(policies.may_read_notices(request.actor))
    user = request.actor.user
    assert user is not None  # noqa: S101 - the policy has refused visitors
    context = {
        "notices": selectors.notices_of(user),
        "unread": selectors.unread_count(user),
        "stopped": selectors.municipalities_with_mail_stopped(user),
        "hour": user.digest_hour,
    }
    return render(request, "conversation/notices.html", context)


@require_POST
def notices_read(request: Request) -> HttpResponse:
    """Mark all notices as read."""
    require(policies.may_read_notices(request.actor))
    user = request.actor.user
    assert user is not None  # noqa: S101 - the policy has refused visitors
    services.mark_notices_read(user=user, now=request.now)
    return redirect("conversation_national:notices")


@require_POST
def mail_resume(request: Request, municipality: str) -> HttpResponse:
    """Get e-mail from a municipality again."""
    require(policies.may_read_notices(request.actor))
    found = municipality_by_slug(municipality)
    if found is None:
        raise Http404
    user = request.actor.user
    assert user is not None  # noqa: S101 - the policy has refused visitors
    with scope(found):
        services.resume_mail(municipality=found, user=user)
    messages.success(request, _("Du får e-post fra %(place)s igjen.") % {"place": found.name})
    return redirect("conversation_national:notices")


# Mail programs post here without a session or a token of ours. The signed address is the right itself, and all it can do is
# stop e-mail: forging a request needs the address, and whoever has the address may use it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop e-mail: a page with the choice, or at once from a mail program's own button."""
    try:
        stop = read_token(token)
    except BadToken:
        return render(request, "conversation/unsubscribe_bad.html", status=404)
    municipality = selectors.municipality_by_pk(stop.municipality)
    recipient = selectors.recipient_by_key(stop.recipient)
    if municipality is None or recipient is None:
        return render(request, "conversation/unsubscribe_bad.html", status=404)
    with scope(municipality):
        matters = selectors.matters_of_token(municipality, stop.matters)
        context = {"place": municipality, "matters": matters, "one": matters[0] if len(matters) == 1 else None, "done": False}
        if request.method == "POST":
            context |= {"done": True, "stopped": _stop(request, municipality, recipient, matters)}
        return render(request, "conversation/unsubscribe.html", context)


def _stop(request: HttpRequest, municipality: Municipality, recipient: Recipient, matters: list[Matter]) -> Matter | None:
    """Stop what was asked for: one named matter, or everything. A mail program's button stops the letter's one matter, or all."""
    asked = request.POST.get("sak", "")
    chosen = next((matter for matter in matters if str(matter.pk) == asked), None)
    if asked and chosen is None:
        raise Http404
    if not asked and "alt" not in request.POST and len(matters) == 1:
        chosen = matters[0]
    services.stop_mail(municipality=municipality, recipient=recipient, now=request.now, matter=chosen)  # type: ignore[attr-defined]
    return chosen
