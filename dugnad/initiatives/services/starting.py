"""From the first words to a published initiative, and taking it back."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.conversation.lifecycle import FollowSource
from dugnad.conversation.services import follow, tell
from dugnad.domain.deadlines import add_working_days
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.selectors import is_starter, people_of
from dugnad.threads.services import (
    add_role,
    change_matter,
    close_matter,
    create_matter,
    hide_matter,
    publish_matter,
    record,
    remove_picture,
    remove_role,
    set_next_step,
)

from ..lifecycle import Move, State, after, sources
from ..models import Initiative
from ..policies import may_prepare, may_start, may_withdraw
from .acting import acting_person
from .content import Content, check_complete, check_content, content_of, keep_version, write_content
from .signing import lapse_signatures

KIND = "initiative"
# Our own word, so that no draft is forgotten: after this its starters are asked whether they want to go on.
DRAFT_DAYS = 60
# Words of a message have to fit a line of the timeline.
MAX_REASON = 200


@transaction.atomic
def save_draft(
    *,
    municipality: Municipality,
    content: Content,
    key: str,
    actor: Actor,
    now: datetime,
    initiative: Initiative | None = None,
) -> Initiative:
    """Start a draft, or keep what is written on one; the same form sent twice is one draft.

    Raises ValidationError by field when the text cannot be stored, and Refused when the draft is not the actor's.
    """
    person = acting_person(actor, may_start(actor, now=now))
    check_content(content, municipality)
    draft = initiative or _started_with(key, person) or _start(municipality, content, key, person, actor, now)
    starter = is_starter(actor, draft.matter)
    if not draft.is_draft and initiative is None:
        return draft
    require(may_prepare(actor, draft, is_starter=starter, now=now))
    write_content(draft, content, now)
    return draft


def _started_with(key: str, person: User) -> Initiative | None:
    if not key:
        return None
    return (
        Initiative.objects.select_related("matter", "matter__municipality", "matter__municipality__place")
        .filter(started_by=person, start_key=key)
        .first()
    )


def _start(municipality: Municipality, content: Content, key: str, person: User, actor: Actor, now: datetime) -> Initiative:
    try:
        with transaction.atomic():
            matter = create_matter(
                municipality=municipality, kind=KIND, title=content.title, actor=actor, now=now, theme=content.theme
            )
            draft = Initiative.objects.create(municipality=municipality, matter=matter, started_by=person, start_key=key)
    except IntegrityError:
        # The same form came twice at once; the other one made the draft.
        found = _started_with(key, person)
        if found is None:
            raise
        return found
    add_role(matter=matter, user=person, kind=MatterRole.Kind.STARTER, now=now)
    set_next_step(
        matter=matter,
        step=Step.PUBLISH,
        owner_kind=OwnerKind.STARTERS,
        due_on=localdate(now) + timedelta(days=DRAFT_DAYS),
        basis=Basis.PROMISE,
    )
    record(act="initiatives.started", actor=actor, now=now, municipality=municipality, matter=matter, is_public=False)
    return draft


@transaction.atomic
def publish_initiative(*, initiative: Initiative, actor: Actor, now: datetime) -> Initiative:
    """Let everybody see the draft, and put it on the municipality's desk with the promised date; twice is once.

    Raises ValidationError by field when something is missing.
    """
    matter = initiative.matter
    starter = is_starter(actor, matter)
    if starter and initiative.state == State.GATHERING:
        return initiative
    require(may_prepare(actor, initiative, is_starter=starter, now=now))
    content = content_of(initiative)
    check_content(content, initiative.municipality)
    check_complete(content)
    state = after(initiative.state, Move.PUBLISH)
    moved = Initiative.objects.filter(pk=initiative.pk, state__in=sources(Move.PUBLISH)).update(state=state, version_number=1)
    initiative.refresh_from_db(fields=["state", "version_number"])
    if not moved:
        return initiative
    keep_version(initiative, 1, note="", by=actor.person, now=now)
    publish_matter(matter=matter, now=now)
    set_next_step(
        matter=matter,
        step=Step.ANSWER_IDEA,
        owner_kind=OwnerKind.MUNICIPALITY,
        due_on=add_working_days(localdate(now), initiative.municipality.answer_days),
        basis=Basis.PROMISE,
    )
    for person in people_of(matter):
        follow(matter=matter, user=person, now=now, source=FollowSource.STARTER)
    names = _joined([person.first_name for person in people_of(matter)])
    record(
        act="initiatives.published",
        actor=actor,
        now=now,
        municipality=initiative.municipality,
        matter=matter,
        params={"name": names},
    )
    return initiative


def _joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@transaction.atomic
def delete_draft(*, initiative: Initiative, actor: Actor, now: datetime) -> None:
    """Delete a draft with its text, pictures and invitations; only its number stays, so that the series has no gap."""
    require(may_prepare(actor, initiative, is_starter=is_starter(actor, initiative.matter), now=now))
    empty_draft(initiative, actor, now)


def empty_draft(initiative: Initiative, actor: Actor, now: datetime) -> None:
    """Take everything out of a draft; the caller has asked whether this may be done."""
    matter = initiative.matter
    for picture in matter.pictures.all():
        remove_picture(picture=picture, actor=actor, now=now, is_starter=True)
    record(
        act="initiatives.draft_deleted",
        actor=actor,
        now=now,
        municipality=initiative.municipality,
        matter=matter,
        is_public=False,
    )
    initiative.delete()
    _empty_matter(matter, now)


def _empty_matter(matter: Matter, now: datetime) -> None:
    for person in people_of(matter):
        remove_role(matter=matter, user=person, kind=MatterRole.Kind.STARTER)
    change_matter(
        matter=matter, now=now, title=_("Slettet utkast"), lead="", place_name="", is_whole_place=False, lon=None, lat=None
    )
    hide_matter(matter=matter, now=now)
    close_matter(matter=matter, now=now)


@transaction.atomic
def withdraw_initiative(*, initiative: Initiative, why: str, actor: Actor, now: datetime) -> Initiative:
    """Take a published initiative back, close its matter and tell everybody who follows; twice is once."""
    starter = is_starter(actor, initiative.matter)
    if starter and initiative.state == State.WITHDRAWN:
        return initiative
    require(may_withdraw(actor, initiative, is_starter=starter, now=now))
    if len(why) > MAX_REASON:
        raise ValidationError({"why": _("Skriv litt kortere. Grunnen kan ha 200 tegn.")})
    moved = Initiative.objects.filter(pk=initiative.pk, state__in=sources(Move.WITHDRAW)).update(
        state=after(initiative.state, Move.WITHDRAW)
    )
    initiative.refresh_from_db(fields=["state"])
    if not moved:
        return initiative
    lapse_signatures(initiative=initiative, now=now)
    matter = initiative.matter
    record(
        act="initiatives.withdrawn",
        actor=actor,
        now=now,
        municipality=initiative.municipality,
        matter=matter,
        params={"why": why},
    )
    tell(matter=matter, kind="initiatives.withdrawn", params={"why": why}, now=now, exclude=actor.person, dedupe="once")
    close_matter(matter=matter, now=now)
    return initiative
