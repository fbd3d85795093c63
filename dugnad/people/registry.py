"""Where rooms tell what they hold about a person, for "all my data" and for leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from .models import User


@dataclass(frozen=True)
class PersonData:
    """A room's answer to what it holds about a person, and to the person's leaving.

    `export(user)` returns JSON-ready values over all municipalities. `erase(user, now)` deletes or unlinks, and returns one
    sentence for each thing that stays without the name, saying why. `erase` touches the database only: it is also run to show
    what leaving would mean, and then taken back; files are deleted on commit. `deletes` names in plain words what it deletes.
    """

    room: str
    export: Callable[[User], dict[str, Any]]
    erase: Callable[[User, datetime], list[str]]
    deletes: tuple[str | Promise, ...] = ()


_rooms: dict[str, PersonData] = {}


def register_person_data(data: PersonData) -> None:
    """Let a room answer for its personal data; called from AppConfig.ready()."""
    _rooms[data.room] = data


def person_data() -> list[PersonData]:
    """Return the rooms' answers, highest room last."""
    return list(_rooms.values())
