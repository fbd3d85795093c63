"""An idea gathers support, its text is improved, and its supporters see what changed."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services import Content, publish_initiative, save_draft, support_initiative
from dugnad.tenancy.scope import scope
from tests.browser.harness import check, screenshot, sign_in
from tests.cast import Cast, make_cast
from tests.factories import NOW, actor, make_resident


@pytest.fixture
def town(live_server: LiveServer, transactional_db: None) -> Cast:
    cast = make_cast()
    starter = actor(cast.starter, cast.asker)
    content = Content(
        title="Badeplass ved Hvalstrand",
        lead="Trapp, rampe og livbøye på svabergene, så alle kommer seg ut i vannet. Også de som sitter i rullestol.",
        body="I fjor sommer badet vi fra svabergene nesten hver kveld. Broren min så på.\n\n"
        "Vi foreslår en enkel trerampe på 14 meter, en trapp med rekkverk og en livbøye.",
        what_needed="Snekkere to helger, impregnert tre, en båt til å frakte planker.",
        theme="outdoors",
        place_name="Hvalstrand",
    )
    with scope(cast.asker):
        initiative = save_draft(municipality=cast.asker, content=content, key="k", actor=starter, now=NOW)
        publish_initiative(initiative=initiative, actor=starter, now=NOW)
        for n in range(11):
            person = actor(make_resident(cast.asker, f"Støttespiller {n}"), cast.asker)
            support_initiative(initiative=initiative, actor=person, now=NOW, is_named=n < 4)
    cast.things["initiative"] = initiative
    return cast


def _gather(page: Page, town: Cast, live_server: LiveServer, prefix: str) -> None:
    number = town.things["initiative"].matter.number
    sign_in(page.context, town.people["resident"], live_server.url)
    page.goto(f"/k/asker/sak/{number}/")
    check(page)
    screenshot(page, f"{prefix}sak", schemes=("light", "dark"))
    page.locator(".dock").get_by_role("button", name="Støtt").click()
    expect(page.get_by_text("Takk. Du er nummer 12.")).to_be_visible()
    page.get_by_role("button", name="Vis navnet mitt").click()
    expect(page.get_by_text("Navnet ditt vises nå.")).to_be_visible()
    check(page)
    sign_in(page.context, town.people["starter"], live_server.url)
    page.goto(f"/k/asker/sak/{number}/")
    page.get_by_role("link", name="Rediger teksten").click()
    check(page)
    screenshot(page, f"{prefix}rediger", schemes=("light", "dark"))
    page.get_by_label("Hvorfor?").fill(
        "I fjor sommer badet vi fra svabergene hver kveld. Broren min så på, fra stolen.\n\n"
        "Vi foreslår en enkel trerampe på 12 meter, flyttet nordover for ærfuglens skyld."
    )
    page.get_by_label("Hva har du endret?").fill("Rampen er flyttet 20 meter på grunn av ærfugl.")
    page.get_by_role("button", name="Lagre ny versjon").click()
    expect(page.get_by_text("de som støtter, får vite hva som er nytt")).to_be_visible()
    check(page)
    sign_in(page.context, town.people["resident"], live_server.url)
    page.goto(f"/k/asker/sak/{number}/")
    expect(page.get_by_text("Teksten er endret siden du støttet den")).to_be_visible()
    check(page)
    screenshot(page, f"{prefix}sak-endret", schemes=("light", "dark"))
    page.get_by_role("link", name="Se hva som er endret").last.click()
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("del").first).to_be_visible()
    check(page)
    screenshot(page, f"{prefix}versjon", schemes=("light", "dark"))
    page.goto(f"/k/asker/sak/{number}/versjoner/")
    check(page)
    screenshot(page, f"{prefix}versjoner", schemes=("light", "dark"))
    page.goto(f"/k/asker/sak/{number}/stotter/")
    check(page)
    screenshot(page, f"{prefix}stotter", schemes=("light", "dark"))
    page.goto(f"/k/asker/sak/{number}/")
    page.get_by_role("button", name=re.compile("Trekk støtten")).click()
    expect(page.get_by_text("Støtten er trukket")).to_be_visible()
    with scope(town.asker):
        assert Initiative.objects.get(pk=town.things["initiative"].pk).support_count == 11


def test_people_can_support_improve_and_withdraw(page: Page, town: Cast, live_server: LiveServer) -> None:
    _gather(page, town, live_server, "")


def test_people_can_support_improve_and_withdraw_without_javascript(page_nojs: Page, town: Cast, live_server: LiveServer) -> None:
    _gather(page_nojs, town, live_server, "nojs-")
