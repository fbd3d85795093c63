"""What the room hangs on a matter's page: the talk, following, and sentences for its acts."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.threads.models import Matter
from dugnad.threads.registry import Act, Action, Section, register_act, register_actions, register_section
from dugnad.ui import navigation

from . import policies, selectors
from .lifecycle import Kind

EACH = 2

ACTS = (
    Act("conversation.contributed", _("Noen skrev i samtalen")),
    Act("conversation.edited", _("Noen endret det de skrev")),
    Act("conversation.withdrawn", _("Noen trakk det de skrev")),
    Act("conversation.reported", _("Noen sa fra om et innlegg")),
    Act("conversation.hidden", _("Kommunen skjulte et innlegg")),
    Act("conversation.kept", _("Kommunen lot et innlegg stå")),
    Act("conversation.approved", _("Kommunen slapp fram et innlegg")),
    Act("conversation.restored", _("Kommunen viste et innlegg igjen")),
    Act("conversation.appealed", _("En forfatter ba om en ny vurdering")),
    Act("conversation.appeal_declined", _("Kommunen vurderte på nytt, og innlegget er fortsatt skjult")),
)


def talk_section(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return the best arguments and questions for a matter's page; nothing for a matter that nobody else sees."""
    if not matter.is_public:
        return None
    reader = selectors.Reader(actor, matter, now)
    overview = selectors.overview(reader, each=EACH)
    may_write = policies.may_contribute(actor, matter, now=now)
    if not overview.total and not matter.is_open:
        return None
    return {
        "overview": overview,
        "for_items": overview.sides[Kind.FOR],
        "against_items": overview.sides[Kind.AGAINST],
        "questions": overview.sides[Kind.QUESTION],
        "may_write": matter.is_open and (may_write.allowed or may_write.sign_in_helps),
    }


def follow_actions(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return following a matter, or stopping it; a visitor is led to sign in first."""
    if not matter.is_public:
        return []
    where = {"slug": matter.municipality.slug, "number": matter.number}
    if not policies.may_follow(actor, matter):
        login = navigation.address("people:login", matter.municipality.slug)
        return [Action(_("Følg saken"), f"{login}?next={matter.get_absolute_url()}", 60)] if login else []
    if selectors.is_following(actor.person, matter):
        return [Action(_("Slutt å følge saken"), reverse("conversation:matter-unfollow", kwargs=where), 60, method="post")]
    return [Action(_("Følg saken"), reverse("conversation:matter-follow", kwargs=where), 60, method="post")]


def register() -> None:
    """Hang it all on the thread."""
    for act in ACTS:
        register_act(act)
    register_section(Section("talk", 40, "conversation/section.html", talk_section))
    register_actions("conversation", follow_actions)
