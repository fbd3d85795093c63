"""What the thread holds about a person, for "all my data" and for leaving."""

from datetime import datetime
from typing import Any

from dugnad.people.models import User
from dugnad.people.registry import PersonData, register_person_data

from .models import JournalEntry, Matter, MatterPicture, MatterRole
from .services_leaving import leave


def export(user: User) -> dict[str, Any]:
    """Return a person's roles on matters, pictures and acts as JSON-ready values."""
    roles = MatterRole.objects.filter(user=user).select_related("matter__municipality").order_by("since", "pk")
    pictures = MatterPicture.objects.filter(added_by=user).select_related("matter__municipality")
    acts = JournalEntry.objects.filter(actor=user).select_related("matter", "municipality").order_by("at", "pk")
    for_me = JournalEntry.objects.filter(on_behalf_of=user).select_related("matter", "municipality").order_by("at", "pk")
    return {
        "roles": [{**_where(role.matter), "role": role.kind, "since": role.since.isoformat()} for role in roles],
        "pictures": [{**_where(row.matter), "shows": row.alt, "credit": row.credit, "file": row.file.url} for row in pictures],
        "acts": [_act(entry) for entry in acts],
        "acts_on_my_behalf": [_act(entry) for entry in for_me],
    }


def _where(matter: Matter) -> dict[str, Any]:
    return {"municipality": matter.municipality.name, "number": matter.number, "title": matter.title}


def _act(entry: JournalEntry) -> dict[str, Any]:
    return {
        "municipality": entry.municipality.name,
        "number": entry.matter.number if entry.matter else None,
        "act": entry.act,
        "at": entry.at.isoformat(),
    }


def erase(user: User, now: datetime) -> list[str]:
    """Let a person go; say what stays and why."""
    return leave(user=user, now=now)


def register() -> None:
    """Answer for the room's personal data."""
    register_person_data(PersonData("threads", export, erase))
