"""The notices of the room itself."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.threads.models import Matter

from .registry import NoticeKind, register_notice


def _contribution(matter: Matter | None, params: Mapping[str, Any]) -> str:
    if matter is None:
        return "/"
    where = {"slug": matter.municipality.slug, "number": matter.number}
    if not params.get("contribution"):
        return reverse("conversation:talk", kwargs=where)
    return reverse("conversation:contribution", kwargs={**where, "contribution": params["contribution"]})


def _queue(matter: Matter | None, params: Mapping[str, Any]) -> str:
    return reverse("conversation:moderation", kwargs={"slug": matter.municipality.slug}) if matter else "/"


KINDS = (
    NoticeKind(
        "conversation.asked",
        _("Spørsmål til deg om %(title)s"),
        _("%(name)s har stilt et spørsmål om «%(title)s». Svaret ditt står øverst, merket forslagsstiller."),
        _contribution,
    ),
    NoticeKind(
        "conversation.answered",
        _("Svar til deg om %(title)s"),
        _("%(name)s har svart på det du skrev om «%(title)s»."),
        _contribution,
    ),
    NoticeKind(
        "conversation.hidden",
        _("Det du skrev om %(title)s er skjult"),
        _(
            "En medarbeider i %(municipality)s har skjult det du skrev om «%(title)s». "
            "Bak lenken ser du teksten og grunnen, og der kan du be om en ny vurdering."
        ),
        _contribution,
    ),
    NoticeKind(
        "conversation.restored",
        _("Det du skrev om %(title)s vises igjen"),
        _("En medarbeider i %(municipality)s har sett på det en gang til. Det du skrev om «%(title)s», vises for alle."),
        _contribution,
    ),
    NoticeKind(
        "conversation.appeal_declined",
        _("Det du skrev om %(title)s er fortsatt skjult"),
        _("En medarbeider i %(municipality)s har sett på det en gang til, og har ikke endret vurderingen."),
        _contribution,
    ),
    NoticeKind(
        "conversation.to_look_at",
        _("Noe å se på i samtalen om %(title)s"),
        _("Et innlegg i samtalen om «%(title)s» venter på at en medarbeider ser på det."),
        _queue,
    ),
    NoticeKind(
        "conversation.due_soon",
        _("Innen %(due_on)s: «%(title)s»"),
        _("Neste steg i «%(title)s» er hos deg, eller dem du er sammen med om det: %(step)s. %(note)s\n\nFristen er %(due_on)s."),
    ),
    NoticeKind(
        "conversation.overdue",
        _("Over fristen: «%(title)s»"),
        _(
            "Neste steg i «%(title)s» er hos deg, eller dem du er sammen med om det: %(step)s. %(note)s\n\n"
            "Fristen var %(due_on)s. Gjør det nå, eller si fra på saken når det kan bli."
        ),
    ),
)


def register() -> None:
    """Make the kinds known."""
    for kind in KINDS:
        register_notice(kind)
