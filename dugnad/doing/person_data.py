"""What the room holds about a person, for "all my data" and for leaving."""

from datetime import datetime
from typing import Any

from dugnad.people.models import User
from dugnad.people.registry import PersonData, register_person_data

from .models import DugnadDay, Need, Pledge, Result, SignUp
from .services import leave


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
    """Let a person go; say what stays without the name and why."""
    return leave(user=user, now=now)


def register() -> None:
    """Answer for the room's personal data."""
    register_person_data(PersonData("doing", export, erase))
