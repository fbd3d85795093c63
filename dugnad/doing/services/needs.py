"""Stating needs, and promising against them. What is promised is counted in the same transaction, by condition."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.conversation import services as conversation
from dugnad.conversation.lifecycle import FollowSource
from dugnad.domain.text import fold
from dugnad.people.actors import Actor
from dugnad.people.models import Organisation
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter
from dugnad.threads.services import record

from .. import policies, selectors
from ..lifecycle import Giver, NeedKind
from ..models import Need, Pledge
from ..selectors.needs import municipality_words
from .common import checked, wrong

MOST = {NeedKind.MONEY.value: 100_000_000 * 100}
MOST_UNITS = 100_000
TRIES = 8
BUSY = gettext_lazy("Noen andre endret tilsagnet samtidig. Prøv en gang til.")


@transaction.atomic
def state_need(
    *, matter: Matter, kind: str, title: str, quantity: int, unit: str = "", note: str = "", actor: Actor, now: datetime
) -> Need:
    """Say what a matter needs; stating the same again gives the same need."""
    starter = selectors.is_starter_of(actor, matter)
    require(policies.may_state_need(actor, matter, starter=starter, now=now))
    need = Need(
        municipality=matter.municipality,
        matter=matter,
        kind=kind,
        title=title,
        quantity=_reasonable(quantity, kind),
        unit=unit,
        note=note,
        stated_by=actor.person,
        stated_at=now,
    )
    checked(need)
    try:
        with transaction.atomic():
            need.save()
    except IntegrityError:
        return Need.objects.get(matter=matter, title=title, closed_at=None)
    _record("doing.need_stated", need, actor, now)
    return need


def _reasonable(quantity: int, kind: str) -> int:
    if quantity < 1:
        raise wrong("quantity", _("Skriv hvor mye som trengs, minst 1."), "too_little")
    if quantity > MOST.get(kind, MOST_UNITS):
        raise wrong("quantity", _("Det tallet er for stort. Skriv det som trengs i denne saken."), "too_much")
    return quantity


@transaction.atomic
def change_need(*, need: Need, title: str, quantity: int, unit: str, note: str, actor: Actor, now: datetime) -> Need:
    """Change a need; what is promised stands."""
    starter = selectors.is_starter_of(actor, need.matter)
    require(policies.may_state_need(actor, need.matter, starter=starter, now=now))
    wanted = (title, unit, note, _reasonable(quantity, need.kind))
    if wanted == (need.title, need.unit, need.note, need.quantity):
        return need
    need.title, need.unit, need.note, need.quantity = wanted
    checked(need)
    try:
        with transaction.atomic():
            need.save(update_fields=["title", "quantity", "unit", "note"])
    except IntegrityError as error:
        raise wrong("title", _("Det står allerede et behov med dette navnet."), "same_title") from error
    _record("doing.need_changed", need, actor, now)
    return need


@transaction.atomic
def close_need(*, need: Need, actor: Actor, now: datetime) -> None:
    """Take a need away and tell those who had promised; again changes nothing."""
    starter = selectors.is_starter_of(actor, need.matter)
    require(policies.may_state_need(actor, need.matter, starter=starter, now=now))
    if not Need.objects.filter(pk=need.pk, closed_at=None).update(closed_at=now):
        return
    givers = [pledge.user for pledge in selectors.standing_pledges().filter(need=need) if pledge.user is not None]
    conversation.tell(
        matter=need.matter, kind="doing.need_closed", params={"need": need.title}, now=now, recipients=givers, dedupe=str(need.pk)
    )
    _record("doing.need_closed", need, actor, now)


@transaction.atomic
def pledge(
    *,
    need: Need,
    quantity: int,
    actor: Actor,
    now: datetime,
    giver: str = Giver.PERSON,
    organisation: Organisation | None = None,
    note: str = "",
    condition: str = "",
    amount_ore: int | None = None,
) -> Pledge:
    """Promise something against a need. Whoever has a pledge there already changes it, so twice is the same as once."""
    require(policies.may_pledge(actor, need, giver=giver, organisation=organisation, now=now))
    if not 1 <= quantity <= need.quantity:
        raise wrong("quantity", _("Velg et tall fra 1 til det som trengs."), "out_of_range")
    standing = _standing(need, giver, actor, organisation)
    if standing is not None:
        return _change(standing, quantity, note, condition, amount_ore, actor, now)
    made = Pledge(
        municipality_id=need.municipality_id,
        need=need,
        giver=giver,
        user=actor.person,
        organisation=organisation,
        quantity=quantity,
        amount_ore=amount_ore,
        note=note,
        condition=condition,
        made_at=now,
        changed_at=now,
    )
    checked(made)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        standing = _standing(need, giver, actor, organisation)
        if standing is None:
            raise ValidationError(BUSY, code="busy") from error
        return _change(standing, quantity, note, condition, amount_ore, actor, now)
    _count_in(need, quantity)
    _after_pledge(made, actor, now)
    return made


def _standing(need: Need, giver: str, actor: Actor, organisation: Organisation | None) -> Pledge | None:
    found = Pledge.objects.filter(need=need, giver=giver, withdrawn_at=None)
    if giver == Giver.PERSON:
        found = found.filter(user=actor.person)
    if giver == Giver.ORGANISATION:
        found = found.filter(organisation=organisation)
    pledge = found.first()
    if pledge is not None:
        pledge.need = need
    return pledge


def _count_in(need: Need, quantity: int) -> None:
    wanting = Need.objects.filter(pk=need.pk, closed_at=None, pledged__lt=F("quantity"))
    if not wanting.update(pledged=F("pledged") + quantity):
        words = _("Takk, men andre har alt lovet det som trengs her. Se om noe annet i saken passer.")
        raise ValidationError(words, code="covered")
    need.refresh_from_db(fields=["pledged"])


def _after_pledge(made: Pledge, actor: Actor, now: datetime) -> None:
    need, matter = made.need, made.need.matter
    if made.giver == Giver.PERSON:
        _record("doing.pledged", need, actor, now)
    else:
        _record("doing.pledged_named", need, actor, now, name=_name(made, matter.municipality))
    if made.giver != Giver.MUNICIPALITY and actor.person is not None:
        conversation.follow(matter=matter, user=actor.person, now=now, source=FollowSource.PLEDGE)


def _name(made: Pledge, municipality: Municipality) -> str:
    return made.organisation.name if made.organisation else municipality_words(municipality)


def _change(
    standing: Pledge, quantity: int, note: str, condition: str, amount_ore: int | None, actor: Actor, now: datetime
) -> Pledge:
    wanted = (quantity, note, condition, amount_ore)
    if wanted == (standing.quantity, standing.note, standing.condition, standing.amount_ore):
        return standing
    checked(Pledge(quantity=quantity, note=note, condition=condition, amount_ore=amount_ore, made_at=now, changed_at=now))
    for _try in range(TRIES):
        values = {"quantity": quantity, "note": note, "condition": condition, "amount_ore": amount_ore, "changed_at": now}
        unchanged = Pledge.objects.filter(pk=standing.pk, quantity=standing.quantity, withdrawn_at=None)
        if unchanged.update(**values):
            Need.objects.filter(pk=standing.need_id).update(pledged=F("pledged") + (quantity - standing.quantity))
            standing.need.refresh_from_db(fields=["pledged"])
            for name, value in values.items():
                setattr(standing, name, value)
            _record("doing.pledge_changed", standing.need, actor, now)
            return standing
        standing.refresh_from_db(fields=["quantity", "withdrawn_at"])
        if standing.withdrawn_at is not None:
            raise ValidationError(_("Tilsagnet er trukket. Gi det på nytt, hvis du fortsatt vil."), code="withdrawn")
    raise ValidationError(BUSY, code="busy")


@transaction.atomic
def withdraw_pledge(*, pledge: Pledge, actor: Actor, now: datetime) -> None:
    """Take a pledge back without having to say why; again changes nothing."""
    require(policies.may_withdraw_pledge(actor, pledge, now=now))
    _withdraw(pledge, actor, now)


def _withdraw(pledge: Pledge, actor: Actor, now: datetime) -> None:
    for _try in range(TRIES):
        standing = Pledge.objects.filter(pk=pledge.pk, quantity=pledge.quantity, withdrawn_at=None)
        if standing.update(withdrawn_at=now, changed_at=now):
            Need.objects.filter(pk=pledge.need_id).update(pledged=F("pledged") - pledge.quantity)
            named = pledge.giver != Giver.PERSON
            params: dict[str, Any] = {"name": _name(pledge, pledge.need.matter.municipality)} if named else {}
            act = "doing.pledge_named_withdrawn" if named else "doing.pledge_withdrawn"
            _record(act, pledge.need, actor, now, **params)
            return
        pledge.refresh_from_db(fields=["quantity", "withdrawn_at"])
        if pledge.withdrawn_at is not None:
            return


@transaction.atomic
def give_from_municipality(
    *,
    matter: Matter,
    title: str,
    actor: Actor,
    now: datetime,
    condition: str = "",
    amount_ore: int | None = None,
    note: str = "",
    need: Need | None = None,
) -> Pledge:
    """Let the municipality promise back: against a stated need, or something of its own that is then stated with the promise."""
    if need is None:
        need = state_need(matter=matter, kind=NeedKind.THING, title=title, quantity=1, actor=actor, now=now)
    quantity = max(need.left, 1) if not need.is_money or amount_ore is None else min(amount_ore, need.quantity)
    return pledge(
        need=need,
        quantity=quantity,
        giver=Giver.MUNICIPALITY,
        note=note,
        condition=condition,
        amount_ore=amount_ore,
        actor=actor,
        now=now,
    )


@transaction.atomic
def organisation_for(*, municipality: Municipality, name: str, kind: str, actor: Actor, now: datetime) -> Organisation:
    """Return the organisation of this name, made with the actor as its spokesperson when it is new here."""
    folded = fold(name)[:120]
    if not folded:
        raise wrong("organisation", _("Skriv navnet på laget, bedriften eller skolen."), "no_name")
    organisation, _made = Organisation.objects.get_or_create(
        municipality=municipality,
        folded=folded,
        defaults={"name": name, "kind": kind, "spokesperson": actor.person, "created_at": now},
    )
    decision = policies.may_speak_for(actor, organisation)
    if not decision:
        raise wrong("organisation", str(decision.reason), "spoken_for")
    return organisation


def _record(act: str, need: Need, actor: Actor, now: datetime, **params: Any) -> None:
    record(
        act=act,
        actor=actor,
        now=now,
        municipality=need.matter.municipality,
        matter=need.matter,
        params={"need": need.title, **params},
    )
