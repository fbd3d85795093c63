"""The calendar: months that end early, Easter, and the Norwegian public holidays."""

from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

DAY = timedelta(days=1)


def _days_in_month(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - DAY).day


def add_months(start: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day where it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, _days_in_month(year, month + 1)))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, leap_rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> MappingProxyType[date, str]:
    """Return the Norwegian public holidays of a year with their names, in order."""
    easter = easter_sunday(year)
    days = {
        date(year, 1, 1): "Første nyttårsdag",
        easter - 3 * DAY: "Skjærtorsdag",
        easter - 2 * DAY: "Langfredag",
        easter: "Første påskedag",
        easter + DAY: "Andre påskedag",
        date(year, 5, 1): "Offentlig høytidsdag 1. mai",
        date(year, 5, 17): "Grunnlovsdagen",
        easter + 39 * DAY: "Kristi himmelfartsdag",
        easter + 49 * DAY: "Første pinsedag",
        easter + 50 * DAY: "Andre pinsedag",
        date(year, 12, 25): "Første juledag",
        date(year, 12, 26): "Andre juledag",
    }
    return MappingProxyType(dict(sorted(days.items())))


def is_working_day(day: date) -> bool:
    """Tell whether a day is Monday to Friday and no public holiday in Norway."""
    return day.weekday() < 5 and day not in holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """Return the last of so many working days after start; the day itself does not count."""
    if days < 0:
        raise ValueError("working days are counted forwards")
    day = start
    while days:
        day += DAY
        days -= is_working_day(day)
    return day
