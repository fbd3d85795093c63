import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dugnad.people.models import User
from tests.cast import Cast
from tests.factories import make_resident, make_user

pytestmark = pytest.mark.django_db
ACCOUNT, EMAIL, EMAIL_CODE, LEAVE = "/min-konto/", "/min-konto/e-post/", "/min-konto/e-post/kode/", "/min-konto/slutt/"
Code = Callable[[], str]


@pytest.fixture
def kari(cast: Cast, client: Client) -> User:
    user = make_resident(cast.asker, "Kari Moen", email="kari@example.org")
    client.force_login(user)
    return user


def test_a_person_can_change_name_language_and_hour(client: Client, kari: User) -> None:
    assert "Asker" in client.get(ACCOUNT).content.decode()
    client.post(ACCOUNT, {"name": "Kari M. Moen", "language": "en", "digest_hour": "7"})
    kari.refresh_from_db()
    assert (kari.name, kari.language, kari.digest_hour) == ("Kari M. Moen", "en", 7)
    assert client.get(ACCOUNT).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "values",
    [
        {"name": "", "language": "nb", "digest_hour": "7"},
        {"name": "Kari <b>", "language": "xx", "digest_hour": "7"},
        {"name": "Kari <b>", "language": "nb", "digest_hour": "99"},
        {"name": "K" * 10_000, "language": "nb", "digest_hour": "7"},
        {},
    ],
)
def test_wrong_values_are_kept_and_change_nothing(values: dict[str, str], client: Client, kari: User) -> None:
    answer = client.post(ACCOUNT, values)
    assert answer.status_code == 422
    if "<b>" in values.get("name", ""):
        assert "Kari &lt;b&gt;" in answer.content.decode()
    kari.refresh_from_db()
    assert kari.name == "Kari Moen"


def test_the_account_page_asks_the_database_little(client: Client, kari: User, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        client.get(ACCOUNT)


def test_a_person_can_change_their_address_with_a_code(client: Client, kari: User, newest_code: Code) -> None:
    assert client.get(EMAIL_CODE).headers["Location"] == EMAIL
    assert client.post(EMAIL, {"email": "NY@example.org"}).headers["Location"] == EMAIL_CODE
    code = newest_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "ny@example.org" in client.get(EMAIL_CODE).content.decode()
    assert client.post(EMAIL_CODE, {"code": wrong}).status_code == 422
    assert client.post(EMAIL_CODE, {"code": "x"}).status_code == 422
    assert client.post(EMAIL_CODE, {"code": code}).headers["Location"] == ACCOUNT
    kari.refresh_from_db()
    assert kari.email == "ny@example.org"


def test_a_person_cannot_take_an_address_that_another_has(client: Client, kari: User, newest_code: Code) -> None:
    make_user(email="opptatt@example.org")
    client.post(EMAIL, {"email": "opptatt@example.org"})
    client.post(EMAIL_CODE, {"code": newest_code()})
    assert "En annen konto bruker denne e-postadressen" in client.get(ACCOUNT).content.decode()
    kari.refresh_from_db()
    assert kari.email == "kari@example.org"


def test_a_wrong_address_and_too_many_codes_are_explained(client: Client, kari: User) -> None:
    assert client.post(EMAIL, {"email": "ny"}).status_code == 422
    for _ in range(5):
        client.post(EMAIL, {"email": "ny@example.org"})
    answer = client.post(EMAIL, {"email": "ny@example.org"})
    assert answer.status_code == 422
    assert "Vent et kvarter" in answer.content.decode()


def test_a_person_gets_all_their_data_as_a_file(client: Client, kari: User) -> None:
    answer = client.get("/min-konto/data/")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="dugnad-')
    assert json.loads(answer.content)["rooms"]["people"]["account"]["name"] == "Kari Moen"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_person_can_leave_and_every_session_ends(client: Client, kari: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(kari)
    page = client.get(LEAVE).content.decode()
    assert "Dette sletter vi" in page
    assert "avtrykket fra ID-porten" in page
    assert client.post(LEAVE, {}).status_code == 422
    kari.refresh_from_db()
    assert kari.is_active
    assert client.post(LEAVE, {"is_sure": "on"}).headers["Location"] == "/farvel/"
    assert "Takk for at du var med" in client.get("/farvel/").content.decode()
    for browser in (client, elsewhere):
        assert browser.get(ACCOUNT).status_code == 401
    assert not User.objects.filter(email="kari@example.org").exists()


def test_the_last_administrator_is_told_before_leaving(client: Client, cast: Cast) -> None:
    client.force_login(cast.people["administrator"])  # type: ignore[arg-type]
    page = client.get(LEAVE).content.decode()
    assert "eneste administratoren i Asker" in page
    assert 'name="is_sure"' not in page
    assert client.post(LEAVE, {"is_sure": "on"}).status_code == 403


def test_the_farewell_is_only_for_those_who_left(client: Client) -> None:
    assert client.get("/farvel/").headers["Location"] == "/"
