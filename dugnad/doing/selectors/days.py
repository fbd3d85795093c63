"""Reads of days, their tasks and who comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from dugnad.domain.text import fold
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.threads.asking import once
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.models import Matter
from dugnad.threads.selectors import is_starter

from ..lifecycle import HOLDS_A_PLACE, DayStatus, SignUpStatus
from ..models import DugnadDay, SignUp, Task


@dataclass(frozen=True)
class CalendarEvent:
    """One event in a person's calendar or the one file of a day. The `uid` never changes, `sequence` only grows."""

    uid: str
    sequence: int
    title: str
    text: str
    place: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    path: str
    is_cancelled: bool
    lon: float | None = None
    lat: float | None = None


def _public(days: QuerySet[DugnadDay]) -> QuerySet[DugnadDay]:
    return days.filter(Q(matter=None) | Q(matter__visibility=Visibility.PUBLIC))


def _sum(days: QuerySet[DugnadDay], **sums: str) -> QuerySet[DugnadDay]:
    for name, field in sums.items():
        each = Task.objects.filter(day=OuterRef("pk")).order_by().values("day").annotate(total=Sum(field)).values("total")
        days = days.annotate(**{name: Coalesce(Subquery(each, output_field=IntegerField()), Value(0))})
    return days


def public_days() -> QuerySet[DugnadDay]:
    """Return the days everybody sees, with places and people counted (`places`, `taken`)."""
    days = _public(DugnadDay.objects.select_related("municipality", "matter", "matter__municipality"))
    return _sum(days, places="capacity", taken="taken")


def upcoming_days(now: datetime, *, with_places_left: bool = False) -> QuerySet[DugnadDay]:
    """Return planned days that are not over, soonest first; each has `places` and `taken`."""
    days = public_days().filter(status=DayStatus.PLANNED, ends_at__gt=now).order_by("starts_at", "number")
    return days.filter(taken__lt=F("places")) if with_places_left else days  # type: ignore[misc]


def days_past(now: datetime) -> QuerySet[DugnadDay]:
    """Return days that were, newest first; cancelled ones are left out."""
    return public_days().filter(ends_at__lte=now).exclude(status=DayStatus.CANCELLED).order_by("-starts_at", "-number")


def search_days(days: QuerySet[DugnadDay], *, words: str = "", theme: str = "") -> QuerySet[DugnadDay]:
    """Return those of `days` that hold every word (place, title), of a theme."""
    for word in fold(words).split()[:8]:
        days = days.filter(folded__contains=word)
    return days.filter(theme=theme) if theme else days


def days_of(matter: Matter) -> list[DugnadDay]:
    """Return the days of a matter in the order they come, cancelled ones too."""
    days = DugnadDay.objects.filter(matter=matter).select_related("municipality").order_by("starts_at", "number")
    return once(matter, "doing.days", lambda: list(_sum(days, places="capacity", taken="taken")))


def day_by_number(number: int) -> DugnadDay | None:
    """Return a day of the municipality in scope, whoever may see it."""
    return DugnadDay.objects.select_related("municipality", "matter", "matter__municipality").filter(number=number).first()


def day_view(number: int, actor: Actor) -> tuple[DugnadDay, bool] | None:
    """Return a day the actor may see, and whether they started its matter; None for all others."""
    day = day_by_number(number)
    if day is None:
        return None
    starter = is_starter_of(actor, day.matter)
    if day.matter is None or day.matter.is_public or starter or actor.is_staff:
        return day, starter
    return None


def is_starter_of(actor: Actor, matter: Matter | None) -> bool:
    """Return whether the actor started the matter; no query without a matter or a person."""
    return matter is not None and is_starter(actor, matter)


def tasks_of(day: DugnadDay) -> list[Task]:
    """Return the day's tasks in their order."""
    return list(Task.objects.filter(day=day))


def sign_up_of(day: DugnadDay, user: User | None) -> SignUp | None:
    """Return a person's standing sign-up to a day."""
    if user is None:
        return None
    return SignUp.objects.filter(day=day, user=user, status__in=HOLDS_A_PLACE).select_related("task", "day").first()


def sign_up_by_key(key: int) -> SignUp | None:
    """Return a sign-up by its key in the municipality in scope."""
    return SignUp.objects.select_related("day", "day__municipality", "day__matter", "task", "user").filter(pk=key).first()


def sign_up_by_email_of(day: DugnadDay, email: str) -> SignUp | None:
    """Return the standing sign-up of an address without an account."""
    mine = SignUp.objects.filter(day=day, user=None, email=email.strip().lower(), status__in=HOLDS_A_PLACE)
    found = mine.exclude(email="").select_related("task").first()
    if found is not None:
        found.day = day
    return found


def participants(day: DugnadDay) -> list[SignUp]:
    """Return who holds a place on the day, by task, then in the order they came."""
    found = SignUp.objects.filter(day=day, status__in=HOLDS_A_PLACE).select_related("task", "user")
    return list(found.order_by("task__position", "task_id", "signed_up_at", "pk"))


def people_coming(days: Iterable[DugnadDay]) -> int:
    """Return how many people have places on the days."""
    found = SignUp.objects.filter(day__in=list(days), status__in=HOLDS_A_PLACE).aggregate(total=Sum("party_size"))
    return found["total"] or 0


def attention_of_sign_ups(now: datetime) -> QuerySet[DugnadDay]:
    """Return days that are over and not reported, oldest first, with how many had signed up (`coming`)."""
    coming = Count("sign_ups", filter=Q(sign_ups__status=SignUpStatus.CONFIRMED))
    over = DugnadDay.objects.filter(status=DayStatus.PLANNED, ends_at__lte=now, reported_at=None)
    return over.select_related("municipality", "matter").annotate(coming=coming).order_by("ends_at")


def signups_of(user: User) -> QuerySet[SignUp]:
    """Return a person's standing sign-ups, soonest day first."""
    mine = SignUp.objects.filter(user=user, status__in=HOLDS_A_PLACE)
    return mine.select_related("day", "day__municipality", "day__matter", "task").order_by("day__starts_at", "pk")


def calendar_events_for(user: User) -> list[CalendarEvent]:
    """Return the days a person has signed up to as calendar events, cancelled ones too so that calendars hear of it."""
    return [calendar_event(sign_up.day) for sign_up in signups_of(user)]


def calendar_event(day: DugnadDay) -> CalendarEvent:
    """Return a day as a calendar event."""
    return CalendarEvent(
        uid=f"dugnad-{day.municipality.slug}-{day.number}@dugnad",
        sequence=day.sequence,
        title=day.title,
        text="\n".join(part for part in (day.lead, day.directions, contact_of(day)) if part),
        place=day.place_name,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        changed_at=day.changed_at,
        path=day.get_absolute_url(),
        is_cancelled=day.is_cancelled,
        lon=day.lon,
        lat=day.lat,
    )


def contact_of(day: DugnadDay) -> str:
    """Return who to ask, with the telephone where there is one."""
    return ", ".join(part for part in (day.contact_name, day.contact_phone) if part)
