import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dugnad.people.models import User


@pytest.fixture
def as_person(client: Client) -> Callable[[User | None], Client]:
    """A browser signed in as somebody."""

    def sign_in(user: User | None) -> Client:
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def newest_code(mailoutbox: Any) -> Callable[[], str]:
    """The code in the newest e-mail."""

    def read() -> str:
        found = re.search(r"\b\d{6}\b", mailoutbox[-1].subject)
        assert found
        return found[0]

    return read
