"""The text of an initiative: what a person may write, whether it is enough to publish, and the versions that are kept."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.selectors_places import whereabouts
from dugnad.threads.lifecycle import Theme
from dugnad.threads.models import Matter
from dugnad.threads.services import change_matter
from dugnad.ui.markdown import render_markdown

from ..models import Initiative, Version
from ..models.initiative import MAX_BODY, MAX_NEEDED

MAX_TITLE, MAX_LEAD, MAX_PLACE = 120, 300, 120
_LIMITS = {
    "title": MAX_TITLE,
    "lead": MAX_LEAD,
    "body": MAX_BODY,
    "what_needed": MAX_NEEDED,
    "place_name": MAX_PLACE,
}


@dataclass(frozen=True)
class Content:
    """What the starters have written, as they wrote it."""

    title: str
    lead: str = ""
    body: str = ""
    what_needed: str = ""
    theme: str = ""
    place_name: str = ""
    is_whole_place: bool = False
    lon: float | None = None
    lat: float | None = None

    @property
    def has_place(self) -> bool:
        return self.is_whole_place or bool(self.place_name) or self.lon is not None


def content_of(initiative: Initiative) -> Content:
    """Return the text as it stands."""
    matter = initiative.matter
    return Content(
        title=matter.title,
        lead=matter.lead,
        body=initiative.body_markdown,
        what_needed=initiative.what_needed,
        theme=matter.theme,
        place_name=matter.place_name,
        is_whole_place=matter.is_whole_place,
        lon=matter.lon,
        lat=matter.lat,
    )


def check_content(content: Content, municipality: Municipality) -> None:
    """Raise ValidationError, by field, for what cannot be stored at all: no title, too long, an impossible place."""
    errors: dict[str, str] = {}
    if not content.title:
        errors["title"] = _("Skriv hva du vil få til. Noen få ord er nok.")
    for name, limit in _LIMITS.items():
        written = len(getattr(content, name))
        if written > limit:
            errors[name] = _("Teksten er for lang. Den kan ha %(limit)s tegn, og du har skrevet %(written)s.") % {
                "limit": limit,
                "written": written,
            }
    if content.theme and content.theme not in Theme.values:
        errors["theme"] = _("Velg et tema fra listen.")
    errors.update(_point_errors(content, municipality))
    if errors:
        raise ValidationError(dict(errors))


def _point_errors(content: Content, municipality: Municipality) -> dict[str, str]:
    if content.is_whole_place or (content.lon is None and content.lat is None):
        return {}
    if content.lon is None:
        return {"lon": _("Skriv lengdegraden også, eller ta bort breddegraden.")}
    if content.lat is None:
        return {"lat": _("Skriv breddegraden også, eller ta bort lengdegraden.")}
    if not -90 <= content.lat <= 90:
        return {"lat": _("Breddegraden må være mellom −90 og 90. Her i landet er den omtrent 58 til 71.")}
    if not -180 <= content.lon <= 180:
        return {"lon": _("Lengdegraden må være mellom −180 og 180. Her i landet er den omtrent 4 til 31.")}
    found = whereabouts(municipality, content.lon, content.lat)
    if found.is_here:
        return {}
    words = {"here": municipality.name, "there": found.elsewhere.name if found.elsewhere else ""}
    if found.elsewhere:
        return {"lat": _("Punktet ligger i %(there)s, ikke i %(here)s. Flytt det, eller start saken der.") % words}
    return {"lat": _("Punktet ligger i sjøen eller utenfor %(here)s. Flytt det nærmere stedet det gjelder.") % words}


def check_complete(content: Content) -> None:
    """Raise ValidationError, by field, for what is missing before others can see it."""
    errors: dict[str, str] = {}
    if not content.title:
        errors["title"] = _("Skriv hva du vil få til. Noen få ord er nok.")
    if not content.lead:
        errors["lead"] = _("Skriv hva det er. Én setning er nok.")
    if not content.body:
        errors["body"] = _("Skriv hvorfor. Én setning er nok.")
    if not content.has_place:
        errors["place_name"] = _("Skriv hvor det gjelder. Er du usikker, skriv det nærmeste stedet.")
    if not content.theme:
        errors["theme"] = _("Velg et tema. Er du usikker, velg Annet.")
    if errors:
        raise ValidationError(dict(errors))


def write_content(initiative: Initiative, content: Content, now: datetime) -> None:
    """Put the text on the initiative and its matter, cleaned for showing."""
    whole = content.is_whole_place
    initiative.matter = change_matter(
        matter=initiative.matter,
        now=now,
        title=content.title,
        lead=content.lead,
        theme=content.theme,
        place_name=content.place_name,
        is_whole_place=whole,
        lon=None if whole else content.lon,
        lat=None if whole else content.lat,
    )
    initiative.body_markdown = content.body
    initiative.body_html = render_markdown(content.body)
    initiative.what_needed = content.what_needed
    initiative.save(update_fields=["body_markdown", "body_html", "what_needed"])


def place_words(matter: Matter) -> str:
    """Return where a matter is, in words, as people read it and as versions keep it."""
    if matter.is_whole_place:
        return _("Hele %(place)s") % {"place": matter.municipality.name}
    point = f"{matter.lat:.4f}° N, {matter.lon:.4f}° Ø".replace(".", ",") if matter.has_point else ""
    return f"{matter.place_name} ({point})" if matter.place_name and point else matter.place_name or point


def keep_version(initiative: Initiative, number: int, *, note: str, by: User | None, now: datetime) -> Version:
    """Keep the text as it stands as version `number`."""
    return Version.objects.create(
        municipality=initiative.municipality,
        initiative=initiative,
        number=number,
        title=initiative.matter.title,
        lead=initiative.matter.lead,
        body_markdown=initiative.body_markdown,
        what_needed=initiative.what_needed,
        place=place_words(initiative.matter),
        note=note,
        changed_by=by,
        changed_at=now,
    )
