"""An idea counts in law: signed on the web and on paper past the threshold of an island with 215 people, and handed in."""

import pytest
from playwright.sync_api import Page, expect

from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services.signing import sign_initiative
from dugnad.meetings.models import Case
from dugnad.tenancy.scope import scope
from tests.browser.harness import check
from tests.browser.journey import Screen, follow, press, published, tell
from tests.cast import Cast, make_cast
from tests.factories import NOW, actor, make_resident

ON_PAPER = "Tone Haaland; Siratunvegen 4; 12.03.1980\nGudrun Hovland; Austremarkvegen 2"


def open_signing(page: Page, address: str) -> None:
    """Make an innbyggerforslag of an idea."""
    page.goto(address)
    follow(page, "Gjør til innbyggerforslag")
    tell(page, "underskrifter")
    press(page, "Begynn å samle underskrifter")
    tell(page, "Kryss av for at teksten er ferdig.")
    page.get_by_label("Ja, teksten er ferdig og kan låses").check()
    press(page, "Begynn å samle underskrifter")
    tell(page, "Teksten er låst.")


def sign(page: Page, address: str, place: int) -> None:
    """Sign with one's name hidden, and get a receipt."""
    page.goto(address)
    follow(page, "Skriv under")
    press(page, "Skriv under")
    tell(page, f"Takk. Du er nummer {place}.")
    expect(page.get_by_text("Navnet ditt vises ikke.")).to_be_visible()


def enter_paper(page: Page, address: str) -> None:
    """Enter a list of two lines, one of them in doubt, and count that one too."""
    page.goto(address)
    page.get_by_role("link", name="Papirlister").click()
    check(page)
    follow(page, "Før inn en liste")
    press(page, "Før inn listen")
    tell(page, "Skriv minst én linje, eller velg en fil.")
    page.get_by_label("Hvor lå listen?").fill("Butikken")
    page.get_by_label("Linjene på listen").fill(ON_PAPER)
    press(page, "Før inn listen")
    tell(page, "1 linje er talt med. 1 må ses på.")
    page.get_by_role("button", name="Tell med Gudrun Hovland").click()
    expect(page.get_by_role("heading", name="Gudrun Hovland")).to_have_count(0)
    check(page)


@pytest.fixture
def island(transactional_db: None) -> Cast:
    cast = make_cast()
    cast.things["neighbours"] = [make_resident(cast.utsira, name) for name in ("Gudrun Hovland", "Tore Helgesen")]
    cast.things["initiative"] = published(cast.utsira, cast.elsewhere, title="Kafé på butikken om vinteren")
    return cast


def test_an_island_can_sign_past_the_threshold(any_screen: Screen, island: Cast) -> None:
    initiative = island.things["initiative"]
    address = initiative.matter.get_absolute_url()
    starter = any_screen.of(island.elsewhere)
    open_signing(starter, address)
    sign(starter, address, 1)
    stranger = any_screen.of(island.resident)
    stranger.goto(address)
    expect(stranger.get_by_role("link", name="Skriv under")).to_have_count(0)
    expect(stranger.get_by_role("button", name="Støtt")).to_be_visible()
    with scope(island.utsira):
        for person in island.things["neighbours"]:
            fresh = Initiative.objects.get(pk=initiative.pk)
            sign_initiative(initiative=fresh, actor=actor(person, island.utsira), now=NOW)
    enter_paper(any_screen.of(island.coworker_elsewhere), address)
    visitor = any_screen.visitor()
    visitor.goto(address)
    tell(visitor, "Forslaget ble levert")
    expect(visitor.get_by_role("heading", name="Saken hos kommunen")).to_be_visible()
    expect(visitor.get_by_text("Svar senest")).to_be_visible()
    assert any_screen.is_told(island.elsewhere.email, "er levert til kommunestyret")
    with scope(island.utsira):
        initiative = Initiative.objects.get(pk=initiative.pk)
        assert (initiative.required_signatures, initiative.signature_count, initiative.state) == (5, 5, "submitted")
        assert Case.objects.get().answer_due_on == initiative.answer_due_on
