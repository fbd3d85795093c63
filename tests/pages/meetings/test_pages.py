"""The pages of meetings, cases and decisions, through the door."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.unit.meetings.rig import decide, make_item, measure, result


@pytest.fixture
def today() -> datetime:
    """Pages read the clock of the request, so things happen now."""
    from django.utils import timezone

    return timezone.now()


def url(cast: Cast, name: str, **kwargs: Any) -> str:
    return reverse(f"meetings:{name}", kwargs={"slug": cast.asker.slug, **kwargs})


def as_(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.people[role])  # type: ignore[arg-type]
    return client


def test_a_visitor_can_see_that_no_meeting_is_planned(cast: Cast, client: Client) -> None:
    page = client.get(url(cast, "meetings"))
    assert "Ingen møter er planlagt" in page.content.decode()


def test_a_visitor_can_follow_a_case_from_agenda_to_measures(cast: Cast, client: Client, today: datetime) -> None:
    item = make_item(cast, today)
    front = client.get(url(cast, "meetings")).content.decode()
    assert "Kommunestyret" in front
    assert "Badeplass ved Hvalstrand" in front
    papers = client.get(url(cast, "papers", number=cast.matter.number)).content.decode()
    assert "Kommunen legger til rette for badeplass" in papers
    decide(cast, item, today, result(measures=(measure(cast, today),)))
    page = client.get(url(cast, "meeting", pk=item.meeting_id)).content.decode()
    assert "Vedtatt" in page
    assert "Avstemningen er ikke slutten" in page
    assert "6 stemte for, 3 mot" in page
    assert "Bygg brygge" in page
    matter = client.get(cast.matter.get_absolute_url()).content.decode()
    assert "Saken hos kommunen" in matter
    assert "innen fristen" in matter
    assert "6 stemte for og 3 mot" in matter
