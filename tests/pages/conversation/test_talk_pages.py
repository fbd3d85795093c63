"""Whole requests in the talk: with htmx, without, wrong method, another municipality, and what was typed is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.conversation import services
from dugnad.conversation.lifecycle import Kind, Status
from dugnad.conversation.models import Agreement, Contribution
from dugnad.conversation.services.talk import rank_of
from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import everywhere, scope
from tests.cast import Cast
from tests.cast import cast as cast
from tests.factories import actor, make_resident

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The moment every request happens."""
    moment = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


def _url(cast: Cast, name: str, **kwargs: Any) -> str:
    return reverse(f"conversation:{name}", kwargs={"slug": cast.asker.slug, "number": cast.matter.number, **kwargs})


def _client(cast: Cast, role: str) -> Client:
    client, person = Client(), cast.people[role]
    if person:
        client.force_login(person)
    return client


def _say(
    cast: Cast, text: str = "Slakt terreng", *, author: User | None = None, now: datetime | None = None, **fields: Any
) -> Contribution:
    with scope(cast.asker):
        return services.contribute(
            matter=cast.matter,
            kind=fields.pop("kind", "for"),
            text=text,
            actor=actor(author or cast.resident, cast.asker),
            now=now or datetime.now(UTC),
            **fields,
        )


def _many(cast: Cast, count: int) -> None:
    now = datetime(2026, 8, 1, tzinfo=UTC)
    authors = [make_resident(cast.asker) for _ in range(10)]
    with scope(cast.asker):
        common = {"municipality": cast.asker, "matter": cast.matter}
        tops = [
            Contribution(
                kind=(Kind.FOR, Kind.AGAINST, Kind.QUESTION)[n % 3],
                author=authors[n % 10],
                text=f"Nummer {n}",
                html=f"<p>Nummer {n}</p>",
                rank=rank_of(0, now + timedelta(minutes=n)),
                posted_at=now + timedelta(minutes=n),
                **common,
            )
            for n in range(count)
        ]
        Contribution.objects.bulk_create(tops)
        Contribution.objects.bulk_create(
            Contribution(
                kind="answer", reply_to=tops[0], author=authors[n % 10], text="Svar", html="<p>Svar</p>", posted_at=now, **common
            )
            for n in range(count)
        )


def test_resident_can_argue_without_script(cast: Cast) -> None:
    client = _client(cast, "resident")
    page = client.get(_url(cast, "contribution-write"), {"slag": "imot"})
    form = page.context["form"]
    assert form["kind"].value() == "against"
    sent = {"kind": "against", "text": "Ærfuglen hekker der.", "form_key": form["form_key"].value()}
    answers = [client.post(_url(cast, "contribution-write"), sent) for _ in range(2)]
    with everywhere(reason="test"):
        made = Contribution.objects.get()
    assert {answer["Location"] for answer in answers} == {
        _url(cast, "contribution", contribution=made.pk) + f"#innlegg-{made.pk}"
    }
    shown = client.get(_url(cast, "talk")).content.decode()
    assert "Ærfuglen hekker der." in shown
    assert "Kari Moen" in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [("x" * 10_000, "8500 tegn for lang"), ("", "Skriv noen ord"), ("<!-- -->" * 300, "tegn for lang")],
)
def test_what_was_typed_is_kept(cast: Cast, text: str, says: str) -> None:
    page = _client(cast, "resident").post(_url(cast, "contribution-write"), {"kind": "for", "text": text})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert page.context["form"]["text"].value() == text
    page = _client(cast, "resident").post(_url(cast, "contribution-write"), {"text": "Uten valg"})
    assert (page.status_code, page.context["form"]["text"].value()) == (422, "Uten valg")


def test_the_sixth_in_ten_minutes_is_kept_too(cast: Cast, stopped_clock: datetime) -> None:
    client = _client(cast, "resident")
    for number in range(5):
        assert client.post(_url(cast, "contribution-write"), {"kind": "for", "text": f"Nr. {number}"}).status_code == 302
    page = client.post(_url(cast, "contribution-write"), {"kind": "for", "text": "Nr. seks"})
    assert page.status_code == 422
    assert "Vent litt" in page.content.decode()
    assert "Nr. seks" in page.content.decode()


def test_script_and_html_in_every_field_are_shown_as_text(cast: Cast) -> None:
    bad = "<script>alert('x')</script><img src=x onerror=alert(1)> 🌊"
    one = _say(cast, bad, author=cast.starter)
    client, staff = _client(cast, "resident"), _client(cast, "coworker")
    client.post(_url(cast, "contribution-report", contribution=one.pk), {"reason": "other", "note": bad})
    pages = [staff.get(reverse("conversation:moderation", kwargs={"slug": "asker"}))]
    staff.post(_url(cast, "contribution-hide", contribution=one.pk), {"reason": "other", "note": bad})
    starter = _client(cast, "starter")
    starter.post(_url(cast, "contribution-appeal", contribution=one.pk), {"why": bad})
    pages += [staff.get(reverse("conversation:moderation", kwargs={"slug": "asker"}))]
    pages += [starter.get(_url(cast, "contribution", contribution=one.pk)), client.get(_url(cast, "talk"))]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
    assert "🌊" in pages[0].content.decode()


