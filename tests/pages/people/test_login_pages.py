import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, RequestFactory
from django.utils import timezone

from dugnad.people.http import client_address, safe_next
from dugnad.people.models import LoginCode, User
from tests.cast import Cast
from tests.factories import make_place, make_user

pytestmark = pytest.mark.django_db
Code = Callable[[], str]
SIGN_IN, CODE, WELCOME = "/logg-inn/", "/logg-inn/kode/", "/logg-inn/velkommen/"


def _ask(client: Client, email: str = "ny@example.org", **more: str) -> Any:
    return client.post(SIGN_IN, {"email": email, **more})


def test_somebody_new_signs_in_tells_their_name_and_goes_where_they_were_heading(client: Client, newest_code: Code) -> None:
    page = client.get(f"{SIGN_IN}?next=/k/asker/sak/1/")
    assert 'name="next" value="/k/asker/sak/1/"' in page.content.decode()
    assert _ask(client, next="/k/asker/sak/1/").headers["Location"] == CODE
    assert "ny@example.org" in client.get(CODE).content.decode()
    assert client.post(CODE, {"code": newest_code()}).headers["Location"] == WELCOME
    assert not User.objects.exists()
    welcome = client.get(WELCOME).content.decode()
    assert "13 år" in welcome
    assert "personopplysningsloven § 5" in welcome
    before = client.session.session_key
    answer = client.post(WELCOME, {"name": "  Kari   Moen ", "is_old_enough": "on"})
    assert answer.headers["Location"] == "/k/asker/sak/1/"
    user = User.objects.get()
    assert (user.name, user.email, user.assurance, user.language) == ("Kari Moen", "ny@example.org", "email", "")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.session_key != before
    assert not {"login_email", "login_next", "login_proven"} & set(client.session.keys())


def test_a_known_person_signs_in_at_once_in_their_own_language(client: Client, newest_code: Code) -> None:
    make_user("Kari Moen", email="kari@example.org", language="en")
    _ask(client, "Kari@Example.org")
    assert client.post(CODE, {"code": newest_code()}).headers["Location"] == "/"
    assert client.get("/min-konto/").headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "http:///evil.example",
        "/%0d%0aX: y",
    ],
)
def test_it_never_sends_anybody_to_another_site(target: str, client: Client, newest_code: Code) -> None:
    make_user(email="kari@example.org")
    _ask(client, "kari@example.org", next=target)
    answer = client.post(CODE, {"code": newest_code()})
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))
    page = client.get(SIGN_IN, {"next": target}).content.decode()
    assert f'name="next" value="{target}"' not in page or target.startswith("/%")


def test_signing_in_from_the_sign_in_page_does_not_lead_back_to_it(client: Client, newest_code: Code) -> None:
    make_user(email="kari@example.org")
    _ask(client, "kari@example.org", next=SIGN_IN)
    assert client.post(CODE, {"code": newest_code()}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "email",
    ["", "kari", "kari@", "<script>alert(1)</script>@x.no", "x" * 10_000 + "@example.org", "😀@example.org", "\x00a@b.no"],
)
def test_a_wrong_address_is_kept_and_explained(email: str, client: Client, mailoutbox: Any) -> None:
    answer = _ask(client, email)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ds-error-summary" in page
    assert "<script>alert" not in page
    if email == "kari":
        assert 'value="kari"' in page
    assert mailoutbox == []


def test_a_wrong_code_is_explained_and_another_try_is_offered(client: Client, newest_code: Code) -> None:
    _ask(client)
    wrong = f"{(int(newest_code()) + 1) % 1_000_000:06d}"
    for typed in (wrong, "12345", "abcdef", "", "١٢٣٤٥٦", "1" * 10_000, "<b>1</b>"):
        answer = client.post(CODE, {"code": typed})
        assert answer.status_code == 422, typed
        assert "Send en ny kode" in answer.content.decode()
    assert client.post(CODE, {"code": newest_code()}).headers["Location"] == WELCOME


def test_a_code_tried_too_often_needs_a_new_one(client: Client, newest_code: Code) -> None:
    _ask(client)
    code = newest_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    pages = [client.post(CODE, {"code": wrong}).content.decode() for _ in range(5)]
    assert "for mange ganger" in pages[-1]
    assert "for mange ganger" in client.post(CODE, {"code": code}).content.decode()
    _ask(client)
    assert client.post(CODE, {"code": newest_code()}).headers["Location"] == WELCOME


def test_an_expired_code_and_a_used_code_are_told_apart(client: Client, newest_code: Code) -> None:
    _ask(client)
    code = newest_code()
    LoginCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "gått ut" in client.post(CODE, {"code": code}).content.decode()
    _ask(client)
    code = newest_code()
    client.post(CODE, {"code": code})
    assert "allerede brukt" in client.post(CODE, {"code": code}).content.decode()
    LoginCode.objects.all().delete()
    assert "gått ut" in client.post(CODE, {"code": code}).content.decode()


