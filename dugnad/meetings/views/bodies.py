"""Pages on which the secretary says which bodies there are and who sits in them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import policies, selectors, services
from ..forms import BodyForm, MemberForm
from .found import attempt, status_of

FORM = ["GET", "POST"]


@require_http_methods(FORM)
def bodies(request: TenantRequest, slug: str) -> HttpResponse:
    """Show the bodies and take in one more."""
    require(policies.may_set_up_bodies(request.actor, now=request.now))
    form = BodyForm(request.POST if request.method == "POST" else None)

    def create() -> None:
        services.create_body(municipality=request.municipality, **form.cleaned_data, actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, create):
        messages.success(request, _("Organet er opprettet. Nå kan du legge til medlemmene."))
        return redirect("meetings:bodies", slug=slug)
    context = {"form": form, "bodies": selectors.bodies()}
    return render(request, "meetings/bodies.html", context, status=status_of(request, sent=form.is_bound))


@require_http_methods(FORM)
def body(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Show who sits in a body and take in one more."""
    found = selectors.body_by_pk(pk)
    if found is None:
        raise Http404
    require(policies.may_set_up_bodies(request.actor, now=request.now))
    today = localdate(request.now)
    form = MemberForm(request.POST if request.method == "POST" else None, initial={"from_on": today})

    def seat() -> None:
        services.add_member(body=found, **form.cleaned_data, actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, seat):
        messages.success(request, _("%(name)s er lagt til.") % {"name": form.cleaned_data["name"]})
        return redirect("meetings:body", slug=slug, pk=pk)
    context = {"form": form, "body": found, "members": selectors.members_on(found, today)}
    return render(request, "meetings/body.html", context, status=status_of(request, sent=form.is_bound))
