"""A person leaves: the name goes from what lies ahead and from pictures, and stays in the journal alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.people.models import User

from . import selectors
from .models import JournalEntry, Matter, MatterPicture, MatterRole


@transaction.atomic
def leave(*, user: User, now: datetime) -> list[str]:
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
