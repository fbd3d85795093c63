"""Somebody's own page: what they joined, their next dates as a feed, all their data, and leaving."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dugnad.doing import services as doing
from dugnad.initiatives.services import support_initiative
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, press, published, tell
from tests.cast import Cast, make_cast
from tests.factories import actor
from tests.unit.doing.things import at_dugnad, make_day, make_need, task_of

DAY = "Vårdugnad på kyststien"


@pytest.fixture
def town(transactional_db: None) -> Cast:
    cast, now = make_cast(), timezone.now()
    supported = published(cast.asker, cast.starter)
    published(cast.asker, cast.resident, title="Lys i gangveien ved Tveiter")
    need = make_need(cast.matter, cast.starter)
    at_dugnad(cast.matter)
    starts = now + timedelta(days=9)
    day = make_day(cast.asker, cast.starter, matter=cast.matter, now=now, starts_at=starts, ends_at=starts + timedelta(hours=4))
    with scope(cast.asker):
        who = actor(cast.resident, cast.asker)
        support_initiative(initiative=supported, actor=who, now=now)
        doing.pledge(need=need, quantity=2, actor=who, now=now)
        doing.sign_up(task=task_of(day), party_size=1, actor=who, now=now)
    return cast


def _lists(page: Page, cast: Cast) -> None:
    page.goto("/min-side/")
    tell(page, "Hei, Kari.")
    for title in ("Lys i gangveien ved Tveiter", "Badeplass ved Hvalstrand", DAY):
        expect(page.get_by_role("link", name=title).first).to_be_visible()
    follow(page, "Varsler")


def _calendar(page: Page) -> None:
    page.goto("/min-side/")
    address = page.get_by_label("Hemmelig adresse").input_value()
    old = re.sub(r"https?://[^/]+", "", address)
    answer = page.request.get(old)
    assert answer.ok
    assert f"SUMMARY:{DAY}" in answer.text()
    page.once("dialog", lambda asked: asked.accept())
    press(page, "Lag ny adresse")
    tell(page, "Kalenderen har fått en ny adresse.")
    assert page.request.get(old).status == 404


def _data(page: Page) -> None:
    page.goto("/min-side/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Dataene mine").click()
    mine = json.loads(download.value.path().read_text())["rooms"]
    for part in ("people", "initiatives", "doing", "conversation"):
        assert part in mine
    assert "Lys i gangveien ved Tveiter" in json.dumps(mine, ensure_ascii=False)


def _leave(page: Page) -> None:
    page.goto("/min-side/")
    page.get_by_role("main").get_by_role("link", name="Slutt", exact=True).click()
    tell(page, "Dette blir igjen uten navnet ditt")
    press(page, "Slett kontoen")
    tell(page, "Kryss av hvis du vil slutte.")
    page.get_by_label("Ja, slett kontoen min").check()
    press(page, "Slett kontoen")
    tell(page, "Takk for at du var med")


def test_a_resident_has_a_page_of_their_own_and_can_leave(any_screen: Screen, town: Cast) -> None:
    page = any_screen.of(town.resident)
    _lists(page, town)
    _calendar(page)
    _data(page)
    _leave(page)
    page.goto("/min-side/")
    expect(page.get_by_role("heading", name="Logg inn først")).to_be_visible()
    assert not User.objects.filter(name="Kari Moen").exists()
    visitor = any_screen.visitor()
    with scope(town.asker):
        matter = Matter.objects.get(title="Lys i gangveien ved Tveiter")
    visitor.goto(matter.get_absolute_url())
    expect(visitor.get_by_text("Kari Moen")).to_have_count(0)
    check(visitor)
