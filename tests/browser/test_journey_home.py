"""Somebody finds home, in any of its names, and sees what moves there."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dugnad.tenancy.services_places import load_places
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, press
from tests.demonstration import load_demonstration

NAMES = [("åsk", "Asker"), ("tråante", "Tråante"), ("guovda", "Guovdageaidnu"), ("KAUTOKEINO", "Guovdageaidnu")]


def _find(page: Page, typed: str, screen: Screen) -> None:
    page.goto("/")
    box = page.get_by_role("searchbox", name="Kommune eller fylke")
    box.press_sequentially(typed)
    if not screen.javascript:
        press(page, "Finn hjem")


def test_anybody_can_find_home_in_any_language(any_screen: Screen, transactional_db: None) -> None:
    load_places()
    page = any_screen.visitor()
    page.goto("/")
    check(page)
    for typed, name in NAMES:
        _find(page, typed, any_screen)
        expect(page.get_by_role("link", name=re.compile(name)).first).to_be_visible()
        check(page)
    page.get_by_role("link", name=re.compile("Guovdageaidnu")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Guovdageaidnu")
    expect(page.get_by_text("kommune bruker ikke Dugnad ennå")).to_be_visible()
    # 2 865 who live there on 1 January 2024: two in a hundred, rounded up.
    expect(page.get_by_text("underskrifter, så må kommunestyret svare")).to_be_visible()
    check(page)
    _find(page, "Atlantis", any_screen)
    expect(page.get_by_text("Vi fant ingen kommune som heter «Atlantis»")).to_be_visible()
    check(page)


@pytest.fixture
def people(transactional_db: None) -> dict[str, Any]:
    return load_demonstration()


def test_anybody_can_see_what_moves_here(any_screen: Screen, people: dict[str, Any]) -> None:
    page = any_screen.visitor()
    page.goto("/k/asker/")
    for heading in ("Trenger hender", "Kan signeres", "Avgjøres snart", "Ble gjort", "Holder vi det vi lover?"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    check(page)
    page.get_by_role("searchbox").fill("svaberg")
    press(page, "Søk")
    expect(page.get_by_role("link", name="Badeplass ved Hvalstrand").first).to_be_visible()
    check(page)
    page.goto("/k/asker/saker/")
    check(page)
    page.get_by_text("Tema, sted, steg og rekkefølge").click()
    page.get_by_label("Tema").select_option(label="Vei og trafikk")
    press(page, "Vis")
    expect(page.get_by_role("link", name="Tryggere skolevei i Hagaløkkveien")).to_be_visible()
    expect(page.get_by_role("link", name="Badeplass ved Hvalstrand")).to_have_count(0)
    check(page)
    page.goto("/k/asker/")
    follow(page, "Slik er tallene regnet ut")
    page.goto("/k/asker/kart/")
    expect(page.get_by_role("link", name="Badeplass ved Hvalstrand").first).to_be_visible()
    # Pins may overlap: every one of them is a link in the list beside, which is the way round that WCAG 2.5.8 allows.
    check(page, without=["target-size"])
    page.goto("/k/asker/")
    page.get_by_role("link", name="Badeplass ved Hvalstrand").click()
    expect(page.get_by_role("heading", name="Hvor står saken?")).to_be_visible()
    check(page)