def test_resident_can_answer_with_htmx_where_the_answer_stands(cast: Cast) -> None:
    one = _say(cast, author=cast.starter)
    client, url = _client(cast, "resident"), _url(cast, "contribution-answer", contribution=one.pk)
    form = client.get(url, **HTMX)
    assert "<html" not in form.content.decode()
    assert f'hx-post="{url}"' in form.content.decode()
    bad = client.post(url, {"text": " "}, **HTMX)
    assert (bad.status_code, "<html" in bad.content.decode()) == (422, False)
    good = client.post(url, {"text": "Enig i det"}, **HTMX)
    assert good.status_code == 200
    assert "<html" not in good.content.decode()
    assert good.content.decode().strip().startswith("<li")
    assert "Enig i det" in good.content.decode()


def test_resident_can_answer_without_script(cast: Cast) -> None:
    one = _say(cast, author=cast.starter)
    client, url = _client(cast, "resident"), _url(cast, "contribution-answer", contribution=one.pk)
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": ""}).status_code == 422
    sent = client.post(url, {"text": "Enig i det"}, follow=True)
    assert "Enig i det" in sent.content.decode()
    with everywhere(reason="test"):
        answer = Contribution.objects.get(kind="answer")
    assert client.get(_url(cast, "contribution", contribution=answer.pk)).status_code == 302


def test_agreeing_twice_is_agreeing(cast: Cast) -> None:
    one = _say(cast, author=cast.starter)
    client, url = _client(cast, "resident"), _url(cast, "contribution-agree", contribution=one.pk)
    for _ in range(2):
        assert client.post(url, {"enig": "1"}).status_code == 302
    fragment = client.post(url, {"enig": "1"}, **HTMX).content.decode()
    assert "1 er enig." in fragment
    assert 'aria-pressed="true"' in fragment
    assert 'name="enig" value="0"' in fragment
    with everywhere(reason="test"):
        assert Agreement.objects.count() == 1
    for _ in range(2):
        fragment = client.post(url, {"enig": "0"}, **HTMX).content.decode()
    assert "er enig." not in fragment


def test_get_never_changes_anything(cast: Cast) -> None:
    one = _say(cast, author=cast.starter)
    client = _client(cast, "coworker")
    for name in ("agree", "withdraw", "approve", "keep", "restore"):
        assert client.get(_url(cast, f"contribution-{name}", contribution=one.pk)).status_code == 405
    assert client.get(_url(cast, "matter-follow")).status_code == 405
    for name in ("report", "hide", "answer"):
        assert client.get(_url(cast, f"contribution-{name}", contribution=one.pk)).status_code == 200
    one.refresh_from_db()
    assert one.status == Status.VISIBLE


def test_a_contribution_is_not_found_from_elsewhere_or_another_matter(cast: Cast) -> None:
    one = _say(cast)
    client = _client(cast, "coworker")
    place = {"slug": cast.utsira.slug, "number": cast.matter.number, "contribution": one.pk}
    for name in ("contribution", "contribution-answer", "contribution-report", "contribution-hide", "contribution-edit"):
        assert client.get(reverse(f"conversation:{name}", kwargs=place)).status_code == 404
        assert client.get(_url(cast, name, contribution=one.pk + 1)).status_code == 404
    assert client.get(reverse("conversation:talk", kwargs={"slug": "asker", "number": 999})).status_code == 404


def test_author_can_edit_and_withdraw(cast: Cast, stopped_clock: datetime) -> None:
    one = _say(cast, now=stopped_clock - timedelta(minutes=5))
    client, url = _client(cast, "resident"), _url(cast, "contribution-edit", contribution=one.pk)
    assert client.get(url).context["form"]["text"].value() == "Slakt terreng"
    page = client.post(url, {"text": "å" * 1600})
    assert (page.status_code, page.context["form"]["text"].value()) == (422, "å" * 1600)
    assert client.post(url, {"text": "Slakere terreng"}).status_code == 302
    assert "Endret." in client.get(_url(cast, "talk")).content.decode()
    for _ in range(2):
        assert client.post(_url(cast, "contribution-withdraw", contribution=one.pk)).status_code == 302
    assert "Trukket av forfatteren." in client.get(_url(cast, "talk"), {"vis": "for"}).content.decode()


