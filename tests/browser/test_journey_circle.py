"""One matter through the whole circle, from idea to effect, by the people who would take it there."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services.signing import sign_initiative
from dugnad.meetings.models import BodyMember
from dugnad.meetings.services import create_body
from dugnad.people.models import Role
from dugnad.portal.selectors.audit import lacking
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.browser.conftest import NewPage
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, hear, press, tell
from tests.browser.test_journey_answer import decide, plan_meeting, write_case
from tests.browser.test_journey_doing import STORY, let_the_day_pass, plan_day, promise, report, sign_up, state_need, tell_result
from tests.browser.test_journey_proposal import open_signing, sign
from tests.factories import actor, make_member, make_municipality, make_resident

EFFECT = "Førti badet der hver dag i juli. Vi telte."


@pytest.fixture
def island(transactional_db: None) -> dict[str, Any]:
    """Utsira with its council; five signatures are enough there."""
    utsira = make_municipality("Utsira", number="1151", population=215)
    people = {name: make_resident(utsira, name) for name in ("Olai Klovning", "Tone Haaland", "Siv Austrheim", "Arne Hovland")}
    people["secretary"] = make_member(utsira, Role.SECRETARY, "Marit Lunde")
    people["coworker"] = make_member(utsira, Role.COWORKER, "Berit Helgesen")
    with scope(utsira):
        who, now = actor(people["secretary"], utsira), timezone.now()
        body = create_body(municipality=utsira, name="Kommunestyret", kind="council", seats=9, actor=who, now=now)
        BodyMember.objects.bulk_create(
            BodyMember(municipality=utsira, body=body, name=f"Medlem {n}", party="", from_on=date(2023, 10, 20), is_leader=n == 1)
            for n in range(1, 10)
        )
    return {"place": utsira, **people}


def _start(page: Page) -> str:
    page.goto("/k/utsira/")
    follow(page, "Start noe nytt")
    page.get_by_label("Hva vil du få til?").fill("Badeplass i Nordvikvågen")
    page.get_by_label("Hva er det?").fill("Trapp og livbøye, så alle kommer seg ut i vannet.")
    page.get_by_label("Hvorfor?").fill("Vi er en øy, og barna lærer å svømme i basseng på fastlandet.")
    page.get_by_label("Hvor?", exact=True).fill("Nordvikvågen")
    page.get_by_label("Tema").select_option("outdoors")
    press(page, "Se hvordan det blir")
    check(page)
    press(page, "Publiser")
    tell(page, "Nå er det ute")
    return page.url


def _all_but_one_sign(place: Municipality, people: list[Any]) -> None:
    with scope(place):
        for person in people:
            sign_initiative(initiative=Initiative.objects.get(), actor=actor(person, place), now=timezone.now())


def _finish_the_measure(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Si at det er gjort").first.click()
    page.get_by_label("Hva ble gjort?").fill("Trappa er festet i fjellet.")
    press(page, "Det er gjort")
    tell(page, "Trappa er festet i fjellet.")


def _tell_effect(page: Page, address: str) -> None:
    page.goto(f"{address}resultat/")
    follow(page, "Fortell hva det førte til")
    page.get_by_label("Hva førte det til?").fill(EFFECT)
    press(page, "Fortell")
    tell(page, EFFECT)


def _has_a_next_step(place: Municipality, stage: str) -> None:
    with scope(place):
        assert Matter.objects.get().stage == stage
    assert lacking(place) == []


def test_one_matter_can_go_the_whole_way_round(
    new_page: NewPage, live_server: Any, island: dict[str, Any], run_jobs: Any
) -> None:
    screen, place = Screen(new_page, live_server.url, "desktop", run_jobs), island["place"]
    olai, tone = screen.of(island["Olai Klovning"]), screen.of(island["Tone Haaland"])
    address = _start(olai)
    _has_a_next_step(place, "idea")
    tone.goto(address)
    tone.locator(".dock").get_by_role("button", name="Støtt").click()
    tell(tone, "Takk. Du er nummer 1.")
    _has_a_next_step(place, "support")
    open_signing(olai, address)
    sign(olai, address, 1)
    _all_but_one_sign(place, [island["Siv Austrheim"], island["Arne Hovland"], make_resident(place, "Liv Kvalvik")])
    sign(tone, address, 5)
    _has_a_next_step(place, "decision")
    write_case(screen.of(island["coworker"]), address)
    secretary = screen.of(island["secretary"])
    plan_meeting(secretary, "utsira")
    decide(secretary, "utsira", "Berit Helgesen")
    _has_a_next_step(place, "dugnad")
    _finish_the_measure(screen.of(island["coworker"]), address)
    state_need(olai, address)
    promise(tone, address)
    day = plan_day(olai, address)
    sign_up(tone, day)
    let_the_day_pass()
    report(olai, day)
    _has_a_next_step(place, "dugnad")
    tell_result(olai, address)
    _tell_effect(olai, address)
    assert lacking(place) == []
    hear(tone, STORY)
    assert screen.is_told(island["Siv Austrheim"].email, STORY, by_tomorrow=True)
    visitor = screen.visitor()
    visitor.goto(address)
    tell(visitor, EFFECT)
    for step in ("Idé", "Støtte", "Innbyggerforslag", "Vedtak", "Dugnad"):
        expect(visitor.get_by_text(step, exact=True).first).to_be_visible()
