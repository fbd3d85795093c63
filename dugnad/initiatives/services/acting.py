"""Who an act is for, and whom its entry names."""

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


def unnamed(actor: Actor) -> Actor:
    """Return the actor as the journal names who supports or signs: nobody, or the co-worker alone who did it for somebody.

    What a person stands behind is political opinion. The support or signature itself is the record, as long as it is kept.
    """
    return Actor(user=actor.user if actor.on_behalf_of else None, municipality=actor.municipality)
