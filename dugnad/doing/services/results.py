"""Telling what came of it: the end of the thread, and what it led to."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.conversation import services as conversation
from dugnad.conversation.lifecycle import Urgency
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.services import add_role, close_matter, move_stage, record, remove_role
from dugnad.ui.markdown import render_markdown

from .. import policies, selectors
from ..lifecycle import HOLDS_A_PLACE, DayStatus
from ..models import DugnadDay, Result, SignUp
from ..selectors.needs import pledgers_of
from ..worktime import hours_text
from .common import checked, wrong
from .people import tell_those_coming
from .steps import settle_next_step

LONGEST_STORY = 20_000


@dataclass(frozen=True)
class Story:
    """What the tellers write; people and minutes of the days are counted, not written."""

    summary: str
    story: str
    extra_people: int = 0
    extra_minutes: int = 0
    municipality_gave: str = ""
    municipality_ore: int = 0
    what_now: str = ""


@transaction.atomic
def save_result(*, matter: Matter, story: Story, actor: Actor, now: datetime, steward: User | None = None) -> Result:
    """Keep what is written about a result; nobody else sees it before it is published."""
    starter = selectors.is_starter_of(actor, matter)
    require(policies.may_tell_result(actor, matter, starter=starter, now=now))
    if len(story.story) > LONGEST_STORY:
        raise wrong("story", _("Fortellingen er for lang. Kort den ned til 20 000 tegn."), "long")
    html = render_markdown(story.story)
    values: dict[str, Any] = {**asdict(story), "story_html": html, "steward": steward, "told_by": actor.person}
    fresh = {"municipality": matter.municipality, "written_at": now, **values}
    checked(Result(matter=matter, **{**fresh, "story_html": html or "-"}))
    result, made = Result.objects.get_or_create(matter=matter, defaults=fresh)
    if not made:
        before = result.steward
        for name, value in values.items():
            setattr(result, name, value)
        result.written_at = now
        result.save(update_fields=[*values, "written_at"])
        if result.is_published:
            _change_steward(result, before, actor, now)
            record(act="doing.result_changed", actor=actor, now=now, municipality=matter.municipality, matter=matter)
    result.matter = matter
    return result


def _change_steward(result: Result, before: User | None, actor: Actor, now: datetime) -> None:
    if result.steward == before:
        return
    if before is not None:
        remove_role(matter=result.matter, user=before, kind=MatterRole.Kind.STEWARD)
    if result.steward is not None:
        _name_steward(result, result.steward, actor, now)
    if result.matter.is_open:
        _move_on(result, now)


@transaction.atomic
def publish_result(*, result: Result, actor: Actor, now: datetime) -> Result:
    """Tell everybody who joined what came of it, once, and move the matter to care or effect; again changes nothing."""
    matter = result.matter
    starter = selectors.is_starter_of(actor, matter)
    require(policies.may_tell_result(actor, matter, starter=starter, now=now))
    if not Result.objects.filter(pk=result.pk, published_at=None).update(published_at=now):
        result.refresh_from_db(fields=["published_at"])
        return result
    result.published_at = now
    params = {"summary": result.summary}
    record(act="doing.result_told", actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)
    if result.steward is not None:
        _name_steward(result, result.steward, actor, now)
    _tell_everybody(result, now)
    _move_on(result, now)
    return result


def _name_steward(result: Result, steward: User, actor: Actor, now: datetime) -> None:
    matter = result.matter
    add_role(matter=matter, user=steward, kind=MatterRole.Kind.STEWARD, now=now)
    params = {"name": steward.name}
    record(act="doing.steward_named", actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)


def _move_on(result: Result, now: datetime) -> None:
    matter = result.matter
    if result.steward is None and not _has_days_ahead(matter):
        move_stage(matter=matter, stage=Stage.EFFECT, now=now, skip=(Stage.CARE,))
        close_matter(matter=matter, now=now)
        return
    move_stage(matter=matter, stage=Stage.CARE, now=now)
    settle_next_step(matter=matter, now=now)


def _has_days_ahead(matter: Matter) -> bool:
    return DugnadDay.objects.filter(matter=matter, status=DayStatus.PLANNED).exists()


def _tell_everybody(result: Result, now: datetime) -> None:
    matter = result.matter
    numbers = selectors.numbers_of(matter, result)
    params = {
        "summary": result.summary,
        "people": numbers.people,
        "hours": hours_text(numbers.minutes),
        "path": result_path(matter),
    }
    conversation.tell(matter=matter, kind="doing.result", params=params, now=now, dedupe="told")
    _tell_helpers(matter, "doing.result", params, now, "told")


def _tell_helpers(matter: Matter, kind: str, params: dict[str, Any], now: datetime, dedupe: str) -> None:
    """Tell those who came or promised without following; who follows has the same key and is not told twice."""
    coming = SignUp.objects.filter(day__matter=matter, status__in=HOLDS_A_PLACE)
    people = _people(coming.exclude(user=None).select_related("user"))
    conversation.tell(matter=matter, kind=kind, params=params, now=now, recipients=[*people, *pledgers_of(matter)], dedupe=dedupe)
    for day in DugnadDay.objects.filter(matter=matter).select_related("municipality", "matter"):
        without_account = coming.filter(day=day, user=None).exclude(email="").select_related("task")
        tell_those_coming(
            day=day, kind=kind, params=params, now=now, dedupe=dedupe, sign_ups=without_account, urgency=Urgency.DIGEST
        )


def _people(sign_ups: Iterable[SignUp]) -> list[User]:
    return [sign_up.user for sign_up in sign_ups if sign_up.user is not None]


def result_path(matter: Matter) -> str:
    """Return the address of a matter's result."""
    return reverse("doing:result", kwargs={"slug": matter.municipality.slug, "number": matter.number})


@transaction.atomic
def tell_effect(*, result: Result, effect: str, actor: Actor, now: datetime) -> Result:
    """Say what the result led to; that is the last thing a thread waits for."""
    matter = result.matter
    starter = selectors.is_starter_of(actor, matter)
    require(policies.may_tell_effect(actor, result, starter=starter, now=now))
    first = result.effect_at is None
    result.effect, result.effect_at = effect, result.effect_at or now
    result.save(update_fields=["effect", "effect_at"])
    if not first:
        return result
    params = {"effect": effect}
    record(act="doing.effect_told", actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)
    told = {**params, "path": result_path(matter)}
    conversation.tell(matter=matter, kind="doing.effect", params=told, now=now, dedupe="effect")
    _tell_helpers(matter, "doing.effect", told, now, "effect")
    if matter.is_open and not _has_days_ahead(matter):
        move_stage(matter=matter, stage=Stage.EFFECT, now=now)
        close_matter(matter=matter, now=now)
    return result
