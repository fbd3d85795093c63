"""The municipality answers: a co-worker says yes from the desk, and the council decides what needs it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dugnad.conversation.services import follow as follow_matter
from dugnad.initiatives.services.answering import raise_as_case
from dugnad.meetings.models import FollowUp
from dugnad.tenancy.scope import scope
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, hear, press, published, tell
from tests.cast import Cast, make_cast
from tests.factories import actor
from tests.unit.meetings.rig import make_council


def answer_yes(page: Page, slug: str, title: str) -> None:
    """Find an idea on the desk and say yes to a dugnad."""
    page.goto(f"/k/{slug}/arbeidsbord/?vis=uten")
    check(page)
    page.get_by_role("link", name=re.compile(f"Svar på ideen.*{title}")).click()
    check(page)
    press(page, "Send svaret")
    tell(page, "Velg ett av svarene.")
    page.get_by_label("Ja, dette kan dere gjøre som dugnad").check()
    page.get_by_label("Svaret med dine ord").fill("Så fint. Kommunen stiller med planker, og Sofie følger opp.")
    press(page, "Send svaret")
    tell(page, "Svaret står på saken.")


def write_case(page: Page, address: str) -> None:
    """Write a case forward for the council."""
    page.goto(address)
    follow(page, "Skriv saken fram")
    page.get_by_label("Bakgrunn").fill("Mange har skrevet under.")
    page.get_by_label("Vurdering").fill("Kommunen eier grunnen. Det koster 180 000 kroner.")
    page.get_by_label("Forslag til vedtak").fill("Kommunen legger til rette for dette innen 1. juni.")
    press(page, "Saken er klar")
    tell(page, "Saken hos kommunen")


def plan_meeting(page: Page, slug: str) -> None:
    """Plan a meeting of today and put the first case that is ready on its list."""
    page.goto(f"/k/{slug}/moter/")
    follow(page, "Planlegg et møte")
    page.get_by_label("Dato").fill(timezone.localdate().isoformat())
    page.get_by_label("Begynner").fill("18:00")
    page.get_by_label("Sted").fill("Rådhuset")
    press(page, "Planlegg møtet")
    page.get_by_role("main").get_by_role("link", name="Kommunestyret").first.click()
    follow(page, "Sett opp sakslisten")
    page.get_by_role("checkbox").first.check()
    press(page, "Sett på listen")
    check(page)


def decide(page: Page, slug: str, owner: str) -> None:
    """Write who came, record a yes with a measure, and publish it."""
    page.goto(f"/k/{slug}/moter/")
    page.get_by_role("main").get_by_role("link", name="Kommunestyret").first.click()
    follow(page, "Før oppmøte")
    press(page, "Lagre oppmøtet")
    page.get_by_role("link", name="Før vedtaket").click()
    check(page)
    page.get_by_label("Vedtatt", exact=True).check()
    page.get_by_label("Stemte for").fill("7")
    page.get_by_label("Stemte mot").fill("2")
    page.get_by_label("Begrunnelse").fill("Stedet er trygt, og mange bruker det.")
    page.get_by_label("Tiltak").first.fill("Søke og feste i fjellet")
    page.get_by_label("Ansvarlig").first.select_option(label=owner)
    page.get_by_label("Frist").first.fill((timezone.localdate() + timedelta(days=60)).isoformat())
    press(page, "Lagre vedtaket")
    page.get_by_role("button", name="Publiser vedtaket").click()
    tell(page, "Avstemningen er ikke slutten")


@pytest.fixture
def town(transactional_db: None) -> Cast:
    cast, now = make_cast(), timezone.now()
    make_council(cast, now)
    small = published(cast.asker, cast.starter, title="Male klubbhuset på Dikemark")
    large = published(cast.asker, cast.starter, title="Lys i skiløypa ved Gjellumvannet")
    with scope(cast.asker):
        raise_as_case(initiative=large, answer="Dette må folkevalgte si ja til.", actor=actor(cast.coworker, cast.asker), now=now)
        for matter in (small.matter, large.matter):
            follow_matter(matter=matter, user=cast.resident, now=now, source="self")
    cast.things.update(small=small, large=large)
    return cast


def test_a_coworker_can_say_yes_from_the_desk(screen: Screen, town: Cast) -> None:
    address = town.things["small"].matter.get_absolute_url()
    answer_yes(screen.of(town.coworker), "asker", "Male klubbhuset på Dikemark")
    visitor = screen.visitor()
    visitor.goto(address)
    tell(visitor, "Kommunen stiller med planker, og Sofie følger opp.")
    expect(visitor.get_by_text("Sett dato for dugnaden").first).to_be_visible()
    assert screen.is_told(town.resident.email, "Kommunen sa ja")


def test_the_council_can_decide_and_everybody_hears(screen: Screen, town: Cast) -> None:
    address = town.things["large"].matter.get_absolute_url()
    write_case(screen.of(town.coworker), address)
    secretary = screen.of(town.secretary)
    plan_meeting(secretary, "asker")
    follower = screen.of(town.resident)
    hear(follower, "skal avgjøre «Lys i skiløypa ved Gjellumvannet»")
    decide(secretary, "asker", "Sofie Bakke")
    follower.goto(address)
    tell(follower, "7 stemte for og 2 mot.")
    expect(follower.get_by_text("Søke og feste i fjellet").first).to_be_visible()
    assert screen.is_told(town.resident.email, "Stedet er trygt, og mange bruker det.")
    with scope(town.asker):
        assert FollowUp.objects.get().owner == town.coworker
