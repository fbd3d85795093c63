"""Who acts, where, in which roles. Read once a request and passed to every service and policy."""

from dataclasses import dataclass, replace

from django.db.models import Value

from dugnad.tenancy.models import Municipality

from .models import Assurance, Membership, Residency, Role, User

STAFF = frozenset({Role.COWORKER, Role.SECRETARY, Role.FACILITATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Actor:
    """A person in a municipality with what they are there; `user` is None for a visitor who has not signed in.

    `on_behalf_of` is the person a member of staff acts for, who does not use the web.
    """

    user: User | None = None
    municipality: Municipality | None = None
    roles: frozenset[str] = frozenset()
    is_resident: bool = False
    is_system: bool = False
    on_behalf_of: User | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.user is not None

    @property
    def assurance(self) -> str:
        return self.user.assurance if self.user else Assurance.NONE

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF)

    @property
    def person(self) -> User | None:
        """The person the act is for: who staff act for, else the actor."""
        return self.on_behalf_of or self.user

    def has(self, *roles: str) -> bool:
        """Return whether the actor has one of `roles` here."""
        return bool(self.roles & set(roles))

    def acting_for(self, person: User) -> "Actor":
        """Return the same member of staff acting for `person`, with that person's residency."""
        return replace(self, on_behalf_of=person, is_resident=_lives_in(person, self.municipality))


VISITOR = Actor()


def system_actor(municipality: Municipality) -> Actor:
    """Return the actor of what the clock triggers."""
    return Actor(municipality=municipality, is_system=True)


def _lives_in(user: User, municipality: Municipality | None) -> bool:
    return municipality is not None and Residency.objects.filter(user=user, ended_at=None).exists()


def actor_for(user: User | None, municipality: Municipality | None) -> Actor:
    """Return `user` as an actor in `municipality`, which must be in scope; one query, none for a visitor."""
    if user is None or not user.is_active:
        return Actor(municipality=municipality)
    if municipality is None:
        return Actor(user=user)
    # Every page asks this, so roles and home come together; an empty role stands for the home.
    home = Residency.objects.filter(user=user, ended_at=None).values_list(Value(""))
    found = set(Membership.objects.filter(user=user).order_by().values_list("role").union(home))
    roles = frozenset(role for (role,) in found if role)
    return Actor(user=user, municipality=municipality, roles=roles, is_resident=("",) in found)
