"""Pages on which the secretary plans a meeting, sets its list and notes who came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.domain.deciding import QUORUM
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import offers, policies, selectors, services
from ..forms.agendas import AgendaForm, AttendanceForm, MeetingForm, NotHeldForm
from .found import attempt, item_of, meeting_of, status_of

FORM = ["GET", "POST"]


@require_http_methods(FORM)
def meeting_plan(request: TenantRequest, slug: str) -> HttpResponse:
    """Plan a meeting of a body."""
    require(policies.may_run_meetings(request.actor, now=request.now))
    bodies = list(selectors.bodies())
    form = MeetingForm(request.POST or None, bodies=bodies)

    def plan() -> None:
        services.plan_meeting(
            body=form.chosen_body,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            place=form.cleaned_data["place"],
            actor=request.actor,
            now=request.now,
        )

    if form.is_valid() and attempt(form, plan):
        messages.success(request, _("Møtet er planlagt. Nå kan du sette saker på listen."))
        return redirect("meetings:meetings", slug=slug)
    context = {"form": form, "bodies": bodies}
    return render(request, "meetings/meeting_form.html", context, status=status_of(request, sent=form.is_bound))


@require_http_methods(FORM)
def meeting_move(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Change when and where a meeting is."""
    meeting = meeting_of(pk)
    require(policies.may_move_meeting(request.actor, meeting, now=request.now))
    form = MeetingForm.of(meeting, request.POST or None)

    def move() -> None:
        services.move_meeting(
            meeting=meeting,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            place=form.cleaned_data["place"],
            actor=request.actor,
            now=request.now,
        )

    if form.is_valid() and attempt(form, move):
        messages.success(request, _("Møtet er endret. De som følger sakene på listen, får beskjed om ny dato."))
        return redirect(meeting)
    context = {"form": form, "bodies": [meeting.body], "meeting": meeting}
    return render(request, "meetings/meeting_form.html", context, status=status_of(request, sent=form.is_bound))


@require_http_methods(FORM)
def agenda(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Put ready cases on the list of a meeting."""
    meeting = meeting_of(pk)
    require(policies.may_change_agenda(request.actor, meeting, now=request.now))
    items = selectors.agenda_of(meeting)
    ready = list(selectors.ready_cases())
    # What is sent twice is on the list already; putting it there again changes nothing.
    known = {case.pk: case for case in [*ready, *(item.case for item in items if request.method == "POST")]}
    form = AgendaForm(request.POST if request.method == "POST" else None, cases=list(known.values()))

    def put() -> None:
        for key in form.keys:
            services.put_on_agenda(meeting=meeting, case=known[key], actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, put):
        messages.success(request, _("Sakslisten er oppdatert. De som følger sakene, får beskjed."))
        return redirect("meetings:agenda", slug=slug, pk=pk)
    context = {
        "form": form,
        "meeting": meeting,
        "items": items,
        "ready": ready,
    }
    return render(request, "meetings/agenda.html", context, status=status_of(request, sent=form.is_bound))


@require_POST
def agenda_remove(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Take a case off the list of a meeting."""
    item = item_of(pk)
    meeting = item.meeting
    services.take_off_agenda(item=item, actor=request.actor, now=request.now)
    messages.success(request, _("Saken er tatt av listen og er klar for et annet møte."))
    if policies.may_change_agenda(request.actor, meeting, now=request.now):
        return redirect("meetings:agenda", slug=slug, pk=meeting.pk)
    return redirect(meeting)


@require_http_methods(FORM)
def meeting_not_held(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Say that a meeting was not held, and why; its cases go on a new list."""
    meeting = meeting_of(pk)
    require(policies.may_run_meetings(request.actor, now=request.now))
    # Said twice is said once.
    if request.method == "GET" or not meeting.is_not_held:
        require(policies.may_move_meeting(request.actor, meeting, now=request.now))
    form = NotHeldForm(request.POST if request.method == "POST" else None)

    def note() -> None:
        services.note_not_held(meeting=meeting, why=form.cleaned_data["why"], actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, note):
        messages.success(request, _("Det står at møtet ikke ble holdt. Sakene er klare for en ny saksliste."))
        return redirect("meetings:meetings", slug=slug)
    context = {"form": form, "meeting": meeting, "items": selectors.open_items(meeting)}
    return render(request, "meetings/not_held_form.html", context, status=status_of(request, sent=form.is_bound))


@require_http_methods(FORM)
def attendance(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Note who came."""
    meeting = meeting_of(pk)
    require(policies.may_write_minutes(request.actor, meeting, now=request.now))
    members = selectors.members_on(meeting.body, localdate(meeting.starts_at))
    known = selectors.attendance_of(meeting)
    there = [str(row.member_id) for row in known if row.is_present] if known else [str(member.pk) for member in members]
    data = request.POST if request.method == "POST" else None
    form = AttendanceForm(data, members=members, initial={"chosen": there})

    def note() -> None:
        services.record_attendance(meeting=meeting, present=form.keys, actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, note):
        messages.success(request, _("Oppmøtet er ført."))
        return redirect(meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "members": members,
        "needed": selectors.needed_to_decide(meeting),
        "quorum": offers.rule_now(QUORUM, request.now),
    }
    return render(request, "meetings/attendance.html", context, status=status_of(request, sent=form.is_bound))
