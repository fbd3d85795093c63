"""A person leaves: the name goes from what lies ahead and from pictures, and stays in the journal alone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.people.actors import system_actor
from dugnad.people.models import User
from dugnad.tenancy.scope import scope

from . import selectors
from .lifecycle import Basis, OwnerKind, Step
from .models import JournalEntry, Matter, MatterPicture, MatterRole
from .services import record, set_next_step

# So long the municipality has at least to look at what nobody else owns any more.
TAKE_OVER_WITHIN = timedelta(days=14)


@transaction.atomic
def leave(*, user: User, now: datetime) -> list[str]:
    """Take the name off pictures and what lies ahead; say what stays in the journal and why."""
    MatterPicture.objects.filter(added_by=user, credit=user.name).update(credit="")
    pictures = MatterPicture.objects.filter(added_by=user).update(added_by=None)
    Matter.objects.filter(responsible=user).update(responsible=None)
    Matter.objects.filter(next_owner=user).update(next_owner=None)
    mine = list(MatterRole.objects.filter(user=user).values_list("matter_id", flat=True))
    MatterRole.objects.filter(user=user).delete()
    for matter in selectors.open_matters(mine):
        hand_over(matter=matter, now=now)
    kept = [_("Bilder du har lagt på saker, blir stående uten navnet ditt.")] if pictures else []
    if selectors.mentions(JournalEntry.objects.all(), "params", user.name):
        kept.append(
            _("Der du handlet for kommunen, står navnet i journalen. Den skal vise hvem som svarte for hva, og endres aldri.")
        )
    return kept


@transaction.atomic
def hand_over(*, matter: Matter, now: datetime) -> None:
    """Give the next step of residents who are gone to those who are left, else to the municipality, with time to look at it."""
    kind = OwnerKind(matter.next_owner_kind)
    heirs = selectors.heirs_of(matter, kind)
    if heirs == kind:
        return
    today = localdate(now)
    promised = matter.next_basis != Basis.LAW
    due_on = matter.next_due_on or today
    set_next_step(
        matter=matter,
        step=Step(matter.next_step),
        owner_kind=kind,
        due_on=max(due_on, today + TAKE_OVER_WITHIN) if promised else due_on,
        basis=Basis(matter.next_basis or Basis.PROMISE),
        rule=matter.next_rule,
        note=matter.next_note,
    )
    with scope(matter.municipality):
        record(
            act="threads.handed_over",
            actor=system_actor(matter.municipality),
            now=now,
            municipality=matter.municipality,
            matter=matter,
            params={"owner": str(heirs)},
        )
