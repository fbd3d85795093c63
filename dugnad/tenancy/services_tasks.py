"""Care of the queue of tasks: those that died are run again, those that failed get a few more tries, old ones go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

TRIES = 5
STUCK_AFTER = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=60)


@transaction.atomic
def revive_tasks(*, now: datetime) -> int:
    """Put back in the queue what a killed worker left running and what failed with tries left; return how many."""
    stuck = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - STUCK_AFTER)
    revived = 0
    for task in DBTaskResult.objects.filter(stuck | Q(status=TaskResultStatus.FAILED)):
        tries = len(task.worker_ids)
        if tries >= TRIES:
            if task.status == TaskResultStatus.RUNNING:
                _give_up(task, now)
            continue
        # Each failure doubles the wait, so that a mail server that is down is not hammered.
        due = (task.finished_at or now) + FIRST_WAIT * 2 ** (tries - 1)
        ready = {"status": TaskResultStatus.READY, "started_at": None, "finished_at": None, "run_after": due}
        revived += DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at).update(**ready)
    return revived


def _give_up(task: "DBTaskResult[..., object]", now: datetime) -> None:
    failed = {"status": TaskResultStatus.FAILED, "finished_at": now, "traceback": f"Died {TRIES} times without an answer."}
    DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING).update(**failed)


@transaction.atomic
def prune_tasks(*, now: datetime) -> int:
    """Delete tasks done a week ago and those that failed for good two months ago; return how many."""
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    deleted, _ = DBTaskResult.objects.filter(done | failed).delete()
    return deleted
