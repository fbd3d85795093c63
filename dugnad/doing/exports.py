"""Days as iCalendar (RFC 5545)."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from .selectors import CalendarEvent

OSLO = ZoneInfo("Europe/Oslo")


def ical(events: Sequence[CalendarEvent], *, base_url: str, name: str = "") -> bytes:
    """Return the events as one calendar file in Norwegian time; a cancelled one says so, so that calendars strike it out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Dugnad//Dugnad//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # One event of its own may be a call-off; a feed of many is only published.
    calendar.add("method", "CANCEL" if len(events) == 1 and events[0].is_cancelled else "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_tzid("Europe/Oslo"))
    for event in events:
        calendar.add_component(_event(event, base_url))
    return bytes(calendar.to_ical())


def _event(event: CalendarEvent, base_url: str) -> Event:
    row = Event()
    row.add("uid", event.uid)
    row.add("sequence", event.sequence)
    row.add("dtstamp", event.changed_at)
    row.add("last-modified", event.changed_at)
    row.add("dtstart", event.starts_at.astimezone(OSLO))
    row.add("dtend", event.ends_at.astimezone(OSLO))
    row.add("summary", event.title)
    row.add("description", event.text)
    row.add("location", event.place)
    if event.lon is not None and event.lat is not None:
        row.add("geo", (event.lat, event.lon))
    row.add("url", f"{base_url}{event.path}")
    row.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return row
