"""Who may see a matter and act on the thread itself."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Role
from dugnad.people.rights import Decision, allow, refuse

from .lifecycle import Basis, Visibility
from .models import Matter


def visible_to(actor: Actor) -> Q:
    """Return which matters the actor sees in lists: the public ones."""
    return Q(visibility=Visibility.PUBLIC)


def may_see_matter(actor: Actor, matter: Matter, *, is_starter: bool = False) -> Decision:
    """Public matters are for all; a draft is for its starters; a hidden one for its starters and staff."""
    if matter.visibility == Visibility.PUBLIC or is_starter:
        return allow()
    if matter.visibility == Visibility.HIDDEN and actor.is_staff:
        return allow()
    return refuse(_("Denne saken er ikke åpen for alle."), sign_in_helps=True)


def may_take_matter(actor: Actor, matter: Matter, *, now: datetime) -> Decision:
    """A co-worker may make themselves or a colleague responsible for a public matter."""
    if not actor.has(Role.COWORKER, Role.FACILITATOR, Role.SECRETARY, Role.ADMINISTRATOR):
        return refuse(_("Bare medarbeidere i kommunen kan ta ansvar for en sak."), sign_in_helps=True)
    return allow() if matter.is_public else refuse(_("Saken er ikke publisert ennå."))


def may_add_picture(actor: Actor, matter: Matter, *, is_starter: bool, now: datetime) -> Decision:
    """Starters and staff add pictures to a matter."""
    if is_starter or actor.is_staff:
        return allow()
    return refuse(_("Bare de som har startet saken, og kommunen, kan legge til bilder."), sign_in_helps=True)


def may_move_dates(actor: Actor, matter: Matter) -> Decision:
    """Staff may move a date the municipality has promised, never one that rests on law."""
    if not actor.is_staff:
        return refuse(_("Bare medarbeidere i kommunen kan flytte et løfte."), sign_in_helps=True)
    if matter.next_basis == Basis.LAW:
        return refuse(_("Denne fristen står i loven og kan ikke flyttes."), rule=matter.next_rule)
    return allow()


def may_move_promise(actor: Actor, matter: Matter, *, due_on: date, now: datetime) -> Decision:
    """A promised date may move forward in time."""
    decision = may_move_dates(actor, matter)
    if decision and due_on <= localdate(now):
        return refuse(_("Den nye datoen må være etter i dag."))
    return decision
