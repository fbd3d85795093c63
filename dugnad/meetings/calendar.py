"""Meetings as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from dugnad.tenancy.models import Municipality

from .models import Meeting

USUAL_LENGTH = timedelta(hours=3)


def meetings_calendar(municipality: Municipality, meetings: Iterable[Meeting], base_url: str) -> bytes:
    """Return the meetings as a calendar that other programs subscribe to; each keeps its identity when it is moved."""
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Dugnad//Moter//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Møter i %(name)s") % {"name": municipality.name})
    for meeting in meetings:
        calendar.add_component(_event(municipality, meeting, base_url))
    return bytes(calendar.to_ical())


def _event(municipality: Municipality, meeting: Meeting, base_url: str) -> Any:
    event: Any = Event()
    event.add("uid", f"meeting-{meeting.pk}@{municipality.slug}.dugnad")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at or meeting.starts_at + USUAL_LENGTH)
    event.add("summary", meeting.body.name)
    if meeting.is_not_held:
        event.add("status", "CANCELLED")
    event.add("location", meeting.place)
    event.add("url", base_url + meeting.get_absolute_url())
    cases = [f"{item.case.label} {item.case.title}" for item in meeting.items.all()]
    event.add("description", "\n".join(cases) or _("Sakslisten er ikke klar ennå."))
    return event
