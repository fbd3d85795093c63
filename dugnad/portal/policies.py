"""Who has a desk here, and who has a page of their own."""

from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Role
from dugnad.people.rights import Decision, allow, refuse

SECRETARIES = (Role.SECRETARY, Role.ADMINISTRATOR)


def may_use_desk(actor: Actor) -> Decision:
    """Staff and elected representatives have a desk."""
    if actor.is_staff or actor.has(Role.REPRESENTATIVE):
        return allow()
    return refuse(_("Arbeidsbordet er for medarbeidere og folkevalgte i kommunen."), sign_in_helps=True)


def may_see_my_page(actor: Actor) -> Decision:
    """Everybody who has signed in has a page of their own."""
    return allow() if actor.is_signed_in else refuse(_("Logg inn for å se det som er ditt."), sign_in_helps=True)
