"""The outbox's way out: letters are made once, claimed by one worker, handed over once, and never sent when in doubt.

A letter goes waiting → claimed → handed_over → sent. `claimed` is written before anything is composed, `handed_over` right
before the words leave for the mail server. So a letter found claimed by a dead worker is provably unsent and is tried again;
one found handed over may have been sent, becomes `unclear`, and is never sent again by itself.
"""

import logging
import secrets
import smtplib
from datetime import datetime, time, timedelta

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.timezone import localtime

from dugnad.tenancy.models import Municipality

from .. import letters
from ..lifecycle import MailStatus, Urgency
from ..models import Mail, MailStop, Notice
from ..registry import is_asked_for

logger = logging.getLogger("dugnad.conversation.mail")

MAX_ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=1)
GROWTH = 5
STALE = timedelta(minutes=10)
BATCH = 200
KEPT = timedelta(days=365)
DIGEST_HOUR = 16


class Unsent(Exception):
    """The mail server said no, or was never reached: the letter has provably not left."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class InDoubt(Exception):
    """The line broke after the letter was handed over: nobody knows whether it left."""


def deliver(*, municipality: Municipality, now: datetime) -> int:
    """Make and send what is due in a municipality, and return how many letters left. Runs outside transactions."""
    take_back_stale(now=now)
    make_letters(municipality=municipality, now=now)
    due = Mail.objects.filter(status=MailStatus.WAITING, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
    return sum(send_letter(mail=mail, now=now) for mail in due.select_related("user", "municipality")[:BATCH])


@transaction.atomic
def take_back_stale(*, now: datetime) -> int:
    """Try again what a dead worker had claimed but not handed over; mark as unclear what it had. Return how many are unclear."""
    stale = Mail.objects.filter(claimed_at__lt=now - STALE)
    stale.filter(status=MailStatus.CLAIMED).update(status=MailStatus.WAITING, claim="", next_attempt_at=now)
    unclear = stale.filter(status=MailStatus.HANDED_OVER).update(status=MailStatus.UNCLEAR, error="worker stopped while sending")
    if unclear:
        logger.error("%s letters may or may not have been sent; they are not sent again", unclear)
    return unclear


def make_letters(*, municipality: Municipality, now: datetime) -> int:
    """Make letters of urgent notices, and the day's letter for each whose hour has come; return how many were made."""
    urgent = _unmailed(Urgency.NOW).order_by("created_at", "pk")[:BATCH]
    made = sum(_make_letter(municipality, [notice], f"now:{notice.pk}", now) for notice in urgent)
    for recipient, day in _due_digests(now):
        notices = list(_unmailed(Urgency.DIGEST).filter(recipient=recipient).order_by("created_at", "pk"))
        made += _make_letter(municipality, notices, f"digest:{recipient}:{day}", now)
    return made


def _unmailed(urgency: str) -> QuerySet[Notice]:
    stops = MailStop.objects.filter(recipient=OuterRef("recipient")).filter(Q(matter=None) | Q(matter=OuterRef("matter")))
    waiting = Notice.objects.filter(is_mailed=False, urgency=urgency).annotate(is_stopped=Exists(stops))
    return waiting.select_related("user", "matter", "municipality")


def _due_digests(now: datetime) -> list[tuple[str, str]]:
    oldest = (
        Notice.objects.filter(is_mailed=False, urgency=Urgency.DIGEST)
        .values("recipient", "user__digest_hour")
        .annotate(first=Min("created_at"))
        .order_by("recipient")
    )
    due = []
    for row in oldest:
        hour = DIGEST_HOUR if row["user__digest_hour"] is None else row["user__digest_hour"]
        moment = last_digest_moment(now, hour)
        if row["first"] < moment:
            due.append((row["recipient"], moment.date().isoformat()))
    return due


def last_digest_moment(now: datetime, hour: int) -> datetime:
    """Return the latest moment, not after `now`, at which the day's letter goes out for somebody with this hour."""
    local = localtime(now)
    today = datetime.combine(local.date(), time(min(hour, 23)), tzinfo=local.tzinfo)
    return (
        today if today <= local else datetime.combine(local.date() - timedelta(days=1), time(min(hour, 23)), tzinfo=local.tzinfo)
    )


def _address(notice: Notice) -> str:
    if notice.user is None:
        return notice.email
    return (notice.user.email or "") if notice.user.is_active else ""


def _reaches(notice: Notice) -> bool:
    stopped: bool = notice.is_stopped  # type: ignore[attr-defined]
    return bool(_address(notice)) and (not stopped or is_asked_for(notice.kind))


