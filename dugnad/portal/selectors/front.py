"""What moves in a municipality now: the four sections of its front page, the pins of its map, and its numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When, Window
from django.utils.translation import gettext as _

from dugnad.doing.models import DugnadDay, Result
from dugnad.doing.selectors import Numbers, municipality_numbers, upcoming_days
from dugnad.doing.selectors.results import told_results
from dugnad.initiatives.lifecycle import State
from dugnad.initiatives.models import Initiative
from dugnad.initiatives.selectors import can_be_supported
from dugnad.meetings.selectors import upcoming_items
from dugnad.tenancy.models import Municipality
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.models import Matter, MatterPicture
from dugnad.ui.components import Pin

from .promises import Record, year_of_promises

HANDS, JOIN, SOON = 3, 3, 3
# A picture of how it became says most.
_BEST_FIRST = {"after": 0, "day": 1, "place": 2, "before": 3}


@dataclass(frozen=True)
class Spot:
    """A row of the front page, with its number on the map where it has a point."""

    thing: Any
    pin: int | None


@dataclass(frozen=True)
class Standing:
    """How many matters are open, and how many of them nobody owns."""

    open: int
    without_owner: int


@dataclass(frozen=True)
class Front:
    """All the front page shows."""

    hands: list[Spot]
    hands_total: int
    joining: list[Spot]
    signing_total: int
    supporting_total: int
    soon: list[Spot]
    done: Result | None
    done_picture: MatterPicture | None
    pins: list[Pin]
    record: Record
    numbers: Numbers
    standing: Standing

    @property
    def hours(self) -> int:
        """Whole hours that people have given."""
        return self.numbers.minutes // 60

    @property
    def can_be_signed(self) -> bool:
        """Whether something can be signed, and not only supported."""
        return self.signing_total > 0

    @property
    def is_close(self) -> bool:
        """Whether the map closes in on its pins: with a few of them, the rest of the place says little."""
        return len(self.pins) > 2

    @property
    def caption(self) -> str:
        """The places on the map by number."""
        return ", ".join(f"{pin.number}\u00a0{pin.label}" for pin in self.pins) + ("." if self.pins else "")

    @property
    def map_label(self) -> str:
        """The map in one sentence, for those who do not see it."""
        return _("Kart over kommunen med %(count)s nummererte steder. De samme sakene står i listene ved siden av.") % {
            "count": len(self.pins)
        }


class _Pins:
    """Gives each row with a point the next number."""

    def __init__(self) -> None:
        self.made: list[Pin] = []

    def spot(self, thing: Any, point: Matter | DugnadDay | None) -> Spot:
        if point is None or point.lon is None or point.lat is None:
            return Spot(thing, None)
        number = len(self.made) + 1
        label = point.place_name.partition(",")[0] or point.title
        self.made.append(Pin(number, point.lon, point.lat, label, point.get_absolute_url()))
        return Spot(thing, number)


def front_of(municipality: Municipality, now: datetime) -> Front:
    """Return the front page of the municipality in scope; the number of queries never depends on how much there is."""
    pins = _Pins()
    days = _soonest_days(now)
    initiatives = _to_join()
    items = upcoming_items(now, limit=SOON)
    hands = [pins.spot(day, day) for day in days]
    joining = [pins.spot(one, one.matter) for one in initiatives]
    soon = [pins.spot(item, item.case.matter) for item in items]
    done = _latest_result()
    return Front(
        hands=hands,
        hands_total=_total(days),
        joining=joining,
        signing_total=_total(one for one in initiatives if one.state == State.SIGNING),
        supporting_total=_total(one for one in initiatives if one.state != State.SIGNING),
        soon=soon,
        done=done,
        done_picture=_picture(done),
        pins=pins.made,
        record=year_of_promises(municipality, now),
        numbers=municipality_numbers(),
        standing=standing(),
    )


def _total(rows: Iterable[Any]) -> int:
    return next((row.total for row in rows), 0)


def _soonest_days(now: datetime) -> list[DugnadDay]:
    days = upcoming_days(now, with_places_left=True)
    found: list[Any] = list(days.annotate(total=Window(Count("pk")), missing=F("places") - F("taken"))[:HANDS])
    for day in found:
        day.missing = max(day.missing, 0)
    return found


def _to_join() -> list[Initiative]:
    """Return what can be signed, nearest its goal first, then what gathers support; each knows how many of its kind there are."""
    is_signing = Case(When(state=State.SIGNING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = can_be_supported().annotate(kind=is_signing, total=Window(Count("pk"), partition_by=is_signing))
    return list(rows.order_by("kind", "-signature_count", "-support_count", "-pk")[:JOIN])


def _latest_result() -> Any:
    """Return the last result told, with its best picture read in the same query."""
    order = Case(*[When(use=use, then=Value(at)) for use, at in _BEST_FIRST.items()], default=Value(9))
    best = MatterPicture.objects.filter(matter=OuterRef("matter")).order_by(order, "-added_at", "-pk")
    shown = {f"picture_{name}": Subquery(best.values(name)[:1]) for name in ("file", "alt", "credit", "width", "height")}
    return told_results().filter(matter__visibility=Visibility.PUBLIC).annotate(**shown).first()


def _picture(result: Any) -> MatterPicture | None:
    if result is None or not result.picture_file:
        return None
    names = ("file", "alt", "credit", "width", "height")
    return MatterPicture(**{name: getattr(result, f"picture_{name}") for name in names})


def standing() -> Standing:
    """Return how many matters are open in the municipality in scope, and how many lack what promise 1 says they have."""
    unowned = Q(next_owner_kind="") | Q(next_due_on=None) | Q(next_step="")
    found = Matter.objects.filter(visibility=Visibility.PUBLIC, is_open=True).aggregate(
        open=Count("pk"), without=Count("pk", filter=unowned)
    )
    return Standing(found["open"], found["without"])
