"""Following, one's own notices, and stopping e-mail with a link that can do nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from dugnad.conversation import services
from dugnad.conversation.models import Following, MailStop, Notice
from dugnad.conversation.recipients import of_email, of_user
from dugnad.conversation.tokens import StopToken, make_token
from dugnad.people.models import User
from dugnad.tenancy.scope import everywhere, scope
from dugnad.threads.models import Matter
from tests.cast import Cast
from tests.cast import cast as cast
from tests.factories import make_matter

NOTICES = "conversation_national:notices"


def _client(cast: Cast, role: str) -> Client:
    client, person = Client(), cast.people[role]
    if person:
        client.force_login(person)
    return client


def _tell(cast: Cast, now: datetime, matter: Matter | None = None, **fields: Any) -> None:
    matter = matter or cast.matter
    with scope(matter.municipality):
        services.tell_person(kind="conversation.answered", params={"name": "Amina"}, now=now, matter=matter, **fields)


def _stop_url(cast: Cast, key: str, *matters: Matter) -> str:
    token = make_token(StopToken(cast.asker.pk, key, tuple(matter.pk for matter in matters)))
    return reverse("conversation_national:unsubscribe", kwargs={"token": token})


def test_resident_can_follow_and_stop_with_one_tap(cast: Cast) -> None:
    client = _client(cast, "resident")
    where = {"slug": "asker", "number": cast.matter.number}
    follow, stop = (reverse(f"conversation:matter-{act}", kwargs=where) for act in ("follow", "unfollow"))
    assert follow in client.get(cast.matter.get_absolute_url()).content.decode()
    for _ in range(2):
        assert client.post(follow)["Location"] == cast.matter.get_absolute_url()
    assert stop in client.get(cast.matter.get_absolute_url()).content.decode()
    cast.matter.refresh_from_db()
    assert cast.matter.follower_count == 1
    for _ in range(2):
        client.post(stop)
    cast.matter.refresh_from_db()
    assert cast.matter.follower_count == 0


def test_visitor_is_led_to_sign_in(cast: Cast) -> None:
    page = Client().get(cast.matter.get_absolute_url()).content.decode()
    assert f"?next={cast.matter.get_absolute_url()}" in page
    where = {"slug": "asker", "number": cast.matter.number}
    assert Client().post(reverse("conversation:matter-follow", kwargs=where)).status_code == 401


def test_person_sees_notices_from_all_municipalities(cast: Cast, now: datetime, django_assert_max_num_queries: Any) -> None:
    client = _client(cast, "resident")
    assert "Ingen varsler ennå" in client.get(reverse(NOTICES)).content.decode()
    elsewhere = make_matter(cast.utsira, "Ny brygge", starter=cast.elsewhere)
    _tell(cast, now, user=cast.resident)
    _tell(cast, now, elsewhere, user=cast.resident)
    _tell(cast, now, user=cast.starter)
    client.get(reverse(NOTICES))
    with django_assert_max_num_queries(15) as few:
        page = client.get(reverse(NOTICES)).content.decode()
    assert "Svar til deg om Ny brygge" in page
    assert f"/k/utsira/sak/{elsewhere.number}/samtale/" in page
    assert page.count("Svar til deg") == 2
    for number in range(60):
        _tell(cast, now + timedelta(minutes=number), user=cast.resident)
    with django_assert_max_num_queries(15) as many:
        client.get(reverse(NOTICES))
    assert len(few) == len(many)
    assert client.post(reverse("conversation_national:notices-read")).status_code == 302
    page = client.get(reverse(NOTICES)).content.decode()
    assert "Merk alle som lest" not in page
    with everywhere(reason="test"):
        assert Notice.objects.filter(user=cast.starter, read_at=None).exists()


def test_visitor_has_no_notices(cast: Cast) -> None:
    assert Client().get(reverse(NOTICES)).status_code == 401
    assert Client().post(reverse("conversation_national:notices-read")).status_code == 401


def test_the_link_in_the_letter_stops_the_matter_without_signing_in(cast: Cast) -> None:
    now = datetime.now(UTC)
    with scope(cast.asker):
        services.follow(matter=cast.matter, user=cast.resident, now=now)
        _tell(cast, now, user=cast.resident, urgency="now")
        services.deliver(municipality=cast.asker, now=now)
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").split("/avmeld/")[1]
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/avmeld/{address}")
    assert page.status_code == 200
    assert "Badeplass ved Hvalstrand" in page.content.decode()
    assert cast.resident.email not in page.content.decode()
    with everywhere(reason="test"):
        assert not MailStop.objects.exists()
    for _ in range(2):
        done = client.post(f"/avmeld/{address}", {"List-Unsubscribe": "One-Click"})
        assert (done.status_code, "Det er stoppet" in done.content.decode()) == (200, True)
    with everywhere(reason="test"):
        assert MailStop.objects.get().matter == cast.matter
        assert Following.objects.get().ended_at is not None


def test_a_letter_about_many_matters_offers_each_and_all(cast: Cast) -> None:
    second = make_matter(cast.asker, "Gangvei", starter=cast.starter)
    url = _stop_url(cast, of_user(cast.resident).key, cast.matter, second)
    page = Client().get(url).content.decode()
    for words in ("Stopp e-post om «Gangvei»", "Stopp e-post om «Badeplass ved Hvalstrand»", "Stopp all e-post fra Asker"):
        assert words in page
    assert Client().post(url, {"sak": "999"}).status_code == 404
    assert "«Gangvei»" in Client().post(url, {"sak": str(second.pk)}).content.decode()
    with everywhere(reason="test"):
        assert [stop.matter for stop in MailStop.objects.all()] == [second]
    assert "saker i Asker" in Client().post(url, {"List-Unsubscribe": "One-Click"}).content.decode()
    with everywhere(reason="test"):
        assert MailStop.objects.filter(matter=None).count() == 1


def test_the_one_matter_page_can_stop_everything(cast: Cast) -> None:
    Client().post(_stop_url(cast, of_email("ola@example.org").key, cast.matter), {"alt": "1"})
    with everywhere(reason="test"):
        stop = MailStop.objects.get()
    assert (stop.recipient, stop.email, stop.matter) == ("e:ola@example.org", "ola@example.org", None)


def test_person_can_turn_mail_on_again(cast: Cast) -> None:
    Client().post(_stop_url(cast, of_user(cast.resident).key))
    client = _client(cast, "resident")
    assert "Du får ingen e-post fra Asker." in client.get(reverse(NOTICES)).content.decode()
    resume = reverse("conversation_national:mail-resume", kwargs={"municipality": "asker"})
    assert Client().post(resume).status_code == 401
    assert client.post(reverse("conversation_national:mail-resume", kwargs={"municipality": "nowhere"})).status_code == 404
    assert client.post(resume).status_code == 302
    with everywhere(reason="test"):
        assert not MailStop.objects.exists()


@pytest.mark.django_db
def test_a_link_that_was_changed_says_so(cast: Cast) -> None:
    url = _stop_url(cast, of_user(cast.resident).key, cast.matter)
    User.objects.filter(pk=cast.resident.pk).update(email="new@example.org")
    bad = [
        url[:-3] + "/",
        url.replace("/avmeld/", "/avmeld/x"),
        "/avmeld/æøå/",
        reverse("conversation_national:unsubscribe", kwargs={"token": signing.dumps([cast.asker.pk, "u:1", []], salt="other")}),
        reverse(
            "conversation_national:unsubscribe", kwargs={"token": signing.dumps({"a": 1}, salt="dugnad.conversation.stop-mail")}
        ),
        _stop_url(cast, "u:99999"),
        _stop_url(cast, "x:1"),
        reverse("conversation_national:unsubscribe", kwargs={"token": make_token(StopToken(99, "u:1"))}),
    ]
    for address in bad:
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 404
            assert "Lenken virker ikke" in answer.content.decode()
    with everywhere(reason="test"):
        assert not MailStop.objects.exists()
    assert Client().get(url).status_code == 200
