"""A person's own notices."""

from datetime import datetime

from django.db import transaction

from dugnad.people.models import User
from dugnad.tenancy.scope import everywhere

from ..models import Notice


@transaction.atomic
def mark_notices_read(*, user: User, now: datetime) -> int:
    """Note that a person has read their notices, in all municipalities; return how many were unread."""
    with everywhere(reason="a person's notices are shown on one page for all municipalities"):
        return Notice.objects.filter(user=user, read_at=None, created_at__lte=now).update(read_at=now)
