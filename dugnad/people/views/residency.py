"""Asking the municipality to confirm where one lives, and answering those who ask."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.people import forms, selectors
from dugnad.people.http import TenantRequest, sent
from dugnad.people.models import ResidencyRequest
from dugnad.people.policies import may_answer_residency, may_ask_for_residency, may_use_account
from dugnad.people.rights import require
from dugnad.people.services import residency as services

A_PAGE = 25


def residency_ask(request: TenantRequest, slug: str) -> HttpResponse:
    """Ask the municipality to confirm that one lives here."""
    require(may_use_account(request.actor))
    waiting = selectors.residency_request_of(request.actor.user)
    form = forms.ResidencyForm(sent(request), initial={"address": waiting.address if waiting else ""})
    if request.method == "POST" and form.is_valid():
        services.ask_for_residency(
            address=form.cleaned_data["address"], actor=request.actor, municipality=request.municipality, now=request.now
        )
        messages.success(request, _("Takk. Kommunen ser på det, og du får svar på e-post."))
        return redirect("people_tenant:residency-ask", slug=slug)
    context = {"form": form, "waiting": waiting, "decision": may_ask_for_residency(request.actor)}
    return render(request, "people/residency_ask.html", context, status=422 if form.is_bound else 200)


@require_POST
def residency_withdraw(request: TenantRequest, slug: str) -> HttpResponse:
    """Take back one's own request."""
    services.withdraw_residency_request(actor=request.actor)
    messages.success(request, _("Spørsmålet og adressen er slettet."))
    return redirect("people_tenant:residency-ask", slug=slug)


@require_GET
def residency_queue(request: TenantRequest, slug: str) -> HttpResponse:
    """List those who wait for an answer, longest first."""
    require(may_answer_residency(request.actor))
    page = Paginator(selectors.residency_requests(), A_PAGE).get_page(request.GET.get("side"))
    same = selectors.same_names([row.user for row in page], request.municipality)
    return render(request, "people/residency_queue.html", {"page": page, "same_names": same})


def _asked(request: TenantRequest, pk: int) -> ResidencyRequest | None:
    """Return the request, None when it is answered already; to others than staff that looks like an address that is not there."""
    found, decision = selectors.residency_request(pk), may_answer_residency(request.actor)
    if found is None and not decision:
        raise Http404
    require(decision)
    if found is None:
        messages.info(request, _("Noen har svart på dette før deg."))
    return found


@require_POST
def residency_confirm(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm that somebody lives here."""
    asked = _asked(request, pk)
    if asked is None:
        return redirect("people_tenant:residency-queue", slug=slug)
    services.confirm_residency(user=asked.user, actor=request.actor, municipality=request.municipality, now=request.now)
    messages.success(request, _("%(name)s er bekreftet som bosatt her.") % {"name": asked.user.name})
    return redirect("people_tenant:residency-queue", slug=slug)


def residency_decline(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Say no, with a reason."""
    asked = _asked(request, pk)
    if asked is None:
        return redirect("people_tenant:residency-queue", slug=slug)
    form = forms.DeclineForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.decline_residency(
                user=asked.user,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                municipality=request.municipality,
                now=request.now,
            )
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            messages.success(request, _("%(name)s får svar på e-post.") % {"name": asked.user.name})
            return redirect("people_tenant:residency-queue", slug=slug)
    return render(request, "people/residency_decline.html", {"form": form, "asked": asked}, status=422 if form.is_bound else 200)
