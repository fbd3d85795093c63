"""Signing up. A place is taken by one conditional update, so a task is never overfull; one person holds one sign-up a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dugnad.conversation import services as conversation
from dugnad.conversation.lifecycle import FollowSource
from dugnad.people.actors import Actor, system_actor
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.threads.services import record

from .. import policies, selectors
from ..lifecycle import HOLDS_A_PLACE, SignUpStatus
from ..models import DugnadDay, SignUp, Task
from .common import checked, when_text, wrong
from .people import tell_sign_up

HELD_FOR = timedelta(hours=48)
LARGEST_PARTY = 8
LARGEST_PARTY_BY_STAFF = 60
TRIES = 8
FULL = gettext_lazy("«%(task)s» er nettopp blitt full. Velg en annen oppgave, så tar vi imot deg der.")


@transaction.atomic
def sign_up(*, task: Task, party_size: int, actor: Actor, now: datetime, note: str = "", shows_name: bool = False) -> SignUp:
    """Sign a person up to a task. Whoever has a sign-up that day changes it, so twice is the same as once."""
    day = task.day
    require(policies.may_sign_up(actor, day, now=now))
    _check_party(party_size, LARGEST_PARTY)
    if actor.person is None:
        raise ValueError("a sign-up without an account goes by e-mail: sign_up_by_email")
    wanted = SignUp(
        municipality_id=day.municipality_id,
        day=day,
        task=task,
        user=actor.person,
        party_size=party_size,
        note=note,
        shows_name=shows_name,
        added_by=actor.user if actor.on_behalf_of else None,
        signed_up_at=now,
    )
    made, is_new = _hold(wanted, actor, now)
    if is_new:
        _record("doing.signed_up", made, actor, now)
        _follow(made, now)
        _tell(made, "doing.confirmed", now)
    return made


@transaction.atomic
def sign_up_by_email(
    *,
    task: Task,
    name: str,
    email: str,
    party_size: int,
    actor: Actor,
    now: datetime,
    note: str = "",
    shows_name: bool = False,
    language: str = "",
) -> SignUp:
    """Hold a place for a person without an account and send a link to confirm it with; asking again sends the link again."""
    day = task.day
    require(policies.may_sign_up(actor, day, now=now))
    _check_party(party_size, LARGEST_PARTY)
    wanted = SignUp(
        municipality_id=day.municipality_id,
        day=day,
        task=task,
        name=name,
        email=email.strip().lower(),
        language=language,
        party_size=party_size,
        note=note,
        shows_name=shows_name,
        status=SignUpStatus.PENDING,
        held_until=min(now + HELD_FOR, day.ends_at),
        signed_up_at=now,
    )
    standing = _standing(wanted)
    if standing is not None and standing.status == SignUpStatus.CONFIRMED:
        # Only the one who reads that mailbox may change what is confirmed: they get the link to do it.
        send_link(sign_up=standing, now=now)
        return standing
    made, is_new = _hold(wanted, actor, now)
    if is_new:
        _record("doing.signed_up", made, actor, now)
    send_link(sign_up=made, now=now)
    return made


@transaction.atomic
def write_down(*, task: Task, name: str, party_size: int, form_key: str, actor: Actor, now: datetime, note: str = "") -> SignUp:
    """Write down somebody who rang: a name is enough. The same form sent twice gives the same sign-up."""
    day = task.day
    starter = selectors.is_starter_of(actor, day.matter)
    require(policies.may_sign_up_others(actor, day, starter=starter, now=now))
    _check_party(party_size, LARGEST_PARTY_BY_STAFF)
    wanted = SignUp(
        municipality_id=day.municipality_id,
        day=day,
        task=task,
        name=name,
        party_size=party_size,
        note=note,
        form_key=form_key,
        added_by=actor.user,
        signed_up_at=now,
    )
    made, is_new = _hold(wanted, actor, now)
    if is_new:
        _record("doing.signed_up", made, actor, now)
    return made


def _check_party(party_size: int, most: int) -> None:
    if not 1 <= party_size <= most:
        raise wrong("party_size", _("Skriv et tall fra 1 til %(most)s.") % {"most": most}, "party")


def _standing(wanted: SignUp) -> SignUp | None:
    found = SignUp.objects.filter(day=wanted.day)
    if wanted.user is not None:
        found = found.filter(user=wanted.user, status__in=HOLDS_A_PLACE)
    elif wanted.email:
        found = found.filter(user=None, email=wanted.email, status__in=HOLDS_A_PLACE)
    else:
        found = found.filter(form_key=wanted.form_key)
    return found.select_related("task").first()


def _hold(wanted: SignUp, actor: Actor, now: datetime) -> tuple[SignUp, bool]:
    checked(wanted)
    standing = _standing(wanted)
    if standing is None:
        try:
            with transaction.atomic():
                wanted.save()
        except IntegrityError as error:
            standing = _standing(wanted)
            if standing is None:
                raise ValidationError(_("Noe annet skjedde med påmeldingen samtidig. Prøv en gang til."), code="busy") from error
        else:
            _take(wanted.task, wanted.party_size)
            return wanted, True
    if not wanted.form_key:
        _move(standing, wanted, actor, now)
    return standing, False


def _take(task: Task, size: int) -> None:
    free = Task.objects.filter(pk=task.pk, taken__lte=F("capacity") - size)
    if not free.update(taken=F("taken") + size):
        _refuse_full(task)
    task.refresh_from_db(fields=["taken", "capacity"])


def _refuse_full(task: Task) -> NoReturn:
    task.refresh_from_db(fields=["taken", "capacity"])
    few = ngettext(
        "«%(task)s» har bare %(left)s plass igjen. Velg en annen oppgave, eller kom færre.",
        "«%(task)s» har bare %(left)s plasser igjen. Velg en annen oppgave, eller kom færre.",
        task.left,
    )
    words = {"task": task.title, "left": task.left}
    raise wrong("task", (few if task.left else str(FULL)) % words, "full")


def _give_back(task_id: int, size: int) -> None:
    Task.objects.filter(pk=task_id).update(taken=F("taken") - size)


def _change_places(old_task: int, old_size: int, task: Task, size: int) -> None:
    if old_task == task.pk:
        more = size - old_size
        if not Task.objects.filter(pk=task.pk, taken__lte=F("capacity") - more).update(taken=F("taken") + more):
            _refuse_full(task)
    # Always the lower key first, so that two who swap tasks at once never wait for each other.
    elif task.pk < old_task:
        _take(task, size)
        _give_back(old_task, old_size)
    else:
        _give_back(old_task, old_size)
        _take(task, size)


def _move(standing: SignUp, wanted: SignUp, actor: Actor, now: datetime) -> None:
    """Make a standing sign-up what is wanted, keeping every count."""
    values = {"task": wanted.task, "party_size": wanted.party_size, "note": wanted.note, "shows_name": wanted.shows_name}
    if wanted.email:
        values |= {"name": wanted.name, "held_until": wanted.held_until}
    if all(getattr(standing, name) == value for name, value in values.items() if name != "held_until"):
        return
    for _try in range(TRIES):
        unchanged = SignUp.objects.filter(
            pk=standing.pk, task_id=standing.task_id, party_size=standing.party_size, status__in=HOLDS_A_PLACE
        )
        if unchanged.update(**values):
            _change_places(standing.task_id, standing.party_size, wanted.task, wanted.party_size)
            for name, value in values.items():
                setattr(standing, name, value)
            _record("doing.sign_up_changed", standing, actor, now)
            return
        standing.refresh_from_db(fields=["task", "party_size", "status"])
        if not standing.holds_a_place:
            raise ValidationError(_("Du er meldt av. Meld deg på igjen, hvis du vil komme."), code="ended")
    raise ValidationError(_("Noe annet skjedde med påmeldingen samtidig. Prøv en gang til."), code="busy")


@transaction.atomic
def send_link(*, sign_up: SignUp, now: datetime) -> None:
    """Send a person without an account the link to their own sign-up; not twice within the same minute."""
    kind = "doing.confirm" if sign_up.status == SignUpStatus.PENDING else "doing.confirmed"
    _tell(sign_up, kind, now, dedupe=f"{sign_up.pk}-{now:%Y%m%d%H%M}")


def _tell(sign_up: SignUp, kind: str, now: datetime, dedupe: str = "") -> None:
    day = sign_up.day
    until = sign_up.held_until
    params = {
        "day": day.title,
        "when": when_text(day),
        "place": day.place_name,
        "until": f"{until.day}.{until.month}." if until else "",
    }
    tell_sign_up(sign_up=sign_up, day=day, kind=kind, params=params, now=now, dedupe=dedupe or f"{sign_up.pk}")


@transaction.atomic
def confirm_sign_up(*, sign_up: SignUp, now: datetime) -> SignUp:
    """Make a held place the person's own; again changes nothing, too late says how to try again."""
    if sign_up.status == SignUpStatus.CONFIRMED:
        return sign_up
    held = SignUp.objects.filter(pk=sign_up.pk, status=SignUpStatus.PENDING, held_until__gt=now)
    if not held.update(status=SignUpStatus.CONFIRMED, held_until=None):
        sign_up.refresh_from_db(fields=["status"])
        if sign_up.status != SignUpStatus.CONFIRMED:
            words = _("Plassen ble ikke bekreftet i tide, og er gitt videre. Meld deg på en gang til.")
            raise ValidationError(words, code="expired")
        return sign_up
    sign_up.status, sign_up.held_until = SignUpStatus.CONFIRMED, None
    _record("doing.sign_up_confirmed", sign_up, Actor(municipality=sign_up.day.municipality), now)
    _tell(sign_up, "doing.confirmed", now)
    return sign_up


