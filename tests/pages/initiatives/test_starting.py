import io
import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from dugnad.initiatives.models import Initiative
from dugnad.tenancy.models import Place
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter, MatterPicture
from tests.cast import Cast
from tests.unit.initiatives.gathering_setup import make_draft, make_published

START = "/k/asker/start/"
TYPED = {
    "key": "form-1",
    "title": "Benk ved Bleikertjern",
    "lead": "Tre benker.",
    "body": "Ingen har noe sted å hvile.",
    "place_name": "Bleiker",
    "theme": "outdoors",
    "act": "vis",
}
HTMX = {"HTTP_HX_REQUEST": "true"}


def picture(kind: str = "JPEG") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, kind)
    return SimpleUploadedFile(f"tjern.{kind.lower()}", stream.getvalue())


def the_one(cast: Cast) -> Initiative:
    with scope(cast.asker):
        return Initiative.objects.select_related("matter").get()


def test_a_visitor_can_write_first_and_finds_the_words_after_signing_in(cast: Cast, client: Client) -> None:
    assert "Du logger inn når du lagrer" in client.get(START).content.decode()
    answer = client.post(START, TYPED)
    assert answer["Location"] == "/logg-inn/?next=%2Fk%2Fasker%2Fstart%2F"
    client.post("/logg-inn/", {"email": cast.resident.email, "next": START})
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code
    answer = client.post("/logg-inn/kode/", {"code": code[0]})
    assert answer["Location"] == START
    form = client.get(START).context["form"]
    assert {name: form[name].value() for name in ("title", "lead", "body", "place_name", "theme", "key")} == {
        name: TYPED[name] for name in ("title", "lead", "body", "place_name", "theme", "key")
    }
    client.post(START, TYPED)
    assert not client.get(START).context["form"]["title"].value()
    assert the_one(cast).matter.title == TYPED["title"]


def test_what_a_visitor_typed_is_kept_to_a_length(cast: Cast, client: Client) -> None:
    client.post(START, {**TYPED, "body": "x" * 100_000})
    assert len(client.session[f"initiatives.start.{cast.asker.pk}"]["body"]) == 12_000


