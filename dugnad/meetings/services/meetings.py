"""Writes on bodies and meetings: who sits, when they meet, what is on the list and who came."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.conversation.services import tell
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.services import next_number
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.services import RuleUsed, record, set_next_step
from dugnad.ui.formats import day_year

from .. import policies, selectors
from ..lifecycle import CaseStatus, MeetingStatus
from ..models import AgendaItem, Attendance, Body, BodyMember, Case, Meeting
from .cases import municipality_prepares


@transaction.atomic
def create_body(
    *, municipality: Municipality, name: str, kind: str, seats: int, rule: str = "", actor: Actor, now: datetime
) -> Body:
    """Return the body of this name, made now if there is none."""
    require(policies.may_set_up_bodies(actor, now=now))
    body, made = Body.objects.get_or_create(
        municipality=municipality, name=name, defaults={"kind": kind, "seats": seats, "rule": rule, "created_at": now}
    )
    if made:
        record(act="meetings.body_made", actor=actor, now=now, municipality=municipality, params={"body": name})
    return body


@transaction.atomic
def note_when_constituted(*, body: Body, day: date, actor: Actor, now: datetime) -> Body:
    """Note when the council of this period first met: from then on a matter that was up before may be raised again."""
    require(policies.may_set_up_bodies(actor, now=now))
    if not body.is_council:
        raise ValidationError(_("Valgperioden begynner med det første møtet i kommunestyret eller fylkestinget."))
    today = localdate(now)
    allowed, rule = rulebook.may_constitute(day, on=today)
    if not allowed or day > today:
        words = _("Det første møtet holdes i et valgår, innen utgangen av oktober (%(rule)s). Velg dagen det ble holdt.")
        raise ValidationError({"constituted_on": words % {"rule": rule.citation}})
    if body.constituted_on == day:
        return body
    body.constituted_on = day
    body.save(update_fields=["constituted_on"])
    record(
        act="meetings.constituted",
        actor=actor,
        now=now,
        municipality=body.municipality,
        params={"body": body.name, "day_on": day.isoformat()},
        rule=RuleUsed(rule.id, rule.valid_from, {"constituted_on": day.isoformat()}),
    )
    return body


@transaction.atomic
def add_member(
    *,
    body: Body,
    name: str,
    from_on: date,
    party: str = "",
    is_leader: bool = False,
    user: User | None = None,
    to_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> BodyMember:
    """Seat a member in a body; the body takes no more than it has seats."""
    require(policies.may_set_up_bodies(actor, now=now))
    found = BodyMember.objects.filter(body=body, name=name, from_on=from_on).first()
    if found:
        return found
    if len(selectors.members_on(body, from_on)) >= body.seats:
        raise ValidationError(_("Alle plassene i organet er tatt."))
    if is_leader:
        BodyMember.objects.filter(body=body, is_leader=True).update(is_leader=False)
    fields = {"party": party, "is_leader": is_leader, "user": user, "to_on": to_on}
    member = BodyMember.objects.create(municipality=body.municipality, body=body, name=name, from_on=from_on, **fields)
    params = {"body": body.name, "name": name}
    record(act="meetings.member_added", actor=actor, now=now, municipality=body.municipality, params=params)
    return member


def _check_time(starts_at: datetime, ends_at: datetime | None, now: datetime) -> None:
    if localdate(starts_at) < localdate(now):
        raise ValidationError({"day": _("Datoen har vært. Velg i dag eller senere.")})
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"ends": _("Møtet må slutte etter at det begynner.")})


@transaction.atomic
def plan_meeting(
    *, body: Body, starts_at: datetime, ends_at: datetime | None = None, place: str, actor: Actor, now: datetime
) -> Meeting:
    """Return the meeting of a body at a time, planned now if there is none."""
    require(policies.may_run_meetings(actor, now=now))
    _check_time(starts_at, ends_at, now)
    year = localdate(starts_at).year
    found = Meeting.objects.filter(body=body, starts_at=starts_at).first()
    if found:
        return found
    number = next_number(municipality=body.municipality, series=f"meeting-{body.pk}-{year}")
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                municipality=body.municipality,
                body=body,
                number=number,
                year=year,
                starts_at=starts_at,
                ends_at=ends_at,
                place=place,
                changed_at=now,
            )
    except IntegrityError:
        return Meeting.objects.get(body=body, starts_at=starts_at)
    params = {"body": body.name, "meeting": meeting.pk, "starts_at": starts_at.isoformat()}
    record(act="meetings.planned", actor=actor, now=now, municipality=body.municipality, params=params)
    return meeting


@transaction.atomic
def move_meeting(
    *, meeting: Meeting, starts_at: datetime, ends_at: datetime | None, place: str, actor: Actor, now: datetime
) -> Meeting:
    """Change when and where a meeting is; the matters on its list get the new date, and their followers are told."""
    require(policies.may_move_meeting(actor, meeting, now=now))
    _check_time(starts_at, ends_at, now)
    if Meeting.objects.filter(body=meeting.body, starts_at=starts_at).exclude(pk=meeting.pk).exists():
        raise ValidationError({"day": _("Organet har alt et møte på denne tiden.")})
    day_changed = localdate(meeting.starts_at) != localdate(starts_at)
    if day_changed:
        _refuse_when_recorded(meeting)
        # Who came on the day it was to be says nothing of who comes on the new one.
        Attendance.objects.filter(meeting=meeting).delete()
    meeting.starts_at, meeting.ends_at, meeting.place, meeting.changed_at = starts_at, ends_at, place, now
    meeting.save(update_fields=["starts_at", "ends_at", "place", "changed_at"])
    params = {"body": meeting.body.name, "meeting": meeting.pk, "starts_at": starts_at.isoformat()}
    record(act="meetings.moved", actor=actor, now=now, municipality=meeting.municipality, params=params)
    for item in selectors.open_items(meeting) if day_changed else []:
        _council_decides(item)
        _tell_on_agenda(item, now)
    return meeting


def _refuse_when_recorded(meeting: Meeting) -> None:
    if selectors.has_recorded(meeting):
        raise ValidationError(_("Et vedtak fra møtet er ført, så møtet er holdt. Ta saker som ikke ble avgjort, av listen."))


@transaction.atomic
def note_not_held(*, meeting: Meeting, why: str, actor: Actor, now: datetime) -> Meeting:
    """Say that a meeting was not held, or could decide nothing, and why; its cases are ready for the next list."""
    require(policies.may_run_meetings(actor, now=now))
    if meeting.is_not_held:
        return meeting
    require(policies.may_move_meeting(actor, meeting, now=now))
    if not why.strip():
        raise ValidationError({"why": _("Skriv hvorfor møtet ikke ble holdt. Alle som følger sakene, får se det.")})
    _refuse_when_recorded(meeting)
    meeting.status, meeting.not_held_why, meeting.changed_at = MeetingStatus.NOT_HELD, why.strip(), now
    meeting.save(update_fields=["status", "not_held_why", "changed_at"])
    params = {
        "body": meeting.body.name,
        "meeting": meeting.pk,
        "meets_on": localdate(meeting.starts_at).isoformat(),
        "why": meeting.not_held_why,
    }
    record(act="meetings.not_held", actor=actor, now=now, municipality=meeting.municipality, params=params)
    for item in selectors.open_items(meeting):
        case = _off_the_list(item, now)
        tell(matter=case.matter, kind="meetings.not_held", params=params, now=now, dedupe=f"not-held-{meeting.pk}")
        _record_agenda("meetings.off_agenda", item, actor, now)
    return meeting


def _council_decides(item: AgendaItem) -> None:
    """Make the body owner of the next step: on the day it meets, or by the date of law if that comes first."""
    case, meets_on = item.case, localdate(item.meeting.starts_at)
    law = bool(case.rule and case.answer_due_on and case.answer_due_on < meets_on)
    set_next_step(
        matter=case.matter,
        step=Step.DECIDE,
        owner_kind=OwnerKind.COUNCIL,
        due_on=case.answer_due_on if law and case.answer_due_on else meets_on,
        basis=Basis.LAW if law else Basis.PROMISE,
        rule=case.rule if law else "",
        note=_("%(body)s behandler saken") % {"body": item.meeting.body.name},
    )


def _tell_on_agenda(item: AgendaItem, now: datetime) -> None:
    meeting = item.meeting
    params = {"body": meeting.body.name, "day": day_year(meeting.starts_at), "place": meeting.place, "meeting": meeting.pk}
    dedupe = f"agenda-{meeting.pk}-{localdate(meeting.starts_at).isoformat()}"
    tell(matter=item.case.matter, kind="meetings.on_agenda", params=params, now=now, dedupe=dedupe)


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, case: Case, actor: Actor, now: datetime) -> AgendaItem:
    """Put a ready case last on a meeting's list; putting it there again changes nothing."""
    found = AgendaItem.objects.filter(meeting=meeting, case=case).select_related("meeting__body", "case__matter").first()
    if found and case.status == CaseStatus.ON_AGENDA:
        return found
    require(policies.may_put_on_agenda(actor, meeting, case, now=now))
    if found:
        raise ValidationError(_("Saken har alt vært behandlet i dette møtet."))
    # Only one of two who ask at once moves the case from ready.
    if not Case.objects.filter(pk=case.pk, status=CaseStatus.READY).update(status=CaseStatus.ON_AGENDA, changed_at=now):
        raise ValidationError(_("Saken står alt på en saksliste."))
    case.status = CaseStatus.ON_AGENDA
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(municipality=meeting.municipality, meeting=meeting, case=case, order=last + 1)
    _council_decides(item)
    _record_agenda("meetings.on_agenda", item, actor, now)
    _tell_on_agenda(item, now)
    return item


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, actor: Actor, now: datetime) -> Case:
    """Take a case that was not decided off a list; it is ready again, and the municipality owns the next step."""
    require(policies.may_take_off_agenda(actor, item, now=now))
    if selectors.decision_of(item) is not None:
        raise ValidationError(_("Vedtaket i saken er ført. Da kan den ikke tas av sakslisten."))
    case = _off_the_list(item, now)
    _record_agenda("meetings.off_agenda", item, actor, now)
    return case


