"""What the portal gives as files: points and outline for the map, the promises behind the numbers, and a calendar."""

from datetime import timedelta
from typing import Any

from icalendar import Calendar, Event, vText

from dugnad.doing.exports import ical
from dugnad.tenancy.models import Municipality

from .selectors.map import MapPage
from .selectors.mine import Feed
from .selectors.promises import Record


def points(page: MapPage) -> dict[str, Any]:
    """Return a page of the map as GeoJSON (RFC 7946)."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
                "properties": {"number": spot.number, "title": spot.title, "text": spot.text, "url": spot.url},
            }
            for spot in page.spots
        ],
    }


def outline(municipality: Municipality) -> dict[str, Any]:
    """Return the municipality's boundary as GeoJSON; an empty collection where none is imported."""
    boundary = municipality.place.boundary
    feature = {"type": "Feature", "geometry": boundary, "properties": {"name": municipality.name}}
    return {"type": "FeatureCollection", "features": [feature] if boundary else []}


def promises(municipality: Municipality, record: Record) -> dict[str, Any]:
    """Return what the numbers of the front page are counted from, so that anybody can count again."""
    return {
        "municipality": municipality.name,
        "since": record.since.isoformat(),
        "until": record.until.isoformat(),
        "answer_working_days": municipality.answer_days,
        "kept": record.kept,
        "total": record.total,
        "average_days_to_first_answer": record.average_days,
        "promises": [
            {
                "kind": one.kind,
                "matter": one.number,
                "what": one.what,
                "due_on": one.due_on.isoformat(),
                "done_on": one.done_on.isoformat() if one.done_on else None,
                "kept": one.is_kept,
            }
            for one in record.promises
        ],
        "first_answers": [
            {"matter": one.number, "published_on": one.published_on.isoformat(), "answered_on": one.answered_on.isoformat()}
            for one in record.answers
        ],
    }


def calendar(feed: Feed, *, base_url: str) -> bytes:
    """Return a person's calendar as iCalendar (RFC 5545): days with hours, and whole days for what is due."""
    found = Calendar.from_ical(ical(feed.events, base_url=base_url, name="Dugnad"))
    # A feed publishes, also when its only event is called off.
    found["METHOD"] = vText("PUBLISH")
    for due in feed.days:
        row = Event()
        row.add("uid", due.uid)
        row.add("dtstamp", due.changed_at)
        row.add("dtstart", due.on)
        row.add("dtend", due.on + timedelta(days=1))
        row.add("summary", due.title)
        row.add("description", due.text)
        row.add("url", f"{base_url}{due.path}")
        row.add("transp", "TRANSPARENT")
        found.add_component(row)
    return bytes(found.to_ical())
