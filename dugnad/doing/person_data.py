"""What the room holds about a person, for "all my data" and for leaving."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from dugnad.people.models import User
from dugnad.people.registry import PersonData, register_person_data

from .lifecycle import Giver, SignUpStatus
from .models import DugnadDay, Need, Pledge, Result, SignUp
from .services.signups import end_sign_up


def export(user: User) -> dict[str, Any]:
    """Return a person's pledges, sign-ups, days and results as JSON-ready values."""
    pledges = Pledge.objects.filter(user=user).select_related("need", "need__matter", "organisation")
    sign_ups = SignUp.objects.filter(user=user).select_related("day", "task")
    return {
        "pledges": [
            {
                "matter": pledge.need.matter.title,
                "need": pledge.need.title,
                "giver": pledge.giver,
                "organisation": pledge.organisation.name if pledge.organisation else None,
                "quantity": pledge.quantity,
                "unit": "øre" if pledge.need.is_money else pledge.need.unit,
                "note": pledge.note,
                "made_at": pledge.made_at.isoformat(),
                "withdrawn_at": pledge.withdrawn_at.isoformat() if pledge.withdrawn_at else None,
            }
            for pledge in pledges
        ],
        "sign_ups": [
            {
                "day": sign_up.day.title,
                "starts_at": sign_up.day.starts_at.isoformat(),
                "task": sign_up.task.title,
                "party_size": sign_up.party_size,
                "note": sign_up.note,
                "shows_name": sign_up.shows_name,
                "status": sign_up.status,
                "attended_count": sign_up.attended_count,
                "minutes": sign_up.minutes,
            }
            for sign_up in sign_ups
        ],
        "days_planned": [
            {"title": day.title, "starts_at": day.starts_at.isoformat()} for day in DugnadDay.objects.filter(planned_by=user)
        ],
        "needs_stated": list(Need.objects.filter(stated_by=user).values_list("title", flat=True)),
        "results_told": [{"summary": result.summary, "story": result.story} for result in Result.objects.filter(told_by=user)],
    }


def erase(user: User, now: datetime) -> list[str]:
    """Let go of what lies ahead, unlink what was; say what stays without the name and why."""
    kept: list[str] = []
    for pledge in Pledge.objects.filter(user=user, giver=Giver.PERSON, withdrawn_at=None).select_related("need"):
        if Pledge.objects.filter(pk=pledge.pk, withdrawn_at=None).update(withdrawn_at=now, changed_at=now):
            Need.objects.filter(pk=pledge.need_id).update(pledged=F("pledged") - pledge.quantity)
    coming = SignUp.objects.filter(user=user, status__in=[SignUpStatus.PENDING, SignUpStatus.CONFIRMED], day__starts_at__gt=now)
    for sign_up in coming.select_related("day"):
        end_sign_up(sign_up=sign_up, status=SignUpStatus.WITHDRAWN, now=now)
    if SignUp.objects.filter(user=user, attended_count__gt=0).exists():
        kept.append(_("Timene du har gitt på dugnader, blir stående uten navn, så summene fortsatt stemmer."))
    if Pledge.objects.filter(user=user).exclude(giver=Giver.PERSON).exists():
        kept.append(_("Løfter du ga for en organisasjon eller kommunen, står som deres, uten navnet ditt."))
    SignUp.objects.filter(user=user).update(user=None, name="", email="", note="", shows_name=False)
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


def register() -> None:
    """Answer for the room's personal data."""
    register_person_data(PersonData("doing", export, erase))
