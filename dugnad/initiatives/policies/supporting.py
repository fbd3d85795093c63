"""Who may support an initiative, and take the support back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.rights import Decision, allow, refuse

from ..lifecycle import CAN_BE_SUPPORTED
from ..models import Initiative


def can_be_supported(initiative: Initiative) -> bool:
    """Return whether the initiative is published and still gathers support."""
    return initiative.matter.is_public and initiative.matter.is_open and initiative.state in CAN_BE_SUPPORTED


def may_support(actor: Actor, initiative: Initiative, *, is_starter: bool, now: datetime) -> Decision:
    """Anybody signed in supports, wherever they live; those who started it are already in."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å støtte, så blir du telt én gang."), sign_in_helps=True)
    if is_starter:
        return refuse(_("Du har startet dette og er allerede med. Be heller andre om å støtte."))
    if not can_be_supported(initiative):
        return refuse(_("Forslaget samler ikke støtte lenger."))
    return allow()


def may_change_support(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """A supporter takes the support back, or shows or hides the name, until the matter is handed in or over."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å se hva du støtter."), sign_in_helps=True)
    if not can_be_supported(initiative):
        return refuse(_("Forslaget er levert eller avsluttet. Støtten står som den var da."))
    return allow()
