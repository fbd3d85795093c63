"""What the thread holds about a person, for "all my data" and for leaving."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dugnad.people.models import User
from dugnad.people.registry import PersonData, register_person_data

from . import selectors
from .models import JournalEntry, Matter, MatterPicture, MatterRole


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
    """Take the name off pictures and what lies ahead; say what stays in the journal and why."""
    MatterPicture.objects.filter(added_by=user, credit=user.name).update(credit="")
    pictures = MatterPicture.objects.filter(added_by=user).update(added_by=None)
    Matter.objects.filter(responsible=user).update(responsible=None)
    Matter.objects.filter(next_owner=user).update(next_owner=None)
    MatterRole.objects.filter(user=user, kind=MatterRole.Kind.STEWARD).delete()
    kept = [_("Bilder du har lagt på saker, blir stående uten navnet ditt.")] if pictures else []
    if selectors.mentions(JournalEntry.objects.all(), "params", user.name):
        kept.append(
            _("Der du handlet for kommunen, står navnet i journalen. Den skal vise hvem som svarte for hva, og endres aldri.")
        )
    return kept


def register() -> None:
    """Answer for the room's personal data."""
    register_person_data(PersonData("threads", export, erase))
