"""A day's pages as a browser sees them: with htmx, without, with bad input, and with very many rows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from dugnad.conversation.models import Notice
from dugnad.doing import links, services
from dugnad.doing.models import DugnadDay, SignUp, Task
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import actor, make_user
from tests.unit.doing.things import at_dugnad, make_day, task_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def soon() -> datetime:
    return timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=9)


@pytest.fixture
def plan(cast: Cast, soon: datetime) -> Callable[..., DugnadDay]:
    def make(**values: Any) -> DugnadDay:
        at_dugnad(cast.matter)
        whole = {"starts_at": soon, "ends_at": soon + timedelta(hours=4), "matter": cast.matter, **values}
        return make_day(cast.asker, cast.starter, now=timezone.now(), **whole)

    return make


def _form(soon: datetime, **values: Any) -> dict[str, Any]:
    return {
        "title": "Høstdugnad",
        "lead": "Vi rydder.",
        "theme": "outdoors",
        "date": soon.date().isoformat(),
        "starts": "10:00",
        "ends": "14:00",
        "place_name": "Leangbukta",
        "contact_name": "Grete Holm",
        "drawing": "dugnad",
        "programme": "10 Oppmøte – Grete viser oppgavene\nkl. 12.30 Kaffe",
        "you_bring": "- hansker\n\n* vann",
        "oppg-TOTAL_FORMS": "3",
        "oppg-INITIAL_FORMS": "0",
        "oppg-0-title": "Rake",
        "oppg-0-capacity": "8",
        "oppg-0-min_age": "16",
        "oppg-0-note": "Tungt",
        **values,
    }


def test_a_coworker_can_plan_a_day_by_form(cast: Cast, client: Client, soon: datetime) -> None:
    client.force_login(cast.coworker)
    assert client.get("/k/asker/dugnader/ny/").status_code == 200
    answer = client.post("/k/asker/dugnader/ny/", _form(soon))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/k/asker/dugnad/1/")
    with scope(cast.asker):
        day = DugnadDay.objects.get()
        assert day.programme == [
            {"at": "10.00", "what": "Oppmøte", "note": "Grete viser oppgavene"},
            {"at": "12.30", "what": "Kaffe", "note": ""},
        ]
        assert day.you_bring == ["hansker", "vann"]
        assert timezone.localtime(day.starts_at).hour == 10
        assert [(t.title, t.capacity, t.min_age) for t in Task.objects.all()] == [("Rake", 8, 16)]
    page = client.get("/k/asker/dugnad/1/").content.decode()
    assert "Tungt. Fra 16\u00a0år. 8 av 8 plasser igjen." in page
    assert "10.00 Oppmøte" in page


def test_a_starter_can_plan_a_day_with_a_picture(cast: Cast, client: Client, soon: datetime) -> None:
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (900, 600), "green").save(stream, "JPEG")
    at_dugnad(cast.matter)
    client.force_login(cast.starter)
    address = "/k/asker/sak/1/dugnad/ny/"
    assert "Leangbukta" not in client.get(address).content.decode()
    picture = SimpleUploadedFile("sti.jpg", stream.getvalue(), "image/jpeg")
    answer = client.post(address, _form(soon, picture=picture))
    assert answer.status_code == 422
    assert "Skriv hva bildet viser" in answer.content.decode()
    picture.seek(0)
    answer = client.post(address, _form(soon, picture=picture, picture_alt="Stien etter stormen", picture_credit="Amina"))
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert 'alt="Stien etter stormen"' in page
    assert "Foto: Amina" in page
    bad = SimpleUploadedFile("x.jpg", b"not a picture", "image/jpeg")
    answer = client.post(address, _form(soon, title="Ny", picture=bad, picture_alt="x"))
    assert answer.status_code == 422
    with scope(cast.asker):
        assert DugnadDay.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"date": "2020-01-01"}, "Datoen er gått ut"),
        ({"date": "31.02.2027"}, "Skriv datoen slik"),
        ({"date": ""}, "Velg en dag."),
        ({"ends": "09:00"}, "må slutte etter"),
        ({"starts": "25:99"}, "Skriv klokkeslettet slik"),
        ({"title": "x" * 10_000}, "Kort det ned"),
        ({"title": ""}, "Gi dugnaden et navn"),
        ({"oppg-0-capacity": "-4"}, "minst én plass"),
        ({"oppg-0-capacity": "99999"}, "inntil 1000"),
        ({"oppg-0-capacity": "mange"}, "helt tall"),
        ({"oppg-0-capacity": ""}, "hvor mange oppgaven trenger"),
        ({"oppg-0-title": ""}, "hva oppgaven er"),
        ({"oppg-0-title": "", "oppg-0-capacity": "", "oppg-0-note": "", "oppg-0-min_age": ""}, "minst én oppgave"),
        ({"oppg-TOTAL_FORMS": "x"}, ""),
        ({"lon": "10.4"}, "to tall"),
        ({"lon": "900", "lat": "59"}, "utenfor kartet"),
        ({"programme": "Vi møtes"}, "Begynn hver linje"),
        ({"you_bring": "\n".join("abcdefghijklmnop")}, "inntil 12 linjer"),
        ({"you_bring": "x" * 500}, "inntil 120 tegn"),
        ({"contact_phone": "ring meg"}, "bare tall"),
        ({"drawing": "finnes-ikke"}, ""),
        ({"theme": "finnes-ikke"}, ""),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    cast: Cast, client: Client, soon: datetime, values: dict[str, str], said: str
) -> None:
    client.force_login(cast.coworker)
    answer = client.post("/k/asker/dugnader/ny/", _form(soon, place_name="Stedet vårt", **values))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "Stedet vårt" in page
    with scope(cast.asker):
        assert not DugnadDay.objects.exists()


def test_a_point_in_another_municipality_is_refused_in_words(cast: Cast, client: Client, soon: datetime) -> None:
    cast.asker.place.boundary = {"type": "Polygon", "coordinates": [[[10, 59], [11, 59], [11, 60], [10, 60], [10, 59]]]}
    cast.asker.place.save()
    client.force_login(cast.coworker)
    answer = client.post("/k/asker/dugnader/ny/", _form(soon, lon="4.9", lat="59.3"))
    assert answer.status_code == 422
    assert "utenfor Asker" in answer.content.decode()


def test_script_and_emoji_are_shown_as_text(cast: Cast, client: Client, soon: datetime) -> None:
    client.force_login(cast.coworker)
    nasty = "<script>alert(1)</script> 🌱"
    fields = ("lead", "place_name", "directions", "rain_plan", "contact_name", "you_bring", "oppg-0-title", "oppg-0-note")
    body = _form(soon, title=nasty, programme=f"10 {nasty}", **dict.fromkeys(fields, nasty))
    assert client.post("/k/asker/dugnader/ny/", body).status_code == 302
    for address in ("/k/asker/dugnad/1/", "/k/asker/dugnader/", "/k/asker/dugnad/1/pameldte/", "/k/asker/dugnad/1/endre/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌱" in page


def test_a_day_can_be_changed_and_called_off_by_form(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay], soon: datetime
) -> None:
    day = plan()
    client.force_login(cast.starter)
    page = client.get("/k/asker/dugnad/1/endre/").content.decode()
    assert 'value="Vårdugnad på kyststien"' in page
    assert "10.00 Oppmøte – Grete viser oppgavene" in page
    with scope(cast.asker):
        keys = list(Task.objects.values_list("pk", flat=True))
    body = _form(
        soon,
        title="Nytt navn",
        **{
            "oppg-INITIAL_FORMS": "2",
            "oppg-0-key": keys[0],
            "oppg-1-key": keys[1],
            "oppg-1-title": "Kaffe",
            "oppg-1-capacity": "3",
        },
    )
    assert client.post("/k/asker/dugnad/1/endre/", body).status_code == 302
    day.refresh_from_db()
    assert day.title == "Nytt navn"
    body["oppg-0-key"] = 999_999
    assert client.post("/k/asker/dugnad/1/endre/", body).status_code == 422
    assert client.get("/k/asker/dugnad/1/avlys/").status_code == 200
    assert client.post("/k/asker/dugnad/1/avlys/", {"why": ""}).status_code == 422
    assert client.post("/k/asker/dugnad/1/avlys/", {"why": "Storm på fjorden"}).status_code == 302
    page = client.get("/k/asker/dugnad/1/").content.decode()
    assert "Dugnaden er avlyst" in page
    assert "Storm på fjorden" in page
    assert client.get("/k/asker/dugnad/1/avlys/").status_code == 302


def test_a_resident_can_sign_up_change_and_withdraw_without_javascript(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay]
) -> None:
    day = plan()
    rake, coffee = task_of(day), task_of(day, 1)
    client.force_login(cast.resident)
    answer = client.post("/k/asker/dugnad/1/meld-pa/", {"task": rake.pk, "party_size": "2", "note": "Har rake"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/k/asker/dugnad/1/#meld")
    page = client.get("/k/asker/dugnad/1/").content.decode()
    assert "Du er med" in page
    assert "Rydde stien, 2 personer." in page
    assert "6 av 8 plasser igjen." in page
    assert client.post("/k/asker/dugnad/1/meld-pa/", {"task": coffee.pk, "party_size": "2"}).status_code == 302
    assert "Koke kaffe, 2 personer." in client.get("/k/asker/dugnad/1/").content.decode()
    for _again in range(2):
        assert client.post("/k/asker/dugnad/1/meld-av/").status_code == 302
    assert "Hva vil du gjøre?" in client.get("/k/asker/dugnad/1/").content.decode()
    with scope(cast.asker):
        assert services.mismatches() == []


def test_a_resident_can_sign_up_and_withdraw_with_htmx(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    day = plan()
    client.force_login(cast.resident)
    body = {"task": task_of(day).pk, "party_size": "1"}
    answer = client.post("/k/asker/dugnad/1/meld-pa/", body, headers=HTMX)
    part = answer.content.decode()
    assert answer.status_code == 200
    assert part.lstrip().startswith('<section id="meld"')
    assert "Du er påmeldt" in part
    assert "<html" not in part
    part = client.post("/k/asker/dugnad/1/meld-av/", headers=HTMX).content.decode()
    assert "Du er meldt av" in part
    wrong = client.post("/k/asker/dugnad/1/meld-pa/", {"party_size": "0", "note": "beholdes"}, headers=HTMX)
    assert wrong.status_code == 422
    assert "beholdes" in wrong.content.decode()


def test_a_full_task_offers_the_others_and_keeps_what_was_typed(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay]
) -> None:
    day = plan(tasks=[("Rydde stien", 1), ("Koke kaffe", 3)])
    with scope(cast.asker):
        services.sign_up(task=task_of(day), party_size=1, actor=actor(cast.elsewhere, cast.asker), now=timezone.now())
    client.force_login(cast.resident)
    answer = client.post(
        "/k/asker/dugnad/1/meld-pa/", {"task": task_of(day).pk, "party_size": "2", "note": "Tar med kake", "shows_name": "on"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "«Rydde stien» er nettopp blitt full. Velg en annen oppgave" in page
    assert "Tar med kake" in page
    assert "3 av 3 plasser igjen." in page


@pytest.mark.parametrize(
    "values",
    [
        {"task": "x"},
        {"task": "999999"},
        {"party_size": "mange"},
        {"party_size": "-1"},
        {"party_size": "9"},
        {"note": "x" * 10_000},
    ],
)
def test_a_sign_up_that_cannot_be_is_refused_in_words(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay], values: dict[str, str]
) -> None:
    day = plan()
    client.force_login(cast.resident)
    answer = client.post("/k/asker/dugnad/1/meld-pa/", {"task": task_of(day).pk, "party_size": "1", **values})
    assert answer.status_code == 422
    assert "ds-error-summary" in answer.content.decode()


def _visitor_signs_up(cast: Cast, client: Client, day: DugnadDay, **values: str) -> Any:
    body = {"task": task_of(day).pk, "party_size": "2", "name": "Ola Lien", "email": "ola@example.org", **values}
    return client.post(f"/k/asker/dugnad/{day.number}/meld-pa/", body)


def test_a_person_without_an_account_can_come_by_email(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    day = plan()
    assert _visitor_signs_up(cast, client, day).status_code == 302
    page = client.get("/k/asker/dugnad/1/").content.decode()
    assert "sendt en e-post til ola@example.org" in page
    with scope(cast.asker):
        address = Notice.objects.get(kind="doing.confirm").params["path"]
    shown = client.get(address)
    assert "Kommer du?" in shown.content.decode()
    assert (shown.headers["Referrer-Policy"], shown.headers["Cache-Control"]) == ("same-origin", "no-store")
    with scope(cast.asker):
        assert SignUp.objects.get().status == "pending"
    for _again in range(2):
        assert client.post(f"{address}bekreft/").status_code == 302
    assert "Du er med" in client.get(address).content.decode()
    for _again in range(2):
        assert client.post(f"{address}meld-av/").status_code == 302
    assert "Du er meldt av" in client.get(address).content.decode()
    with scope(cast.asker):
        assert services.mismatches() == []


@pytest.mark.parametrize("values", [{"email": "ikke en adresse"}, {"email": ""}, {"name": ""}, {"name": "x" * 10_000}])
def test_a_visitor_hears_what_is_missing(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay], values: dict[str, str]
) -> None:
    assert _visitor_signs_up(cast, client, plan(), **values).status_code == 422


def test_a_changed_link_says_so_and_offers_a_new_one(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    day = plan()
    _visitor_signs_up(cast, client, day)
    for token in ("søppel", "a:b:c", signing.dumps([1, day.pk], salt="annet")):
        for act in ("", "bekreft/", "meld-av/"):
            address = f"/k/asker/dugnad/1/pamelding/{token}/{act}"
            answer = client.post(address) if act else client.get(address)
            assert answer.status_code == 404
            assert "Send meg en ny lenke" in answer.content.decode()
    assert client.post("/k/asker/dugnad/1/ny-lenke/", {"email": "tull"}).status_code == 422
    for email in ("ola@example.org", "ukjent@example.org"):
        answer = client.post("/k/asker/dugnad/1/ny-lenke/", {"email": email})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/k/asker/dugnad/1/")
    with scope(cast.asker):
        assert not Notice.objects.filter(email="ukjent@example.org").exists()


def test_an_expired_link_says_so_and_leads_back_to_the_day(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    day = plan()
    _visitor_signs_up(cast, client, day)
    with scope(cast.asker):
        SignUp.objects.update(held_until=timezone.now() - timedelta(minutes=1))
        address = links.link_for(SignUp.objects.select_related("day", "day__municipality").get())
    answer = client.post(f"{address}bekreft/")
    assert answer.status_code == 422
    assert "ikke bekreftet i tide" in answer.content.decode()
    with scope(cast.asker):
        services.release_unconfirmed(municipality=cast.asker, now=timezone.now())
    assert "Plassen er gitt videre" in client.get(address).content.decode()


def test_very_many_sign_ups_from_one_address_are_held_back(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    day = plan(tasks=[("Rake", 900)])
    codes = [_visitor_signs_up(cast, client, day, email=f"n{index}@example.org").status_code for index in range(22)]
    assert codes[:20] == [302] * 20
    assert codes[-1] == 422


def test_those_who_lead_see_who_comes_and_write_down_who_rings(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay]
) -> None:
    day = plan()
    _visitor_signs_up(cast, client, day)
    client.force_login(cast.starter)
    page = client.get("/k/asker/dugnad/1/pameldte/").content.decode()
    assert "Ola Lien" in page
    assert "Har ikke bekreftet ennå" in page
    body = {"name": "Tante Berit", "task": task_of(day).pk, "party_size": "12", "form_key": "nøkkel"}
    assert client.post("/k/asker/dugnad/1/pameldte/", body).status_code == 422
    body["party_size"] = "3"
    for _again in range(2):
        assert client.post("/k/asker/dugnad/1/pameldte/", body).status_code == 302
    with scope(cast.asker):
        berit = SignUp.objects.get(name="Tante Berit")
    assert client.post(f"/k/asker/dugnad/1/pameldte/{berit.pk}/meld-av/").status_code == 302
    assert client.post("/k/asker/dugnad/1/pameldte/99999/meld-av/").status_code == 404
    with scope(cast.asker):
        assert services.mismatches() == []


def test_no_name_of_those_who_come_is_on_the_public_page(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    _visitor_signs_up(cast, client, plan())
    client.cookies.clear()
    page = client.get("/k/asker/dugnad/1/").content.decode()
    assert "Ola Lien" not in page
    assert "ola@example.org" not in page


def test_those_who_lead_report_who_came(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    day = plan()
    with scope(cast.asker):
        one = services.sign_up(task=task_of(day), party_size=2, actor=actor(cast.resident, cast.asker), now=timezone.now())
        DugnadDay.objects.update(starts_at=timezone.now() - timedelta(hours=5), ends_at=timezone.now() - timedelta(hours=1))
    client.force_login(cast.starter)
    assert 'value="4"' in client.get("/k/asker/dugnad/1/etterpa/").content.decode()
    body = {
        f"kom_{one.pk}": "2",
        f"timer_{one.pk}": "3,5",
        "drop_in_count": "1",
        "drop_in_minutes": "2:30",
        "done_text": "Klopp på plass",
    }
    for wrong in (
        {f"kom_{one.pk}": "3"},
        {f"timer_{one.pk}": "3,33"},
        {"drop_in_count": "-1"},
        {"drop_in_minutes": "99"},
        {"done_text": "x" * 9999},
    ):
        assert client.post("/k/asker/dugnad/1/etterpa/", {**body, **wrong}).status_code == 422
    assert client.post("/k/asker/dugnad/1/etterpa/", body).status_code == 302
    page = client.get("/k/asker/dugnad/1/").content.decode()
    assert "Takk til alle som kom" in page
    assert "<dd>9,5</dd>" in page
    assert "Klopp på plass" in client.get("/k/asker/dugnader/").content.decode()


def test_the_list_says_what_to_do_when_it_is_empty(cast: Cast, client: Client) -> None:
    page = client.get("/k/asker/dugnader/").content.decode()
    assert "Ingen dugnader i Asker ennå" in page
    assert "Noen må ta den første" in page
    client.force_login(cast.coworker)
    assert "/k/asker/dugnader/ny/" in client.get("/k/asker/dugnader/").content.decode()
    assert "passer med det du søkte" in client.get("/k/asker/dugnader/?ord=finnesikke&tema=tull").content.decode()


def test_the_list_finds_by_words_and_theme(cast: Cast, client: Client, plan: Callable[..., DugnadDay]) -> None:
    plan(title="Rydde ved Ærfuglholmen", place_name="Åros")
    plan(title="Male klubbhuset")
    page = client.get("/k/asker/dugnader/?ord=aerfuglholmen+aros").content.decode()
    assert "Rydde ved Ærfuglholmen" in page
    assert "Male klubbhuset" not in page
    assert "Male klubbhuset" in client.get(f"/k/asker/dugnader/?tema={cast.matter.theme}&side=99").content.decode()


def _queries(client: Client, address: str, ceiling: Any) -> int:
    with ceiling(15) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def _many_days(cast: Cast, soon: datetime, numbers: range) -> None:
    end = soon + timedelta(hours=2)
    with scope(cast.asker):
        made = DugnadDay.objects.bulk_create(
            DugnadDay(
                municipality=cast.asker,
                number=number,
                title=f"Dugnad {number}",
                starts_at=soon,
                ends_at=end,
                place_name="Her",
                contact_name="Grete",
                lon=10.4,
                lat=59.8,
                created_at=soon,
                changed_at=soon,
                matter=cast.matter,
            )
            for number in numbers
        )
        Task.objects.bulk_create(Task(municipality=cast.asker, day=day, title="Rake", capacity=5, taken=2) for day in made)


def test_the_list_asks_the_database_equally_often_for_ten_and_a_thousand(
    cast: Cast, client: Client, soon: datetime, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.resident)
    _many_days(cast, soon, range(1, 11))
    few = _queries(client, "/k/asker/dugnader/", django_assert_max_num_queries)
    _many_days(cast, soon, range(11, 1001))
    assert _queries(client, "/k/asker/dugnader/", django_assert_max_num_queries) == few


def test_a_day_asks_the_database_equally_often_for_ten_and_a_thousand_who_come(
    cast: Cast, client: Client, plan: Callable[..., DugnadDay], django_assert_max_num_queries: Any
) -> None:
    day = plan(tasks=[("Rake", 1000)])
    task, reader = task_of(day), make_user()

    def come(numbers: range) -> list[int]:
        with scope(cast.asker):
            SignUp.objects.bulk_create(
                SignUp(municipality=cast.asker, day=day, task=task, name=f"N{n}", form_key=f"k{n}", signed_up_at=day.created_at)
                for n in numbers
            )
            Task.objects.update(taken=numbers.stop - 1)
        found = []
        for person, address in ((reader, "/k/asker/dugnad/1/"), (cast.starter, "/k/asker/dugnad/1/pameldte/")):
            client.force_login(person)
            found.append(_queries(client, address, django_assert_max_num_queries))
        return found

    assert come(range(1, 11)) == come(range(11, 1001))