@transaction.atomic
def _make_letter(municipality: Municipality, notices: list[Notice], key: str, now: datetime) -> int:
    wanted = [notice for notice in notices if _reaches(notice)]
    skipped = [notice.pk for notice in notices if notice not in wanted]
    Notice.objects.filter(pk__in=skipped, is_mailed=False).update(is_mailed=True)
    if not wanted:
        return 0
    first = wanted[0]
    try:
        with transaction.atomic():
            mail = Mail.objects.create(
                municipality=municipality,
                key=key,
                recipient=first.recipient,
                user=first.user,
                email=_address(first),
                language=first.language,
                urgency=first.urgency,
                next_attempt_at=now,
                made_at=now,
            )
    except IntegrityError:
        # Another worker made it, or today's letter has gone: what is left waits for tomorrow's.
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in wanted], is_mailed=False).update(is_mailed=True, mail=mail)
    return 1


@transaction.atomic(durable=True)
def claim(*, mail: Mail, now: datetime) -> str:
    """Take a waiting letter for this worker alone; return the claim, or nothing when another has it."""
    token = secrets.token_hex(16)
    waiting = Mail.objects.filter(pk=mail.pk, status=MailStatus.WAITING, next_attempt_at__lte=now)
    taken = waiting.update(status=MailStatus.CLAIMED, claim=token, claimed_at=now, attempts=F("attempts") + 1)
    return token if taken else ""


@transaction.atomic(durable=True)
def _hand_over(mail: Mail, token: str) -> bool:
    claimed = Mail.objects.filter(pk=mail.pk, claim=token, status=MailStatus.CLAIMED)
    return bool(claimed.update(status=MailStatus.HANDED_OVER))


def send_letter(*, mail: Mail, now: datetime) -> bool:
    """Claim, compose and send one letter; return whether it left. A refusal is tried again later, doubt never is."""
    token = claim(mail=mail, now=now)
    if not token:
        return False
    mine = Mail.objects.filter(pk=mail.pk, claim=token)
    try:
        left = _send(mail, token)
    except Unsent as no:
        _put_back(mail, mine, str(no), for_good=no.for_good, now=now)
        return False
    except InDoubt as doubt:
        logger.error("Letter %s may or may not have been sent (%s); it is not sent again", mail.pk, doubt)
        mine.update(status=MailStatus.UNCLEAR, error=str(doubt)[:300])
        return False
    mine.update(status=MailStatus.SENT if left else MailStatus.STOPPED, sent_at=now if left else None, error="")
    return left


def _put_back(mail: Mail, mine: QuerySet[Mail], why: str, *, for_good: bool, now: datetime) -> None:
    attempts = mail.attempts + 1
    if for_good or attempts >= MAX_ATTEMPTS:
        logger.error("Letter %s could not be sent: %s", mail.pk, why)
        mine.update(status=MailStatus.FAILED, error=why[:300])
    else:
        wait = FIRST_WAIT * GROWTH ** (attempts - 1)
        mine.update(status=MailStatus.WAITING, next_attempt_at=now + wait, claim="", error=why[:300])


def _send(mail: Mail, token: str) -> bool:
    notices = [notice for notice in _notices_of(mail) if _reaches(notice)]
    if not notices:
        return False
    mail.email = _address(notices[0])
    try:
        with translation.override(letters.language_of(mail)):
            message = letters.compose(mail, notices, mail.municipality)
        message.message()
    except Exception as error:
        logger.exception("Letter %s could not be written", mail.pk)
        raise Unsent(f"{type(error).__name__}") from error
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        # smtplib's errors are OSErrors too.
        raise Unsent(f"{type(error).__name__} on connecting") from error
    try:
        if not _hand_over(mail, token):
            raise InDoubt("taken back before it was handed over")
        return _transmit(connection, message)
    finally:
        _close(connection)


def _transmit(connection: BaseEmailBackend, message: EmailMessage) -> bool:
    try:
        sent = connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise Unsent(f"address refused {codes}", for_good=all(code >= 500 for code in codes)) from error
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        raise Unsent(f"{type(error).__name__} {error.smtp_code}") from error
    except (smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError) as error:
        raise Unsent(type(error).__name__) from error
    except OSError as error:
        raise InDoubt(type(error).__name__) from error
    if not sent:
        raise Unsent("the mail server took nothing")
    return True


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server hung up first")


def _notices_of(mail: Mail) -> QuerySet[Notice]:
    stops = MailStop.objects.filter(recipient=OuterRef("recipient")).filter(Q(matter=None) | Q(matter=OuterRef("matter")))
    found = Notice.objects.filter(mail=mail).annotate(is_stopped=Exists(stops))
    return found.select_related("user", "matter", "matter__municipality", "municipality").order_by("created_at", "pk")


@transaction.atomic
def prune(*, now: datetime) -> int:
    """Delete letters and notices older than a year, and return how many rows went."""
    notices, _kinds = Notice.objects.filter(created_at__lt=now - KEPT, is_mailed=True).delete()
    mails, _kinds = Mail.objects.filter(made_at__lt=now - KEPT).delete()
    return notices + mails
