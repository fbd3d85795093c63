"""What the portal changes: the secret address of a person's calendar, and counts that rooms count again."""

import secrets
from datetime import datetime

from django.db import transaction

from dugnad.conversation.services import mend_counts as mend_talk
from dugnad.doing.services import mend, mismatches
from dugnad.initiatives.services import reconcile_supports
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope

from . import policies


@transaction.atomic
def renew_calendar_key(*, actor: Actor, now: datetime) -> str:
    """Give the actor's calendar a new secret address and return it; the old one opens nothing from now on."""
    require(policies.may_see_my_page(actor))
    key = secrets.token_urlsafe(32)
    if actor.user is not None:
        User.objects.filter(pk=actor.user.pk).update(calendar_key=key)
    return key


def mend_counts(*, municipality: Municipality) -> None:
    """Set the counts that rooms can count again to the number of their rows, in one municipality.

    Not signatures: a count that a right rests on is looked into by a person before it changes.
    """
    with scope(municipality):
        mend(mismatches())
        reconcile_supports(municipality=municipality)
        mend_talk(municipality=municipality)
