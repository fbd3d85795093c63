"""Settle pledges that wait for each other.

A set of pledges *supports itself* when each of its pledges has all its conditions met by the set itself and by what has
happened. Every condition asks for at least so much, so a union of two such sets supports itself too: there is one largest
(Knaster and Tarski's greatest fixed point), and it is what holds. It is found by letting everything hold and taking
away what cannot, in O(p + c log c) for p pledges with c conditions.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

METHOD = "dugnad.settling/1"


@dataclass(frozen=True)
class PeopleAtLeast:
    """At least `count` people stand behind pledges that hold; whoever has several is counted once. `need`: only on that need."""

    count: int
    need: str | None = None


@dataclass(frozen=True)
class AmountAtLeast:
    """At least `amount` of `need`, in its own units, is covered by pledges that hold. `giver`: by that giver's alone."""

    need: str
    amount: int
    giver: str | None = None


@dataclass(frozen=True)
class HasHappened:
    """Something outside the pledges, which somebody ticks off: the landowner says yes."""

    fact: str


Condition: TypeAlias = PeopleAtLeast | AmountAtLeast | HasHappened


@dataclass(frozen=True)
class StandingPledge:
    """One promise that has not been withdrawn. `people` is how many come with it: 0 for a thing or a sum."""

    id: str
    giver: str
    need: str
    amount: int
    people: int = 1
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Unmet:
    """A condition that is not met, with how much of what it asks for there is. A fact has 0 of 1."""

    condition: Condition
    have: int
    wanted: int

    @property
    def missing(self) -> int:
        return self.wanted - self.have


@dataclass(frozen=True)
class Settlement:
    """Which pledges hold, and for each other one what it waits for. `digest` names the canonical input (SHA-256)."""

    holds: frozenset[str]
    waits: Mapping[str, tuple[Unmet, ...]]
    people: int
    digest: str
    method: str = METHOD


_Measure: TypeAlias = tuple[str | None, ...]


def _measure(condition: PeopleAtLeast | AmountAtLeast) -> _Measure:
    if isinstance(condition, PeopleAtLeast):
        return ("people", condition.need)
    return ("amount", condition.need, condition.giver)


def _wanted(condition: Condition) -> int:
    if isinstance(condition, PeopleAtLeast):
        return condition.count
    return condition.amount if isinstance(condition, AmountAtLeast) else 1


@dataclass
class _Holding:
    """What the pledges not yet taken away add up to. `pledges` shrinks; a measure nobody gives to is 0."""

    extra_people: int
    pledges: dict[str, StandingPledge] = field(default_factory=dict)
    sums: dict[_Measure, int] = field(default_factory=lambda: defaultdict(int))
    _behind: dict[_Measure, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, pledge: StandingPledge) -> None:
        self.pledges[pledge.id] = pledge
        self._change(pledge, 1)

    def take_away(self, pledge: StandingPledge) -> list[_Measure]:
        """Take a pledge out, and return the measures it counted in."""
        del self.pledges[pledge.id]
        return self._change(pledge, -1)

    def of(self, measure: _Measure) -> int:
        return self.sums[measure] + (self.extra_people if measure[0] == "people" else 0)

    def _change(self, pledge: StandingPledge, sign: int) -> list[_Measure]:
        amounts: list[_Measure] = [("amount", pledge.need, None), ("amount", pledge.need, pledge.giver)]
        for measure in amounts:
            self.sums[measure] += sign * pledge.amount
        people: list[_Measure] = [("people", None), ("people", pledge.need)] if pledge.people else []
        for measure in people:
            behind = self._behind[(*measure, pledge.giver)]
            before = max(behind, default=0)
            behind.append(pledge.people) if sign > 0 else behind.remove(pledge.people)
            self.sums[measure] += max(behind, default=0) - before
        return amounts + people

    def unmet(self, condition: Condition, facts: Collection[str]) -> Unmet | None:
        wanted = _wanted(condition)
        have = int(condition.fact in facts) if isinstance(condition, HasHappened) else self.of(_measure(condition))
        return Unmet(condition, have, wanted) if have < wanted else None


