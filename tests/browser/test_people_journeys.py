"""Signing in, strengthening an account, being acted for, and leaving: as people do it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dugnad.people.identity import identity_hash
from dugnad.people.models import User
from dugnad.people.selectors import homes_of
from tests.browser.harness import check, screenshot, sign_in
from tests.browser.oidc.fixture import OidcProvider
from tests.cast import Cast, make_cast
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
NewPage = Callable[..., Page]


@pytest.fixture
def asker(transactional_db: None, settings: Any) -> Cast:
    """The cast in a demonstration, where mail can be read on a page and a register knows who lives where."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.DATA_DIR / "mail"
    return make_cast()


def _main(page: Page, name: str) -> Any:
    return page.get_by_role("main").get_by_role("button", name=name)


def _code(page: Page, email: str) -> str:
    page.goto(f"/demo/post/?til={email}")
    found = re.search(r"\b\d{6}\b", page.inner_text("main h2"))
    assert found
    return found[0]


def _sign_in_by_email(page: Page, email: str) -> None:
    page.goto("/logg-inn/?next=/min-konto/")
    page.get_by_role("textbox", name="E-post").fill(email)
    _main(page, "Send meg en kode").click()
    code = _code(page, email)
    page.goto("/logg-inn/kode/")
    page.get_by_label("Kode fra e-posten").fill(code)
    _main(page, "Logg inn").click()


def _somebody_new(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/logg-inn/")
    look("logg-inn")
    page.get_by_role("textbox", name="E-post").fill("kari")
    _main(page, "Send meg en kode").click()
    expect(page.get_by_role("textbox", name="E-post")).to_have_value("kari")
    look("logg-inn-feil")
    _sign_in_by_email(page, "kari@example.org")
    look("velkommen")
    page.get_by_label("Navnet ditt").fill("Kari Moen")
    _main(page, "Bli med").click()
    look("velkommen-feil")
    expect(page.get_by_label("Navnet ditt")).to_have_value("Kari Moen")
    page.get_by_label("Jeg er 13 år eller eldre").check()
    _main(page, "Bli med").click()
    expect(page.get_by_role("heading", name="Min konto")).to_be_visible()
    look("min-konto")


def test_somebody_new_signs_in_by_email_and_leaves(page: Page, asker: Cast) -> None:
    def look(name: str) -> None:
        check(page)
        screenshot(page, f"people-{name}", schemes=("light", "dark"))

    _somebody_new(page, look)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent alt vi har om deg").click()
    assert download.value.suggested_filename.endswith(".json")
    page.get_by_role("link", name="Slutt", exact=True).click()
    look("slutt")
    page.get_by_label("Ja, slett kontoen min").check()
    _main(page, "Slett kontoen").click()
    expect(page.get_by_role("heading", name="Takk for at du var med")).to_be_visible()
    look("farvel")
    assert not User.objects.filter(email="kari@example.org").exists()


def test_somebody_new_signs_in_without_javascript(page_nojs: Page, asker: Cast) -> None:
    _somebody_new(page_nojs, lambda name: None)
    _main(page_nojs, "Logg ut").click()
    page_nojs.goto("/min-konto/")
    expect(page_nojs.get_by_role("heading", name="Logg inn først")).to_be_visible()


def _through_the_provider(page: Page, who: str) -> None:
    page.get_by_role("link", name="ID-porten").click()
    page.get_by_role("button", name=who, exact=True).click()


def test_a_resident_signs_in_with_a_certified_provider(page: Page, asker: Cast, oidc_provider: OidcProvider) -> None:
    page.goto("/logg-inn/?next=/k/asker/bosted/")
    check(page)
    _through_the_provider(page, "kari")
    page.get_by_label("Navnet ditt").fill("Kari Moen")
    check(page)
    _main(page, "Bli med").click()
    expect(page.get_by_text("Vi vet allerede at du bor her")).to_be_visible()
    user = User.objects.get(identity_hash=identity_hash(oidc_provider.people["kari"]))
    assert [(home.municipality.slug, home.source) for home in homes_of(user)] == [("asker", "register")]
    assert user.assurance == "high"


def test_a_person_strengthens_an_account_and_another_cannot_take_the_identity(
    new_page: NewPage, asker: Cast, oidc_provider: OidcProvider, live_server: LiveServer
) -> None:
    first, second = make_user("Aslak Hætta"), make_user("En Annen")
    for user, said in ((first, "Kontoen er nå knyttet til ID-porten."), (second, "en annen konto her")):
        page = new_page("desktop")
        sign_in(page.context, user, live_server.url)
        page.goto("/min-konto/")
        _through_the_provider(page, "aslak")
        expect(page.get_by_text(said)).to_be_visible()
        check(page)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.assurance, second.identity_hash) == ("substantial", None)
    assert [home.municipality.slug for home in homes_of(first)] == ["utsira"]


def test_a_weak_identity_and_giving_up_let_nobody_in(page: Page, asker: Cast, oidc_provider: OidcProvider) -> None:
    page.goto("/logg-inn/")
    _through_the_provider(page, "low")
    expect(page.get_by_text("Innloggingen var ikke sikker nok")).to_be_visible()
    check(page)
    screenshot(page, "people-for-svak")
    page.context.clear_cookies()
    page.goto("/logg-inn/")
    _through_the_provider(page, "Avbryt")
    expect(page.get_by_text("Du avbrøt innloggingen")).to_be_visible()
    assert not User.objects.filter(identity_hash__isnull=False).exists()


def test_a_coworker_acts_for_somebody_and_an_administrator_sets_the_colour(
    page: Page, asker: Cast, live_server: LiveServer
) -> None:
    def look(name: str) -> None:
        check(page)
        screenshot(page, f"people-{name}", schemes=("light", "dark"))

    sign_in(page.context, asker.people["administrator"], live_server.url)
    page.goto("/k/asker/for-andre/")
    page.get_by_label("Navn", exact=True).fill("Gerd Olsen")
    page.get_by_label("Personen har selv bedt om").check()
    _main(page, "Registrer").click()
    look("for-andre")
    _main(page, "Handle for Gerd Olsen").click()
    page.goto("/k/asker/for-andre/")
    expect(page.get_by_text("Du gjør dette for Gerd Olsen.")).to_be_visible()
    look("handler-for")
    page.get_by_role("button", name="Avslutt").click()
    page.goto("/k/asker/administrasjon/roller/")
    look("roller")
    page.goto("/k/asker/administrasjon/")
    page.get_by_label("Kommunens farge").fill("#1e6b3c")
    _main(page, "Vis fargen").click()
    look("innstillinger")
    _main(page, "Lagre").click()
    expect(page.get_by_text("Innstillingene er lagret.")).to_be_visible()
    asker.asker.refresh_from_db()
    assert asker.asker.brand_color == "#1e6b3c"
