"""Talk in a real browser: read, argue, agree, answer, report, hide, ask again, and stop e-mail; with and without script."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.conversation import services
from dugnad.conversation.models import Contribution
from dugnad.people.models import User
from dugnad.tenancy.scope import everywhere, scope
from tests.browser.conftest import NewPage
from tests.browser.harness import check, screenshot, sign_in
from tests.cast import Cast, make_cast
from tests.factories import actor, make_resident

BOTH = ("light", "dark")
SAID = [
    ("for", "Kari Moen", "Det er det eneste stedet på strekningen der terrenget er slakt nok til rullestol.", 7),
    ("for", "Thomas Lie", "Da får vi folk ned dit om kvelden. Det blir tryggere, *ikke* mer bråk.", 4),
    ("for", "Nina Skog", "Moren min på 84 har ikke badet siden trappa råtnet. Hun gleder seg allerede.", 1),
    ("against", "Ragnhild Aas", "Ærfuglen hekker på holmen utenfor. Vi bør vente med båt til etter 15. juli.", 5),
    ("against", "Per Egil Dahl", "Parkeringen er full allerede. Hvor skal bilene stå?", 2),
    ("question", "Signe Haug", "Blir det rekkverk på begge sider, og kan man komme ned med rullator?", 3),
]


def _fill(cast: Cast) -> dict[str, Contribution]:
    """Let the town have talked for a while."""
    then = datetime.now(UTC) - timedelta(days=3)
    made = {}
    crowd = [make_resident(cast.asker) for _ in range(7)]
    with scope(cast.asker):
        for number, (kind, name, text, agreed) in enumerate(SAID):
            author = cast.resident if name == "Kari Moen" else make_resident(cast.asker, name)
            at = then + timedelta(hours=number)
            one = services.contribute(matter=cast.matter, kind=kind, text=text, actor=actor(author, cast.asker), now=at)
            for person in crowd[:agreed]:
                services.agree(contribution=one, actor=actor(person, cast.asker), now=at)
            made[name] = one
        answers = (
            (cast.coworker, "Ja. Rekkverket går i 90 cm høyde på begge sider."),
            (cast.starter, "Stigningen er 1:15 hele veien."),
        )
        for person, text in answers:
            services.contribute(
                matter=cast.matter,
                kind="answer",
                text=text,
                actor=actor(person, cast.asker),
                now=then + timedelta(days=1),
                reply_to=made["Signe Haug"],
            )
    return made


@pytest.fixture
def town(live_server: LiveServer, transactional_db: None) -> Cast:
    cast = make_cast()
    cast.things["said"] = _fill(cast)
    return cast


def _as(page: Page, person: User | None, live_server: LiveServer) -> Page:
    assert person
    page.context.clear_cookies()
    sign_in(page.context, person, live_server.url)
    return page


def test_people_can_talk_with_script(page: Page, town: Cast, live_server: LiveServer) -> None:
    _as(page, town.starter, live_server)
    page.goto(town.matter.get_absolute_url())
    check(page)
    screenshot(page, "matter-talk", schemes=BOTH)
    page.get_by_role("link", name="Les hele samtalen").click()
    expect(page.get_by_role("heading", name="Samtalen", level=1)).to_be_visible()
    check(page)
    screenshot(page, "talk", schemes=BOTH)
    page.get_by_role("button", name="Enig med Ragnhild Aas").click()
    pressed = page.get_by_role("button", name="Enig med Ragnhild Aas", pressed=True)
    expect(pressed).to_be_focused()
    expect(page.get_by_text("6 er enige.")).to_be_visible()
    page.get_by_role("link", name="Svar på innlegget til Ragnhild Aas").click()
    page.get_by_label("Svaret ditt").fill("x" * 1600)
    page.get_by_role("button", name="Svar").click()
    expect(page.get_by_text("100 tegn for lang")).to_be_visible()
    expect(page.get_by_label("Svaret ditt")).to_have_value("x" * 1600)
    check(page)
    page.get_by_label("Svaret ditt").fill("Det gjør vi. Båtene kommer i august.")
    page.get_by_role("button", name="Svar").click()
    expect(page.get_by_text("Det gjør vi. Båtene kommer i august.")).to_be_visible()
    check(page)
    screenshot(page, "talk-answered")


def test_people_can_talk_without_script(page_nojs: Page, town: Cast, live_server: LiveServer) -> None:
    page = _as(page_nojs, town.starter, live_server)
    page.goto(f"{town.matter.get_absolute_url()}samtale/")
    page.get_by_role("button", name="Enig med Ragnhild Aas").click()
    expect(page.get_by_text("6 er enige.")).to_be_visible()
    check(page)
    screenshot(page, "contribution-nojs")
    page.goto(f"{town.matter.get_absolute_url()}samtale/")
    page.get_by_role("link", name="Skriv et argument").click()
    page.get_by_role("button", name="Legg inn").click()
    expect(page.get_by_text("Velg om du vil skrive for, imot eller spørre.").last).to_be_visible()
    check(page)
    screenshot(page, "write-errors", schemes=BOTH)
    page.get_by_label("Imot", exact=True).check()
    page.get_by_label("Teksten din").fill("Svabergene er **glatte** om høsten.")
    page.get_by_role("button", name="Legg inn").click()
    expect(page.get_by_text("Takk. Nå står det i samtalen.")).to_be_visible()
    check(page)


def test_talk_is_kept_decent(page: Page, new_page: NewPage, town: Cast, live_server: LiveServer, device: str) -> None:
    one = town.things["said"]["Per Egil Dahl"]
    address = f"{town.matter.get_absolute_url()}samtale/{one.pk}/"
    _as(page, town.resident, live_server)
    page.goto(address)
    page.get_by_text("Mer", exact=False).first.click()
    page.get_by_role("link", name="Si fra om dette").click()
    page.get_by_label("Handler ikke om saken").check()
    check(page)
    screenshot(page, "report")
    page.get_by_role("button", name="Si fra").click()
    expect(page.get_by_text("Takk for at du sa fra.")).to_be_visible()

    staff = _as(new_page(device), town.coworker, live_server)
    staff.goto("/k/asker/moderering/")
    check(staff)
    screenshot(staff, "moderation", schemes=BOTH)
    staff.get_by_role("link", name="Skjul med en grunn").click()
    staff.get_by_label("Angriper noen i stedet for saken").check()
    staff.get_by_label("Forklar til forfatteren").fill("Nabonavnet hører ikke hjemme her.")
    check(staff)
    screenshot(staff, "hide")
    staff.get_by_role("button", name="Skjul").click()
    expect(staff.get_by_text("Innlegget er skjult.")).to_be_visible()

    author = _as(new_page(device), one.author, live_server)
    author.goto(address)
    expect(author.get_by_text("Nabonavnet hører ikke hjemme her.")).to_be_visible()
    check(author)
    screenshot(author, "hidden-own", schemes=BOTH)
    author.get_by_role("link", name="Be om en ny vurdering").click()
    author.get_by_label("Hvorfor bør vi se på det en gang til?").fill("Jeg nevner ingen. Jeg spør om parkering.")
    check(author)
    author.get_by_role("button", name="Be om ny vurdering").click()
    expect(author.get_by_text("svarer deg").first).to_be_visible()

    staff.goto("/k/asker/moderering/")
    check(staff)
    screenshot(staff, "moderation-appeal")
    staff.get_by_role("button", name="Vis igjen").click()
    expect(staff.get_by_text("Innlegget vises igjen.")).to_be_visible()
    staff.goto("/k/asker/moderering/tall/")
    check(staff)
    screenshot(staff, "moderation-numbers", schemes=BOTH)


def test_people_are_told_and_can_stop_it(page_nojs: Page, town: Cast, live_server: LiveServer) -> None:
    page, now = page_nojs, datetime.now(UTC)
    with scope(town.asker):
        one = town.things["said"]["Kari Moen"]
        services.hide_contribution(contribution=one, reason="off_topic", note="", actor=actor(town.coworker, town.asker), now=now)
        services.deliver(municipality=town.asker, now=now)
    letter = next(letter for letter in mail.outbox if "skjult" in letter.subject)
    page.goto("/avmeld/" + letter.extra_headers["List-Unsubscribe"].strip("<>").split("/avmeld/")[1])
    check(page)
    screenshot(page, "unsubscribe", schemes=BOTH)
    page.get_by_role("button", name="Stopp all e-post fra Asker").click()
    expect(page.get_by_text("Du får ikke mer e-post om saker i Asker.")).to_be_visible()
    check(page)
    _as(page, town.resident, live_server)
    page.goto("/min-side/varsler/")
    check(page)
    screenshot(page, "notices", schemes=BOTH)
    page.get_by_role("button", name="Slå på e-post igjen").click()
    expect(page.get_by_text("Du får e-post fra Asker igjen.")).to_be_visible()
    page.goto("/avmeld/tull/")
    check(page)
    with everywhere(reason="test"):
        assert Contribution.objects.get(pk=one.pk).status == "hidden"
