"""Where people live: what the register says, and what a clerk confirms."""

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.people import journal, mail, policies, selectors
from dugnad.people.actors import Actor
from dugnad.people.models import Residency, ResidencyRequest, User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import everywhere


@transaction.atomic
def note_register_answer(*, user: User, number: str | None, now: datetime) -> list[Municipality]:
    """Keep what the register said: resident in the municipality with this number (and its county), and nowhere else.

    Returns those of them that run Dugnad. None ends only what the register itself has said before.
    """
    homes = (
        list(Municipality.objects.filter(Q(place__number=number) | Q(place__municipalities__number=number)).distinct())
        if number
        else []
    )
    with everywhere(reason="the register knows one home for a person in the whole country"):
        ended = Residency.objects.filter(user=user, ended_at=None).exclude(municipality__in=homes)
        if number is None:
            ended = ended.filter(source=Residency.Source.REGISTER)
        ended.update(ended_at=now)
        for home in homes:
            Residency.objects.update_or_create(
                user=user,
                municipality=home,
                defaults={"source": Residency.Source.REGISTER, "confirmed_at": now, "confirmed_by": None, "ended_at": None},
            )
        ResidencyRequest.objects.filter(user=user, municipality__in=homes).delete()
    return homes


@transaction.atomic
def ask_for_residency(*, address: str, actor: Actor, municipality: Municipality, now: datetime) -> ResidencyRequest:
    """Ask a clerk to confirm that the actor lives here; asking again changes the address."""
    require(policies.may_ask_for_residency(actor))
    request, _created = ResidencyRequest.objects.update_or_create(
        user=actor.user, municipality=municipality, defaults={"address": address, "asked_at": now}
    )
    return request


@transaction.atomic
def withdraw_residency_request(*, actor: Actor) -> None:
    """Take back one's own request; nothing happens when there is none."""
    require(policies.may_use_account(actor))
    ResidencyRequest.objects.filter(user=actor.user).delete()


@transaction.atomic
def confirm_residency(*, user: User, actor: Actor, municipality: Municipality, now: datetime) -> Residency:
    """Write that staff have confirmed that a person lives here, and delete the request, if any."""
    require(policies.may_answer_residency(actor, user))
    elsewhere = selectors.homes_elsewhere(user, municipality)
    require(policies.may_be_confirmed_here(elsewhere))
    with everywhere(reason="a person has one home among municipalities; the latest confirmation counts"):
        Residency.objects.filter(pk__in=[home.pk for home in elsewhere]).update(ended_at=now)
    residency, _created = Residency.objects.update_or_create(
        user=user,
        municipality=municipality,
        defaults={"source": Residency.Source.CLERK, "confirmed_at": now, "confirmed_by": actor.user, "ended_at": None},
    )
    ResidencyRequest.objects.filter(user=user).delete()
    journal.write("people.residency_confirmed", actor=actor, now=now, municipality=municipality)
    _tell(user, "residency_confirmed", municipality)
    return residency


@transaction.atomic
def decline_residency(*, user: User, reason: str, actor: Actor, municipality: Municipality, now: datetime) -> None:
    """Say no to a request, with a reason that the person gets by e-mail; the request is deleted."""
    require(policies.may_answer_residency(actor, user))
    if not reason.strip():
        raise ValidationError(_("Skriv hvorfor. Personen får grunnen i en e-post."), code="reason")
    if not ResidencyRequest.objects.filter(user=user).delete()[0]:
        return
    journal.write("people.residency_declined", actor=actor, now=now, municipality=municipality)
    _tell(user, "residency_declined", municipality, reason=reason.strip())


def _tell(user: User, template: str, municipality: Municipality, reason: str = "") -> None:
    if not user.email:
        return
    with translation.override(user.language or municipality.languages[0]):
        language = translation.get_language()
    transaction.on_commit(partial(_send, language, template, user.email, municipality, reason))


def _send(language: str, template: str, email: str, municipality: Municipality, reason: str) -> None:
    with translation.override(language):
        mail.send(template, email, municipality=municipality, reason=reason)
