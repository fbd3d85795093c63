"""How often something may be tried. Counts are rows, so that they hold across processes and on both databases."""

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from .models import RateLimit

KEPT = timedelta(days=2)


def hit(key: str, limit: int, per: timedelta, now: datetime) -> bool:
    """Count one attempt and return whether it is within `limit` in its window of length `per`.

    Call it before the transaction whose failure must still count: a rolled-back attempt is not counted.
    """
    seconds = int(per.total_seconds())
    start = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
    hashed = _hashed(f"{key}|{seconds}")
    rows = RateLimit.objects.filter(key=hashed, window_at=start)
    if rows.filter(hits__lt=limit).update(hits=F("hits") + 1):
        return True
    if limit < 1 or rows.exists():
        return False
    try:
        with transaction.atomic():
            RateLimit.objects.create(key=hashed, window_at=start, hits=1)
    except IntegrityError:
        return bool(rows.filter(hits__lt=limit).update(hits=F("hits") + 1))
    return True


def forget_old(now: datetime) -> int:
    """Delete the counts nobody needs any more, and return how many."""
    return RateLimit.objects.filter(window_at__lt=now - KEPT).delete()[0]


def _hashed(key: str) -> str:
    return salted_hmac("dugnad.people.throttle", key, algorithm="sha256").hexdigest()
