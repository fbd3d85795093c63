"""Pages on which the secretary records and publishes a decision, and an owner says that a measure is done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import offers, policies, selectors, services
from ..forms import DecisionForm, DoneForm, measure_forms
from ..models import Decision, FollowUp
from .found import attempt, item_of, status_of

FORM = ["GET", "POST"]


@require_http_methods(FORM)
def decision_record(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Record what the meeting answered, with the measures that follow; publish it at once when asked to."""
    item = item_of(pk)
    before = selectors.decision_of(item)
    published = before is not None and before.is_published
    require(policies.may_record_decision(request.actor, item, published, now=request.now))
    data = request.POST if request.method == "POST" else None
    form = DecisionForm.of(before, item.case, data)
    measures = measure_forms(before, selectors.staff_here(), localdate(request.now), data)

    def write() -> None:
        services.record_decision(item=item, result=form.result(measures.measures()), actor=request.actor, now=request.now)

    if form.is_valid() and measures.is_valid() and attempt(form, write):
        messages.success(request, _("Vedtaket er ført. Les over, og publiser når det er riktig."))
        return redirect(item.meeting)
    present = selectors.present_at(item.meeting)
    context = {
        "form": form,
        "measures": measures,
        "item": item,
        "meeting": item.meeting,
        "case": item.case,
        "present": present,
        "enough": present is not None and present >= item.meeting.body.quorum,
        "quorum": offers.rule_now("no.kommuneloven.11-9.quorum", request.now),
        "majority": offers.rule_now("no.kommuneloven.11-9.majority", request.now),
    }
    return render(request, "meetings/decision_form.html", context, status=status_of(request, sent=form.is_bound))


def _decision(pk: int) -> Decision:
    found = selectors.decision_by_pk(pk)
    if found is None:
        raise Http404
    return found


@require_POST
def decision_publish(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Make a decision public and tell those it concerns."""
    decision = _decision(pk)
    try:
        services.publish_decision(decision=decision, actor=request.actor, now=request.now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:decision-record", slug=slug, pk=decision.item_id)
    messages.success(request, _("Vedtaket er publisert. De som startet, skrev under eller følger saken, får beskjed."))
    return redirect(decision.item.meeting)


def _follow_up(pk: int) -> FollowUp:
    found = selectors.follow_up_by_pk(pk)
    if found is None:
        raise Http404
    return found


@require_http_methods(FORM)
def follow_up_done(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a measure is done and what was done."""
    measure = _follow_up(pk)
    require(policies.may_complete(request.actor, measure, now=request.now))
    matter = measure.decision.item.case.matter
    form = DoneForm(request.POST if request.method == "POST" else None)

    def complete() -> None:
        services.complete_follow_up(follow_up=measure, note=form.cleaned_data["note"], actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, complete):
        messages.success(request, _("Tiltaket er gjort. De som følger saken, får vite det."))
        return redirect(matter)
    context = {"form": form, "measure": measure, "matter": matter}
    return render(request, "meetings/done_form.html", context, status=status_of(request, sent=form.is_bound))
