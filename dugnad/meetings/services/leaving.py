"""What the room holds about a person, and what happens to it when the person leaves."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.people.models import User
from dugnad.tenancy.scope import everywhere

from ..models import BodyMember, Case, Decision, FollowUp

REASON = "a person's own data lies in every municipality they have been active in"


def export_person(user: User) -> dict[str, Any]:
    """Return seats, cases, decisions and measures that name the person, over all municipalities."""
    with everywhere(reason=REASON):
        return {
            "seats": list(BodyMember.objects.filter(user=user).values("body__name", "name", "party", "from_on", "to_on")),
            "cases": list(Case.objects.filter(officer=user).values("number", "year", "title")),
            "decisions_recorded": list(Decision.objects.filter(recorded_by=user).values("item__case__title", "decided_at")),
            "measures": list(FollowUp.objects.filter(owner=user).values("title", "due_on", "status", "done_note")),
        }


@transaction.atomic
def erase_person(*, user: User, now: datetime) -> list[str]:
    """Unlink the person from cases, minutes and measures; a seat in an elected body stays, because minutes are public."""
    with everywhere(reason=REASON):
        seats = BodyMember.objects.filter(user=user).update(user=None)
        Case.objects.filter(officer=user).update(officer=None)
        Decision.objects.filter(recorded_by=user).update(recorded_by=None)
        FollowUp.objects.filter(done_by=user).update(done_by=None)
        FollowUp.objects.filter(owner=user).update(owner=None, owner_name=_("Kommunen"))
    if not seats:
        return []
    return [_("Navnet ditt står i møtebøkene som folkevalgt, fordi loven sier at de skal være åpne.")]
