"""Pages on which the secretary records and publishes a decision, and an owner says that a measure is done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.domain.deciding import MAJORITY, QUORUM
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.models import Matter

from .. import offers, policies, selectors, services
from ..forms.decisions import DecisionForm, DoneForm, ToldForm, measure_forms
from ..models import Decision, FollowUp
from ..selectors_repeats import earlier_like
from ..selectors_told import out_of_reach
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
    present, needed = selectors.present_at(item.meeting), selectors.needed_to_decide(item.meeting)
    by_law = item.case.rule == policies.ANSWER
    context = {
        "form": form,
        "measures": measures,
        "item": item,
        "meeting": item.meeting,
        "case": item.case,
        "present": present,
        "enough": present is not None and present >= needed,
        "needed": needed,
        "alike": earlier_like(item.case.title, localdate(request.now), exclude=item.case.matter_id) if by_law else [],
        "quorum": offers.rule_now(QUORUM, request.now),
        "majority": offers.rule_now(MAJORITY, request.now),
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


@require_http_methods(FORM)
def decision_told(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Note that those whom no letter reaches have been told what was decided."""
    decision = _decision(pk)
    return _told(request, decision, decision.item.case.matter, decision.get_outcome_display())


@require_http_methods(FORM)
def follow_up_told(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Note that those whom no letter reaches have been told what was done."""
    measure = _follow_up(pk)
    return _told(request, measure, measure.decision.item.case.matter, measure.title)


def _told(request: TenantRequest, what: Decision | FollowUp, matter: Matter, title: str) -> HttpResponse:
    require(policies.may_note_told(request.actor, now=request.now))
    form = ToldForm(request.POST if request.method == "POST" else None)

    def note() -> None:
        services.note_told(what=what, how=form.cleaned_data["how"], actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, note):
        messages.success(request, _("Det er ført at forslagsstillerne har fått vite det."))
        return redirect(matter)
    context = {
        "form": form,
        "matter": matter,
        "title": title,
        "people": out_of_reach(matter),
        "inform": offers.rule_now(policies.INFORM, request.now),
    }
    return render(request, "meetings/told_form.html", context, status=status_of(request, sent=form.is_bound))
