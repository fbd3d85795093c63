"""The table of municipalities and counties, and finding one in it."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dugnad.domain.places import PlaceFact, find_places, load_places

PLACES = load_places()
MUNICIPALITIES = [place for place in PLACES if place.kind == "municipality"]
COUNTIES = {place.number: place for place in PLACES if place.kind == "county"}
SOURCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "places" / "kommuner_2024.csv"


def _place(number: str) -> PlaceFact:
    return next(place for place in PLACES if place.number == number)


def test_all_of_norway_is_there() -> None:
    assert (len(MUNICIPALITIES), len(COUNTIES)) == (357, 15)
    assert sum(place.population for place in MUNICIPALITIES) == 5_550_203
    assert sum(place.population for place in COUNTIES.values()) == 5_550_203
    assert {place.population_on for place in PLACES} == {date(2024, 1, 1)}


def test_a_county_has_the_people_of_its_municipalities() -> None:
    summed = Counter({number: 0 for number in COUNTIES})
    for place in MUNICIPALITIES:
        assert place.county is not None
        summed[place.county] += place.population
    assert summed == {number: county.population for number, county in COUNTIES.items()}


def test_every_place_is_whole() -> None:
    for place in PLACES:
        assert place.name in place.all_names
        assert place.population > 0
        assert 4 < place.longitude < 32
        assert 57 < place.latitude < 72
        assert place.language_form in {"nb", "nn", "neutral"}
        assert place.county in COUNTIES or place.kind == "county"
        assert {name.language for name in place.names} <= {"nb", "nn", "se", "smj", "sma", "fkv"}
        assert bool(place.centre) == (place.kind == "municipality")


def test_every_place_has_its_own_number_and_address() -> None:
    assert len({place.number for place in PLACES}) == len(PLACES)
    assert len({place.slug for place in PLACES}) == len(PLACES)
    assert {place.slug for place in PLACES if place.name in {"Herøy", "Våler", "Oslo"}} == {
        *("heroy-more-og-romsdal", "heroy-nordland", "valer-ostfold", "valer-innlandet", "oslo", "oslo-fylke"),
    }


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("5001", [("nb", "Trondheim"), ("sma", "Tråante")]),
        ("5612", [("se", "Guovdageaidnu"), ("nb", "Kautokeino")]),
        ("1875", [("smj", "Hábmer"), ("nb", "Hamarøy")]),
        ("1826", [("sma", "Aarborte"), ("nb", "Hattfjelldal")]),
        ("1853", [("nb", "Evenes"), ("se", "Evenášši")]),
        ("5622", [("nb", "Porsanger"), ("se", "Porsáŋgu"), ("fkv", "Porsanki")]),
        ("5540", [("se", "Gáivuotna"), ("nb", "Kåfjord"), ("fkv", "Kaivuono")]),
        ("1515", [("nn", "Herøy")]),
        ("56", [("nb", "Finnmark"), ("se", "Finnmárku"), ("fkv", "Finmarkku")]),
    ],
)
def test_each_name_stands_in_its_language(number: str, names: list[tuple[str, str]]) -> None:
    assert [(name.language, name.name) for name in _place(number).names] == names


def test_the_folded_line_holds_every_way_to_find_a_place() -> None:
    assert _place("5001").folded == "trondheim | traante | traaante"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("åsk", "Asker"),
        ("ASKER", "Asker"),
        ("tråante", "Trondheim"),
        ("traante", "Trondheim"),
        ("guovda", "Kautokeino"),
        ("kautokeino", "Kautokeino"),
        ("Kárášjohka", "Karasjok"),
        ("porsangu", "Porsanger"),
        ("heroy", "Herøy"),
        ("heroey", "Herøy"),
        ("aalesund", "Ålesund"),
        ("ås", "Ås"),
        ("aurdal", "Nord-Aurdal"),
        ("trondhjem", "Trondheim"),
        ("Trööndelage", "Trøndelag"),
        ("  bodø ", "Bodø"),
    ],
)
def test_a_person_finds_the_place_they_mean(typed: str, first: str) -> None:
    assert find_places(typed, PLACES, 8)[0].name == first


def test_both_places_of_one_name_are_found_the_larger_first() -> None:
    assert [place.number for place in find_places("heroy", PLACES, 2)] == ["1515", "1818"]


def test_a_municipality_comes_before_the_county_of_its_name() -> None:
    assert [place.kind for place in find_places("oslo", PLACES, 2)] == ["municipality", "county"]


@pytest.mark.parametrize("typed", ["", "  ", "!?", "😀", "xqzw"])
def test_nothing_is_found_for_what_names_no_place(typed: str) -> None:
    assert find_places(typed, PLACES, 8) == []


def test_no_more_are_shown_than_asked_for() -> None:
    assert len(find_places("nord", PLACES, 3)) == 3


@pytest.mark.skipif(not SOURCE.exists(), reason="the source of the facts is not beside the project")
def test_the_facts_are_those_of_the_source() -> None:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = {row["kommunenr"]: row for row in csv.DictReader(file)}
    assert set(rows) == {place.number for place in MUNICIPALITIES}
    for place in MUNICIPALITIES:
        row = rows[place.number]
        assert " - ".join(place.all_names) == row["navn_kartverket"]
        assert (place.name, place.county, place.centre) == (row["navn_no"], row["fylkesnr"], row["adm_senter"])
        assert (str(place.population), place.longitude, place.latitude) == (
            row["folketall"],
            float(row["lon"]),
            float(row["lat"]),
        )
