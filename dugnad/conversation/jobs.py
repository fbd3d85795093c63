"""What the clock and urgent notices set going."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timezone import localtime
from django_tasks import task

from dugnad.tenancy.jobs import Periodic, register_periodic
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope

from . import registry, selectors, services

MORNING = 8


@task()
def send_now(municipality_id: int) -> int:
    """Send what is urgent; the periodic run catches what this one does not."""
    municipality = selectors.municipality_by_pk(municipality_id)
    if municipality is None:
        return 0
    with scope(municipality):
        return services.deliver(municipality=municipality, now=timezone.now())


def wake(municipality: Municipality) -> None:
    """Ask the worker to send: the request is a row in the same transaction as the notice."""
    send_now.enqueue(municipality.pk)


def deliver(*, municipality: Municipality, now: datetime) -> None:
    """Send what is due: urgent notices, retries, and the day's letters."""
    services.deliver(municipality=municipality, now=now)


def prune(*, municipality: Municipality, now: datetime) -> None:
    """Delete old letters and notices."""
    services.prune(now=now)


def remind(*, municipality: Municipality, now: datetime) -> None:
    """Remind owners of next steps of the day, from eight in the morning: nobody is woken by a date."""
    if localtime(now).hour >= MORNING:
        services.remind_of_steps(now=now)


def register() -> None:
    """Make the room's jobs known."""
    register_periodic(Periodic("conversation.deliver", timedelta(minutes=1), deliver))
    register_periodic(Periodic("conversation.prune", timedelta(days=1), prune))
    register_periodic(Periodic("conversation.remind", timedelta(hours=1), remind))
    registry.register_wake(wake)
