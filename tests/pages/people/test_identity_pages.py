"""Signing in with an electronic identity through the pages, with a provider that answers in memory."""

import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from dugnad.people import selectors
from dugnad.people.identity import identity_hash
from dugnad.people.models import User
from dugnad.people.residency import FakeRegister, RegisterUnavailable
from dugnad.people.views import identity as views
from tests.cast import Cast
from tests.factories import make_user
from tests.unit.people.oidc_stub import PID, Provider, install

START, BACK, WELCOME = "/logg-inn/id-porten/", "/logg-inn/id-porten/svar/", "/logg-inn/velkommen/"


@pytest.fixture
def provider(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = settings.DATA_DIR
    return install(Provider(datetime.now(UTC)), settings, monkeypatch)


def _come_back(client: Client, provider: Provider, next_: str = "/k/asker/sak/1/", **changes: str) -> Any:
    address = client.get(START, {"next": next_}).headers["Location"]
    return client.get(BACK, provider.browser(address) | changes)


def test_somebody_new_is_asked_for_a_name_only_and_lives_where_the_register_says(client: Client, provider: Provider) -> None:
    assert _come_back(client, provider).headers["Location"] == WELCOME
    page = client.get(WELCOME).content.decode()
    assert "is_old_enough" not in page
    assert client.post(WELCOME, {"name": "Kari Moen"}).headers["Location"] == "/k/asker/sak/1/"
    user = User.objects.get(identity_hash=identity_hash(PID))
    assert (user.name, user.email, user.assurance) == ("Kari Moen", None, "high")
    assert [(home.municipality.slug, home.source) for home in selectors.homes_of(user)] == [("asker", "register")]


def test_somebody_known_is_signed_in_and_moved_where_the_register_says(client: Client, provider: Provider, cast: Cast) -> None:
    user = make_user("Kari Moen", identity_hash=identity_hash(PID))
    before = client.session.session_key
    assert _come_back(client, provider).headers["Location"] == "/k/asker/sak/1/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.session_key != before
    assert [home.municipality.slug for home in selectors.homes_of(user)] == ["asker"]


def test_it_keeps_the_identity_number_nowhere(client: Client, provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _come_back(client, provider)
        client.post(WELCOME, {"name": "Kari Moen"})
    assert PID not in caplog.text
    assert PID not in str(dict(client.session.items()))
    assert PID not in str(list(User.objects.values_list()))


def test_a_person_signed_in_by_email_can_strengthen_the_same_account(client: Client, provider: Provider) -> None:
    user = make_user("Kari Moen")
    client.force_login(user)
    assert "Knytt kontoen til ID-porten" in client.get("/min-konto/").content.decode()
    assert _come_back(client, provider, "/min-konto/").headers["Location"] == "/min-konto/"
    user.refresh_from_db()
    assert (user.identity_hash, user.assurance) == (identity_hash(PID), "high")
    page = client.get("/min-konto/").content.decode()
    assert "Kontoen er nå knyttet til ID-porten" in page
    assert "Knytt kontoen til ID-porten" not in page


def test_an_identity_that_belongs_to_another_account_is_never_moved(client: Client, provider: Provider) -> None:
    other, user = make_user("Ola", identity_hash=identity_hash(PID)), make_user("Kari Moen")
    client.force_login(user)
    assert _come_back(client, provider).headers["Location"] == "/min-konto/"
    assert "en annen konto" in client.get("/min-konto/").content.decode()
    for person, expected in ((other, identity_hash(PID)), (user, None)):
        person.refresh_from_db()
        assert person.identity_hash == expected
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("acr", ["idporten-loa-low", "Level4", ""])
def test_a_level_that_is_too_low_lets_nobody_in(acr: str, client: Client, provider: Provider) -> None:
    provider.claims["acr"] = acr
    answer = _come_back(client, provider)
    assert answer.status_code == 403
    assert "ikke sikker nok" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("changes", [{"state": "tampered"}, {"iss": "https://evil.example"}, {"code": "another"}])
def test_a_tampered_answer_lets_nobody_in(changes: dict[str, str], client: Client, provider: Provider) -> None:
    make_user(identity_hash=identity_hash(PID))
    answer = _come_back(client, provider, **changes)
    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


def test_a_replayed_answer_lets_nobody_in(client: Client, provider: Provider) -> None:
    make_user(identity_hash=identity_hash(PID))
    answer = provider.browser(client.get(START).headers["Location"])
    assert client.get(BACK, answer).status_code == 302
    client.post("/logg-ut/")
    assert client.get(BACK, answer).status_code == 400
    assert Client().get(BACK, answer).status_code == 400


def test_giving_up_is_no_error(client: Client, provider: Provider) -> None:
    state = provider.browser(client.get(START).headers["Location"])["state"]
    answer = client.get(BACK, {"error": "access_denied", "state": state, "iss": provider.issuer})
    assert answer.status_code == 200
    assert "Du avbrøt innloggingen" in answer.content.decode()


@pytest.mark.parametrize("place", ["openid-configuration", "par", "token"])
def test_a_provider_that_is_down_is_said_plainly(place: str, client: Client, provider: Provider) -> None:
    provider.down = (place,)
    answer = client.get(START)
    if place == "token":
        answer = client.get(BACK, provider.browser(answer.headers["Location"]))
    assert answer.status_code == 503
    assert "Vi fikk ikke kontakt med ID-porten. Du er ikke talt med ennå." in answer.content.decode()


def test_a_number_that_is_none_lets_nobody_in(client: Client, provider: Provider) -> None:
    provider.claims["pid"] = "12345678901"
    assert _come_back(client, provider).status_code == 400


def test_a_child_is_told_what_they_can_do_and_nothing_is_kept(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "age_on", lambda born, on: 12)
    answer = _come_back(client, provider)
    assert answer.status_code == 403
    assert "papirlister" in answer.content.decode()
    assert "login_proven" not in client.session
    assert not User.objects.filter(identity_hash__isnull=False).exists()


def test_a_number_without_a_date_of_birth_asks_for_the_age(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "birth_date", lambda raw: None)
    _come_back(client, provider)
    assert "is_old_enough" in client.get(WELCOME).content.decode()


def test_a_register_that_does_not_answer_does_not_stop_anybody(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RegisterUnavailable

    monkeypatch.setattr(FakeRegister, "lives_in", fail)
    user = make_user(identity_hash=identity_hash(PID))
    assert _come_back(client, provider, "/min-konto/").status_code == 302
    assert "ikke svar fra Folkeregisteret" in client.get("/min-konto/").content.decode()
    assert selectors.homes_of(user) == []


def test_without_a_register_only_the_identity_is_known(client: Client, provider: Provider, settings: Any) -> None:
    settings.DEMO = False
    _come_back(client, provider)
    client.post(WELCOME, {"name": "Kari Moen"})
    assert selectors.homes_of(User.objects.get(identity_hash=identity_hash(PID))) == []


def test_the_sign_in_page_offers_id_porten_only_where_it_is_set_up(client: Client, provider: Provider, settings: Any) -> None:
    assert "Logg inn med ID-porten" in client.get("/logg-inn/").content.decode()
    settings.ENV = type(settings.ENV)(debug=True)
    assert "Logg inn med ID-porten" not in client.get("/logg-inn/").content.decode()
    assert client.get(START).status_code == client.get(BACK).status_code == 404
    assert client.post(START).status_code == 405
