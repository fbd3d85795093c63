"""Following a matter, and stopping e-mail."""

from datetime import datetime

from django.db import transaction

from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter
from dugnad.threads.services import count_follower

from ..lifecycle import FollowSource
from ..models import Following, MailStop
from ..recipients import Recipient, of_user


@transaction.atomic
def follow(*, matter: Matter, user: User, now: datetime, source: str = FollowSource.SELF) -> bool:
    """Let a person follow a matter; return whether they do. Whoever chose to stop is only started again by themselves."""
    if source == FollowSource.SELF:
        MailStop.objects.filter(recipient=of_user(user).key, matter=matter).delete()
        ended = Following.objects.filter(matter=matter, user=user, ended_at__isnull=False)
        if ended.update(ended_at=None, since=now, source=source):
            count_follower(matter=matter, change=1)
            return True
    following, is_new = Following.objects.get_or_create(
        municipality_id=matter.municipality_id, matter=matter, user=user, defaults={"since": now, "source": source}
    )
    if is_new:
        count_follower(matter=matter, change=1)
    return following.ended_at is None


@transaction.atomic
def unfollow(*, matter: Matter, user: User, now: datetime) -> None:
    """Let a person stop following a matter, and remember that they chose it; stopping again changes nothing."""
    if Following.objects.filter(matter=matter, user=user, ended_at=None).update(ended_at=now):
        count_follower(matter=matter, change=-1)


@transaction.atomic
def stop_mail(*, municipality: Municipality, recipient: Recipient, now: datetime, matter: Matter | None = None) -> None:
    """Stop e-mail about a matter (and the following of it), or all e-mail from a municipality; again changes nothing."""
    MailStop.objects.get_or_create(
        municipality=municipality,
        recipient=recipient.key,
        matter=matter,
        defaults={"user": recipient.user, "email": recipient.email if recipient.user is None else "", "at": now},
    )
    if matter is not None and recipient.user is not None:
        unfollow(matter=matter, user=recipient.user, now=now)


@transaction.atomic
def resume_mail(*, municipality: Municipality, user: User) -> None:
    """Let a person get e-mail from a municipality again."""
    MailStop.objects.filter(municipality=municipality, recipient=of_user(user).key, matter=None).delete()