def test_a_code_sent_to_another_browser_does_not_let_in_without_its_address(client: Client, newest_code: Code) -> None:
    _ask(client)
    assert Client().post(CODE, {"code": newest_code()}).headers["Location"] == SIGN_IN


def test_too_many_codes_and_a_failing_mail_server_are_said_plainly(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        _ask(client)
    answer = _ask(client)
    assert answer.status_code == 422
    assert "Vent et kvarter" in answer.content.decode()
    monkeypatch.setattr(EmailBackend, "send_messages", _fail)
    assert "ikke sendt e-posten" in _ask(client, "annen@example.org").content.decode()


def _fail(*_: object) -> int:
    raise TimeoutError


def _proven(client: Client, newest_code: Code) -> None:
    _ask(client)
    client.post(CODE, {"code": newest_code()})


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "x" * 10_000, "123", "😀", "..."])
def test_a_name_that_is_none_is_kept_and_explained(name: str, client: Client, newest_code: Code) -> None:
    _proven(client, newest_code)
    answer = client.post(WELCOME, {"name": name, "is_old_enough": "on"})
    assert answer.status_code == 422
    assert "ds-error-summary" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Kari 😀 Moen", "Ánne Márjá", "O'Neill"])
def test_an_unusual_name_is_shown_as_text(name: str, client: Client, newest_code: Code) -> None:
    _proven(client, newest_code)
    client.post(WELCOME, {"name": name, "is_old_enough": "on"})
    assert User.objects.get().name == name
    assert "<script>alert" not in client.get("/min-konto/").content.decode()


def test_signs_that_turn_the_writing_are_left_out_of_a_name(client: Client, newest_code: Code) -> None:
    _proven(client, newest_code)
    client.post(WELCOME, {"name": "Kari\u202e Moen\u200b", "is_old_enough": "on"})
    assert User.objects.get().name == "Kari Moen"


