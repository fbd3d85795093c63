"""Letters: made once, claimed by one, sent once, tried again only when provably unsent."""

import smtplib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks_db.models import DBTaskResult

from dugnad.conversation import jobs, letters, registry, services
from dugnad.conversation.lifecycle import MailStatus
from dugnad.conversation.models import Mail, Notice
from dugnad.conversation.recipients import of_email, of_user
from dugnad.conversation.registry import NoticeKind
from dugnad.conversation.services import delivery
from dugnad.people.models import User
from tests.cast import Cast

KIND = "test.happened"
# 1 September 2026, a summer day: Norwegian time is two hours ahead of UTC, so that 16 o'clock is 14 UTC.
FOUR = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)


class Server(BaseEmailBackend):
    """A mail server that fails as told; what it took is in `mail.outbox`."""

    on_open: Exception | None = None
    on_send: Exception | None = None
    on_close: Exception | None = None
    takes = True
    before_send: Callable[[], None] | None = None

    def open(self) -> bool:
        if Server.on_open:
            raise Server.on_open
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if Server.before_send:
            Server.before_send()
        if Server.on_send:
            raise Server.on_send
        if not Server.takes:
            return 0
        mail.outbox.extend(messages)
        return len(messages)

    def close(self) -> None:
        if Server.on_close:
            raise Server.on_close


@pytest.fixture(autouse=True)
def _world(settings: Any) -> Iterator[None]:
    registry.register_notice(NoticeKind(KIND, "Nytt om %(title)s", "%(what)s har hendt."))
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    settings.BASE_URL = "https://dugnad.example"
    yield
    registry._kinds.pop(KIND)
    Server.on_open = Server.on_send = Server.on_close = Server.before_send = None
    Server.takes = True


def _tell(cast: Cast, now: datetime, *, user: User | None = None, **fields: Any) -> None:
    given = {"user": user or cast.resident, "params": {"what": "Noe"}, "matter": cast.matter, "urgency": "now", **fields}
    services.tell_person(kind=KIND, now=now, **given)


