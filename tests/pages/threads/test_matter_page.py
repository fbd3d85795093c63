"""The page of a matter, and what is done with the thread itself."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from dugnad.conversation.services import contribute
from dugnad.doing import services as doing
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter, MatterPicture
from tests.cast import Cast
from tests.factories import NOW, actor, make_matter
from tests.unit.doing.things import make_day
from tests.unit.initiatives.signing_setup import make_signing

MOST = 20


def rich(cast: Cast) -> None:
    """Hang something on the cast's matter from every room: signatures, a need, a day, talk."""
    starter = actor(cast.starter, cast.asker)
    with scope(cast.asker):
        make_signing(cast, required=100)
        doing.state_need(matter=cast.matter, kind="hours", title="Folk med spade", quantity=5, actor=starter, now=NOW)
        contribute(matter=cast.matter, kind="for", text="Vi vil bade.", actor=actor(cast.resident, cast.asker), now=NOW)
        contribute(matter=cast.matter, kind="question", text="Er det dypt?", actor=actor(cast.resident, cast.asker), now=NOW)
    make_day(cast.asker, cast.coworker, matter=cast.matter)


def _get(client: Client, cast: Cast) -> str:
    return client.get(f"/k/asker/sak/{cast.matter.number}/").content.decode()


@pytest.mark.parametrize("role", ["visitor", "resident", "starter", "coworker"])
def test_it_asks_few_questions_however_many_rooms_are_on_the_page(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, role: str
) -> None:
    rich(cast)
    if cast.people[role]:
        client.force_login(cast.people[role])  # type: ignore[arg-type]
    _get(client, cast)
    with django_assert_max_num_queries(MOST):
        _get(client, cast)


def test_it_shows_the_rooms_in_their_order(cast: Cast, client: Client) -> None:
    rich(cast)
    html = _get(client, cast)
    places = [html.index(words) for words in ("Folk med spade", "Vårdugnad på kyststien", "Vi vil bade.", "Er det dypt?")]
    assert places == sorted(places)
    assert html.index("Hele tråden") > places[-1]


@pytest.mark.parametrize("role", ["visitor", "resident", "coworker", "administrator", "elsewhere"])
def test_others_than_the_starter_cannot_see_that_there_is_a_draft(cast: Cast, client: Client, role: str) -> None:
    draft = make_matter(cast.asker, "Hemmelig utkast", starter=cast.starter, public=False)
    if cast.people[role]:
        client.force_login(cast.people[role])  # type: ignore[arg-type]
    for path in ("", "bilde/", "flytt/", "samtale/", "behov/", "versjoner/", "resultat/"):
        assert client.get(f"/k/asker/sak/{draft.number}/{path}").status_code == 404


def test_the_starter_sees_the_draft(cast: Cast, client: Client) -> None:
    draft = make_matter(cast.asker, "Hemmelig utkast", starter=cast.starter, public=False)
    client.force_login(cast.starter)
    assert client.get(draft.get_absolute_url()).status_code == 200


def _add(client: Client, cast: Cast, content: bytes, **fields: str) -> Any:
    upload = SimpleUploadedFile("strand.jpg", content, "image/jpeg")
    sent = {"picture": upload, "alt": "Stranda fra brygga", "use": "place", **fields}
    return client.post(_url("threads:picture-add", cast), sent)


def _url(name: str, cast: Cast, **more: int) -> str:
    return reverse(name, kwargs={"slug": "asker", "number": cast.matter.number, **more})


def _jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (90, 60), "blue").save(stream, "JPEG")
    return stream.getvalue()


def _pictures(cast: Cast) -> list[MatterPicture]:
    with scope(cast.asker):
        return list(MatterPicture.objects.filter(matter=cast.matter))


def test_a_starter_can_add_a_picture_and_take_it_away_with_its_files(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(cast.starter)
    assert _add(client, cast, _jpeg()).status_code == 302
    (picture,) = _pictures(cast)
    assert b"".join(client.get(picture.file.url).streaming_content).startswith(b"RIFF")  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(_url("threads:picture-remove", cast, picture=picture.pk)).status_code == 302
    assert _pictures(cast) == []
    assert client.get(picture.file.url).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload='alert(1)'/>", "kan ikke lese filen som et bilde"),
        (b"GIF89a" + b"\0" * 100, "kan ikke lese filen som et bilde"),
        (b"%PDF-1.7 " + b"\0" * 100, "kan ikke lese filen som et bilde"),
        (b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024), "større enn 15 MB"),
    ],
    ids=["svg", "gif", "pdf", "20 MB"],
)
def test_a_starter_cannot_add_what_is_no_picture_and_keeps_what_was_typed(
    cast: Cast, client: Client, content: bytes, words: str
) -> None:
    client.force_login(cast.starter)
    answer = _add(client, cast, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Stranda fra brygga" in answer.content.decode()
    assert _pictures(cast) == []


def test_a_resident_cannot_add_a_picture_to_anothers_matter(cast: Cast, client: Client) -> None:
    client.force_login(cast.resident)
    assert _add(client, cast, _jpeg()).status_code == 403


def test_a_starter_cannot_take_away_a_picture_of_another_matter(cast: Cast, client: Client) -> None:
    client.force_login(cast.starter)
    _add(client, cast, _jpeg())
    (picture,) = _pictures(cast)
    other = make_matter(cast.asker, "En annen sak", starter=cast.starter)
    where = {"slug": "asker", "number": other.number, "picture": picture.pk}
    assert client.post(reverse("threads:picture-remove", kwargs=where)).status_code == 404
    assert _pictures(cast) == [picture]


def test_a_coworker_can_take_a_matter_twice_and_be_named_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.coworker)
    for _time in range(2):
        assert client.post(_url("threads:matter-take", cast)).status_code == 302
    assert "Sofie Bakke" in _get(client, cast)


def test_a_coworker_can_ask_for_more_time_with_a_reason_everybody_sees(cast: Cast, client: Client) -> None:
    client.force_login(cast.coworker)
    sent = {"due_on": "2099-01-15", "why": "Vi venter på målingene"}
    assert client.post(_url("threads:date-move", cast), sent).status_code == 302
    client.logout()
    assert "Vi venter på målingene" in _get(client, cast)


def test_a_coworker_cannot_move_a_date_into_the_past_and_keeps_the_reason(cast: Cast, client: Client) -> None:
    client.force_login(cast.coworker)
    answer = client.post(_url("threads:date-move", cast), {"due_on": "2020-01-15", "why": "Vi venter"})
    assert answer.status_code == 422
    assert "etter i dag" in answer.content.decode()
    assert "Vi venter" in answer.content.decode()


def test_nobody_can_move_a_date_that_stands_in_law(cast: Cast, client: Client) -> None:
    with scope(cast.asker):
        Matter.objects.filter(pk=cast.matter.pk).update(next_basis="law", next_rule="no.kommuneloven.12-1.answer")
    client.force_login(cast.administrator)
    answer = client.get(_url("threads:date-move", cast))
    assert answer.status_code == 403
    assert "kan ikke flyttes" in answer.content.decode()