@transaction.atomic
def withdraw_sign_up(*, sign_up: SignUp, actor: Actor, now: datetime, has_link: bool = False) -> None:
    """Give a place back without having to say why; again changes nothing."""
    if not sign_up.holds_a_place:
        return
    starter = selectors.is_starter_of(actor, sign_up.day.matter)
    leads = bool(policies.may_lead_day(actor, sign_up.day, starter=starter))
    require(policies.may_withdraw_sign_up(actor, sign_up, has_link=has_link, leads=leads, now=now))
    if end_sign_up(sign_up=sign_up, status=SignUpStatus.WITHDRAWN, now=now):
        _record("doing.sign_up_withdrawn", sign_up, actor, now)


@transaction.atomic
def end_sign_up(*, sign_up: SignUp, status: SignUpStatus, now: datetime, only: Sequence[SignUpStatus] = HOLDS_A_PLACE) -> bool:
    """End a sign-up that is in one of the states `only`, and give its place back; return whether it was this call that did."""
    for _try in range(TRIES):
        if sign_up.status not in only:
            return False
        holding = SignUp.objects.filter(
            pk=sign_up.pk, task_id=sign_up.task_id, party_size=sign_up.party_size, status=sign_up.status
        )
        if holding.update(status=status, ended_at=now, held_until=None):
            _give_back(sign_up.task_id, sign_up.party_size)
            sign_up.status, sign_up.ended_at = status, now
            return True
        sign_up.refresh_from_db(fields=["task", "party_size", "status"])
    return False


@transaction.atomic
def release_unconfirmed(*, municipality: Municipality, now: datetime) -> int:
    """Give back the places that were not confirmed in time; return how many."""
    late = SignUp.objects.filter(status=SignUpStatus.PENDING, held_until__lte=now)
    released = 0
    for sign_up in late.select_related("day", "day__matter", "day__municipality"):
        if end_sign_up(sign_up=sign_up, status=SignUpStatus.EXPIRED, now=now, only=(SignUpStatus.PENDING,)):
            _record("doing.sign_up_expired", sign_up, system_actor(municipality), now)
            released += 1
    return released


def _follow(sign_up: SignUp, now: datetime) -> None:
    if sign_up.day.matter is not None and sign_up.user is not None:
        conversation.follow(matter=sign_up.day.matter, user=sign_up.user, now=now, source=FollowSource.SIGNUP)


def _record(act: str, sign_up: SignUp, actor: Actor, now: datetime) -> None:
    day: DugnadDay = sign_up.day
    record(
        act=act,
        actor=actor,
        now=now,
        municipality=day.municipality,
        matter=day.matter,
        params={"day": day.title, "number": day.number, "people": sign_up.party_size},
        is_public=False,
    )
