"""The shared cast: who walks through the tests, and in which of two municipalities."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from dugnad.people.models import Role, User
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter

from .factories import make_matter, make_member, make_municipality, make_resident, make_user

ROLES = (
    "visitor",
    "resident",
    "elsewhere",
    "starter",
    "coworker",
    "secretary",
    "representative",
    "facilitator",
    "administrator",
    "coworker_elsewhere",
)


@dataclass
class Cast:
    """Asker (a co-worker, a secretary, a resident, ...) and Utsira beside it; `people[role]` is None for a visitor."""

    asker: Municipality
    utsira: Municipality
    people: dict[str, User | None]
    matter: Matter
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)


def make_cast() -> Cast:
    """Return the cast with one public matter in Asker, started by the starter."""
    asker = make_municipality("Asker", number="3203", population=98815)
    utsira = make_municipality("Utsira", number="1151", population=215)
    starter = make_resident(asker, "Amina Yusuf")
    people: dict[str, User | None] = {
        "visitor": None,
        "resident": make_resident(asker, "Kari Moen"),
        "elsewhere": make_resident(utsira, "Olai Utsira"),
        "starter": starter,
        "coworker": make_member(asker, Role.COWORKER, "Sofie Bakke"),
        "secretary": make_member(asker, Role.SECRETARY, "Marit Lunde"),
        "representative": make_member(asker, Role.REPRESENTATIVE, "Henrik Solli"),
        "facilitator": make_member(asker, Role.FACILITATOR, "Nadia Rahman"),
        "administrator": make_member(asker, Role.ADMINISTRATOR, "Geir Aune"),
        "coworker_elsewhere": make_member(utsira, Role.COWORKER, "Berit Klovning"),
    }
    outsider = make_user("Ingen Bosted")
    people["unregistered"] = outsider
    return Cast(asker, utsira, people, make_matter(asker, starter=starter))


@pytest.fixture
def cast(db: None) -> Cast:
    """The shared cast."""
    return make_cast()
