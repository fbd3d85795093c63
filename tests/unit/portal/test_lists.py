"""Lists, search and the map: what a person asks for is what they get."""

from datetime import datetime, timedelta

import pytest
from django.http import QueryDict

from dugnad.initiatives.models import Initiative
from dugnad.portal.selectors.map import map_asked_for
from dugnad.portal.selectors.matters import Asked, asked, matters_asked_for, row_of
from dugnad.portal.selectors.search import search_all
from dugnad.portal.selectors.typed import is_in, typed
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.cast import Cast
from tests.factories import make_matter


def _titles(cast: Cast, **want: str) -> list[str]:
    with scope(cast.asker):
        return [matter.title for matter in matters_asked_for(Asked(**want))]


def test_it_finds_by_words_in_either_spelling(cast: Cast) -> None:
    make_matter(cast.asker, "Tryggere skolevei", lead="Fortau i Hagaløkkveien")
    for words in ("skolevei", "SKULEVEG", "hagalokkvei", "Hagaløkkveien fortau", "hagaloekkvei"):
        assert _titles(cast, q=words) == ["Tryggere skolevei"], words
    assert _titles(cast, q="skolevei badeplass") == []


def test_it_narrows_by_theme_step_and_state(cast: Cast) -> None:
    make_matter(cast.asker, "Skilek", theme="sports")
    done = make_matter(cast.asker, "Gammel sak", theme="sports")
    with scope(cast.asker):
        Matter.objects.filter(pk=done.pk).update(is_open=False, stage="effect")
    assert _titles(cast, theme="sports") == ["Skilek"]
    assert _titles(cast, theme="sports", status="gjort") == ["Gammel sak"]
    assert set(_titles(cast, theme="sports", status="alle")) == {"Skilek", "Gammel sak"}
    assert _titles(cast, stage="effect", status="alle") == ["Gammel sak"]


def test_it_finds_what_lies_near_a_named_place(cast: Cast) -> None:
    make_matter(cast.asker, "Klatrevegg", place_name="Heggedal torg", lon=10.44, lat=59.786)
    make_matter(cast.asker, "Benk", place_name="Ved stasjonen", lon=10.45, lat=59.79)
    make_matter(cast.asker, "Brygge", place_name="Sætre", lon=10.53, lat=59.68)
    assert set(_titles(cast, place="heggedal")) == {"Klatrevegg", "Benk"}
    assert _titles(cast, place="nowhere") == []


def test_it_sorts_by_how_many_are_with_it_and_by_date(cast: Cast, now: datetime) -> None:
    few, many = make_matter(cast.asker, "Få"), make_matter(cast.asker, "Mange")
    with scope(cast.asker):
        Initiative.objects.create(municipality=cast.asker, matter=few, state="gathering", support_count=3)
        Initiative.objects.create(municipality=cast.asker, matter=many, state="signing", support_count=2, signature_count=9)
        Matter.objects.filter(pk=few.pk).update(next_due_on=(now + timedelta(days=1)).date())
    assert _titles(cast, sort="flest")[:2] == ["Mange", "Få"]
    assert _titles(cast, sort="frist")[0] == "Få"


def test_it_shows_no_drafts_and_nothing_from_another_municipality(cast: Cast) -> None:
    make_matter(cast.asker, "Utkast", public=False)
    make_matter(cast.utsira, "Fyrlykta")
    assert _titles(cast, status="alle") == [cast.matter.title]


@pytest.mark.parametrize(
    "query",
    [
        "tema=tull&steg=;&status=x&sorter=''",
        "q=%00%01",
        f"q={'a' * 10_000}",
        "sted=%F0%9F%99%82",
        "tema=outdoors&tema=sports",
        "side=abc",
    ],
)
def test_it_ignores_what_it_does_not_understand(cast: Cast, query: str) -> None:
    with scope(cast.asker):
        assert list(matters_asked_for(asked(QueryDict(query).dict()))) is not None


def test_it_writes_who_does_what_by_when(cast: Cast) -> None:
    with scope(cast.asker):
        row = row_of(matters_asked_for(Asked()).get())
    assert (row.next_who, row.next_what, row.ground, row.is_law) == ("Kommunen", "Svar på ideen", "løfte", False)
    assert row.due_on is not None


def test_it_keeps_typed_words_short_and_plain() -> None:
    assert typed("  to\x00 ord\n\there ") == "to ord here"
    assert len(typed("x" * 5000)) == 200
    assert typed(None) == ""
    assert is_in("skule", "Heggedal skole")


def test_it_searches_in_everything(cast: Cast, now: datetime) -> None:
    from tests.unit.meetings.rig import make_item

    make_matter(cast.asker, "Kyststi", place_name="Vettre", lon=10.4, lat=59.8)
    item = make_item(cast, now)
    with scope(cast.asker):
        found = search_all("vettre", now)
        assert [row.matter.title for row in found.matters] == ["Kyststi"]
        assert found.places == [("Vettre", 1)]
        by_number = search_all(item.case.label, now)
        assert [case.pk for case in by_number.cases] == [item.case_id]
        assert [meeting.pk for meeting in search_all("kommunestyret", now).meetings] == [item.meeting_id]
        nothing = search_all("badeplassen på Hvalstranda", now)
        assert nothing.is_empty
        assert [matter.title for matter in nothing.alike] == ["Badeplass ved Hvalstrand"]
        assert search_all("!!!", now).is_empty


def test_it_numbers_the_map_as_the_list(cast: Cast, now: datetime) -> None:
    for n in range(32):
        make_matter(cast.asker, f"Sak {n}", lon=10.4, lat=59.8)
    with scope(cast.asker):
        first, second = map_asked_for(Asked(), None, now), map_asked_for(Asked(), "2", now)
    assert [spot.number for spot in first.spots] == list(range(1, 31))
    assert [spot.number for spot in second.spots] == [1, 2]
    assert not {spot.title for spot in first.spots} & {spot.title for spot in second.spots}