def test_author_sees_the_reason_and_asks_once(cast: Cast) -> None:
    one = _say(cast)
    staff, author = _client(cast, "coworker"), _client(cast, "resident")
    hide, appeal = (_url(cast, name, contribution=one.pk) for name in ("contribution-hide", "contribution-appeal"))
    assert staff.post(hide, {"reason": ""}).status_code == 422
    assert "Skriv hvorfor" in staff.post(hide, {"reason": "other", "note": ""}).content.decode()
    assert staff.post(hide, {"reason": "attack", "note": "Om naboen."}).status_code == 302
    mine = author.get(_url(cast, "contribution", contribution=one.pk)).content.decode()
    for words in ("angriper noen i stedet for saken", "Om naboen.", "Slakt terreng", "Be om en ny vurdering"):
        assert words in mine
    others = _client(cast, "visitor").get(_url(cast, "contribution", contribution=one.pk)).content.decode()
    assert "Slakt terreng" not in others
    assert "Om naboen." not in others
    assert author.get(appeal).status_code == 200
    assert author.post(appeal, {"why": "x" * 601}).status_code == 422
    assert author.post(appeal, {"why": "Jeg mente broen"}).status_code == 302
    assert author.post(appeal, {"why": "Jeg mente broen"}).status_code == 403
    queue = reverse("conversation:moderation", kwargs={"slug": "asker"})
    assert "Jeg mente broen" in staff.get(queue).content.decode()
    assert staff.post(_url(cast, "appeal-decline", contribution=one.pk))["Location"] == queue
    assert "Ingenting venter" in staff.get(queue).content.decode()
    assert staff.post(_url(cast, "contribution-restore", contribution=one.pk)).status_code == 302
    assert "Slakt terreng" in _client(cast, "visitor").get(_url(cast, "talk")).content.decode()


def test_what_waits_is_let_through(cast: Cast) -> None:
    Municipality.objects.update(moderation="before")
    author, staff = _client(cast, "resident"), _client(cast, "facilitator")
    sent = author.post(_url(cast, "contribution-write"), {"kind": "question", "text": "Hvor skal bilene stå?"}, follow=True)
    assert "før det vises for alle" in sent.content.decode()
    talk = _url(cast, "talk")
    assert "Hvor skal bilene stå?" not in _client(cast, "visitor").get(talk).content.decode()
    with everywhere(reason="test"):
        one = Contribution.objects.get()
    assert "Venter på å vises." in staff.get(reverse("conversation:moderation", kwargs={"slug": "asker"})).content.decode()
    assert staff.post(_url(cast, "contribution-approve", contribution=one.pk)).status_code == 302
    assert "Hvor skal bilene stå?" in _client(cast, "visitor").get(talk).content.decode()


def test_a_report_is_thanked_for_and_can_be_left_standing(cast: Cast) -> None:
    one = _say(cast)
    reader, staff = _client(cast, "starter"), _client(cast, "coworker")
    url = _url(cast, "contribution-report", contribution=one.pk)
    page = reader.post(url, {"note": "Uten grunn"})
    assert (page.status_code, page.context["form"]["note"].value()) == (422, "Uten grunn")
    assert reader.post(url, {"reason": "hate", "note": "y" * 500}).status_code == 422
    for _ in range(2):
        assert "Takk for at du sa fra" in reader.post(url, {"reason": "hate"}, follow=True).content.decode()
    assert staff.post(_url(cast, "contribution-keep", contribution=one.pk)).status_code == 302
    numbers = _client(cast, "visitor").get(reverse("conversation:moderation-numbers", kwargs={"slug": "asker"}))
    assert numbers.context["numbers"].reported == 1


def test_the_matter_page_shows_the_best_and_the_way_in(cast: Cast) -> None:
    matter = cast.matter.get_absolute_url()
    assert "Ingen har skrevet noe ennå" in _client(cast, "visitor").get(matter).content.decode()
    _say(cast, "Slakt terreng")
    question = _say(cast, "Hvor skal bilene stå?", kind="question")
    _say(cast, "På skolen", kind="answer", reply_to=question, author=cast.starter)
    page = _client(cast, "visitor").get(matter).content.decode()
    for words in (
        "For og imot",
        "Slakt terreng",
        "Kari Moen",
        "Hvor skal bilene stå?",
        "På skolen",
        "forslagsstiller",
        "Skriv et argument",
    ):
        assert words in page


def test_closed_talk_says_so(cast: Cast) -> None:
    _say(cast)
    with everywhere(reason="test"):
        type(cast.matter).objects.update(is_open=False)
    page = _client(cast, "resident").get(_url(cast, "talk")).content.decode()
    assert "Saken er avsluttet" in page
    assert "Skriv et argument" not in page
    assert "Slakt terreng" in _client(cast, "resident").get(cast.matter.get_absolute_url()).content.decode()


@pytest.mark.parametrize("address", ["talk", "side", "one", "matter", "queue"])
def test_it_asks_as_little_of_the_database_for_a_thousand(
    cast: Cast, address: str, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = _client(cast, "coworker" if address == "queue" else "resident")
    counts = []
    for count in (10, 990):
        _many(cast, count)
        if address == "queue":
            with everywhere(reason="test"):
                Contribution.objects.filter(reply_to=None).update(status=Status.PENDING)
        with everywhere(reason="test"):
            first = Contribution.objects.filter(reply_to=None).order_by("pk")[0]
        url = {
            "talk": _url(cast, "talk"),
            "side": _url(cast, "talk") + "?vis=for",
            "one": _url(cast, "contribution", contribution=first.pk),
            "matter": cast.matter.get_absolute_url(),
            "queue": reverse("conversation:moderation", kwargs={"slug": "asker"}),
        }[address]
        client.get(url)
        with django_assert_max_num_queries(99 if address == "matter" else 15) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
