"""The outbox's way in: what people are to be told is written in the same transaction as what happened."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter

from .. import registry
from ..lifecycle import Urgency
from ..models import Following, Notice
from ..recipients import Recipient, of_email, of_user

BATCH = 500


@transaction.atomic
def tell(
    *,
    matter: Matter,
    kind: str,
    params: Mapping[str, Any] | None = None,
    now: datetime,
    recipients: Iterable[User] | None = None,
    exclude: User | None = None,
    urgency: str = Urgency.DIGEST,
    dedupe: str = "",
) -> int:
    """Tell people something about a matter (its followers when no `recipients`); return how many are told.

    With `dedupe` the same kind about the same matter is told each of them once, however often this is called.
    """
    people = followers_of(matter) if recipients is None else recipients
    told = {user.pk: of_user(user) for user in people if user.is_active and (exclude is None or user.pk != exclude.pk)}
    return _write(list(told.values()), matter.municipality, kind, params, now, matter, urgency, dedupe)


@transaction.atomic
def tell_person(
    *,
    municipality: Municipality | None = None,
    user: User | None = None,
    email: str = "",
    kind: str,
    params: Mapping[str, Any] | None = None,
    now: datetime,
    matter: Matter | None = None,
    urgency: str = Urgency.DIGEST,
    dedupe: str = "",
    language: str = "",
) -> int:
    """Tell one person, or an address without an account, something; `municipality` is needed where there is no matter."""
    place = matter.municipality if matter else municipality
    if place is None:
        raise ValueError("a notice belongs to a municipality: pass matter or municipality")
    if user is None and not email:
        raise ValueError("a notice has a reader: pass user or email")
    recipient = of_user(user) if user else of_email(email, language or get_language() or "")
    return _write([recipient], place, kind, params, now, matter, urgency, dedupe)


def followers_of(matter: Matter) -> list[User]:
    """Return those who follow a matter now."""
    followings = Following.objects.filter(matter=matter, ended_at=None, user__is_active=True).select_related("user")
    return [following.user for following in followings]


def _key(kind: str, matter: Matter | None, dedupe: str, recipient: Recipient) -> str:
    if not dedupe:
        return f"once:{secrets.token_urlsafe(18)}"
    plain = f"{kind}:{matter.pk if matter else ''}:{dedupe}:{recipient.key}"
    return plain if len(plain) <= 300 else f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


def _write(
    recipients: list[Recipient],
    municipality: Municipality,
    kind: str,
    params: Mapping[str, Any] | None,
    now: datetime,
    matter: Matter | None,
    urgency: str,
    dedupe: str,
) -> int:
    registry.notice_kind(kind)
    if urgency not in Urgency.values:
        raise ValueError(f"{urgency!r} is not an urgency")
    notices = [
        Notice(
            municipality=municipality,
            recipient=recipient.key,
            user=recipient.user,
            email="" if recipient.user else recipient.email,
            language="" if recipient.user else recipient.language,
            kind=kind,
            matter=matter,
            params=dict(params or {}),
            urgency=urgency,
            dedupe_key=_key(kind, matter, dedupe, recipient),
            created_at=now,
            # Somebody without an address reads it on their page, or hears it from the co-worker who acts for them.
            is_mailed=not recipient.email,
        )
        for recipient in recipients
    ]
    before = _told(municipality, notices)
    fresh = [notice for notice in notices if notice.dedupe_key not in before]
    Notice.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    if fresh and urgency == Urgency.NOW:
        registry.wake(municipality)
    return len(fresh)


def _told(municipality: Municipality, notices: list[Notice]) -> set[str]:
    keys = [notice.dedupe_key for notice in notices if not notice.dedupe_key.startswith("once:")]
    found: set[str] = set()
    for start in range(0, len(keys), BATCH):
        chunk = keys[start : start + BATCH]
        found |= set(Notice.objects.filter(municipality=municipality, dedupe_key__in=chunk).values_list("dedupe_key", flat=True))
    return found
