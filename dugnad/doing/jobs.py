"""What the clock triggers."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from dugnad.tenancy.jobs import Periodic, register_periodic
from dugnad.tenancy.models import Municipality

from . import services

EVENING = 17


def release(*, municipality: Municipality, now: datetime) -> None:
    """Give back places nobody confirmed."""
    services.release_unconfirmed(municipality=municipality, now=now)


def remind(*, municipality: Municipality, now: datetime) -> None:
    """Remind of tomorrow, from five in the evening."""
    if localtime(now).hour >= EVENING:
        services.remind_of_tomorrow(municipality=municipality, now=now)


def follow_up(*, municipality: Municipality, now: datetime) -> None:
    """Ask who came to the days that are over, and let go of addresses no longer needed."""
    services.ask_for_reports(municipality=municipality, now=now)
    services.forget_addresses(municipality=municipality, now=now)


def register() -> None:
    """Make the room's jobs known."""
    register_periodic(Periodic("doing.release", timedelta(minutes=15), release))
    register_periodic(Periodic("doing.remind", timedelta(minutes=30), remind))
    register_periodic(Periodic("doing.follow_up", timedelta(hours=1), follow_up))
