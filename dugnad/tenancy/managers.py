"""The manager of every row a municipality owns: without a municipality in scope it raises."""

from typing import TYPE_CHECKING, TypeVar

import django_scopes
from django.db import models

_Row = TypeVar("_Row", bound=models.Model, covariant=True)

if TYPE_CHECKING:

    class _Scoped(models.Manager[_Row]):
        pass
else:
    # django-scopes makes the class inside a function; a name of our own lets the type checker follow relations.
    _Scoped = type(django_scopes.ScopedManager(municipality="municipality"))


class TenantManager(_Scoped[_Row]):
    """Sees the rows of the municipality in scope, and of no other."""
