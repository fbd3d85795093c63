"""Finding home, and what a place without Dugnad is told."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import translation

from dugnad.portal.selectors import country, places
from dugnad.tenancy.models import Place
from dugnad.tenancy.services_places import load_places
from tests.factories import make_municipality


@pytest.fixture
def norway(db: None) -> None:
    """Every municipality and county."""
    load_places()


def _place(slug: str) -> Place:
    found = places.place_by_slug(slug)
    assert found is not None
    return found


@pytest.mark.usefixtures("norway")
@pytest.mark.parametrize(
    ("typed", "name"),
    [("åsk", "Asker"), ("ASK", "Asker"), ("tråante", "Trondheim"), ("guovda", "Kautokeino"), ("kautokeino", "Kautokeino")],
)
def test_a_visitor_can_find_home_by_any_name(client: Client, typed: str, name: str) -> None:
    answer = client.get("/finn/", {"q": typed})
    assert name in answer.content.decode()
    fragment = client.get("/finn/", {"q": typed}, headers={"HX-Request": "true"}).content.decode()
    assert name in fragment
    assert "<html" not in fragment


@pytest.mark.usefixtures("norway")
def test_it_computes_what_the_law_asks_for_there(now: datetime) -> None:
    page = places.page_of(_place("utsira"), now, now.date())
    assert page.requirement is not None
    assert page.requirement.required == 5
    assert any("215" in step or "2 % av dette" in step for step in page.steps)


@pytest.mark.usefixtures("norway")
def test_it_lists_the_municipalities_of_a_county(now: datetime) -> None:
    page = places.page_of(_place("akershus"), now, now.date())
    assert page.is_county
    assert page.requirement is not None
    assert page.requirement.required == 500
    assert [child.name for child in page.children][:2] == ["Asker", "Aurskog-Høland"]


@pytest.mark.django_db
def test_it_never_says_zero_signatures_where_the_population_is_unknown(client: Client, now: datetime) -> None:
    Place.objects.create(number="9999", kind="municipality", name="Nye Sted", folded="nye sted", slug="nye-sted")
    page = places.page_of(_place("nye-sted"), now, now.date())
    assert page.requirement is None
    assert "Vi kjenner ikke folketallet" in client.get("/k/nye-sted/").content.decode()


@pytest.mark.usefixtures("norway")
def test_a_place_can_be_read_in_every_language_of_its_own(client: Client) -> None:
    text = client.get("/k/karasjok/").content.decode()
    assert '<span lang="se">Kárášjohka</span>' in text
    assert "Karasjok" in text
    assert "bruker ikke Dugnad ennå" in text


@pytest.mark.usefixtures("norway")
def test_a_place_leads_to_the_nearest_that_runs_dugnad(now: datetime) -> None:
    make_municipality("Utsira", number="1151", population=215)
    near = make_municipality("Asker", number="3203")
    page = places.page_of(_place("baerum"), now, now.date())
    assert page.nearest == near


@pytest.mark.usefixtures("norway")
def test_a_place_under_another_address_leads_to_the_municipality(client: Client) -> None:
    make_municipality("Asker", number="3203", slug="asker-kommune")
    assert client.get("/k/asker/").headers["Location"] == "/k/asker-kommune/"


@pytest.mark.usefixtures("norway")
@pytest.mark.parametrize("address", ["/k/finnes-ikke/", "/k/karasjok/saker/", "/k/karasjok/arbeidsbord/"])
def test_a_visitor_cannot_open_what_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("norway")
@pytest.mark.parametrize("typed", ["", " ", "\x00", "x" * 10_000, "<script>", "%%%", "🙂", "'; drop table"])
def test_it_answers_calmly_to_anything_typed(client: Client, typed: str) -> None:
    answer = client.get("/finn/", {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_it_draws_every_place_within_the_picture() -> None:
    from dugnad.domain.places import load_places as facts

    for fact in facts():
        x, y = country.project(fact.longitude, fact.latitude)
        assert 0 < x < country.WIDTH
        assert 0 < y < country.HEIGHT


@pytest.mark.usefixtures("norway")
@pytest.mark.parametrize("language", ["nn", "en"])
def test_it_speaks_the_language_of_the_reader(client: Client, language: str) -> None:
    with translation.override(language):
        assert places.page_of(_place("utsira"), datetime(2026, 1, 1), date(2026, 1, 1)).steps  # noqa: DTZ001
    assert client.get("/k/utsira/", headers={"Accept-Language": language}).status_code == 200
