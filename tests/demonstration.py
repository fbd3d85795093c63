"""The demonstration in a test's database: every kind of page with something on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from demo.load import load
from demo.people import SIGN_IN_AS
from dugnad.people.models import User
from dugnad.tenancy.services_places import load_places

STARTS = ["/", "/k/asker/", "/k/utsira/", "/regler/"]


def load_demonstration() -> dict[str, Any]:
    """Fill the database and return who can walk through it: a visitor first, then each person by first name."""
    load_places()
    load(timezone.now())
    users = {user.email: user for user in User.objects.filter(email__in=[email for email, _, _ in SIGN_IN_AS])}
    return {"visitor": None} | {email.split("@")[0]: users[email] for email, _, _ in SIGN_IN_AS}


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The demonstration for all tests of a module; what they change is not undone between them."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        yield load_demonstration()
        call_command("flush", interactive=False, verbosity=0)