def test_somebody_under_13_is_told_what_they_can_do(client: Client, newest_code: Code) -> None:
    _proven(client, newest_code)
    answer = client.post(WELCOME, {"name": "Ole"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "papirlister" in page
    assert 'value="Ole"' in page
    assert not User.objects.exists()


def test_sending_the_welcome_twice_makes_one_account(client: Client, newest_code: Code) -> None:
    _proven(client, newest_code)
    twin = Client()
    for name, morsel in client.cookies.items():
        twin.cookies[name] = morsel.value
    for browser in (client, twin):
        browser.post(WELCOME, {"name": "Kari", "is_old_enough": "on"})
    assert User.objects.count() == 1


def test_what_was_proven_long_ago_does_not_hold(client: Client, newest_code: Code) -> None:
    _proven(client, newest_code)
    session = client.session
    session["login_proven"] = {**session["login_proven"], "at": (timezone.now() - timedelta(hours=2)).isoformat()}
    session.save()
    assert client.get(WELCOME).headers["Location"] == SIGN_IN


def test_signing_out_ends_the_session_and_keeps_the_language(client: Client) -> None:
    client.force_login(make_user())
    client.post("/sprak/", {"language": "nn", "next": "/logg-inn/"})
    assert client.post("/logg-ut/", {"next": "/logg-inn/"}).headers["Location"] == "/logg-inn/"
    assert "_auth_user_id" not in client.session
    assert client.get(SIGN_IN).headers["Content-Language"] == "nn"
    assert Client().post("/logg-ut/").headers["Location"] == "/"


def test_the_language_follows_the_person_then_the_browser_then_the_municipality(client: Client, cast: Cast) -> None:
    cast.asker.languages = ["nn", "nb"]
    cast.asker.save()
    address = "/k/asker/bosted/"

    def spoken(browser: Client, header: str = "") -> str:
        return str(browser.get(address, headers={"Accept-Language": header}).headers["Content-Language"])

    assert spoken(client) == "nn"
    assert spoken(client, "nb-NO,nb;q=0.9") == "nb"
    assert spoken(client, "no") == "nb"
    assert spoken(client, "de, en;q=0.8") == "nn"
    assert spoken(client, "nb;q=rare, nn;q=0.1") == "nn"
    user = make_user(language="en")
    client.force_login(user)
    assert spoken(client, "nb") == "en"
    client.post("/sprak/", {"language": "nb", "next": address})
    user.refresh_from_db()
    assert (spoken(client), user.language) == ("nb", "nb")
    client.post("/sprak/", {"language": "xx", "next": "https://evil.example"})
    assert spoken(client) == "nb"


def test_a_guessed_language_does_not_become_the_persons_own(client: Client, newest_code: Code) -> None:
    for name, header, kept in (("Jan Ny", "de", ""), ("Kim Ny", "en-GB, nb;q=0.5", "en")):
        browser = Client()
        _ask(browser, f"{name[:3]}@example.org")
        browser.post(CODE, {"code": newest_code()})
        browser.post(WELCOME, {"name": name, "is_old_enough": "on"}, headers={"Accept-Language": header})
        assert User.objects.get(name=name).language == kept


def test_places_outside_dugnad_and_the_way_in_speak_the_language_of_the_place(client: Client, cast: Cast) -> None:
    make_place("Volda", number="1577", language_form="nn")
    cast.asker.languages = ["nn", "nb"]
    cast.asker.save()
    unknown = {"Accept-Language": "de"}
    for address, expected in (
        ("/k/volda/", "nn"),
        ("/logg-inn/?next=/k/asker/", "nn"),
        ("/logg-inn/", "nb"),
        ("/k/ingen/", "nb"),
    ):
        assert client.get(address, headers=unknown).headers["Content-Language"] == expected, address


def test_the_switch_offers_what_the_municipality_offers_and_what_is_spoken_now(client: Client, cast: Cast) -> None:
    cast.asker.languages = ["nn", "nb"]
    cast.asker.save()

    def offered() -> set[str]:
        return set(re.findall(r'name="language" value="(\w\w)"', client.get("/k/asker/bosted/").content.decode()))

    assert offered() == {"nn", "nb"}
    client.post("/sprak/", {"language": "en", "next": "/"})
    assert offered() == {"nn", "nb", "en"}


def test_the_language_can_be_chosen_without_an_account(client: Client) -> None:
    assert client.post("/sprak/", {"language": "en", "next": "/logg-inn/?next=/a/"}).headers["Location"] == "/logg-inn/?next=/a/"
    assert client.get(SIGN_IN).headers["Content-Language"] == "en"


def test_an_act_that_needs_signing_in_leads_back_afterwards(client: Client, cast: Cast) -> None:
    page = client.get("/k/asker/bosted/?a=1")
    assert page.status_code == 401
    assert "/logg-inn/?next=/k/asker/bosted/%3Fa%3D1" in page.content.decode()
    page = client.post("/k/asker/bosted/", {"address": "x"}, headers={"Referer": "http://testserver/k/asker/sak/1/?b=2"})
    assert "next=/k/asker/sak/1/%3Fb%3D2" in page.content.decode()
    page = client.post("/k/asker/bosted/", {"address": "x"}, headers={"Referer": "https://evil.example/k/"})
    assert 'next=/"' in page.content.decode()
    fragment = client.get(
        "/k/asker/bosted/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/k/asker/sak/1/"}
    )
    assert fragment.headers["HX-Redirect"] == "/logg-inn/?next=%2Fk%2Fasker%2Fsak%2F1%2F"


def test_a_refusal_says_why_without_a_way_that_does_not_help(client: Client, cast: Cast) -> None:
    client.force_login(cast.people["resident"])  # type: ignore[arg-type]
    page = client.get("/k/asker/administrasjon/")
    assert page.status_code == 403
    assert "administratorer" in page.content.decode()
    assert "Logg inn</a></p>" not in page.content.decode()


def test_the_address_of_a_request_comes_from_the_trusted_proxy_only(settings: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 5.6.7.8"})
    assert client_address(request) == "10.0.0.1"
    settings.ENV = replace(settings.ENV, trusted_proxy=True)
    assert client_address(request) == "5.6.7.8"
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"
    assert safe_next(request, None, "/x/") == "/x/"


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    _ask(client)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_demonstration_points_to_its_mailbox(client: Client, settings: Any, tmp_path: Any, newest_code: Code) -> None:
    assert client.get("/demo/post/").status_code == 404
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    assert "Ingen e-post" in client.get("/demo/post/").content.decode()
    assert "/demo/post/" in client.get(SIGN_IN).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    for email in ("en@example.org", "to@example.org"):
        _ask(client, email)
    page = client.get("/demo/post/").content.decode()
    assert page.index("to@example.org") < page.index("en@example.org")
    assert "Koden din er" in page
    assert f'href="{settings.BASE_URL}"' in page
    only = client.get("/demo/post/", {"til": "EN@"}).content.decode()
    assert "en@example.org" in only
    assert "Til to@example.org" not in only


def test_the_mailbox_reads_odd_mail_and_shows_it_as_text(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "a.log").write_text("Subject: <b>Hei</b>\nTo: x@y.no\nDate: rubbish\n\n<script>alert(1)</script>")
    (tmp_path / "b.log").write_text("Subject: Bare en fil\nContent-Type: application/pdf\n\nxx\n" + "-" * 79 + "\n")
    page = client.get("/demo/post/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "Bare en fil" in page


def test_the_mailbox_shows_the_newest_fifty(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path
    for number in range(60):
        (tmp_path / f"{number}.log").write_text(f"Subject: Nummer {number}\nTo: x@y.no\n\nHei")
    assert client.get("/demo/post/").content.decode().count("<article>") == 50
