"""What the thread itself offers staff on a matter's page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor

from . import policies
from .models import Matter
from .registry import Action


def staff_actions(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return taking responsibility and asking for more time, where the actor may."""
    if not matter.is_open or not policies.may_take_matter(actor, matter, now=now):
        return []
    where = {"slug": matter.municipality.slug, "number": matter.number}
    found = []
    if matter.responsible_id != (actor.user.pk if actor.user else None):
        found.append(Action(_("Følg opp saken"), reverse("threads:matter-take", kwargs=where), 70, method="post"))
    if policies.may_move_dates(actor, matter):
        found.append(Action(_("Be om mer tid"), reverse("threads:date-move", kwargs=where), 80))
    return found
