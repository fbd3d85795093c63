"""Reads of what came of it. People and hours are counted from the days each time, never stored beside them."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

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
    dropped = held.aggregate(people=Sum("drop_in_count"), minutes=Sum(F("drop_in_count") * F("drop_in_minutes")))
    return DayNumbers(
        (came["people"] or 0) + (dropped["people"] or 0), (came["minutes"] or 0) + (dropped["minutes"] or 0), held.count()
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
    """Return the same for the whole municipality in scope."""
    days = day_numbers(Q())
    told = Result.objects.filter(published_at__isnull=False)
    extra = told.aggregate(people=Sum("extra_people"), minutes=Sum("extra_minutes"), ore=Sum("municipality_ore"))
    return Numbers(
        days=days.days,
        people=days.people + (extra["people"] or 0),
        minutes=days.minutes + (extra["minutes"] or 0),
        results=told.count(),
        municipality_ore=extra["ore"] or 0,
    )


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
