from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dugnad.initiatives.models import Initiative, Invitation, Support, Version
from dugnad.initiatives.selectors import invitation_token
from dugnad.initiatives.services import invite_starter
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.unit.initiatives.gathering_setup import CONTENT, make_draft, make_published

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
TEXT = {
    "title": CONTENT.title,
    "lead": CONTENT.lead,
    "body": CONTENT.body,
    "what_needed": CONTENT.what_needed,
    "place_name": CONTENT.place_name,
    "theme": CONTENT.theme,
    "version": "1",
}


def words(client: Client, address: str, data: dict[str, Any] | None = None) -> str:
    answer = client.get(address, follow=True) if data is None else client.post(address, data, follow=True)
    return answer.content.decode()


def test_support_with_one_tap_with_and_without_htmx(cast: Cast, client: Client) -> None:
    initiative = make_published(cast)
    base = initiative.matter.get_absolute_url()
    client.force_login(cast.resident)
    assert "Støtt" in words(client, base)
    assert "Takk. Du er nummer 1." in words(client, f"{base}stott/", {})
    again = words(client, f"{base}stott/", {})
    assert "Du er nummer" not in again
    assert "Du støtter dette." in again
    client.force_login(cast.elsewhere)
    fragment = client.post(f"{base}stott/", **HTMX).content.decode()
    assert "Takk. Nå er dere 2" in fragment
    assert "<html" not in fragment


def test_a_visitor_is_sent_to_sign_in_and_back_to_one_question(cast: Cast, client: Client) -> None:
    base = make_published(cast).matter.get_absolute_url()
    answer = client.post(f"{base}stott/")
    assert answer["Location"].endswith("%2Fstott%2F")
    assert client.post(f"{base}stott/", **HTMX)["HX-Redirect"] == answer["Location"]
    client.force_login(cast.resident)
    assert "Støtter du dette?" in words(client, f"{base}stott/")
    client.post(f"{base}stott/")
    assert client.get(f"{base}stott/")["Location"] == base


def test_a_supporter_can_show_and_hide_the_name_confirm_and_withdraw(cast: Cast, client: Client) -> None:
    initiative = make_published(cast)
    base = initiative.matter.get_absolute_url()
    client.force_login(cast.resident)
    client.post(f"{base}stott/")
    assert "Navnet ditt vises nå" in words(client, f"{base}stott/navn/", {"show": "yes"})
    assert "Kari Moen" in words(client, f"{base}stotter/")
    assert "Navnet ditt vises ikke lenger" in words(client, f"{base}stott/navn/", {"show": "no"})
    assert "Ingen har valgt å vise navnet" in words(client, f"{base}stotter/")
    for version in ("1", "", "x", "9" * 20):
        assert "teksten slik den er nå" in words(client, f"{base}stott/fortsatt/", {"version": version})
    assert "Støtten er trukket" in words(client, f"{base}stott/trekk/", {})
    for tail in ("trekk/", "fortsatt/", "navn/"):
        assert 'class="notice said-one"' not in words(client, f"{base}stott/{tail}", {})


def test_a_starter_can_improve_the_text_and_supporters_see_what_changed(cast: Cast, client: Client) -> None:
    base = make_published(cast).matter.get_absolute_url()
    client.force_login(cast.resident)
    client.post(f"{base}stott/")
    client.force_login(cast.starter)
    assert "Én støtter teksten" in words(client, f"{base}rediger/")
    page = words(client, f"{base}rediger/", {**TEXT, "lead": "Fire benker på østsiden av tjernet.", "note": "Én benk til."})
    assert "de som støtter, får vite hva som er nytt" in page
    assert "Versjon 2, endret" in page
    assert "Teksten er som før" in words(
        client, f"{base}rediger/", {**TEXT, "lead": "Fire benker på østsiden av tjernet.", "version": "2"}
    )
    client.force_login(cast.resident)
    assert "Teksten er endret siden du støttet den" in words(client, base)
    page = words(client, f"{base}versjoner/2/?fra=1")
    assert "Jeg støtter fortsatt" in page
    assert "Fire</" not in page.split("<del>")[0]
    assert "<ins>" in page
    assert "Én benk til." in words(client, f"{base}versjoner/")
    client.post(f"{base}stott/fortsatt/", {"version": "2"})
    assert "Teksten er endret siden" not in words(client, base)


@pytest.mark.parametrize("since", ["", "x", "0", "7", "-1", "9" * 30, "²"])
def test_a_strange_comparison_is_still_a_page(cast: Cast, client: Client, since: str) -> None:
    base = make_published(cast).matter.get_absolute_url()
    assert client.get(f"{base}versjoner/1/", {"fra": since}).status_code == 200
    assert client.get(f"{base}versjoner/9/").status_code == 404


