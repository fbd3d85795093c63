"""Who may prepare a case, plan a meeting, record what was decided and say that a measure is done."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Role
from dugnad.people.rights import Decision as Answer
from dugnad.people.rights import allow, refuse
from dugnad.threads.models import Matter

PREPARES = (Role.COWORKER, Role.FACILITATOR, Role.SECRETARY, Role.ADMINISTRATOR)
SECRETARIES = (Role.SECRETARY, Role.ADMINISTRATOR)


def may_open_case(actor: Actor, matter: Matter, *, rule: str | None, now: datetime) -> Answer:
    """Staff open a case on a public matter; where the law obliges the municipality, whoever's act it was opens it."""
    if not matter.is_public:
        return refuse(_("Saken er ikke publisert ennå."))
    if rule or actor.is_system or actor.has(*PREPARES):
        return allow(rule or "")
    return refuse(_("Bare medarbeidere i kommunen kan lage en politisk sak."), sign_in_helps=True)
