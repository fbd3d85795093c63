from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from dugnad.ui import navigation, trouble
from dugnad.ui.context import Frame, ui
from dugnad.ui.markdown import render_markdown
from dugnad.ui.navigation import NavItem

TOWN = SimpleNamespace(slug="asker", name="Asker", phone="66 70 00 00", email="", meeting_place="Biblioteket", theme_css="")


@pytest.fixture(autouse=True)
def _own_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})


def _request(path: str = "/", town: object = None) -> HttpRequest:
    request = RequestFactory().get(path)
    request.municipality = town  # type: ignore[attr-defined]
    return request


def test_it_orders_doors_and_marks_the_nearest_one() -> None:
    navigation.register(NavItem("b", "Galleri", "ui:gallery", 20))
    navigation.register(NavItem("a", "Skjema", "ui:gallery-form", 10))
    found = Frame(_request("/_ui/skjema/")).menu
    assert [(link.label, link.current) for link in found] == [("Skjema", "page"), ("Galleri", "")]


def test_it_marks_the_door_above_the_current_page() -> None:
    navigation.register(NavItem("a", "Galleri", "ui:gallery"))
    assert Frame(_request("/_ui/noe/")).menu[0].current == "true"


def test_it_hides_doors_that_lead_nowhere_or_are_not_for_you() -> None:
    navigation.register(NavItem("a", "Finnes ikke", "nowhere:at-all"))
    navigation.register(NavItem("b", "Ansatte", "ui:gallery", area="staff", visible=lambda request: False))
    frame = Frame(_request(town=TOWN))
    assert (frame.menu, frame.staff_menu, frame.footer, frame.account) == ([], [], [], [])


def test_it_replaces_a_door_registered_twice() -> None:
    navigation.register(NavItem("a", "Før", "ui:gallery"))
    navigation.register(NavItem("a", "Etter", "ui:gallery"))
    assert [item.label for item in navigation.items("main")] == ["Etter"]


def test_it_knows_the_language_of_the_page() -> None:
    assert [(code, active) for code, _name, active in Frame(_request()).languages] == [("nb", True), ("nn", False), ("en", False)]


def test_it_needs_no_municipality_and_no_person() -> None:
    frame = ui(RequestFactory().get("/"))["ui"]
    assert (frame.municipality, frame.slug, frame.person, frame.acting_for, frame.theme_url) == (None, None, None, None, "")
    assert frame.home_url.startswith("/")
    assert frame.login_url == "" or frame.login_url.endswith("?next=/")


def test_it_draws_the_page_of_a_municipality() -> None:
    request = _request("/", TOWN)
    html = render_to_string("ui/base.html", {}, request)
    assert '<html lang="nb" data-color-scheme="auto">' in html
    assert "Dugnad i Asker" in html
    assert 'href="tel:66700000"' in html
    assert 'id="innhold"' in html
    assert "<style" not in html
    assert " style=" not in html
    assert "onclick" not in html


def test_it_draws_the_page_outside_all_municipalities() -> None:
    html = render_to_string("ui/base.html", {}, _request())
    assert "<title>Dugnad" in html
    assert "Dugnad er en åpen plattform" in html


def test_it_says_for_whom_a_coworker_acts() -> None:
    request = _request("/", TOWN)
    request.actor = SimpleNamespace(user=SimpleNamespace(name="Sofie Bakke"), on_behalf_of=SimpleNamespace(name="Per Dahl"))  # type: ignore[attr-defined]
    html = render_to_string("ui/base.html", {}, request)
    assert "Du gjør dette for Per Dahl." in html
    assert "Sofie Bakke" in html
    assert "Logg inn" not in html


def test_it_puts_failure_first_in_the_title() -> None:
    form = SimpleNamespace(is_bound=True, errors={"a": ["b"]})
    assert "<title>Feil: " in render_to_string("ui/base.html", {"form": form}, _request())


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (trouble.bad_request, 400, "Vi forstod ikke det"),
        (trouble.forbidden, 403, "Dette er ikke åpent for deg"),
        (trouble.not_found, 404, "Tråden slutter her"),
        (trouble.server_error, 500, "Tråden røk hos oss"),
        (trouble.csrf_failure, 403, "Siden har stått åpen for lenge"),
    ],
)
def test_it_answers_trouble_calmly(view: object, status: int, words: str) -> None:
    response = view(_request("/", TOWN))  # type: ignore[operator]
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "66 70 00 00" in page
    assert "href=" in page


def test_it_gives_our_own_faults_a_code() -> None:
    assert "Oppgi kode D-" in trouble.server_error(_request()).content.decode()


def test_it_still_answers_when_the_frame_itself_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(trouble, "render", broken)
    response = trouble.server_error(_request())
    assert response.status_code == 500
    assert "Tråden røk hos oss" in response.content.decode()


def test_gallery_is_shown_in_development_only(client: Client, settings: object, db: None) -> None:
    settings.DEBUG = False  # type: ignore[attr-defined]
    assert client.get("/_ui/").status_code == 404
    settings.DEBUG = True  # type: ignore[attr-defined]
    for path in ("/_ui/", "/_ui/sak/", "/_ui/tegninger/", "/_ui/skjema/"):
        assert client.get(path).status_code == 200
    assert client.get("/_ui/feil/500/").status_code == 500
    assert client.get("/_ui/feil/418/").status_code == 404
    assert client.post("/_ui/skjema/", {"title": "Benk"}).status_code == 422


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("To *setninger* er **nok**.", "<p>To <em>setninger</em> er <strong>nok</strong>.</p>"),
        ("Linje en\nlinje to", "<p>Linje en<br>\nlinje to</p>"),
        ("# Stor", "<h3>Stor</h3>"),
        ("###### Liten", "<h4>Liten</h4>"),
        ("", ""),
    ],
)
def test_it_renders_plain_markdown(source: str, html: str) -> None:
    assert render_markdown(source) == html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/spy.png)",
        "<img src=x onerror=alert(1)>",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "a\x00b <iframe src=//x>",
    ],
)
def test_it_lets_no_markup_through(source: str) -> None:
    html = render_markdown(source)
    assert not any(tag in html for tag in ("<script", "<img", "<iframe", 'href="javascript', 'href="data', "\x00"))
    assert "<a href" not in html or "onclick" not in html.split("<a href")[1].split(">")[0]


def test_it_gives_nothing_away_through_links() -> None:
    assert 'rel="nofollow ugc noopener noreferrer"' in render_markdown("[Asker](https://asker.kommune.no)")
