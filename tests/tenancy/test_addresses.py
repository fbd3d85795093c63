"""Which municipality an address means: by path, by host, or none."""

import pytest
from django.test import Client

from dugnad.tenancy.models import Municipality
from tests.cast import Cast
from tests.factories import make_municipality, make_place


@pytest.fixture
def bound(cast: Cast, settings: object) -> str:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    Municipality.objects.filter(pk=cast.asker.pk).update(host="dugnad.asker.example")
    return "dugnad.asker.example"


@pytest.mark.parametrize("spelling", ["dugnad.asker.example", "DUGNAD.Asker.Example", "dugnad.asker.example:8443"])
def test_a_host_of_its_own_leads_to_its_municipality(bound: str, client: Client, spelling: str) -> None:
    answer = client.get("/", HTTP_HOST=spelling)
    assert (answer.status_code, answer["Location"]) == (302, "/k/asker/")
    assert client.get("/k/asker/", HTTP_HOST=spelling).status_code == 200


@pytest.mark.parametrize("path", ["/k/utsira/", "/k/utsira/saker/", "/k/utsira/sak/1/", "/k/utsira/farger.css", "/k/ukjent/"])
@pytest.mark.parametrize("spelling", ["dugnad.asker.example", "DUGNAD.ASKER.EXAMPLE", "dugnad.asker.example:443"])
def test_a_host_of_its_own_shows_no_other_municipality(bound: str, client: Client, path: str, spelling: str) -> None:
    assert client.get(path, HTTP_HOST=spelling).status_code == 404


def test_another_host_shows_them_all(bound: str, client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/k/utsira/").status_code == 200


@pytest.mark.parametrize("path", ["/k/ukjent/", "/k/ukjent/saker/", "/k/ASKER/", "/k/asker%2f..%2futsira/", "/k//"])
def test_an_unknown_address_is_not_there(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_place_that_does_not_run_dugnad_has_a_page_and_nothing_behind_it(cast: Cast, client: Client) -> None:
    place = make_place("Bergen", number="4601", population=291_940)
    assert client.get(f"/k/{place.slug}/").status_code == 200
    assert client.get(f"/k/{place.slug}/saker/").status_code == 404


def test_a_county_has_a_page_of_its_own(cast: Cast, client: Client) -> None:
    county = cast.asker.place.county
    assert county is not None
    assert client.get(f"/k/{county.slug}/").status_code == 200
    Municipality.objects.create(
        place=county, slug=county.slug, name=county.name, languages=["nb"], created_at=make_municipality().created_at
    )
    assert client.get(f"/k/{county.slug}/saker/").status_code == 200
