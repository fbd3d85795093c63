"""Asking somebody by e-mail to start it together, and their answer."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dugnad.conversation.lifecycle import FollowSource, Urgency
from dugnad.conversation.services import follow, tell, tell_person
from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.people.throttle import hit
from dugnad.threads.models import MatterRole
from dugnad.threads.selectors import is_starter, people_of
from dugnad.threads.services import add_role, record

from ..models import Initiative, Invitation
from ..policies import may_invite, may_join
from ..selectors.invitations import open_invitations
from .acting import acting_person

MAX_OPEN = 10
INVITATIONS_A_DAY = 20
LETTERS_TO_ONE_A_DAY = 3
# An address nobody answered from is not kept longer than the invitation makes sense.
KEEP = timedelta(days=30)


@transaction.atomic
def invite_starter(*, initiative: Initiative, email: str, actor: Actor, now: datetime) -> Invitation:
    """Ask an address to be one of the starters; asking the same address again sends nothing new."""
    starter = is_starter(actor, initiative.matter)
    require(may_invite(actor, initiative, is_starter=starter, now=now))
    address = email.strip().lower()
    if any(person.email == address for person in people_of(initiative.matter)):
        raise ValidationError({"email": _("Denne personen er allerede med på å starte det.")})
    waiting = open_invitations(initiative)
    asked = waiting.filter(email=address).first()
    if asked:
        return asked
    if waiting.exclude(email="").count() >= MAX_OPEN:
        raise ValidationError({"email": _("Ti invitasjoner venter på svar. Vent til noen har svart.")})
    if not _within_limits(actor, address, now):
        raise ValidationError({"email": _("Det er sendt mange invitasjoner i dag. Vent til i morgen med denne.")})
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                municipality=initiative.municipality,
                initiative=initiative,
                email=address,
                invited_by=actor.person,
                sent_at=now,
            )
    except IntegrityError:
        return open_invitations(initiative).get(email=address)
    _send(invitation, actor, now)
    return invitation


def _within_limits(actor: Actor, address: str, now: datetime) -> bool:
    """An account is no way to write to strangers: so many a day from one person, and so many to one address."""
    by_person = hit(f"initiatives.invite:{actor.user.pk if actor.user else ''}", INVITATIONS_A_DAY, timedelta(days=1), now)
    return hit(f"initiatives.invited:{address}", LETTERS_TO_ONE_A_DAY, timedelta(days=1), now) and by_person


def _send(invitation: Invitation, actor: Actor, now: datetime) -> None:
    matter = invitation.initiative.matter
    tell_person(
        email=invitation.email,
        kind="initiatives.invitation",
        params={"name": actor.person.name if actor.person else "", "invitation": invitation.pk},
        now=now,
        matter=matter,
        urgency=Urgency.NOW,
    )
    record(act="initiatives.invited", actor=actor, now=now, municipality=matter.municipality, matter=matter, is_public=False)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, actor: Actor, now: datetime) -> Initiative:
    """Make the actor one of the starters; accepting again changes nothing, an answered invitation opens no second door."""
    initiative = invitation.initiative
    matter = initiative.matter
    if is_starter(actor, matter):
        return initiative
    person = acting_person(actor, may_join(actor, initiative, now=now))
    taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, declined_at=None).update(accepted_at=now, email="")
    if not taken:
        raise ValidationError(_("Invitasjonen er allerede svart på. Be om en ny."), code="answered")
    others = people_of(matter)
    add_role(matter=matter, user=person, kind=MatterRole.Kind.STARTER, now=now)
    name = {"name": person.first_name}
    record(
        act="initiatives.starter_joined",
        actor=actor,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params=name,
        is_public=matter.is_public,
    )
    if matter.is_public:
        follow(matter=matter, user=person, now=now, source=FollowSource.STARTER)
    tell(matter=matter, kind="initiatives.starter_joined", params=name, now=now, recipients=others)
    return initiative


@transaction.atomic
def decline_invitation(*, invitation: Invitation, now: datetime) -> None:
    """Say no thanks: the address is forgotten, and nobody is told who it was."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(declined_at=now, email="")


@transaction.atomic
def forget_invitations(*, now: datetime) -> int:
    """Close invitations nobody answered in time, and empty their addresses; return how many."""
    old = Invitation.objects.filter(sent_at__lt=now - KEEP, accepted_at=None, declined_at=None)
    return old.update(declined_at=now, email="")
