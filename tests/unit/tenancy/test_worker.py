"""The worker: nothing that was promised is lost when a process dies."""

import os
import signal
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from dugnad.tenancy import services_tasks, worker


def _task(now: datetime, **fields: Any) -> Any:
    defaults: dict[str, Any] = {
        "status": TaskResultStatus.READY,
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": "dugnad.nowhere.task",
        "backend_name": "default",
        "run_after": get_date_max(),
        "worker_ids": ["one"],
        "exception_class_path": "",
        "traceback": "",
    }
    return DBTaskResult.objects.create(**{**defaults, **fields})


@pytest.mark.django_db
def test_it_revives_a_task_whose_worker_was_killed(now: datetime) -> None:
    task = _task(now, status=TaskResultStatus.RUNNING, started_at=now - timedelta(minutes=16))
    under_way = _task(now, status=TaskResultStatus.RUNNING, started_at=now - timedelta(minutes=1))
    assert services_tasks.revive_tasks(now=now) == 1
    task.refresh_from_db()
    under_way.refresh_from_db()
    assert (task.status, under_way.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_it_waits_longer_after_each_failure_and_gives_up_after_five(now: datetime) -> None:
    waits = []
    for tries in range(1, 6):
        task = _task(now, status=TaskResultStatus.FAILED, finished_at=now, worker_ids=["w"] * tries)
        services_tasks.revive_tasks(now=now)
        task.refresh_from_db()
        waits.append((task.run_after - now) if task.status == TaskResultStatus.READY else None)
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8), None]


@pytest.mark.django_db
def test_it_says_so_when_a_task_died_too_often(now: datetime) -> None:
    task = _task(now, status=TaskResultStatus.RUNNING, started_at=now - timedelta(hours=1), worker_ids=["w"] * 5)
    assert services_tasks.revive_tasks(now=now) == 0
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert "Died" in task.traceback


@pytest.mark.django_db
def test_it_prunes_what_is_long_done(now: datetime) -> None:
    _task(now, status=TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=8))
    kept = _task(now, status=TaskResultStatus.FAILED, finished_at=now - timedelta(days=8))
    assert services_tasks.prune_tasks(now=now) == 1
    assert list(DBTaskResult.objects.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_it_stops_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[datetime] = []
    monkeypatch.setattr(worker, "do_periodic", lambda clock: rounds.append(clock()))
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        worker.work(clock=lambda: datetime.now(UTC), pause=0.05)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(rounds) == 1


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_after_a_stumble(monkeypatch: pytest.MonkeyPatch) -> None:
    stumbles: list[int] = []

    def stumble(stop: threading.Event) -> None:
        stumbles.append(1)
        if len(stumbles) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        raise RuntimeError("the database is away")

    monkeypatch.setattr(worker, "do_tasks", stumble)
    monkeypatch.setattr(worker, "PERIOD", timedelta(milliseconds=10))
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        worker.work(clock=lambda: datetime.now(UTC), pause=0)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(stumbles) == 2