def test_it_sends_what_is_urgent_once(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    assert [services.deliver(municipality=cast.asker, now=now) for _ in range(2)] == [1, 0]
    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == ("Nytt om Badeplass ved Hvalstrand", [cast.resident.email])
    assert "Hei, Kari" in letter.body
    assert "Noe har hendt." in letter.body
    assert f"https://dugnad.example/k/asker/sak/{cast.matter.number}/" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://dugnad.example/avmeld/")
    assert stop in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Mail.objects.get().status == MailStatus.SENT


def test_urgent_wakes_the_worker_in_the_same_transaction(cast: Cast, now: datetime) -> None:
    _tell(cast, now, urgency="digest")
    assert not DBTaskResult.objects.exists()
    Notice.objects.all().delete()
    _tell(cast, now)
    waiting = DBTaskResult.objects.get()
    assert waiting.args_kwargs == {"args": [cast.asker.pk], "kwargs": {}}
    assert jobs.send_now.call(cast.asker.pk) == 1
    assert jobs.send_now.call(0) == 0


def test_digest_comes_once_a_day_at_the_persons_hour(cast: Cast) -> None:
    _tell(cast, FOUR - timedelta(hours=2), urgency="digest")
    _tell(cast, FOUR - timedelta(hours=1), urgency="digest")
    _tell(cast, FOUR - timedelta(hours=1), urgency="digest", user=cast.starter)
    assert services.deliver(municipality=cast.asker, now=FOUR - timedelta(minutes=1)) == 0
    assert services.deliver(municipality=cast.asker, now=FOUR) == 2
    assert {letter.to[0]: letter.subject for letter in mail.outbox} == {
        cast.resident.email: "2 nyheter fra Dugnad i Asker",
        cast.starter.email: "Nytt om Badeplass ved Hvalstrand",
    }
    _tell(cast, FOUR + timedelta(hours=1), urgency="digest")
    assert services.deliver(municipality=cast.asker, now=FOUR + timedelta(hours=6)) == 0
    assert services.deliver(municipality=cast.asker, now=FOUR + timedelta(days=1)) == 1


def test_digest_that_is_made_twice_is_one_letter(cast: Cast) -> None:
    _tell(cast, FOUR - timedelta(hours=1), urgency="digest")
    assert services.deliver(municipality=cast.asker, now=FOUR) == 1
    # What was told while the letter was being made, and a clock that runs again.
    _tell(cast, FOUR - timedelta(minutes=1), urgency="digest")
    assert services.deliver(municipality=cast.asker, now=FOUR + timedelta(minutes=1)) == 0
    assert Mail.objects.count() == 1


def test_the_hour_follows_the_clock_on_the_wall(cast: Cast) -> None:
    winter = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    assert delivery.last_digest_moment(winter, 16) == winter
    assert delivery.last_digest_moment(winter - timedelta(seconds=1), 16) == winter - timedelta(days=1)
    assert delivery.last_digest_moment(winter, 99).hour == 23
    User.objects.filter(pk=cast.resident.pk).update(digest_hour=7)
    _tell(cast, FOUR - timedelta(hours=14), urgency="digest")
    assert services.deliver(municipality=cast.asker, now=FOUR - timedelta(hours=9)) == 1


def test_an_address_without_account_is_told_in_its_language(cast: Cast, now: datetime) -> None:
    services.tell_person(email="ola@example.org", kind=KIND, now=now, matter=cast.matter, urgency="now", language="nn")
    services.tell_person(email="eve@example.org", kind=KIND, now=now - timedelta(days=2), matter=cast.matter, urgency="digest")
    assert services.deliver(municipality=cast.asker, now=now) == 2
    assert sorted(letter.to[0] for letter in mail.outbox) == ["eve@example.org", "ola@example.org"]
    assert "Hei" not in mail.outbox[0].body


def test_people_are_written_to_in_their_language(cast: Cast, now: datetime) -> None:
    made = Mail(municipality=cast.asker, user=cast.resident)
    cast.resident.language = ""
    assert letters.language_of(made) == "nb"
    cast.resident.language = "en"
    assert letters.language_of(made) == "en"
    cast.asker.languages = []
    assert letters.language_of(Mail(municipality=cast.asker)) == "nb"


def test_a_long_day_is_shortened(cast: Cast) -> None:
    for number in range(45):
        _tell(cast, FOUR - timedelta(hours=1), urgency="digest", params={"what": f"Nummer {number}"})
    services.deliver(municipality=cast.asker, now=FOUR)
    body = mail.outbox[0].body
    assert "Nummer 39 har hendt." in body
    assert "Nummer 40 har hendt." not in body
    assert "Og 5 til:" in body
    assert "https://dugnad.example/min-side/varsler/" in body


@pytest.mark.parametrize("everything", [True, False])
def test_those_who_stopped_get_nothing(cast: Cast, now: datetime, everything: bool) -> None:
    matter = None if everything else cast.matter
    for recipient in (of_user(cast.resident), of_email("ola@example.org")):
        services.stop_mail(municipality=cast.asker, recipient=recipient, now=now, matter=matter)
    _tell(cast, now)
    _tell(cast, now - timedelta(days=2), urgency="digest")
    services.tell_person(email="ola@example.org", kind=KIND, now=now, matter=cast.matter, urgency="now")
    _tell(cast, now, user=cast.starter)
    assert services.deliver(municipality=cast.asker, now=now) == 1
    assert Notice.objects.filter(user=cast.resident).count() == 2


@pytest.mark.parametrize("everything", [True, False])
def test_what_somebody_signed_up_to_reaches_them_also_when_they_stopped_the_rest(
    cast: Cast, now: datetime, everything: bool, mailoutbox: list[EmailMessage]
) -> None:
    ola = of_email("ola@example.org")
    services.stop_mail(municipality=cast.asker, recipient=ola, now=now, matter=None if everything else cast.matter)
    asked = {"day": "Rydding", "path": "/k/asker/dugnader/1/"}
    for kind in ("doing.confirm", "doing.thanks"):
        services.tell_person(email=ola.email, kind=kind, params=asked, now=now, matter=cast.matter, urgency="now")
    assert services.deliver(municipality=cast.asker, now=now) == 1
    assert mailoutbox[0].subject == "Bekreft at du kommer: Rydding"


def test_those_who_left_get_nothing(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    User.objects.update(is_active=False)
    assert services.deliver(municipality=cast.asker, now=now) == 0
    assert not Notice.objects.filter(is_mailed=False).exists()


def test_stopping_while_a_letter_waits_stops_it(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    delivery.make_letters(municipality=cast.asker, now=now)
    services.stop_mail(municipality=cast.asker, recipient=of_user(cast.resident), now=now)
    assert services.deliver(municipality=cast.asker, now=now) == 0
    assert Mail.objects.get().status == MailStatus.STOPPED


_REFUSED = smtplib.SMTPRecipientsRefused({"a": (550, b"no such person")})
_BUSY = smtplib.SMTPRecipientsRefused({"a": (450, b"later")})


@pytest.mark.parametrize(
    ("point", "trouble", "status"),
    [
        ("on_open", ConnectionRefusedError("closed"), MailStatus.WAITING),
        ("on_open", smtplib.SMTPAuthenticationError(535, b"no"), MailStatus.WAITING),
        ("on_send", _BUSY, MailStatus.WAITING),
        ("on_send", _REFUSED, MailStatus.FAILED),
        ("on_send", smtplib.SMTPDataError(452, b"full"), MailStatus.WAITING),
        ("on_send", smtplib.SMTPSenderRefused(553, b"who", "x"), MailStatus.WAITING),
        ("on_send", smtplib.SMTPNotSupportedError("utf8"), MailStatus.WAITING),
        ("on_send", smtplib.SMTPServerDisconnected("gone"), MailStatus.UNCLEAR),
        ("on_send", TimeoutError("slow"), MailStatus.UNCLEAR),
    ],
)
def test_it_tries_again_only_what_has_provably_not_left(
    cast: Cast, now: datetime, point: str, trouble: Exception, status: str
) -> None:
    _tell(cast, now)
    setattr(Server, point, trouble)
    assert services.deliver(municipality=cast.asker, now=now) == 0
    assert Mail.objects.get().status == status
    setattr(Server, point, None)
    assert services.deliver(municipality=cast.asker, now=now) == 0, "it waits before it tries again"
    later = services.deliver(municipality=cast.asker, now=now + timedelta(minutes=1))
    assert later == (1 if status == MailStatus.WAITING else 0)
    assert len(mail.outbox) == later


def test_it_waits_longer_each_time_and_then_gives_up(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    Server.takes = False
    waits, at = [], now
    for _ in range(delivery.MAX_ATTEMPTS):
        services.deliver(municipality=cast.asker, now=at)
        row = Mail.objects.get()
        waits.append((row.next_attempt_at - at).total_seconds() / 60)
        at = max(row.next_attempt_at, at)
    assert waits[:-1] == [1, 5, 25, 125, 625]
    assert row.status == MailStatus.FAILED


def test_a_letter_that_cannot_be_written_is_tried_again(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell(cast, now)
    with monkeypatch.context() as patch:
        patch.setattr(letters, "compose", lambda *given: 1 / 0)
        assert services.deliver(municipality=cast.asker, now=now) == 0
    assert Mail.objects.get().error == "ZeroDivisionError"
    assert services.deliver(municipality=cast.asker, now=now + timedelta(minutes=1)) == 1


def test_a_server_that_hangs_up_first_has_still_taken_the_letter(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    Server.on_close = OSError("gone")
    assert services.deliver(municipality=cast.asker, now=now) == 1


def test_two_workers_send_one_letter(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    Server.before_send = lambda: _second_worker(cast, now)
    assert services.deliver(municipality=cast.asker, now=now) == 1
    assert len(mail.outbox) == 1


def _second_worker(cast: Cast, now: datetime) -> None:
    Server.before_send = None
    assert services.deliver(municipality=cast.asker, now=now) == 0
    assert not delivery.send_letter(mail=Mail.objects.get(), now=now)


def test_a_worker_that_died_before_handing_over_is_followed_by_another(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    delivery.make_letters(municipality=cast.asker, now=now)
    assert delivery.claim(mail=Mail.objects.get(), now=now)
    assert services.deliver(municipality=cast.asker, now=now + timedelta(minutes=5)) == 0
    assert services.deliver(municipality=cast.asker, now=now + timedelta(minutes=11)) == 1


def test_a_worker_that_died_while_handing_over_is_not_followed(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    delivery.make_letters(municipality=cast.asker, now=now)
    waiting = Mail.objects.get()
    assert delivery._hand_over(waiting, delivery.claim(mail=waiting, now=now))
    assert services.deliver(municipality=cast.asker, now=now + timedelta(minutes=11)) == 0
    assert Mail.objects.get().status == MailStatus.UNCLEAR
    assert mail.outbox == []


def test_a_slow_worker_whose_claim_was_taken_back_sends_nothing(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(cast, now)
    compose = letters.compose

    def slowly(*given: Any) -> EmailMessage:
        delivery.take_back_stale(now=now + timedelta(minutes=11))
        return compose(*given)

    monkeypatch.setattr(letters, "compose", slowly)
    assert services.deliver(municipality=cast.asker, now=now) == 0
    assert mail.outbox == []
    monkeypatch.undo()


def test_unknown_kinds_and_missing_names_do_not_stop_a_letter(cast: Cast, now: datetime) -> None:
    _tell(cast, now, params={}, matter=None, municipality=cast.asker)
    Notice.objects.update(kind="from.tomorrow")
    _tell(cast, now, params={})
    assert services.deliver(municipality=cast.asker, now=now) == 2
    assert [letter.subject for letter in mail.outbox] == ["Asker", "Nytt om Badeplass ved Hvalstrand"]


def test_it_forgets_after_a_year(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    services.deliver(municipality=cast.asker, now=now)
    jobs.prune(municipality=cast.asker, now=now + timedelta(days=364))
    assert Notice.objects.exists()
    jobs.prune(municipality=cast.asker, now=now + timedelta(days=366))
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


def test_the_periodic_job_sends_what_the_task_missed(cast: Cast, now: datetime) -> None:
    _tell(cast, now)
    jobs.deliver(municipality=cast.asker, now=now)
    assert len(mail.outbox) == 1
