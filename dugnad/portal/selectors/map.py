"""The large map and the list beside it: the same things under the same numbers."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from dugnad.doing.models import DugnadDay
from dugnad.doing.selectors import search_days, upcoming_days
from dugnad.threads.models import Matter
from dugnad.ui.formats import time_span, weekday_day

from .matters import Asked, matters_asked_for, row_of
from .typed import holds

ON_A_PAGE = 30
DAYS = 10


@dataclass(frozen=True)
class MapSpot:
    """A thing with its number on the map."""

    number: int
    title: str
    text: str
    url: str
    lon: float
    lat: float
    starts_at: datetime | None = None
    matter: Matter | None = None


@dataclass(frozen=True)
class MapPage:
    """One page of the map: days to come on the first, then matters."""

    days: list[MapSpot]
    matters: list[MapSpot]
    page: Page[Matter]

    @property
    def spots(self) -> list[MapSpot]:
        """All that has a number."""
        return [*self.days, *self.matters]


def map_asked_for(want: Asked, side: str | None, now: datetime) -> MapPage:
    """Return what the map and its list show."""
    rows = matters_asked_for(want).filter(lon__isnull=False, lat__isnull=False)
    page = Paginator(rows, ON_A_PAGE).get_page(side)
    days = _days(want, now) if page.number == 1 and not want.stage else []
    spots = [_day_spot(number, day) for number, day in enumerate(days, 1)]
    return MapPage(spots, [_matter_spot(number, one) for number, one in enumerate(page.object_list, len(spots) + 1)], page)


def _days(want: Asked, now: datetime) -> list[DugnadDay]:
    days = search_days(upcoming_days(now), theme=want.theme).filter(holds(want.q, "folded"), holds(want.place, "folded"))
    return list(days.filter(lon__isnull=False, lat__isnull=False)[:DAYS])


def _day_spot(number: int, day: DugnadDay) -> MapSpot:
    text = _("Dugnad %(day)s %(time)s") % {"day": weekday_day(day.starts_at), "time": time_span(day.starts_at, day.ends_at)}
    return MapSpot(number, day.title, text, day.get_absolute_url(), day.lon or 0.0, day.lat or 0.0, starts_at=day.starts_at)


def _matter_spot(number: int, matter: Matter) -> MapSpot:
    row = row_of(matter)
    text = row.joined or str(row.stage_label).replace("\u00ad", "")
    return MapSpot(number, matter.title, text, matter.get_absolute_url(), matter.lon or 0.0, matter.lat or 0.0, matter=matter)
