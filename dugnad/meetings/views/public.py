"""Pages everybody sees: the meetings, one meeting, its calendar feed, and the papers of a case."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_response_headers
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from dugnad.domain.deciding import MAJORITY, QUORUM
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads import selectors as threads
from dugnad.ui import navigation

from .. import offers, policies, selectors
from ..calendar import meetings_calendar
from ..models import AgendaItem, Attendance, Meeting
from .found import case_of, meeting_of, public_matter

PAGE = 12


@require_GET
def meetings(request: TenantRequest, slug: str) -> HttpResponse:
    """Show the meetings to come and those that were held."""
    coming = Paginator(selectors.coming_meetings(request.now), PAGE).get_page(request.GET.get("side"))
    held = Paginator(selectors.held_meetings(request.now), PAGE).get_page(request.GET.get("holdt"))
    runs = bool(policies.may_run_meetings(request.actor, now=request.now))
    context = {
        "coming": coming,
        "held": held,
        "runs_meetings": runs,
        "matters_url": navigation.address("portal:matters", slug) or "",
        "ready_count": selectors.ready_cases().count() if runs else 0,
    }
    return render(request, "meetings/meetings.html", context)


@require_GET
def calendar(request: TenantRequest, slug: str) -> HttpResponse:
    """Give the meetings as a calendar to subscribe to."""
    base = f"{request.scheme}://{request.get_host()}"
    found = selectors.calendar_meetings(request.now)
    response = HttpResponse(meetings_calendar(request.municipality, found, base), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="moter-{request.municipality.slug}.ics"'
    patch_response_headers(response, cache_timeout=900)
    return response


@require_GET
def meeting(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Show a meeting: its list, and the result of the case looked at."""
    found = meeting_of(pk)
    items = selectors.agenda_of(found)
    focus = _focus(items, request.GET.get("sak", ""))
    attendance = selectors.attendance_of(found)
    context = {
        "meeting": found,
        "items": [(item, _published(item)) for item in items],
        "attendance": attendance,
        "present": sum(row.is_present for row in attendance),
        "needed": selectors.needed_to_decide(found),
        "quorum": offers.rule_now(QUORUM, request.now),
        **_focus_context(focus, request),
        **_secretary_context(found, items, attendance, request),
    }
    return render(request, "meetings/meeting.html", context)


def _published(item: AgendaItem) -> Any:
    decision = getattr(item, "decision", None)
    return decision if decision is not None and decision.is_published else None


def _focus(items: list[AgendaItem], wanted: str) -> AgendaItem | None:
    """Return the case looked at: the one asked for, else the one decided last."""
    decided = [item for item in items if _published(item)]
    asked = next((item for item in decided if str(item.pk) == wanted), None)
    return asked or max(decided, key=lambda item: (item.decision.decided_at, item.order), default=None)


def _focus_context(focus: AgendaItem | None, request: TenantRequest) -> dict[str, Any]:
    if focus is None:
        return {"focus": None}
    matter = focus.case.matter
    today = localdate(request.now)
    measures = list(focus.decision.follow_ups.select_related("owner"))
    return {
        "focus": focus,
        "decision": focus.decision,
        "majority": offers.rule_now(MAJORITY, request.now),
        "answer": offers.answer_row(focus.case, request.now),
        "measures": [(m, not m.is_done and m.due_on < today, False) for m in measures],
        "stages": threads.stages_of(matter, request.now) if matter.is_public else [],
        "step": threads.next_step_of(matter) if matter.is_public else None,
    }


def _secretary_context(
    found: Meeting, items: list[AgendaItem], attendance: list[Attendance], request: TenantRequest
) -> dict[str, Any]:
    now, actor = request.now, request.actor
    if not policies.may_run_meetings(actor, now=now):
        return {"runs_meetings": False}
    writes = bool(policies.may_write_minutes(actor, found, now=now))
    return {
        "runs_meetings": True,
        "changes_agenda": bool(policies.may_change_agenda(actor, found, now=now)),
        "moves_meeting": bool(policies.may_move_meeting(actor, found, now=now)),
        "writes_minutes": writes,
        "to_record": [item for item in items if not _published(item)] if writes else [],
        "enough": sum(row.is_present for row in attendance) >= selectors.needed_to_decide(found),
    }


@require_GET
def papers(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show the papers of a case as the members get them."""
    matter = public_matter(number)
    case = case_of(matter)
    require(policies.may_read_papers(request.actor, case))
    treatment = selectors.treatment_of(matter)
    item = treatment.item if treatment else None
    rows = offers.case_rows(case, item, request.now)
    return render(request, "meetings/papers.html", {"matter": matter, "case": case, "rows": rows})
