"""Asking somebody to start it together, and their answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import policies, selectors, services
from ..forms.starting import InviteForm
from ..models import Invitation
from .finding import found_initiative, to_sign_in


@require_http_methods(["GET", "POST"])
def invite(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Ask somebody by e-mail."""
    require(policies.may_start(request.actor, now=request.now))
    initiative = found_initiative(request, number)
    starter = selectors.standing_of(request.actor, initiative).is_starter
    require(policies.may_invite(request.actor, initiative, is_starter=starter, now=request.now))
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            services.invite_starter(initiative=initiative, email=email, actor=request.actor, now=request.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Vi har spurt %(email)s.") % {"email": email})
            return redirect("initiatives:invite", slug=slug, number=number)
    context = {
        "form": form,
        "initiative": initiative,
        "matter": initiative.matter,
        "invited": selectors.open_invitations(initiative),
    }
    return render(request, "initiatives/invite.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def invitation(request: TenantRequest, slug: str, token: str) -> HttpResponse:
    """Show what one is asked to join, and take the answer. Saying no needs no account."""
    found = selectors.invitation_by_token(token)
    if found is None:
        return render(request, "initiatives/invitation_gone.html", {}, status=404)
    if request.method == "POST":
        return _answer(request, found)
    matter = found.initiative.matter
    if selectors.standing_of(request.actor, found.initiative).is_starter:
        return redirect(matter)
    if found.is_answered:
        return render(request, "initiatives/invitation_gone.html", {"matter": matter}, status=410)
    next_url = f"{reverse('people:login')}?next={request.path}"
    context = {"invitation": found, "initiative": found.initiative, "matter": matter, "login_url": next_url}
    return render(request, "initiatives/invitation.html", context)


def _answer(request: TenantRequest, found: Invitation) -> HttpResponse:
    if request.POST.get("answer") == "no":
        services.decline_invitation(invitation=found, now=request.now)
        messages.success(request, _("Takk for svaret. Adressen din er slettet hos oss."))
        return redirect("initiatives:start", slug=request.municipality.slug)
    if not request.actor.is_signed_in:
        return to_sign_in(request, request.path)
    try:
        initiative = services.accept_invitation(invitation=found, actor=request.actor, now=request.now)
    except ValidationError:
        return render(request, "initiatives/invitation_gone.html", {}, status=410)
    messages.success(request, _("Velkommen med. Nå kan du skrive og svare sammen med de andre."))
    return redirect(initiative.matter)
