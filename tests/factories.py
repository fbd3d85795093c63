"""Small, honest rows for tests: every value a test does not care about is filled in believably."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from dugnad.domain.text import fold
from dugnad.people.actors import Actor, actor_for
from dugnad.people.models import Assurance, Membership, Organisation, Residency, User
from dugnad.tenancy.models import Municipality, Place
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.services import add_role, create_matter, publish_matter, set_next_step

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
_numbers = count(1)


def make_place(name: str = "Asker", *, number: str = "3203", population: int | None = 98815, **fields: Any) -> Place:
    """A municipality as a fact on the map."""
    county, _ = Place.objects.get_or_create(
        number=number[:2],
        defaults={
            "kind": Place.Kind.COUNTY,
            "name": f"Fylke {number[:2]}",
            "folded": f"fylke {number[:2]}",
            "slug": f"fylke-{number[:2]}",
            "population": 700_000,
            "population_on": date(2024, 1, 1),
        },
    )
    defaults: dict[str, Any] = {
        "kind": Place.Kind.MUNICIPALITY,
        "name": name,
        "names": [{"name": name, "language": "nb"}],
        "folded": fold(name),
        "slug": fold(name),
        "county": county,
        "population": population,
        "population_on": date(2024, 1, 1),
        "population_source": "SSB 07459",
        "lon": 10.44782,
        "lat": 59.7109,
        "centre": name,
    }
    place, _ = Place.objects.get_or_create(number=number, defaults={**defaults, **fields})
    return place


def make_municipality(
    name: str = "Asker", *, number: str = "3203", population: int | None = 98815, **fields: Any
) -> Municipality:
    """A municipality that runs Dugnad."""
    place = make_place(name, number=number, population=population)
    defaults = {
        "slug": place.slug,
        "name": name,
        "languages": ["nb", "nn", "en"],
        "created_at": NOW,
        "phone": "66 70 00 00",
    }
    municipality, _ = Municipality.objects.get_or_create(place=place, defaults={**defaults, **fields})
    return municipality


def make_user(name: str | None = None, *, email: str | None = None, **fields: Any) -> User:
    """A person who has signed in by e-mail."""
    n = next(_numbers)
    fields.setdefault("assurance", Assurance.EMAIL)
    return User.objects.create_user(email or f"person{n}@example.org", name or f"Person {n}", created_at=NOW, **fields)


def make_resident(municipality: Municipality, name: str | None = None, **fields: Any) -> User:
    """A person registered as resident in `municipality`."""
    user = make_user(name, **fields)
    Residency.objects.create(user=user, municipality=municipality, source=Residency.Source.CLERK, confirmed_at=NOW)
    return user


def make_member(municipality: Municipality, role: str, name: str | None = None, **fields: Any) -> User:
    """A person with a role in `municipality`."""
    user = make_user(name, **fields)
    Membership.objects.create(user=user, municipality=municipality, role=role, given_at=NOW)
    return user


def make_organisation(municipality: Municipality, name: str = "Hvalstad vel", spokesperson: User | None = None) -> Organisation:
    """An association that promises things."""
    return Organisation.objects.create(
        municipality=municipality, name=name, folded=fold(name), spokesperson=spokesperson, created_at=NOW
    )


def actor(user: User | None, municipality: Municipality) -> Actor:
    """`user` as an actor in `municipality`."""
    with scope(municipality):
        return actor_for(user, municipality)


def make_matter(
    municipality: Municipality,
    title: str = "Badeplass ved Hvalstrand",
    *,
    starter: User | None = None,
    now: datetime = NOW,
    public: bool = True,
    **fields: Any,
) -> Matter:
    """A public matter with a next step, started by `starter`."""
    with scope(municipality):
        matter = create_matter(
            municipality=municipality,
            kind="initiative",
            title=title,
            actor=Actor(user=starter, municipality=municipality),
            now=now,
            **fields,
        )
        if starter:
            add_role(matter=matter, user=starter, kind=MatterRole.Kind.STARTER, now=now)
        set_next_step(
            matter=matter,
            step=Step.ANSWER_IDEA,
            owner_kind=OwnerKind.MUNICIPALITY,
            due_on=(now + timedelta(days=7)).date(),
            basis=Basis.PROMISE,
        )
        if public:
            publish_matter(matter=matter, now=now)
    return matter
