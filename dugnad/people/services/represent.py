"""Acting for people who do not use the web."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.domain.text import fold
from dugnad.people import journal, policies, selectors
from dugnad.people.actors import Actor
from dugnad.people.identity import BadIdentityNumber, identity_hash
from dugnad.people.models import Assurance, Representation, User
from dugnad.people.residency import residency_register
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality

from .residency import confirm_residency, note_register_answer

SAME_NAME = gettext_lazy(
    "Det finnes en annen her med samme navn. Velg fra listen, eller legg til noe som skiller dem, for eksempel stedet."
)


@transaction.atomic
def represent_person(
    *,
    name: str,
    actor: Actor,
    municipality: Municipality,
    now: datetime,
    identity_number: str = "",
    lives_here: bool = False,
) -> User:
    """Return the person without e-mail whom staff act for, made if new; known by identity number, else by name.

    The identity number is hashed here and forgotten. Raises ValidationError when it is wrong, or somebody with an account has it.
    """
    require(policies.may_represent(actor))
    hashed = _hash(identity_number)
    known = Representation.objects.filter(folded=folded_name(name)).select_related("user").first()
    user = _by_hash(hashed) if hashed else known.user if known else None
    if user is None:
        user = _new_person(name, hashed, known, now)
    _represent(user, actor, municipality, now)
    register = residency_register() if hashed else None
    if register is not None:
        note_register_answer(
            user=user, number=register.lives_in("".join(filter(str.isdigit, identity_number)), localdate(now)), now=now
        )
    elif lives_here:
        confirm_residency(user=user, actor=actor, municipality=municipality, now=now)
    return user


def folded_name(name: str) -> str:
    """Return a name as it is searched for and told apart."""
    return fold(name)[:80]


def _hash(identity_number: str) -> str:
    if not identity_number.strip():
        return ""
    try:
        return identity_hash(identity_number)
    except BadIdentityNumber:
        raise ValidationError(
            {"identity_number": _("Dette er ikke et gyldig fødselsnummer. Se etter om to sifre er byttet om.")}
        ) from None


def _by_hash(hashed: str) -> User | None:
    user = User.objects.filter(identity_hash=hashed, is_active=True).first()
    # A person who came by ID-porten may have no e-mail; whoever has signed in speaks for themselves.
    if user and (user.email or user.assurance != Assurance.NONE):
        raise ValidationError({"identity_number": _("Denne personen har en egen konto, og logger inn selv.")}, code="has_account")
    return user


def _new_person(name: str, hashed: str, known: Representation | None, now: datetime) -> User:
    if known is not None:
        # Same name, but nothing says that it is the same person: staff choose from the list, or tell the two apart.
        raise ValidationError({"name": SAME_NAME})
    return User.objects.create_user(None, name, identity_hash=hashed or None, assurance=Assurance.NONE, created_at=now)


def _represent(user: User, actor: Actor, municipality: Municipality, now: datetime) -> None:
    if Representation.objects.filter(user=user).exists():
        return
    try:
        with transaction.atomic():
            Representation.objects.create(
                user=user, municipality=municipality, folded=folded_name(user.name), registered_by=actor.user, registered_at=now
            )
    except IntegrityError:
        raise ValidationError({"name": SAME_NAME}) from None
    journal.write("people.person_represented", actor=actor, now=now, municipality=municipality)


@transaction.atomic
def start_acting_for(*, user_id: int, actor: Actor, municipality: Municipality, now: datetime) -> User:
    """Return the person a member of staff from now on acts for, and write it down."""
    require(policies.may_represent(actor))
    user = selectors.represented_person(user_id)
    if user is None:
        raise ValidationError(_("Denne personen kan vi ikke handle for."), code="unknown")
    journal.write("people.acting_started", actor=actor.acting_for(user), now=now, municipality=municipality)
    return user
