"""What the room holds about a person: all of it as a file, and what becomes of it when they leave."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dugnad.people.actors import system_actor
from dugnad.people.models import User
from dugnad.tenancy.scope import everywhere, scope
from dugnad.threads.models import MatterRole

from ..lifecycle import CAN_BE_SUPPORTED, State
from ..models import Initiative, Invitation, Signature, Support, Version
from .signing import end_signature
from .starting import empty_draft

_WHY = "a person's own data lies in every municipality they have been active in"


def export_person(user: User) -> dict[str, Any]:
    """Return what the room holds about somebody, over all municipalities, ready for JSON."""
    with everywhere(reason=_WHY):
        started = Initiative.objects.filter(matter__roles__user=user, matter__roles__kind=MatterRole.Kind.STARTER).select_related(
            "matter__municipality"
        )
        supports = Support.objects.filter(user=user).select_related("initiative__matter__municipality")
        versions = Version.objects.filter(changed_by=user).select_related("municipality").order_by("pk")
        invitations = Invitation.objects.filter(email=user.email or "-").select_related("municipality")
        return {
            "started": [
                {
                    "municipality": one.matter.municipality.name,
                    "number": one.matter.number,
                    "title": one.matter.title,
                    "lead": one.matter.lead,
                    "text": one.body_markdown,
                    "what_needed": one.what_needed,
                    "state": one.state,
                }
                for one in started.order_by("pk")
            ],
            "supports": [
                {
                    "municipality": one.initiative.matter.municipality.name,
                    "number": one.initiative.matter.number,
                    "title": one.initiative.matter.title,
                    "name_shown": one.is_named,
                    "version": one.confirmed_version,
                    "since": one.created_at.isoformat(),
                }
                for one in supports.order_by("pk")
            ],
            "signatures": _signatures(user),
            "versions_written": [
                {"municipality": one.municipality.name, "title": one.title, "number": one.number, "note": one.note}
                for one in versions
            ],
            "invitations": [{"municipality": one.municipality.name, "sent_at": one.sent_at.isoformat()} for one in invitations],
        }


def _signatures(user: User) -> list[dict[str, Any]]:
    signatures = Signature.objects.filter(user=user).select_related("initiative__matter__municipality").order_by("pk")
    return [
        {
            "municipality": one.initiative.matter.municipality.name,
            "number": one.initiative.matter.number,
            "title": one.initiative.matter.title,
            "name": one.name,
            "name_shown": one.is_name_public,
            "status": one.status,
            "receipt": one.receipt_code,
            "signed_at": one.signed_at.isoformat(),
        }
        for one in signatures
    ]


@transaction.atomic
def erase_person(user: User, now: datetime) -> list[str]:
    """Delete a leaving person's drafts and open supports, unlink the rest; return one sentence for each thing that stays."""
    with everywhere(reason=_WHY):
        _erase_drafts(user, now)
        stays = _erase_supports(user) + _erase_signatures(user, now)
        stays += _unlink_texts(user)
        Invitation.objects.filter(email=user.email or "-").update(email="", declined_at=now)
        Invitation.objects.filter(invited_by=user).update(invited_by=None)
    return stays


def _erase_drafts(user: User, now: datetime) -> None:
    drafts = Initiative.objects.filter(
        state=State.DRAFT, matter__roles__user=user, matter__roles__kind=MatterRole.Kind.STARTER
    ).select_related("matter__municipality", "municipality")
    for draft in drafts:
        others = MatterRole.objects.filter(matter=draft.matter, kind=MatterRole.Kind.STARTER).exclude(user=user)
        if not others.exists():
            with scope(draft.municipality):
                empty_draft(draft, system_actor(draft.municipality), now)


def _erase_supports(user: User) -> list[str]:
    mine = Support.objects.filter(user=user)
    for support in mine.filter(initiative__state__in=CAN_BE_SUPPORTED):
        support.delete()
        Initiative.objects.filter(pk=support.initiative_id).update(support_count=F("support_count") - 1)
    if not mine.update(user=None, is_named=False):
        return []
    return [_("Støtte til forslag som er avgjort, står igjen som et tall uten navn, fordi tallet var grunnlag for svaret.")]


def _erase_signatures(user: User, now: datetime) -> list[str]:
    """Take back what is still being collected; what the council must answer keeps the name until it has."""
    mine = Signature.objects.filter(user=user)
    for signature in mine.filter(initiative__state=State.SIGNING, status=Signature.Status.VALID):
        end_signature(signature=signature, now=now)
    owed = mine.filter(initiative__state=State.SUBMITTED, status=Signature.Status.VALID)
    for signature in mine.exclude(pk__in=owed.values("pk")):
        # A key that fits nobody: the row still counts as one, and never meets its person again.
        nobody = {"user": None, "name": "", "folded_name": "", "person_key": secrets.token_hex(32), "is_name_public": False}
        Signature.objects.filter(pk=signature.pk).update(**nobody)
    Signature.objects.filter(entered_by=user).update(entered_by=None)
    if not owed.update(user=None, is_name_public=False):
        return []
    return [
        _(
            "Underskriften din på forslag som er levert, står med navnet til kommunestyret har svart, "
            "fordi kommunen må kunne kontrollere at loven er fulgt. Ingen andre ser den."
        )
    ]


def _unlink_texts(user: User) -> list[str]:
    written = Version.objects.filter(changed_by=user).update(changed_by=None)
    started = Initiative.objects.filter(started_by=user).exclude(state=State.DRAFT)
    published = started.exists()
    Initiative.objects.filter(started_by=user).update(started_by=None, start_key="")
    if not (written or published):
        return []
    return [
        _(
            "Forslag du har publisert, står igjen uten etternavnet ditt, fordi andre har støttet dem og kommunen har "
            "svart på dem. Fornavnet kan stå der tråden forteller hvem som begynte."
        )
    ]
