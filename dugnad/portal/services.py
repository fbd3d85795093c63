"""The one thing the portal changes: the secret address of a person's calendar."""

import secrets
from datetime import datetime

from django.db import transaction

from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require

from . import policies


@transaction.atomic
def renew_calendar_key(*, actor: Actor, now: datetime) -> str:
    """Give the actor's calendar a new secret address and return it; the old one opens nothing from now on."""
    require(policies.may_see_my_page(actor))
    key = secrets.token_urlsafe(32)
    if actor.user is not None:
        User.objects.filter(pk=actor.user.pk).update(calendar_key=key)
    return key
