"""Reminding whoever owns a next step that its day is near, and that it has gone by: once each for a matter, a step and a day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from dugnad.people.models import Membership, Role, User
from dugnad.threads.lifecycle import OwnerKind
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.selectors import due_between, people_of

from ..lifecycle import Urgency
from .notices import tell

DUE_SOON, OVERDUE = "conversation.due_soon", "conversation.overdue"
BEFORE = timedelta(days=7)
# A worker that stood still catches up; what is older has been said, or was late before anybody was reminded at all.
STILL_SAID = timedelta(days=14)
# Who is told in a municipality where nobody has taken the matter: staff, and for the council those who run its meetings.
_IN_ROLE = {OwnerKind.MUNICIPALITY: Role.COWORKER, OwnerKind.COUNCIL: Role.SECRETARY}
_RESIDENTS = {OwnerKind.STARTERS: MatterRole.Kind.STARTER, OwnerKind.STEWARDS: MatterRole.Kind.STEWARD}


@transaction.atomic
def remind_of_steps(*, now: datetime) -> int:
    """Tell owners of next steps that are due within a week or were due yesterday or a little before; return how many are told."""
    today = localdate(now)
    return sum(_remind(matter, today, now) for matter in due_between(today - STILL_SAID, today + BEFORE))


def _remind(matter: Matter, today: date, now: datetime) -> int:
    due_on = matter.next_due_on
    if due_on is None:
        return 0
    people, is_theirs = _owners(matter)
    # The step's code and not its words: each reader gets them in their own language.
    params = {"step": matter.next_step, "note": matter.next_note, "due_on": due_on.isoformat()}
    return tell(
        matter=matter,
        kind=OVERDUE if due_on < today else DUE_SOON,
        params=params,
        now=now,
        recipients=people,
        urgency=Urgency.NOW if is_theirs else Urgency.DIGEST,
        dedupe=f"{matter.next_step}-{due_on.isoformat()}",
    )


def _owners(matter: Matter) -> tuple[Iterable[User], bool]:
    """Return who owns a matter's next step, and whether it is theirs or only that of everybody in a role."""
    kind = OwnerKind(matter.next_owner_kind)
    if matter.next_owner is not None:
        return [matter.next_owner], True
    if kind in _RESIDENTS:
        return people_of(matter, _RESIDENTS[kind]), True
    if matter.responsible is not None:
        return [matter.responsible], True
    members = Membership.objects.filter(role=_IN_ROLE[kind]).select_related("user").order_by("pk")
    return [member.user for member in members], False
