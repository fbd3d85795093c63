"""Writes on the thread: making matters, moving them, saying what is next, and the journal that every act is written in."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from dugnad.domain.text import fold
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality, same_municipality
from dugnad.tenancy.pictures import clean_picture
from dugnad.tenancy.services import next_number

from . import policies, registry, selectors
from .lifecycle import FULL_PATH, Basis, OwnerKind, Stage, Step, Visibility
from .models import JournalEntry, Matter, MatterLink, MatterPicture, MatterRole


@dataclass(frozen=True)
class RuleUsed:
    """The rule an act rested on, as it is written in the journal."""

    id: str
    valid_from: date
    numbers: Mapping[str, Any]


@transaction.atomic
def record(
    *,
    act: str,
    actor: Actor,
    now: datetime,
    municipality: Municipality,
    matter: Matter | None = None,
    params: Mapping[str, Any] | None = None,
    rule: RuleUsed | None = None,
    is_public: bool = True,
) -> JournalEntry:
    """Write one journal entry and call its listeners; raise KeyError for an act no room has registered.

    An act on a matter of another municipality raises ValueError: whatever the caller has written is taken back with it.
    """
    registry.act_for(act)
    if matter is not None and matter.municipality_id != municipality.pk:
        raise ValueError("the matter belongs to another municipality")
    entry = JournalEntry.objects.create(
        municipality=municipality,
        matter=matter,
        act=act,
        at=now,
        actor=actor.user,
        on_behalf_of=actor.on_behalf_of,
        is_public=is_public,
        params=dict(params or {}),
        rule=rule.id if rule else "",
        rule_valid_from=rule.valid_from if rule else None,
        numbers=dict(rule.numbers) if rule else {},
    )
    for listener in registry.listeners(act):
        listener(entry)
    return entry


@transaction.atomic
def create_matter(*, municipality: Municipality, kind: str, title: str, actor: Actor, now: datetime, **fields: Any) -> Matter:
    """Return a new draft matter with its number and the full path from idea to effect."""
    matter = Matter(
        municipality=municipality,
        kind=kind,
        title=title,
        number=next_number(municipality=municipality, series="matter"),
        path=list(FULL_PATH),
        stage=Stage.IDEA,
        created_at=now,
        changed_at=now,
        **fields,
    )
    matter.folded = folded_text(matter)
    matter.save()
    return matter


def folded_text(matter: Matter) -> str:
    """Return what search looks in for a matter."""
    return fold(" ".join(filter(None, [matter.title, matter.lead, matter.place_name])))


@transaction.atomic
def change_matter(*, matter: Matter, now: datetime, **fields: Any) -> Matter:
    """Change a matter's descriptive fields and keep its search text true."""
    for name, value in fields.items():
        setattr(matter, name, value)
    matter.folded = folded_text(matter)
    matter.changed_at = now
    matter.save(update_fields=[*fields, "folded", "changed_at"])
    return matter


@transaction.atomic
def publish_matter(*, matter: Matter, now: datetime) -> Matter:
    """Make a matter public; its stage dates start here."""
    matter.visibility = Visibility.PUBLIC
    matter.published_at = now
    matter.changed_at = now
    matter.stage_dates = {**matter.stage_dates, matter.stage: localdate(now).isoformat()}
    matter.save(update_fields=["visibility", "published_at", "changed_at", "stage_dates"])
    return matter


@transaction.atomic
def set_next_step(
    *,
    matter: Matter,
    step: Step,
    owner_kind: OwnerKind,
    due_on: date,
    basis: Basis,
    owner: User | None = None,
    rule: str = "",
    note: str = "",
) -> Matter:
    """Say what is next, who owns it and by when; a date of law names its rule, or ValueError.

    A step of residents who are no longer there is the municipality's: nobody is never an owner.
    """
    if basis == Basis.LAW and not rule:
        raise ValueError("a date that rests on law names its rule")
    heirs = selectors.heirs_of(matter, owner_kind)
    if heirs != owner_kind:
        owner_kind, owner = heirs, matter.responsible if heirs == OwnerKind.MUNICIPALITY else None
    matter.next_step, matter.next_owner_kind, matter.next_owner = step, owner_kind, owner
    matter.next_due_on, matter.next_basis, matter.next_rule, matter.next_note = due_on, basis, rule, note
    matter.save(
        update_fields=[
            "next_step",
            "next_owner_kind",
            "next_owner",
            "next_due_on",
            "next_basis",
            "next_rule",
            "next_note",
        ]
    )
    return matter


@transaction.atomic
def move_stage(*, matter: Matter, stage: Stage, now: datetime, skip: tuple[Stage, ...] = ()) -> Matter:
    """Move a matter to a stage on its path and note the day; stages in `skip` leave its path. Moving again changes nothing."""
    matter.path = [code for code in matter.path if code not in skip]
    if stage not in matter.path:
        matter.path = [code for code in FULL_PATH if code in {*matter.path, stage}]
    matter.stage = stage
    matter.stage_dates = {**matter.stage_dates, stage: matter.stage_dates.get(stage, localdate(now).isoformat())}
    matter.changed_at = now
    matter.save(update_fields=["path", "stage", "stage_dates", "changed_at"])
    return matter


