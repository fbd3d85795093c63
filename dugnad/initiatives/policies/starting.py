"""Who may start an initiative, see to its draft, ask others to join it, publish it and take it back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.rights import Decision, allow, refuse

from ..lifecycle import CAN_BE_CHANGED, Move, State, can
from ..models import Initiative

TEXT_LOCK = "no.dugnad.text-lock"
_SIGN_IN = _("Logg inn først, så vet vi hvem som har skrevet.")
_NOT_YOURS = _("Bare de som har startet forslaget, kan gjøre dette.")


def may_start(actor: Actor, *, now: datetime) -> Decision:
    """Anybody who has signed in may start something, also without an address here; staff may do it for somebody."""
    return allow() if actor.is_signed_in else refuse(_SIGN_IN, sign_in_helps=True)


def may_prepare(actor: Actor, initiative: Initiative, *, is_starter: bool, now: datetime) -> Decision:
    """A draft belongs to its starters alone."""
    if not is_starter:
        return refuse(_NOT_YOURS, sign_in_helps=True)
    return allow() if initiative.is_draft else refuse(_("Forslaget er publisert og er ikke lenger et utkast."))


def may_change_text(actor: Actor, initiative: Initiative, *, is_starter: bool, now: datetime) -> Decision:
    """Starters change the text until signing opens: whoever signs must know what the name stands under."""
    if not is_starter:
        return refuse(_NOT_YOURS, sign_in_helps=True)
    if initiative.is_locked or initiative.state == State.SIGNING:
        return refuse(
            _("Teksten er låst fordi underskriftene er åpne. Den som skriver under, skal vite hva navnet står under."),
            rule=TEXT_LOCK,
        )
    if initiative.state not in CAN_BE_CHANGED:
        return refuse(_("Forslaget er avgjort eller avsluttet, og teksten står som den er."))
    return allow()


def may_invite(actor: Actor, initiative: Initiative, *, is_starter: bool, now: datetime) -> Decision:
    """Starters ask others to start it with them for as long as it is theirs to shape."""
    if not is_starter:
        return refuse(_NOT_YOURS, sign_in_helps=True)
    if initiative.state not in CAN_BE_CHANGED | {State.SIGNING}:
        return refuse(_("Forslaget er avgjort eller avsluttet. Da kan ingen bli med på å starte det."))
    return allow()


def may_join(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """Whoever was asked and has signed in may become a starter while the initiative is alive."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å bli med. Invitasjonen venter på deg."), sign_in_helps=True)
    if initiative.state not in CAN_BE_CHANGED | {State.SIGNING}:
        return refuse(_("Forslaget er avgjort eller avsluttet. Da kan ingen bli med på å starte det."))
    return allow()


def may_withdraw(actor: Actor, initiative: Initiative, *, is_starter: bool, now: datetime) -> Decision:
    """Starters take a published initiative back until it is handed in: from then on the council owes an answer."""
    if not is_starter:
        return refuse(_NOT_YOURS, sign_in_helps=True)
    if can(initiative.state, Move.WITHDRAW):
        return allow()
    if initiative.is_draft:
        return refuse(_("Dette er et utkast. Slett det i stedet."))
    if initiative.state == State.WITHDRAWN:
        return refuse(_("Forslaget er allerede trukket."))
    return refuse(_("Forslaget er levert eller avgjort og kan ikke trekkes lenger."))
