"""Every list costs the same at 10 and at 1,000 rows, at most fifteen questions."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.unit.portal.rig import fill, queries

MOST = 15
FEW, MANY = 10, 1000


@pytest.fixture
def today() -> datetime:
    """Pages read the clock of the request."""
    return timezone.now()


def _cost(client: Client, cast: Cast, today: datetime, addresses: list[str]) -> dict[str, tuple[int, int]]:
    """How many questions each address asks with few rows and with many."""
    fill(cast.asker, FEW, today, user=cast.resident)
    for address in addresses:
        client.get(address)
    few = {address: queries(client, address) for address in addresses}
    fill(cast.asker, MANY - FEW, today, user=cast.resident, first=5000)
    return {address: (few[address], queries(client, address)) for address in addresses}


def _assert_steady(costs: dict[str, tuple[int, int]], most: int = MOST) -> None:
    assert {address: many for address, (few, many) in costs.items() if few != many or many > most} == {}, costs


def test_it_costs_a_visitor_the_same_however_much_there_is(cast: Cast, client: Client, today: datetime) -> None:
    here = {"slug": cast.asker.slug}
    names = ("front", "matters", "map", "map-data", "search", "numbers", "numbers-data")
    addresses = [reverse(f"portal:{name}", kwargs=here) for name in names]
    addresses += [f"{addresses[1]}?q=vettre&sted=vettre&sorter=flest&side=2", f"{addresses[4]}?q=vettre", "/", "/finn/?q=ask"]
    _assert_steady(_cost(client, cast, today, addresses))


@pytest.mark.parametrize("role", ["coworker", "secretary", "representative"])
def test_it_costs_those_who_work_here_the_same(cast: Cast, client: Client, today: datetime, role: str) -> None:
    client.force_login(cast.people[role])  # type: ignore[arg-type]
    desk = reverse("portal:desk", kwargs={"slug": cast.asker.slug})
    _assert_steady(_cost(client, cast, today, [desk, f"{desk}?vis=alle", f"{desk}?vis=uten&side=3"]))


def test_it_costs_a_person_the_same_however_much_is_theirs(cast: Cast, client: Client, today: datetime) -> None:
    client.force_login(cast.resident)
    own = reverse("portal_national:my-page")
    feed = reverse("portal_national:calendar", kwargs={"key": cast.resident.calendar_key})
    front = reverse("portal:front", kwargs={"slug": cast.asker.slug})
    _assert_steady(_cost(client, cast, today, [own, f"{own}?vis=startet", feed, front]))
