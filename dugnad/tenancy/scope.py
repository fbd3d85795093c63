"""The municipality in scope. Thin names over django-scopes, so that leaving the scope always states a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django_scopes
from django_scopes.state import get_scope

if TYPE_CHECKING:
    from .models import Municipality

ScopeError = django_scopes.exceptions.ScopeError


@contextmanager
def scope(municipality: "Municipality") -> Iterator[None]:
    """Let queries see the rows of `municipality` and of no other."""
    with django_scopes.scope(municipality=municipality):
        yield


@contextmanager
def everywhere(*, reason: str) -> Iterator[None]:
    """Leave the scope, for the few places that must see all municipalities; `reason` says why, for the reader."""
    if not reason:
        raise ValueError("leaving the municipality's scope needs a reason")
    with django_scopes.scopes_disabled():
        yield


def municipality_in_scope() -> "Municipality":
    """Return the municipality in scope; raise ScopeError when there is none."""
    found: Municipality | None = get_scope().get("municipality")
    if found is None:
        raise ScopeError("No municipality is in scope.")
    return found
