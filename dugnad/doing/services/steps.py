"""Moving a matter's next step as the work goes on, so that it never lacks one."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import Matter
from dugnad.threads.selectors import people_of
from dugnad.threads.services import set_next_step

from ..lifecycle import DayStatus
from ..models import DugnadDay, Result

REPORT_WITHIN = timedelta(days=7)
TELL_WITHIN = timedelta(days=14)
PLAN_WITHIN = timedelta(days=14)
MEASURE_AFTER = timedelta(days=365)


@transaction.atomic
def settle_next_step(*, matter: Matter | None, now: datetime) -> None:
    """Say what is next from where the days stand: come, report, tell, or plan. Before the dugnad stage nothing is touched."""
    if matter is None or not matter.is_open or not matter.is_public or matter.stage not in (Stage.DUGNAD, Stage.CARE):
        return
    today = localdate(now)
    wanted = _from_days(matter, now, today)
    if wanted is None:
        return
    step, due_on = wanted
    if step == Step.MEASURE_EFFECT:
        _measure(matter, due_on)
        return
    owner = OwnerKind.STARTERS if people_of(matter) else OwnerKind.MUNICIPALITY
    set_next_step(matter=matter, step=step, owner_kind=owner, due_on=due_on, basis=Basis.PROMISE)


def _measure(matter: Matter, due_on: date) -> None:
    steward = Result.objects.select_related("steward").get(matter=matter).steward
    owner = OwnerKind.STEWARDS if steward else OwnerKind.STARTERS
    set_next_step(matter=matter, step=Step.MEASURE_EFFECT, owner_kind=owner, owner=steward, due_on=due_on, basis=Basis.PROMISE)


def _from_days(matter: Matter, now: datetime, today: date) -> tuple[Step, date] | None:
    days = list(DugnadDay.objects.filter(matter=matter).exclude(status=DayStatus.CANCELLED).order_by("starts_at"))
    waiting = [day for day in days if day.status == DayStatus.PLANNED and day.ends_at <= now]
    if waiting:
        return Step.REPORT_DUGNAD, localdate(waiting[0].ends_at) + REPORT_WITHIN
    coming = [day for day in days if day.status == DayStatus.PLANNED]
    if coming:
        return Step.HOLD_DUGNAD, localdate(coming[0].starts_at)
    told = Result.objects.filter(matter=matter, published_at__isnull=False).first()
    if told is not None and told.published_at is not None:
        return Step.MEASURE_EFFECT, localdate(told.published_at) + MEASURE_AFTER
    if days:
        last = max(day.reported_at for day in days if day.reported_at)
        return Step.TELL_RESULT, localdate(last) + TELL_WITHIN
    if matter.next_step == Step.PLAN_DUGNAD:
        return None
    return Step.PLAN_DUGNAD, today + PLAN_WITHIN
