"""A day's calendar file, read back by icalendar and, for the plain form, by the standard's own rules of lines."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from dugnad.doing import selectors, services
from dugnad.doing.exports import ical
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import actor
from tests.unit.doing.things import make_day

OSLO = ZoneInfo("Europe/Oslo")
BEFORE = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def _read(client: Client, number: int = 1) -> Any:
    answer = client.get(f"/k/asker/dugnad/{number}/kalender.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    return Calendar.from_ical(raw)


def test_a_day_is_a_valid_event_in_norwegian_time(cast: Cast, client: Client) -> None:
    make_day(
        cast.asker, cast.coworker, now=BEFORE, title="Vårdugnad, med æøå; og 🌱", lead="Ta med:\nhansker\\rake " + "lang " * 40
    )
    calendar = _read(client)
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert str(calendar["prodid"])
    [event] = calendar.walk("VEVENT")
    assert str(event["uid"]) == "dugnad-asker-1@dugnad"
    assert str(event["summary"]) == "Vårdugnad, med æøå; og 🌱"
    assert str(event["description"]).startswith("Ta med:\nhansker\\rake")
    assert str(event["status"]) == "CONFIRMED"
    assert int(event["sequence"]) == 0
    assert event["dtstart"].params["tzid"] == "Europe/Oslo"
    assert event["dtstamp"].dt.tzinfo is not None
    assert str(event["url"]) == "http://127.0.0.1:8000/k/asker/dugnad/1/"
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Europe/Oslo"


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (datetime(2026, 3, 29, 1, 0, tzinfo=OSLO), 4),
        (datetime(2026, 10, 25, 1, 30, tzinfo=OSLO), 3),
        (datetime(2026, 7, 1, 10, 0, tzinfo=OSLO), 4),
        (datetime(2026, 12, 1, 10, 0, tzinfo=OSLO), 4),
    ],
)
def test_the_time_is_the_same_moment_also_when_the_clocks_change(cast: Cast, client: Client, start: datetime, hours: int) -> None:
    start = start.astimezone(UTC)
    make_day(cast.asker, cast.coworker, now=BEFORE, starts_at=start, ends_at=start + timedelta(hours=hours))
    calendar = _read(client)
    [event] = calendar.walk("VEVENT")
    assert event["dtstart"].dt.astimezone(UTC) == start
    assert event["dtend"].dt.astimezone(UTC) == start + timedelta(hours=hours)
    zone = calendar.walk("VTIMEZONE")[0].to_tz()
    plain = event["dtstart"].dt.replace(tzinfo=None)
    assert plain.replace(tzinfo=zone).utcoffset() == event["dtstart"].dt.utcoffset()


def test_a_change_and_a_call_off_reach_the_calendar_as_the_same_event(cast: Cast, client: Client) -> None:
    day = make_day(cast.asker, cast.coworker, now=BEFORE)
    with scope(cast.asker):
        coworker = actor(cast.coworker, cast.asker)
        from tests.unit.doing.things import details

        tasks = [services.TaskDetails(t.title, t.capacity, key=t.pk) for t in selectors.tasks_of(day)]
        services.change_day(day=day, details=details(place_name="Holmen"), tasks=tasks, actor=coworker, now=BEFORE)
        services.cancel_day(day=day, why="Storm", actor=coworker, now=BEFORE + timedelta(hours=1))
    calendar = _read(client)
    [event] = calendar.walk("VEVENT")
    assert str(event["uid"]) == "dugnad-asker-1@dugnad"
    assert (int(event["sequence"]), str(event["status"]), str(calendar["method"])) == (2, "CANCELLED", "CANCEL")
    assert str(event["location"]) == "Holmen"


def test_a_feed_of_many_keeps_each_event_apart(cast: Cast) -> None:
    first = make_day(cast.asker, cast.coworker, now=BEFORE, lon=None, lat=None)
    second = make_day(cast.asker, cast.coworker, now=BEFORE, title="Nummer to")
    events = [selectors.calendar_event(day) for day in (first, second)]
    calendar: Any = Calendar.from_ical(ical(events, base_url="https://dugnad.example", name="Mine dager"))
    assert str(calendar["x-wr-calname"]) == "Mine dager"
    found = calendar.walk("VEVENT")
    assert len({str(event["uid"]) for event in found}) == 2
    assert "geo" not in found[0]
    assert found[1]["geo"].to_ical() == "59.79;10.43"
