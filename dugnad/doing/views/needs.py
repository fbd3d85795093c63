"""Needs and pledges."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.models import Matter

from .. import policies, selectors, services
from ..forms import MunicipalityPledgeForm, NeedForm, PledgeForm
from ..lifecycle import Giver
from ..models import Need
from ..selectors.needs import pledge_by_key, quantity_text
from .common import add_errors, data_of, matter_or_404


def _need_or_404(matter: Matter, key: int) -> Need:
    need = selectors.need_of(matter, key)
    if need is None:
        raise Http404
    return need


def _to_needs(matter: Matter) -> HttpResponse:
    return redirect(f"{matter.get_absolute_url()}#h-trengs")


@require_GET
def pledges(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show those who plan the work who has promised what."""
    matter, starter = matter_or_404(request, number)
    require(policies.may_see_pledges(request.actor, matter, starter=starter))
    given = selectors.standing_pledges().filter(need__matter=matter, need__closed_at=None).select_related("need")
    rows = [
        (view, [(pledge, quantity_text(pledge)) for pledge in given if pledge.need_id == view.need.pk])
        for view in selectors.needs_of(matter)
    ]
    return render(request, "doing/pledges.html", {"matter": matter, "rows": rows, "actor": request.actor})


@require_http_methods(["GET", "POST"])
def need_new(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take in a new need."""
    matter, starter = matter_or_404(request, number)
    require(policies.may_state_need(request.actor, matter, starter=starter, now=request.now))
    form = NeedForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.state_need(matter=matter, actor=request.actor, now=request.now, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Behovet står på siden."))
            return _to_needs(matter)
    return _need_page(request, matter, form, None)


def _need_page(request: TenantRequest, matter: Matter, form: NeedForm, need: Need | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "doing/need_form.html", {"matter": matter, "form": form, "need": need}, status=status)


@require_http_methods(["GET", "POST"])
def need_change(request: TenantRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Change a need."""
    matter, starter = matter_or_404(request, number)
    require(policies.may_state_need(request.actor, matter, starter=starter, now=request.now))
    need = _need_or_404(matter, key)
    form = NeedForm(data_of(request), need=need)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_need(need=need, actor=request.actor, now=request.now, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Behovet er endret."))
            return _to_needs(matter)
    return _need_page(request, matter, form, need)


@require_POST
def need_close(request: TenantRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Take a need away."""
    matter, starter = matter_or_404(request, number)
    require(policies.may_state_need(request.actor, matter, starter=starter, now=request.now))
    services.close_need(need=_need_or_404(matter, key), actor=request.actor, now=request.now)
    messages.success(request, _("Behovet er tatt bort. De som hadde lovet noe, får vite det."))
    return _to_needs(matter)


@require_http_methods(["GET", "POST"])
def pledge_make(request: TenantRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Take in a pledge, or change one's own."""
    matter, _starter = matter_or_404(request, number)
    need = _need_or_404(matter, key)
    require(policies.may_pledge(request.actor, need, giver=Giver.PERSON, now=request.now))
    own = selectors.own_pledges(matter, request.actor.person).get(need.pk) if request.actor.person else None
    form = PledgeForm(data_of(request), need=need, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            _pledge(request, need, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Takk. Løftet ditt står på siden. Du kan endre eller trekke det når som helst."))
            return _to_needs(matter)
    context = {"matter": matter, "need": need, "form": form, "own": own, "waits": selectors.must_wait_for_council(matter)}
    return render(request, "doing/pledge_form.html", context, status=422 if form.is_bound else 200)


def _pledge(request: TenantRequest, need: Need, form: PledgeForm) -> None:
    given = form.cleaned_data
    organisation = None
    if given["giver"] == Giver.ORGANISATION:
        organisation = services.organisation_for(
            municipality=request.municipality,
            name=given["organisation"],
            kind=given["organisation_kind"],
            actor=request.actor,
            now=request.now,
        )
    services.pledge(
        need=need,
        quantity=given["quantity"],
        note=given["note"],
        giver=given["giver"],
        organisation=organisation,
        actor=request.actor,
        now=request.now,
    )


@require_POST
def pledge_withdraw(request: TenantRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Take a pledge back."""
    matter, _starter = matter_or_404(request, number)
    pledge = pledge_by_key(matter, key)
    if pledge is None:
        raise Http404
    services.withdraw_pledge(pledge=pledge, actor=request.actor, now=request.now)
    messages.success(request, _("Løftet er trukket. Takk for at du sa fra."))
    return _to_needs(matter)


@require_http_methods(["GET", "POST"])
def municipality_gives(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take in what the municipality promises back."""
    matter, _starter = matter_or_404(request, number)
    require(policies.may_give_from_municipality(request.actor, matter))
    needs = [view.need for view in selectors.needs_of(matter) if not view.is_covered]
    form = MunicipalityPledgeForm(data_of(request), needs=needs)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_from_municipality(matter=matter, actor=request.actor, now=request.now, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Kommunens løfte står på siden."))
            return _to_needs(matter)
    context = {"matter": matter, "form": form}
    return render(request, "doing/municipality_form.html", context, status=422 if form.is_bound else 200)