def _off_the_list(item: AgendaItem, now: datetime) -> Case:
    case = item.case
    case.status, case.changed_at = CaseStatus.READY, now
    case.save(update_fields=["status", "changed_at"])
    municipality_prepares(case=case, today=localdate(now), step=Step.PUT_ON_AGENDA)
    AgendaItem.objects.filter(pk=item.pk).delete()
    return case


def _record_agenda(act: str, item: AgendaItem, actor: Actor, now: datetime) -> None:
    meeting, case = item.meeting, item.case
    params = {
        "body": meeting.body.name,
        "meeting": meeting.pk,
        "meets_on": localdate(meeting.starts_at).isoformat(),
        "case": case.label,
    }
    record(act=act, actor=actor, now=now, municipality=case.municipality, matter=case.matter, params=params)


@transaction.atomic
def record_attendance(*, meeting: Meeting, present: Collection[int], actor: Actor, now: datetime) -> int:
    """Write down which members (by key) were present, the others being absent; return how many were there."""
    require(policies.may_write_minutes(actor, meeting, now=now))
    if selectors.has_published(meeting):
        raise ValidationError(_("Et vedtak fra møtet er publisert. Da står oppmøtet fast."))
    members = selectors.members_on(meeting.body, localdate(meeting.starts_at))
    if not set(present) <= {member.pk for member in members}:
        raise ValidationError(_("En av dem du krysset av, er ikke medlem av organet."))
    rows = [Attendance(municipality=meeting.municipality, meeting=meeting, member=m, is_present=m.pk in present) for m in members]
    Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["meeting", "member"], update_fields=["is_present"])
    params = {"body": meeting.body.name, "meeting": meeting.pk, "present": len(set(present)), "seats": meeting.body.seats}
    record(act="meetings.attendance", actor=actor, now=now, municipality=meeting.municipality, params=params)
    return len(set(present))
