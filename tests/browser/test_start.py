"""Somebody starts something: from the first words, through signing in, to a public matter."""

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.initiatives.models import Initiative
from dugnad.tenancy.scope import scope
from tests.browser.harness import check, screenshot, sign_in
from tests.cast import Cast, make_cast

TITLE = "Benk med utsikt ved Bleikertjern"
BODY = "Mange eldre går rundt tjernet, men det er ingen steder å hvile. Tre benker ville gjort turen mulig for moren min."


@pytest.fixture
def town(live_server: LiveServer, transactional_db: None) -> Cast:
    return make_cast()


def _write(page: Page) -> None:
    page.get_by_label("Hva vil du få til?").fill(TITLE)
    page.get_by_label("Hva er det?").fill("Tre benker på østsiden av tjernet, der sola står lengst.")
    page.get_by_label("Hvorfor?").fill(BODY)
    page.get_by_label("Hvor?", exact=True).fill("Bleiker")
    page.get_by_label("Tema").select_option("outdoors")


def _sign_in_by_code(page: Page, email: str) -> None:
    page.get_by_role("textbox", name="E-post").fill(email)
    page.get_by_role("button", name="Send meg en kode").click()
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code
    page.get_by_role("textbox", name=re.compile("[Kk]ode")).fill(code[0])
    page.get_by_role("button", name="Logg inn").click()


def _start_and_publish(page: Page, town: Cast, prefix: str) -> None:
    page.goto("/k/asker/start/")
    check(page)
    screenshot(page, f"{prefix}start", schemes=("light", "dark"))
    _write(page)
    page.get_by_role("button", name="Se hvordan det blir").click()
    # Nobody has signed in: the words wait while they do.
    _sign_in_by_code(page, town.people["resident"].email)  # type: ignore[union-attr, arg-type]
    expect(page.get_by_label("Hva vil du få til?")).to_have_value(TITLE)
    expect(page.get_by_label("Hvorfor?")).to_have_value(BODY)
    page.get_by_label("Tema").select_option("")
    page.get_by_role("button", name="Se hvordan det blir").click()
    expect(page.locator(".ds-error-summary")).to_contain_text("Velg et tema")
    expect(page.get_by_label("Hvorfor?")).to_have_value(BODY)
    check(page)
    screenshot(page, f"{prefix}start-feil", schemes=("light", "dark"))
    page.get_by_label("Tema").select_option("outdoors")
    page.get_by_role("button", name="Se hvordan det blir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("Dette er et utkast")).to_be_visible()
    check(page)
    screenshot(page, f"{prefix}start-utkast", schemes=("light", "dark"))
    page.get_by_role("button", name="Publiser").click()
    expect(page.get_by_text("Nå er det ute")).to_be_visible()
    expect(page.get_by_text("Kommunen", exact=True).first).to_be_visible()
    check(page)
    screenshot(page, f"{prefix}start-publisert", schemes=("light", "dark"))
    with scope(town.asker):
        found = Initiative.objects.select_related("matter").get()
    assert (found.state, found.matter.next_step, found.matter.next_basis) == ("gathering", "answer_idea", "promise")


def test_a_resident_can_start_and_publish(page: Page, town: Cast) -> None:
    _start_and_publish(page, town, "")


def test_a_resident_can_start_and_publish_without_javascript(page_nojs: Page, town: Cast) -> None:
    _start_and_publish(page_nojs, town, "nojs-")


def test_similar_matters_show_up_while_writing_and_can_be_joined(page: Page, town: Cast, live_server: LiveServer) -> None:
    with scope(town.asker):
        other = Initiative.objects.create(
            municipality=town.asker, matter=town.matter, state="gathering", body_markdown="Vi bader.", version_number=1
        )
    sign_in(page.context, town.people["resident"], live_server.url)
    page.goto("/k/asker/start/")
    page.get_by_label("Hva vil du få til?").press_sequentially("Badeplass på Hvalstrand")
    expect(page.get_by_role("heading", name="Ligner dette?")).to_be_visible()
    check(page)
    screenshot(page, "start-ligner", schemes=("light", "dark"))
    page.get_by_role("link", name=re.compile("^Støtt")).click()
    expect(page.get_by_text("Takk. Nå er dere 1")).to_be_visible()
    expect(page.get_by_label("Hva vil du få til?")).to_have_value("Badeplass på Hvalstrand")
    other.refresh_from_db()
    assert other.support_count == 1


def test_a_starter_can_invite_somebody_who_says_yes(page: Page, town: Cast, live_server: LiveServer, new_page: Any) -> None:
    from dugnad.initiatives.models import Invitation
    from dugnad.initiatives.selectors import invitation_token

    with scope(town.asker):
        Initiative.objects.create(
            municipality=town.asker, matter=town.matter, state="gathering", body_markdown="Vi bader.", version_number=1
        )
    sign_in(page.context, town.people["starter"], live_server.url)
    page.goto(f"/k/asker/sak/{town.matter.number}/")
    page.get_by_role("link", name="Be noen bli med").click()
    page.get_by_label("E-post").fill("venn@")
    page.get_by_role("button", name="Send invitasjonen").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    page.get_by_label("E-post").fill("venn@example.org")
    page.get_by_role("button", name="Send invitasjonen").click()
    expect(page.get_by_text("Venter på svar")).to_be_visible()
    check(page)
    screenshot(page, "inviter", schemes=("light", "dark"))
    with scope(town.asker):
        token = invitation_token(Invitation.objects.get().pk)
    other = new_page()
    sign_in(other.context, town.people["resident"], live_server.url)
    other.goto(f"/k/asker/invitasjon/{token}/")
    check(other)
    screenshot(other, "invitasjon", schemes=("light", "dark"))
    other.get_by_role("button", name="Ja, jeg er med").click()
    expect(other.get_by_text("Velkommen med")).to_be_visible()
    expect(other.get_by_text("Kari ble med som forslagsstiller")).to_be_visible()


def test_a_point_can_be_set_on_the_map_and_is_shown_on_the_page(page: Page, town: Cast, live_server: LiveServer) -> None:
    sign_in(page.context, town.people["resident"], live_server.url)
    page.goto("/k/asker/start/")
    _write(page)
    page.get_by_text("Sett et punkt på kartet").click()
    page.get_by_role("button", name="Sett punktet midt i kartet").click()
    expect(page.get_by_label("Breddegrad")).not_to_have_value("")
    check(page)
    screenshot(page, "start-kart", schemes=("light", "dark"))
    page.get_by_role("button", name="Se hvordan det blir").click()
    expect(page.get_by_text("° N").first).to_be_visible()
    check(page)
    screenshot(page, "utkast-kart", schemes=("light", "dark"))
