from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import format_html

from dugnad.ui.components import Pin, Row, Step, growth, where
from dugnad.ui.drawings import DRAWINGS, draw, names


def show(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


STEPS = [
    Step("Idé", "12. januar", "done"),
    Step("Innbygger\u00adforslag", "214 av 300", "now", 71),
    Step("Vedtak", "senest", basis="kommuneloven § 12-1"),
    Step("Stell", "", basis="løfte", law=False, url="/stell/"),
]


def test_it_lays_the_thread_as_a_list_that_reads_right() -> None:
    html = show("{% thread steps %}", steps=STEPS)
    assert 'aria-label="Tråden i saken, fire steg fra idé til stell"' in html
    assert html.count("<li ") == 4
    assert '<li data-state="now" data-p="70" aria-current="step">' in html
    assert "Steg 2 av 4, " in html
    assert [html.count(word) for word in ("Ferdig.", "Her er saken nå.", "Kommer.")] == [1, 1, 2]


def test_it_tells_law_from_promise_on_the_standing_thread() -> None:
    html = show("{% thread_standing steps label='Hele tråden' %}", steps=STEPS)
    assert html.count('data-basis="promise"') == 1
    assert "kommuneloven § 12-1" in html
    assert '<a href="/stell/">Stell</a>' in html


def test_it_escapes_notes_unless_they_are_marked_safe() -> None:
    steps = [Step("A", "<b>x</b>", "done"), Step("B", format_html("<em>{}</em>", "<i>"), "now")]
    html = show("{% thread_standing steps %}", steps=steps)
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<em>&lt;i&gt;</em>" in html


def test_it_draws_a_thread_without_steps() -> None:
    assert "Tråden i saken" in show("{% thread steps %}", steps=[])


@pytest.mark.parametrize(
    ("value", "goal", "step"),
    [
        (0, 300, 0),
        (1, 300, 5),
        (14, 300, 5),
        (58, 300, 20),
        (214, 300, 70),
        (299, 300, 90),
        (300, 300, 100),
        (412, 300, 100),
        (3, 0, 0),
    ],
)
def test_it_draws_a_count_in_tens_and_never_full_too_early(value: int, goal: int, step: int) -> None:
    assert growth(value, goal) == step
    assert f'data-p="{step}"' in show("{% count_line v g %}", v=value, g=goal)


def test_it_finds_the_current_step() -> None:
    assert where(STEPS) == 2
    assert where([Step("A", state="done"), Step("B", state="done"), Step("C")]) == 2
    assert where([Step("A")]) == 1


@pytest.mark.parametrize(("index", "stitched"), [(1, True), (4, True), (7, False)])
def test_it_draws_the_mini_thread_with_words(index: int, stitched: bool) -> None:
    html = show("{% mini_thread i 7 'Vedtak' %}", i=index)
    assert f"Steg {index} av 7: Vedtak" in html
    assert ("m-later" in html) is stitched


def test_it_sets_a_date_as_type() -> None:
    html = show("{% date_block d %}", d=date(2027, 4, 24))
    assert html == '<p class="date"><time datetime="2027-04-24">lør <b>24.</b> april</time></p>'


def test_it_filters_nothing_into_nothing() -> None:
    assert show("{{ a|day }}{{ b|number }}{{ c|moment }}", a=None, b="", c=None) == ""


def test_it_writes_spans_of_time() -> None:
    start = datetime(2027, 4, 24, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    assert show("{% time_span a b cap=True %}", a=start, b=time(14, 30)) == "Kl.\u00a010–14.30"


def test_it_marks_law_and_promise_apart() -> None:
    law = show("{% basis rule '/regler/' %}", rule=SimpleNamespace(citation="kommuneloven § 12-1"))
    promise = show("{% promise %}")
    assert "data-basis" not in law
    assert 'href="/regler/">kommuneloven § 12-1</a>' in law
    assert 'data-basis="promise"' in promise
    assert "løfte" in promise


def test_it_boxes_what_the_law_gives() -> None:
    html = show("{% law_box title %}<p>{{ x }}</p>{% end_law_box %}{% law_box %}y{% end_law_box %}", title="Hva & når", x="<")
    assert '<div class="law"><h2 class="h3">Hva &amp; når</h2><p>&lt;</p></div>' in html
    assert '<div class="law">y</div>' in html


def test_it_lists_terms_and_values() -> None:
    html = show("{% kv rows %}", rows=[("Nå", "x"), Row("Innen", "y", "løfte", False), Row("Frist", "z", "§ 1")])
    assert html.count("<dt>") == 3
    assert html.count('class="basis"') == 2
    assert html.count('data-basis="promise"') == 1


@pytest.mark.parametrize(("for_", "against", "absent"), [(33, 19, 3), (9, 2, 0), (1, 0, 0), (5, 2, 0), (20, 13, 2), (40, 40, 5)])
def test_it_draws_every_seat(for_: int, against: int, absent: int) -> None:
    html = show("{% seats a b c %}", a=for_, b=against, c=absent)
    assert (html.count('"s-for"'), html.count('"s-mot"'), html.count('"s-ute"')) == (for_, against, absent)
    assert f"{for_} stemte for" in html
    assert "nan" not in html


def test_it_draws_promises_kept() -> None:
    assert show("{% knots 19 23 %}").count("m-knot") == 19
    many = show("{% knots 150 200 %}")
    assert (many.count("m-knot"), many.count("m-open")) == (45, 15)
    assert "circle" not in show("{% knots 0 0 %}")


def test_it_draws_meters_and_bars_within_their_frame() -> None:
    assert 'width="62.5"' in show("{% meter 5 8 %}")
    assert 'width="100.0"' in show("{% meter 9 8 %}")
    assert 'width="0.0"' in show("{% meter 1 0 %}")
    assert 'aria-label="5 av 8"' in show("{% meter 5 8 '5 av 8' %}")
    assert "b-won" in show("{% bar 5 8 %}")
    assert "b-lost" in show("{% bar 0 0 won=False %}")


BOUNDARY = {"type": "Polygon", "coordinates": [[[10.3, 59.5], [10.6, 59.5], [10.6, 59.9], [10.3, 59.9], [10.3, 59.5]]]}


def test_it_draws_a_map_with_numbered_pins() -> None:
    html = show(
        "{% svg_map pins land 'Kart over Asker' url='/kart/' caption='1 Vettre' %}", pins=[Pin(1, 10.45, 59.8)], land=BOUNDARY
    )
    assert 'aria-label="Kart over Asker"' in html
    assert ">1</text>" in html
    assert "k-border" in html
    assert 'href="/kart/"' in html
    assert "style=" not in html


def test_it_moves_pins_on_the_same_place_apart() -> None:
    html = show("{% svg_map pins land %}", pins=[Pin(n, 10.45, 59.8) for n in range(1, 5)], land=BOUNDARY)
    places = {part.split('"')[0] for part in html.split('cx="')[1:]}
    assert len(places) >= 3


def test_it_draws_sea_where_the_neighbours_land_is_known() -> None:
    beyond = {"type": "MultiPolygon", "coordinates": [[[[10.6, 59.5], [10.9, 59.5], [10.9, 59.9], [10.6, 59.5]]]]}
    html = show(
        "{% svg_map pins land near=True crop=True around=others %}", pins=[Pin(1, 10.5, 59.7)], land=BOUNDARY, others=[beyond]
    )
    assert "k-sea" in html
    assert "k-beyond" in html


@pytest.mark.parametrize("geometry", [None, {}, {"type": "Point", "coordinates": [1, 2]}])
def test_it_draws_pins_without_a_boundary(geometry: Any) -> None:
    assert ">7</text>" in show("{% svg_map pins land %}", pins=[Pin(7, 4.87, 59.3)], land=geometry)


def test_it_draws_no_map_of_nothing() -> None:
    assert "<svg" not in show("{% svg_map pins %}", pins=[])


def test_it_makes_a_one_tap_act_with_a_token() -> None:
    request = RequestFactory().get("/")
    html = show(
        "{% post_button '/stott/' label described='Støtt saken' confirm='Sikker?' icon='thumb-up' next='/sak/1/' %}",
        request=request,
        label="Støtt <nå>",
    )
    assert 'method="post" action="/stott/"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'name="next" value="/sak/1/"' in html
    assert 'data-confirm="Sikker?"' in html
    assert "Støtt &lt;nå&gt;" in html


def test_it_turns_pages_and_keeps_the_search() -> None:
    request = RequestFactory().get("/saker/?q=tjern&side=4")
    html = show("{% pager page %}", page=Paginator(range(200), 10).page(4), request=request)
    assert "?q=tjern&amp;side=5" in html
    assert html.count('aria-current="true"') == 1
    assert 'rel="prev"' in html
    assert show("{% pager page %}", page=Paginator(range(3), 10).page(1), request=request).strip() == ""
    assert "?side=2" in show("{% pager page %}", page=Paginator(range(30), 10).page(1))


def test_it_says_what_to_do_where_there_is_nothing() -> None:
    html = show(
        "{% empty 'Ingen dugnader i Tofte ennå' 'Noen må ta den første.' 'Lag en dugnad' '/ny/' "
        "second_label='Si fra' second_url='/si/' %}"
    )
    assert '<h2 class="h2">Ingen dugnader i Tofte ennå</h2>' in html
    assert html.count("<a ") == 2
    assert "aria-hidden" in html


def test_it_shows_icons_with_and_without_words() -> None:
    assert 'aria-hidden="true"' in show("{% icon 'calendar' %}")
    assert 'role="img" aria-label="Kalender"' in show("{% icon 'calendar' 'Kalender' %}")


@pytest.mark.parametrize("name", list(DRAWINGS))
def test_it_draws_in_classes_only(name: str) -> None:
    svg = draw(name, wide=True)
    assert svg.count("<g") == svg.count("</g>")
    assert "style=" not in svg
    assert 'fill="#' not in svg
    assert svg.count("k-s-red") + svg.count("k-ring") + svg.count('class="k-red"') + svg.count("k-thread") <= 6


def test_it_gives_scenes_a_sentence_and_signs_none() -> None:
    assert all(draw(name).count("aria-label") == 1 for name in names())
    assert "aria-hidden" in draw("noste")
    assert "aria-hidden" in draw("gapahuk", "")
    assert draw("finnes-ikke") == ""
    assert "<figcaption>Slik</figcaption>" in show("{% figure_drawing 'gapahuk' 'Slik' wide=True %}")
    assert show("{% drawing 'brudd' %}").startswith("<svg")


def test_it_counts_in_words_in_the_language_of_the_page() -> None:
    assert show("{{ 2|countword }} {{ 1|countword:'n' }} {{ w|capfirst_word }}", w="åtte") == "to ett Åtte"
    with translation.override("en"):
        assert show("{{ 2|countword }}") == "two"
