"""Writes on the measures that follow from a decision."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter
from dugnad.threads.services import record, set_next_step

from .. import policies
from ..lifecycle import PROMISING, FollowUpStatus
from ..models import FollowUp
from .publishing import follow_up_is_next, starters_choose
from .telling import tell_done

TELL_DAYS = timedelta(days=14)


@transaction.atomic
def complete_follow_up(*, follow_up: FollowUp, note: str, actor: Actor, now: datetime) -> FollowUp:
    """Say that a measure is done and what was done; the next open one is next, or telling what came of it."""
    require(policies.may_complete(actor, follow_up, now=now))
    if not note.strip():
        raise ValidationError({"note": _("Skriv hva som ble gjort. Alle som følger saken, får se det.")})
    if not follow_up.decision.is_published:
        raise ValidationError(_("Vedtaket er ikke publisert ennå."))
    done = {"status": FollowUpStatus.DONE, "done_at": now, "done_note": note.strip(), "done_by": actor.user}
    if not FollowUp.objects.filter(pk=follow_up.pk, status=FollowUpStatus.OPEN).update(**done):
        follow_up.refresh_from_db()
        return follow_up
    follow_up.refresh_from_db()
    matter = follow_up.decision.item.case.matter
    params = {"measure": follow_up.title, "note": follow_up.done_note, "owner": follow_up.owner_name}
    _after_follow_up(matter, follow_up, now)
    record(act="meetings.follow_up_done", actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)
    tell_done(follow_up=follow_up, params=params, now=now)
    return follow_up


def _after_follow_up(matter: Matter, follow_up: FollowUp, now: datetime) -> None:
    # Another room may have taken the matter on to a dugnad; then its step stands.
    if not matter.is_open or matter.next_step != Step.FOLLOW_UP:
        return
    left = follow_up.decision.follow_ups.filter(status=FollowUpStatus.OPEN).select_related("owner").first()
    if left:
        follow_up_is_next(matter=matter, measure=left)
        return
    if follow_up.decision.outcome not in PROMISING:
        starters_choose(matter=matter, today=localdate(now))
        return
    set_next_step(
        matter=matter,
        step=Step.TELL_RESULT,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=follow_up.owner,
        due_on=localdate(now) + TELL_DAYS,
        basis=Basis.PROMISE,
    )
