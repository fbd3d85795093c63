"""Places in the database: loading the facts, boundaries, finding by name and by point."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from dugnad.domain.geometry import contains
from dugnad.tenancy.models import Place
from dugnad.tenancy.selectors_places import find_places, place_at
from dugnad.tenancy.services_places import import_boundaries, load_places
from tests.factories import make_municipality, make_place

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "places"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the boundary files are not beside the project")
pytestmark = pytest.mark.django_db


def _square(number: object, west: float, *, name: str = "kommunenummer") -> dict[str, Any]:
    ring = [[west, 59], [west + 1, 59], [west + 1, 60], [west, 60], [west, 59]]
    return {"properties": {name: number}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _collection(*features: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_it_loads_all_places_with_their_county() -> None:
    assert load_places() == 372
    asker = Place.objects.get(number="3203")
    assert (asker.name, asker.population, asker.county and asker.county.name) == ("Asker", 98815, "Akershus")
    assert Place.objects.get(number="5612").names[0] == {"name": "Guovdageaidnu", "language": "se"}
    assert Place.objects.filter(kind=Place.Kind.COUNTY, county=None).count() == 15


def test_loading_again_mends_facts_and_keeps_boundaries_and_municipalities() -> None:
    load_places()
    municipality = make_municipality("Asker")
    import_boundaries(collection=_collection(_square("3203", 10)))
    Place.objects.filter(number="3203").update(population=1, name="Aker")
    load_places()
    place = Place.objects.get(number="3203")
    assert (place.name, place.population, place.municipality) == ("Asker", 98815, municipality)
    assert place.boundary is not None
    assert Place.objects.count() == 372


def test_it_loads_in_few_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        load_places()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("åsk", "3203"), ("tråante", "5001"), ("guovda", "5612"), ("kautokeino", "5612"), ("ASKER", "3203")],
)
def test_a_person_finds_a_place_by_any_of_its_names(typed: str, number: str) -> None:
    load_places()
    assert find_places(typed)[0].number == number


def test_finding_takes_two_queries_and_brings_county_and_municipality(django_assert_max_num_queries: Any) -> None:
    load_places()
    municipality = make_municipality("Asker")
    with django_assert_max_num_queries(2):
        best, *others = find_places("åsk", limit=3)
        assert best.county is not None
        assert best.county.name == "Akershus"
        assert best.municipality == municipality
    assert len(others) == 2


def test_nothing_typed_finds_nothing() -> None:
    load_places()
    assert find_places("") == []


def test_a_place_without_a_list_of_names_is_found_by_its_name() -> None:
    make_place("Utsira", number="1151", names=[])
    assert [place.number for place in find_places("utsira")] == ["1151"]


def test_it_tells_which_municipality_a_point_lies_in() -> None:
    make_place("Vest", number="9001", lon=10.5, lat=59.5)
    make_place("Øst", number="9002", lon=11.5, lat=59.5)
    import_boundaries(collection=_collection(_square("9001", 10), _square(9002, 11, name="number")))
    assert getattr(place_at(10.2, 59.2), "number", None) == "9001"
    assert getattr(place_at(11.9, 59.9), "number", None) == "9002"
    assert getattr(place_at(11.0, 59.5), "number", None) == "9001", "a point on the boundary goes to one of them"
    assert place_at(12.5, 59.5) is None
    assert place_at(999, 59) is None
    assert place_at(float("nan"), 59) is None


def test_it_mends_reports_and_refuses_boundaries() -> None:
    make_place("Asker", number="3203")
    make_place("Bærum", number="3201")
    bow_tie = {"type": "Polygon", "coordinates": [[[10, 59], [11, 60], [11, 59], [10, 60], [10, 59]]]}
    report = import_boundaries(
        collection=_collection(
            {"properties": {"kommunenummer": "3203"}, "geometry": bow_tie},
            {"properties": {"kommunenummer": "3201"}, "geometry": None},
            {"properties": {"kommunenummer": "3201"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
            _square("3203", 10),
            _square("9999", 10),
            {"properties": None, "geometry": bow_tie},
        )
    )
    assert (report.imported, report.mended) == (("3203",), ("3203",))
    assert report.refused == ("3201", "3201", "3203")
    assert report.unknown == ("9999", "?")
    assert Place.objects.get(number="3201").boundary is None


@pytest.mark.parametrize("collection", [[], {}, {"features": {}}, {"features": [1]}, "x", None])
def test_it_refuses_a_file_that_is_no_collection(collection: object) -> None:
    with pytest.raises(ValidationError):
        import_boundaries(collection=collection)


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    call_command("places", "load", stdout=out)
    file = tmp_path / "grenser.geojson"
    file.write_text(json.dumps(_collection(_square("3203", 10), _square("9999", 10))), encoding="utf-8")
    call_command("places", "boundaries", str(file), stdout=out, stderr=err)
    assert out.getvalue().splitlines() == ["372 places", "1 boundaries, 0 of them mended"]
    assert err.getvalue().strip() == "not a known place: 9999"


@pytest.mark.parametrize("content", ["not json", "[]", "\udcff"])
def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path, content: str) -> None:
    file = tmp_path / "grenser.geojson"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(CommandError):
        call_command("places", "boundaries", str(file))
    with pytest.raises(CommandError, match="cannot read"):
        call_command("places", "boundaries", str(tmp_path / "missing.geojson"))


@needs_shared
def test_the_boundaries_of_norway_are_mended_and_hold_their_municipalities() -> None:
    load_places()
    collection = json.loads((SHARED / "Kommuner-S.geojson").read_text("utf-8"))
    report = import_boundaries(collection=collection)
    assert len(report.imported) == 357
    assert len(report.mended) == 28
    assert report.unknown == report.refused == ()
    for place in Place.objects.filter(number__in=["0301", "3203", "1151", "5612", "4601"]):
        assert contains(place.boundary or {}, place.lon or 0, place.lat or 0), place.name
        assert place_at(place.lon or 0, place.lat or 0) == place
    assert place_at(2.0, 61.0) is None, "the North Sea is in no municipality"


@needs_shared
def test_the_boundaries_of_the_counties_can_be_loaded() -> None:
    load_places()
    report = import_boundaries(collection=json.loads((SHARED / "Fylker-S.geojson").read_text("utf-8")))
    assert len(report.imported) == 15
    county = place_at(10.44782, 59.7109, kind=Place.Kind.COUNTY)
    assert county is not None
    assert county.name == "Akershus"
