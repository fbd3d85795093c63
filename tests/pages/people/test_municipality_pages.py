import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from dugnad.people.models import Membership, Representation, ResidencyRequest, Role
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor, make_member, make_user

SETTINGS, ROLES, ASK, QUEUE, OTHERS = (
    f"/k/asker/{path}" for path in ("administrasjon/", "administrasjon/roller/", "bosted/", "bosted/ko/", "for-andre/")
)
As = Callable[[Any], Client]
GOOD = {
    "name": "Asker",
    "greeting": "Hei",
    "brand_color": "#1E6B3C",
    "picture_alt": "",
    "own_language": "nn",
    "other_languages": ["nb", "nn"],
    "phone": "66 70 00 00",
    "email": "post@asker.example",
    "meeting_place": "Biblioteket",
    "moderation": "before",
    "answer_days": "8",
}


def _picture(kind: str = "JPEG") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, kind)
    return SimpleUploadedFile("b.jpg", stream.getvalue(), "image/jpeg")


def test_an_administrator_can_set_everything(cast: Cast, as_person: As) -> None:
    client = as_person(cast.people["administrator"])
    answer = client.post(SETTINGS, {**GOOD, "picture": _picture(), "picture_alt": "Havnen", "act": "save"})
    assert answer.headers["Location"] == SETTINGS
    cast.asker.refresh_from_db()
    assert cast.asker.languages == ["nn", "nb"]
    assert (cast.asker.moderation, cast.asker.answer_days, cast.asker.brand_color) == ("before", 8, "#1e6b3c")
    page = client.get(SETTINGS).content.decode()
    assert 'alt="Havnen"' in page
    assert "/k/asker/farger.css" in page
    client.post(SETTINGS, {**GOOD, "remove_picture": "on", "picture_alt": "Havnen"})
    cast.asker.refresh_from_db()
    assert not cast.asker.picture


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("greeting", "x" * 121),
        ("brand_color", "red"),
        ("brand_color", "#12345g"),
        ("brand_color", ""),
        ("own_language", "xx"),
        ("other_languages", ["xx"]),
        ("phone", "ring meg"),
        ("phone", "<script>"),
        ("email", "post"),
        ("moderation", "never"),
        ("answer_days", "0"),
        ("answer_days", "61"),
        ("answer_days", "fem"),
    ],
)
def test_a_wrong_setting_is_kept_and_changes_nothing(name: str, value: Any, cast: Cast, as_person: As) -> None:
    answer = as_person(cast.people["administrator"]).post(SETTINGS, {**GOOD, name: value})
    assert answer.status_code == 422
    assert 'value="Biblioteket"' in answer.content.decode()
    assert "<script>" not in answer.content.decode().replace("<script src", "")
    cast.asker.refresh_from_db()
    assert cast.asker.greeting == ""


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("b.jpg", b"<svg onload=alert(1)>", "image/jpeg"),
        SimpleUploadedFile("b.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("b.jpg", b"\xff\xd8" + b"0" * (15 * 1024 * 1024 + 1), "image/jpeg"),
        _picture("GIF"),
    ],
    ids=["script", "empty", "large", "kind"],
)
def test_a_file_that_is_no_picture_is_explained_and_the_rest_is_kept(upload: Any, cast: Cast, as_person: As) -> None:
    upload.seek(0)
    answer = as_person(cast.people["administrator"]).post(SETTINGS, {**GOOD, "picture": upload, "picture_alt": "Havnen"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Havnen"' in page
    assert "id_picture_error" in page


def test_a_picture_needs_a_description(cast: Cast, as_person: As) -> None:
    answer = as_person(cast.people["administrator"]).post(SETTINGS, {**GOOD, "picture": _picture()})
    assert answer.status_code == 422
    assert "Skriv hva bildet viser" in answer.content.decode()


def test_a_colour_is_looked_at_without_being_saved_and_a_poor_one_is_warned_of(cast: Cast, as_person: As) -> None:
    client = as_person(cast.people["administrator"])
    page = client.post(SETTINGS, {**GOOD, "brand_color": "#cc0000", "act": "preview"}).content.decode()
    assert "/k/asker/administrasjon/farger.css?farge=%23cc0000" in page
    assert 'data-kind="warning"' in page
    cast.asker.refresh_from_db()
    assert cast.asker.brand_color != "#cc0000"
    sheet = client.get("/k/asker/administrasjon/farger.css", {"farge": "#cc0000"})
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert client.get("/k/asker/administrasjon/farger.css", {"farge": "#cc0000;}"}).status_code == 404


def test_the_style_sheet_is_kept_by_browsers_until_it_changes(cast: Cast, client: Client) -> None:
    cast.asker.theme_css = ":root{--x:1}"
    cast.asker.save()
    first = client.get("/k/asker/farger.css")
    assert first.content == b":root{--x:1}"
    assert set(first.headers["Cache-Control"].split(", ")) == {"max-age=300", "public"}
    again = client.get("/k/asker/farger.css", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    cast.asker.theme_css = ""
    cast.asker.save()
    assert client.get("/k/asker/farger.css", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_roles_are_given_and_taken_on_one_page(cast: Cast, as_person: As, django_assert_max_num_queries: Any) -> None:
    client = as_person(cast.people["administrator"])
    wrong = client.post(ROLES, {"email": "ny@example.org", "role": "coworker"})
    assert wrong.status_code == 422
    assert "Skriv navnet også" in wrong.content.decode()
    assert client.post(ROLES, {"email": "x", "role": "king", "title": "x" * 81}).status_code == 422
    client.post(ROLES, {"email": "ny@example.org", "name": "<b>Ny</b>", "role": "coworker", "title": "rådgiver"})
    for _ in range(10):
        make_member(cast.asker, Role.COWORKER)
    with django_assert_max_num_queries(12):
        page = client.get(ROLES).content.decode()
    assert "&lt;b&gt;Ny&lt;/b&gt;" in page
    with scope(cast.asker):
        own = Membership.objects.get(user__email="ny@example.org")
    for _ in range(2):
        assert client.post(f"{ROLES}{own.pk}/fjern/").headers["Location"] == ROLES
    with scope(cast.asker):
        last = Membership.objects.get(role=Role.ADMINISTRATOR)
    refused = client.post(f"{ROLES}{last.pk}/fjern/")
    assert refused.status_code == 403
    assert "minst én administrator" in refused.content.decode()


def test_somebody_asks_where_they_live_and_a_clerk_answers(cast: Cast, as_person: As) -> None:
    user = make_user("Ny Her")
    client = as_person(user)
    assert client.post(ASK, {"address": ""}).status_code == 422
    assert client.post(ASK, {"address": "x" * 10_000}).status_code == 422
    for address in ("Vei 1", "<script>alert(1)</script>"):
        assert client.post(ASK, {"address": address}).headers["Location"] == ASK
    page = client.get(ASK).content.decode()
    assert "Kommunen har ikke svart ennå" in page
    assert "<script>alert" not in page
    with scope(cast.asker):
        asked = ResidencyRequest.objects.get()
    clerk = as_person(cast.people["secretary"])
    assert "Ny Her" in clerk.get(QUEUE).content.decode()
    for _ in range(2):
        assert clerk.post(f"{QUEUE}{asked.pk}/bekreft/").headers["Location"] == QUEUE
    assert "Noen har svart på dette før deg" in clerk.get(QUEUE).content.decode()
    assert clerk.get(f"{QUEUE}{asked.pk}/avsla/").headers["Location"] == QUEUE
    assert actor(user, cast.asker).is_resident
    assert "Vi vet allerede at du bor her" in as_person(user).get(ASK).content.decode()


def test_somebody_can_take_back_their_question(cast: Cast, as_person: As) -> None:
    client = as_person(make_user())
    client.post(ASK, {"address": "Vei 1"})
    for _ in range(2):
        assert client.post(f"{ASK}trekk/").headers["Location"] == ASK
    with scope(cast.asker):
        assert not ResidencyRequest.objects.exists()


def test_a_clerk_declines_with_a_reason(cast: Cast, as_person: As) -> None:
    user = make_user("Ny Her")
    as_person(user).post(ASK, {"address": "Vei 1"})
    with scope(cast.asker):
        asked = ResidencyRequest.objects.get()
    clerk = as_person(cast.people["coworker"])
    address = f"{QUEUE}{asked.pk}/avsla/"
    assert "Vei 1" in clerk.get(address).content.decode()
    for reason in ("", "   ", "x" * 501):
        assert clerk.post(address, {"reason": reason}).status_code == 422
    assert clerk.post(address, {"reason": "Fant ikke adressen."}).headers["Location"] == QUEUE
    assert not actor(user, cast.asker).is_resident


@pytest.mark.parametrize("rows", [10, 60])
def test_the_queue_asks_the_database_as_much_for_many(
    rows: int, cast: Cast, as_person: As, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        ResidencyRequest.objects.create(user=make_user(), municipality=cast.asker, address=f"Vei {number}", asked_at=NOW)
        Representation.objects.create(user=make_user(), municipality=cast.asker, folded=f"p {number}", registered_at=NOW)
    client = as_person(cast.people["coworker"])
    for page in (QUEUE, OTHERS):
        with django_assert_max_num_queries(9):
            assert client.get(page, {"side": "999"}).status_code == 200


def test_staff_act_for_somebody_and_every_page_says_so(cast: Cast, as_person: As) -> None:
    client = as_person(cast.people["coworker"])
    assert client.post(OTHERS, {"name": "Gerd Olsen"}).status_code == 422
    wrong = client.post(OTHERS, {"name": "Gerd Olsen", "identity_number": "12345678901", "has_asked": "on"})
    assert wrong.status_code == 422
    assert "ikke et gyldig fødselsnummer" in wrong.content.decode()
    assert client.post(OTHERS, {"name": "Gerd Olsen", "has_asked": "on", "lives_here": "on"}).headers["Location"] == OTHERS
    with scope(cast.asker):
        person = Representation.objects.get().user
    assert "Gerd Olsen" in client.get(OTHERS, {"q": "gerd"}).content.decode()
    assert "Ingen med det navnet" in client.get(OTHERS, {"q": "arne"}).content.decode()
    started = client.post(f"{OTHERS}{person.pk}/start/", {"next": "/k/asker/sak/1/"})
    assert started.headers["Location"] == "/k/asker/sak/1/"
    page = client.get(OTHERS)
    assert "Gerd Olsen" in page.content.decode().split("</header>")[0]
    assert page.wsgi_request.actor.on_behalf_of == person  # type: ignore[attr-defined]
    assert page.wsgi_request.actor.is_resident  # type: ignore[attr-defined]
    client.post(f"{OTHERS}avslutt/")
    assert client.get(OTHERS).wsgi_request.actor.on_behalf_of is None  # type: ignore[attr-defined]
    with scope(cast.asker):
        assert JournalEntry.objects.filter(on_behalf_of=person, actor=cast.people["coworker"]).exists()


def test_acting_for_somebody_ends_with_the_role_the_municipality_or_the_person(cast: Cast, as_person: As) -> None:
    person = make_user("Gerd Olsen")
    representation = Representation.objects.create(user=person, municipality=cast.asker, folded="gerd olsen", registered_at=NOW)
    clerk = make_member(cast.asker, Role.COWORKER)
    role_elsewhere = Membership.objects.create(user=clerk, municipality=cast.utsira, role=Role.COWORKER, given_at=NOW)
    client = as_person(clerk)
    client.post(f"{OTHERS}{person.pk}/start/")

    def acting(page: str) -> Any:
        return client.get(page).wsgi_request.actor.on_behalf_of  # type: ignore[attr-defined]

    assert acting("/k/asker/sak/1/") == person
    assert acting("/k/utsira/for-andre/") is None
    assert acting("/logg-inn/") is None
    representation.delete()
    assert acting("/k/asker/sak/1/") is None
    Representation.objects.create(user=person, municipality=cast.asker, folded="gerd olsen", registered_at=NOW)
    with scope(cast.asker):
        Membership.objects.filter(user=clerk).delete()
    assert acting("/k/asker/sak/1/") is None
    assert role_elsewhere.pk


def test_staff_cannot_act_for_somebody_who_has_not_asked(cast: Cast, as_person: As) -> None:
    client = as_person(cast.people["coworker"])
    assert client.post(f"{OTHERS}{cast.people['resident'].pk}/start/").status_code == 404  # type: ignore[union-attr]


def test_the_menu_shows_each_what_they_may_do(cast: Cast, as_person: As) -> None:
    def menu(who: str) -> str:
        return as_person(cast.people[who]).get("/k/asker/sak/1/").content.decode()

    assert "/k/asker/administrasjon/roller/" in menu("administrator")
    assert "/k/asker/for-andre/" in menu("coworker")
    assert "/k/asker/administrasjon/" not in menu("coworker")
    resident = menu("resident")
    assert "/min-konto/" in resident
    assert "/k/asker/for-andre/" not in resident
