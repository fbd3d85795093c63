"""Reads of what came of it. People and hours are counted from the days each time, never stored beside them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum, Value

from dugnad.threads.models import Matter, MatterPicture

from ..lifecycle import DayStatus, SignUpStatus
from ..models import DugnadDay, Result, SignUp


@dataclass(frozen=True)
class DayNumbers:
    """How many came to a set of days and the minutes they worked, all together."""

    people: int
    minutes: int
    days: int


@dataclass(frozen=True)
class Numbers:
    """What a municipality's people have done: days held, people who came, minutes worked, results told, øre it gave."""

    days: int
    people: int
    minutes: int
    results: int
    municipality_ore: int


def result_of(matter: Matter) -> Result | None:
    """Return what is written about the matter's result, also when it is not published yet."""
    return Result.objects.filter(matter=matter).select_related("steward", "told_by").first()


def day_numbers(days: Q) -> DayNumbers:
    """Return people and minutes on the reported days that `days` picks; two queries."""
    held = DugnadDay.objects.filter(days, status=DayStatus.HELD)
    came = SignUp.objects.filter(day__in=held, attended_count__gt=0, status=SignUpStatus.CONFIRMED).aggregate(
        people=Sum("attended_count"), minutes=Sum(F("attended_count") * F("minutes"))
    )
    dropped = held.aggregate(
        people=Sum("drop_in_count"), minutes=Sum(F("drop_in_count") * F("drop_in_minutes")), days=Count("pk")
    )
    return DayNumbers(
        (came["people"] or 0) + (dropped["people"] or 0), (came["minutes"] or 0) + (dropped["minutes"] or 0), dropped["days"]
    )


def day_numbers_of(day: DugnadDay) -> DayNumbers:
    """Return people and minutes of one day."""
    return day_numbers(Q(pk=day.pk))


def numbers_of(matter: Matter, result: Result | None = None) -> DayNumbers:
    """Return people and minutes on a matter: its reported days, and what the result says was done outside them."""
    days = day_numbers(Q(matter=matter))
    if result is None:
        return days
    return DayNumbers(days.people + result.extra_people, days.minutes + result.extra_minutes, days.days)


def municipality_numbers() -> Numbers:
    """Return the same for the whole municipality in scope, in one query: the front page shows it to everybody."""
    came = SignUp.objects.filter(day__status=DayStatus.HELD, attended_count__gt=0, status=SignUpStatus.CONFIRMED)
    held = DugnadDay.objects.filter(status=DayStatus.HELD)
    told = Result.objects.filter(published_at__isnull=False)
    none = Value(0, output_field=BigIntegerField())
    rows = _sums(came, "came", Sum("attended_count"), Sum(F("attended_count") * F("minutes")), none).union(
        _sums(held, "held", Sum("drop_in_count"), Sum(F("drop_in_count") * F("drop_in_minutes")), none),
        _sums(told, "told", Sum("extra_people"), Sum("extra_minutes"), Sum("municipality_ore")),
        all=True,
    )
    found = {kind: (people or 0, minutes or 0, ore or 0, count) for kind, people, minutes, ore, count in rows}
    empty = (0, 0, 0, 0)
    return Numbers(
        days=found.get("held", empty)[3],
        people=sum(row[0] for row in found.values()),
        minutes=sum(row[1] for row in found.values()),
        results=found.get("told", empty)[3],
        municipality_ore=found.get("told", empty)[2],
    )


def _sums(rows: QuerySet[Any], kind: str, people: Sum, minutes: Sum, ore: Sum | Value) -> QuerySet[Any, Any]:
    of_kind = rows.order_by().annotate(kind=Value(kind)).values("kind")
    summed: QuerySet[Any, Any] = of_kind.annotate(sum_people=people, sum_minutes=minutes, sum_ore=ore, number_of=Count("pk"))
    found: QuerySet[Any, Any] = summed.values_list("kind", "sum_people", "sum_minutes", "sum_ore", "number_of")
    return found


def thanked_names(matter: Matter) -> list[str]:
    """Return the names of those who came and want to be named, each once, in the order of the alphabet."""
    came = SignUp.objects.filter(
        day__matter=matter, status=SignUpStatus.CONFIRMED, attended_count__gt=0, shows_name=True
    ).select_related("user")
    names = {sign_up.user.name if sign_up.user else sign_up.name for sign_up in came}
    return sorted((name for name in names if name), key=str.casefold)


def after_pictures(matter: Matter) -> dict[str, list[MatterPicture]]:
    """Return the matter's pictures before, after and from the days; one query."""
    found: dict[str, list[MatterPicture]] = {use: [] for use in ("before", "after", "day")}
    for picture in MatterPicture.objects.filter(matter=matter, use__in=list(found)):
        found[picture.use].append(picture)
    return found


def told_results() -> QuerySet[Result]:
    """Return published results, newest first, with their matters."""
    told = Result.objects.filter(published_at__isnull=False)
    return told.select_related("matter", "matter__municipality").order_by("-published_at")
