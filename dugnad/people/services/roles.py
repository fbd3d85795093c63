"""Roles in a municipality: given and taken back by its administrators."""

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.people import journal, mail, policies, selectors
from dugnad.people.actors import Actor
from dugnad.people.models import Assurance, Membership, Role, User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality

from .login import normalise_email


@transaction.atomic
def give_role(
    *, email: str, name: str, role: str, title: str, actor: Actor, municipality: Municipality, now: datetime
) -> Membership:
    """Give a role to the person with this e-mail, who is told; somebody new gets an account to sign in to.

    Giving the same role again changes the title.
    """
    require(policies.may_administer(actor))
    user = account_for(email=normalise_email(email), name=name, now=now)
    membership, is_new = Membership.objects.get_or_create(
        user=user, municipality=municipality, role=role, defaults={"title": title, "given_at": now, "given_by": actor.user}
    )
    if not is_new:
        membership.title = title
        membership.save(update_fields=["title"])
        return membership
    journal.write("people.role_given", actor=actor, now=now, municipality=municipality, name=user.name, role=role, title=title)
    language = user.language or municipality.languages[0]
    transaction.on_commit(partial(_tell, language, user, membership, municipality))
    return membership


@transaction.atomic
def account_for(*, email: str, name: str, now: datetime) -> User:
    """Return the account with this e-mail, made now for somebody new; raise ValidationError when a new one lacks a name."""
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        if not name.strip():
            raise ValidationError({"name": _("Ingen har logget inn med denne e-posten før. Skriv navnet også.")}, code="name")
        user = User.objects.create_user(email, name.strip(), assurance=Assurance.NONE, language="", created_at=now)
    return user


def _tell(language: str, user: User, membership: Membership, municipality: Municipality) -> None:
    with translation.override(language):
        mail.send("role", str(user.email), municipality=municipality, role=membership.get_role_display())


@transaction.atomic
def remove_role(*, membership_id: int, actor: Actor, municipality: Municipality, now: datetime) -> None:
    """Take a role back; one already taken back is left as it is. The last administrator's is refused."""
    require(policies.may_administer(actor))
    # Two administrators who remove each other at the same moment must queue here, or both would see the other.
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    membership = selectors.member(membership_id)
    if membership is None:
        return
    require(policies.may_remove_role(actor, membership.role, administrators=selectors.administrator_count()))
    membership.delete()
    journal.write(
        "people.role_removed", actor=actor, now=now, municipality=municipality, name=membership.user.name, role=membership.role
    )


@transaction.atomic
def make_administrator(*, user: User, municipality: Municipality, now: datetime) -> Membership:
    """Make the first administrator of a municipality, from the command line where no administrator exists yet."""
    membership, _created = Membership.objects.get_or_create(
        user=user, municipality=municipality, role=Role.ADMINISTRATOR, defaults={"given_at": now}
    )
    return membership
