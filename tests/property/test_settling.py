"""The settled set against its definition: of all sets of pledges that support themselves, the union."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dugnad.domain.pledges import (
    AmountAtLeast,
    Condition,
    HasHappened,
    PeopleAtLeast,
    StandingPledge,
    falls_when_leaving,
    people_until_more_hold,
    settle,
)

NEEDS = ("planks", "work", "boat")
GIVERS = ("kari", "ola", "vel", "municipality")
FACTS = ("landowner", "council")

conditions = st.one_of(
    st.builds(PeopleAtLeast, st.integers(0, 6), st.sampled_from((None, *NEEDS))),
    st.builds(AmountAtLeast, st.sampled_from(NEEDS), st.integers(0, 9), st.sampled_from((None, *GIVERS))),
    st.builds(HasHappened, st.sampled_from(FACTS)),
)
facts = st.sets(st.sampled_from(FACTS))


@st.composite
def pledges(draw: st.DrawFn) -> list[StandingPledge]:
    return [
        StandingPledge(
            id=f"p{number}",
            giver=draw(st.sampled_from(GIVERS)),
            need=draw(st.sampled_from(NEEDS)),
            amount=draw(st.integers(0, 4)),
            people=draw(st.integers(0, 3)),
            conditions=tuple(draw(st.lists(conditions, max_size=3))),
        )
        for number in range(draw(st.integers(0, 7)))
    ]


def met(condition: Condition, together: tuple[StandingPledge, ...], happened: set[str], extra: int = 0) -> bool:
    """The definition, written as it is said."""
    if isinstance(condition, HasHappened):
        return condition.fact in happened
    counted = [p for p in together if condition.need in (None, p.need)]
    if isinstance(condition, AmountAtLeast):
        return sum(p.amount for p in counted if condition.giver in (None, p.giver)) >= condition.amount
    people = sum(max(p.people for p in counted if p.giver == giver) for giver in {p.giver for p in counted})
    return people + extra >= condition.count


def supports_itself(together: tuple[StandingPledge, ...], happened: set[str], extra: int = 0) -> bool:
    return all(met(condition, together, happened, extra) for pledge in together for condition in pledge.conditions)


def by_definition(all_pledges: list[StandingPledge], happened: set[str], extra: int = 0) -> set[str]:
    sets = (s for size in range(len(all_pledges) + 1) for s in combinations(all_pledges, size))
    return {pledge.id for together in sets if supports_itself(together, happened, extra) for pledge in together}


@given(pledges(), facts)
def test_it_holds_what_the_definition_says(given_pledges: list[StandingPledge], happened: set[str]) -> None:
    assert settle(given_pledges, happened).holds == by_definition(given_pledges, happened)


@given(pledges(), facts)
def test_what_holds_supports_itself_and_the_rest_says_what_it_waits_for(
    given_pledges: list[StandingPledge], happened: set[str]
) -> None:
    found = settle(given_pledges, happened)
    assert supports_itself(tuple(p for p in given_pledges if p.id in found.holds), happened)
    assert set(found.waits) == {p.id for p in given_pledges} - found.holds
    assert all(waits and all(unmet.missing > 0 for unmet in waits) for waits in found.waits.values())


@given(pledges(), facts, st.randoms())
def test_order_does_not_matter(given_pledges: list[StandingPledge], happened: set[str], random: object) -> None:
    shuffled = list(given_pledges)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settle(shuffled, happened) == settle(given_pledges, happened)


@given(pledges(), facts)
def test_who_falls_when_somebody_leaves(given_pledges: list[StandingPledge], happened: set[str]) -> None:
    for leaving in given_pledges:
        left = [p for p in given_pledges if p != leaving]
        expected = by_definition(given_pledges, happened) - by_definition(left, happened) - {leaving.id}
        assert falls_when_leaving(given_pledges, happened, leaving.id) == expected


@given(pledges(), facts)
def test_how_many_more_people_it_takes(given_pledges: list[StandingPledge], happened: set[str]) -> None:
    holds = by_definition(given_pledges, happened)
    first = next((n for n in range(1, 20) if by_definition(given_pledges, happened, n) != holds), None)
    found = people_until_more_hold(given_pledges, happened)
    assert (found and found[0]) == first
    if found and first:
        assert found[1] == by_definition(given_pledges, happened, first) - holds
