"""Who may speak, agree, report and moderate. Facts about a contribution are passed in, so that lists need no query a row."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Role
from dugnad.people.rights import Decision, allow, refuse
from dugnad.threads.models import Matter

from .lifecycle import Kind, Status
from .models import Contribution

EDIT_WINDOW = timedelta(minutes=15)
MODERATORS = (Role.COWORKER, Role.FACILITATOR, Role.ADMINISTRATOR)


def is_moderator(actor: Actor) -> bool:
    """Return whether the actor moderates talk here."""
    return actor.has(*MODERATORS)


def is_author(actor: Actor, contribution: Contribution) -> bool:
    """Return whether the actor (or who they act for) wrote the contribution."""
    return actor.person is not None and contribution.author_id == actor.person.pk


def visible_to(actor: Actor, *, starter: bool = False) -> Q:
    """Return which contributions the actor sees the text or the place of: what is or was open, their own, what waits for them."""
    seen = Q(status__in=[Status.VISIBLE, Status.HIDDEN, Status.WITHDRAWN])
    if is_moderator(actor):
        return Q()
    if starter:
        seen |= Q(status=Status.PENDING)
    if actor.person is not None:
        seen |= Q(author=actor.person)
    return seen


def may_read_text(actor: Actor, contribution: Contribution, *, starter: bool = False) -> Decision:
    """A visible text is for all; a hidden one for its author and moderators; one that waits also for the starters."""
    if contribution.status == Status.WITHDRAWN:
        return refuse(_("Innlegget er trukket av forfatteren."))
    if contribution.status == Status.VISIBLE or is_author(actor, contribution) or is_moderator(actor):
        return allow()
    if contribution.status == Status.PENDING and starter:
        return allow()
    return refuse(_("Innlegget vises ikke."))


def may_contribute(actor: Actor, matter: Matter, *, now: datetime) -> Decision:
    """Anybody signed in may speak, with their name, on an open public matter."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å skrive. Navnet ditt står ved det du skriver."), sign_in_helps=True)
    if not matter.is_public:
        return refuse(_("Saken er ikke åpen for samtale."))
    if not matter.is_open:
        return refuse(_("Saken er avsluttet. Samtalen står, men kan ikke fortsette."))
    return allow()


def may_answer(actor: Actor, contribution: Contribution, matter: Matter, *, now: datetime) -> Decision:
    """Who may speak may answer a visible argument or question, one level deep."""
    if contribution.kind == Kind.ANSWER or contribution.status != Status.VISIBLE:
        return refuse(_("Dette kan ikke besvares."))
    return may_contribute(actor, matter, now=now)


def may_edit(actor: Actor, contribution: Contribution, matter: Matter, *, now: datetime) -> Decision:
    """An author may change a text for fifteen minutes."""
    if not is_author(actor, contribution):
        return refuse(_("Bare den som skrev innlegget, kan endre det."), sign_in_helps=True)
    if contribution.status not in (Status.VISIBLE, Status.PENDING):
        return refuse(_("Innlegget kan ikke endres nå."))
    if now - contribution.posted_at >= EDIT_WINDOW:
        return refuse(_("Et innlegg kan endres i 15 minutter. Etter det kan du trekke det og skrive et nytt."))
    return may_contribute(actor, matter, now=now)


def may_withdraw(actor: Actor, contribution: Contribution, *, now: datetime) -> Decision:
    """An author may take back what they wrote at any time, also when the matter is closed."""
    if not is_author(actor, contribution):
        return refuse(_("Bare den som skrev innlegget, kan trekke det."), sign_in_helps=True)
    if contribution.status not in (Status.VISIBLE, Status.PENDING, Status.WITHDRAWN):
        return refuse(_("Innlegget vises ikke, og kan ikke trekkes nå."))
    return allow()


def may_agree(actor: Actor, contribution: Contribution, matter: Matter, *, now: datetime) -> Decision:
    """Anybody signed in may agree with another's visible argument or question on an open matter."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å si deg enig."), sign_in_helps=True)
    if is_author(actor, contribution):
        return refuse(_("Du er alt regnet som enig med deg selv."))
    if contribution.kind == Kind.ANSWER or contribution.status != Status.VISIBLE:
        return refuse(_("Du kan ikke si deg enig i dette."))
    if not (matter.is_public and matter.is_open):
        return refuse(_("Saken er avsluttet. Tallene står som de er."))
    return allow()


def may_report(actor: Actor, contribution: Contribution, *, now: datetime) -> Decision:
    """Anybody signed in may ask the municipality to look at another's visible text."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å si fra om et innlegg."), sign_in_helps=True)
    if is_author(actor, contribution):
        return refuse(_("Dette har du skrevet selv. Du kan trekke det."))
    if contribution.status != Status.VISIBLE:
        return refuse(_("Innlegget vises ikke lenger."))
    return allow()


def may_moderate(actor: Actor) -> Decision:
    """Co-workers, facilitators and administrators moderate."""
    if is_moderator(actor):
        return allow()
    return refuse(_("Bare medarbeidere i kommunen rydder i samtalen."), sign_in_helps=not actor.is_signed_in)


def may_hide(actor: Actor, contribution: Contribution) -> Decision:
    """A moderator may hide what is shown or waits, but not a text of their own making: that they withdraw."""
    if not (decision := may_moderate(actor)):
        return decision
    if is_author(actor, contribution):
        return refuse(_("Dette har du skrevet selv. Du kan trekke det."))
    if contribution.status not in (Status.VISIBLE, Status.PENDING):
        return refuse(_("Innlegget vises ikke."))
    return allow()


def may_approve(actor: Actor, contribution: Contribution) -> Decision:
    """A moderator may let through what waits, except their own."""
    if not (decision := may_moderate(actor)):
        return decision
    if is_author(actor, contribution):
        return refuse(_("En annen enn du må slippe fram det du har skrevet."))
    if contribution.status != Status.PENDING:
        return refuse(_("Innlegget venter ikke lenger."))
    return allow()


def may_restore(actor: Actor, contribution: Contribution) -> Decision:
    """A moderator may show a hidden text again."""
    if not (decision := may_moderate(actor)):
        return decision
    if contribution.status not in (Status.HIDDEN, Status.REJECTED):
        return refuse(_("Innlegget er ikke skjult."))
    return allow()


def may_appeal(actor: Actor, contribution: Contribution, *, now: datetime) -> Decision:
    """The author of a hidden text may ask for a new look, once."""
    if not is_author(actor, contribution):
        return refuse(_("Bare den som skrev innlegget, kan be om en ny vurdering."), sign_in_helps=True)
    if contribution.status not in (Status.HIDDEN, Status.REJECTED):
        return refuse(_("Innlegget er ikke skjult."))
    if contribution.appealed_at is not None:
        return refuse(_("Du har bedt om en ny vurdering. Det kan gjøres én gang."))
    return allow()


def may_follow(actor: Actor, matter: Matter) -> Decision:
    """Anybody signed in may follow a public matter, also a closed one."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn for å følge saken."), sign_in_helps=True)
    return allow() if matter.is_public else refuse(_("Saken er ikke åpen for alle."))


def may_read_notices(actor: Actor) -> Decision:
    """A person's notices are their own."""
    return allow() if actor.is_signed_in else refuse(_("Logg inn for å se varslene dine."), sign_in_helps=True)
