"""A co-worker's desk: what is late first, straight to the act, and nobody left without an owner."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.people.models import ResidencyRequest
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.services import set_next_step
from tests.browser.harness import check, screenshot, sign_in
from tests.cast import Cast, make_cast
from tests.factories import make_matter
from tests.unit.initiatives.signing_setup import make_initiative
from tests.unit.meetings.rig import make_case, make_item

SCHEMES = ("light", "dark")


@pytest.fixture
def office(transactional_db: None) -> Cast:
    """A late idea, one that nobody has taken, a case on an agenda, and somebody who waits for a home."""
    cast, now = make_cast(), timezone.now()
    late = make_matter(cast.asker, "Lekeplass i Blakstadmarka", starter=cast.starter, now=now)
    for matter in (cast.matter, late):
        make_initiative(cast, matter, support_count=12)
    with scope(cast.asker):
        set_next_step(
            matter=late,
            step=Step.ANSWER_IDEA,
            owner_kind=OwnerKind.MUNICIPALITY,
            owner=cast.coworker,
            due_on=timezone.localdate(now) - timedelta(days=4),
            basis=Basis.PROMISE,
        )
        ResidencyRequest.objects.create(municipality=cast.asker, user=cast.unregistered, address="Vettreveien 1", asked_at=now)
    make_item(cast, now, matter=make_matter(cast.asker, "Tryggere skolevei", starter=cast.starter, now=now))
    make_case(cast, now, matter=make_matter(cast.asker, "Kolonihager på Føyka", starter=cast.starter, now=now))
    return cast


def test_a_coworker_can_start_with_what_is_late(page: Page, office: Cast, live_server: LiveServer) -> None:
    sign_in(page.context, office.coworker, live_server.url)
    page.goto("/k/asker/arbeidsbord/")
    expect(page.get_by_text("Én sak er over fristen.")).to_be_visible()
    check(page)
    screenshot(page, "arbeidsbord", schemes=SCHEMES)
    page.get_by_role("link", name=re.compile("Svar på ideen.*Lekeplass i Blakstadmarka")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check(page)


def test_a_coworker_can_take_what_nobody_has(page: Page, office: Cast, live_server: LiveServer) -> None:
    sign_in(page.context, office.coworker, live_server.url)
    page.goto("/k/asker/arbeidsbord/?vis=uten")
    check(page)
    page.get_by_role("button", name="Følg opp saken: Badeplass ved Hvalstrand").click()
    expect(page.get_by_text("Du følger opp denne saken.")).to_be_visible()
    page.goto("/k/asker/arbeidsbord/")
    expect(page.get_by_role("link", name="Badeplass ved Hvalstrand", exact=True)).to_be_visible()


def test_a_coworker_can_work_without_script(page_nojs: Page, office: Cast, live_server: LiveServer) -> None:
    sign_in(page_nojs.context, office.coworker, live_server.url)
    page_nojs.goto("/k/asker/arbeidsbord/")
    page_nojs.get_by_role("link", name="1 vil ha bostedet bekreftet").click()
    expect(page_nojs.get_by_text("Vettreveien 1")).to_be_visible()


def test_a_secretary_can_see_what_is_ready_for_a_meeting(page: Page, office: Cast, live_server: LiveServer) -> None:
    sign_in(page.context, office.secretary, live_server.url)
    page.goto("/k/asker/arbeidsbord/?vis=moter")
    expect(page.get_by_role("link", name="Sett saken på sakslisten")).to_be_visible()
    check(page)


def test_a_representative_can_see_what_rises(page: Page, office: Cast, live_server: LiveServer) -> None:
    sign_in(page.context, office.representative, live_server.url)
    page.goto("/k/asker/arbeidsbord/")
    expect(page.get_by_role("heading", name="Folk samler seg om")).to_be_visible()
    check(page)
    screenshot(page, "arbeidsbord-folkevalgt")
