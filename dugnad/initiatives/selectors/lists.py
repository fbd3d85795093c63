"""Initiatives in lists: what somebody started, what they support, what can be supported now, and who stands behind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.models import Matter, MatterRole

from ..lifecycle import CAN_BE_SUPPORTED, State
from ..models import Initiative, Support
from ..policies import can_be_supported as policy_can_be_supported


def _with_matter() -> QuerySet[Initiative]:
    return Initiative.objects.select_related("matter", "matter__municipality", "matter__responsible")


def _started_by(user: User) -> QuerySet[Initiative]:
    return _with_matter().filter(matter__roles__user=user, matter__roles__kind=MatterRole.Kind.STARTER)


def drafts_of(user: User) -> QuerySet[Initiative]:
    """Return the drafts somebody is writing on, last touched first."""
    return _started_by(user).filter(state=State.DRAFT).order_by("-matter__changed_at", "-pk")


def initiatives_by(user: User) -> QuerySet[Initiative]:
    """Return the published initiatives somebody is a starter of, newest first."""
    return _started_by(user).exclude(state=State.DRAFT).order_by("-matter__published_at", "-pk")


def supported_by(user: User) -> QuerySet[Support]:
    """Return what somebody supports, newest first, with the initiative and its matter."""
    return (
        Support.objects.filter(user=user, initiative__matter__visibility=Visibility.PUBLIC)
        .select_related("initiative__matter__municipality", "initiative__matter__responsible")
        .order_by("-created_at", "-pk")
    )


def can_be_supported() -> QuerySet[Initiative]:
    """Return the public initiatives that gather support now, newest first."""
    return (
        _with_matter()
        .filter(state__in=CAN_BE_SUPPORTED, matter__visibility=Visibility.PUBLIC, matter__is_open=True)
        .order_by("-matter__published_at", "-pk")
    )


def named_supporters(initiative: Initiative) -> QuerySet[Support]:
    """Return the supporters who chose to show their name, first come first; the others are only counted."""
    return (
        Support.objects.filter(initiative=initiative, is_named=True, user__isnull=False)
        .select_related("user")
        .order_by("created_at", "pk")
    )


def supporters_of(initiative: Initiative) -> list[User]:
    """Return everybody who supports, for telling them something; never shown."""
    supports = Support.objects.filter(initiative=initiative, user__isnull=False).select_related("user")
    return [support.user for support in supports if support.user]


def wrong_support_counts() -> list[tuple[Initiative, int]]:
    """Return the initiatives whose stored number of supporters is not the number of rows, with the right one."""
    counted: dict[int, int] = {}
    for key in Support.objects.values_list("initiative_id", flat=True):
        counted[key] = counted.get(key, 0) + 1
    found = _with_matter().order_by("pk")
    return [(one, counted.get(one.pk, 0)) for one in found if one.support_count != counted.get(one.pk, 0)]


@dataclass(frozen=True)
class Joinable:
    """A matter like one's own, and whether one can join it with a tap."""

    matter: Matter
    support_count: int
    can_support: bool
    is_mine: bool


def joinable(matters: Iterable[Matter], actor: Actor) -> list[Joinable]:
    """Return matters with their supporters and whether the actor can join each now, in the same order; three queries."""
    known = {one.matter_id: one for one in Initiative.objects.select_related("matter").filter(matter__in=list(matters))}
    mine: set[int] = set()
    if actor.person:
        supports = Support.objects.filter(user=actor.person, initiative__in=known.values())
        mine = set(supports.values_list("initiative__matter_id", flat=True))
        mine |= set(
            MatterRole.objects.filter(user=actor.person, matter__in=list(known), kind=MatterRole.Kind.STARTER).values_list(
                "matter_id", flat=True
            )
        )
    return [
        Joinable(
            matter=matter,
            support_count=known[matter.pk].support_count if matter.pk in known else 0,
            can_support=matter.pk in known and matter.pk not in mine and policy_can_be_supported(known[matter.pk]),
            is_mine=matter.pk in mine,
        )
        for matter in matters
    ]
