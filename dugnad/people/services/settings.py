"""What a municipality sets for itself."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from dugnad.people import journal, policies
from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.pictures import clean_picture
from dugnad.ui.theme import theme_css

FIELDS = (
    "name",
    "greeting",
    "brand_color",
    "picture_alt",
    "languages",
    "phone",
    "email",
    "meeting_place",
    "moderation",
    "answer_days",
)


@transaction.atomic
def change_settings(
    *,
    municipality: Municipality,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    picture: File[bytes] | None = None,
    remove_picture: bool = False,
) -> list[str]:
    """Change a municipality's settings and return the names of those that changed; raises ValidationError for a bad picture."""
    require(policies.may_administer(actor))
    changed = [name for name in FIELDS if name in values and getattr(municipality, name) != values[name]]
    for name in changed:
        setattr(municipality, name, values[name])
    if "brand_color" in changed or not municipality.theme_css:
        municipality.theme_css = theme_css(municipality.brand_color).css
    if picture is not None or (remove_picture and municipality.picture):
        _change_picture(municipality, picture)
        changed.append("picture")
    municipality.save()
    if changed:
        journal.write("people.settings_changed", actor=actor, now=now, municipality=municipality, fields=", ".join(changed))
    return changed


def _change_picture(municipality: Municipality, upload: File[bytes] | None) -> None:
    storage, old = municipality.picture.storage, municipality.picture.name
    if upload is None:
        municipality.picture, municipality.picture_alt = "", ""
    else:
        # A name never used before: browsers keep pictures for a year without asking again.
        municipality.picture.save(f"{municipality.slug}-{secrets.token_urlsafe(8)}.webp", clean_picture(upload).large, save=False)
    if old:
        transaction.on_commit(lambda: storage.delete(old))
