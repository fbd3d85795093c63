"""People do it, and everybody who joined is told what came of it: needs, promises, a day, a report, the story."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dugnad.doing.models import DugnadDay
from dugnad.initiatives.services.answering import agree_to_dugnad
from dugnad.tenancy.scope import everywhere, scope
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, hear, press, published, tell
from tests.cast import Cast, make_cast
from tests.factories import actor

WITHOUT_ACCOUNT = "ola@example.org"
STORY = "Nå kommer alle ut i vannet på Hvalstrand"


def state_need(page: Page, address: str) -> None:
    """Say what is needed, without a number first."""
    page.goto(address)
    follow(page, "Skriv hva som trengs")
    page.get_by_label("Hva trengs?", exact=True).fill("Snekring, to helger")
    press(page, "Legg til")
    tell(page, "Skriv hvor mye som trengs, minst 1.")
    expect(page.get_by_label("Hva trengs?", exact=True)).to_have_value("Snekring, to helger")
    page.get_by_label("Hvor mye?").fill("16")
    page.get_by_label("Av hva?").fill("personer")
    press(page, "Legg til")
    tell(page, "Snekring, to helger")


def promise(page: Page, address: str) -> None:
    """Promise two against the need."""
    page.goto(address)
    page.get_by_role("link", name="Jeg kan bidra: Snekring, to helger").click()
    check(page)
    page.get_by_label("Hvor mye kan du bidra med?").fill("2")
    press(page, "Ja, jeg lover")
    tell(page, "2 av 16 personer.")


def promise_back(page: Page, address: str) -> None:
    """Promise for the municipality."""
    page.goto(address)
    follow(page, "Kommunen stiller med noe")
    page.get_by_label("Kommunen stiller med").fill("Planker og fester i fjellet")
    page.get_by_label("Inntil hvor mange kroner?").fill("180 000")
    press(page, "Lov dette")
    tell(page, "Planker og fester i fjellet")


def plan_day(page: Page, address: str) -> str:
    """Plan a day nine days ahead, and return its address."""
    page.goto(address)
    follow(page, "Lag en dugnad")
    page.get_by_label("Hva heter dugnaden?").fill("Bygge rampa")
    page.get_by_label("Hva skal dere gjøre?").fill("Vi bygger rampa ferdig, og griller etterpå.")
    page.get_by_label("Dag", exact=True).fill((timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_label("Fra klokka").fill("10:00")
    page.get_by_label("Til klokka").fill("14:00")
    first = page.get_by_role("group", name="Oppgave 1")
    first.get_by_label(re.compile("^Oppgave")).fill("Snekre")
    page.get_by_label("Hvor møtes dere?").fill("Hvalstrand")
    press(page, "Legg ut dugnaden")
    tell(page, "Skriv hvor mange oppgaven trenger.")
    first.get_by_label("Plasser").fill("8")
    press(page, "Legg ut dugnaden")
    expect(page.get_by_role("heading", name="Bygge rampa", level=1)).to_be_visible()
    check(page)
    return page.url


def sign_up(page: Page, day: str) -> None:
    """Come with an account, and put the day in one's calendar."""
    page.goto(day)
    page.get_by_label("Snekre").check()
    press(page, "Meld meg på")
    tell(page, "Du er med")
    link = page.get_by_role("link", name="Legg i kalenderen").first.get_attribute("href")
    answer = page.request.get(str(link))
    assert answer.ok
    assert "BEGIN:VEVENT" in answer.text()
    assert "SUMMARY:Bygge rampa" in answer.text()


def sign_up_by_mail(page: Page, day: str, screen: Screen) -> None:
    """Come without an account: the link in the letter confirms the place."""
    page.goto(day)
    page.get_by_label("Snekre").check()
    page.get_by_label("Navnet ditt").fill("Ola Lien")
    page.get_by_label("E-post").fill(WITHOUT_ACCOUNT)
    press(page, "Meld meg på")
    tell(page, f"sendt en e-post til {WITHOUT_ACCOUNT}")
    page.goto(screen.mailed_path(WITHOUT_ACCOUNT, r"/k/[^\s]+/pamelding/[^\s]+"))
    check(page)
    press(page, "Ja, jeg kommer")
    tell(page, "Du er med")


def let_the_day_pass() -> None:
    """Let the day have been this morning."""
    with everywhere(reason="time passes"):
        now = timezone.now()
        DugnadDay.objects.update(starts_at=now - timedelta(hours=6), ends_at=now - timedelta(hours=2))


def report(page: Page, day: str) -> None:
    """Write who came and what was done."""
    page.goto(day)
    follow(page, "Skriv hvem som kom")
    page.get_by_label("Hvor mange kom uten å melde seg på?").fill("3")
    page.get_by_label("Hva ble gjort?").fill("Rampa er ferdig, og rekkverket står.")
    press(page, "Lagre og takk dem som kom")
    tell(page, "Takk til alle som kom")


def tell_result(page: Page, address: str) -> None:
    """Tell what came of it."""
    page.goto(address)
    follow(page, "Fortell hva det ble til")
    press(page, "Legg ut fortellingen")
    tell(page, "Skriv én setning om hva det ble til.")
    page.get_by_label("Hva ble det til, i én setning?").fill(STORY)
    page.get_by_label("Fortell", exact=True).fill("Vi bygde **rampa** på en lørdag.")
    page.get_by_label("Hva skjer nå, og hvem ser etter det?").fill("Velet sjekker rampa hver vår.")
    press(page, "Legg ut fortellingen")
    expect(page.get_by_role("heading", name=STORY, level=1)).to_be_visible()
    check(page)


@pytest.fixture
def town(transactional_db: None) -> Cast:
    cast = make_cast()
    cast.things["initiative"] = initiative = published(cast.asker, cast.starter)
    with scope(cast.asker):
        agree_to_dugnad(initiative=initiative, answer="Ja.", actor=actor(cast.coworker, cast.asker), now=timezone.now())
    return cast


def test_people_can_do_it_and_hear_what_came_of_it(any_screen: Screen, town: Cast) -> None:
    address = town.things["initiative"].matter.get_absolute_url()
    starter, resident, visitor = any_screen.of(town.starter), any_screen.of(town.resident), any_screen.visitor()
    state_need(starter, address)
    promise(resident, address)
    promise_back(any_screen.of(town.coworker), address)
    day = plan_day(starter, address)
    hear(resident, "Det blir dugnad: Bygge rampa")
    sign_up(resident, day)
    sign_up_by_mail(visitor, day, any_screen)
    let_the_day_pass()
    report(starter, day)
    hear(resident, "Takk for hjelpen: Bygge rampa")
    tell_result(starter, address)
    hear(resident, STORY)
    for words in ("Takk for hjelpen: Bygge rampa", STORY):
        assert any_screen.is_told(WITHOUT_ACCOUNT, words, by_tomorrow=True)
    visitor.goto(address)
    tell(visitor, STORY)
