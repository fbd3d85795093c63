"""Loads the demonstration in one transaction, so that it is there wholly or not at all."""

from datetime import datetime, timedelta

from django.db import transaction

from dugnad.conversation.models import Notice
from dugnad.people.models import Role
from dugnad.tenancy.models import Municipality, Place
from dugnad.tenancy.scope import scope
from dugnad.tenancy.services import start_municipality
from dugnad.ui.theme import theme_css

from . import asker, utsira
from .council import Council
from .outlines import OUTLINES
from .people import Crowd, invented_names
from .stage import Stage

JOINED = timedelta(days=400)


def is_loaded() -> bool:
    """Return whether the demonstration is there already."""
    return Municipality.objects.filter(is_demo=True).exists()


@transaction.atomic
def load(now: datetime) -> None:
    """Fill an installation that has its places with the demonstration as it would look at `now`."""
    names = invented_names()
    for number, settings in _SETTINGS.items():
        place = Place.objects.get(number=number)
        if not place.boundary:
            place.boundary = OUTLINES[number]
            place.save(update_fields=["boundary"])
        colour = str(settings["brand_color"])
        municipality = start_municipality(
            place=place, now=now - JOINED, is_demo=True, theme_css=theme_css(colour).css, **settings
        )
        with scope(municipality):
            stage = Stage(municipality, Crowd(municipality, now - JOINED, names), now)
            play = _play_asker if number == "3203" else _play_utsira
            play(stage)
            # Letters about last year would otherwise all go out when the worker starts.
            Notice.objects.update(is_mailed=True)


def _play_asker(stage: Stage) -> None:
    for key in ("amina", "kari", "sofie", "marit", "henrik", "nadia", "geir"):
        stage.crowd.named(key)
    council = Council(stage)
    asker.shelter(stage)
    asker.ski_track(stage, council)
    asker.school_garden(stage)
    asker.speed_bump(stage, council)
    asker.school_road(stage, council)
    asker.bathing_place(stage)
    asker.allotments(stage, council)
    asker.homework_help(stage)
    asker.coast_path(stage)
    asker.club_house(stage)
    asker.bicycles(stage)
    asker.young_ideas(stage)


def _play_utsira(stage: Stage) -> None:
    stage.crowd.named("olai")
    stage.crowd.give_role(stage.crowd.named("berit"), Role.ADMINISTRATOR, "rådgiver")
    utsira.play(stage)


_SETTINGS: dict[str, dict[str, object]] = {
    "3203": {
        "greeting": "Asker er noe vi gjør sammen",
        "brand_color": "#004a94",
        "drawing": "panorama",
        "phone": "66 70 00 00",
        "email": "dugnad@asker.example",
        "meeting_place": "biblioteket i Asker, Heggedal eller Tofte",
    },
    "1151": {
        "greeting": "Vi er 215, og alle trengs",
        "brand_color": "#1f5a52",
        "drawing": "utsira",
        "phone": "52 75 01 00",
        "email": "dugnad@utsira.example",
        "meeting_place": "kommunehuset eller butikken",
    },
}
