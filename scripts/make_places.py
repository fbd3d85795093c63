"""Make dugnad/domain/data/places_no.csv, our table of facts on Norway's municipalities and counties.

    python scripts/make_places.py SOURCE.csv

SOURCE has a row for each municipality in the structure of 2024 with number, official name (all languages, joined by
" - "), Norwegian name, county, population 1 January 2024, language form, centre and a point. It is put together from
Kartverket (names, language form, centre, point; CC BY 4.0) and Statistics Norway (population, table 07459).

What is derived here, and how:
- the language of each name, from the county and, in Nordland and Troms, from a list by municipality number;
- counties: population as the sum of their municipalities, position as their mean weighted by area;
- the address (slug): the Norwegian name; where two share one, the county is added, and "fylke" for a county.
"""

import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dugnad.domain.text import slugify_name

TARGET = Path(__file__).resolve().parent.parent / "dugnad" / "domain" / "data" / "places_no.csv"
POPULATION_ON = "2024-01-01"
FORMS = {"Bokmål": "nb", "Nynorsk": "nn", "Nøytral": "neutral"}
# The Sámi language of the second name. By county first, then by municipality where a county has more than one.
SAMI_BY_COUNTY = {"34": "sma", "50": "sma", "55": "se", "56": "se"}
SAMI_BY_MUNICIPALITY = {"1826": "sma", "1841": "smj", "1875": "smj", "1853": "se", "1870": "se"}
# Kven names stand third, after the Norwegian and the North Sámi one.
KVEN = {"5538": "Omasvuono", "5540": "Kaivuono", "5544": "Raisi", "5622": "Porsanki"}
COUNTY_NAMES = {
    "18": "nb:Nordland|smj:Nordlánnda",
    "50": "nb:Trøndelag|sma:Trööndelage",
    "55": "nb:Troms|se:Romsa|fkv:Tromssa",
    "56": "nb:Finnmark|se:Finnmárku|fkv:Finmarkku",
}
FIELDS = (
    *("number", "kind", "slug", "name", "names", "county", "population", "population_on"),
    *("language_form", "centre", "longitude", "latitude"),
)


@dataclass
class County:
    """What is summed up for a county while its municipalities are read."""

    name: str
    official: str
    population: int = 0
    area: float = 0.0
    longitude: float = 0.0
    latitude: float = 0.0


def _language(number: str, name: str, norwegian: str, form: str) -> str:
    if name == norwegian:
        return "nn" if form == "nn" else "nb"
    if name == KVEN.get(number):
        return "fkv"
    return SAMI_BY_MUNICIPALITY.get(number) or SAMI_BY_COUNTY[number[:2]]


def _municipality(row: dict[str, str]) -> dict[str, str]:
    number, form = row["kommunenr"], FORMS[row["malform"]]
    names = row["navn_kartverket"].split(" - ")
    return {
        "number": number,
        "kind": "municipality",
        "name": row["navn_no"],
        "names": "|".join(f"{_language(number, name, row['navn_no'], form)}:{name}" for name in names),
        "county": row["fylkesnr"],
        "population": row["folketall"],
        "population_on": POPULATION_ON,
        "language_form": form,
        "centre": row["adm_senter"],
        "longitude": row["lon"],
        "latitude": row["lat"],
    }


def _add(counties: dict[str, County], row: dict[str, str]) -> None:
    official = row["fylke"]
    county = counties.setdefault(row["fylkesnr"], County(official.split(" - ")[0], official))
    area = float(row["areal_km2"])
    county.population += int(row["folketall"])
    county.area += area
    county.longitude += float(row["lon"]) * area
    county.latitude += float(row["lat"]) * area


def _county(number: str, county: County) -> dict[str, str]:
    names = COUNTY_NAMES.get(number, f"nb:{county.name}")
    if [name.partition(":")[2] for name in names.split("|")] != county.official.split(" - "):
        raise SystemExit(f"the names of county {number} are not those in COUNTY_NAMES: {county.official}")
    return {
        "number": number,
        "kind": "county",
        "name": county.name,
        "names": names,
        "county": "",
        "population": str(county.population),
        "population_on": POPULATION_ON,
        "language_form": "neutral",
        "centre": "",
        "longitude": f"{county.longitude / county.area:.5f}",
        "latitude": f"{county.latitude / county.area:.5f}",
    }


def _give_slugs(places: list[dict[str, str]], counties: dict[str, County]) -> None:
    taken = Counter(place["name"] for place in places if place["kind"] == "municipality")
    for place in places:
        name = place["name"]
        if place["kind"] == "county":
            name += " fylke" if taken[name] else ""
        elif taken[name] > 1:
            name += " " + counties[place["county"]].name
        place["slug"] = slugify_name(name)


def main(source: Path) -> None:
    """Read the source and write the table."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["kommunenr"])
    counties: dict[str, County] = {}
    for row in rows:
        _add(counties, row)
    places = [_county(number, county) for number, county in sorted(counties.items())]
    places += [_municipality(row) for row in rows]
    _give_slugs(places, counties)
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(places)
    print(f"wrote {len(places)} places")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
