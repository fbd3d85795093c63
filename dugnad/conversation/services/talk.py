"""What residents do in the talk: write, change, withdraw, agree."""

import math
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dugnad.people import throttle
from dugnad.people.actors import Actor
from dugnad.people.models import Role, User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter
from dugnad.threads.selectors import is_starter, people_of
from dugnad.threads.services import record
from dugnad.ui.markdown import render_markdown

from .. import policies
from ..lifecycle import VOICE_ORDER, FollowSource, Kind, Status, Voice
from ..models import Agreement, Contribution
from .following import follow
from .notices import tell, tell_person

MAX_LENGTH = 1500
# A tenfold agreement is worth as much as being this much newer.
DAMPING = timedelta(days=14)
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LIMITS = ((5, timedelta(minutes=10)), (30, timedelta(days=1)))


def rank_of(agree_count: int, posted_at: datetime) -> float:
    """Return log10(1 + agreement) plus the age term: the same at every moment, so that only agreement changes the order."""
    return math.log10(1 + agree_count) + (posted_at - _EPOCH) / DAMPING


def cleaned_text(text: str) -> str:
    """Return the text as it is kept; raise ValidationError in the author's words when it is empty or too long."""
    kept = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not kept or not render_markdown(kept):
        raise ValidationError(_("Skriv noen ord. Én setning er nok."), code="empty")
    if len(kept) > MAX_LENGTH:
        over = len(kept) - MAX_LENGTH
        raise ValidationError(
            _("Teksten er %(over)s tegn for lang. Kort den ned til %(most)s tegn, eller del den i to."),
            code="too_long",
            params={"over": over, "most": MAX_LENGTH},
        )
    return kept


def voice_of(actor: Actor, matter: Matter) -> str:
    """Return in which quality the actor speaks on this matter. Staff who act for a resident speak as that resident."""
    if is_starter(actor, matter):
        return Voice.STARTER
    if actor.on_behalf_of is not None:
        return Voice.NONE
    if actor.is_staff:
        return Voice.MUNICIPALITY
    return Voice.REPRESENTATIVE if actor.has(Role.REPRESENTATIVE) else Voice.NONE


def _pace(municipality: Municipality, author: User, now: datetime) -> None:
    for limit, per in LIMITS:
        if not throttle.hit(f"conversation.contribute:{municipality.pk}:{author.pk}", limit, per, now):
            raise ValidationError(
                _("Du har skrevet mye på kort tid. Vent litt, så kan du sende det du har skrevet."), code="too_many"
            )


@transaction.atomic
def contribute(
    *,
    matter: Matter,
    kind: str,
    text: str,
    actor: Actor,
    now: datetime,
    reply_to: Contribution | None = None,
    form_key: str = "",
) -> Contribution:
    """Add an argument, a question or an answer by a named person; the same `form_key` again gives the same contribution."""
    if reply_to is None:
        require(policies.may_contribute(actor, matter, now=now))
    else:
        require(policies.may_answer(actor, reply_to, matter, now=now))
    if (kind == Kind.ANSWER) != (reply_to is not None) or kind not in Kind.values:
        raise ValidationError(_("Velg om du vil skrive for, imot eller spørre."), code="kind")
    author = actor.person
    assert author is not None  # noqa: S101 - the policy has refused visitors
    if form_key and (earlier := Contribution.objects.filter(author=author, form_key=form_key).first()):
        return earlier
    kept = cleaned_text(text)
    _pace(matter.municipality, author, now)
    voice = voice_of(actor, matter)
    waits = matter.municipality.moderation == "before" and voice != Voice.MUNICIPALITY
    try:
        with transaction.atomic():
            contribution = Contribution.objects.create(
                municipality_id=matter.municipality_id,
                matter=matter,
                kind=kind,
                reply_to=reply_to,
                author=author,
                voice=voice,
                voice_order=VOICE_ORDER[voice],
                text=kept,
                html=render_markdown(kept),
                status=Status.PENDING if waits else Status.VISIBLE,
                rank=rank_of(0, now),
                form_key=form_key or secrets.token_urlsafe(),
                posted_at=now,
            )
    except IntegrityError:
        return Contribution.objects.get(author=author, form_key=form_key)
    _record("conversation.contributed", contribution, actor, now, is_public=not waits, kind=kind)
    follow(matter=matter, user=author, now=now, source=FollowSource.TALK)
    if not waits:
        announce(contribution=contribution, now=now)
    return contribution


