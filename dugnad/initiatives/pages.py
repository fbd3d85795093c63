"""What the room shows on a matter's page: the draft's note, the reasons with pictures, who supports, and what one can do."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dugnad.people.actors import Actor
from dugnad.threads.lifecycle import Stage, Theme
from dugnad.threads.models import Matter
from dugnad.threads.registry import Action, StageNote
from dugnad.threads.selectors import people_of, similar_matters
from dugnad.ui.components import Pin
from dugnad.ui.formats import number

from . import policies, selectors, services
from .lifecycle import State
from .models import Initiative

SHOWN_NAMES = 6
# A scene of ours stands in until somebody sends a picture of the place.
_SCENES = {
    Theme.OUTDOORS: "kyststi",
    Theme.CHILDREN: "lekeplass",
    Theme.TRAFFIC: "skolevei",
    Theme.CULTURE: "klubbhus",
    Theme.CARE: "bibliotek",
    Theme.CLIMATE: "sykkelfiksing",
    Theme.SCHOOL: "skolehage",
    Theme.SPORTS: "lysloype",
    Theme.OTHER: "dugnad",
}


def scene_of(matter: Matter) -> str:
    """Return the name of the drawing that stands for a matter."""
    return matter.drawing or _SCENES.get(Theme(matter.theme) if matter.theme else Theme.OTHER, "dugnad")


def draft_part(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return what the starters of a draft need to know before they publish it."""
    initiative = selectors.initiative_of(matter)
    if initiative is None or not initiative.is_draft:
        return None
    return {
        "initiative": initiative,
        "similar": selectors.joinable(similar_matters(matter.title, exclude=matter.pk), actor),
        "invited": list(selectors.open_invitations(initiative)),
    }


def why_part(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return the reasons, the pictures, who started it and which version this is."""
    initiative = selectors.initiative_of(matter)
    if initiative is None:
        return None
    pictures = list(matter.pictures.all())
    version = selectors.version_of(initiative, initiative.version_number) if initiative.version_number > 1 else None
    pins = [] if matter.lon is None or matter.lat is None else [Pin(1, matter.lon, matter.lat, matter.place_name or matter.title)]
    return {
        "initiative": initiative,
        "standing": selectors.standing_of(actor, initiative),
        "main_picture": pictures[0] if pictures else None,
        "pictures": pictures[1:],
        "scene": scene_of(matter),
        "starters": people_of(matter),
        "version": version,
        "place": services.place_words(matter),
        "pins": pins,
        "boundary": matter.municipality.place.boundary if pins else None,
    }


def support_part(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return how many support it, those who show their name, and what the actor can do with their own support."""
    initiative = selectors.initiative_of(matter)
    if initiative is None or initiative.is_draft:
        return None
    standing = selectors.standing_of(actor, initiative)
    named = list(selectors.named_supporters(initiative)[:SHOWN_NAMES]) if initiative.support_count else []
    mine = standing.support
    return {
        "initiative": initiative,
        "standing": standing,
        "named": named,
        "others": initiative.support_count - len(named),
        "can_change": bool(mine and policies.may_change_support(actor, initiative, now=now)),
        "is_behind": bool(mine and mine.confirmed_version < initiative.version_number),
    }


def _address(name: str, matter: Matter) -> str:
    return reverse(f"initiatives:{name}", kwargs={"slug": matter.municipality.slug, "number": matter.number})


def actions(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return what the actor can do now with the initiative on this matter."""
    initiative = selectors.initiative_of(matter)
    if initiative is None:
        return []
    standing = selectors.standing_of(actor, initiative)
    if standing.is_starter:
        return _of_starter(initiative, matter, actor, now)
    found = []
    can = policies.can_be_supported(initiative)
    if can and standing.support is None:
        # While it is signed, a signature is what counts in law, so that comes first.
        order = 60 if initiative.state == State.SIGNING else 20
        note = _("Ett trykk. Navnet ditt vises ikke hvis du ikke vil det.")
        method = "post" if actor.is_signed_in else "get"
        found.append(Action(gettext_lazy("Støtt"), _address("support", matter), order, method=method, note=note))
    return found


def _of_starter(initiative: Initiative, matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    if initiative.is_draft:
        return [
            Action(gettext_lazy("Publiser"), _address("publish", matter), 10, method="post", note=_after_publishing(matter)),
            Action(gettext_lazy("Skriv videre"), _address("draft-edit", matter), 20),
            Action(gettext_lazy("Be noen bli med"), _address("invite", matter), 30),
            Action(gettext_lazy("Slett utkastet"), _address("draft-delete", matter), 90),
        ]
    found = []
    if policies.may_invite(actor, initiative, is_starter=True, now=now):
        found.append(Action(gettext_lazy("Be noen bli med"), _address("invite", matter), 22))
    if policies.may_change_text(actor, initiative, is_starter=True, now=now):
        found.append(Action(gettext_lazy("Rediger teksten"), _address("edit", matter), 40))
    if policies.may_withdraw(actor, initiative, is_starter=True, now=now):
        found.append(Action(gettext_lazy("Trekk forslaget"), _address("withdraw", matter), 95))
    return found


def _after_publishing(matter: Matter) -> str:
    days = matter.municipality.answer_days
    return ngettext(
        "Da ser alle det, og kommunen svarer innen %(days)s virkedag.",
        "Da ser alle det, og kommunen svarer innen %(days)s virkedager.",
        days,
    ) % {"days": days}


def stage_notes(matter: Matter, now: datetime) -> list[StageNote]:
    """Return how many joined, under the stage of support."""
    initiative = selectors.initiative_of(matter)
    if initiative is None or not initiative.support_count:
        return []
    return [StageNote(Stage.SUPPORT, _("%(count)s ble med") % {"count": number(initiative.support_count)})]
