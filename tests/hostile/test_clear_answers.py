"""The mistakes people make most get an answer that says what to do, and a link that was changed opens nothing."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from demo.outlines import OUTLINES
from dugnad.conversation.models import MailStop
from dugnad.conversation.recipients import of_user
from dugnad.conversation.tokens import StopToken, make_token
from dugnad.doing.links import token_for
from dugnad.doing.models import SignUp
from dugnad.doing.services import sign_up_by_email
from dugnad.initiatives.models import Invitation
from dugnad.initiatives.selectors import invitation_token
from dugnad.initiatives.services import invite_starter
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.cast import Cast
from tests.factories import actor
from tests.unit.doing.things import at_dugnad, make_day, task_of
from tests.unit.initiatives.gathering_setup import make_published

YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()
OSLO, IN_THE_FJORD = ("10.7522", "59.9139"), ("10.62", "59.45")
WRITTEN = {"title": "Benk ved tjernet", "lead": "Tre benker.", "body": "Bestemor trenger dem.", "theme": "outdoors"}
DAY = {
    "title": "Vårdugnad",
    "lead": "Vi rydder.",
    "theme": "other",
    "date": (timezone.localdate() + timedelta(days=9)).isoformat(),
    "starts": "10:00",
    "ends": "14:00",
    "place_name": "Vettre",
    "contact_name": "Grete Holm",
    "drawing": "dugnad",
    "oppg-TOTAL_FORMS": "1",
    "oppg-INITIAL_FORMS": "0",
    "oppg-0-title": "Rake",
    "oppg-0-capacity": "8",
}


@pytest.fixture
def asker(cast: Cast) -> Cast:
    """The cast with the real outline of Asker."""
    cast.asker.place.boundary = OUTLINES["3203"]
    cast.asker.place.save()
    return cast


def _told(answer: Any, words: str, *kept: str) -> None:
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in html
    for text in kept:
        assert text in html


@pytest.mark.parametrize(("lon", "lat"), [OSLO, IN_THE_FJORD, ("0", "0"), ("181", "91"), ("nan", "inf"), ("1e308", "-1e308")])
def test_a_point_must_lie_where_the_matter_is(asker: Cast, client: Client, lon: str, lat: str) -> None:
    client.force_login(asker.resident)
    answer = client.post("/k/asker/start/", {**WRITTEN, "lon": lon, "lat": lat, "act": "lagre"})
    _told(answer, "ds-validation-message", "Benk ved tjernet", "Bestemor trenger dem.", f'value="{lon}"')
    client.force_login(asker.coworker)
    answer = client.post("/k/asker/dugnader/ny/", {**DAY, "lon": lon, "lat": lat})
    _told(answer, "ds-validation-message", "Vårdugnad", "Grete Holm", f'value="{lon}"')


def test_a_point_in_another_municipality_is_told_as_such(asker: Cast, client: Client) -> None:
    asker.utsira.place.boundary = OUTLINES["1151"]
    asker.utsira.place.save()
    client.force_login(asker.resident)
    answer = client.post("/k/asker/start/", {**WRITTEN, "lon": "4.8853", "lat": "59.3071", "act": "lagre"})
    _told(answer, "Punktet ligger i Utsira, ikke i Asker.", "Bestemor trenger dem.")


def test_a_day_that_has_been_is_not_taken(asker: Cast, client: Client) -> None:
    matter = make_published(asker).matter
    client.force_login(asker.coworker)
    _told(client.post("/k/asker/dugnader/ny/", {**DAY, "date": YESTERDAY}), "ds-validation-message", "Vårdugnad", YESTERDAY)
    moved = client.post(f"/k/asker/sak/{matter.number}/mer-tid/", {"due_on": YESTERDAY, "why": "Vi venter på svar."})
    _told(moved, "ds-validation-message", "Vi venter på svar.", YESTERDAY)
    client.force_login(asker.starter)
    _told(
        client.post(f"/k/asker/sak/{matter.number}/innbyggerforslag/", {"closes_on": YESTERDAY, "is_ready": "on"}),
        "ds-validation-message",
        YESTERDAY,
    )


def test_a_title_of_ten_thousand_letters_is_kept_and_told_to_be_too_long(asker: Cast, client: Client) -> None:
    client.force_login(asker.resident)
    answer = client.post("/k/asker/start/", {**WRITTEN, "title": "Ø" * 10_000, "act": "lagre"})
    _told(answer, "du har skrevet 10000", "Ø" * 10_000, "Bestemor trenger dem.")


def test_a_picture_of_twenty_megabytes_is_told_to_be_too_large(asker: Cast, client: Client) -> None:
    client.force_login(asker.resident)
    upload = SimpleUploadedFile("fjord.jpg", b"\xff\xd8\xff" + b"\x00" * 20_000_000, "image/jpeg")
    answer = client.post("/k/asker/start/", {**WRITTEN, "picture": upload, "picture_alt": "Fjorden", "act": "lagre"})
    _told(answer, "15 MB", "Benk ved tjernet", "Bestemor trenger dem.", "Fjorden")


def _links(cast: Cast, mailoutbox: list[Any]) -> dict[str, str]:
    """Every kind of address that opens something by being secret."""
    initiative = make_published(cast)
    at_dugnad(cast.matter)
    day = make_day(cast.asker, cast.starter, matter=cast.matter, now=timezone.now(), **_ahead())
    with scope(cast.asker):
        invite_starter(initiative=initiative, email="venn@example.org", actor=actor(cast.starter, cast.asker), now=timezone.now())
        invited = invitation_token(Invitation.objects.get().pk)
        signed_up = _sign_up_token(cast, day)
    stop = make_token(StopToken(cast.asker.pk, of_user(cast.resident).key))
    return {
        "invitation": f"/k/asker/invitasjon/{invited}/",
        "sign-up": f"/k/asker/dugnad/{day.number}/pamelding/{signed_up}/",
        "unsubscribe": f"/avmeld/{stop}/",
        "calendar": f"/min-side/kalender/{cast.resident.calendar_key}.ics",
    }


def _ahead() -> dict[str, Any]:
    starts = timezone.now() + timedelta(days=9)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=4)}


def _sign_up_token(cast: Cast, day: Any) -> str:
    made = sign_up_by_email(
        task=task_of(day),
        party_size=1,
        name="Ola",
        email="ola@example.org",
        now=timezone.now(),
        language="nb",
        actor=actor(None, cast.asker),
    )
    return token_for(made)


def _tampered(path: str) -> list[str]:
    head, _slash, tail = path.rstrip("/").rpartition("/")
    end = path[len(path.rstrip("/")) :]
    key = tail.removesuffix(".ics")
    suffix = tail[len(key) :] + end
    middle = len(key) // 2
    flipped = key[:middle] + ("A" if key[middle] != "A" else "B") + key[middle + 1 :]
    tries = (flipped, key[:-1], key[: len(key) // 2], key + "x", key[::-1], key.swapcase(), "x", "æ" * 40, ":::", "A" * 3000)
    return [f"{head}/{one}{suffix}" for one in tries]


@pytest.mark.parametrize("kind", ["invitation", "sign-up", "unsubscribe", "calendar"])
def test_a_changed_link_opens_nothing(asker: Cast, client: Client, mailoutbox: list[Any], kind: str) -> None:
    path = _links(asker, mailoutbox)[kind]
    assert client.get(path).status_code == 200
    before = _state()
    for changed in _tampered(path):
        for act in ("", "bekreft/", "meld-av/"):
            for answer in (client.get(changed + act), client.post(changed + act, {"answer": "no", "alt": "1"})):
                assert answer.status_code in (400, 404, 405, 410), (changed, answer.status_code)
                assert "ola@example.org" not in answer.content.decode()
    assert _state() == before


def _state() -> list[Any]:
    models = (MailStop, SignUp, Invitation, Matter, User)
    return [list(model._base_manager.order_by("pk").values()) for model in models]


def test_a_link_for_one_thing_opens_no_other(asker: Cast, client: Client, mailoutbox: list[Any]) -> None:
    links = _links(asker, mailoutbox)
    tokens = {kind: path.rstrip("/").rpartition("/")[2].removesuffix(".ics") for kind, path in links.items()}
    for kind, path in links.items():
        for other, token in tokens.items():
            if other != kind:
                assert client.get(path.replace(tokens[kind], token)).status_code == 404, (kind, other)


def test_a_session_that_was_made_up_signs_nobody_in(asker: Cast, client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 40
    assert client.get("/min-side/").status_code in (302, 401)
