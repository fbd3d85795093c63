"""The pages of the portal as people ask for them: with htmx and without, in three languages, with anything in the address."""

import gzip
import json
from datetime import datetime

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.initiatives.models import Initiative
from dugnad.portal.selectors.front import front_of
from dugnad.tenancy.models import Municipality, Place
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import make_matter
from tests.unit.initiatives.signing_setup import make_initiative, make_signing
from tests.unit.meetings.rig import make_item
from tests.unit.portal.rig import fill

TENANT = ("front", "matters", "map", "search", "about", "privacy", "accessibility", "numbers")
SQUARE = {"type": "Polygon", "coordinates": [[[10.3, 59.6], [10.6, 59.6], [10.6, 59.9], [10.3, 59.9], [10.3, 59.6]]]}


@pytest.fixture
def today() -> datetime:
    """Pages read the clock of the request."""
    return timezone.now()


def _url(cast: Cast, name: str) -> str:
    return reverse(f"portal:{name}", kwargs={"slug": cast.asker.slug})


def _text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_an_empty_front_page_says_what_to_do_first(client: Client, cast: Cast) -> None:
    text = _text(client, reverse("portal:front", kwargs={"slug": cast.utsira.slug}))
    assert "Utsira er noe vi gjør sammen" in text
    assert "Noen må ta den første" in text
    assert "To setninger er nok til å begynne" in text
    assert "Ingen saker står på en saksliste" in text
    assert "Ingen løfter har hatt frist ennå" in text


def test_a_front_page_numbers_the_map_as_its_list(cast: Cast, client: Client, today: datetime) -> None:
    Place.objects.filter(pk=cast.asker.place_id).update(boundary=SQUARE)
    fill(cast.asker, 2, today, user=cast.resident)
    with scope(cast.asker):
        front = front_of(Municipality.objects.select_related("place").get(pk=cast.asker.pk), today)
    assert [pin.number for pin in front.pins] == list(range(1, len(front.pins) + 1))
    text = _text(client, _url(cast, "front"))
    for pin in front.pins:
        assert f'<span class="pin">{pin.number}</span>' in text
        assert f'">{pin.number}</text>' in text


def test_a_front_page_shows_what_can_be_signed_before_what_gathers_support(cast: Cast, client: Client) -> None:
    signing = make_signing(cast)
    gathering = make_initiative(cast, make_matter(cast.asker, "Benk ved tjernet"), support_count=23)
    with scope(cast.asker):
        Initiative.objects.filter(pk=signing.pk).update(signature_count=214)
    text = _text(client, _url(cast, "front"))
    assert text.index("<b>214</b> har signert") < text.index("<b>23</b> støtter")
    assert "300 gir rett til svar" in text
    assert gathering.matter.get_absolute_url() in text


def test_a_front_page_shows_what_is_decided_soon(cast: Cast, client: Client, today: datetime) -> None:
    item = make_item(cast, today)
    assert f"Kommunestyret, sak {item.case.label}." in _text(client, _url(cast, "front"))


def test_a_list_answers_htmx_with_the_list_alone(cast: Cast, client: Client) -> None:
    whole, part = _text(client, _url(cast, "matters")), _text(client, _url(cast, "matters"), **{"HX-Request": "true"})
    assert "<html" in whole
    assert "<html" not in part
    assert cast.matter.title in whole
    assert cast.matter.title in part
    vary = client.get(_url(cast, "matters")).headers["Vary"]
    assert "HX-Request" in vary


def test_a_list_that_finds_nothing_helps(cast: Cast, client: Client) -> None:
    text = _text(client, f"{_url(cast, 'matters')}?q=romferge")
    assert "Ingen saker passer" in text
    assert "status=alle" in text
    assert "q=romferge" in text


def test_a_map_has_a_list_and_the_same_points(cast: Cast, client: Client) -> None:
    make_matter(cast.asker, "Brygge", place_name="Sætre", lon=10.53, lat=59.68)
    text = _text(client, f"{_url(cast, 'map')}?q=brygge")
    data = json.loads(_text(client, f"{_url(cast, 'map-data')}?q=brygge"))
    assert [feature["properties"]["title"] for feature in data["features"]] == ["Brygge"]
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [10.53, 59.68]}
    assert f'data-geojson="{_url(cast, "map-data")}?q=brygge"' in text
    assert '<span class="pin">1</span>' in text


def test_an_outline_is_geojson_with_and_without_a_boundary(cast: Cast, client: Client) -> None:
    assert json.loads(_text(client, _url(cast, "boundary"))) == {"type": "FeatureCollection", "features": []}
    Place.objects.filter(pk=cast.asker.place_id).update(boundary=SQUARE)
    answer = client.get(_url(cast, "boundary"))
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.json()["features"][0]["geometry"] == SQUARE


