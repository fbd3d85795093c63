"""The worker: one process that does the tasks in the queue and what the clock triggers, until it is told to stop."""

import logging
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from types import FrameType

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from . import jobs, services_tasks

logger = logging.getLogger("dugnad.worker")
PERIOD = timedelta(seconds=30)
PRUNE_EVERY = timedelta(hours=6)


def do_tasks(stop: Event | None = None) -> None:
    """Do the tasks that wait now; with `stop`, leave after the one under way when it is set."""
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1 if stop else None,
        worker_id=get_random_string(32),
    )
    while stop is None or not stop.is_set():
        before = worker._run_tasks
        worker.run()
        if stop is None or worker._run_tasks == before:
            return
        worker._run_tasks = 0


def do_periodic(clock: Callable[[], datetime]) -> None:
    """Revive what died, then run every job that is due."""
    revived = services_tasks.revive_tasks(now=clock())
    if revived:
        logger.warning("%s tasks had died or failed and are tried again", revived)
    jobs.run_due(clock=clock)


def do_once(clock: Callable[[], datetime]) -> None:
    """Do what is due and what waits now, then leave: for a clock outside, and for tests."""
    do_periodic(clock)
    do_tasks()


def work(*, clock: Callable[[], datetime], pause: float = 1.0) -> None:
    """Work until SIGINT or SIGTERM; a task under way is finished first."""
    stop = Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    next_period = next_prune = clock()
    while not stop.is_set():
        try:
            close_old_connections()
            do_tasks(stop)
            if clock() >= next_period:
                next_period = clock() + PERIOD
                do_periodic(clock)
            if clock() >= next_prune:
                next_prune = clock() + PRUNE_EVERY
                services_tasks.prune_tasks(now=clock())
        except Exception:
            # A database that is away for a moment must not end the worker; it tries again at the next turn.
            logger.exception("The worker stumbled and goes on")
            stop.wait(PERIOD.total_seconds() / 10)
        stop.wait(pause)
