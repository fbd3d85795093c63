"""Following and telling: who hears what, and that nobody hears it twice."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from dugnad.conversation import registry, services
from dugnad.conversation.models import Following, MailStop, Notice
from dugnad.conversation.recipients import of_email, of_user
from dugnad.conversation.registry import NoticeKind
from tests.cast import Cast

KIND = "test.happened"


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    registry.register_notice(NoticeKind(KIND, "Nytt om %(title)s", "%(what)s har hendt."))
    yield
    registry._kinds.pop(KIND)


def _count(cast: Cast) -> int:
    cast.matter.refresh_from_db()
    return cast.matter.follower_count


def test_resident_can_follow_once(cast: Cast, now: datetime) -> None:
    assert services.follow(matter=cast.matter, user=cast.resident, now=now)
    assert services.follow(matter=cast.matter, user=cast.resident, now=now)
    assert _count(cast) == 1


def test_resident_who_stopped_is_not_started_again_by_signing(cast: Cast, now: datetime) -> None:
    services.follow(matter=cast.matter, user=cast.resident, now=now, source="support")
    services.unfollow(matter=cast.matter, user=cast.resident, now=now)
    services.unfollow(matter=cast.matter, user=cast.resident, now=now)
    assert _count(cast) == 0
    assert not services.follow(matter=cast.matter, user=cast.resident, now=now, source="signature")
    assert _count(cast) == 0
    assert services.follow(matter=cast.matter, user=cast.resident, now=now)
    assert _count(cast) == 1
    assert Following.objects.get(user=cast.resident).source == "self"


def test_followers_are_told_once_a_dedupe(cast: Cast, now: datetime) -> None:
    for person in (cast.resident, cast.starter):
        services.follow(matter=cast.matter, user=person, now=now)
    for expected in (1, 0):
        told = services.tell(matter=cast.matter, kind=KIND, params={"what": "Noe"}, now=now, exclude=cast.starter, dedupe="1")
        assert told == expected
    assert [notice.user for notice in Notice.objects.all()] == [cast.resident]


def test_it_tells_again_without_a_dedupe(cast: Cast, now: datetime) -> None:
    for _ in range(2):
        assert services.tell_person(user=cast.resident, kind=KIND, now=now, matter=cast.matter) == 1
    assert Notice.objects.count() == 2


def test_it_shortens_a_long_key(cast: Cast, now: datetime) -> None:
    for expected in (1, 0):
        assert services.tell_person(user=cast.resident, kind=KIND, now=now, matter=cast.matter, dedupe="x" * 400) == expected


def test_it_refuses_what_no_room_has_registered(cast: Cast, now: datetime) -> None:
    with pytest.raises(KeyError):
        services.tell(matter=cast.matter, kind="unknown", now=now)
    with pytest.raises(ValueError, match="urgency"):
        services.tell(matter=cast.matter, kind=KIND, now=now, urgency="soon")
    with pytest.raises(ValueError, match="municipality"):
        services.tell_person(user=cast.resident, kind=KIND, now=now)
    with pytest.raises(ValueError, match="reader"):
        services.tell_person(municipality=cast.asker, kind=KIND, now=now)


def test_it_needs_no_letter_for_a_person_without_address(cast: Cast, now: datetime) -> None:
    cast.resident.email = None
    services.tell_person(user=cast.resident, kind=KIND, now=now, municipality=cast.asker)
    services.tell_person(email="Ola@Example.org ", kind=KIND, now=now, municipality=cast.asker)
    assert {n.recipient: n.is_mailed for n in Notice.objects.all()} == {
        of_user(cast.resident).key: True,
        "e:ola@example.org": False,
    }


def test_stopping_mail_about_a_matter_ends_following_until_the_person_follows_again(cast: Cast, now: datetime) -> None:
    services.follow(matter=cast.matter, user=cast.resident, now=now)
    for _ in range(2):
        services.stop_mail(municipality=cast.asker, recipient=of_user(cast.resident), matter=cast.matter, now=now)
    assert _count(cast) == 0
    assert MailStop.objects.count() == 1
    services.follow(matter=cast.matter, user=cast.resident, now=now)
    assert not MailStop.objects.exists()


def test_stopping_all_mail_can_be_taken_back(cast: Cast, now: datetime) -> None:
    services.stop_mail(municipality=cast.asker, recipient=of_user(cast.resident), now=now)
    services.stop_mail(municipality=cast.asker, recipient=of_email("x@example.org"), now=now, matter=cast.matter)
    services.resume_mail(municipality=cast.asker, user=cast.resident)
    assert [stop.recipient for stop in MailStop.objects.all()] == ["e:x@example.org"]