def test_a_search_helps_when_nothing_is_found(cast: Cast, client: Client) -> None:
    text = _text(client, f"{_url(cast, 'search')}?q=badeplassen+på+Hvalstranda")
    assert "Vi fant ingenting om" in text
    assert "Ligner det du skrev" in text


def test_numbers_can_be_counted_again(cast: Cast, client: Client, today: datetime) -> None:
    fill(cast.asker, 30, today, user=cast.resident)
    data = client.get(_url(cast, "numbers-data")).json()
    assert data["total"] == len(data["promises"])
    assert data["kept"] == sum(promise["kept"] for promise in data["promises"])
    assert f"av {data['total']} løfter holdt" in _text(client, _url(cast, "numbers"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", TENANT)
def test_every_page_is_valid_in_every_language(cast: Cast, client: Client, today: datetime, name: str, language: str) -> None:
    fill(cast.asker, 3, today, user=cast.resident)
    text = _text(client, _url(cast, name), **{"Accept-Language": language})
    assert f'<html lang="{language}"' in text
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    assert "{%" not in text


@pytest.mark.parametrize("role", ["coworker", "secretary", "representative", "resident"])
def test_what_is_behind_a_sign_in_is_valid_too(cast: Cast, client: Client, today: datetime, role: str) -> None:
    fill(cast.asker, 3, today, user=cast.people[role] or cast.resident)
    client.force_login(cast.people[role])  # type: ignore[arg-type]
    addresses = [reverse("portal_national:my-page"), f"{reverse('portal_national:my-page')}?vis=startet"]
    if role != "resident":
        addresses += [_url(cast, "desk"), f"{_url(cast, 'desk')}?vis=uten"]
    for address in addresses:
        html5lib.HTMLParser(strict=True).parse(_text(client, address))


_LONG = "a" * 10_000


@pytest.mark.parametrize(
    "query",
    [
        "side=abc",
        "side=-1",
        "side=99999999999999999999999",
        "side=%00",
        f"q={_LONG}",
        f"sted={_LONG}&tema={_LONG}",
        "q=%00%00&sted=%00",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%F0%9F%99%82&tema=drop&steg=1&status=%27&sorter=--",
        "vis=%00&vis=tull",
        "q=%ff%fe",
        "q=99999/99",
    ],
    ids=lambda query: query[:24],
)
def test_anything_in_the_address_gets_a_calm_answer(cast: Cast, client: Client, query: str) -> None:
    client.force_login(cast.secretary)
    for address in [*(_url(cast, name) for name in (*TENANT, "map-data", "desk")), "/", "/finn/", "/min-side/"]:
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 200, address
        assert b"<script>alert" not in answer.content


def test_pages_are_light(cast: Cast, client: Client, today: datetime) -> None:
    fill(cast.asker, 60, today, user=cast.resident)
    client.force_login(cast.resident)
    for address in [*(_url(cast, name) for name in TENANT), "/", "/min-side/"]:
        weight = len(gzip.compress(client.get(address).content))
        assert weight < 20_000, (address, weight)


def test_a_calendar_comes_in_the_language_of_the_person(cast: Cast, client: Client, today: datetime) -> None:
    fill(cast.asker, 1, today, user=cast.resident)
    answer = client.get(reverse("portal_national:calendar", kwargs={"key": cast.resident.calendar_key}))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


def test_a_person_can_renew_the_calendar_from_their_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    old = cast.resident.calendar_key
    assert old in _text(client, reverse("portal_national:my-page"))
    assert client.post(reverse("portal_national:calendar-renew")).status_code == 302
    assert old not in _text(client, reverse("portal_national:my-page"))


def test_a_representative_sees_a_lean_desk(cast: Cast, client: Client) -> None:
    make_initiative(cast, support_count=7)
    client.force_login(cast.representative)
    text = _text(client, _url(cast, "desk"))
    assert "Folk samler seg om" in text
    assert "Dette gjør du nå" not in text


def test_a_desk_links_to_the_act(cast: Cast, client: Client) -> None:
    make_initiative(cast)
    client.force_login(cast.coworker)
    text = _text(client, f"{_url(cast, 'desk')}?vis=uten")
    assert reverse("initiatives:answer", kwargs={"slug": "asker", "number": cast.matter.number}) in text
    assert reverse("threads:matter-take", kwargs={"slug": "asker", "number": cast.matter.number}) in text
    client.force_login(cast.secretary)
    assert reverse("initiatives:answer", kwargs={"slug": "asker", "number": cast.matter.number}) not in _text(
        client, f"{_url(cast, 'desk')}?vis=uten"
    )