def test_a_resident_can_start_see_it_as_it_will_be_and_publish(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    answer = client.post(START, TYPED)
    draft = the_one(cast)
    assert answer["Location"] == draft.matter.get_absolute_url()
    shown = client.get(answer["Location"]).content.decode()
    assert "Dette er et utkast" in shown
    assert "Publiser" in shown
    published = client.post(f"{START}{draft.matter.number}/publiser/", follow=True).content.decode()
    assert "Nå er det ute" in published
    assert "Dette er et utkast" not in published
    again = client.post(f"{START}{draft.matter.number}/publiser/")
    assert again["Location"] == draft.matter.get_absolute_url()


def test_a_draft_is_not_there_for_others(cast: Cast, client: Client) -> None:
    draft = make_draft(cast)
    client.force_login(cast.resident)
    assert client.get(draft.matter.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(draft.matter.get_absolute_url()).status_code == 404


def test_saving_for_later_needs_no_more_than_a_title(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    answer = client.post(START, {"key": "k", "title": "Benk", "act": "lagre"}, follow=True)
    assert "Utkastet er lagret" in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Benk"


def test_what_is_missing_is_said_all_at_once_and_what_is_written_is_saved(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    answer = client.post(START, {"key": "k", "title": "Benk", "body": "Fordi.", "act": "vis"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vi mangler tre ting" in page
    assert all(words in page for words in ("Skriv hva det er", "Skriv hvor det gjelder", "Velg et tema", "Fordi."))
    assert the_one(cast).body_markdown == "Fordi."
    # The form now leads to the draft, and sent again it is still one.
    number = the_one(cast).matter.number
    assert f'action="{START}{number}/"' in page
    assert client.post(f"{START}{number}/", TYPED).status_code == 302
    assert the_one(cast).matter.theme == "outdoors"


def test_publishing_an_unfinished_draft_shows_what_is_missing(cast: Cast, client: Client) -> None:
    draft = make_draft(cast, theme="", is_whole_place=True, place_name="")
    client.force_login(cast.starter)
    answer = client.post(f"{START}{draft.matter.number}/publiser/")
    assert answer.status_code == 422
    assert "Velg et tema" in answer.content.decode()
    assert answer.context["form"]["title"].value() == draft.matter.title


def test_a_form_sent_twice_is_one_initiative(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    with scope(cast.asker):
        before = Matter.objects.count()
    for _again in range(3):
        assert client.post(START, TYPED).status_code == 302
    with scope(cast.asker):
        assert Matter.objects.count() == before + 1


def test_similar_matters_are_offered_as_a_fragment_and_as_a_page(cast: Cast, client: Client) -> None:
    other = make_published(cast, title="Badeplass i Sandvika", lead="Trapp og rampe.")
    for extra, whole in ((HTMX, False), ({}, True)):
        answer = client.get(f"{START}lignende/", {"title": "badeplass sandvika"}, **extra)  # type: ignore[arg-type]
        page = answer.content.decode()
        assert other.matter.title in page
        assert ("<html" in page) is whole
    assert "HX-Request" in client.get(f"{START}lignende/", {"title": "x"})["Vary"]
    assert "Vi fant ingen" in client.get(f"{START}lignende/", {"title": "helt annet qwerty"}).content.decode()
    assert client.get(f"{START}lignende/", {"title": "x" * 10_000}).status_code == 200


def test_without_javascript_the_draft_shows_similar_matters(cast: Cast, client: Client) -> None:
    other = make_published(cast, title="Benk ved Bleikerdammen")
    client.force_login(cast.resident)
    answer = client.post(START, TYPED, follow=True)
    assert other.matter.title in answer.content.decode()


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> & 🌲👩🏽‍🦽'


@pytest.mark.parametrize("field", ["title", "lead", "body", "place_name", "what_needed"])
def test_html_script_and_emoji_stay_words(cast: Cast, client: Client, field: str) -> None:
    client.force_login(cast.resident)
    client.post(START, {**TYPED, field: HOSTILE})
    draft = the_one(cast)
    client.post(f"{START}{draft.matter.number}/publiser/")
    for address in (
        draft.matter.get_absolute_url(),
        f"{draft.matter.get_absolute_url()}versjoner/1/",
        f"{draft.matter.get_absolute_url()}rediger/",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "👩🏽‍🦽" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "å" * 10_000}, "120 tegn, og du har skrevet 10000"),
        ({"lead": "å" * 10_000}, "300 tegn, og du har skrevet 10000"),
        ({"body": "å" * 10_000}, "8000 tegn, og du har skrevet 10000"),
        ({"title": "   "}, "Skriv hva du vil få til"),
        ({"title": "\x00"}, "Null"),
        ({"theme": "månen"}, "Velg et tema fra listen"),
        ({"lat": "sytti", "lon": "10"}, "Skriv et tall"),
        ({"lat": "nan", "lon": "inf"}, "Skriv et tall"),
        ({"lat": "59,7"}, "Skriv lengdegraden også"),
        ({"lat": "599,7", "lon": "10,4"}, "Breddegraden må være"),
        ({"lat": "59,5", "lon": "9"}, "i sjøen eller utenfor Asker"),
        ({"lat": "59,5", "lon": "11,5"}, "ligger i Bærum, ikke i Asker"),
    ],
)
def test_bad_input_gets_a_clear_answer_and_is_kept(cast: Cast, client: Client, changes: dict[str, str], words: str) -> None:
    def square(west: int) -> dict[str, Any]:
        east = west + 1
        return {"type": "Polygon", "coordinates": [[[west, 59], [east, 59], [east, 60], [west, 60], [west, 59]]]}

    Place.objects.filter(pk=cast.asker.place_id).update(boundary=square(10))
    Place.objects.create(
        number="3201", kind="municipality", name="Bærum", folded="baerum", slug="baerum", lon=11.5, lat=59.5, boundary=square(11)
    )
    client.force_login(cast.resident)
    answer = client.post(START, {**TYPED, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page or "Nulltegn" in page
    assert page.count("Feil:") == 1
    for name, value in {**TYPED, **changes}.items():
        if name not in {"act", "theme", "lat", "lon"} and value.strip(" \x00"):
            assert value in page, name
    with scope(cast.asker):
        assert not Initiative.objects.exists()


def test_a_point_is_taken_with_a_comma(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    client.post(START, {**TYPED, "lat": "59,7109", "lon": "10,44782"})
    assert (the_one(cast).matter.lat, the_one(cast).matter.lon) == (59.7109, 10.44782)
    page = client.get(the_one(cast).matter.get_absolute_url()).content.decode()
    assert "59,7109° N" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tekst.jpg", b"ikke et bilde", "Vi kan ikke lese filen"),
        ("skript.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Vi kan ikke lese filen"),
        ("tom.png", b"", "Filen er tom"),
        ("stor.jpg", b"\xff\xd8\xff" + b"0" * 20 * 1024 * 1024, "større enn 15 MB"),
    ],
)
def test_a_wrong_picture_gets_a_clear_answer_and_the_words_are_saved(
    cast: Cast, client: Client, name: str, content: bytes, words: str
) -> None:
    client.force_login(cast.resident)
    upload = SimpleUploadedFile(name, content, content_type="image/jpeg")
    answer = client.post(START, {**TYPED, "picture": upload, "picture_alt": "Tjernet"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert TYPED["body"] in answer.content.decode()
    with scope(cast.asker):
        assert not MatterPicture.objects.exists()


def test_a_picture_needs_a_description_and_is_stored_once_it_has_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    answer = client.post(START, {**TYPED, "picture": picture()})
    assert "Skriv kort hva bildet viser" in answer.content.decode()
    answer = client.post(START, {**TYPED, "picture": picture("PNG"), "picture_alt": "Tjernet i kveldssol"}, follow=True)
    assert 'alt="Tjernet i kveldssol"' in answer.content.decode()


def test_a_starter_can_delete_a_draft_after_being_asked(cast: Cast, client: Client) -> None:
    draft = make_draft(cast)
    client.force_login(cast.starter)
    address = f"{START}{draft.matter.number}/slett/"
    assert "kan ikke hentes fram igjen" in client.get(address).content.decode()
    assert "Utkastet er slettet" in client.post(address, follow=True).content.decode()
    assert client.get(draft.matter.get_absolute_url()).status_code == 404


def test_a_starter_can_withdraw_after_being_asked(cast: Cast, client: Client) -> None:
    initiative = make_published(cast)
    client.force_login(cast.starter)
    address = f"{initiative.matter.get_absolute_url()}trekk/"
    assert "Da er saken avsluttet" in client.get(address).content.decode()
    assert client.post(address, {"why": "x" * 300}).status_code == 422
    page = client.post(address, {"why": "Vi fant en annen vei."}, follow=True).content.decode()
    assert "Forslaget ble trukket" in page
    assert "Vi fant en annen vei." in page


def test_nothing_changes_by_looking(cast: Cast, client: Client) -> None:
    initiative = make_published(cast)
    client.force_login(cast.resident)
    base = initiative.matter.get_absolute_url()
    for tail in ("stott/trekk/", "stott/fortsatt/", "stott/navn/"):
        assert client.get(base + tail).status_code == 405
    client.get(f"{base}stott/")
    with scope(cast.asker):
        assert Initiative.objects.get().support_count == 0
