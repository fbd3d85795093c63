"""The pages of what is not an ordinary answer: a meeting not held, a period noted, a repeat, a plan case, a starter told."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from dugnad.meetings.models import AgendaItem, Body, Case, Decision, FollowUp, Meeting
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import make_matter
from tests.pages.meetings.test_pages import as_, url, vote
from tests.unit.initiatives.signing_setup import make_initiative
from tests.unit.meetings.rig import attend, decide, make_case, make_council, make_item, measure, result


@pytest.fixture
def today() -> datetime:
    """Pages read the clock of the request, so things happen now."""
    return timezone.now()


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_secretary_can_say_that_a_meeting_was_not_held_and_everybody_sees_why(cast: Cast, today: datetime) -> None:
    item = make_item(cast, today)
    attend(cast, item.meeting, today, count=4)
    with scope(cast.asker):
        Meeting.objects.update(starts_at=today - timedelta(days=2))
    client = as_(cast, "secretary")
    address = url(cast, "meeting-not-held", pk=item.meeting_id)
    page = _text(client, url(cast, "meeting", pk=item.meeting_id))
    assert "for få til stede" in page
    assert address in page
    assert url(cast, "agenda-remove", pk=item.pk) in page
    refused = client.post(address, {"why": ""})
    assert (refused.status_code, "Skriv hvorfor" in refused.content.decode()) == (422, True)
    for _time in range(2):
        assert client.post(address, {"why": "Snøstorm over hele fylket."}).status_code == 302
    assert client.get(address).status_code == 403
    for place in (url(cast, "meeting", pk=item.meeting_id), url(cast, "meetings")):
        seen = _text(Client(), place)
        assert "ikke holdt." in seen
        assert "Snøstorm over hele fylket." in seen
    (event,) = Calendar.from_ical(Client().get(url(cast, "calendar")).content).walk("VEVENT")
    assert str(event["STATUS"]) == "CANCELLED"


def test_a_secretary_can_take_a_case_off_from_the_page_of_a_meeting_that_is_over(cast: Cast, today: datetime) -> None:
    item = make_item(cast, today)
    with scope(cast.asker):
        Meeting.objects.update(starts_at=today - timedelta(days=2))
    sent = as_(cast, "secretary").post(url(cast, "agenda-remove", pk=item.pk))
    assert (sent.status_code, sent.headers["Location"]) == (302, url(cast, "meeting", pk=item.meeting_id))
    with scope(cast.asker):
        assert not AgendaItem.objects.exists()
        assert Case.objects.get().status == "ready"


def test_a_secretary_can_note_when_the_period_began(cast: Cast, today: datetime) -> None:
    body = make_council(cast, today)
    client = as_(cast, "secretary")
    address, page = url(cast, "body-period", pk=body.pk), url(cast, "body", pk=body.pk)
    assert "den siste dagen loven tillater" in _text(client, page)
    assert "Minst 5 må være til stede og stemme" in _text(client, page)
    wrong = client.post(address, {"constituted_on": "2025-10-01"})
    assert (wrong.status_code, "§ 7-1" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"constituted_on": "2023-10-12"}).status_code == 302
    assert "Den begynte 12.\N{NO-BREAK SPACE}oktober 2023" in _text(client, page)
    with scope(cast.asker):
        assert Body.objects.get().constituted_on is not None
    board = make_council(cast, today, name="Formannskapet", kind="executive")
    assert "Valgperioden" not in _text(client, url(cast, "body", pk=board.pk))


def test_a_clerk_can_see_what_residents_have_put_forward_before_with_links(cast: Cast, today: datetime) -> None:
    never = make_matter(cast.asker, "Badeplass på Hvalstrand", now=today - timedelta(days=90))
    make_case(cast, today, ready=False)
    page = _text(as_(cast, "coworker"), url(cast, "case-prepare", number=cast.matter.number))
    assert never.get_absolute_url() in page
    assert "ikke behandlet" in page
    fresh = make_matter(cast.asker, "Badeplass Hvalstrand nå", now=today)
    make_initiative(cast, fresh)
    answer = reverse("initiatives:answer", kwargs={"slug": "asker", "number": fresh.number})
    page = _text(as_(cast, "coworker"), answer)
    assert page.count(f'href="{never.get_absolute_url()}"') == 1
    assert page.count(f'href="{cast.matter.get_absolute_url()}"') == 1


def _answer(cast: Cast, item: AgendaItem, **fields: Any) -> Any:
    data = {"tiltak-TOTAL_FORMS": "0", "tiltak-INITIAL_FORMS": "0", **vote(), **fields}
    return as_(cast, "secretary").post(url(cast, "decision-record", pk=item.pk), data)


def test_a_secretary_can_record_that_it_was_up_before(cast: Cast, today: datetime) -> None:
    before = make_matter(cast.asker, "Badeplass i fjor")
    then = today - timedelta(days=200)
    decide(cast, make_item(cast, then, matter=before), then, result("no", (3, 6)))
    item = make_item(cast, today)
    page = _text(as_(cast, "secretary"), url(cast, "decision-record", pk=item.pk))
    assert "Ingen plikt til å ta stilling" in page
    assert before.get_absolute_url() in page
    for number, says in (("", "oppe i kommunestyret"), ("9999", "ingen sak med dette nummeret")):
        refused = _answer(cast, item, outcome="no_duty", earlier=number)
        assert (refused.status_code, says in refused.content.decode()) == (422, True)
    assert _answer(cast, item, outcome="no_duty", earlier=str(before.number)).status_code == 302
    with scope(cast.asker):
        decision = Decision.objects.get(item=item)
    again = _text(as_(cast, "secretary"), url(cast, "decision-record", pk=item.pk))
    assert f'value="{before.number}"' in again
    assert as_(cast, "secretary").post(url(cast, "decision-publish", pk=decision.pk)).status_code == 302
    assert "Det samme var oppe i «Badeplass i fjor»" in _text(Client(), cast.matter.get_absolute_url())


def test_the_page_of_a_matter_says_that_a_plan_case_has_no_date_of_law(cast: Cast, today: datetime) -> None:
    tell = measure(cast, today, title="Fortell hva planen kom til")
    decide(cast, make_item(cast, today), today, result("plan_case", measures=(tell,)))
    page = _text(Client(), cast.matter.get_absolute_url())
    assert "Frist i loven gjelder ikke." in page
    assert "Fortell hva planen kom til" in page


def test_what_no_law_obliges_to_answer_is_not_offered_the_answers_of_the_law(cast: Cast, today: datetime) -> None:
    item = make_item(cast, today, rule=None)
    page = _text(as_(cast, "secretary"), url(cast, "decision-record", pk=item.pk))
    assert "Ingen plikt til å ta stilling" not in page
    assert "Vises til en plansak" not in page


def test_a_coworker_can_note_that_a_starter_without_an_address_has_been_told(cast: Cast, today: datetime) -> None:
    User.objects.filter(pk=cast.starter.pk).update(email=None)
    decision = decide(cast, make_item(cast, today), today, result(measures=(measure(cast, today),)))
    client = as_(cast, "coworker")
    address = url(cast, "decision-told", pk=decision.pk)
    assert address in _text(client, reverse("portal:desk", kwargs={"slug": "asker"}) + "?vis=alle")
    assert "Amina Yusuf" in _text(client, address)
    assert client.post(address, {"how": ""}).status_code == 422
    assert client.post(address, {"how": "Ringte i dag."}).status_code == 302
    with scope(cast.asker):
        assert Decision.objects.get().told_at is not None
        FollowUp.objects.update(status="done", done_at=today)
        measured = FollowUp.objects.get()
    assert "Bygg brygge" in _text(client, url(cast, "follow-up-told", pk=measured.pk))
