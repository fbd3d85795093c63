"""One municipality in scope, and short ways to write in its talk."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from dugnad.conversation import services
from dugnad.conversation.models import Contribution
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.cast import cast as cast
from tests.factories import actor

Say = Callable[..., Contribution]


@pytest.fixture(autouse=True)
def _in_asker(cast: Cast) -> Iterator[None]:
    with scope(cast.asker):
        yield


@pytest.fixture
def say(cast: Cast, now: datetime) -> Say:
    """Write in the talk of the cast's matter, as the resident unless told otherwise."""

    def write(text: str = "Det er det eneste stedet med slakt nok terreng.", **fields: Any) -> Contribution:
        author: User = fields.pop("author", cast.resident)
        fields.setdefault("kind", "for")
        fields.setdefault("now", now)
        return services.contribute(matter=cast.matter, text=text, actor=actor(author, cast.asker), **fields)

    return write
