"""Reads of bodies, meetings, cases, decisions and measures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from dugnad.domain.law import Rule
from dugnad.people.actors import STAFF
from dugnad.people.models import Membership, User
from dugnad.rulebook import selectors as rulebook
from dugnad.threads.lifecycle import Stage, Visibility
from dugnad.threads.models import Matter

from .lifecycle import WAITING, CaseStatus, FollowUpStatus, MeetingStatus
from .models import AgendaItem, Attendance, Body, BodyMember, Case, Decision, FollowUp, Meeting


def bodies() -> QuerySet[Body]:
    """Return the bodies of the municipality by name, with how many members they have now."""
    seated = Count("members", filter=Q(members__to_on=None))
    return Body.objects.filter(is_active=True).annotate(member_count=seated).order_by("name")


def body_by_pk(pk: int) -> Body | None:
    """Return a body of the municipality in scope."""
    return Body.objects.select_related("municipality").filter(pk=pk).first()


def members_on(body: Body, day: date) -> list[BodyMember]:
    """Return who sits in a body on a day, the leader first."""
    seated = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    return list(BodyMember.objects.filter(seated, body=body).order_by("-is_leader", "name"))


def _meetings() -> QuerySet[Meeting]:
    items = AgendaItem.objects.select_related("case__matter", "decision").order_by("order", "pk")
    return Meeting.objects.select_related("body", "municipality").prefetch_related(Prefetch("items", items))


def coming_meetings(now: datetime) -> QuerySet[Meeting]:
    """Return the meetings of today and later that are not held yet, soonest first."""
    today = Q(starts_at__gte=now - timedelta(hours=12))
    return _meetings().filter(today, status=MeetingStatus.PLANNED).order_by("starts_at", "pk")


def held_meetings(now: datetime) -> QuerySet[Meeting]:
    """Return the meetings that are over or were never held, latest first."""
    over = ~Q(status=MeetingStatus.PLANNED) | Q(starts_at__lt=now - timedelta(hours=12))
    return _meetings().filter(over).order_by("-starts_at", "-pk")


def calendar_meetings(now: datetime) -> QuerySet[Meeting]:
    """Return the meetings of a calendar feed: those to come and those of the last year."""
    return _meetings().filter(starts_at__gte=now - timedelta(days=366)).order_by("starts_at", "pk")


def meeting_by_pk(pk: int) -> Meeting | None:
    """Return a meeting of the municipality in scope, with its body."""
    return Meeting.objects.select_related("body", "municipality").filter(pk=pk).first()


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the list of a meeting in order, with case, matter and decision."""
    return list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("case__matter__municipality", "case__officer", "decision", "meeting__body", "municipality")
        .order_by("order", "pk")
    )


def open_items(meeting: Meeting) -> list[AgendaItem]:
    """Return the cases on a list that still wait for the meeting."""
    return [item for item in agenda_of(meeting) if item.case.status == CaseStatus.ON_AGENDA]


def item_by_pk(pk: int) -> AgendaItem | None:
    """Return a place on a list, with its meeting and case."""
    return (
        AgendaItem.objects.select_related(
            "meeting__body", "meeting__municipality", "case__matter__municipality", "case__officer", "municipality"
        )
        .filter(pk=pk)
        .first()
    )


def decision_of(item: AgendaItem) -> Decision | None:
    """Return what was decided on a place on a list, published or not."""
    return Decision.objects.filter(item=item).select_related("earlier").prefetch_related("follow_ups").first()


def decision_by_pk(pk: int) -> Decision | None:
    """Return a decision with its meeting and matter."""
    return (
        Decision.objects.select_related(
            "item__meeting__body", "item__case__matter__municipality", "item__case__officer", "municipality"
        )
        .filter(pk=pk)
        .first()
    )


def has_recorded(meeting: Meeting) -> bool:
    """Return whether a decision of the meeting is written down, published or not."""
    return Decision.objects.filter(item__meeting=meeting).exists()


