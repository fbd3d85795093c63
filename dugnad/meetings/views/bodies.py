"""Pages on which the secretary says which bodies there are and who sits in them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.domain.deciding import ELECTION_PERIOD, QUORUM
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.ui.formats import day_year

from .. import offers, policies, selectors, services
from ..forms.agendas import BodyForm, ConstitutedForm, MemberForm
from ..models import Body
from ..selectors_repeats import election_period
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
    found = _body(pk)
    require(policies.may_set_up_bodies(request.actor, now=request.now))
    today = localdate(request.now)
    form = MemberForm(request.POST if request.method == "POST" else None, initial={"from_on": today})

    def seat() -> None:
        services.add_member(body=found, **form.cleaned_data, actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, seat):
        messages.success(request, _("%(name)s er lagt til.") % {"name": form.cleaned_data["name"]})
        return redirect("meetings:body", slug=slug, pk=pk)
    return _body_page(request, found, form, ConstitutedForm(initial={"constituted_on": found.constituted_on}))


@require_POST
def body_period(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Note when the council of this election period first met."""
    found = _body(pk)
    require(policies.may_set_up_bodies(request.actor, now=request.now))
    form = ConstitutedForm(request.POST)

    def note() -> None:
        day = form.cleaned_data["constituted_on"]
        services.note_when_constituted(body=found, day=day, actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, note):
        messages.success(request, _("Valgperioden regnes fra %(day)s.") % {"day": day_year(form.cleaned_data["constituted_on"])})
        return redirect("meetings:body", slug=slug, pk=pk)
    return _body_page(request, found, MemberForm(initial={"from_on": localdate(request.now)}), form)


def _body(pk: int) -> Body:
    found = selectors.body_by_pk(pk)
    if found is None:
        raise Http404
    return found


def _body_page(request: TenantRequest, found: Body, form: MemberForm, period_form: ConstitutedForm) -> HttpResponse:
    today = localdate(request.now)
    context = {
        "form": form,
        "period_form": period_form,
        "body": found,
        "members": selectors.members_on(found, today),
        "period": election_period(today) if found.is_council else None,
        "period_rule": offers.rule_now(ELECTION_PERIOD, request.now),
        "quorum": rulebook.quorum(seats=found.seats, on=today).required,
        "quorum_rule": offers.rule_now(QUORUM, request.now),
    }
    sent = form.is_bound or period_form.is_bound
    return render(request, "meetings/body.html", context, status=status_of(request, sent=sent))
