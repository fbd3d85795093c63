"""The lists of those who work here cost the same at 10 and at 1,000 rows, at most fifteen questions."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.doing.models import Need, Pledge
from dugnad.initiatives.models import PaperLine, PaperList
from dugnad.people.models import Membership, Representation, Residency, ResidencyRequest, Role, User
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.hostile.test_weight import FEW, MANY, MOST_QUERIES, cost, crowd
from tests.unit.initiatives.signing_setup import make_signing


def _ask_for_residency(cast: Cast, people: list[User]) -> None:
    ResidencyRequest.objects.bulk_create(
        ResidencyRequest(municipality=cast.asker, user=user, address="Veien 1", asked_at=timezone.now()) for user in people
    )
    # Somebody of each name lives here already, so that every row has its warning.
    Residency.objects.bulk_create(
        Residency(municipality=cast.asker, user=user, source=Residency.Source.CLERK, confirmed_at=timezone.now())
        for user in User.objects.bulk_create(User(email=f"2-{u.email}", name=u.name, created_at=timezone.now()) for u in people)
    )


def _represent(cast: Cast, people: list[User]) -> None:
    Representation.objects.bulk_create(
        Representation(municipality=cast.asker, user=user, folded=f"person {user.pk}", registered_at=timezone.now())
        for user in people
    )


def _give_roles(cast: Cast, people: list[User]) -> None:
    Membership.objects.bulk_create(
        Membership(municipality=cast.asker, user=user, role=Role.COWORKER, given_at=timezone.now()) for user in people
    )


def _doubt(cast: Cast, people: list[User]) -> None:
    now, paper = timezone.now(), PaperList.objects.first()
    paper = paper or PaperList.objects.create(
        municipality=cast.asker,
        initiative=cast.things["initiative"],
        number=1,
        received_on=timezone.localdate(),
        entered_at=now,
        entered_by=cast.coworker,
        form_key="k",
    )
    PaperLine.objects.bulk_create(
        PaperLine(
            municipality=cast.asker,
            paper_list=paper,
            line_number=user.pk,
            name=user.name,
            folded_name=user.name.casefold(),
            address="Veien 1",
            person_key=f"k{user.pk}",
            status=PaperLine.Status.IN_DOUBT,
            reason=PaperLine.Reason.SIMILAR_WEB,
        )
        for user in people
    )


def _promise(cast: Cast, people: list[User]) -> None:
    now = timezone.now()
    need, _new = Need.objects.get_or_create(
        municipality=cast.asker, matter=cast.matter, title="Grave", quantity=5000, stated_at=now.replace(microsecond=0, second=0)
    )
    Pledge.objects.bulk_create(
        Pledge(municipality=cast.asker, need=need, user=user, quantity=1, made_at=now, changed_at=now) for user in people
    )


LISTS: dict[str, tuple[str, dict[str, int], Callable[[Cast, list[User]], None]]] = {
    "residency": ("people_tenant:residency-queue", {}, _ask_for_residency),
    "others": ("people_tenant:for-others", {}, _represent),
    "roles": ("people_tenant:roles", {}, _give_roles),
    "lines in doubt": ("initiatives:paper-lists", {"number": 1}, _doubt),
    "pledges": ("doing:pledges", {"number": 1}, _promise),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_those_who_work_here_costs_the_same_however_long_it_is(name: str, cast: Cast, client: Client) -> None:
    address, arguments, fill = LISTS[name]
    path = reverse(address, kwargs={"slug": "asker", **arguments})
    cast.things["initiative"] = make_signing(cast)
    client.force_login(cast.administrator)
    with scope(cast.asker):
        fill(cast, crowd(FEW))
        few = cost(client, path)
        fill(cast, crowd(MANY - FEW))
        many = cost(client, path)
    assert few == many <= MOST_QUERIES
