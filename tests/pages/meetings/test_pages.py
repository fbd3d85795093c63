"""The pages of meetings, cases and decisions, through the door."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from dugnad.meetings.lifecycle import CaseStatus
from dugnad.meetings.models import AgendaItem, Attendance, Body, BodyMember, Case, Decision, FollowUp, Meeting
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.cast import Cast
from tests.unit.meetings.rig import decide, make_case, make_council, make_item, make_meeting, measure, result


@pytest.fixture
def today() -> datetime:
    """Pages read the clock of the request, so things happen now."""
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


def test_a_visitor_sees_why_papers_are_closed_until_the_case_is_ready(cast: Cast, client: Client, today: datetime) -> None:
    make_case(cast, today, ready=False)
    answer = client.get(url(cast, "papers", number=cast.matter.number))
    assert answer.status_code == 403
    assert "ikke ferdig skrevet" in answer.content.decode()


def test_a_visitor_can_subscribe_to_the_meetings(cast: Cast, client: Client, today: datetime) -> None:
    item = make_item(cast, today)
    make_meeting(cast, item.meeting.body, today + timedelta(days=40), today)
    answer = client.get(url(cast, "calendar"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Kommunestyret", "Kommunestyret"]
    assert "Badeplass ved Hvalstrand" in str(events[0]["description"])
    assert events[0].decoded("dtstart") == item.meeting.starts_at.replace(microsecond=0)
    assert str(events[0]["url"]).endswith(f"/mote/{item.meeting_id}/")
    assert "ikke klar" in str(events[1]["description"])


def test_a_coworker_can_look_for_earlier_cases_with_and_without_htmx(cast: Cast, today: datetime) -> None:
    make_case(cast, today, ready=False)
    other = cast.matter
    address = url(cast, "case-prepare", number=other.number)
    client = as_(cast, "coworker")
    whole = client.get(address, {"tittel": "noe helt annet"}).content.decode()
    part = client.get(address, {"tittel": "noe helt annet"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    for page in (whole, part):
        assert "Vi fant ingen saker som likner" in page
        assert "noe helt annet" in page


def test_a_coworker_keeps_what_was_typed_when_a_part_is_missing(cast: Cast, today: datetime) -> None:
    make_case(cast, today, ready=False)
    client = as_(cast, "coworker")
    data = {"background": "<script>alert(1)</script> 🎉", "assessment": "", "proposal": "x" * 20_001, "ready": "1"}
    answer = client.post(url(cast, "case-prepare", number=cast.matter.number), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🎉" in page
    assert "Skriv vurderingen før saken er klar" in page
    assert "inntil 20 000 tegn" in page


def test_a_coworker_can_save_a_draft_and_then_call_it_ready(cast: Cast, today: datetime) -> None:
    make_case(cast, today, ready=False)
    client = as_(cast, "coworker")
    address = url(cast, "case-prepare", number=cast.matter.number)
    assert client.post(address, {"background": "Bare dette"}).status_code == 302
    data = {"background": "B", "assessment": "V", "proposal": "F", "ready": "1"}
    assert client.post(address, data)["Location"] == cast.matter.get_absolute_url()
    assert "Lagre endringene" in client.get(address).content.decode()
    with scope(cast.asker):
        assert Case.objects.get().status == "ready"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Velg en dato."),
        ({"day": "2020-01-01", "starts": "18:00", "place": "Rådhuset"}, "Datoen har vært"),
        ({"day": "i morgen", "starts": "sent", "place": "Rådhuset"}, "Velg en dato som finnes"),
        ({"day": "2199-01-01", "starts": "18:00", "ends": "17:00", "place": "Rådhuset"}, "slutte etter at det begynner"),
        ({"day": "2199-01-01", "starts": "18:00", "place": "x" * 10_000}, "inntil 120 tegn"),
        ({"day": "2199-01-01", "starts": "18:00", "place": "R", "body": "999"}, "gyldig"),
    ],
)
def test_a_secretary_is_told_what_is_wrong_with_a_meeting(cast: Cast, today: datetime, data: dict[str, str], says: str) -> None:
    body = make_council(cast, today)
    answer = as_(cast, "secretary").post(url(cast, "meeting-plan"), {"body": str(body.pk), **data})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_secretary_is_asked_for_a_body_first(cast: Cast) -> None:
    assert "Legg inn et organ" in as_(cast, "secretary").get(url(cast, "meeting-plan")).content.decode()


def test_a_secretary_can_set_up_a_body_and_its_members(cast: Cast) -> None:
    client = as_(cast, "secretary")
    council = {"name": "Kommunestyret", "kind": "council", "seats": "1"}
    assert client.post(url(cast, "bodies"), council).status_code == 302
    assert client.post(url(cast, "bodies"), council).status_code == 302
    assert client.post(url(cast, "bodies"), {**council, "seats": "-1"}).status_code == 422
    with scope(cast.asker):
        body = Body.objects.get()
    address = url(cast, "body", pk=body.pk)
    member = {"name": "Berit Ås", "party": "Ap", "from_on": "2023-10-20", "is_leader": "on"}
    assert client.post(address, member).status_code == 302
    full = client.post(address, {**member, "name": "En til"})
    assert full.status_code == 422
    assert "Alle plassene i organet er tatt" in full.content.decode()
    assert "Berit Ås" in client.get(address).content.decode()
    assert client.get(url(cast, "body", pk=999)).status_code == 404


def test_a_secretary_can_move_a_meeting(cast: Cast, today: datetime) -> None:
    meeting = make_meeting(cast, make_council(cast, today), today + timedelta(days=30), today)
    client = as_(cast, "secretary")
    address = url(cast, "meeting-move", pk=meeting.pk)
    data = {"day": "2199-02-03", "starts": "17:30", "ends": "21:00", "place": "Kulturhuset"}
    assert "Rådhuset" in client.get(address).content.decode()
    assert client.post(address, {**data, "ends": "16:00"}).status_code == 422
    assert client.post(address, data).status_code == 302
    with scope(cast.asker):
        assert Meeting.objects.get().place == "Kulturhuset"


def test_a_secretary_can_put_a_case_on_the_list_twice_and_take_it_off(cast: Cast, today: datetime) -> None:
    meeting = make_meeting(cast, make_council(cast, today), today + timedelta(days=30), today)
    case = make_case(cast, today)
    client = as_(cast, "secretary")
    address = url(cast, "agenda", pk=meeting.pk)
    assert client.post(address, {}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"chosen": [str(case.pk)]}).status_code == 302
    with scope(cast.asker):
        item = AgendaItem.objects.get()
    assert "Ta av listen" in client.get(address).content.decode()
    assert client.post(url(cast, "agenda-remove", pk=item.pk)).status_code == 302
    assert client.post(url(cast, "agenda-remove", pk=item.pk)).status_code == 404


def vote(**given: str) -> dict[str, str]:
    """What the form of a decision sends."""
    empty = {"tiltak-TOTAL_FORMS": "1", "tiltak-INITIAL_FORMS": "0"}
    words = {"text": "Badeplassen bygges.", "reasons": "Mange bruker stedet."}
    return {"outcome": "yes", "votes_for": "6", "votes_against": "3", **words, **empty, **given}


def test_a_secretary_can_record_and_publish_from_the_pages(cast: Cast, today: datetime) -> None:
    item = make_item(cast, today)
    client = as_(cast, "secretary")
    address = url(cast, "decision-record", pk=item.pk)
    due = (timezone.localdate(today) + timedelta(days=30)).isoformat()
    assert "Publiser" not in client.get(url(cast, "meeting", pk=item.meeting_id)).content.decode()
    data = vote(**{"tiltak-0-title": "Brygge", "tiltak-0-owner": str(cast.coworker.pk), "tiltak-0-due_on": due})
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    with scope(cast.asker):
        decision = Decision.objects.get()
        assert FollowUp.objects.get().owner == cast.coworker
    assert "Brygge" in client.get(address).content.decode()
    assert "Publiser vedtaket" in client.get(url(cast, "meeting", pk=item.meeting_id)).content.decode()
    publish = url(cast, "decision-publish", pk=decision.pk)
    for _ in range(2):
        assert client.post(publish).status_code == 302
    assert client.post(address, data).status_code == 403
    assert client.post(url(cast, "decision-publish", pk=999)).status_code == 404
    with scope(cast.asker):
        assert Decision.objects.get().is_published


def test_a_secretary_is_sent_to_the_measures_when_a_yes_lacks_them(cast: Cast, today: datetime) -> None:
    item = make_item(cast, today)
    client = as_(cast, "secretary")
    client.post(url(cast, "decision-record", pk=item.pk), vote())
    with scope(cast.asker):
        decision = Decision.objects.get()
    page = client.post(url(cast, "decision-publish", pk=decision.pk), follow=True).content.decode()
    assert "Et ja trenger minst ett tiltak" in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"votes_for": "-1"}, "færre enn null"),
        ({"votes_for": "mange"}, "helt tall"),
        ({"votes_for": ""}, "null om ingen"),
        ({"votes_for": "9999"}, "for stort"),
        ({"votes_for": "9"}, "12 stemmer er flere enn de 9"),
        ({"votes_for": "3"}, "Det sto likt"),
        ({"outcome": "kanskje"}, "gyldig"),
        ({"text": "x" * 20_001}, "for lang"),
        ({"tiltak-0-title": "x" * 10_000}, "inntil 160 tegn"),
        ({"tiltak-0-title": "Brygge"}, "hvem som har ansvaret"),
        ({"tiltak-0-owner_name": "Ola"}, "hva kommunen skal gjøre"),
        ({"tiltak-0-title": "Brygge", "tiltak-0-owner_name": "Ola", "tiltak-0-due_on": "2020-01-01"}, "i dag eller senere"),
    ],
)
def test_a_secretary_is_told_what_is_wrong_with_a_decision(cast: Cast, today: datetime, given: dict[str, str], says: str) -> None:
    item = make_item(cast, today)
    data = vote(reasons="<script>alert(1)</script>")
    answer = as_(cast, "secretary").post(url(cast, "decision-record", pk=item.pk), {**data, **given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_secretary_is_told_when_too_few_are_there(cast: Cast, today: datetime) -> None:
    item = make_item(cast, today)
    client = as_(cast, "secretary")
    with scope(cast.asker):
        few = [str(pk) for pk in BodyMember.objects.values_list("pk", flat=True)[:4]]
    assert client.post(url(cast, "attendance", pk=item.meeting_id), {"chosen": few}).status_code == 302
    assert "for få til stede" in client.get(url(cast, "meeting", pk=item.meeting_id)).content.decode()
    page = client.post(url(cast, "decision-record", pk=item.pk), vote()).content.decode()
    assert "4 av 9 var til stede" in page
    assert "§ 11-9" in page
    assert client.post(url(cast, "attendance", pk=item.meeting_id), {"chosen": ["nei"]}).status_code == 422


def test_an_owner_can_say_a_measure_is_done_and_is_late_until_then(cast: Cast, client: Client, today: datetime) -> None:
    item = make_item(cast, today)
    decide(cast, item, today, result(measures=(measure(cast, today),)))
    with scope(cast.asker):
        FollowUp.objects.update(due_on=timezone.localdate(today) - timedelta(days=1))
        only = FollowUp.objects.get()
    assert "Skulle vært gjort" in client.get(cast.matter.get_absolute_url()).content.decode()
    owner = as_(cast, "coworker")
    address = url(cast, "follow-up-done", pk=only.pk)
    assert "Si at det er gjort" in owner.get(cast.matter.get_absolute_url()).content.decode()
    assert owner.post(address, {"note": " "}).status_code == 422
    assert owner.post(address, {"note": "x" * 501}).status_code == 422
    for _ in range(2):
        assert owner.post(address, {"note": "Brygga står."}).status_code == 302
    assert "meldt ferdig" in owner.get(address).content.decode()
    page = client.get(cast.matter.get_absolute_url()).content.decode()
    assert "Brygga står." in page
    assert client.post(url(cast, "follow-up-done", pk=999)).status_code == 404


def test_staff_see_what_they_can_do_with_a_case_on_the_matter(cast: Cast, today: datetime) -> None:
    coworker, secretary = as_(cast, "coworker"), as_(cast, "secretary")
    address = cast.matter.get_absolute_url()
    case = make_case(cast, today, ready=False)
    assert "Skriv saken fram" in coworker.get(address).content.decode()
    with scope(cast.asker):
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.READY)
    assert "Endre saksframlegget" in coworker.get(address).content.decode()
    assert "Sett på sakslisten" in secretary.get(address).content.decode()
    assert "Én sak er klar" in secretary.get(url(cast, "meetings")).content.decode()


def test_it_shows_that_the_answer_is_late(cast: Cast, client: Client, today: datetime) -> None:
    make_case(cast, today)
    with scope(cast.asker):
        Case.objects.update(answer_due_on=timezone.localdate(today) - timedelta(days=3))
    assert "Svar skulle kommet" in client.get(cast.matter.get_absolute_url()).content.decode()


def _meetings(cast: Cast, count: int, today: datetime) -> list[Meeting]:
    body = Body.objects.create(municipality=cast.asker, name="Stort organ", kind="council", seats=count, created_at=today)
    days = [timedelta(days=-n if n % 2 else n) for n in range(1, count + 1)]
    fields: dict[str, Any] = {"municipality": cast.asker, "body": body, "year": 2026, "place": "Rådhuset", "changed_at": today}
    made = Meeting.objects.bulk_create(Meeting(number=n, starts_at=today + days[n - 1], **fields) for n in range(1, count + 1))
    members = BodyMember.objects.bulk_create(
        BodyMember(municipality=cast.asker, body=body, name=f"Medlem {n}", from_on="2020-01-01") for n in range(count)
    )
    Attendance.objects.bulk_create(
        Attendance(municipality=cast.asker, meeting=made[0], member=member, is_present=True) for member in members
    )
    return made


def _cases(cast: Cast, count: int, today: datetime) -> list[Case]:
    fields: dict[str, Any] = {"path": ["idea", "decision"], "stage": "decision", "visibility": "public"}
    fields |= {"stage_dates": {"decision": "2026-01-01"}, "created_at": today, "changed_at": today}
    matters = Matter.objects.bulk_create(
        Matter(municipality=cast.asker, number=10_000 + n, title=f"Sak om noe {n}", **fields) for n in range(count)
    )
    given: dict[str, Any] = {"municipality": cast.asker, "year": 2026, "received_on": today.date()}
    given |= {"opened_at": today, "changed_at": today}
    return Case.objects.bulk_create(
        Case(matter=m, number=m.number, title=m.title, status="decided" if n else "ready", **given) for n, m in enumerate(matters)
    )


def _many(cast: Cast, count: int, today: datetime) -> Meeting:
    """`count` meetings, and one with as many decided cases, each with a measure, and as many members."""
    first, *others = _meetings(cast, count, today)
    cases = _cases(cast, count, today)
    items = AgendaItem.objects.bulk_create(
        AgendaItem(municipality=cast.asker, meeting=first, case=case, order=n) for n, case in enumerate(cases[1:])
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(municipality=cast.asker, meeting=meeting, case=cases[1], order=1) for meeting in others
    )
    votes: dict[str, Any] = {"outcome": "yes", "text": "Ja", "reasons": "Fordi", "votes_for": 2, "votes_against": 1}
    votes |= {"present": 3, "seats": count, "decided_at": today, "published_at": today}
    decisions = Decision.objects.bulk_create(Decision(municipality=cast.asker, item=item, **votes) for item in items)
    FollowUp.objects.bulk_create(
        FollowUp(municipality=cast.asker, decision=decision, title="Bygg", owner_name="Ola", due_on=today.date())
        for decision in decisions
    )
    return first


def _queries(cast: Cast, client: Client, meeting: Meeting) -> list[int]:
    secretary = as_(cast, "secretary")
    secretary.get(url(cast, "meetings"))
    pages = [
        (client, url(cast, "meetings")),
        (client, url(cast, "meeting", pk=meeting.pk)),
        (client, url(cast, "calendar")),
        (client, url(cast, "papers", number=10_001)),
        (secretary, url(cast, "meetings")),
        (secretary, url(cast, "bodies")),
        (secretary, url(cast, "body", pk=meeting.body_id)),
    ]
    counts = []
    for who, address in pages:
        with CaptureQueriesContext(connection) as seen:
            assert who.get(address).status_code == 200
        counts.append(len(seen))
    return counts


def test_it_asks_the_database_as_often_for_ten_rows_as_for_a_thousand(cast: Cast, client: Client, today: datetime) -> None:
    with scope(cast.asker):
        few = _queries(cast, client, _many(cast, 10, today))
        for rows in (Attendance, BodyMember, FollowUp, Decision, AgendaItem, Case, Meeting, Body):
            rows.objects.all().delete()
        Matter.objects.filter(number__gte=10_000).delete()
        many = _queries(cast, client, _many(cast, 1000, today))
    assert few == many
    assert max(many) <= 15


def test_a_secretary_can_plan_a_meeting_twice_and_has_one(cast: Cast, today: datetime) -> None:
    body = make_council(cast, today)
    data = {"body": str(body.pk), "day": "2199-01-01", "starts": "18:00", "place": "Rådhuset"}
    for _ in range(2):
        assert as_(cast, "secretary").post(url(cast, "meeting-plan"), data).status_code == 302
    with scope(cast.asker):
        assert timezone.localtime(Meeting.objects.get().starts_at).hour == 18


@pytest.mark.parametrize("name", ["meeting", "agenda", "attendance", "meeting-move", "decision-record"])
def test_it_answers_missing_for_what_is_not_there(cast: Cast, name: str) -> None:
    assert as_(cast, "secretary").get(url(cast, name, pk=999)).status_code == 404


def test_it_has_no_papers_without_a_public_matter_or_a_case(cast: Cast, client: Client) -> None:
    assert client.get(url(cast, "papers", number=cast.matter.number)).status_code == 404
    assert client.get(url(cast, "papers", number=999)).status_code == 404