def _record(act: str, contribution: Contribution, actor: Actor, now: datetime, *, is_public: bool, **params: Any) -> None:
    record(
        act=act,
        actor=actor,
        now=now,
        municipality=contribution.municipality,
        matter=contribution.matter,
        params={"contribution": contribution.pk, **params},
        is_public=is_public,
    )


def announce(*, contribution: Contribution, now: datetime) -> None:
    """Tell those who wait for it: the asked starters about a question, an author about an answer."""
    matter, author = contribution.matter, contribution.author
    params = {"name": author.name if author else "", "contribution": contribution.pk}
    if contribution.kind == Kind.QUESTION:
        tell(
            matter=matter,
            kind="conversation.asked",
            params=params,
            now=now,
            recipients=people_of(matter),
            exclude=author,
            dedupe=str(contribution.pk),
        )
    parent = contribution.reply_to
    if parent is not None and parent.author is not None and parent.author != author:
        tell_person(
            user=parent.author,
            kind="conversation.answered",
            params={**params, "contribution": parent.pk},
            now=now,
            matter=matter,
            dedupe=str(contribution.pk),
        )


@transaction.atomic
def edit_contribution(*, contribution: Contribution, text: str, actor: Actor, now: datetime) -> Contribution:
    """Change a text within fifteen minutes; readers see that it was changed."""
    require(policies.may_edit(actor, contribution, contribution.matter, now=now))
    kept = cleaned_text(text)
    if kept == contribution.text:
        return contribution
    contribution.text, contribution.html, contribution.edited_at = kept, render_markdown(kept), now
    contribution.save(update_fields=["text", "html", "edited_at"])
    _record("conversation.edited", contribution, actor, now, is_public=False)
    return contribution


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Take back a text: its place stays so that answers make sense, the words are deleted. Again changes nothing."""
    require(policies.may_withdraw(actor, contribution, now=now))
    taken = Contribution.objects.filter(pk=contribution.pk, status__in=[Status.VISIBLE, Status.PENDING]).update(
        status=Status.WITHDRAWN, withdrawn_at=now, text="", html=""
    )
    contribution.refresh_from_db()
    if taken:
        contribution.reports.filter(handled_at=None).update(handled_at=now)
        _record("conversation.withdrawn", contribution, actor, now, is_public=False)
    return contribution


@transaction.atomic
def agree(*, contribution: Contribution, actor: Actor, now: datetime) -> int:
    """Count the actor as agreeing, once; return how many agree."""
    require(policies.may_agree(actor, contribution, contribution.matter, now=now))
    person = actor.person
    assert person is not None  # noqa: S101 - the policy has refused visitors
    _agreement, is_new = Agreement.objects.get_or_create(
        municipality_id=contribution.municipality_id, contribution=contribution, user=person, defaults={"at": now}
    )
    if not is_new:
        return contribution.agree_count
    return _count(contribution, 1)


@transaction.atomic
def take_back_agreement(*, contribution: Contribution, actor: Actor, now: datetime) -> int:
    """Let the actor no longer be counted as agreeing; return how many agree."""
    require(policies.may_agree(actor, contribution, contribution.matter, now=now))
    gone, _kinds = Agreement.objects.filter(contribution=contribution, user=actor.person).delete()
    return _count(contribution, -1) if gone else contribution.agree_count


def _count(contribution: Contribution, change: int) -> int:
    row = Contribution.objects.filter(pk=contribution.pk)
    row.update(agree_count=F("agree_count") + change)
    contribution.refresh_from_db(fields=["agree_count"])
    row.update(rank=rank_of(contribution.agree_count, contribution.posted_at))
    return contribution.agree_count


@transaction.atomic
def recount(*, contribution: Contribution) -> int:
    """Set a contribution's count to its rows, and return how many agree."""
    count = Agreement.objects.filter(contribution=contribution).count()
    Contribution.objects.filter(pk=contribution.pk).update(agree_count=count, rank=rank_of(count, contribution.posted_at))
    return count