def has_published(meeting: Meeting) -> bool:
    """Return whether a decision of the meeting is public."""
    return Decision.objects.filter(item__meeting=meeting, published_at__isnull=False).exists()


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Return who was present and absent, the leader first."""
    found = Attendance.objects.filter(meeting=meeting).select_related("member")
    return list(found.order_by("-member__is_leader", "member__name"))


def present_at(meeting: Meeting) -> int | None:
    """Return how many were present; None when attendance has not been recorded."""
    counts = Attendance.objects.filter(meeting=meeting).aggregate(all=Count("pk"), present=Count("pk", filter=Q(is_present=True)))
    return counts["present"] if counts["all"] else None


def needed_to_decide(meeting: Meeting) -> int:
    """Return how many members must be present and vote for the body to decide in a meeting."""
    return rulebook.quorum(seats=meeting.body.seats, on=localdate(meeting.starts_at)).required


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related("matter__municipality", "officer", "municipality")


def case_of(matter: Matter) -> Case | None:
    """Return the latest case of a matter, without a query for a matter that has never come so far."""
    if Stage.DECISION not in matter.stage_dates:
        return None
    return _cases().filter(matter=matter).order_by("-opened_at", "-pk").first()


def ready_cases() -> QuerySet[Case]:
    """Return the cases that can be put on a list, those with the nearest date first."""
    return _cases().filter(status=CaseStatus.READY).order_by(F("answer_due_on").asc(nulls_last=True), "pk")


def cases_waiting() -> QuerySet[Case]:
    """Return the cases that are not decided, those with the nearest date first."""
    return _cases().filter(status__in=WAITING).order_by(F("answer_due_on").asc(nulls_last=True), "pk")


def follow_up_by_pk(pk: int) -> FollowUp | None:
    """Return a measure with its decision and matter."""
    found = FollowUp.objects.select_related("decision__item__case__matter__municipality", "owner", "municipality")
    return found.filter(pk=pk).first()


def followups_open() -> QuerySet[FollowUp]:
    """Return the published measures that are not done, those most overdue first."""
    return (
        FollowUp.objects.filter(status=FollowUpStatus.OPEN, decision__published_at__isnull=False)
        .select_related("decision__item__case__matter__municipality", "owner")
        .order_by("due_on", "pk")
    )


def upcoming_items(now: datetime, limit: int = 6) -> list[AgendaItem]:
    """Return what is decided soon: cases of public matters on the lists of meetings to come, soonest first."""
    found = AgendaItem.objects.filter(
        case__status=CaseStatus.ON_AGENDA,
        case__matter__visibility=Visibility.PUBLIC,
        meeting__starts_at__gte=now - timedelta(hours=12),
    ).select_related("meeting__body", "case__matter__municipality")
    return list(found.order_by("meeting__starts_at", "order", "pk")[:limit])


@dataclass(frozen=True)
class Treatment:
    """How the municipality treats a matter: its latest case, where it is on a list, and what was answered."""

    case: Case
    item: AgendaItem | None
    decision: Decision | None
    follow_ups: list[FollowUp]


def treatment_of(matter: Matter) -> Treatment | None:
    """Return the municipality's treatment of a matter, with at most three queries; None when there is no case."""
    case = case_of(matter)
    if case is None:
        return None
    items = list(
        AgendaItem.objects.filter(case=case)
        .select_related("meeting__body", "meeting__municipality", "decision__earlier__municipality")
        .prefetch_related(Prefetch("decision__follow_ups", FollowUp.objects.select_related("owner").order_by("due_on", "pk")))
        .order_by("-meeting__starts_at", "-pk")
    )
    decided = next((d for d in (getattr(item, "decision", None) for item in items) if d and d.is_published), None)
    waiting = next((item for item in items if case.status == CaseStatus.ON_AGENDA), None)
    return Treatment(case, waiting, decided, list(decided.follow_ups.all()) if decided else [])


def is_late(case: Case, now: datetime) -> bool:
    """Return whether the date of a case that is not decided has gone by."""
    return not case.is_decided and case.answer_due_on is not None and case.answer_due_on < localdate(now)


def staff_here() -> list[User]:
    """Return the staff of the municipality in scope by name, for choosing who does what."""
    found = User.objects.filter(memberships__role__in=STAFF, memberships__in=Membership.objects.all(), is_active=True)
    return list(found.distinct().order_by("name"))


def rule_of(rule_id: str, on: date) -> Rule:
    """Return the rule that a page shows beside an act."""
    return rulebook.rule(rule_id, on)
