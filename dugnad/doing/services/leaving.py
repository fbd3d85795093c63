"""A person leaves: what lies ahead is let go, what was done stays as sums without a name."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from dugnad.people.models import User

from ..lifecycle import Giver, SignUpStatus
from ..models import DugnadDay, Need, Pledge, Result, SignUp
from .signups import end_sign_up


@transaction.atomic
def leave(*, user: User, now: datetime) -> list[str]:
    """Let go of what lies ahead, unlink what was; say what stays without the name and why."""
    kept: list[str] = []
    for pledge in Pledge.objects.filter(user=user, giver=Giver.PERSON, withdrawn_at=None).select_related("need"):
        if Pledge.objects.filter(pk=pledge.pk, withdrawn_at=None).update(withdrawn_at=now, changed_at=now):
            Need.objects.filter(pk=pledge.need_id).update(pledged=F("pledged") - pledge.quantity)
    # Who signed up with the address before they had an account, is the same person.
    by_email = SignUp.objects.filter(user=None, email=user.email).values_list("pk", flat=True) if user.email else []
    mine = SignUp.objects.filter(Q(user=user) | Q(pk__in=list(by_email)))
    coming = mine.filter(status__in=[SignUpStatus.PENDING, SignUpStatus.CONFIRMED], day__starts_at__gt=now)
    for sign_up in coming.select_related("day"):
        end_sign_up(sign_up=sign_up, status=SignUpStatus.WITHDRAWN, now=now)
    if mine.filter(attended_count__gt=0).exists():
        kept.append(_("Timene du har gitt på dugnader, blir stående uten navn, så summene fortsatt stemmer."))
    if Pledge.objects.filter(user=user).exclude(giver=Giver.PERSON).exists():
        kept.append(_("Løfter du ga for en organisasjon eller kommunen, står som deres, uten navnet ditt."))
    mine.update(user=None, name="", email="", note="", shows_name=False)
    SignUp.objects.filter(added_by=user).update(added_by=None)
    Pledge.objects.filter(user=user, giver=Giver.PERSON).update(user=None, note="")
    Pledge.objects.filter(user=user).update(user=None)
    days = DugnadDay.objects.filter(planned_by=user)
    days.filter(contact_name=user.name).update(contact_name="", contact_phone="")
    days.update(planned_by=None)
    Need.objects.filter(stated_by=user).update(stated_by=None)
    if Result.objects.filter(told_by=user).update(told_by=None):
        kept.append(_("Fortellinger du har skrevet om hva det ble til, blir stående uten navnet ditt, for de hører til saken."))
    Result.objects.filter(steward=user).update(steward=None)
    return kept
