"""Dates, clock times, numbers and money as people write them, in bokmål, nynorsk and English."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import get_language

NBSP = "\u00a0"

_MONTHS = {
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"),
    "nn": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_WORDS = {
    "nb": ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "nn": ("null", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_ONE_NEUTER = {"nb": "ett", "nn": "eitt", "en": "one"}

Moment = date | datetime


def language() -> str:
    """Return the active language as one we have words for, bokmål when none fits."""
    code = (get_language() or "nb").split("-")[0]
    return code if code in _MONTHS else "nb"


def local(moment: Moment) -> Moment:
    """Return an aware moment in Norwegian time, and a plain date as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def month(moment: Moment) -> str:
    """Return the name of the month."""
    return _MONTHS[language()][local(moment).month - 1]


def weekday(moment: Moment) -> str:
    """Return the whole name of the weekday."""
    return _WEEKDAYS[language()][local(moment).weekday()]


def weekday_short(moment: Moment) -> str:
    """Return the three letters of the weekday."""
    return weekday(moment)[:3]


def day_number(moment: Moment) -> str:
    """Return the day of the month, with the point Norwegian ordinals have."""
    number = local(moment).day
    return str(number) if language() == "en" else f"{number}."


def day(moment: Moment) -> str:
    """Return "12. april", unbroken."""
    return f"{day_number(moment)}{NBSP}{month(moment)}"


def day_year(moment: Moment) -> str:
    """Return "12. april 2027"."""
    return f"{day(moment)} {local(moment).year}"


def weekday_day(moment: Moment) -> str:
    """Return "lør 12. april"."""
    return f"{weekday_short(moment)} {day(moment)}"


def weekday_long(moment: Moment) -> str:
    """Return "lørdag 12. april"."""
    return f"{weekday(moment)} {day(moment)}"


def clock(moment: datetime | time) -> str:
    """Return "18.42", in English "18:42"."""
    shown = local(moment) if isinstance(moment, datetime) else moment
    return shown.strftime("%H:%M" if language() == "en" else "%H.%M")


def _hour(moment: datetime | time) -> str:
    shown = local(moment) if isinstance(moment, datetime) else moment
    assert isinstance(shown, datetime | time)  # noqa: S101 - a date has no clock, local() keeps the type
    if shown.minute == 0 and language() != "en":
        return str(shown.hour)
    return clock(shown)


def time_span(start: datetime | time, end: datetime | time | None = None) -> str:
    """Return "kl. 10–14", with minutes only where there are any; the end may be open."""
    whole = _hour(start) if end is None else f"{_hour(start)}–{_hour(end)}"
    return whole if language() == "en" else f"kl.{NBSP}{whole}"


def moment(at: datetime) -> str:
    """Return "13. april kl. 18.42"."""
    joint = " at " if language() == "en" else f" kl.{NBSP}"
    return f"{day(at)}{joint}{clock(at)}"


def number(value: int | float) -> str:
    """Return a whole number in unbroken groups of three: "6 412", in English "6,412"."""
    grouped = f"{round(value):,}"
    return grouped if language() == "en" else grouped.replace(",", NBSP).replace("-", "−")


def decimal(value: float, digits: int = 1) -> str:
    """Return a number with decimals: "11,4", in English "11.4"."""
    shown = f"{value:,.{digits}f}"
    if language() == "en":
        return shown
    return shown.replace(",", NBSP).replace(".", ",").replace("-", "−")


def kroner(ore: int) -> str:
    """Return øre as "180 000 kroner", with øre only where there are any."""
    whole, rest = divmod(abs(ore), 100)
    sign = "−" if ore < 0 else ""
    mark = "." if language() == "en" else ","
    return f"{sign}{number(whole)}{f'{mark}{rest:02d}' if rest else ''}{NBSP}kroner"


def count_word(value: int, neuter: bool = False) -> str:
    """Return the number as a word up to twelve, in figures above."""
    if value == 1 and neuter:
        return _ONE_NEUTER[language()]
    words = _WORDS[language()]
    return words[value] if 0 <= value < len(words) else number(value)