@transaction.atomic
def close_matter(*, matter: Matter, now: datetime) -> Matter:
    """Close a matter: nothing is next any more."""
    matter.is_open = False
    matter.closed_at = now
    matter.changed_at = now
    matter.next_step = matter.next_note = matter.next_owner_kind = matter.next_basis = matter.next_rule = ""
    matter.next_due_on = matter.next_owner = None
    matter.save()
    return matter


@transaction.atomic
def hide_matter(*, matter: Matter, now: datetime) -> Matter:
    """Take a matter out of public view; its starters and staff still see it."""
    matter.visibility = Visibility.HIDDEN
    matter.changed_at = now
    matter.save(update_fields=["visibility", "changed_at"])
    return matter


@transaction.atomic
def take_matter(*, matter: Matter, actor: Actor, now: datetime) -> Matter:
    """Make the actor the co-worker responsible for a matter, and owner of the municipality's next step."""
    require(policies.may_take_matter(actor, matter, now=now))
    owner = actor.user if matter.next_owner_kind == OwnerKind.MUNICIPALITY else matter.next_owner
    if (matter.responsible, matter.next_owner) == (actor.user, owner):
        return matter
    matter.responsible, matter.next_owner = actor.user, owner
    matter.save(update_fields=["responsible", "next_owner"])
    name = actor.user.name if actor.user else ""
    record(
        act="threads.taken",
        actor=actor,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params={"name": name},
    )
    return matter


@transaction.atomic
def promise_more_time(*, matter: Matter, due_on: date, why: str, actor: Actor, now: datetime) -> Matter:
    """Move a promised date with a reason shown to everybody; a date of law cannot be moved this way."""
    require(policies.may_move_promise(actor, matter, due_on=due_on, now=now))
    if matter.next_due_on == due_on:
        return matter
    params = {"from": str(matter.next_due_on), "to": due_on.isoformat(), "why": why}
    matter.next_due_on = due_on
    matter.save(update_fields=["next_due_on"])
    record(
        act="threads.promise_moved",
        actor=actor,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params=params,
    )
    return matter


@transaction.atomic
def link_matters(*, source: Matter, target: Matter, kind: str, now: datetime) -> MatterLink:
    """Link two matters of one municipality; linking twice gives the same link, linking across raises ValueError."""
    if not same_municipality(source, target):
        raise ValueError("the matters belong to two municipalities")
    link, _ = MatterLink.objects.get_or_create(
        municipality=source.municipality, source=source, target=target, kind=kind, defaults={"made_at": now}
    )
    return link


@transaction.atomic
def add_picture(
    *,
    matter: Matter,
    upload: File[bytes],
    alt: str,
    use: str,
    actor: Actor,
    now: datetime,
    is_starter: bool = False,
    credit: str = "",
) -> MatterPicture:
    """Store a cleaned picture on a matter; raise ValidationError when the file is no picture we can read."""
    require(policies.may_add_picture(actor, matter, is_starter=is_starter, now=now))
    clean = clean_picture(upload)
    picture = MatterPicture(
        municipality=matter.municipality,
        matter=matter,
        alt=alt,
        use=use,
        width=clean.width,
        height=clean.height,
        added_by=actor.person,
        added_at=now,
        credit=credit,
    )
    # The name is no secret door to a draft's pictures, and is never used again: browsers keep pictures for a year.
    stem = f"{matter.municipality.slug}-{matter.number}-{secrets.token_urlsafe(12)}"
    picture.file.save(f"{stem}.webp", clean.large, save=False)
    picture.thumbnail.save(f"{stem}-liten.webp", clean.small, save=False)
    picture.save()
    record(act="threads.picture_added", actor=actor, now=now, municipality=matter.municipality, matter=matter)
    return picture


@transaction.atomic
def remove_picture(*, picture: MatterPicture, actor: Actor, now: datetime, is_starter: bool = False) -> None:
    """Delete a picture and its files; the journal keeps that it was removed."""
    require(policies.may_add_picture(actor, picture.matter, is_starter=is_starter, now=now))
    matter, files = picture.matter, (picture.file, picture.thumbnail)
    picture.delete()
    record(act="threads.picture_removed", actor=actor, now=now, municipality=matter.municipality, matter=matter)
    transaction.on_commit(lambda: [stored.delete(save=False) for stored in files])


def count_follower(*, matter: Matter, change: int) -> None:
    """Add `change` to the number of followers, in the caller's transaction."""
    Matter.objects.filter(pk=matter.pk).update(follower_count=F("follower_count") + change)


@transaction.atomic
def add_role(*, matter: Matter, user: User, kind: str, now: datetime) -> MatterRole:
    """Make a person a starter or steward of a matter; adding again changes nothing."""
    role, _ = MatterRole.objects.get_or_create(
        municipality=matter.municipality, matter=matter, user=user, kind=kind, defaults={"since": now}
    )
    return role


@transaction.atomic
def remove_role(*, matter: Matter, user: User, kind: str) -> None:
    """Let a person go from a role on a matter."""
    MatterRole.objects.filter(matter=matter, user=user, kind=kind).delete()
