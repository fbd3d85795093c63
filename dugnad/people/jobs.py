"""What the clock triggers: forgetting what nobody needs any more."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore

from dugnad.tenancy.jobs import Periodic, register_periodic
from dugnad.tenancy.models import Municipality

from . import throttle
from .services import login


def forget(*, municipality: Municipality, now: datetime) -> None:
    """Delete old codes, counts and sessions. They belong to no municipality; the first one due clears for all."""
    login.forget_old_codes(now=now)
    throttle.forget_old(now)
    SessionStore.clear_expired()


def register() -> None:
    """Let the worker run this room's jobs."""
    register_periodic(Periodic("people.forget", timedelta(hours=1), forget))
