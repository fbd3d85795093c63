"""Improving a published text: every change is a version, and supporters are told."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dugnad.conversation.services import tell
from dugnad.people.actors import Actor
from dugnad.people.rights import Refused, require
from dugnad.threads.selectors import is_starter
from dugnad.threads.services import change_matter, record

from ..lifecycle import CAN_BE_CHANGED, State
from ..models import Initiative, Version
from ..policies import may_change_text
from ..selectors.lists import supporters_of
from .content import Content, check_complete, check_content, content_of, keep_version, write_content

MAX_NOTE = 200


@transaction.atomic
def change_text(
    *, initiative: Initiative, content: Content, note: str, seen_version: int, actor: Actor, now: datetime
) -> Version | None:
    """Change a published text, keep the version and tell its supporters; None when the words are the same.

    `seen_version` is what the writer had before them: ValidationError when somebody changed the text meanwhile.
    """
    starter = is_starter(actor, initiative.matter)
    require(may_change_text(actor, initiative, is_starter=starter, now=now))
    if initiative.is_draft:
        raise ValidationError(_("Forslaget er ikke publisert ennå. Rediger utkastet."))
    check_content(content, initiative.municipality)
    check_complete(content)
    if len(note) > MAX_NOTE:
        raise ValidationError({"note": _("Skriv litt kortere. 200 tegn er nok til å si hva som er endret.")})
    old = content_of(initiative)
    if not _same_words(old, content):
        return _new_version(initiative, content, note, seen_version, starter, actor, now)
    if old.theme != content.theme:
        change_matter(matter=initiative.matter, now=now, theme=content.theme)
    return None


def _words(content: Content) -> tuple[object, ...]:
    point = (None, None) if content.is_whole_place else (content.lon, content.lat)
    texts = (content.title, content.lead, content.body, content.what_needed, content.place_name)
    return (*(text.replace("\r\n", "\n").strip() for text in texts), content.is_whole_place, *point)


def _same_words(old: Content, new: Content) -> bool:
    return _words(old) == _words(new)


def _new_version(
    initiative: Initiative, content: Content, note: str, seen: int, starter: bool, actor: Actor, now: datetime
) -> Version:
    moved = Initiative.objects.filter(
        pk=initiative.pk,
        version_number=seen,
        locked_at=None,
        state__in=CAN_BE_CHANGED - {State.DRAFT},
    ).update(version_number=F("version_number") + 1)
    initiative.refresh_from_db(fields=["version_number", "locked_at", "state"])
    if not moved:
        decision = may_change_text(actor, initiative, is_starter=starter, now=now)
        if not decision:
            raise Refused(decision)
        raise ValidationError(
            _("Noen andre endret teksten mens du skrev. Se hva som er endret, og lagre en gang til."), code="stale"
        )
    write_content(initiative, content, now)
    version = keep_version(initiative, initiative.version_number, note=note, by=actor.person, now=now)
    params = {"number": version.number, "note": note}
    record(
        act="initiatives.changed",
        actor=actor,
        now=now,
        municipality=initiative.municipality,
        matter=initiative.matter,
        params=params,
    )
    tell(
        matter=initiative.matter,
        kind="initiatives.text_changed",
        params=params,
        now=now,
        recipients=supporters_of(initiative),
        exclude=actor.person,
        dedupe=f"version-{version.number}",
    )
    return version
