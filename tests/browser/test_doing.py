"""The work in a real browser: promise, come with and without an account, lead a day, tell what came of it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.conversation.models import Notice
from dugnad.doing import services
from dugnad.doing.models import DugnadDay
from dugnad.tenancy.scope import scope
from tests.browser.harness import check, screenshot, sign_in
from tests.cast import Cast, make_cast
from tests.factories import actor, make_organisation, make_resident
from tests.unit.doing.things import at_dugnad, details, make_need

BOTH = ("light", "dark")
SHORE = [
    [10.30, 59.70], [10.36, 59.67], [10.44, 59.66], [10.49, 59.70], [10.47, 59.74], [10.52, 59.78],
    [10.50, 59.83], [10.45, 59.88], [10.37, 59.90], [10.30, 59.87], [10.33, 59.80], [10.30, 59.70],
]  # fmt: skip


@pytest.fixture
def town(transactional_db: None) -> Cast:
    cast = make_cast()
    cast.asker.place.boundary = {"type": "Polygon", "coordinates": [SHORE]}
    cast.asker.place.save()
    with scope(cast.asker):
        cast.matter.lead = "Trapp, rampe og livbøye på svabergene, så alle kommer seg ut i vannet."
        cast.matter.drawing = "badeplass"
        cast.matter.save()
    return cast


def _plan(cast: Cast, **values: Any) -> DugnadDay:
    at_dugnad(cast.matter)
    start = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=12)
    whole = {
        "title": "Vårdugnad på kyststien ved Vettre",
        "lead": "Vi rydder vinterens skader og legger ny klopp over bekken. Etterpå spiser vi sammen på brygga.",
        "starts_at": start,
        "ends_at": start + timedelta(hours=4),
        "directions": "Buss 250 til Vettre, 400 meter å gå.",
        "rain_plan": "Vi går uansett. Ved storm får du beskjed før kl. 8.",
        "you_bring": ["arbeidshansker og gode sko", "vannflaske", "rake eller spade, om du har"],
        "municipality_brings": ["planker, skruer og verktøy", "container og henting av kvist", "suppe, også uten kjøtt"],
        "programme": [
            {"at": "10.00", "what": "Oppmøte i Leangbukta", "note": "Grete Holm viser oppgavene"},
            {"at": "12.00", "what": "Kaffe", "note": "Ta en pause når du vil"},
            {"at": "14.00", "what": "Suppe på brygga", "note": "Alle er velkomne, også de som bare kom innom"},
        ],
        "drawing": "kyststi",
        **values,
    }
    tasks = [
        services.TaskDetails("Bære og legge klopp", 8, "Tungt", 16),
        services.TaskDetails("Rake og rydde stien", 8, "Passer for alle, også barn"),
        services.TaskDetails("Motorsag", 2, "Krever bevis"),
        services.TaskDetails("Koke kaffe og suppe", 2, "På brygga fra kl. 12"),
    ]
    with scope(cast.asker):
        now = timezone.now()
        day = services.plan_day(
            municipality=cast.asker,
            matter=cast.matter,
            details=details(**whole),
            tasks=tasks,
            actor=actor(cast.starter, cast.asker),
            now=now,
        )
        for task, size in zip(day.tasks.all(), (5, 5, 0, 2), strict=True):
            task.day = day
            for _number in range(size):
                person = make_resident(cast.asker)
                services.sign_up(task=task, party_size=1, actor=actor(person, cast.asker), now=now)
    return day


def _photo(color: str, words: str) -> FilePayload:
    stream = BytesIO()
    picture = Image.new("RGB", (1200, 750), color)
    ImageDraw.Draw(picture).rectangle((300, 250, 900, 500), fill="white")
    picture.save(stream, "JPEG")
    return {"name": f"{words}.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def _comes_by_email(page: Page, town: Cast, name: str) -> None:
    page.goto("/k/asker/dugnader/")
    check(page)
    screenshot(page, f"{name}-dugnader", schemes=BOTH)
    page.get_by_role("link", name="Vårdugnad på kyststien ved Vettre").click()
    check(page)
    screenshot(page, f"{name}-dugnad", schemes=BOTH)
    page.get_by_role("button", name="Meld meg på").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    check(page)
    screenshot(page, f"{name}-dugnad-feil")
    page.get_by_label("Rake og rydde stien").check()
    page.get_by_label("Hvor mange kommer dere?").fill("2")
    page.get_by_label("Navnet ditt").fill("Ola Lien")
    page.get_by_label("E-post").fill("ola@example.org")
    page.get_by_role("button", name="Meld meg på").click()
    expect(page.get_by_text("sendt en e-post til ola@example.org")).to_be_visible()
    check(page)
    with scope(town.asker):
        address = Notice.objects.get(kind="doing.confirm").params["path"]
    page.goto(address)
    check(page)
    screenshot(page, f"{name}-bekreft", schemes=BOTH)
    page.get_by_role("button", name="Ja, jeg kommer").click()
    expect(page.get_by_role("heading", name="Du er med")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Meld meg av").click()
    expect(page.get_by_role("heading", name="Du er meldt av")).to_be_visible()
    check(page)
    with scope(town.asker):
        assert services.mismatches() == []


def test_a_visitor_without_an_account_comes_by_email(page: Page, town: Cast) -> None:
    _plan(town)
    _comes_by_email(page, town, "doing")


def test_a_visitor_without_javascript_comes_by_email(page_nojs: Page, town: Cast) -> None:
    _plan(town)
    _comes_by_email(page_nojs, town, "doing-nojs")


def _signs_up(page: Page, town: Cast, live_server: LiveServer, name: str) -> None:
    sign_in(page.context, town.resident, live_server.url)
    page.goto("/k/asker/dugnad/1/")
    page.get_by_label("Motorsag").check()
    page.get_by_role("button", name="Meld meg på").click()
    expect(page.get_by_role("heading", name="Du er med")).to_be_visible()
    check(page)
    screenshot(page, f"{name}-med", schemes=BOTH)
    page.get_by_text("Endre påmeldingen").click()
    page.get_by_label("Rake og rydde stien").check()
    page.get_by_role("button", name="Endre", exact=True).click()
    expect(page.get_by_text("Rake og rydde stien, 1 person.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Meld meg av").click()
    expect(page.get_by_role("heading", name="Hva vil du gjøre?")).to_be_visible()
    check(page)


def test_a_resident_signs_up_changes_and_withdraws(page: Page, town: Cast, live_server: LiveServer) -> None:
    _plan(town)
    _signs_up(page, town, live_server, "doing")


def test_a_resident_without_javascript_signs_up_changes_and_withdraws(
    page_nojs: Page, town: Cast, live_server: LiveServer
) -> None:
    _plan(town)
    _signs_up(page_nojs, town, live_server, "doing-nojs")


def _promises(page: Page, town: Cast, live_server: LiveServer, name: str) -> None:
    need = make_need(town.matter, town.starter)
    make_need(town.matter, town.starter, title="Båt til å frakte planker", kind="thing", quantity=1, unit="")
    wood = make_need(town.matter, town.starter, title="Impregnert tre, 14 meter rampe", kind="thing", quantity=14, unit="meter")
    with scope(town.asker):
        firm = make_organisation(town.asker, "Byggmakker Slependen", town.starter)
        starter = actor(town.starter, town.asker)
        now = timezone.now()
        services.pledge(
            need=wood, quantity=14, giver="organisation", organisation=firm, note="gir materialene", actor=starter, now=now
        )
        services.give_from_municipality(
            matter=town.matter,
            title="Søknad og fester i fjellet",
            condition="hvis kommunestyret sier ja",
            amount_ore=18_000_000,
            actor=actor(town.coworker, town.asker),
            now=now,
        )
        for _number in range(11):
            services.pledge(need=need, quantity=1, actor=actor(make_resident(town.asker), town.asker), now=now)
    sign_in(page.context, town.resident, live_server.url)
    page.goto("/k/asker/sak/1/")
    check(page)
    screenshot(page, f"{name}-behov", schemes=BOTH)
    page.get_by_role("link", name="Jeg kan bidra: Snekring, to helger").click()
    check(page)
    screenshot(page, f"{name}-jeg-kan", schemes=BOTH)
    page.get_by_label("Hvor mye kan du bidra med?").fill("99")
    page.get_by_role("button", name="Ja, jeg lover").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    check(page)
    page.get_by_label("Hvor mye kan du bidra med?").fill("2")
    page.get_by_role("button", name="Ja, jeg lover").click()
    expect(page.get_by_text("13 av 16 personer.")).to_be_visible()
    page.get_by_role("link", name="Endre løftet ditt: Snekring, to helger").click()
    check(page)
    page.get_by_role("button", name="Trekk løftet").click()
    expect(page.get_by_text("11 av 16 personer.")).to_be_visible()


def test_a_resident_promises_and_withdraws(page: Page, town: Cast, live_server: LiveServer) -> None:
    _promises(page, town, live_server, "doing")


def test_a_resident_without_javascript_promises_and_withdraws(page_nojs: Page, town: Cast, live_server: LiveServer) -> None:
    _promises(page_nojs, town, live_server, "doing-nojs")


def test_a_starter_plans_leads_and_tells(page: Page, town: Cast, live_server: LiveServer) -> None:
    at_dugnad(town.matter)
    sign_in(page.context, town.starter, live_server.url)
    page.goto("/k/asker/dugnader/")
    check(page)
    screenshot(page, "doing-tomt", schemes=BOTH)
    page.goto("/k/asker/sak/1/dugnad/ny/")
    check(page)
    screenshot(page, "doing-lag-dugnad", schemes=BOTH)
    page.get_by_role("button", name="Legg ut dugnaden").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    check(page)
    screenshot(page, "doing-lag-dugnad-feil")
    page.get_by_label("Hva heter dugnaden?").fill("Bygge rampa")
    page.get_by_label("Hva skal dere gjøre?").fill("Vi bygger rampa ferdig.")
    page.get_by_label("Dag", exact=True).fill((timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_label("Fra klokka").fill("10:00")
    page.get_by_label("Til klokka").fill("14:00")
    page.locator("#id_oppg-0-title").fill("Snekre")
    page.locator("#id_oppg-0-capacity").fill("8")
    page.get_by_label("Hvor møtes dere?").fill("Hvalstrand")
    page.get_by_role("button", name="Legg ut dugnaden").click()
    expect(page.get_by_role("heading", name="Bygge rampa")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Se hvem som kommer").click()
    page.get_by_label("Navn", exact=True).fill("Tante Berit")
    page.get_by_label("Snekre").check()
    page.get_by_role("button", name="Skriv opp").click()
    expect(page.get_by_text("Skrevet opp på telefon.")).to_be_visible()
    check(page)
    screenshot(page, "doing-pameldte", schemes=BOTH)
    page.goto("/k/asker/dugnad/1/avlys/")
    check(page)
    screenshot(page, "doing-avlys")
    with scope(town.asker):
        DugnadDay.objects.update(starts_at=timezone.now() - timedelta(hours=6), ends_at=timezone.now() - timedelta(hours=2))
    page.goto("/k/asker/dugnad/1/etterpa/")
    check(page)
    screenshot(page, "doing-etterpa", schemes=BOTH)
    page.get_by_label("Hva ble gjort?").fill("Rampa er ferdig, og rekkverket står.")
    page.get_by_role("button", name="Lagre og takk dem som kom").click()
    expect(page.get_by_role("heading", name="Takk til alle som kom")).to_be_visible()
    check(page)
    screenshot(page, "doing-holdt", schemes=BOTH)
    _tells(page)


def _tells(page: Page) -> None:
    page.goto("/k/asker/sak/1/resultat/fortell/")
    check(page)
    screenshot(page, "doing-fortell", schemes=BOTH)
    page.get_by_label("Hva ble det til, i én setning?").fill("Nå kommer alle ut i vannet på Hvalstrand")
    page.get_by_label("Fortell", exact=True).fill("Vi bygde **rampa** på en lørdag.\n\nI juni var den første i vannet sju år.")
    page.get_by_label("Bilde fra før").set_input_files([_photo("#7a8b99", "for")])
    page.get_by_label("Bilde fra etterpå").set_input_files([_photo("#3f6f8f", "etter")])
    alts = page.get_by_label("Hva viser bildet?")
    alts.nth(0).fill("Bratt svaberg uten vei ned")
    alts.nth(1).fill("Rampe med rekkverk ned i vannet")
    page.get_by_label("Hva bidro kommunen med?").fill("Planker, fester og søknad")
    page.get_by_label("Hvor mange kroner kostet det kommunen?").fill("180 000")
    page.get_by_label("Hva skjer nå, og hvem ser etter det?").fill("Hvalstad vel sjekker rampa hver vår og høst.")
    page.get_by_label("Én som ser etter").select_option(label="Amina Yusuf")
    page.get_by_role("button", name="Legg ut fortellingen").click()
    expect(page.get_by_role("heading", name="Nå kommer alle ut i vannet på Hvalstrand")).to_be_visible()
    check(page)
    screenshot(page, "doing-resultat", schemes=BOTH)
    page.goto("/k/asker/sak/1/")
    check(page)
    screenshot(page, "doing-sak-ferdig", schemes=BOTH)
    page.goto("/k/asker/sak/1/resultat/virkning/")
    check(page)
    page.get_by_label("Hva førte det til?").fill("40 badet der hver dag i juli. Vi telte.")
    page.get_by_role("button", name="Fortell").click()
    expect(page.get_by_text("40 badet der hver dag i juli.")).to_be_visible()
    check(page)


def test_a_coworker_promises_for_the_municipality(page: Page, town: Cast, live_server: LiveServer) -> None:
    make_need(town.matter, town.starter)
    sign_in(page.context, town.coworker, live_server.url)
    for address, name in (("kommunen-stiller/", "kommunen"), ("behov/nytt/", "nytt-behov"), ("behov/", "tilsagn")):
        page.goto(f"/k/asker/sak/1/{address}")
        check(page)
        screenshot(page, f"doing-{name}", schemes=BOTH)
