"""What the clock triggers: rooms register a function and an interval, the worker runs what is due, one municipality at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import IntegrityError
from django.db.models import Q

from .models import JobRun, Municipality
from .scope import scope

logger = logging.getLogger("dugnad.jobs")


class JobFunction(Protocol):
    """`run(municipality=, now=)`: idempotent, because a run that dies is run again."""

    def __call__(self, *, municipality: Municipality, now: datetime) -> None: ...


@dataclass(frozen=True)
class Periodic:
    """A named job and how often it runs."""

    name: str
    every: timedelta
    run: JobFunction


_registered: dict[str, Periodic] = {}
STUCK_AFTER = timedelta(minutes=15)


def register_periodic(job: Periodic) -> None:
    """Let the worker run `job` for each municipality; called from a room's AppConfig.ready()."""
    _registered[job.name] = job


def registered() -> list[Periodic]:
    """Return the registered jobs in the order they were registered."""
    return list(_registered.values())


def run_due(*, clock: Callable[[], datetime]) -> int:
    """Run every job that is due, and return how many ran. A job that fails is logged and tried again at its next turn."""
    ran = 0
    for municipality in Municipality.objects.select_related("place"):
        for job in registered():
            if _claim(job, municipality, clock()):
                ran += 1
                _run(job, municipality, clock)
    return ran


def _claim(job: Periodic, municipality: Municipality, now: datetime) -> bool:
    runs = JobRun.objects.filter(municipality=municipality, job=job.name)
    if not runs.exists():
        try:
            JobRun.objects.create(municipality=municipality, job=job.name, due_at=now)
        except IntegrityError:
            return False
    free = Q(last_started_at=None) | Q(last_finished_at__isnull=False) | Q(last_started_at__lt=now - STUCK_AFTER)
    claimed = runs.filter(free, due_at__lte=now).update(due_at=now + job.every, last_started_at=now, last_finished_at=None)
    return bool(claimed)


def _run(job: Periodic, municipality: Municipality, clock: Callable[[], datetime]) -> None:
    error = ""
    try:
        with scope(municipality):
            job.run(municipality=municipality, now=clock())
    except Exception as failure:
        logger.exception("The job %s failed for %s", job.name, municipality.slug)
        error = f"{type(failure).__name__}: {failure}"
    JobRun.objects.filter(municipality=municipality, job=job.name).update(last_finished_at=clock(), last_error=error)
