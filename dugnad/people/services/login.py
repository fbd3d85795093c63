"""Signing in by a one-time code to e-mail."""

import secrets
from datetime import datetime, timedelta
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from dugnad.people import mail
from dugnad.people.models import Assurance, LoginCode, User
from dugnad.people.throttle import hit

CODE_LIFETIME = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODE_KEPT = timedelta(hours=24)


class CodeAnswer(Enum):
    """What came of a code somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    TOO_MANY = "too_many"
    NONE = "none"


def normalise_email(email: str) -> str:
    """Return an e-mail address as it is stored and compared."""
    return email.strip().lower()


def send_login_code(*, email: str, address: str, now: datetime) -> None:
    """Send a new one-time code; raise ValidationError when there were too many or the mail server fails."""
    email = normalise_email(email)
    within = [
        hit(f"code-ip|{address}", 30, timedelta(minutes=15), now),
        hit(f"code-email|{email}", 5, timedelta(minutes=15), now),
        hit(f"code-email|{email}", 20, timedelta(days=1), now),
    ]
    if not all(within):
        raise ValidationError(_("Vi har sendt mange koder på kort tid. Vent et kvarter, og prøv igjen."), code="too_many")
    code = new_login_code(email=email, now=now)
    if not mail.send("code", email, code=code, minutes=int(CODE_LIFETIME.total_seconds() // 60)):
        raise ValidationError(_("Vi fikk ikke sendt e-posten. Prøv igjen om litt."), code="mail")


@transaction.atomic
def new_login_code(*, email: str, now: datetime) -> str:
    """Make a one-time code, which replaces those sent to the same address before, and return it."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    LoginCode.objects.filter(email=email, used_at=None, expires_at__gt=now).update(expires_at=now)
    LoginCode.objects.create(email=email, code_hash=_code_hash(email, code), sent_at=now, expires_at=now + CODE_LIFETIME)
    return code


def try_login_code(*, email: str, code: str, address: str, now: datetime) -> CodeAnswer:
    """Check a code, unless too many have been tried from the same address."""
    if not hit(f"code-try|{address}", 60, timedelta(minutes=15), now):
        return CodeAnswer.TOO_MANY
    return check_login_code(email=email, code=code, now=now)


@transaction.atomic
def check_login_code(*, email: str, code: str, now: datetime) -> CodeAnswer:
    """Use up a one-time code and say what came of it. Each try is counted, the right code works once."""
    email = normalise_email(email)
    latest = LoginCode.objects.filter(email=email).order_by("-sent_at", "-pk").first()
    if latest is None:
        return CodeAnswer.NONE
    rows = LoginCode.objects.filter(pk=latest.pk, used_at=None)
    if not rows.filter(expires_at__gt=now, attempts__lt=CODE_ATTEMPTS).update(attempts=F("attempts") + 1):
        return _why_not(latest, now)
    if not constant_time_compare(latest.code_hash, _code_hash(email, "".join(code.split()))):
        return CodeAnswer.TOO_MANY if latest.attempts + 1 >= CODE_ATTEMPTS else CodeAnswer.WRONG
    return CodeAnswer.RIGHT if rows.update(used_at=now) else CodeAnswer.USED


def _why_not(code: LoginCode, now: datetime) -> CodeAnswer:
    if code.used_at is not None:
        return CodeAnswer.USED
    return CodeAnswer.EXPIRED if code.expires_at <= now else CodeAnswer.TOO_MANY


def _code_hash(email: str, code: str) -> str:
    return salted_hmac("dugnad.people.login", f"{email}|{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def sign_in_by_email(*, email: str) -> User | None:
    """Return the person with this proven e-mail, or None when there is no account yet."""
    user = User.objects.filter(email=normalise_email(email), is_active=True).first()
    if user and user.assurance == Assurance.NONE:
        user.assurance = Assurance.EMAIL
        user.save(update_fields=["assurance"])
    return user


@transaction.atomic
def create_account(*, email: str, name: str, language: str, now: datetime) -> User:
    """Make the account of somebody who has proven their e-mail; asking twice gives the same account."""
    email = normalise_email(email)
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name, assurance=Assurance.EMAIL, language=language, created_at=now)
    except IntegrityError:
        return User.objects.get(email=email)


@transaction.atomic
def forget_old_codes(*, now: datetime) -> int:
    """Delete codes nobody can use any more, and return how many."""
    return LoginCode.objects.filter(sent_at__lt=now - CODE_KEPT).delete()[0]