def test_who_saves_last_is_told_and_keeps_the_words(cast: Cast, client: Client) -> None:
    base = make_published(cast).matter.get_absolute_url()
    client.force_login(cast.starter)
    client.post(f"{base}rediger/", {**TEXT, "lead": "Først."})
    answer = client.post(f"{base}rediger/", {**TEXT, "lead": "Sist."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Noen andre endret teksten mens du skrev" in page
    assert "Sist." in page
    # Having seen it, they may save over it.
    assert (
        client.post(f"{base}rediger/", {**TEXT, "lead": "Sist.", "version": answer.context["version_value"]}).status_code == 302
    )


def test_a_locked_text_says_why_and_names_the_rule(cast: Cast, client: Client) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        Initiative.objects.filter(pk=initiative.pk).update(state="signing", locked_at=NOW)
    client.force_login(cast.starter)
    answer = client.get(f"{initiative.matter.get_absolute_url()}rediger/")
    assert answer.status_code == 403
    assert "Teksten er låst" in answer.content.decode()


def test_a_starter_editing_a_draft_is_sent_to_the_draft(cast: Cast, client: Client) -> None:
    draft = make_draft(cast)
    client.force_login(cast.starter)
    answer = client.get(f"{draft.matter.get_absolute_url()}rediger/")
    assert answer["Location"] == f"/k/asker/start/{draft.matter.number}/"


def _invited(cast: Cast, initiative: Initiative) -> str:
    with scope(cast.asker):
        invitation = invite_starter(
            initiative=initiative, email="venn@example.org", actor=actor(cast.starter, cast.asker), now=NOW
        )
    return f"/k/asker/invitasjon/{invitation_token(invitation.pk)}/"


def test_the_invited_see_the_draft_and_say_yes(cast: Cast, client: Client) -> None:
    draft = make_draft(cast)
    address = _invited(cast, draft)
    page = words(client, address)
    assert CONTENT.body in page
    assert "Logg inn for å bli med" in page
    assert client.post(address, {"answer": "yes"})["Location"].startswith("/logg-inn/?next=")
    client.force_login(cast.resident)
    assert "Velkommen med" in words(client, address, {"answer": "yes"})
    assert client.get(address)["Location"] == draft.matter.get_absolute_url()
    client.force_login(cast.elsewhere)
    assert client.get(address).status_code == 410
    assert client.post(address, {"answer": "yes"}).status_code == 410


def test_the_invited_say_no_without_signing_in(cast: Cast, client: Client) -> None:
    address = _invited(cast, make_published(cast))
    assert "Adressen din er slettet hos oss" in words(client, address, {"answer": "no"})
    with scope(cast.asker):
        assert Invitation.objects.get().email == ""


@pytest.mark.parametrize("token", ["1", "1:feil", "x" * 400])
def test_a_tampered_invitation_gets_a_clear_answer(cast: Cast, client: Client, token: str) -> None:
    answer = client.get(f"/k/asker/invitasjon/{token}/")
    assert answer.status_code == 404
    assert "Lenken virker ikke" in answer.content.decode()


def test_inviting_says_what_is_wrong_and_keeps_it(cast: Cast, client: Client) -> None:
    base = make_published(cast).matter.get_absolute_url()
    client.force_login(cast.starter)
    answer = client.post(f"{base}inviter/", {"email": "venn@"})
    assert answer.status_code == 422
    assert "venn@" in answer.content.decode()
    assert "allerede med" in words(client, f"{base}inviter/", {"email": cast.starter.email})
    assert "Vi har spurt venn@example.org" in words(client, f"{base}inviter/", {"email": "venn@example.org"})


def _supporters(cast: Cast, initiative: Initiative, count: int) -> None:
    start = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"s{start + n}@example.org", name=f"Støtte {n}", created_at=NOW, calendar_key=f"key-{start + n}")
        for n in range(count)
    )
    with scope(cast.asker):
        Support.objects.bulk_create(
            Support(municipality=cast.asker, initiative=initiative, user=one, is_named=True, created_at=NOW) for one in people
        )
        Initiative.objects.filter(pk=initiative.pk).update(support_count=Support.objects.count())


def _versions(cast: Cast, initiative: Initiative, count: int) -> None:
    with scope(cast.asker):
        known = Version.objects.filter(initiative=initiative).count()
        Version.objects.bulk_create(
            Version(
                municipality=cast.asker,
                initiative=initiative,
                number=known + n + 1,
                title="T",
                changed_by=cast.starter,
                changed_at=NOW,
            )
            for n in range(count)
        )


@pytest.mark.parametrize("tail", ["stotter/", "versjoner/", ""])
def test_the_number_of_queries_does_not_grow(cast: Cast, client: Client, tail: str) -> None:
    initiative = make_published(cast)
    client.force_login(cast.resident)
    asked = []
    for more in (10, 990):
        _supporters(cast, initiative, more)
        _versions(cast, initiative, more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(initiative.matter.get_absolute_url() + tail).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert tail == "" or asked[0] <= 15, asked
    if not tail:
        assert asked[0] <= 45, asked
