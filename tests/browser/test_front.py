"""The front page of a municipality, its list of matters with filters, its map and its search, to the eye and to axe."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dugnad.tenancy.models import Place
from tests.browser.harness import check, screenshot
from tests.cast import Cast, make_cast
from tests.factories import make_matter
from tests.unit.portal.rig import fill

SCHEMES = ("light", "dark")
OUTLINE = {"type": "Polygon", "coordinates": [[[10.3, 59.6], [10.6, 59.6], [10.6, 59.9], [10.3, 59.9], [10.3, 59.6]]]}


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """Asker with an outline and 45 matters, each with a dugnad day."""
    cast, now = make_cast(), timezone.now()
    Place.objects.filter(pk=cast.asker.place_id).update(boundary=OUTLINE)
    fill(cast.asker, 45, now, user=cast.starter)
    make_matter(cast.asker, "Klatrevegg i Heggedal", now=now, place_name="Heggedal", theme="sports", lon=10.44, lat=59.78)
    return cast


def test_anybody_can_read_an_empty_front_page(page: Page, transactional_db: None) -> None:
    make_cast()
    page.goto("/k/utsira/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Utsira er noe vi gjør sammen")
    expect(page.get_by_role("link", name="Foreslå en dugnad")).to_be_visible()
    check(page)
    screenshot(page, "forside-tom", schemes=SCHEMES)


def test_anybody_can_narrow_the_list_as_they_choose(page: Page, town: Cast) -> None:
    page.goto("/k/asker/saker/")
    expect(page.get_by_text("47 saker")).to_be_visible()
    check(page)
    page.get_by_text("Tema, sted, steg og rekkefølge").click()
    page.get_by_label("Tema").select_option(label="Idrett og lek")
    expect(page.get_by_text("1 sak", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("tema=sports"))
    expect(page.get_by_role("link", name="Klatrevegg i Heggedal")).to_be_visible()
    check(page)
    page.get_by_label("Nær stedet").fill("Vettre")
    page.get_by_label("Nær stedet").press("Enter")
    expect(page.get_by_text("Ingen saker passer til det du spurte om")).to_be_visible()
    check(page)


def test_anybody_can_turn_pages_and_narrow_without_script(page_nojs: Page, town: Cast) -> None:
    page_nojs.goto("/k/asker/saker/")
    page_nojs.get_by_role("link", name="Neste").click()
    expect(page_nojs).to_have_url(re.compile("side=2"))
    page_nojs.get_by_label("Søkeord").fill("klatrevegg")
    page_nojs.get_by_role("button", name="Vis").click()
    expect(page_nojs.get_by_text("1 sak", exact=True)).to_be_visible()
    check(page_nojs)


def test_anybody_can_use_the_map_and_the_list_beside_it(page: Page, town: Cast) -> None:
    page.goto("/k/asker/kart/")
    expect(page.locator(".map-pin").first).to_be_visible()
    check(page)
    screenshot(page, "kart", schemes=SCHEMES, whole=False)
    page.get_by_role("link", name=re.compile("Klatrevegg|Sak nummer")).first.click()
    expect(page.get_by_role("heading", name="Hele tråden")).to_be_visible()


def test_anybody_can_read_the_list_beside_the_map_without_script(page_nojs: Page, town: Cast) -> None:
    page_nojs.goto("/k/asker/kart/?q=klatrevegg")
    expect(page_nojs.get_by_role("link", name="Klatrevegg i Heggedal")).to_be_visible()
    check(page_nojs)


@pytest.mark.parametrize(
    "address", ["om/", "om/personvern/", "om/tilgjengelighet/", "om/tallene/", "sok/?q=vettre", "sok/?q=romferge"]
)
def test_every_other_page_is_open_to_all(page: Page, town: Cast, address: str) -> None:
    page.goto(f"/k/asker/{address}")
    check(page)