def settle(pledges: Sequence[StandingPledge], facts: Collection[str] = (), *, extra_people: int = 0) -> Settlement:
    """Return the largest set of pledges that can all hold, given the `facts` that have happened.

    `extra_people` asks what would hold if that many more came without a condition.
    Raises ValueError when two pledges share an id, or a quantity is negative.
    """
    holding = _what_holds(pledges, facts, extra_people)
    waits = {
        pledge.id: tuple(unmet for condition in pledge.conditions if (unmet := holding.unmet(condition, facts)))
        for pledge in pledges
        if pledge.id not in holding.pledges
    }
    return Settlement(frozenset(holding.pledges), waits, holding.of(("people", None)), _digest(pledges, facts, extra_people))


def _what_holds(pledges: Sequence[StandingPledge], facts: Collection[str], extra_people: int = 0) -> _Holding:
    _refuse_nonsense(pledges)
    holding = _Holding(extra_people)
    for pledge in pledges:
        holding.add(pledge)
    _take_away_what_cannot_hold(holding, facts)
    return holding


def _holds(pledges: Sequence[StandingPledge], facts: Collection[str], extra_people: int = 0) -> frozenset[str]:
    return frozenset(_what_holds(pledges, facts, extra_people).pledges)


def _take_away_what_cannot_hold(holding: _Holding, facts: Collection[str]) -> None:
    asking: dict[_Measure, list[tuple[int, str]]] = defaultdict(list)
    falling: list[str] = []
    for pledge in holding.pledges.values():
        for condition in pledge.conditions:
            if isinstance(condition, HasHappened):
                if condition.fact not in facts:
                    falling.append(pledge.id)
            else:
                asking[_measure(condition)].append((_wanted(condition), pledge.id))
    for measure, asked in asking.items():
        asked.sort()
        falling += _no_longer_met(holding, measure, asked)
    while falling:
        pledge_or_none = holding.pledges.get(falling.pop())
        if pledge_or_none is not None:
            for measure in holding.take_away(pledge_or_none):
                falling += _no_longer_met(holding, measure, asking.get(measure, []))


def _no_longer_met(holding: _Holding, measure: _Measure, asked: list[tuple[int, str]]) -> Iterable[str]:
    """Take those who ask for more than there is off the end of the sorted list: each is looked at once."""
    found = []
    while asked and asked[-1][0] > holding.of(measure):
        found.append(asked.pop()[1])
    return found


def falls_when_leaving(
    pledges: Sequence[StandingPledge], facts: Collection[str], leaving: str, instead: StandingPledge | None = None
) -> frozenset[str]:
    """Return the ids of other pledges that hold now and would not if `leaving` were withdrawn, or changed to `instead`."""
    left = [pledge for pledge in pledges if pledge.id != leaving]
    return _holds(pledges, facts) - _holds(left if instead is None else [*left, instead], facts) - {leaving}


def people_until_more_hold(pledges: Sequence[StandingPledge], facts: Collection[str] = ()) -> tuple[int, frozenset[str]] | None:
    """Return the fewest further people that make more pledges hold, and which those are; None when people alone never do."""
    now = _holds(pledges, facts)
    most = max((c.count for p in pledges for c in p.conditions if isinstance(c, PeopleAtLeast)), default=0)
    if _holds(pledges, facts, most) == now:
        return None
    too_few, enough = 0, most
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _holds(pledges, facts, middle) == now:
            too_few = middle
        else:
            enough = middle
    return enough, _holds(pledges, facts, enough) - now


def _refuse_nonsense(pledges: Sequence[StandingPledge]) -> None:
    if len({pledge.id for pledge in pledges}) != len(pledges):
        raise ValueError("two pledges share an id")
    for pledge in pledges:
        if pledge.amount < 0 or pledge.people < 0 or any(_wanted(condition) < 0 for condition in pledge.conditions):
            raise ValueError(f"a negative quantity in pledge {pledge.id}")


def _digest(pledges: Sequence[StandingPledge], facts: Collection[str], extra_people: int) -> str:
    rows = sorted([p.id, p.giver, p.need, p.amount, p.people, sorted(map(_words, p.conditions))] for p in pledges)
    canonical = json.dumps([METHOD, rows, sorted(facts), extra_people], separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _words(condition: Condition) -> str:
    if isinstance(condition, PeopleAtLeast):
        return json.dumps(["people", condition.count, condition.need])
    if isinstance(condition, AmountAtLeast):
        return json.dumps(["amount", condition.amount, condition.need, condition.giver])
    return json.dumps(["happened", condition.fact])
