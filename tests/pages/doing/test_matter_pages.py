"""Needs, pledges and results on a matter's pages."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from dugnad.doing import services
from dugnad.doing.models import DugnadDay, Need, Pledge, Result
from dugnad.doing.services import Attendance
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from dugnad.threads.services import close_matter
from tests.cast import Cast
from tests.factories import actor, make_matter, make_organisation, make_resident
from tests.unit.doing.things import at_dugnad, make_day, make_need, task_of

MATTER = "/k/asker/sak/1/"
NEED = {"kind": "hours", "title": "Snekring", "quantity": "16", "unit": "personer", "note": "To helger"}


def _picture(color: str = "green") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (900, 600), color).save(stream, "PNG")
    return SimpleUploadedFile("bilde.png", stream.getvalue(), "image/png")


def test_a_starter_can_state_change_and_close_a_need(cast: Cast, client: Client) -> None:
    client.force_login(cast.starter)
    assert "Skriv hva dere trenger" in client.get(MATTER).content.decode()
    assert client.get(f"{MATTER}behov/nytt/").status_code == 200
    for _again in range(2):
        answer = client.post(f"{MATTER}behov/nytt/", NEED)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{MATTER}#h-trengs")
    with scope(cast.asker):
        need = Need.objects.get()
    page = client.get(MATTER).content.decode()
    assert "0 av 16 personer." in page
    assert "Tilsagnene gjelder bare hvis kommunestyret sier ja." in page
    address = f"{MATTER}behov/{need.pk}/"
    assert 'value="16"' in client.get(f"{address}endre/").content.decode()
    assert client.post(f"{address}endre/", {**NEED, "quantity": "20"}).status_code == 302
    assert client.post(f"{address}endre/", {**NEED, "quantity": "0"}).status_code == 422
    assert client.post(f"{address}fjern/").status_code == 302
    assert client.get(f"{address}endre/").status_code == 404


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Skriv hva som trengs"),
        ({"title": "x" * 10_000}, "Kort ned til 120 tegn"),
        ({"note": "x" * 10_000}, "Kort ned til 300 tegn"),
        ({"quantity": ""}, "minst 1"),
        ({"quantity": "-5"}, "minst 1"),
        ({"quantity": "mange"}, "helt tall"),
        ({"quantity": "99999999"}, "for stort"),
        ({"kind": "gull"}, ""),
        ({"kind": "money", "quantity": "999999999999"}, "for stort"),
    ],
)
def test_a_need_that_cannot_be_is_refused_in_words(cast: Cast, client: Client, values: dict[str, str], said: str) -> None:
    client.force_login(cast.starter)
    answer = client.post(f"{MATTER}behov/nytt/", {**NEED, "unit": "beholdes", **values})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "beholdes" in answer.content.decode()


def test_money_is_typed_in_kroner_and_kept_in_ore(cast: Cast, client: Client) -> None:
    client.force_login(cast.starter)
    client.post(f"{MATTER}behov/nytt/", {**NEED, "kind": "money", "title": "Tre", "quantity": "50 000"})
    with scope(cast.asker):
        need = Need.objects.get()
    assert (need.quantity, need.unit) == (5_000_000, "")
    address = f"{MATTER}behov/{need.pk}/"
    assert 'value="50000"' in client.get(f"{address}endre/").content.decode()
    client.force_login(cast.resident)
    assert "Ingen penger trekkes" in client.get(f"{address}jeg-kan/").content.decode()
    assert client.post(f"{address}jeg-kan/", {"quantity": "500"}).status_code == 302
    assert "500\u00a0kroner av 50\u00a0000\u00a0kroner er lovet." in client.get(MATTER).content.decode()
    assert 'value="500"' in client.get(f"{address}jeg-kan/").content.decode()


def test_a_resident_can_promise_change_and_withdraw(cast: Cast, client: Client) -> None:
    need = make_need(cast.matter, cast.starter)
    address = f"{MATTER}behov/{need.pk}/jeg-kan/"
    client.force_login(cast.resident)
    assert "Det trengs 16 til." in client.get(address).content.decode()
    body = {"quantity": "2", "note": "Etter kl. 17"}
    for _again in range(2):
        assert client.post(address, body).status_code == 302
    assert "Du har lovet" in client.get(MATTER).content.decode()
    assert client.post(address, {**body, "quantity": "5"}).status_code == 302
    with scope(cast.asker):
        given = Pledge.objects.get()
        assert Need.objects.get().pledged == 5
    for _again in range(2):
        assert client.post(f"{MATTER}tilsagn/{given.pk}/trekk/").status_code == 302
    assert client.post(f"{MATTER}tilsagn/999999/trekk/").status_code == 404
    assert "0 av 16 personer." in client.get(MATTER).content.decode()


@pytest.mark.parametrize("quantity", ["", "0", "-1", "17", "to", "1e9", "9" * 40])
def test_a_promise_that_cannot_be_is_refused_and_kept(cast: Cast, client: Client, quantity: str) -> None:
    need = make_need(cast.matter, cast.starter)
    client.force_login(cast.resident)
    answer = client.post(f"{MATTER}behov/{need.pk}/jeg-kan/", {"quantity": quantity, "note": "beholdes"})
    assert answer.status_code == 422
    assert "beholdes" in answer.content.decode()


def test_a_covered_need_says_so_to_the_one_who_was_late(cast: Cast, client: Client) -> None:
    need = make_need(cast.matter, cast.starter, title="Båt", quantity=1, unit="", kind="thing")
    with scope(cast.asker):
        services.pledge(need=need, quantity=1, actor=actor(cast.elsewhere, cast.asker), now=timezone.now())
    client.force_login(cast.resident)
    page = client.get(MATTER).content.decode()
    assert "Dekket" in page
    answer = client.post(f"{MATTER}behov/{need.pk}/jeg-kan/", {"quantity": "1"})
    assert answer.status_code == 422
    assert "andre har alt lovet" in answer.content.decode()


def test_an_organisation_can_be_named_on_the_way_but_only_by_its_own(cast: Cast, client: Client) -> None:
    need = make_need(cast.matter, cast.starter)
    make_organisation(cast.asker, "Hvalstad vel", cast.starter)
    address = f"{MATTER}behov/{need.pk}/jeg-kan/"
    client.force_login(cast.resident)
    body = {"quantity": "4", "organisation": "", "organisation_kind": "business", "note": "Fire mann"}
    taken = client.post(address, {**body, "organisation": "Hvalstad vel"})
    assert taken.status_code == 422
    assert "Noen andre er kontakt" in taken.content.decode()
    assert "Fire mann" in taken.content.decode()
    assert client.post(address, {**body, "organisation": "!!!"}).status_code == 422
    assert client.post(address, {**body, "organisation": "Byggmakker Slependen"}).status_code == 302
    assert "Byggmakker Slependen: Fire mann." in client.get(MATTER).content.decode()


def test_a_coworker_can_let_the_municipality_promise(cast: Cast, client: Client) -> None:
    need = make_need(cast.matter, cast.starter)
    client.force_login(cast.coworker)
    address = f"{MATTER}kommunen-stiller/"
    assert need.title in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"title": "Tre", "amount_ore": "mye"}).status_code == 422
    assert client.post(address, {"title": "x" * 9999}).status_code == 422
    body = {"title": "Søknad og fester", "condition": "hvis kommunestyret sier ja", "amount_ore": "180 000"}
    assert client.post(address, body).status_code == 302
    assert client.post(address, {"need": str(need.pk), "note": "Vi tar resten"}).status_code == 302
    page = client.get(MATTER).content.decode()
    assert "Asker kommune, hvis kommunestyret sier ja. Inntil 180\u00a0000\u00a0kroner." in page
    assert "Lovet" in page


def test_a_lost_race_for_the_municipalitys_promise_is_said(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    need = make_need(cast.matter, cast.starter)
    client.force_login(cast.coworker)
    with scope(cast.asker):
        Need.objects.update(quantity=1, pledged=1)
    from dugnad.doing import selectors

    monkeypatch.setattr(selectors, "needs_of", lambda matter: [type("V", (), {"need": need, "is_covered": False})()])
    answer = client.post(f"{MATTER}kommunen-stiller/", {"need": str(need.pk), "note": "Vi tar resten"})
    assert answer.status_code == 422


def test_those_who_plan_see_names_and_others_do_not(cast: Cast, client: Client) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        services.pledge(need=need, quantity=2, note="Ring etter 17", actor=actor(cast.resident, cast.asker), now=timezone.now())
        services.give_from_municipality(
            matter=cast.matter, title="Planker", actor=actor(cast.coworker, cast.asker), now=timezone.now()
        )
    public = client.get(MATTER).content.decode()
    assert "Kari Moen" not in public
    assert "Ring etter 17" not in public
    client.force_login(cast.coworker)
    page = client.get(f"{MATTER}behov/").content.decode()
    assert "Kari Moen" in page
    assert "Ring etter 17" in page
    assert "2 personer" in page


def test_script_in_a_need_or_promise_is_shown_as_text(cast: Cast, client: Client) -> None:
    nasty = "<script>alert(1)</script> 🌱"
    client.force_login(cast.starter)
    client.post(f"{MATTER}behov/nytt/", {**NEED, "title": nasty, "unit": "<b>", "note": nasty})
    with scope(cast.asker):
        need = Need.objects.get()
    client.post(
        f"{MATTER}behov/{need.pk}/jeg-kan/",
        {"quantity": "1", "organisation": f"Lag {nasty}", "organisation_kind": "other", "note": nasty},
    )
    for address in (MATTER, f"{MATTER}behov/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_a_draft_shows_its_starter_what_is_needed_and_takes_no_promises(cast: Cast, client: Client) -> None:
    draft = make_matter(cast.asker, "Utkast", starter=cast.starter, public=False)
    need = make_need(draft, cast.starter)
    assert client.get(f"/k/asker/sak/2/behov/{need.pk}/jeg-kan/").status_code == 404
    client.force_login(cast.starter)
    assert client.get(f"/k/asker/sak/2/behov/{need.pk}/jeg-kan/").status_code == 403
    assert client.get("/k/asker/sak/77/behov/nytt/").status_code == 404


@pytest.fixture
def done(cast: Cast) -> DugnadDay:
    at_dugnad(cast.matter)
    start = timezone.now() + timedelta(hours=1)
    day = make_day(
        cast.asker, cast.starter, matter=cast.matter, now=timezone.now(), starts_at=start, ends_at=start + timedelta(hours=4)
    )
    with scope(cast.asker):
        one = services.sign_up(
            task=task_of(day), party_size=2, shows_name=True, actor=actor(cast.resident, cast.asker), now=timezone.now()
        )
        services.report_day(
            day=day,
            came={one.pk: Attendance(2, 240)},
            drop_in_count=0,
            drop_in_minutes=0,
            done_text="Ferdig",
            actor=actor(cast.starter, cast.asker),
            now=start + timedelta(hours=5),
        )
    return day


STORY = {
    "summary": "Nå kommer alle ut i vannet",
    "story": "**Takk** til alle.",
    "what_now": "Hvalstad vel ser etter",
    "extra_people": "3",
    "extra_minutes": "2,5",
}


def test_a_starter_can_tell_what_came_of_it(cast: Cast, client: Client, done: DugnadDay) -> None:
    address = f"{MATTER}resultat/fortell/"
    client.force_login(cast.starter)
    assert "Fortell hva det ble til" in client.get(MATTER).content.decode()
    assert "2 personer og 8 timer" in client.get(address).content.decode()
    body = {
        **STORY,
        "before": _picture("red"),
        "before_alt": "Før",
        "after": _picture(),
        "after_alt": "Etter",
        "municipality_ore": "5 000",
    }
    assert client.post(address, {**STORY, "utkast": "1"}).status_code == 302
    assert "Dette er et utkast" in client.get(f"{MATTER}resultat/").content.decode()
    assert client.post(address, body).headers["Location"] == f"{MATTER}resultat/"
    client.logout()
    page = client.get(f"{MATTER}resultat/").content.decode()
    for shown in (
        "Nå kommer alle ut i vannet",
        "<strong>Takk</strong>",
        "<dd>5</dd>",
        "<dd>10,5</dd>",
        "Kari Moen",
        "5\u00a0000\u00a0kroner",
        'alt="Før"',
    ):
        assert shown in page
    assert "Dette ble det til" in client.get(MATTER).content.decode()
    with scope(cast.asker):
        assert not Matter.objects.get(pk=cast.matter.pk).is_open


def test_a_draft_of_a_result_is_only_for_those_who_write_it(cast: Cast, client: Client, done: DugnadDay) -> None:
    client.force_login(cast.starter)
    client.post(f"{MATTER}resultat/fortell/", {**STORY, "utkast": "1"})
    client.logout()
    assert client.get(f"{MATTER}resultat/").status_code == 404
    assert client.get(f"{MATTER}resultat/virkning/").status_code == 404


@pytest.mark.parametrize(
    "values",
    [
        {"summary": ""},
        {"summary": "x" * 10_000},
        {"story": ""},
        {"story": "x" * 30_000},
        {"extra_minutes": "mange"},
        {"extra_people": "-1"},
        {"municipality_ore": "-5"},
        {"steward": "999999"},
    ],
)
def test_a_story_that_cannot_be_is_refused_and_kept(cast: Cast, client: Client, done: DugnadDay, values: dict[str, str]) -> None:
    client.force_login(cast.starter)
    answer = client.post(f"{MATTER}resultat/fortell/", {**STORY, **values})
    assert answer.status_code == 422
    assert "Hvalstad vel ser etter" in answer.content.decode()
    with scope(cast.asker):
        assert not Result.objects.exists()


@pytest.mark.parametrize("name", ["before", "after"])
def test_a_picture_of_a_result_needs_words_and_must_be_a_picture(cast: Cast, client: Client, done: DugnadDay, name: str) -> None:
    client.force_login(cast.starter)
    address = f"{MATTER}resultat/fortell/"
    assert client.post(address, {**STORY, name: _picture()}).status_code == 422
    bad = SimpleUploadedFile("x.png", b"%PDF-1.4", "image/png")
    assert client.post(address, {**STORY, name: bad, f"{name}_alt": "x"}).status_code == 422


def test_a_steward_can_say_what_it_led_to(cast: Cast, client: Client, done: DugnadDay) -> None:
    client.force_login(cast.starter)
    address = f"{MATTER}resultat/fortell/"
    assert client.post(address, {**STORY, "steward": str(cast.starter.pk)}).status_code == 302
    assert str(cast.starter.pk) in client.get(address).content.decode()
    assert client.get(f"{MATTER}resultat/virkning/").status_code == 200
    assert client.post(f"{MATTER}resultat/virkning/", {"effect": ""}).status_code == 422
    assert client.post(f"{MATTER}resultat/virkning/", {"effect": "40 bader hver dag"}).status_code == 302
    assert "40 bader hver dag" in client.get(f"{MATTER}resultat/").content.decode()


def test_a_reported_day_can_carry_a_picture(cast: Cast, client: Client, done: DugnadDay) -> None:
    with scope(cast.asker):
        DugnadDay.objects.update(starts_at=timezone.now() - timedelta(hours=5), ends_at=timezone.now() - timedelta(hours=1))
        key = done.sign_ups.get().pk
    client.force_login(cast.starter)
    body = {f"kom_{key}": "2", f"timer_{key}": "4", "drop_in_count": "0", "drop_in_minutes": "", "done_text": ""}
    address = "/k/asker/dugnad/1/etterpa/"
    assert client.post(address, {**body, "picture": _picture()}).status_code == 422
    bad = SimpleUploadedFile("x.png", b"nei", "image/png")
    assert client.post(address, {**body, "picture": bad, "picture_alt": "x"}).status_code == 422
    assert client.post(address, {**body, "picture": _picture(), "picture_alt": "Alle samlet"}).status_code == 302
    client.post(f"{MATTER}resultat/fortell/", STORY)
    assert 'alt="Alle samlet"' in client.get(f"{MATTER}resultat/").content.decode()


def test_a_day_without_a_matter_shows_the_picture_from_it_on_its_own_page(cast: Cast, client: Client) -> None:
    start = timezone.now() - timedelta(hours=5)
    make_day(cast.asker, cast.coworker, now=start - timedelta(days=1), starts_at=start, ends_at=start + timedelta(hours=3))
    client.force_login(cast.coworker)
    body = {"drop_in_count": "3", "drop_in_minutes": "2", "done_text": "Ryddet"}
    bad = SimpleUploadedFile("x.png", b"nei", "image/png")
    answer = client.post("/k/asker/dugnad/1/etterpa/", {**body, "picture": bad, "picture_alt": "x"})
    assert (answer.status_code, "Vi kan ikke lese filen" in answer.content.decode()) == (422, True)
    assert (
        client.post("/k/asker/dugnad/1/etterpa/", {**body, "picture": _picture(), "picture_alt": "Alle samlet"}).status_code
        == 302
    )
    assert 'alt="Alle samlet"' in client.get("/k/asker/dugnad/1/").content.decode()


def test_the_matter_offers_what_can_be_done_about_the_work(cast: Cast, client: Client) -> None:
    at_dugnad(cast.matter)
    make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        services.settle_next_step(matter=cast.matter, now=timezone.now())
    client.force_login(cast.starter)
    page = client.get(MATTER).content.decode()
    assert "Lag en dugnad" in page
    assert "Jeg kan bidra" in page
    start = timezone.now() + timedelta(days=3)
    day = make_day(
        cast.asker, cast.starter, matter=cast.matter, now=timezone.now(), starts_at=start, ends_at=start + timedelta(hours=2)
    )
    with scope(cast.asker):
        services.sign_up(task=task_of(day), party_size=3, actor=actor(cast.resident, cast.asker), now=timezone.now())
    page = client.get(MATTER).content.decode()
    assert "Se dugnaden" in page
    assert "3 har meldt seg" in page
    assert "Bli med på dugnad" in page
    with scope(cast.asker):
        DugnadDay.objects.update(starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1))
    assert "Skriv hvem som kom" in client.get(MATTER).content.decode()
    client.logout()
    assert "Lag en dugnad" not in client.get(MATTER).content.decode()


def test_a_matter_counts_those_who_promised_while_no_day_is_set(cast: Cast, client: Client) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        for _number in range(3):
            services.pledge(need=need, quantity=1, actor=actor(make_resident(cast.asker), cast.asker), now=timezone.now())
    assert "3 har meldt seg" in client.get(MATTER).content.decode()
    with scope(cast.asker):
        close_matter(matter=cast.matter, now=timezone.now())
    client.force_login(cast.starter)
    assert "har meldt seg" not in client.get(MATTER).content.decode()


def test_a_matter_asks_equally_often_for_few_and_many_needs(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    def ask(numbers: range) -> int:
        for number in numbers:
            need = make_need(cast.matter, cast.starter, title=f"Behov {number}")
            with scope(cast.asker):
                Pledge.objects.create(
                    municipality=cast.asker,
                    need=need,
                    user=cast.resident,
                    quantity=1,
                    made_at=need.stated_at,
                    changed_at=need.stated_at,
                )
        with django_assert_max_num_queries(60) as seen:
            client.get(MATTER)
        return len(seen)

    assert ask(range(5)) == ask(range(5, 40))


def test_a_finished_matter_offers_to_change_the_story(cast: Cast, client: Client, done: DugnadDay) -> None:
    client.force_login(cast.starter)
    client.post(f"{MATTER}resultat/fortell/", STORY)
    assert "Endre fortellingen" in client.get(MATTER).content.decode()
    with scope(cast.asker):
        assert Matter.objects.get(pk=cast.matter.pk).next_step == ""
    assert client.post(f"{MATTER}resultat/fortell/", {**STORY, "summary": "Bedre setning"}).status_code == 302
    assert "Bedre setning" in client.get(f"{MATTER}resultat/").content.decode()
