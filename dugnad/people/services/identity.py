"""Signing in with an electronic identity: the keyed hash of the identity number tells who somebody is."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import IntegrityError, transaction

from dugnad.people.models import Assurance, Representation, User
from dugnad.tenancy.scope import everywhere

_RANK = [Assurance.NONE, Assurance.EMAIL, Assurance.SUBSTANTIAL, Assurance.HIGH]


class Meeting(Enum):
    """What came of meeting somebody with a proven identity."""

    KNOWN = "known"
    LINKED = "linked"
    NEW = "new"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Met:
    """Who it was: nobody yet when new, nobody when the identity belongs to another account than the one signed in."""

    meeting: Meeting
    user: User | None = None


@transaction.atomic
def meet_identity(*, hashed: str, assurance: str, current: User | None) -> Met:
    """Find the person with this identity, or tie it to the account that is signed in. Accounts are never joined in silence."""
    known = User.objects.filter(identity_hash=hashed, is_active=True).first()
    if current is not None and known != current:
        if known or not _tie(current, hashed):
            return Met(Meeting.CONFLICT)
        current.refresh_from_db()
        _strengthen(current, assurance)
        return Met(Meeting.LINKED, current)
    if known is None:
        return Met(Meeting.NEW)
    _strengthen(known, assurance)
    _speaks_for_themselves(known)
    return Met(Meeting.KNOWN, known)


def _tie(user: User, hashed: str) -> bool:
    try:
        with transaction.atomic():
            return bool(User.objects.filter(pk=user.pk, identity_hash=None).update(identity_hash=hashed))
    except IntegrityError:
        return False


def _strengthen(user: User, assurance: str) -> None:
    strongest = max(user.assurance, assurance, key=lambda level: _RANK.index(Assurance(level)))
    User.objects.filter(pk=user.pk).update(assurance=strongest)
    user.assurance = strongest


def _speaks_for_themselves(user: User) -> None:
    with everywhere(reason="somebody who has begun to use the web is represented nowhere"):
        Representation.objects.filter(user=user).delete()


@transaction.atomic
def create_account_with_identity(*, hashed: str, assurance: str, name: str, language: str, now: datetime) -> User:
    """Make the account of somebody with a proven identity; asking twice gives the same account."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                None, name, identity_hash=hashed, assurance=assurance, language=language, created_at=now
            )
    except IntegrityError:
        return User.objects.get(identity_hash=hashed)
