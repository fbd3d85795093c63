"""From a case at the municipality to a published answer and a measure that is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.meetings.models import FollowUp
from dugnad.meetings.services import open_case
from dugnad.tenancy.scope import scope
from tests.browser.harness import check, screenshot, sign_in
from tests.cast import Cast, make_cast
from tests.factories import actor, make_matter
from tests.unit.meetings.rig import make_council

SCHEMES = ("light", "dark")


@pytest.fixture
def council(transactional_db: None) -> Cast:
    """Asker with a council of nine, and a case that the law obliges the municipality to answer."""
    cast = make_cast()
    now = timezone.now()
    make_council(cast, now)
    other = make_matter(cast.asker, "Gapahuk ved Semsvannet", starter=cast.starter, now=now)
    for matter in (cast.matter, other):
        with scope(cast.asker):
            open_case(
                matter=matter,
                received_on=now.date(),
                rule="no.kommuneloven.12-1.answer",
                actor=actor(cast.coworker, cast.asker),
                now=now,
            )
    return cast


def _write_case(page: Page, cast: Cast) -> None:
    page.goto(cast.matter.get_absolute_url())
    page.get_by_role("link", name="Skriv saken fram").click()
    check(page)
    page.get_by_label("Bakgrunn").fill("412 har skrevet under. Stranda brukes av mange, men det mangler brygge og trapp.")
    page.get_by_role("button", name="Saken er klar").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    check(page)
    expect(page.get_by_label("Bakgrunn")).to_have_value(
        "412 har skrevet under. Stranda brukes av mange, men det mangler brygge og trapp."
    )
    page.get_by_label("Vurdering").fill("Kommunen eier grunnen.\n\n- Badevannet er godt\n- Det koster 180 000 kroner")
    page.get_by_label("Forslag til vedtak").fill("Kommunen legger til rette for en badeplass ved Hvalstrand innen 1. juni.")
    screenshot(page, "meetings-case-form", schemes=SCHEMES)
    page.get_by_role("button", name="Saken er klar").click()
    expect(page.get_by_role("heading", name="Saken hos kommunen")).to_be_visible()
    check(page)


def _plan(page: Page, cast: Cast) -> None:
    page.goto(f"/k/{cast.asker.slug}/moter/")
    screenshot(page, "meetings-empty", schemes=SCHEMES)
    check(page)
    page.get_by_role("link", name="Planlegg et møte").first.click()
    page.get_by_label("Dato").fill(timezone.localdate().isoformat())
    page.get_by_label("Begynner").fill("18:00")
    page.get_by_label("Sted").fill("Rådhuset, 4. etasje")
    check(page)
    screenshot(page, "meetings-plan", schemes=SCHEMES)
    page.get_by_role("button", name="Planlegg møtet").click()
    page.get_by_role("link", name="Kommunestyret").click()
    page.get_by_role("link", name="Sett opp sakslisten").click()
    page.get_by_label("1/").check()
    check(page)
    screenshot(page, "meetings-agenda", schemes=SCHEMES)
    page.get_by_role("button", name="Sett på listen").click()


def _decide(page: Page) -> None:
    page.get_by_role("link", name="Kommunestyret").first.click()
    screenshot(page, "meetings-before", schemes=SCHEMES)
    check(page)
    page.get_by_role("link", name="Før oppmøte").click()
    page.get_by_label("Medlem 9").uncheck()
    check(page)
    screenshot(page, "meetings-attendance", schemes=SCHEMES)
    page.get_by_role("button", name="Lagre oppmøtet").click()
    screenshot(page, "meetings-secretary", schemes=SCHEMES)
    page.get_by_role("link", name="Før vedtaket").click()
    page.get_by_label("Vedtatt", exact=True).check()
    page.get_by_label("Stemte for").fill("7")
    page.get_by_label("Stemte mot").fill("2")
    page.get_by_label("Begrunnelse").fill("Stedet er trygt, og mange bruker det.")
    page.get_by_role("button", name="Lagre vedtaket").click()
    expect(page.locator(".ds-error-summary")).to_contain_text("9 stemmer er flere enn de 8")
    check(page)
    screenshot(page, "meetings-decision-form", schemes=SCHEMES)
    page.get_by_label("Stemte for").fill("6")
    page.get_by_label("Tiltak").first.fill("Bygg brygge og trapp")
    page.get_by_label("Ansvarlig").first.select_option(label="Sofie Bakke")
    page.get_by_label("Frist").first.fill((timezone.localdate() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Lagre vedtaket").click()
    page.get_by_role("button", name="Publiser vedtaket").click()
    expect(page.get_by_role("heading", name="Avstemningen er ikke slutten")).to_be_visible()
    check(page)


def test_a_case_is_written_decided_and_followed_up(
    page: Page, council: Cast, live_server: LiveServer, new_page: Callable[..., Page], device: str
) -> None:
    sign_in(page.context, council.coworker, live_server.url)
    _write_case(page, council)
    secretary = new_page(device)
    sign_in(secretary.context, council.secretary, live_server.url)
    _plan(secretary, council)
    _decide(secretary)
    visitor = new_page(device, javascript=False)
    visitor.goto(f"/k/{council.asker.slug}/moter/")
    screenshot(visitor, "meetings", schemes=SCHEMES)
    visitor.get_by_role("link", name="Kommunestyret").click()
    screenshot(visitor, "meetings-result", schemes=SCHEMES)
    visitor.get_by_role("link", name="Les sakspapirene").click()
    screenshot(visitor, "meetings-papers", schemes=SCHEMES)
    page.goto(council.matter.get_absolute_url())
    expect(page.get_by_text("Svaret kom")).to_be_visible()
    screenshot(page, "meetings-matter", schemes=SCHEMES)
    page.get_by_role("link", name="Si at det er gjort").click()
    check(page)
    page.get_by_label("Hva ble gjort?").fill("Brygga er på plass.")
    page.get_by_role("button", name="Det er gjort").click()
    expect(page.get_by_text("Brygga er på plass.").first).to_be_visible()
    check(page)
    with scope(council.asker):
        assert FollowUp.objects.get().is_done
