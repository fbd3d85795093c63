"""A person's own account: what they set, all their data, and leaving."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from dugnad.people import policies, selectors
from dugnad.people.models import (
    Assurance,
    LoginCode,
    Membership,
    Organisation,
    Representation,
    Residency,
    ResidencyRequest,
    User,
)
from dugnad.people.registry import person_data
from dugnad.people.rights import require
from dugnad.tenancy.scope import everywhere

from .login import normalise_email

LEFT_NAME = "En tidligere deltaker"


@transaction.atomic
def change_account(*, user: User, name: str, language: str, digest_hour: int) -> User:
    """Change what a person has set for themselves."""
    user.name, user.language, user.digest_hour = name, language, digest_hour
    user.save(update_fields=["name", "language", "digest_hour"])
    return user


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Keep the language a person chose with the switch."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def change_email(*, user: User, email: str) -> bool:
    """Set a person's proven e-mail; return False when another account has it."""
    try:
        with transaction.atomic():
            user.email = normalise_email(email)
            if user.assurance == Assurance.NONE:
                user.assurance = Assurance.EMAIL
            user.save(update_fields=["email", "assurance"])
    except IntegrityError:
        user.refresh_from_db()
        return False
    return True


def all_my_data(*, user: User, now: datetime) -> dict[str, Any]:
    """Return everything all rooms hold about a person, JSON-ready."""
    with everywhere(reason="a person gets all that is held about them, in all municipalities"):
        rooms = {data.room: data.export(user) for data in person_data()}
    return {"format": "dugnad.person.1", "made_at": now.isoformat(), "rooms": rooms}


@dataclass(frozen=True)
class Leaving:
    """What leaving means for one person: the kinds of things deleted, and sentences for what stays without the name."""

    deletes: list[str]
    keeps: list[str]


class _OnlyLooking(Exception):
    pass


def preview_leaving(*, user: User, now: datetime) -> Leaving:
    """Return what leaving would delete and keep. The rooms do it for real in a transaction that is taken back."""
    keeps: list[str] = []
    try:
        with transaction.atomic():
            keeps = _erase_everywhere(User.objects.get(pk=user.pk), now)
            raise _OnlyLooking
    except _OnlyLooking:
        pass
    return Leaving([str(sentence) for data in person_data() for sentence in data.deletes], keeps)


@transaction.atomic
def leave(*, user: User, now: datetime) -> list[str]:
    """Erase a person: nobody can sign in as them again, and what stays carries no name. Returns what stays and why."""
    require(policies.may_leave(last_administrator_in=selectors.last_administrator_in(user)))
    return _erase_everywhere(user, now)


def _erase_everywhere(user: User, now: datetime) -> list[str]:
    with everywhere(reason="leaving means leaving everywhere"):
        # Rooms above go first, while the person is still known to the rooms below.
        return [str(sentence) for data in reversed(person_data()) for sentence in data.erase(user, now)]


def export_own(user: User) -> dict[str, Any]:
    """Return what this room holds about a person."""
    return {
        "account": {
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "digest_hour": user.digest_hour,
            "assurance": user.assurance,
            "has_identity": user.identity_hash is not None,
            "created_at": user.created_at.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        },
        "residencies": [
            {
                "municipality": home.municipality.name,
                "source": home.source,
                "confirmed_at": home.confirmed_at.isoformat(),
                "ended_at": home.ended_at.isoformat() if home.ended_at else None,
            }
            for home in Residency.objects.filter(user=user).select_related("municipality")
        ],
        "residency_requests": [
            {"municipality": row.municipality.name, "address": row.address, "asked_at": row.asked_at.isoformat()}
            for row in ResidencyRequest.objects.filter(user=user).select_related("municipality")
        ],
        "roles": [
            {"municipality": row.municipality.name, "role": row.role, "title": row.title, "given_at": row.given_at.isoformat()}
            for row in Membership.objects.filter(user=user).select_related("municipality")
        ],
        "organisations": [
            {"municipality": row.municipality.name, "name": row.name}
            for row in Organisation.objects.filter(spokesperson=user).select_related("municipality")
        ],
        "represented_by": [
            {"municipality": row.municipality.name, "registered_at": row.registered_at.isoformat()}
            for row in Representation.objects.filter(user=user).select_related("municipality")
        ],
    }


@transaction.atomic
def erase_own(*, user: User, now: datetime) -> list[str]:
    """Delete what this room holds about a person; only an empty, closed account stays, so that other rows point at nobody."""
    Residency.objects.filter(user=user).delete()
    ResidencyRequest.objects.filter(user=user).delete()
    Membership.objects.filter(user=user).delete()
    Representation.objects.filter(user=user).delete()
    Organisation.objects.filter(spokesperson=user).update(spokesperson=None)
    if user.email:
        LoginCode.objects.filter(email=user.email).delete()
    user.name, user.email, user.identity_hash = LEFT_NAME, None, None
    user.language, user.assurance, user.calendar_key = "", Assurance.NONE, secrets.token_urlsafe(32)
    user.last_login, user.is_active, user.left_at = None, False, now
    # A new unusable password changes what every session is checked against: all of them end.
    user.set_unusable_password()
    user.save()
    return []
