"""Checking that counts equal the rows they count."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ..lifecycle import HOLDS_A_PLACE
from ..models import Need, Pledge, SignUp, Task


@dataclass(frozen=True)
class Mismatch:
    """A count that is not what its rows add up to."""

    what: str
    key: int
    counted: int
    rows: int


def mismatches() -> list[Mismatch]:
    """Return every count in the municipality in scope that differs from its rows; none is what we promise."""
    tasks = Task.objects.annotate(rows=_places()).exclude(taken=F("rows"))
    needs = Need.objects.annotate(rows=_promises()).exclude(pledged=F("rows"))
    return [
        *[Mismatch("task.taken", task.pk, task.taken, task.rows) for task in tasks],
        *[Mismatch("need.pledged", need.pk, need.pledged, need.rows) for need in needs],
    ]


def _places() -> Coalesce:
    held = SignUp.objects.filter(task=OuterRef("pk"), status__in=HOLDS_A_PLACE).order_by().values("task")
    return Coalesce(Subquery(held.annotate(total=Sum("party_size")).values("total"), output_field=IntegerField()), Value(0))


def _promises() -> Coalesce:
    standing = Pledge.objects.filter(Q(need=OuterRef("pk")), withdrawn_at=None).order_by().values("need")
    return Coalesce(Subquery(standing.annotate(total=Sum("quantity")).values("total"), output_field=IntegerField()), Value(0))


@transaction.atomic
def mend(found: list[Mismatch]) -> None:
    """Set the counts that differ to what their rows add up to, where nobody has changed them meanwhile."""
    for wrong in found:
        if wrong.what == "task.taken":
            Task.objects.filter(pk=wrong.key, taken=wrong.counted).update(taken=wrong.rows)
        else:
            Need.objects.filter(pk=wrong.key, pledged=wrong.counted).update(pledged=wrong.rows)
