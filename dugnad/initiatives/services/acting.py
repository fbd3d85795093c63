"""Who an act is for."""

from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import Decision, Refused, refuse, require


def acting_person(actor: Actor, decision: Decision) -> User:
    """Return the person an allowed act is for; raise Refused when it is not allowed, or for nobody."""
    require(decision)
    if actor.person is None:
        raise Refused(refuse(_("Logg inn først, så vet vi hvem det gjelder."), sign_in_helps=True))
    return actor.person
