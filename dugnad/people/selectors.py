"""Reads about people: roles, homes, requests, and those the municipality acts for."""

from collections.abc import Iterable

from django.db.models import QuerySet

from dugnad.domain.text import fold
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import everywhere

from .models import Membership, Representation, Residency, ResidencyRequest, Role, User


def members() -> QuerySet[Membership]:
    """Return the roles in the municipality in scope, by role and name."""
    return Membership.objects.select_related("user").order_by("role", "user__name", "pk")


def member(pk: int) -> Membership | None:
    """Return one role in the municipality in scope, or None."""
    return members().filter(pk=pk).first()


def administrator_count() -> int:
    """Return how many administrators the municipality in scope has."""
    return Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).count()


def roles_of(user: User) -> list[Membership]:
    """Return a person's roles in all municipalities."""
    with everywhere(reason="a person sees their own roles wherever they are"):
        return list(Membership.objects.filter(user=user).select_related("municipality").order_by("municipality__name", "role"))


def homes_of(user: User) -> list[Residency]:
    """Return where a person is known to live."""
    with everywhere(reason="a person sees their own home wherever it is"):
        rows = Residency.objects.filter(user=user, ended_at=None).select_related("municipality", "municipality__place")
        return list(rows.order_by("municipality__name"))


def homes_elsewhere(user: User, municipality: Municipality) -> list[Residency]:
    """Return where else a person is known to live, among places of the same kind: a county holds its municipalities' people."""
    kind = municipality.place.kind
    return [home for home in homes_of(user) if home.municipality_id != municipality.pk and home.municipality.place.kind == kind]


def residency_requests() -> QuerySet[ResidencyRequest]:
    """Return who waits for the municipality to confirm that they live here, longest first."""
    return ResidencyRequest.objects.select_related("user").order_by("asked_at", "pk")


def same_names(people: Iterable[User], municipality: Municipality) -> set[int]:
    """Return the ids of those among `people` whose name another resident of the municipality has; two queries' worth at most.

    One person with two accounts would be two residents: a clerk must see it before confirming the second.
    """
    asked = {user.pk: fold(user.name) for user in people}
    if not asked:
        return set()
    residents = Residency.objects.filter(municipality=municipality, ended_at=None, user__is_active=True)
    taken: dict[str, set[int]] = {}
    for pk, name in residents.values_list("user_id", "user__name"):
        taken.setdefault(fold(name), set()).add(pk)
    return {pk for pk, name in asked.items() if taken.get(name, set()) - {pk}}


def residency_request(pk: int) -> ResidencyRequest | None:
    """Return one request in the municipality in scope, or None when it is answered or withdrawn."""
    return residency_requests().filter(pk=pk).first()


def residency_request_of(user: User | None) -> ResidencyRequest | None:
    """Return a person's own open request in the municipality in scope."""
    return ResidencyRequest.objects.filter(user=user).first() if user else None


def represented(query: str = "") -> QuerySet[Representation]:
    """Return those whom staff here may act for, those whose name holds each word of `query`, by name."""
    rows = Representation.objects.select_related("user").filter(user__is_active=True)
    for word in fold(query).split()[:6]:
        rows = rows.filter(folded__contains=word)
    return rows.order_by("folded", "pk")


def represented_person(user_id: int) -> User | None:
    """Return a person whom staff in the municipality in scope may act for, or None."""
    found = Representation.objects.filter(user=user_id, user__is_active=True).select_related("user").first()
    return found.user if found else None


def last_administrator_in(user: User) -> list[str]:
    """Return the names of the municipalities where a person is the only administrator."""
    with everywhere(reason="leaving concerns all municipalities"):
        own = Membership.objects.filter(user=user, role=Role.ADMINISTRATOR)
        others = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(user=user)
        alone = own.exclude(municipality__in=others.values("municipality")).select_related("municipality")
        return [membership.municipality.name for membership in alone.order_by("municipality__name")]
