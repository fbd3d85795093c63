"""Many counts in one question to the database."""

from typing import Any

from django.db.models import IntegerField, Model, QuerySet, Subquery

from dugnad.tenancy.models import Municipality


class _Rows(Subquery):
    """How many rows a queryset has, as a number within another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def count_all(municipality: Municipality, /, **rows: QuerySet[Any, Any]) -> dict[str, int]:
    """Return how many rows each queryset has, in one query."""
    wanted = {name: _Rows(_keys(one)) for name, one in rows.items()}
    found: dict[str, int] = Municipality.objects.filter(pk=municipality.pk).annotate(**wanted).values(*wanted).get()
    return found


def _keys(rows: QuerySet[Model]) -> QuerySet[Any, Any]:
    return rows.order_by().values("pk")
