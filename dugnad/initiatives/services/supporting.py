"""Support with one tap, and taking it back. The count is always the number of rows."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from dugnad.conversation.lifecycle import FollowSource
from dugnad.conversation.services import follow, tell
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import Refused, require
from dugnad.tenancy.models import Municipality
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import JournalEntry, Matter
from dugnad.threads.selectors import is_starter, people_of
from dugnad.threads.services import move_stage, record

from ..lifecycle import CAN_BE_SUPPORTED
from ..models import Initiative, Support
from ..policies import may_change_support, may_support
from ..selectors.lists import wrong_support_counts
from .acting import acting_person, unnamed

MILESTONES = frozenset({10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000})


@transaction.atomic
def support_initiative(*, initiative: Initiative, actor: Actor, now: datetime, is_named: bool = False) -> Support:
    """Count the actor among the supporters, once however often it is asked; joining also means following."""
    starter = is_starter(actor, initiative.matter)
    person = acting_person(actor, may_support(actor, initiative, is_starter=starter, now=now))
    mine = Support.objects.filter(initiative=initiative, user=person).first()
    if mine:
        return mine
    try:
        with transaction.atomic():
            mine = Support.objects.create(
                municipality=initiative.municipality,
                initiative=initiative,
                user=person,
                is_named=is_named,
                confirmed_version=initiative.version_number,
                created_at=now,
            )
    except IntegrityError:
        # Two taps at once: the other one was counted.
        return Support.objects.get(initiative=initiative, user=person)
    _joined(initiative, person, actor, now)
    return mine


def _joined(initiative: Initiative, person: User, actor: Actor, now: datetime) -> None:
    counted = Initiative.objects.filter(pk=initiative.pk, state__in=CAN_BE_SUPPORTED).update(support_count=F("support_count") + 1)
    initiative.refresh_from_db(fields=["support_count", "state"])
    if not counted:
        raise Refused(may_support(actor, initiative, is_starter=False, now=now))
    matter = initiative.matter
    record(
        act="initiatives.supported",
        actor=unnamed(actor),
        now=now,
        municipality=initiative.municipality,
        matter=matter,
        is_public=False,
    )
    follow(matter=matter, user=person, now=now, source=FollowSource.SUPPORT)
    if initiative.support_count == 1 and matter.stage == Stage.IDEA:
        move_stage(matter=matter, stage=Stage.SUPPORT, now=now)
    if initiative.support_count in MILESTONES:
        _pass_milestone(initiative, actor, now)


def _pass_milestone(initiative: Initiative, actor: Actor, now: datetime) -> None:
    act, count = "initiatives.support_milestone", initiative.support_count
    # Somebody who leaves and comes back does not make the same milestone twice.
    if JournalEntry.objects.filter(matter=initiative.matter, act=act, params__count=count).exists():
        return
    record(
        act=act,
        # A milestone belongs to all of them: the one who happened to be the fiftieth is not named in it.
        actor=Actor(municipality=initiative.municipality, is_system=True),
        now=now,
        municipality=initiative.municipality,
        matter=initiative.matter,
        params={"count": count},
    )
    tell(
        matter=initiative.matter,
        kind="initiatives.support_milestone",
        params={"count": count},
        now=now,
        recipients=people_of(initiative.matter),
        dedupe=f"milestone-{count}",
    )


@transaction.atomic
def withdraw_support(*, initiative: Initiative, actor: Actor, now: datetime) -> bool:
    """Take the actor's support back; return whether there was any. They go on following until they stop that themselves."""
    require(may_change_support(actor, initiative, now=now))
    gone, _rows = Support.objects.filter(initiative=initiative, user=actor.person).delete()
    if not gone:
        return False
    Initiative.objects.filter(pk=initiative.pk).update(support_count=F("support_count") - 1)
    initiative.refresh_from_db(fields=["support_count"])
    record(
        act="initiatives.support_withdrawn",
        actor=unnamed(actor),
        now=now,
        municipality=initiative.municipality,
        matter=initiative.matter,
        is_public=False,
    )
    return True


@transaction.atomic
def confirm_support(*, initiative: Initiative, version: int, actor: Actor, now: datetime) -> bool:
    """Note that the actor still supports the text as it is in `version`; return whether they support it at all."""
    require(may_change_support(actor, initiative, now=now))
    mine = Support.objects.filter(initiative=initiative, user=actor.person)
    seen = min(version, initiative.version_number)
    mine.filter(confirmed_version__lt=seen).update(confirmed_version=seen)
    return mine.exists()


@transaction.atomic
def show_name(*, initiative: Initiative, is_named: bool, actor: Actor, now: datetime) -> bool:
    """Show or hide the actor's name among the supporters; return whether they support the initiative."""
    require(may_change_support(actor, initiative, now=now))
    return bool(Support.objects.filter(initiative=initiative, user=actor.person).update(is_named=is_named))


@transaction.atomic
def reconcile_supports(*, municipality: Municipality) -> list[Matter]:
    """Set each stored number of supporters to the number of rows; return the matters that were wrong."""
    wrong = wrong_support_counts()
    for initiative, right in wrong:
        Initiative.objects.filter(pk=initiative.pk, municipality=municipality).update(support_count=right)
    return [initiative.matter for initiative, _right in wrong]
