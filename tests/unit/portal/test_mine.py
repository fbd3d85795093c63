"""A person's own page and calendar, over all municipalities."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from dugnad.conversation.services import follow
from dugnad.doing.models import DugnadDay, SignUp, Task
from dugnad.people.rights import Refused
from dugnad.portal import exports, services
from dugnad.portal.selectors import mine
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.services import add_role, set_next_step
from tests.cast import Cast
from tests.factories import actor, make_matter
from tests.unit.initiatives.signing_setup import make_initiative
from tests.unit.meetings.rig import make_item


def _sign_up(cast: Cast, municipality: Municipality, now: datetime, title: str = "Strandrydding", **day: object) -> SignUp:
    with scope(municipality):
        number = DugnadDay.objects.count() + 1
        starts_at = now + timedelta(days=3)
        made = DugnadDay.objects.create(
            municipality=municipality,
            number=number,
            title=title,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3),
            place_name="Nordvikvågen",
            contact_name="Olai",
            created_at=now,
            changed_at=now,
            **day,
        )
        task = Task.objects.create(municipality=municipality, day=made, title="Bære", capacity=4, taken=1)
        return SignUp.objects.create(municipality=municipality, day=made, task=task, user=cast.resident, signed_up_at=now)


def _codes(page: mine.MyPage) -> list[str]:
    return [section.code for section in page.sections]


def test_a_person_can_see_what_is_theirs_in_every_municipality(cast: Cast, now: datetime) -> None:
    draft = make_matter(cast.asker, "Utkast", starter=cast.resident, public=False)
    make_initiative(cast, draft)
    with scope(cast.asker):
        from dugnad.initiatives.models import Initiative

        Initiative.objects.filter(matter=draft).update(state="draft")
    started = make_matter(cast.utsira, "Kafé på butikken", starter=cast.resident)
    make_initiative(cast, started)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now, source="self")
    _sign_up(cast, cast.utsira, now)
    page = mine.page_of(cast.resident, now)
    assert _codes(page) == ["utkast", "startet", "dugnad", "folger"]
    assert [row.where for section in page.sections for row in section.rows] == ["Asker", "Utsira", "Utsira", "Asker"]
    assert [one.title for one in page.dates] == ["Strandrydding"]


def test_a_person_cannot_see_what_is_another_s(cast: Cast, now: datetime) -> None:
    _sign_up(cast, cast.utsira, now)
    assert mine.page_of(cast.coworker, now).is_empty


def test_it_follows_only_what_was_chosen(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now, source="support")
    assert "folger" not in _codes(mine.page_of(cast.resident, now))


def test_it_puts_dates_in_the_order_they_come(cast: Cast, now: datetime) -> None:
    _sign_up(cast, cast.asker, now)
    own = make_matter(cast.asker, "Benk", starter=cast.resident)
    item = make_item(cast, now)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now, source="self")
        set_next_step(
            matter=own,
            step=Step.PLAN_DUGNAD,
            owner_kind=OwnerKind.STARTERS,
            due_on=(now + timedelta(days=30)).date(),
            basis=Basis.PROMISE,
        )
    dates = mine.page_of(cast.resident, now).dates
    assert [one.title for one in dates] == ["Møte", "Strandrydding", "Sett dato for dugnaden"]
    assert item.meeting.get_absolute_url() == dates[0].url


def test_it_shows_a_few_of_each_and_all_on_their_own_page(cast: Cast, now: datetime) -> None:
    for n in range(30):
        make_initiative(cast, make_matter(cast.asker, f"Sak {n}", starter=cast.resident))
    section = mine.page_of(cast.resident, now).sections[0]
    assert (section.code, len(section.rows), section.has_more) == ("startet", 6, True)
    found = mine.section_of(cast.resident, "startet", "2")
    assert found is not None
    assert (len(found[0].rows), found[1].paginator.count) == (5, 30)
    assert mine.section_of(cast.resident, "tull", None) is None


def _feed(cast: Cast, now: datetime) -> Calendar:
    return Calendar.from_ical(exports.calendar(mine.feed_of(cast.resident, now), base_url="https://dugnad.example"))


def test_a_calendar_holds_days_meetings_and_due_dates(cast: Cast, now: datetime) -> None:
    _sign_up(cast, cast.utsira, now)
    own = make_matter(cast.asker, "Benk", starter=cast.resident)
    make_item(cast, now)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now, source="self")
        Matter.objects.filter(pk=own.pk).update(next_owner_kind=OwnerKind.STARTERS)
    events = {str(event["SUMMARY"]): event for event in _feed(cast, now).walk("VEVENT")}
    assert set(events) == {"Strandrydding", "Kommunestyret: Badeplass ved Hvalstrand", "Svar på ideen: Benk"}
    for event in events.values():
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND"} <= set(event)
        assert str(event["URL"]).startswith("https://dugnad.example/k/")
    assert not isinstance(events["Svar på ideen: Benk"].decoded("DTSTART"), datetime)
    assert events["Strandrydding"].decoded("DTSTART").tzinfo is not None
    assert len({str(event["UID"]) for event in events.values()}) == 3


def test_one_who_looks_after_a_result_sees_the_date_on_the_page_and_in_the_calendar(cast: Cast, now: datetime) -> None:
    own = make_matter(cast.asker, "Benk", starter=cast.starter)
    with scope(cast.asker):
        for kind in (MatterRole.Kind.STEWARD, MatterRole.Kind.STARTER):
            add_role(matter=own, user=cast.resident, kind=kind, now=now)
        due = (now + timedelta(days=200)).date()
        set_next_step(matter=own, step=Step.MEASURE_EFFECT, owner_kind=OwnerKind.STEWARDS, due_on=due, basis=Basis.PROMISE)
    assert [(one.title, one.at) for one in mine.page_of(cast.resident, now).dates] == [("Se hva det førte til", due)]
    assert [str(event["SUMMARY"]) for event in _feed(cast, now).walk("VEVENT")] == ["Se hva det førte til: Benk"]
    assert mine.page_of(cast.starter, now).dates == []


def test_a_calendar_says_that_a_day_is_called_off_and_stays_published(cast: Cast, now: datetime) -> None:
    _sign_up(cast, cast.utsira, now, status="cancelled")
    feed = _feed(cast, now)
    assert str(feed["METHOD"]) == "PUBLISH"
    assert [str(event["STATUS"]) for event in feed.walk("VEVENT")] == ["CANCELLED"]


def test_an_empty_calendar_is_a_calendar(cast: Cast, now: datetime) -> None:
    assert _feed(cast, now).walk("VEVENT") == []


def test_a_person_can_renew_the_address_and_the_old_one_closes(cast: Cast, now: datetime) -> None:
    old = cast.resident.calendar_key
    new = services.renew_calendar_key(actor=actor(cast.resident, cast.asker), now=now)
    assert mine.user_by_calendar_key(old) is None
    assert mine.user_by_calendar_key(new) == cast.resident


def test_a_visitor_cannot_renew_an_address(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused):
        services.renew_calendar_key(actor=actor(None, cast.asker), now=now)
