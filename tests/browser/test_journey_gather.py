"""An idea gathers people: support and following, for and against, a question answered, a text improved, support withdrawn."""

import re

import pytest
from playwright.sync_api import Page, expect

from dugnad.initiatives.models import Initiative
from dugnad.tenancy.scope import scope
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, hear, press, published, tell
from tests.cast import Cast, make_cast

WHY = "I fjor badet vi fra svabergene nesten hver kveld. Broren min så på, fra stolen."


@pytest.fixture
def town(transactional_db: None) -> Cast:
    cast = make_cast()
    cast.things["initiative"] = published(cast.asker, cast.starter)
    return cast


def _join(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".dock").get_by_role("button", name="Støtt").click()
    tell(page, "Takk. Du er nummer 1.")
    page.goto(address)
    tell(page, "Du støtter dette.")
    expect(page.get_by_role("button", name="Slutt å følge saken")).to_be_visible()


def _argue_and_ask(page: Page, address: str) -> None:
    page.goto(address)
    follow(page, "Skriv et argument")
    page.get_by_label("Imot", exact=True).check()
    page.get_by_label("Teksten din").fill("Ærfuglen hekker på holmen utenfor.")
    press(page, "Legg inn")
    tell(page, "Takk. Nå står det i samtalen.")
    page.goto(address)
    follow(page, "Still et spørsmål")
    page.get_by_label("Teksten din").fill("Hvem rydder når det har vært storm?")
    press(page, "Legg inn")
    tell(page, "Takk. Nå står det i samtalen.")


def _answer(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=re.compile("Les hele samtalen")).click()
    check(page)
    page.get_by_role("link", name=re.compile("^Svar på innlegget til Olai")).last.click()
    page.get_by_label("Svaret ditt").fill("Badelaget har en vaktliste.")
    page.locator("form").filter(has=page.get_by_label("Svaret ditt")).get_by_role("button", name="Svar").click()
    tell(page, "Badelaget har en vaktliste.")


def _improve(page: Page, address: str) -> None:
    page.goto(address)
    follow(page, "Rediger teksten")
    page.get_by_label("Hvorfor?").fill(WHY)
    page.get_by_label("Hva har du endret?").fill("Rampen er flyttet 20 meter på grunn av ærfugl.")
    press(page, "Lagre ny versjon")
    tell(page, "de som støtter, får vite hva som er nytt")


def _compare_and_withdraw(page: Page, address: str) -> None:
    page.goto(address)
    tell(page, "Teksten er endret siden du støttet den")
    page.get_by_role("link", name="Se hva som er endret").last.click()
    expect(page.locator("ins").first).to_contain_text("fra stolen")
    check(page)
    page.goto(address)
    press(page, "Trekk støtten")
    tell(page, "Støtten er trukket")


def test_people_can_gather_around_an_idea(any_screen: Screen, town: Cast) -> None:
    address = town.things["initiative"].matter.get_absolute_url()
    supporter, starter, stranger = (any_screen.of(one) for one in (town.resident, town.starter, town.elsewhere))
    _join(supporter, address)
    # Somebody from another place may speak too.
    _argue_and_ask(stranger, address)
    _answer(starter, address)
    hear(stranger, "har svart på det du skrev")
    _improve(starter, address)
    hear(supporter, "Rampen er flyttet 20 meter")
    _compare_and_withdraw(supporter, address)
    with scope(town.asker):
        assert Initiative.objects.get().support_count == 0
