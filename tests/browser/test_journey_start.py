"""A sixteen-year-old starts something with a friend: draft, what is like it, preview, an invitation by e-mail, published."""

import re

import pytest
from playwright.sync_api import Page, expect

from dugnad.initiatives.models import Initiative
from dugnad.tenancy.scope import scope
from dugnad.threads.selectors import people_of
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, press, sign_in_by_code
from tests.cast import Cast, make_cast
from tests.factories import make_resident
from tests.unit.initiatives.gathering_setup import make_published

TITLE = "Benker rundt Bleikertjern"
WHY = "Bestemor går rundt tjernet hver dag, men det er ingen steder å hvile."


@pytest.fixture
def town(transactional_db: None) -> Cast:
    cast = make_cast()
    make_published(cast, title="Badeplass ved Bleikertjern", lead="Trapp ned i vannet.")
    return cast


def _write_draft(page: Page, screen: Screen) -> None:
    page.goto("/k/asker/")
    page.get_by_role("link", name="Start noe nytt").first.click()
    check(page)
    page.get_by_label("Hva vil du få til?").press_sequentially(TITLE)
    if screen.javascript:
        expect(page.get_by_role("heading", name="Ligner dette?")).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("Badeplass ved Bleikertjern")).first).to_be_visible()
        check(page)
    page.get_by_label("Hva er det?").fill("Tre benker der sola står lengst.")
    press(page, "Lagre og fortsett senere")
    expect(page.get_by_text("Utkastet er lagret")).to_be_visible()
    # Without script the ones like it show as soon as something is sent.
    expect(page.get_by_role("heading", name="Ligner dette?")).to_be_visible()
    check(page)


def _see_what_is_missing(page: Page) -> None:
    press(page, "Se hvordan det blir")
    expect(page.locator(".ds-error-summary")).to_be_visible()
    expect(page.get_by_label("Hva er det?")).to_have_value("Tre benker der sola står lengst.")
    check(page)
    page.get_by_label("Hvorfor?").fill(WHY)
    page.get_by_label("Hvor?", exact=True).fill("Bleiker")
    page.get_by_label("Tema").select_option("outdoors")
    page.get_by_label("Hva trengs for å få det til?").fill("Snekkere én helg, og tre benker av eik.")
    press(page, "Se hvordan det blir")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("Dette er et utkast")).to_be_visible()
    check(page)


def _answer_the_invitation(friend: Page, path: str) -> None:
    friend.goto(path)
    expect(friend.get_by_text(WHY)).to_be_visible()
    check(friend)
    follow(friend, "Logg inn for å bli med")
    sign_in_by_code(friend, "venn@example.org")
    check(friend)
    friend.get_by_label("Navnet ditt").fill("Jon Olav Rønning")
    friend.get_by_label("Jeg er 13 år eller eldre").check()
    press(friend, "Bli med")
    press(friend, "Ja, jeg er med")
    expect(friend.get_by_text("Velkommen med")).to_be_visible()
    check(friend)


def test_a_resident_of_sixteen_can_start_something_with_a_friend(any_screen: Screen, town: Cast) -> None:
    amina = any_screen.of(make_resident(town.asker, "Amina Yusuf"))
    _write_draft(amina, any_screen)
    _see_what_is_missing(amina)
    follow(amina, "Be noen bli med")
    amina.get_by_label("E-post").fill("venn@example.org")
    press(amina, "Send invitasjonen")
    expect(amina.get_by_text("Venter på svar")).to_be_visible()
    check(amina)
    path = any_screen.mailed_path("venn@example.org", r"/k/asker/invitasjon/[^\s]+")
    _answer_the_invitation(any_screen.visitor(), path)
    follow(amina, "Tilbake til saken")
    press(amina, "Publiser")
    expect(amina.get_by_text("Nå er det ute")).to_be_visible()
    check(amina)
    visitor = any_screen.visitor()
    visitor.goto(amina.url)
    for seen in ("Hvor står saken?", "Neste", "Hvem", "Innen", "Svar på ideen"):
        expect(visitor.get_by_text(seen, exact=True).first).to_be_visible()
    with scope(town.asker):
        initiative = Initiative.objects.select_related("matter").get(matter__title=TITLE)
        assert initiative.state == "gathering"
        assert {person.name for person in people_of(initiative.matter)} == {"Amina Yusuf", "Jon Olav Rønning"}
